import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { minorDigits } from "../money/index.ts";
import { arrangeLines } from "./_arrange-lines.ts";
import { joinLines } from "./_join-lines.ts";
import { logOfLines } from "./_log-of-lines.ts";
import { mergeInOrder } from "./_merge-in-order.ts";
import { pickLines } from "./_pick-lines.ts";
import { rawLinesOf } from "./_raw-lines.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * Puts two logs together: the log of the rows of both. Commutative and associative; a log without lines and
 * without a window of its own changes nothing.
 *
 * The window of the result reaches from the earlier beginning to the later end, so merge only what was observed
 * without a gap. Lines are never dropped: a line in both logs counts twice. Where one log has no order ids, an
 * order of the result is a customer-day.
 *
 * @throws RangeError if the currencies differ, or the amounts of one customer add up to 2⁵³ units
 *
 * @example
 * ```ts
 * import { mergeOrderLogs, orderLogFromRows } from "clientele/orders";
 *
 * const may = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-05-02", amount: "1.50" }], { currency: "EUR" });
 * const june = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-06-02", amount: "0.125" }], { currency: "EUR" });
 * const both = mergeOrderLogs(june, may);
 * both.amounts; // => Float64Array.of(1500, 125)
 * both.window; // => { from: "2026-05-02", to: "2026-06-03" }
 * ```
 */
export function mergeOrderLogs(a: OrderLog, b: OrderLog): OrderLog {
  if (a.currency !== b.currency) {
    throw new RangeError(
      `Cannot merge order logs: their currencies must be the same, got ${a.currency} and ${b.currency}`,
    );
  }
  const scales = [a, b].filter((log) => log.size > 0).map((log) => log.exponent);
  const exponent = Math.max(minorDigits(a.currency), ...scales);
  const byId = [a, b].every((log) => log.size === 0 || log.orderIds !== undefined);
  const [left, right] = byId ? [a, b] : [withoutOrderIds(a), withoutOrderIds(b)];
  const lines = joinLines(left, right, { exponent, window: hull(a, b) });
  return logOfLines(pickLines(lines, mergeInOrder(lines, left.size, byId)), byId);
}

/** Lines of a day are ordered by their order ids first, where they have them. */
function withoutOrderIds(log: OrderLog): OrderLog {
  if (log.orderIds === undefined) return log;
  return arrangeLines({ ...rawLinesOf(log), orderIds: [], orders: new Int32Array(log.size).fill(-1) });
}

/** A window without a day was never observed. */
function hull(a: OrderLog, b: OrderLog): Period {
  if (a.window.from === a.window.to) return b.window;
  if (b.window.from === b.window.to) return a.window;
  return {
    from: dateOfDay(Math.min(dayNumber(a.window.from), dayNumber(b.window.from))),
    to: dateOfDay(Math.max(dayNumber(a.window.to), dayNumber(b.window.to))),
  };
}
