import { mergeOrderLogs } from "./merge-order-logs.ts";
import type { OrderLog } from "./order-log.ts";
import type { OrderLogFinishOptions } from "./order-log-builder.ts";
import { orderLogFromRows } from "./order-log-from-rows.ts";
import type { AnyOrderRow } from "./order-row.ts";

/** Options of {@link appendOrders}; the currency is that of the log. */
export interface AppendOrdersOptions extends OrderLogFinishOptions {
  /**
   * The most decimals an amount may need.
   * @defaultValue `9`
   */
  readonly maxExponent?: number | undefined;
  /**
   * The zone whose calendar gives a moment its day, where a row has a moment and no day.
   * @defaultValue none: such a row is refused
   */
  readonly timeZone?: string | undefined;
}

/**
 * Adds rows to a log: the log of all rows, as if they had come at once. The log given stays as it is.
 *
 * The window reaches from the earlier beginning to the later end of the log's window and that of the new rows, which
 * is stated as an option when days without an order were observed, too. The work is that of bringing all lines into
 * order, linear in their number.
 *
 * @throws InvalidDataError with everything that is wrong with any row
 * @throws RangeError if a line lies outside the window given, or the amounts of one customer add up to 2⁵³ units
 *
 * @example
 * ```ts
 * import { appendOrders, orderLogFromRows } from "clientele/orders";
 *
 * const may = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-05-02", amount: "1.50" }], { currency: "EUR" });
 * const log = appendOrders(may, [{ customerId: "c1", orderedOn: "2026-06-02", amount: "2.00" }], {
 *   window: { from: "2026-06-01", to: "2026-07-01" },
 * });
 * log.amounts; // => Float64Array.of(150, 200)
 * log.window; // => { from: "2026-05-02", to: "2026-07-01" }
 * ```
 */
export function appendOrders(
  log: OrderLog,
  rows: Iterable<AnyOrderRow>,
  options: AppendOrdersOptions = {},
): OrderLog {
  return mergeOrderLogs(log, orderLogFromRows(rows, { ...options, currency: log.currency }));
}
