import { lowerTail } from "./_association-measures.ts";
import { checkWord, wrongOption } from "./_check.ts";
import type { LeastCount } from "./_least-count.ts";
import type { Baskets } from "./baskets.ts";
import { cellsOf } from "./measure-rules.ts";
import { type PairRow, tabulatePairs } from "./tabulate-pairs.ts";
import { adjustForTested, type RuleTestOptions } from "./test-rules.ts";

/** Options of {@link findSubstitutes}. */
export interface FindSubstitutesOptions extends LeastCount {
  /**
   * What is held at the level over all pairs of frequent items.
   * @defaultValue `"benjamini-hochberg"`
   */
  readonly adjust?: RuleTestOptions["adjust"];
  /**
   * The level α.
   * @defaultValue `0.05`
   */
  readonly level?: number | undefined;
  /**
   * The most pairs to look at.
   * @defaultValue `10_000_000`
   */
  readonly maxResults?: number | undefined;
}

/** Two items that are bought apart. */
export interface SubstitutePair extends PairRow {
  /** P(N ≤ count): how probable so few together are if the items have nothing to do with each other. */
  readonly p: number;
  /** The same, adjusted for all pairs of frequent items. */
  readonly adjusted: number;
}

/**
 * Finds pairs of items that are together less often than chance would have it: candidates for substitutes.
 *
 * p = P(N ≤ c(i, j)), N hypergeometric with c(i) marked of n and c(j) draws (Fisher's exact test, lower tail), adjusted for the number of
 * pairs of items that reach the least count
 *
 * Apart in baskets is not proof of one for the other: two kinds of customers, or two kinds of visits, do the same. Whether one customer
 * moves from one to the other is what {@link measureSwitching} counts. Make baskets by customer or by window to look at the same
 * people over time.
 *
 * @returns the significant pairs, the smallest p first
 * @throws RangeError if the baskets are weighted, not exactly one of `minSupport` and `minCount` is given, or an option is out of range
 * @throws TooManyResultsError if there are more pairs than `maxResults`
 *
 * @example
 * ```ts
 * import { basketsFromLists, findSubstitutes } from "clientele/affinity";
 *
 * const lists = [...Array(20).fill(["butter", "bread"]), ...Array(20).fill(["margarine", "bread"]), ["bread"]];
 * const [pair] = findSubstitutes(basketsFromLists(lists), { minSupport: 0.1 });
 * pair?.items; // => ["butter", "margarine"]
 * [pair?.count, pair?.expected.toFixed(1), pair?.p.toExponential(1)]; // => [0, "9.8", "7.8e-11"]
 * ```
 */
export function findSubstitutes(
  baskets: Baskets,
  options: FindSubstitutesOptions,
): readonly SubstitutePair[] {
  const doing = "find substitutes";
  const { adjust = "benjamini-hochberg", level = 0.05, ...least } = options;
  if (baskets.weights !== undefined)
    throw new RangeError(
      `Cannot ${doing}: the baskets are weighted, and a sum of weights is no number of baskets`,
    );
  checkWord(doing, "adjust", adjust, [
    "benjamini-hochberg",
    "benjamini-yekutieli",
    "holm",
    "bonferroni",
    "none",
  ]);
  if (!(level > 0 && level < 1)) throw wrongOption(doing, "level", "a number between 0 and 1", level);
  const pairs = tabulatePairs(baskets, { ...least, minPairCount: 0 });
  const { size, first, second, counts, itemCounts, total } = pairs;
  // A pair that is together as often as expected has p above one half and stays a hypothesis, with p = 1 at most.
  const ps = new Float64Array(size).fill(1);
  for (let pair = 0; pair < size; pair++) {
    const [a, b, n11] = [itemCounts[first[pair]!]!, itemCounts[second[pair]!]!, counts[pair]!];
    if (n11 * total >= a * b) continue;
    ps[pair] = lowerTail(cellsOf({ n11, n10: a - n11, n01: b - n11, n00: total - a - b + n11 }, 0));
  }
  const adjusted = adjustForTested(ps, adjust, size);
  const found: number[] = [];
  for (let pair = 0; pair < size; pair++) if (adjusted[pair]! <= level) found.push(pair);
  found.sort((one, other) => ps[one]! - ps[other]! || one - other);
  return Object.freeze(
    found.map((pair) => Object.freeze({ ...pairs.row(pair), p: ps[pair]!, adjusted: adjusted[pair]! })),
  );
}
