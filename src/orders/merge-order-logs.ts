import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { minorDigits, rescaleMoneyColumn } from "../money/index.ts";
import { arrangeLines, type RawLines, rawLinesOf } from "./_arrange-lines.ts";
import { createDictionary, type Dictionary } from "./_dictionary.ts";
import { joinDetails } from "./_line-details.ts";
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
  const [customerIds, orderIds, productIds] = [createDictionary(), createDictionary(), createDictionary()];
  const [left, right] = [rawLinesOf(a), rawLinesOf(b)];
  const recoded = (ids: readonly string[], codes: Int32Array, into: Dictionary): Int32Array => {
    const places = Int32Array.from(ids, (id) => into.codeOf(id));
    return codes.map((code) => (code < 0 ? -1 : places[code]!));
  };
  const ints = (columnOf: (lines: RawLines) => Int32Array): Int32Array => {
    const column = new Int32Array(a.size + b.size);
    column.set(columnOf(left));
    column.set(columnOf(right), a.size);
    return column;
  };
  const money = (columnOf: (lines: RawLines) => Float64Array): Float64Array => {
    const column = new Float64Array(a.size + b.size);
    for (const [lines, at] of [[left, 0] as const, [right, a.size] as const]) {
      const { currency } = lines;
      column.set(
        rescaleMoneyColumn({ currency, exponent: lines.exponent, units: columnOf(lines) }, exponent).units,
        at,
      );
    }
    return column;
  };
  const costKnown = new Uint8Array(a.size + b.size);
  costKnown.set(left.costKnown);
  costKnown.set(right.costKnown, a.size);
  return arrangeLines({
    currency: a.currency,
    exponent,
    window: hull(a, b),
    customers: ints((lines) => recoded(lines.customerIds, lines.customers, customerIds)),
    days: ints((lines) => lines.days),
    orders: ints((lines) => recoded(lines.orderIds, lines.orders, orderIds)),
    products: ints((lines) => recoded(lines.productIds, lines.products, productIds)),
    amounts: money((lines) => lines.amounts),
    costs: money((lines) => lines.costs),
    costKnown,
    customerIds: customerIds.texts,
    orderIds: orderIds.texts,
    productIds: productIds.texts,
    ...joinDetails(a, b),
  });
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
