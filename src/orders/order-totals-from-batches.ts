import type { ColumnBatch } from "./column-batch.ts";
import { createOrderTotals, type OrderTotals, type OrderTotalsOptions } from "./order-totals.ts";

/**
 * Adds up batches at hand by customer: new totals with every batch added; more may follow.
 *
 * @throws InvalidDataError with every bad value of the first batch that has one, by row and field
 * @throws RangeError or TypeError if an option is wrong or a batch's columns do not fit
 *
 * @example
 * ```ts
 * import { orderTotalsFromBatches } from "clientele/orders";
 * import { generateOrderBatches } from "clientele/synthetic";
 *
 * function* batches() {
 *   for (const batch of generateOrderBatches({ seed: 1, customers: 100, from: "2025-01-01", to: "2026-01-01" })) {
 *     const amounts = { currency: "EUR", exponent: 2, units: batch.units };
 *     yield { customers: batch.customers, days: batch.days, amounts };
 *   }
 * }
 * const totals = orderTotalsFromBatches(batches(), { currency: "EUR" });
 * totals.orders; // => 595
 * ```
 */
export function orderTotalsFromBatches(
  batches: Iterable<ColumnBatch>,
  options: OrderTotalsOptions,
): OrderTotals {
  const totals = createOrderTotals(options);
  for (const batch of batches) totals.add(batch);
  return totals;
}
