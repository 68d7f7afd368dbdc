import { keepLines } from "./_keep-lines.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * Keeps the lines of some customers; scale, window and what an order is stay as they are. So whatever measures the
 * whole base measures one customer by the same code: `measure(log).get(id)` is the row of `measure(select(log))`.
 *
 * @param log - the orders
 * @param customerIds - the customers to keep; those without a line are passed over
 *
 * @example
 * ```ts
 * import { orderLogFromRows, selectCustomers } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "c1", orderedOn: "2026-05-31", amount: "10" },
 *     { customerId: "c2", orderedOn: "2026-06-01", amount: "20" },
 *   ],
 *   { currency: "EUR" },
 * );
 * selectCustomers(log, ["c2", "c9"]).customerIds; // => ["c2"]
 * selectCustomers(log, ["c2"]).window.from; // => "2026-05-31"
 * ```
 */
export function selectCustomers(log: OrderLog, customerIds: Iterable<string>): OrderLog {
  const wanted = new Set(customerIds);
  const kept = Uint8Array.from(log.customerIds, (id) => (wanted.has(id) ? 1 : 0));
  const lines = new Int32Array(log.size);
  let size = 0;
  for (let line = 0; line < log.size; line++) if (kept[log.customers[line]!] === 1) lines[size++] = line;
  return keepLines(log, lines.subarray(0, size), log.window);
}
