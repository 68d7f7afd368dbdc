import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * The same lines, observed until a later day: what is said of a log that holds all orders before that day, when none happened to be on
 * the last days. A log that was observed longer already stays as it is.
 *
 * `window = [from, max(window.to, day))`
 *
 * @param day - the first day that was not observed
 * @throws RangeError if the day is none
 *
 * @example
 * ```ts
 * import { observeUntil, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * observeUntil(log, "2026-06-01").window; // => { from: "2026-05-02", to: "2026-06-01" }
 * ```
 */
export function observeUntil(log: OrderLog, day: PlainDate): OrderLog {
  if (dayNumber(day) <= dayNumber(log.window.to)) return log;
  return Object.freeze({ ...log, window: Object.freeze({ from: log.window.from, to: day }) });
}
