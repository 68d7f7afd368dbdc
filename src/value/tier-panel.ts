import { dayNumber, type Period } from "../calendar/index.ts";
import { createStatePanel, NO_STATE, type OrderLog, type StatePanel } from "../orders/index.ts";
import { abcOf, cutAbc } from "./_abc-cuts.ts";
import { hasCosts, sumPeriod } from "./_sum-period.ts";
import { type AbcShares, checkShares, USUAL_SHARES } from "./abc-shares.ts";

/** Options of {@link tierPanel}. */
export interface TierPanelOptions {
  /** The periods, oldest first and not overlapping; see `trailingPeriods` of `clientele/calendar`. */
  readonly periods: readonly Period[];
  /**
   * The shares that divide A, B and C in each period; see `classifyAbc`.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
}

const INACTIVE = 3;

/**
 * Puts every customer into a tier in every period: A, B or C among those with a purchase in it, by the value of that
 * period alone; `inactive` for who bought before the period's end but not in it; none before the first purchase.
 *
 * The value is profit where every line of all the periods has a cost, else revenue. Customers are those with a
 * purchase before the end of the last period. A period that reaches beyond the log's window is judged by the part
 * that was observed, so let the first begin within it.
 *
 * @throws RangeError if there is no period, or they overlap or are out of order, or the shares make no sense
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { orderLogFromRows, stateAt } from "clientele/orders";
 * import { tierPanel } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-01-15", amount: "100" },
 *     { customerId: "bob", orderedOn: "2026-04-15", amount: "100" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const panel = tierPanel(log, { periods: trailingPeriods("2026-07-01", { months: 3, count: 2 }) });
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1)]; // => ["A", "inactive"]
 * [stateAt(panel, 1, 0), stateAt(panel, 1, 1)]; // => [undefined, "A"]
 * ```
 */
export function tierPanel(log: OrderLog, options: TierPanelOptions): StatePanel {
  const { periods, shares = USUAL_SHARES } = options;
  checkShares("make tier panel", shares);
  const last = periods[periods.length - 1];
  if (last === undefined) throw new RangeError("Cannot make tier panel: there must be a period, got none");
  const spans = periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  const firstDays = firstPurchases(log);
  const kept = customersBefore(firstDays, dayNumber(last.to));
  const profit = spans.every(([from, to]) => hasCosts(log, from, to));
  const cells = new Uint8Array(periods.length * kept.length).fill(NO_STATE);
  spans.forEach(([from, to], p) => {
    const { purchases, revenue, cost } = sumPeriod(log, from, to);
    const worth = new Float64Array(revenue.length); // zero, and so without weight, for who is not active
    for (let code = 0; code < worth.length; code++) {
      if (purchases[code]! > 0) worth[code] = revenue[code]! - (profit ? cost[code]! : 0);
    }
    const cuts = cutAbc(worth, shares);
    const row = p * kept.length;
    for (let c = 0; c < kept.length; c++) {
      const code = kept[c]!;
      if (purchases[code]! > 0) cells[row + c] = abcOf(worth[code]!, cuts);
      else if (firstDays[code]! < to) cells[row + c] = INACTIVE;
    }
  });
  return createStatePanel({
    customerIds: Array.from(kept, (code) => log.customerIds[code]!),
    periods,
    states: ["A", "B", "C", "inactive"],
    cells,
  });
}

const NEVER = 0x7fffffff;

/** The first buying day of each customer; lines of one customer stand in order of days. */
function firstPurchases(log: OrderLog): Int32Array {
  const first = new Int32Array(log.customerIds.length).fill(NEVER);
  for (let i = log.size - 1; i >= 0; i--) if (log.amounts[i]! > 0) first[log.customers[i]!] = log.days[i]!;
  return first;
}

/** The codes of the customers with a purchase before a day. */
function customersBefore(firstDays: Int32Array, day: number): Int32Array {
  const kept = new Int32Array(firstDays.length);
  let size = 0;
  for (let code = 0; code < firstDays.length; code++) if (firstDays[code]! < day) kept[size++] = code;
  return kept.subarray(0, size);
}
