import type { ColumnBatch } from "./column-batch.ts";
import { createOrderTotals, type OrderTotals, type OrderTotalsOptions } from "./order-totals.ts";

/**
 * Adds up a stream of batches by customer, in the memory of the customers alone.
 *
 * Each batch costs one wait; from some ten thousand rows a batch it is not to be measured.
 *
 * @throws InvalidDataError with every bad value of the first batch that has one, by row and field
 * @throws RangeError or TypeError if an option is wrong or a batch's columns do not fit
 *
 * @example
 * ```ts
 * import { type ColumnBatch, readOrderTotals } from "clientele/orders";
 *
 * async function* batches(): AsyncGenerator<ColumnBatch> {
 *   const amounts = { currency: "EUR", exponent: 2, units: Int32Array.of(1990, 500) };
 *   yield { customers: Int32Array.of(0, 7), days: Int32Array.of(20575, 20576), amounts };
 * }
 * const totals = await readOrderTotals(batches(), { currency: "EUR" });
 * totals.customers().customerIds; // => ["0", "7"]
 * ```
 */
export async function readOrderTotals(
  batches: AsyncIterable<ColumnBatch> | Iterable<ColumnBatch>,
  options: OrderTotalsOptions,
): Promise<OrderTotals> {
  const totals = createOrderTotals(options);
  for await (const batch of batches) totals.add(batch);
  return totals;
}
