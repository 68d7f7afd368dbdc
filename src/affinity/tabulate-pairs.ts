import { checkWhole, wrongOption } from "./_check.ts";
import { type LeastCount, leastCountOf } from "./_least-count.ts";
import type { Baskets } from "./baskets.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Options of {@link tabulatePairs}. */
export interface TabulatePairsOptions extends LeastCount {
  /**
   * The least number of baskets with both items (of weighted baskets, the least sum); 0 keeps the pairs that are never together too.
   * @defaultValue all pairs that are together in any basket
   */
  readonly minPairCount?: number | undefined;
  /**
   * The most pairs to look at: k items make k(k − 1)/2.
   * @defaultValue `10_000_000`
   */
  readonly maxResults?: number | undefined;
}

/** Two items, written out. */
export interface PairRow {
  /** The two items, in code-point order. */
  readonly items: readonly [string, string];
  /** How many baskets hold both. */
  readonly count: number;
  /** How many hold the first. */
  readonly firstCount: number;
  /** How many hold the second. */
  readonly secondCount: number;
  /** count / n. */
  readonly support: number;
  /** How many would hold both if the items had nothing to do with each other: firstCount · secondCount / n. */
  readonly expected: number;
  /** count / expected. */
  readonly lift: number;
  /** The share of the baskets with either that hold both (Jaccard), from 0 to 1; also called affinity. */
  readonly jaccard: number;
}

/** Pairs of items by column, by the code of the first and then of the second. */
export interface PairTable extends Iterable<PairRow> {
  /** How many pairs there are. */
  readonly size: number;
  /** The items of the baskets, in code-point order. */
  readonly itemIds: readonly string[];
  /** The code of the first item of each pair, below that of the second. */
  readonly first: Int32Array;
  /** The code of the second item. */
  readonly second: Int32Array;
  /** How many baskets hold both. */
  readonly counts: Float64Array;
  /** The count of every item by code. */
  readonly itemCounts: Float64Array;
  /** The number of baskets, or the sum of their weights. */
  readonly total: number;
  /** Whether counts are sums of weights. */
  readonly weighted: boolean;
  /** How many pairs of items that are frequent by themselves there are, the number of hypotheses about pairs. */
  readonly candidates: number;
  /** The pair of two items in any order, or nothing where the table does not have it. */
  get(one: string, other: string): PairRow | undefined;
  /**
   * A pair written out.
   * @throws RangeError if there is no such pair
   */
  row(index: number): PairRow;
  /** The pairs in order, written out. */
  [Symbol.iterator](): IterableIterator<PairRow>;
}

/**
 * Counts how often any two items are together, also those that are seldom or never.
 *
 * c(i, j) = #{b : i, j ∈ b} for items with a count of at least the least one; expected c(i) c(j)/n, lift c(i, j) n/(c(i) c(j)), Jaccard
 * c(i, j)/(c(i) + c(j) − c(i, j))
 *
 * Here the least count is one of items and not of pairs: what is bought apart does not show among frequent itemsets.
 *
 * @throws RangeError if not exactly one of `minSupport` and `minCount` is given, or an option is out of range
 * @throws TooManyResultsError if there are more pairs of such items than `maxResults`
 *
 * @example
 * ```ts
 * import { basketsFromLists, tabulatePairs } from "clientele/affinity";
 *
 * const pairs = tabulatePairs(basketsFromLists([["a", "b"], ["a", "b"], ["a"], ["c"]]), { minCount: 1 });
 * pairs.row(0); // => { items: ["a", "b"], count: 2, firstCount: 3, secondCount: 2, support: 0.5, expected: 1.5, lift: 4 / 3, jaccard: 2 / 3 }
 * pairs.size; // => 1
 * ```
 */
