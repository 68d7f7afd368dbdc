import type { Money } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import { ceilShare, checkShare } from "./_share.ts";
import { createValueBins } from "./_value-bins.ts";
import type { ValueTable } from "./value-table.ts";

/** A customer who buys much and costs much to serve. */
export interface CostlyCustomer {
  /** The customer. */
  readonly customerId: string;
  /** Purchases less returns. */
  readonly revenue: Money;
  /** What serving the customer cost. */
  readonly costToServe: Money;
  /** costToServe / revenue. */
  readonly burden: number;
  /** What is left: profit where the goods have a cost, else the revenue. */
  readonly value: Money;
}

/**
 * Finds the customers whose revenue and whose cost to serve are both among the highest, whom revenue alone shows as good; the
 * largest burden first.
 *
 * `costly = {i : revenueᵢ ≥ r₍ₖ₎ > 0 and cost to serveᵢ ≥ s₍ₖ₎ > 0}`, `r₍ₖ₎` and `s₍ₖ₎` the k-th largest, `k = ⌈share · n⌉`
 *
 * @param options - `share`: of all customers of the table, from 0 to 1; 0.2 unless told otherwise
 * @throws RangeError if the share is not from 0 to 1, or no cost to serve is known of the table
 *
 * @example
 * ```ts
 * import { findCostlyCustomers, valueTableFromColumns } from "clientele/value";
 *
 * const table = valueTableFromColumns({
 *   customers: ["ann", "bob", "cyd", "dan"], from: "2026-01-01", asOf: "2026-06-01", currency: "EUR", exponent: 2,
 *   revenue: Float64Array.of(900_00, 800_00, 50_00, 20_00),
 *   cost: Float64Array.of(500_00, 500_00, 20_00, 10_00), costToServe: Float64Array.of(20_00, 350_00, 30_00, 0),
 * });
 * findCostlyCustomers(table, { share: 0.5 }).map((one) => [one.customerId, one.burden, one.value.amount]); // => [["bob", 0.4375, "-50.00"]]
 * ```
 */
export function findCostlyCustomers(
  table: ValueTable,
  options: { readonly share?: number | undefined } = {},
): readonly CostlyCustomer[] {
  const { share = 0.2 } = options;
  checkShare("find costly customers", "share", share);
  const { revenue, costToServe, value, size } = table;
  if (costToServe === undefined) {
    throw new RangeError("Cannot find costly customers: the table must have a cost to serve, got none");
  }
  const rank = Number(ceilShare(share, BigInt(size)));
  const bins = createValueBins();
  const [lowest] = bins.lowestOfBest(revenue, [rank]);
  const [least] = bins.lowestOfBest(costToServe, [rank]);
  if (lowest === undefined || least === undefined) return Object.freeze([]);
  const found: CostlyCustomer[] = [];
  for (let i = 0; i < size; i++) {
    if (!(revenue[i]! >= lowest && costToServe[i]! >= least)) continue;
    found.push(
      Object.freeze({
        customerId: table.idAt(i),
        revenue: moneyOfUnits(revenue[i]!, table),
        costToServe: moneyOfUnits(costToServe[i]!, table),
        burden: costToServe[i]! / revenue[i]!,
        value: moneyOfUnits(value[i]!, table),
      }),
    );
  }
  // Found in the order of ids, and the sort is stable.
  return Object.freeze(found.sort((a, b) => b.burden - a.burden));
}
