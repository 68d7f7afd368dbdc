import { createTopList, offerProduct, popularOrder } from "./_top-products.ts";
import type { NextProductModel } from "./next-product-model.ts";

/** The ways to score that are evaluated. */
export type HiddenScorer = "popularity" | "tfidfCosine" | "shrunkConfidence";

/** Ranks each product of a basket by the others of it. */
export interface HiddenRanker {
  /** The places of hidden products (all of the basket, without a list) in the list made of the rest; −1 for one not there. */
  places(codes: readonly number[], hidden?: readonly number[]): number[];
  /** How many products have been recommended at least once. */
  recommended(): number;
}

/**
 * All products of a basket are scored together once. Taking one out again is a subtraction of similarities, which is exact; of a
 * maximum, the second highest value steps in.
 */
export function createHiddenRanker(
  model: NextProductModel,
  options: { readonly scorer: HiddenScorer; readonly strength: number; readonly limit: number },
): HiddenRanker {
  const { starts, neighbours, together, similarity, counts, baskets } = model;
  const { scorer, strength, limit } = options;
  const cosine = scorer === "tfidfCosine";
  const size = counts.length;
  const popular = popularOrder(counts);
  const [best, second] = [new Float64Array(size), new Float64Array(size)];
  const bestOf = new Int32Array(size);
  // How many products of the basket have each product as a neighbour.
  const speakers = new Int32Array(size);
  const touched = new Int32Array(size);
  const inBasket = new Uint8Array(size);
  const shown = new Uint8Array(size);
  let met = 0;

  const add = (i: number): void => {
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const j = neighbours[at]!;
      if (speakers[j]!++ === 0) touched[met++] = j;
      if (cosine) best[j]! += similarity[at]!;
      else {
        const share = (together[at]! + (strength * counts[j]!) / baskets) / (counts[i]! + strength);
        if (share > best[j]!) {
          second[j] = best[j]!;
          best[j] = share;
          bestOf[j] = i;
        } else if (share > second[j]!) second[j] = share;
      }
    }
  };
  const withdraw = (i: number, sign: 1 | -1): void => {
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const j = neighbours[at]!;
      speakers[j]! -= sign;
      if (cosine) best[j]! -= sign * similarity[at]!;
    }
  };
  const listWithout = (h: number): ReturnType<typeof createTopList> => {
    const list = createTopList(limit);
    inBasket[h] = 0;
    if (scorer !== "popularity") {
      withdraw(h, 1);
      for (let t = 0; t < met; t++) {
        const j = touched[t]!;
        if (inBasket[j] !== 0 || speakers[j] === 0) continue;
        const value = cosine || bestOf[j] !== h ? best[j]! : second[j]!;
        if (value >= list.floor) offerProduct(list, j, value);
      }
      withdraw(h, -1);
    }
    fillUp(list);
    inBasket[h] = 1;
    return list;
  };
  const fillUp = (list: ReturnType<typeof createTopList>): void => {
    const listed = new Set(list.codes.subarray(0, list.size));
    for (let p = 0; p < size && list.size < limit; p++) {
      const j = popular[p]!;
      if (inBasket[j] !== 0 || listed.has(j)) continue;
      list.codes[list.size++] = j;
    }
    for (let at = 0; at < list.size; at++) shown[list.codes[at]!] = 1;
  };
  return {
    places(codes, hidden = codes) {
      for (const code of codes) inBasket[code] = 1;
      if (scorer !== "popularity") for (const code of codes) add(code);
      const places = hidden.map((h) => {
        const list = listWithout(h);
        const at = list.codes.indexOf(h);
        return at < list.size ? at : -1;
      });
      for (let t = 0; t < met; t++) {
        const j = touched[t]!;
        best[j] = 0;
        second[j] = 0;
        speakers[j] = 0;
      }
      met = 0;
      for (const code of codes) inBasket[code] = 0;
      return places;
    },
    recommended: () => shown.reduce((sum, one) => sum + one, 0),
  };
}