export function tabulatePairs(baskets: Baskets, options: TabulatePairsOptions): PairTable {
  const doing = "tabulate pairs";
  const { minPairCount = Number.MIN_VALUE, maxResults = 10_000_000 } = options;
  const minCount = leastCountOf(doing, baskets, options);
  if (!(minPairCount >= 0 && Number.isFinite(minPairCount)))
    throw wrongOption(doing, "minPairCount", "a number from 0 up", minPairCount);
  checkWhole(doing, "maxResults", maxResults, 1);
  const { size, itemIds, offsets, items, weights } = baskets;
  const itemCounts = new Float64Array(itemIds.length);
  for (let b = 0; b < size; b++)
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) itemCounts[items[i]!]! += weights?.[b] ?? 1;
  const frequent: number[] = [];
  for (let code = 0; code < itemIds.length; code++) if (itemCounts[code]! >= minCount) frequent.push(code);
  const width = frequent.length;
  const candidates = (width * Math.max(0, width - 1)) / 2;
  if (candidates > maxResults)
    throw new TooManyResultsError(
      maxResults,
      `Cannot tabulate pairs: ${width} items make ${candidates} pairs, more than ${maxResults}; raise minSupport or minCount, or allow more by maxResults`,
    );
  const place = new Int32Array(itemIds.length).fill(-1);
  frequent.forEach((code, i) => {
    place[code] = i;
  });
  const cells = new Float64Array(candidates);
  /** Where the pairs of item i with larger ones begin, less i + 1. */
  const rowOf = (i: number): number => i * width - (i * (i + 1)) / 2 - i - 1;
  const held = new Int32Array(baskets.report.largest);
  for (let b = 0; b < size; b++) {
    let length = 0;
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++)
      if (place[items[i]!]! >= 0) held[length++] = place[items[i]!]!;
    const weight = weights?.[b] ?? 1;
    for (let i = 0; i < length; i++) {
      const row = rowOf(held[i]!);
      for (let j = i + 1; j < length; j++) cells[row + held[j]!]! += weight;
    }
  }
  let kept = 0;
  for (const count of cells) if (count >= minPairCount) kept++;
  const [first, second, counts] = [new Int32Array(kept), new Int32Array(kept), new Float64Array(kept)];
  let at = 0;
  for (let i = 0; i < width; i++) {
    const row = rowOf(i);
    for (let j = i + 1; j < width; j++) {
      const count = cells[row + j]!;
      if (count < minPairCount) continue;
      first[at] = frequent[i]!;
      second[at] = frequent[j]!;
      counts[at++] = count;
    }
  }
  return finishPairs({
    baskets,
    first,
    second,
    counts,
    itemCounts,
    candidates,
  });
}

function finishPairs({
  baskets,
  first,
  second,
  counts,
  itemCounts,
  candidates,
}: Pick<PairTable, "first" | "second" | "counts" | "itemCounts" | "candidates"> & {
  readonly baskets: Baskets;
}): PairTable {
  const { itemIds, totalWeight: total } = baskets;
  const size = counts.length;
  const rowAt = (pair: number): PairRow => {
    const [a, b] = [itemCounts[first[pair]!]!, itemCounts[second[pair]!]!];
    const count = counts[pair]!;
    return Object.freeze({
      items: Object.freeze([itemIds[first[pair]!]!, itemIds[second[pair]!]!] as const),
      count,
      firstCount: a,
      secondCount: b,
      support: count / total,
      expected: (a * b) / total,
      lift: (count * total) / (a * b),
      jaccard: count / (a + b - count),
    });
  };
  return Object.freeze({
    size,
    itemIds,
    first,
    second,
    counts,
    itemCounts,
    total,
    weighted: baskets.weights !== undefined,
    candidates,
    get(one: string, other: string) {
      const [a, b] = [baskets.codeOf(one), baskets.codeOf(other)];
      if (a === undefined || b === undefined) return undefined;
      const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
      let [low, high] = [0, size];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (first[middle]! < lower || (first[middle] === lower && second[middle]! < upper)) low = middle + 1;
        else high = middle;
      }
      return first[low] === lower && second[low] === upper ? rowAt(low) : undefined;
    },
    row(pair: number) {
      if (Number.isInteger(pair) && pair >= 0 && pair < size) return rowAt(pair);
      throw new RangeError(`Cannot read pair: index must be an integer from 0 to ${size - 1}, got ${pair}`);
    },
    *[Symbol.iterator]() {
      for (let pair = 0; pair < size; pair++) yield rowAt(pair);
    },
  });
}
