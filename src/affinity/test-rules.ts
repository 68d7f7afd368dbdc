import { lowerTail, upperTail } from "./_association-measures.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { simplerCounts } from "./_simpler-counts.ts";
import { cellsOf, tableOfRule } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";

/** Options of {@link testRules} and {@link testImprovements}. */
export interface RuleTestOptions {
  /**
   * What is held at the level: the share of false discoveries (`"benjamini-hochberg"`, `"benjamini-yekutieli"`), the chance of a
   * single false one (`"holm"`, `"bonferroni"`), or nothing but each test by itself.
   * @defaultValue `"benjamini-hochberg"`
   */
  readonly adjust?: "benjamini-hochberg" | "benjamini-yekutieli" | "holm" | "bonferroni" | "none" | undefined;
  /**
   * How many hypotheses there were, at least the number of rules.
   * @defaultValue the candidates of the rules: all that were looked at, those below the least confidence included
   */
  readonly tested?: number | undefined;
  /**
   * The level α.
   * @defaultValue `0.05`
   */
  readonly level?: number | undefined;
}

/** Options of {@link testRules}. */
export interface TestRulesOptions extends RuleTestOptions {
  /**
   * Which way: that the sides are together more often than chance would have it, or less often.
   * @defaultValue `"together"`
   */
  readonly alternative?: "together" | "apart" | undefined;
}

/** The p values of rules, by position. */
export interface RuleTests {
  /** The p values: of a tail of the hypergeometric law. */
  readonly ps: Float64Array;
  /** The same, adjusted for the number of hypotheses. */
  readonly adjusted: Float64Array;
  /** 1 where the adjusted value is at most the level. */
  readonly significant: Uint8Array;
  /** How many rules are significant. */
  readonly discoveries: number;
  /** How many hypotheses the adjustment is for. */
  readonly tested: number;
  /** The level. */
  readonly level: number;
  /** The adjustment. */
  readonly adjust: NonNullable<RuleTestOptions["adjust"]>;
}

/**
 * Tests every rule by Fisher's exact test, one-sided, and adjusts for how many were looked at.
 *
 * Given both margins N is hypergeometric: P(N = k) = C(b, k) C(n − b, a − k)/C(n, a), with a = n₁·, b = n·₁; p = P(N ≥ n₁₁) or P(N ≤ n₁₁)
 *
 * Rules that confidence left out were tested too, by looking at their confidence, so they count. Those thrown away by support before
 * are not counted: support does not look at whether two sides go together. Baskets are taken as independent; several of one
 * customer are not quite, and then p is too small: make baskets by customer. Of very many candidates `testOnHoldout` may find more.
 *
 * @throws RangeError if the rules are of weighted baskets, or an option is out of range
 *
 * @see Hahsler and Hornik, "New probabilistic interest measures for association rules" (2007); Webb, "Discovering significant
 *   patterns" (2007)
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets, testRules } from "clientele/affinity";
 *
 * const lists = [...Array(6).fill(["tea", "milk"]), ...Array(6).fill(["bread"])];
 * const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 2 }));
 * const tests = testRules(rules);
 * tests.ps[0]?.toFixed(6); // => "0.001082"
 * [tests.tested, tests.discoveries]; // => [2, 2]
 * ```
 */
export function testRules(rules: RuleTable, options: TestRulesOptions = {}): RuleTests {
  const doing = "test rules";
  const { alternative = "together" } = options;
  checkWord(doing, "alternative", alternative, ["together", "apart"]);
  const tail = alternative === "together" ? upperTail : lowerTail;
  return testEach(doing, rules, options, (rule) => tail(cellsOf(tableOfRule(rules, rule), 0)));
}

