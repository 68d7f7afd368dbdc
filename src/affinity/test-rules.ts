import { adjustPValues } from "../stats/index.ts";
import { lowerTail, upperTail } from "./_association-measures.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { cellsOf, tableOfRule } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";

/** Options of {@link testRules}. */
export interface TestRulesOptions {
  /**
   * Which way: that the sides are together more often than chance would have it, or less often.
   * @defaultValue `"together"`
   */
  readonly alternative?: "together" | "apart" | undefined;
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

/** The p values of rules, by position. */
export interface RuleTests {
  /** P(N ≥ n₁₁), or P(N ≤ n₁₁) for `"apart"`. */
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
  readonly adjust: NonNullable<TestRulesOptions["adjust"]>;
  /** The alternative. */
  readonly alternative: NonNullable<TestRulesOptions["alternative"]>;
}

/**
 * Tests every rule by Fisher's exact test, one-sided, and adjusts for how many were looked at.
 *
 * Given both margins N is hypergeometric: P(N = k) = C(b, k) C(n − b, a − k)/C(n, a), with a = n₁·, b = n·₁; p = P(N ≥ n₁₁) or P(N ≤ n₁₁)
 *
 * Rules that confidence left out were tested too, by looking at their confidence, so they count. Those thrown away by support before
 * are not counted: support does not look at whether two sides go together. Baskets are taken as independent; several of one
 * customer are not quite, and then p is too small: make baskets by customer.
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
  const { alternative = "together", adjust = "benjamini-hochberg", level = 0.05 } = options;
  const tested = options.tested ?? rules.candidates;
  if (rules.weighted)
    throw new RangeError(
      `Cannot ${doing}: the baskets are weighted, and a sum of weights is no number of baskets; mine them without weights`,
    );
  checkWord(doing, "alternative", alternative, ["together", "apart"]);
  checkWord(doing, "adjust", adjust, [
    "benjamini-hochberg",
    "benjamini-yekutieli",
    "holm",
    "bonferroni",
    "none",
  ]);
  checkWhole(doing, "tested", tested, Math.max(1, rules.size));
  if (!(level > 0 && level < 1)) throw wrongOption(doing, "level", "a number between 0 and 1", level);
  const tail = alternative === "together" ? upperTail : lowerTail;
  const ps = Float64Array.from({ length: rules.size }, (_, rule) =>
    tail(cellsOf(tableOfRule(rules, rule), 0)),
  );
  const adjusted = adjustForTested(ps, adjust, tested);
  const significant = Uint8Array.from(adjusted, (p) => (p <= level ? 1 : 0));
  const discoveries = significant.reduce((sum, one) => sum + one, 0);
  return Object.freeze({ ps, adjusted, significant, discoveries, tested, level, adjust, alternative });
}

/** Adjusts p values of which the hypotheses that are not at hand count as 1: they can only make the adjustment stricter. */
export function adjustForTested(
  ps: Float64Array,
  adjust: NonNullable<TestRulesOptions["adjust"]>,
  tested: number,
): Float64Array {
  if (adjust === "none") return ps.slice();
  if (adjust === "bonferroni") return ps.map((p) => Math.min(1, p * tested));
  const all = new Float64Array(Math.max(tested, ps.length)).fill(1);
  all.set(ps);
  return Float64Array.from(adjustPValues(all, { method: adjust }).slice(0, ps.length));
}
