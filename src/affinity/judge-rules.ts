import { checkWord } from "./_check.ts";
import { simplerCounts } from "./_simpler-counts.ts";
import type { RuleTable } from "./rule-table.ts";

/** Options of {@link judgeRules}. */
export interface JudgeRulesOptions {
  /**
   * Which simpler rules a rule is compared with: all that there are, the one with nothing on the left side included, whether or not
   * they reach the least confidence; or only those that are in the table, as in R's _arules_, where a rule becomes redundant or not
   * with the threshold.
   * @defaultValue `"all"`
   */
  readonly against?: "all" | "table" | undefined;
}

/** What longer rules are worth beside simpler ones, by position. */
export interface RuleJudgement {
  /** The highest confidence of a simpler rule: the same right side, less on the left. 0 where there is none to compare with. */
  readonly simplerConfidences: Float64Array;
  /** confidence − that. A rule that has no simpler one is compared with 0. */
  readonly improvements: Float64Array;
  /** confidence / that; the same as the ratio of the lifts. 0 where there is no simpler one. */
  readonly boosts: Float64Array;
  /** 1 where a simpler rule has the same confidence or a higher one. */
  readonly redundant: Uint8Array;
  /** How many rules are redundant. */
  readonly redundantCount: number;
}

/**
 * Judges which rules say no more than a simpler one.
 *
 * improvement = confidence(X ⇒ Y) − max over X′ ⊂ X, ∅ included, of confidence(X′ ⇒ Y); redundant: improvement ≤ 0
 *
 * An improvement by chance is an improvement too; {@link testImprovements} says which are more than that.
 *
 * @throws RangeError if the option is unknown
 *
 * @see Bayardo, Agrawal and Gunopulos, "Constraint-based rule mining in large, dense databases" (2000); Webb, "Discovering significant
 *   patterns" (2007)
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, judgeRules, mineItemsets } from "clientele/affinity";
 *
 * const lists = [["tea", "milk"], ["tea", "milk", "cup"], ["tea", "cup"], ["tea", "milk"], ["bread"]];
 * const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 1 }), { right: { only: ["milk"] } });
 * [...rules].map(({ left }) => left); // => [["tea"], ["cup"], ["cup", "tea"]]
 * const { redundant, improvements } = judgeRules(rules);
 * redundant; // => Uint8Array.of(0, 1, 1)
 * improvements[0]?.toFixed(2); // => "0.15"
 * ```
 */
export function judgeRules(rules: RuleTable, options: JudgeRulesOptions = {}): RuleJudgement {
  const { against = "all" } = options;
  checkWord("judge rules", "against", against, ["all", "table"]);
  const { size, leftOffsets } = rules;
  const inTable = against === "table" ? keysOf(rules) : undefined;
  const simplerConfidences = new Float64Array(size);
  const countsOf = simplerCounts(rules);

  for (let rule = 0; rule < size; rule++) {
    const length = leftOffsets[rule + 1]! - leftOffsets[rule]!;
    const all = 2 ** length - 1;
    let best = 0;
    for (let mask = 0; mask < all; mask++) {
      if (inTable !== undefined && !inTable.has(keyOf(rules, rule, mask))) continue;
      const [alone, together] = countsOf(rule, mask);
      best = Math.max(best, together / alone);
    }
    simplerConfidences[rule] = best;
  }
  const confidences = Float64Array.from(rules.counts, (count, rule) => count / rules.leftCounts[rule]!);
  const redundant = Uint8Array.from(confidences, (c, rule) => (c <= simplerConfidences[rule]! ? 1 : 0));
  return Object.freeze({
    simplerConfidences,
    improvements: confidences.map((c, rule) => c - simplerConfidences[rule]!),
    boosts: confidences.map((c, rule) =>
      simplerConfidences[rule]! === 0 ? 0 : c / simplerConfidences[rule]!,
    ),
    redundant,
    redundantCount: redundant.reduce((sum, one) => sum + one, 0),
  });
}

/** A text that names a rule with some of its left side. */
function keyOf(rules: RuleTable, rule: number, mask: number): string {
  const lefts = rules.leftItems
    .subarray(rules.leftOffsets[rule], rules.leftOffsets[rule + 1])
    .filter((_, i) => ((mask >> i) & 1) === 1);
  return `${lefts.join(" ")}>${rules.rightItems.subarray(rules.rightOffsets[rule], rules.rightOffsets[rule + 1]).join(" ")}`;
}

const keysOf = (rules: RuleTable): ReadonlySet<string> =>
  new Set(Array.from({ length: rules.size }, (_, rule) => keyOf(rules, rule, -1)));
