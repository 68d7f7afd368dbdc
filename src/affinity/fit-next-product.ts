import { checkWhole } from "./_check.ts";
import type { Baskets } from "./baskets.ts";
import type { NextProductModel } from "./next-product-model.ts";

/** Options of {@link fitNextProduct}. */
export interface NextProductFitOptions {
  /**
   * Products in fewer baskets are left out: little can be said of them.
   * @defaultValue `1`
   */
  readonly minimumCount?: number | undefined;
  /**
   * The most neighbours that are kept of a product, those of the highest similarity. It bounds the memory at 16 bytes a
   * neighbour; Infinity keeps all.
   * @defaultValue `1000`
   */
  readonly neighbourLimit?: number | undefined;
}

/** What is read of baskets: their contents, and how much each counts. */
export type BasketContents = Pick<
  Baskets,
  "size" | "unit" | "itemIds" | "offsets" | "items" | "itemCounts" | "weights"
>;

/**
 * Counts which products go together, once, for every recommendation after it.
 *
 * The similarity of two products is the cosine of their columns of baskets, in which a basket b of |b| of the m products weighs
 * v = ln((m + 1) / (1 + |b|)): what was bought with little else says more than one line of a long order, and a basket of
 * the whole catalogue says nothing.
 *
 * `sᵢⱼ = Σ_{b∋i,j} v_b² / √(Σ_{b∋i} v_b² · Σ_{b∋j} v_b²)`
 *
 * It is the tf-idf item cosine of Lucene's and implicit's weighting, with m + 1 in place of m, so that no weight falls below zero.
 * Weights of the baskets multiply v². Sums are exact, so that the order of the baskets does not matter.
 *
 * @param baskets - by customer, to recommend what similar customers have; by order, to fill up an order
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromLists, fitNextProduct } from "clientele/affinity";
 *
 * const model = fitNextProduct(basketsFromLists([["cup", "tea"], ["cup", "tea"], ["cup", "milk"], ["bread"]]));
 * model.itemIds; // => ["bread", "cup", "milk", "tea"]
 * [...model.neighbours.subarray(model.starts[1], model.starts[2])]; // => [2, 3]
 * [...model.together.subarray(model.starts[1], model.starts[2])]; // => [1, 2]
 * ```
 */
export function fitNextProduct(
  baskets: BasketContents,
  options: NextProductFitOptions = {},
): NextProductModel {
  const doing = "fit the next product";
  const { minimumCount = 1, neighbourLimit = 1000 } = options;
  checkWhole(doing, "minimumCount", minimumCount, 1);
  if (neighbourLimit !== Number.POSITIVE_INFINITY) checkWhole(doing, "neighbourLimit", neighbourLimit, 1);
  const kept = keepFrequent(baskets, minimumCount);
  const weights = basketWeights(baskets, kept);
  const rows = countPairs(kept, weights, neighbourLimit);
  return Object.freeze({
    kind: "next-product",
    unit: baskets.unit,
    baskets: baskets.size,
    itemIds: Object.freeze(kept.codes.map((code) => baskets.itemIds[code]!)),
    counts: Int32Array.from(kept.codes, (code) => baskets.itemCounts[code]!),
    ...rows,
    minimumCount,
    neighbourLimit,
  });
}

/** Similarities are multiples of 2⁻⁴², so that any sum of up to two thousand of them is exact, in any order. */
const GRID = 2 ** 42;

/** Baskets of the products that stay, renumbered. */
interface KeptBaskets {
  /** The codes that the products had. */
  readonly codes: readonly number[];
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

function keepFrequent(
  { itemCounts, offsets, items, size }: BasketContents,
  minimumCount: number,
): KeptBaskets {
  const codes: number[] = [];
  const place = new Int32Array(itemCounts.length).fill(-1);
  for (let code = 0; code < itemCounts.length; code++) {
    if (itemCounts[code]! < minimumCount) continue;
    place[code] = codes.length;
    codes.push(code);
  }
  const newOffsets = new Int32Array(size + 1);
  const newItems = new Int32Array(items.length);
  let end = 0;
  for (let b = 0; b < size; b++) {
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) {
      const code = place[items[at]!]!;
      if (code >= 0) newItems[end++] = code;
    }
    newOffsets[b + 1] = end;
  }
  return { codes, offsets: newOffsets, items: newItems.subarray(0, end) };
}

/** v² of each basket, as multiples of a power of two so coarse that any sum of them is exact. */
function basketWeights({ weights, size }: BasketContents, { codes, offsets }: KeptBaskets): Float64Array {
  const squares = new Float64Array(size);
  let total = 0;
  for (let b = 0; b < size; b++) {
    const length = offsets[b + 1]! - offsets[b]!;
    squares[b] = length === 0 ? 0 : Math.log((codes.length + 1) / (1 + length)) ** 2 * (weights?.[b] ?? 1);
    total += squares[b]!;
  }
  const step = 2 ** (Math.ceil(Math.log2(Math.max(total, Number.MIN_VALUE))) - 51);
  for (let b = 0; b < size; b++) squares[b] = Math.round(squares[b]! / step) * step;
  return squares;
}