/**
 * Tests of every rule whether each item of its left side adds to what the others say of the right side: whether the rule is
 * _productive_ (Webb).
 *
 * p = max over x in X of P(N ≥ n₁₁), Fisher's exact test of x against Y among the baskets that hold X∖{x}; for a left side of one item
 * the same as {@link testRules}, and 1 for an empty one
 *
 * @throws RangeError as {@link testRules}
 *
 * @see Webb, "Discovering significant patterns" (2007)
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets, testImprovements } from "clientele/affinity";
 *
 * const lists = [...Array(9).fill(["tea", "milk"]), ["tea", "milk", "cup"], ...Array(9).fill(["bread"]), ["cup"]];
 * const itemsets = mineItemsets(basketsFromLists(lists), { minCount: 1 });
 * const rules = deriveRules(itemsets, { right: { only: ["milk"] }, left: { anyOf: ["tea"] } });
 * [...rules].map(({ left }) => left); // => [["tea"], ["cup", "tea"]]
 * testImprovements(rules).significant; // => Uint8Array.of(1, 0)
 * ```
 */
export function testImprovements(rules: RuleTable, options: RuleTestOptions = {}): RuleTests {
  const countsOf = simplerCounts(rules);
  return testEach("test improvements", rules, options, (rule) => {
    const length = rules.leftOffsets[rule + 1]! - rules.leftOffsets[rule]!;
    if (length === 0) return 1;
    const [n11, a] = [rules.counts[rule]!, rules.leftCounts[rule]!];
    let largest = 0;
    for (let i = 0; i < length; i++) {
      const [alone, together] = countsOf(rule, 2 ** length - 1 - 2 ** i);
      const cells = { n11, n10: a - n11, n01: together - n11, n00: alone - a - together + n11 };
      largest = Math.max(largest, upperTail(cellsOf(cells, 0)));
    }
    return largest;
  });
}

/** Tests each rule and adjusts. */
export function testEach(
  doing: string,
  rules: RuleTable,
  options: RuleTestOptions,
  pOf: (rule: number) => number,
): RuleTests {
  const { adjust = "benjamini-hochberg", level = 0.05 } = options;
  const tested = options.tested ?? rules.candidates;
  if (rules.weighted)
    throw new RangeError(
      `Cannot ${doing}: the baskets are weighted, and a sum of weights is no number of baskets; mine them without weights`,
    );
  checkWord(doing, "adjust", adjust, [
    "benjamini-hochberg",
    "benjamini-yekutieli",
    "holm",
    "bonferroni",
    "none",
  ]);
  if (rules.size > 0 || options.tested !== undefined) checkWhole(doing, "tested", tested, rules.size);
  if (!(level > 0 && level < 1)) throw wrongOption(doing, "level", "a number between 0 and 1", level);
  const ps = Float64Array.from({ length: rules.size }, (_, rule) => pOf(rule));
  const adjusted = adjustForTested(ps, adjust, tested);
  const significant = Uint8Array.from(adjusted, (p) => (p <= level ? 1 : 0));
  const discoveries = significant.reduce((sum, one) => sum + one, 0);
  return Object.freeze({ ps, adjusted, significant, discoveries, tested, level, adjust });
}

/**
 * Adjusts p values of which the hypotheses that are not at hand count as 1: they come last in the order and can only make the adjustment
 * stricter. As `adjustPValues` of all of them, without making them.
 */
export function adjustForTested(
  ps: Float64Array,
  adjust: NonNullable<RuleTestOptions["adjust"]>,
  tested: number,
): Float64Array {
  if (adjust === "none") return ps.slice();
  if (adjust === "bonferroni") return ps.map((p) => Math.min(1, p * tested));
  const order = Int32Array.from(ps.keys()).sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = new Float64Array(ps.length);
  if (adjust === "holm") {
    let largest = 0;
    order.forEach((at, i) => {
      largest = Math.max(largest, (tested - i) * ps[at]!);
      adjusted[at] = Math.min(1, largest);
    });
    return adjusted;
  }
  let factor = tested;
  if (adjust === "benjamini-yekutieli") {
    let harmonic = 0;
    for (let j = tested; j >= 1; j--) harmonic += 1 / j;
    factor *= harmonic;
  }
  let smallest = 1;
  for (let i = order.length - 1; i >= 0; i--) {
    smallest = Math.min(smallest, (factor / (i + 1)) * ps[order[i]!]!);
    adjusted[order[i]!] = smallest;
  }
  return adjusted;
}
