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

/** Each item of a set holds a level of the search, with columns of all items: deeper it would run out of stack or memory. */
const DEEPEST = 500;

/**
 * Finds all sets of items whose items, where they were bought together, brought at least so much: a rare set may be worth more than a
 * frequent one.
 *
 * u(X) = Σ over baskets b ⊇ X of Σ over i in X of value(i, b) ≥ minValue. The value of the other items of a basket is not counted, and
 * that of a single item is over all its baskets.
 *
 * A value falls and rises as items are added, so it does not prune. What does is a bound: in each basket the value of the set and the
 * positive values of the items that may still come (the remaining utility of Liu and Qu 2012, on projected baskets as in Zida and
 * others 2015). Losses are allowed: negative values count, and the bound leaves them out.
 *
 * @returns the itemsets from the largest value down, then by their items
 * @throws RangeError if the baskets are weighted, an option is out of range, or sets of more than 500 items may be worth enough
 * @throws TooManyResultsError if there are more than `maxResults`
 *
 * @see Liu and Qu, "Mining high utility itemsets without candidate generation" (2012); Zida, Fournier-Viger, Lin, Wu and Tseng, "EFIM"
 *   (2015)
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
  const { codes, lines, values, rest, starts } = arrange(baskets, minValue);
  const found: { set: number[]; value: number; count: number }[] = [];
  const prefix: number[] = [];
  // At first every basket stands before its first item, with nothing earned.
  extend(starts, new Float64Array(starts.length));
  found.sort((one, other) => other.value - one.value || compareSets(one.set, other.set));
  return Object.freeze(
    found.map(({ set, value, count }) =>
      Object.freeze({ items: Object.freeze(set.map((code) => itemIds[code]!)), value, count }),
    ),
  );

  /** Adds one more item to the prefix: `spots` is where each of its baskets goes on, `own` what the prefix brought there. */
  function extend(spots: Int32Array, own: Float64Array): void {
    const width = codes.length;
    const [value, bound, count] = [new Float64Array(width), new Float64Array(width), new Int32Array(width)];
    for (let s = 0; s < spots.length; s++)
      for (let at = spots[s]!; lines[at]! >= 0; at++) {
        const item = lines[at]!;
        const brought = own[s]! + values[at]!;
        value[item]! += brought;
        // A basket in which more items could only lose may be left behind by going on.
        bound[item]! += Math.max(0, brought + rest[at]!);
        count[item]!++;
      }
    const goes = (item: number): boolean => bound[item]! >= minValue && prefix.length + 1 < maxLength;
    const next = new Int32Array(width + 1);
    for (let item = 0; item < width; item++) next[item + 1] = next[item]! + (goes(item) ? count[item]! : 0);
    const begins = next.slice();
    const [spotsOf, ownOf] = [new Int32Array(next[width]!), new Float64Array(next[width]!)];
    for (let s = 0; s < spots.length; s++)
      for (let at = spots[s]!; lines[at]! >= 0; at++) {
        const item = lines[at]!;
        if (begins[item] === begins[item + 1]) continue;
        spotsOf[next[item]!] = at + 1;
        ownOf[next[item]!++] = own[s]! + values[at]!;
      }
    for (let item = 0; item < width; item++) {
      prefix.push(codes[item]!);
      if (count[item]! > 0 && value[item]! >= minValue) keep(value[item]!, count[item]!);
      const [from, to] = [begins[item]!, begins[item + 1]!];
      if (to > from && prefix.length === DEEPEST)
        throw new RangeError(
          `Cannot ${doing}: sets of more than ${DEEPEST} items may be worth ${minValue}; raise minValue, or give a maxLength of at most ${DEEPEST}`,
        );
      if (to > from) extend(spotsOf.subarray(from, to), ownOf.subarray(from, to));
      prefix.pop();
    }
  }

  function keep(value: number, count: number): void {
    if (found.length === maxResults)
      throw new TooManyResultsError(
        maxResults,
        `Cannot ${doing}: more than ${maxResults} itemsets are worth ${minValue}; raise minValue, limit maxLength, or allow more by maxResults`,
      );
    found.push({ set: [...prefix].sort((a, b) => a - b), value, count });
  }
}

/**
 * The baskets one after the other, each ended by −1, without items whose baskets cannot bring enough: as local codes, those that
 * reach least first, with what later items of the basket can still add.
 */
function arrange(baskets: ValuedBaskets, minValue: number) {
  const { size, itemIds, offsets, items } = baskets;
  const reach = new Float64Array(itemIds.length);
  for (let b = 0; b < size; b++) {
    let gain = 0;
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) gain += Math.max(0, baskets.values[i]!);
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) reach[items[i]!]! += gain;
  }
  const codes = Int32Array.from(itemIds.keys())
    .filter((code) => reach[code]! >= minValue)
    .sort((a, b) => reach[a]! - reach[b]! || a - b);
  const place = new Int32Array(itemIds.length).fill(-1);
  codes.forEach((code, i) => {
    place[code] = i;
  });
  const lines = new Int32Array(items.length + size).fill(-1);
  const [values, rest] = [new Float64Array(lines.length), new Float64Array(lines.length)];
  const starts = new Int32Array(size);
  let at = 0;
  for (let b = 0; b < size; b++) {
    starts[b] = at;
    const held: number[] = [];
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) if (place[items[i]!]! >= 0) held.push(i);
    held.sort((x, y) => place[items[x]!]! - place[items[y]!]!);
    let later = 0;
    for (let k = held.length - 1; k >= 0; k--) {
      lines[at + k] = place[items[held[k]!]!]!;
      values[at + k] = baskets.values[held[k]!]!;
      rest[at + k] = later;
      later += Math.max(0, values[at + k]!);
    }
    at += held.length + 1;
  }
  return { codes, lines, values, rest, starts };
}

function compareSets(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < Math.min(one.length, other.length); i++)
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  return one.length - other.length;
}
