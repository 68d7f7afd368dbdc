import type { PurchaseSequences } from "./purchase-sequences.ts";

/** The purchases of one product by one customer. */
export interface GapsOfCustomer {
  readonly customer: number;
  /** Days between consecutive purchases: how many, their sum, the sum of their logarithms and of the squares of those. */
  count: number;
  sum: number;
  logs: number;
  squares: number;
  last: number;
}

/** The gaps of one product. */
export interface GapsOfProduct {
  gaps: number;
  /** Every customer who bought it, in order. */
  readonly customers: GapsOfCustomer[];
}

/** The gaps of every product before a day. */
export function readGaps(sequences: PurchaseSequences, end: number): readonly GapsOfProduct[] {
  const { size, itemIds, starts, days, offsets, items } = sequences;
  const products: GapsOfProduct[] = itemIds.map(() => ({ gaps: 0, customers: [] }));
  for (let s = 0; s < size; s++) {
    for (let e = starts[s]!; e < starts[s + 1]! && days[e]! < end; e++) {
      for (let at = offsets[e]!; at < offsets[e + 1]!; at++) {
        const product = products[items[at]!]!;
        const known = product.customers.at(-1);
        if (known?.customer !== s) {
          product.customers.push({ customer: s, count: 0, sum: 0, logs: 0, squares: 0, last: days[e]! });
          continue;
        }
        const gap = days[e]! - known.last;
        const log = Math.log(gap);
        known.count++;
        known.sum += gap;
        known.logs += log;
        known.squares += log ** 2;
        known.last = days[e]!;
        product.gaps++;
      }
    }
  }
  return products;
}
