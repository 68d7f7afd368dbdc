import { checkWhole, wrongOption } from "./_check.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";
import type { ValuedBaskets } from "./valued-baskets.ts";

/** Options of {@link mineProfitableItemsets}. */
export interface MineProfitableItemsetsOptions {
  /** The least value of an itemset over all baskets, above 0; of baskets of orders in units of the log. */
  readonly minValue: number;
  /**
   * The most items of a set.
   * @defaultValue no limit
   */
  readonly maxLength?: number | undefined;
  /**
   * The most itemsets to hold.
   * @defaultValue `1_000_000`
   */
  readonly maxResults?: number | undefined;
}

/** An itemset and what its items brought where all of them were bought together. */
export interface ProfitableItemset {
  /** The items, in code-point order. */
  readonly items: readonly string[];
  /** The value of its items, summed over the baskets that hold all of them. */
  readonly value: number;
  /** The number of those baskets. */
  readonly count: number;
}

/**
 * Finds all sets of items whose items, where they were bought together, brought at least so much: a rare set may be worth more than a
 * frequent one.
 *
 * u(X) = Σ over baskets b ⊇ X of Σ over i in X of value(i, b) ≥ minValue. The value of the other items of a basket is not counted, and
 * that of a single item is over all its baskets.
 *
 * A value falls and rises as items are added, so frequency does not prune. What does is a bound: of a set its own value and the positive
 * values of the items that may still come (utility lists; Liu and Qu 2012). Losses are allowed: negative values count, and
 * the bound leaves them out.
 *
 * @returns the itemsets from the largest value down, then by their items
 * @throws RangeError if the baskets are weighted, or an option is out of range
 * @throws TooManyResultsError if there are more than `maxResults`
 *
 * @see Liu and Qu, "Mining high utility itemsets without candidate generation" (2012)
 *
 * @example
 * ```ts
 * import { mineProfitableItemsets, valuedBasketsFromLists } from "clientele/affinity";
 *
 * const item = (itemId: string, value: number) => ({ itemId, value });
 * const baskets = valuedBasketsFromLists([
 *   [item("printer", -5), item("ink", 40)],
 *   [item("printer", -5), item("paper", 2)],
 *   [item("paper", 2)],
 * ]);
 * // the printer by itself loses 10
 * mineProfitableItemsets(baskets, { minValue: 30 })[1]; // => { items: ["ink", "printer"], value: 35, count: 1 }
 * ```
 */
export function mineProfitableItemsets(
  baskets: ValuedBaskets,
  options: MineProfitableItemsetsOptions,
): readonly ProfitableItemset[] {
  const doing = "mine profitable itemsets";
  const { minValue, maxLength = Number.MAX_SAFE_INTEGER, maxResults = 1_000_000 } = options;
  if (!(minValue > 0 && Number.isFinite(minValue)))
    throw wrongOption(doing, "minValue", "a number above 0", minValue);
  checkWhole(doing, "maxLength", maxLength, 1);
  checkWhole(doing, "maxResults", maxResults, 1);
  if (baskets.weights !== undefined)
    throw new RangeError(`Cannot ${doing}: the baskets are weighted; their values are added up as they are`);
  const { itemIds } = baskets;
  const found: { codes: number[]; value: number; count: number }[] = [];
  const prefix: number[] = [];
  search(undefined, utilityLists(baskets, minValue));
  found.sort((one, other) => other.value - one.value || compareCodes(one.codes, other.codes));
  return Object.freeze(
    found.map(({ codes, value, count }) =>
      Object.freeze({ items: Object.freeze(codes.map((code) => itemIds[code]!)), value, count }),
    ),
  );

  /** Goes through the extensions of a prefix; each list is that of the prefix and one more item. */
  function search(before: UtilityList | undefined, lists: readonly UtilityList[]): void {
    for (const [i, list] of lists.entries()) {
      prefix.push(list.code);
      if (list.value >= minValue) {
        if (found.length === maxResults)
          throw new TooManyResultsError(
            maxResults,
            `Cannot ${doing}: more than ${maxResults} itemsets are worth ${minValue}; raise minValue, limit maxLength, or allow more by maxResults`,
          );
        const codes = [...prefix].sort((a, b) => a - b);
        found.push({ codes, value: list.value, count: list.baskets.length });
      }
      if (list.bound >= minValue && prefix.length < maxLength) {
        const longer: UtilityList[] = [];
        for (let k = i + 1; k < lists.length; k++) {
          const joined = join(before, list, lists[k]!);
          if (joined !== undefined) longer.push(joined);
        }
        search(list, longer);
      }
      prefix.pop();
    }
  }
}

