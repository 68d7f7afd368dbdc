import type { Baskets } from "./baskets.ts";

/** Which baskets hold which items, a bit each. */
export interface BasketBits {
  /** How many baskets hold all of some items, all baskets for none. */
  count(itemCodes: readonly number[]): number;
}

/** Sets a bit for each basket that holds an item, for those items alone that are asked about; codes are those of `itemIds`. */
export function createBasketBits(
  baskets: Pick<Baskets, "size" | "offsets" | "items" | "codeOf">,
  itemIds: readonly string[],
  asked: Iterable<number>,
): BasketBits {
  const words = Math.ceil(baskets.size / 32);
  const rows = new Map<number, Uint32Array>();
  const byCode = new Map<number, Uint32Array>();
  for (const item of asked) {
    if (rows.has(item)) continue;
    const row = new Uint32Array(words);
    rows.set(item, row);
    const code = baskets.codeOf(itemIds[item]!);
    if (code !== undefined) byCode.set(code, row);
  }
  for (let b = 0; b < baskets.size; b++)
    for (let at = baskets.offsets[b]!; at < baskets.offsets[b + 1]!; at++) {
      const row = byCode.get(baskets.items[at]!);
      if (row !== undefined) row[b >>> 5]! |= 1 << (b & 31);
    }
  return {
    count(itemCodes) {
      const [first, ...others] = itemCodes.map((item) => rows.get(item)!);
      if (first === undefined) return baskets.size;
      let count = 0;
      for (let w = 0; w < words; w++) {
        let word = first[w]!;
        for (const row of others) word &= row[w]!;
        count += bitsOf(word);
      }
      return count;
    },
  };
}

/** How many bits of a word are set. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
