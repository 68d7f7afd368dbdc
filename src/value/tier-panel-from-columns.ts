import type { Period } from "../calendar/index.ts";
import { type CustomerIndex, createStatePanel, type StatePanel } from "../orders/index.ts";
import { TIER_STATES, tierCells } from "./_tier-cells.ts";
import { checkTierRules, type TierRules } from "./tier-rules.ts";

/** Values by customer and period that another program made, such as a database. */
export interface TierColumns {
  /** The customers; or a table of them. */
  readonly customers: readonly string[] | CustomerIndex;
  /** The periods, oldest first and not overlapping. */
  readonly periods: readonly Period[];
  /** Integer units, period by period: `values[p · customers + c]`. */
  readonly values: Float64Array;
  /**
   * 1 where the customer bought in the period, likewise period by period.
   * @defaultValue active is whose value is not zero
   */
  readonly active?: Uint8Array | undefined;
}

/**
 * Puts customers into tiers by period as `tierPanel` does, from values that are there already.
 *
 * A, B and C among the active of each period; `inactive` from the first active period on; none before. No sort: the
 * boundaries are found by sums in narrow bins and one exact look into the bins they lie in. The values are left as they
 * are.
 *
 * @throws RangeError naming what does not fit: lengths, a value that is no safe integer, a mark other than 0 and 1, rules
 *   that make no sense, periods out of order
 *
 * @example
 * ```ts
 * import { stateAt } from "clientele/orders";
 * import { tierPanelFromColumns } from "clientele/value";
 *
 * const panel = tierPanelFromColumns({
 *   customers: ["ann", "bob"],
 *   periods: [{ from: "2026-01-01", to: "2026-04-01" }, { from: "2026-04-01", to: "2026-07-01" }],
 *   values: Float64Array.of(90_00, 10_00, 0, 20_00),
 * });
 * [stateAt(panel, 0, 0), stateAt(panel, 1, 0)]; // => ["A", "B"]
 * [stateAt(panel, 0, 1), stateAt(panel, 1, 1)]; // => ["inactive", "A"]
 * ```
 */
export function tierPanelFromColumns(columns: TierColumns, rules: TierRules = {}): StatePanel {
  const doing = "make tier panel";
  const { customers, periods, values, active } = columns;
  const checked = checkTierRules(doing, rules);
  if (periods.length === 0) throw new RangeError(`Cannot ${doing}: there must be a period, got none`);
  const size = "idAt" in customers ? customers.size : customers.length;
  const cells = size * periods.length;
  for (const [name, column] of [
    ["values", values],
    ["active", active],
  ] as const) {
    if (column === undefined || column.length === cells) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must be ${cells}, ${size} customers × ${periods.length} periods, got ${column.length}`,
    );
  }
  for (let i = 0; i < cells; i++) {
    if (Number.isSafeInteger(values[i])) continue;
    throw new RangeError(`Cannot ${doing}: values[${i}] must be a safe integer, got ${values[i]}`);
  }
  const wrong = active?.findIndex((mark) => mark > 1) ?? -1;
  if (wrong >= 0) {
    throw new RangeError(`Cannot ${doing}: active[${wrong}] must be 0 or 1, got ${active![wrong]}`);
  }
  const worth = active === undefined ? values : values.slice();
  return createStatePanel({
    customerIds: "idAt" in customers ? Array.from({ length: size }, (_, i) => customers.idAt(i)) : customers,
    periods,
    states: TIER_STATES,
    cells: tierCells({ customers: size, periods: periods.length, worth, active }, checked),
  });
}
