import { binomialOdds, oddsToProbability } from "./_binomial-interval.ts";
import { wrongParameter } from "./_check.ts";
import { exactP } from "./_exact-p.ts";
import {
  checkAlternative,
  checkConfidence,
  checkCount,
  checkTwoSidedRule,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { binomialDistribution } from "./binomial-distribution.ts";
import type { Alternative, TestResult, TwoSidedRule } from "./test-result.ts";

/** Successes among trials. */
export interface BinomialCount {
  /** How many succeeded, a whole number from 0 to the trials. */
  readonly successes: number;
  /** How many trials there were, a whole number from 0 up. */
  readonly trials: number;
}

/** How an exact test of one count law is made: what tests of proportions and rates share. */
export interface ExactTestOptions {
  /**
   * Which departures count.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * How a two-sided probability counts the other side.
   * @defaultValue `"minimum-likelihood"`
   */
  readonly twoSided?: TwoSidedRule | undefined;
  /**
   * Whether the observed outcome counts half (Lancaster 1961): less conservative, and no longer a guarantee.
   * @defaultValue `false`
   */
  readonly midP?: boolean | undefined;
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** Options of {@link testBinomial}. */
export interface BinomialTestOptions extends ExactTestOptions {
  /**
   * The probability of success that is the hypothesis, a number from 0 to 1.
   * @defaultValue `0.5`
   */
  readonly probability?: number | undefined;
}

/** Refuses what are not successes among trials. */
export function checkBinomialCount(doing: string, { successes, trials }: BinomialCount): void {
  checkCount(doing, "trials", trials);
  checkCount(doing, "successes", successes);
  if (successes > trials) throw wrongParameter(doing, "successes", `at most the ${trials} trials`, successes);
}

/**
 * Tests whether successes come with a given probability, exactly.
 *
 * p = P(X ≤ k), P(X ≥ k), or both sides by the rule chosen, with X ~ Binomial(n, p₀)
 *
 * Statistic: the successes. Estimate: k / n, absent without trials, where p is 1. Interval: Clopper and Pearson's (1934), or
 * its mid-p form; one-sided with a one-sided alternative. The defaults are those of R's `binom.test`.
 *
 * @throws RangeError when a count is not a whole number from 0 up, the successes exceed the trials, or an option is out
 *   of its range.
 *
 * @example
 * ```ts
 * import { testBinomial } from "clientele/stats";
 *
 * const mendel = testBinomial({ successes: 682, trials: 925 }, { probability: 0.75 });
 * mendel.p.toFixed(7); // => "0.3824916"
 * [mendel.interval?.lower?.toFixed(7), mendel.interval?.upper?.toFixed(7)]; // => ["0.7076683", "0.7654066"]
 * ```
 */
export function testBinomial(data: BinomialCount, options: BinomialTestOptions = {}): TestResult {
  const doing = "test a proportion";
  checkBinomialCount(doing, data);
  const { successes, trials } = data;
  const { probability = 0.5, midP = false } = options;
  if (!(probability >= 0 && probability <= 1))
    throw wrongParameter(doing, "probability", "a number from 0 to 1", probability);
  const alternative = checkAlternative(doing, options.alternative);
  const twoSided = checkTwoSidedRule(doing, options.twoSided);
  const confidence = checkConfidence(doing, options.confidence);
  const bounds = binomialOdds(successes, trials, sideRisks(alternative, confidence), midP);
  return testedResult<TestResult>({
    method: exactMethod("binomial test", alternative, twoSided, midP),
    alternative,
    statistic: successes,
    p: binomialP(successes, trials, probability, { alternative, twoSided, midP }),
    n: trials,
    estimate: trials === 0 ? undefined : successes / trials,
    interval: intervalOf(
      confidence,
      bounds.lower === undefined ? 0 : oddsToProbability(bounds.lower),
      bounds.upper === undefined ? 1 : oddsToProbability(bounds.upper),
    ),
  });
}

/** The exact probability alone, unchecked. */
export function binomialP(
  successes: number,
  trials: number,
  probability: number,
  rule: { alternative: Alternative; twoSided: TwoSidedRule; midP: boolean },
): number {
  const law = {
    ...binomialDistribution({ trials, probability }),
    lowest: 0,
    highest: trials,
    mode: Math.min(trials, Math.floor((trials + 1) * probability)),
  };
  return exactP(law, successes, rule);
}

/** The method in words. */
export function exactMethod(
  test: string,
  alternative: Alternative,
  twoSided: TwoSidedRule,
  midP: boolean,
): string {
  const side = alternative === "two-sided" ? `, ${twoSided.replace("-", " ")}` : "";
  return `${midP ? "mid-p" : "exact"} ${test}${side}`;
}
