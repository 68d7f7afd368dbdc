import type { Period } from "../calendar/index.ts";
import { compareLines } from "./_compare-lines.ts";
import type { LineMoney } from "./_line-amounts.ts";
import { detailsOf, type LineDetails, numberDetails } from "./_line-details.ts";
import { logOfLines } from "./_log-of-lines.ts";
import { pickLines } from "./_pick-lines.ts";
import { renumber } from "./_renumber.ts";
import type { OrderLog } from "./order-log.ts";

/** Lines by column in any order, their ids numbered in any way; an id may be unused. */
export interface RawLines extends LineMoney, LineDetails {
  readonly currency: string;
  readonly window: Period | undefined;
  readonly customerIds: readonly string[];
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly orderIds: readonly string[];
  /** −1 for a line without an order id. */
  readonly orders: Int32Array;
  readonly productIds: readonly string[];
  /** −1 for a line without a product. */
  readonly products: Int32Array;
}

/** The lines of a log as they were before they were arranged; columns that the log lacks are filled. */
export function rawLinesOf(log: OrderLog): RawLines {
  const none = (): Int32Array => new Int32Array(log.size).fill(-1);
  const zeros = (): Float64Array => new Float64Array(log.size);
  return {
    currency: log.currency,
    exponent: log.exponent,
    window: log.window,
    customerIds: log.customerIds,
    customers: log.customers,
    days: log.days,
    orderIds: log.orderIds ?? [],
    orders: log.orderIds === undefined ? none() : log.orderCodes,
    productIds: log.productIds,
    products: log.products ?? none(),
    amounts: log.amounts,
    costs: log.costs ?? log.partialCosts?.units ?? zeros(),
    costKnown: log.partialCosts?.known ?? new Uint8Array(log.size).fill(log.costs === undefined ? 0 : 1),
    ...detailsOf(log),
  };
}

/** Brings lines into canonical order and checks what an order log promises. */
export function arrangeLines(raw: RawLines): OrderLog {
  const customer = renumber(raw.customerIds, raw.customers);
  const product = renumber(raw.productIds, raw.products);
  const numbered: RawLines = {
    ...raw,
    ...numberDetails(raw),
    customerIds: customer.ids,
    customers: customer.codes,
    productIds: product.ids,
    products: product.codes,
  };
  const byId = !raw.orders.includes(-1);
  return logOfLines(pickLines(numbered, canonicalOrder(numbered, byId)), byId);
}

/**
 * The permutation into canonical order: two stable counting sorts bring customers and days into order in linear
 * time; what is left are the few lines of one customer on one day.
 */
function canonicalOrder(raw: RawLines, byId: boolean): Int32Array {
  const { customers, days } = raw;
  const rows = new Int32Array(days.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  const order = countingSort(countingSort(rows, days), customers);
  const compare = compareLines(raw, byId);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!;
    do to++;
    while (
      to < order.length &&
      days[order[to]!] === days[first] &&
      customers[order[to]!] === customers[first]
    );
    if (to - from > 1) order.subarray(from, to).sort(compare);
  }
  return order;
}

/** Sorts row numbers by an integer key, keeping the order of equal keys. Keys span no more than a calendar. */
function countingSort(order: Int32Array, keys: Int32Array): Int32Array {
  let low = 0;
  let high = -1;
  for (let i = 0; i < keys.length; i++) {
    if (i === 0 || keys[i]! < low) low = keys[i]!;
    if (i === 0 || keys[i]! > high) high = keys[i]!;
  }
  const next = new Int32Array(high - low + 2);
  for (let i = 0; i < keys.length; i++) next[keys[i]! - low + 1]!++;
  for (let k = 1; k < next.length; k++) next[k]! += next[k - 1]!;
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[next[keys[order[i]!]! - low]!++] = order[i]!;
  return sorted;
}
