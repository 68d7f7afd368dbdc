import { lowerTail, upperTail } from "./_association-measures.ts";
import { createBasketBits } from "./_basket-bits.ts";
import { checkWord, wrongOption } from "./_check.ts";
import type { Baskets } from "./baskets.ts";
import { cellsOf } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";
import { type RuleTestOptions, type RuleTests, testEach } from "./test-rules.ts";

/** Options of {@link testOnHoldout}. */
export interface HoldoutTestOptions extends RuleTestOptions {
  /**
   * What is tested: that the sides are together more often than chance would have it, or less often, see `testRules`; or that each item of
   * the left side adds something, see `testImprovements`.
   * @defaultValue `"together"`
   */
  readonly test?: "together" | "apart" | "improvement" | undefined;
  /**
   * How many hypotheses there are, at least the number of rules.
   * @defaultValue the number of rules: in the holdout nothing else is looked at
   */
  readonly tested?: number | undefined;
}

/** The p values of rules in baskets that they were not found in, by position. */
export interface HoldoutTests extends RuleTests {
  /** In how many baskets of the holdout both sides are. */
  readonly counts: Float64Array;
  /** In how many the left side is. */
  readonly leftCounts: Float64Array;
  /** In how many the right side is. */
  readonly rightCounts: Float64Array;
  /** How many baskets the holdout has. */
  readonly total: number;
}

/**
 * Tests rules on baskets that they were not found in, so that only the rules that were found count as hypotheses, and not all that
 * were looked at.
 *
 * p by Fisher's exact test on the counts of the holdout, adjusted for the number of rules
 *
 * Where few of very many candidates are found, the holdout finds more of the true ones than `testRules` does on all baskets, although
 * it has fewer baskets; where few were looked at, it finds fewer. Divide the baskets by time (`restrictOrderLog`) or by customer, and before
 * anything is looked at. A rule of which a side is not in the holdout has p = 1.
 *
 * @param baskets - the holdout; items are compared by their ids
 * @throws RangeError if the rules or the baskets are weighted, or an option is out of range
 *
 * @see Webb, "Discovering significant patterns" (2007), the holdout approach
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets, testOnHoldout } from "clientele/affinity";
 *
 * const lists = [...Array(12).fill(["tea", "milk"]), ...Array(12).fill(["bread"])];
 * const [even, odd] = [0, 1].map((rest) => basketsFromLists(lists.filter((_, i) => i % 2 === rest)));
 * const rules = deriveRules(mineItemsets(even!, { minCount: 2 }), { right: { only: ["milk"] } });
 * const tests = testOnHoldout(rules, odd!);
 * [tests.tested, tests.ps[0]?.toFixed(6), tests.counts[0], tests.total]; // => [1, "0.001082", 6, 12]
 * ```
 */
export function testOnHoldout(
  rules: RuleTable,
  baskets: Pick<Baskets, "size" | "offsets" | "items" | "codeOf" | "weights">,
  options: HoldoutTestOptions = {},
): HoldoutTests {
  const doing = "test rules on a holdout";
  const { test = "together", tested = rules.size } = options;
  checkWord(doing, "test", test, ["together", "apart", "improvement"]);
  if (baskets.weights !== undefined)
    throw wrongOption(doing, "the baskets of the holdout", "without weights", "weighted ones");
  const { size, itemIds, leftOffsets, leftItems, rightOffsets, rightItems } = rules;
  const bits = createBasketBits(baskets, itemIds, [...leftItems, ...rightItems]);
  const total = baskets.size;
  const [counts, leftCounts, rightCounts] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  const side = (items: Int32Array, offsets: Int32Array, rule: number): number[] =>
    Array.from(items.subarray(offsets[rule], offsets[rule + 1]));
  const tailOf = test === "apart" ? lowerTail : upperTail;
  const tests = testEach(doing, rules, { ...options, tested }, (rule) => {
    const left = side(leftItems, leftOffsets, rule);
    const right = side(rightItems, rightOffsets, rule);
    const both = bits.count([...left, ...right]);
    const [a, b] = [bits.count(left), bits.count(right)];
    counts[rule] = both;
    leftCounts[rule] = a;
    rightCounts[rule] = b;
    const p = (n: number, ofLeft: number, ofRight: number): number =>
      ofLeft === 0 || ofRight === 0
        ? 1
        : tailOf(
            cellsOf(
              { n11: both, n10: ofLeft - both, n01: ofRight - both, n00: n - ofLeft - ofRight + both },
              0,
            ),
          );
    if (test !== "improvement") return p(total, a, b);
    // Each item of the left side against the right one, among the baskets with the rest of it.
    return left.reduce(
      (largest, item) => {
        const rest = left.filter((other) => other !== item);
        return Math.max(largest, p(bits.count(rest), a, bits.count([...rest, ...right])));
      },
      left.length === 0 ? 1 : 0,
    );
  });
  return Object.freeze({ ...tests, counts, leftCounts, rightCounts, total });
}
