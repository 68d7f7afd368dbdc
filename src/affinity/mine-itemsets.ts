import { finishItemsets, type SortedItemsets, selectTarget, sortItemsets } from "./_arrange-itemsets.ts";
import { checkWhole, checkWord } from "./_check.ts";
import { findClosed } from "./_find-closed.ts";
import { createFoundItemsets } from "./_found-itemsets.ts";
import { createItemsetMachine } from "./_itemset-machine.ts";
import { type LeastCount, leastCountOf } from "./_least-count.ts";
import type { Baskets } from "./baskets.ts";
import type { ItemsetRow, ItemsetTable, ItemsetTarget } from "./itemset-table.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Up to so many frequent sets are held to choose the closed ones from. */
const ENOUGH = 100_000;

/** Options of {@link walkItemsets}. */
export interface WalkItemsetsOptions extends LeastCount {
  /**
   * The most items of a set.
   * @defaultValue no limit
   */
  readonly maxLength?: number | undefined;
}

/** Options of {@link mineItemsets}. */
export interface MineItemsetsOptions extends WalkItemsetsOptions {
  /**
   * Which of the frequent itemsets. Rules are made of all of them.
   * @defaultValue `"frequent"`
   */
  readonly target?: ItemsetTarget | undefined;
  /**
   * The most itemsets to hold. Closed and maximal ones are found by themselves; generators, and all targets of baskets with groups, are
   * chosen from the frequent ones, which are held first.
   * @defaultValue `1_000_000`, some tens of megabytes
   */
  readonly maxResults?: number | undefined;
}

/**
 * Finds all sets of items that are in at least so many baskets together.
 *
 * Count: c(X) = #{b : X ⊆ b}; support: c(X)/n; frequent: c(X) ≥ max(1, ⌈minSupport · n − 10⁻⁹⌉). Weighted baskets: Σ w(b) for #.
 *
 * Closed and maximal sets are so among all frequent sets, longer ones than `maxLength` included. The work grows with the number of
 * sets, and memory with it; `maxResults` bounds both, and {@link walkItemsets} needs next to none. Two baskets that share 60 items have
 * 2⁶⁰ − 1 frequent sets of count 2 and one closed one: for large baskets and small counts mine the closed sets. Uno, Kiyomi and
 * Arimura, "LCM ver. 2: efficient mining algorithms for frequent/closed/maximal itemsets" (2004).
 *
 * @throws RangeError if not exactly one of `minSupport` and `minCount` is given, or an option is out of range
 * @throws TooManyResultsError if there are more frequent itemsets than `maxResults`
 *
 * @example
 * ```ts
 * import { basketsFromLists, mineItemsets } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["a", "b", "c"], ["a", "b", "c", "d"], ["a", "d"], ["a", "c"]]);
 * const itemsets = mineItemsets(baskets, { minSupport: 0.5 });
 * itemsets.sizes; // => [4, 4, 1]
 * itemsets.row(0); // => { items: ["a"], count: 4, support: 1 }
 * itemsets.get(["c", "a"])?.count; // => 3
 * [...mineItemsets(baskets, { minCount: 2, target: "maximal" })].map(({ items }) => items); // => [["a", "d"], ["a", "b", "c"]]
 * ```
 */
