import { compareLines } from "./_compare-lines.ts";
import { numberDetails } from "./_line-details.ts";
import { logOfLines } from "./_log-of-lines.ts";
import { pickLines } from "./_pick-lines.ts";
import type { RawLines } from "./_raw-lines.ts";
import { renumber } from "./_renumber.ts";
import type { OrderLog } from "./order-log.ts";

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