type Rows = Pick<NextProductModel, "starts" | "neighbours" | "together" | "similarity">;

function countPairs(kept: KeptBaskets, weights: Float64Array, limit: number): Rows {
  const { offsets, items, codes } = kept;
  const products = codes.length;
  const postings = basketsOfItems(kept);
  const norms = new Float64Array(products);
  for (let b = 0; b < weights.length; b++)
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) norms[items[at]!]! += weights[b]!;

  const starts = new Int32Array(products + 1);
  const rows: { neighbours: Int32Array; together: Int32Array; similarity: Float64Array }[] = [];
  const [count, touched] = [new Int32Array(products), new Int32Array(products)];
  const [sum, values] = [new Float64Array(products), new Float64Array(products)];
  for (let i = 0; i < products; i++) {
    let met = 0;
    for (let p = postings.starts[i]!; p < postings.starts[i + 1]!; p++) {
      const b = postings.baskets[p]!;
      const [weight, end] = [weights[b]!, offsets[b + 1]!];
      for (let at = offsets[b]!; at < end; at++) {
        const j = items[at]!;
        if (count[j]! === 0) touched[met++] = j;
        count[j]!++;
        sum[j]! += weight;
      }
    }
    // Codes have to rise; where many are met, reading all in turn is cheaper than sorting.
    if (met * 8 > products) for (let j = 0, t = 0; j < products; j++) if (count[j]! > 0) touched[t++] = j;
    if (met * 8 <= products) touched.subarray(0, met).sort();
    for (let t = 0; t < met; t++) {
      const j = touched[t]!;
      const norm = norms[i]! * norms[j]!;
      const cosine = norm > 0 ? Math.round(Math.min(1, sum[j]! / Math.sqrt(norm)) * GRID) / GRID : 0;
      values[t] = j === i ? Number.NEGATIVE_INFINITY : cosine;
    }
    const size = Math.min(met - 1, limit);
    const row = {
      neighbours: new Int32Array(size),
      together: new Int32Array(size),
      similarity: new Float64Array(size),
    };
    const { least, ties } = limitOf(values.subarray(0, met), size);
    for (let t = 0, at = 0, open = ties; t < met; t++) {
      const value = values[t]!;
      if (value < least || touched[t] === i || (value === least && open-- <= 0)) continue;
      row.neighbours[at] = touched[t]!;
      row.together[at] = count[touched[t]!]!;
      row.similarity[at++] = value;
    }
    rows.push(row);
    starts[i + 1] = starts[i]! + size;
    for (let t = 0; t < met; t++) {
      count[touched[t]!] = 0;
      sum[touched[t]!] = 0;
    }
  }
  const neighbours = new Int32Array(starts[products]!);
  const together = new Int32Array(starts[products]!);
  const similarity = new Float64Array(starts[products]!);
  rows.forEach((row, i) => {
    neighbours.set(row.neighbours, starts[i]);
    together.set(row.together, starts[i]);
    similarity.set(row.similarity, starts[i]);
  });
  return { starts, neighbours, together, similarity };
}

/** The value of the last of so many of the highest, and how many of the products with just that value are among them. */
function limitOf(values: Float64Array, size: number): { readonly least: number; readonly ties: number } {
  if (size < 1) return { least: Number.POSITIVE_INFINITY, ties: 0 };
  if (size >= values.length - 1) return { least: Number.NEGATIVE_INFINITY, ties: 0 };
  const least = valueOfRank(values.slice(), size - 1);
  let ties = size;
  for (let t = 0; t < values.length; t++) if (values[t]! > least) ties--;
  return { least, ties };
}

/** The value with so many others above it (Hoare's selection); the column is left in another order. */
function valueOfRank(values: Float64Array, rank: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i > j) break;
      const moved = values[i]!;
      values[i++] = values[j]!;
      values[j--] = moved;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return pivot;
  }
  return values[rank]!;
}

function basketsOfItems({ offsets, items, codes }: KeptBaskets): { starts: Int32Array; baskets: Int32Array } {
  const starts = new Int32Array(codes.length + 1);
  for (let at = 0; at < items.length; at++) starts[items[at]! + 1]!++;
  for (let i = 0; i < codes.length; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice(0, codes.length);
  const baskets = new Int32Array(items.length);
  for (let b = 0; b + 1 < offsets.length; b++)
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) baskets[next[items[at]!]!++] = b;
  return { starts, baskets };
}