export function mineItemsets(baskets: Baskets, options: MineItemsetsOptions): ItemsetTable {
  const doing = "mine itemsets";
  const { target = "frequent", maxResults = 1_000_000, maxLength } = options;
  const minCount = leastCountOf(doing, baskets, options);
  checkWord(doing, "target", target, ["frequent", "closed", "maximal", "generators"]);
  checkWhole(doing, "maxLength", maxLength, 1);
  checkWhole(doing, "maxResults", maxResults, 1);
  const longest = maxLength ?? Number.MAX_SAFE_INTEGER;
  const apart = apartOf(baskets);
  const shrinks = target === "closed" || target === "maximal";
  // Closed sets by themselves are slower to find than all of them, and the only way where those are too many.
  const direct = shrinks && apart === undefined;
  const enough = direct ? ENOUGH : maxResults;
  // Whether a set is closed or maximal shows one item further.
  const machine = createItemsetMachine(baskets, {
    minCount,
    maxLength: shrinks ? longest + 1 : longest,
    apart,
  });
  const frequent = createFoundItemsets();
  while (frequent.size <= enough && machine.step(frequent));
  let sets: SortedItemsets | undefined;
  if (frequent.size <= enough)
    sets = selectTarget(sortItemsets(frequent), target, longest, baskets.totalWeight);
  else if (direct) {
    const search = { minCount, maxLength: longest, maximal: target === "maximal", most: maxResults };
    sets = sortItemsets(findClosed(baskets, search));
  }
  if (sets === undefined || sets.counts.length > maxResults)
    throw new TooManyResultsError(
      maxResults,
      `Cannot mine itemsets: more than ${maxResults} itemsets occur ${minCount} times; raise minSupport or minCount, limit maxLength or the items of a basket, mine closed ones, allow more by maxResults, or use walkItemsets`,
    );
  return finishItemsets({
    ...sets,
    target,
    itemIds: baskets.itemIds,
    total: baskets.totalWeight,
    weighted: baskets.weights !== undefined,
    minCount,
    maxLength,
    itemCounts: countItems(baskets),
  });
}

/**
 * Finds the frequent itemsets one after the other and holds none of them: for more sets than memory, or to stop early.
 *
 * They come depth first, in an order that depends on the baskets alone: every set after its subsets that are more frequent, and
 * not sorted as in a table.
 *
 * @throws RangeError as {@link mineItemsets}
 *
 * @example
 * ```ts
 * import { basketsFromLists, walkItemsets } from "clientele/affinity";
 *
 * const items = Array.from({ length: 10_000 }, (_, i) => `item ${i}`);
 * let count = 0;
 * for (const set of walkItemsets(basketsFromLists([items]), { minSupport: 0 })) {
 *   count += set.count;
 *   if (count === 5000) break; // of 2^10000 − 1 sets
 * }
 * count; // => 5000
 * ```
 */
export function* walkItemsets(
  baskets: Baskets,
  options: WalkItemsetsOptions,
): Generator<ItemsetRow, void, undefined> {
  const doing = "walk itemsets";
  const { maxLength } = options;
  const minCount = leastCountOf(doing, baskets, options);
  checkWhole(doing, "maxLength", maxLength, 1);
  const machine = createItemsetMachine(baskets, {
    minCount,
    maxLength: maxLength ?? Number.MAX_SAFE_INTEGER,
    apart: apartOf(baskets),
  });
  const { itemIds, totalWeight } = baskets;
  const found = createFoundItemsets();
  for (let more = true; more; ) {
    found.size = 0;
    more = machine.step(found);
    for (let i = 0; i < found.size; i++) {
      const codes = found.items.slice(i === 0 ? 0 : found.ends[i - 1], found.ends[i]).sort();
      const count = found.counts[i]!;
      yield Object.freeze({
        items: Object.freeze(Array.from(codes, (code) => itemIds[code]!)),
        count,
        support: count / totalWeight,
      });
    }
  }
}

/** The count of every item, or the sum of the weights of its baskets. */
function countItems(baskets: Baskets): Float64Array {
  const { size, itemCounts, offsets, items, weights } = baskets;
  if (weights === undefined) return Float64Array.from(itemCounts);
  const counts = new Float64Array(itemCounts.length);
  for (let b = 0; b < size; b++)
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) counts[items[i]!]! += weights[b]!;
  return counts;
}

/** Of baskets with groups: which items are a group of which, in both directions. */
function apartOf({ groups, itemIds }: Baskets): ((code: number) => readonly number[]) | undefined {
  if (groups === undefined) return undefined;
  const apart: number[][] = itemIds.map(() => []);
  groups.forEach((above, code) => {
    for (const group of above) {
      apart[code]!.push(group);
      apart[group]!.push(code);
    }
  });
  return (code) => apart[code]!;
}
