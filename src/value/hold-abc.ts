import { createCustomerTable, withColumns } from "../orders/index.ts";
import { abcOf, cutAbc } from "./_abc-cuts.ts";
import { abcParts } from "./_abc-table.ts";
import { checkShare } from "./_share.ts";
import { clampTier, shiftCuts } from "./_tier-cells.ts";
import { type AbcShares, checkShares, USUAL_SHARES } from "./abc-shares.ts";
import type { AbcTable } from "./abc-table.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link holdAbc}. */
export interface HoldAbcOptions {
  /** The classes of before: a table, or ids with their class. */
  readonly previous: Pick<AbcTable, "get"> | ReadonlyMap<string, "A" | "B" | "C">;
  /**
   * How far beyond a boundary a value must lie before its customer crosses it, as a share of the boundary.
   * @defaultValue `0.1`
   */
  readonly margin?: number | undefined;
  /**
   * The shares that divide A, B and C; see `classifyAbc`.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
}

/** Classes with hysteresis, by column. */
export interface HeldAbcTable extends AbcTable {
  /** The margin that a move needed. */
  readonly margin: number;
  /** 1 for a customer whom only the margin keeps in the class of before, else 0. */
  readonly held: Uint8Array;
}

/**
 * Divides customers into A, B and C so that nobody flips at a boundary: a customer keeps the class of before unless the
 * value lies beyond the boundary by more than the margin (hysteresis).
 *
 * `up to the class where value ≥ c + ⌈m · c⌉`; `down to the class where value ≥ c − ⌈m · c⌉` fails no more; between
 * them the class of before. `c` is the boundary of today as `classifyAbc` draws it; a new customer is classed by it alone.
 *
 * With a margin of 0 this is `classifyAbc`. The sums of the classes no longer meet the shares exactly.
 *
 * @throws RangeError if the margin is not from 0 to 1 or the shares make no sense
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { holdAbc, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["70", "15", "10", "5"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const previous = new Map([["c1", "B"], ["c2", "B"], ["c3", "A"], ["c4", "B"]] as const);
 * const held = holdAbc(valueCustomers(log, { asOf: "2026-06-01" }), { previous });
 * [...held].map((row) => row.tier); // => ["A", "B", "B", "C"]
 * [...held.held]; // => [0, 1, 0, 0]
 * held.get("c2")?.reason; // => "the value of 15.00 would be A, but is within 10 % of the boundary: B is kept"
 * ```
 */
export function holdAbc(table: ValueTable, options: HoldAbcOptions): HeldAbcTable {
  const { previous, margin = 0.1, shares = USUAL_SHARES } = options;
  checkShare("hold classes", "margin", margin);
  checkShares("hold classes", shares);
  const cuts = cutAbc(table.value, shares);
  const [upper, lower] = shiftCuts(cuts, margin);
  const { value } = table;
  const held = new Uint8Array(table.size);
  const codes = value.reduce((all, units, i) => {
    const plain = abcOf(units, cuts);
    const before = previous.get(table.idAt(i));
    const was = before && TIERS.indexOf(typeof before === "string" ? before : before.tier);
    all[i] = was === undefined ? plain : clampTier(units, was, { upper, lower });
    held[i] = all[i] === plain ? 0 : 1;
    return all;
  }, new Uint8Array(table.size));
  const { rowAt, columns } = abcParts(table, { codes, cuts, shares, margin });
  return withColumns(createCustomerTable(table, rowAt), { ...columns, margin, held });
}

const TIERS = /* @__PURE__ */ Object.freeze(["A", "B", "C"] as const);
