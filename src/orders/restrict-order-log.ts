import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { keepLines } from "./_keep-lines.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * Keeps the lines of a period `[from, to)`. Customers, orders and products without a line left drop out; the scale
 * and what an order is stay as they are.
 *
 * The window of the result is the part of the period that the log observed.
 *
 * @throws RangeError if the period ends before it begins
 *
 * @example
 * ```ts
 * import { orderLogFromRows, restrictOrderLog } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "c1", orderedOn: "2026-05-31", amount: "10" },
 *     { customerId: "c2", orderedOn: "2026-06-01", amount: "20" },
 *   ],
 *   { currency: "EUR" },
 * );
 * restrictOrderLog(log, { from: "2026-06-01", to: "2026-07-01" }).customerIds; // => ["c2"]
 * ```
 */
export function restrictOrderLog(log: OrderLog, period: Period): OrderLog {
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  if (from > to) {
    throw new RangeError(
      `Cannot restrict order log: the period must not end before it begins, got ${period.from} to ${period.to}`,
    );
  }
  const lines = new Int32Array(log.size);
  let size = 0;
  for (let line = 0; line < log.size; line++) {
    if (log.days[line]! >= from && log.days[line]! < to) lines[size++] = line;
  }
  return keepLines(log, lines.subarray(0, size), common(log.window, from, to));
}

/** The days of both; none, at the later beginning, where they do not meet. */
function common(window: Period, from: number, to: number): Period {
  const first = Math.max(dayNumber(window.from), from);
  const end = Math.max(Math.min(dayNumber(window.to), to), first);
  return { from: dateOfDay(first), to: dateOfDay(end) };
}