/** Where a set is, what it brings there, and what of value may still come there. */
interface UtilityList {
  /** The last item of the set. */
  readonly code: number;
  readonly baskets: Int32Array;
  readonly own: Float64Array;
  /** The positive values of later items. */
  readonly rest: Float64Array;
  readonly value: number;
  /** No set that goes on from this one is worth more. */
  readonly bound: number;
}

function makeList(code: number, baskets: Int32Array, own: Float64Array, rest: Float64Array): UtilityList {
  let [value, bound] = [0, 0];
  for (let i = 0; i < own.length; i++) {
    value += own[i]!;
    // A basket in which more items could only lose may be left behind by going on.
    bound += Math.max(0, own[i]! + rest[i]!);
  }
  return { code, baskets, own, rest, value, bound };
}

/** The lists of the single items that can be part of a set worth so much, the rarest in value first. */
function utilityLists(baskets: ValuedBaskets, minValue: number): UtilityList[] {
  const { size, itemIds, offsets, items, values } = baskets;
  const reach = new Float64Array(itemIds.length);
  for (let b = 0; b < size; b++) {
    let gain = 0;
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) gain += Math.max(0, values[i]!);
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) reach[items[i]!]! += gain;
  }
  const kept: number[] = [];
  for (let code = 0; code < reach.length; code++) if (reach[code]! >= minValue) kept.push(code);
  kept.sort((a, b) => reach[a]! - reach[b]! || a - b);
  const rank = new Int32Array(itemIds.length).fill(-1);
  kept.forEach((code, i) => {
    rank[code] = i;
  });
  const places = kept.map((): { baskets: number[]; own: number[]; rest: number[] } => ({
    baskets: [],
    own: [],
    rest: [],
  }));
  for (let b = 0; b < size; b++) {
    const held: number[] = [];
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) if (rank[items[i]!]! >= 0) held.push(i);
    held.sort((x, y) => rank[items[y]!]! - rank[items[x]!]!);
    let rest = 0;
    for (const i of held) {
      const place = places[rank[items[i]!]!]!;
      place.baskets.push(b);
      place.own.push(values[i]!);
      place.rest.push(rest);
      rest += Math.max(0, values[i]!);
    }
  }
  return places.map(({ baskets: at, own, rest }, i) =>
    makeList(kept[i]!, Int32Array.from(at), Float64Array.from(own), Float64Array.from(rest)),
  );
}

/** The list of a prefix with two more items, or nothing where no basket holds them all. */
function join(
  before: UtilityList | undefined,
  one: UtilityList,
  other: UtilityList,
): UtilityList | undefined {
  const [places, own, rest]: [number[], number[], number[]] = [[], [], []];
  let [k, p] = [0, 0];
  for (let i = 0; i < one.baskets.length; i++) {
    const basket = one.baskets[i]!;
    while (k < other.baskets.length && other.baskets[k]! < basket) k++;
    if (k === other.baskets.length) break;
    if (other.baskets[k] !== basket) continue;
    let shared = 0;
    if (before !== undefined) {
      while (before.baskets[p]! < basket) p++;
      shared = before.own[p]!;
    }
    places.push(basket);
    own.push(one.own[i]! + other.own[k]! - shared);
    rest.push(other.rest[k]!);
  }
  if (places.length === 0) return undefined;
  return makeList(other.code, Int32Array.from(places), Float64Array.from(own), Float64Array.from(rest));
}

function compareCodes(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < Math.min(one.length, other.length); i++)
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  return one.length - other.length;
}
