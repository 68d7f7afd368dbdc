import { checkFinite, wrongParameter } from "./_check.ts";
import { checkAlternative, insufficient, testedResult } from "./_result.ts";
import { normalDistribution } from "./normal-distribution.ts";
import { type BinomialCount, checkBinomialCount } from "./test-binomial.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testProportionTrend}. */
export interface ProportionTrendOptions {
  /**
   * The place of each group on the scale along which the trend runs.
   * @defaultValue 1, 2, 3, …
   */
  readonly scores?: readonly number[] | undefined;
  /**
   * Which trends count: `"greater"` is a rise with the score.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
}

/**
 * Tests whether proportions of ordered groups rise or fall: the trend test of Cochran (1954) and Armitage (1955).
 *
 * z = Σ kᵢ(sᵢ − s̄) / √(p̄ (1 − p̄) Σ nᵢ (sᵢ − s̄)²), s̄ = Σ nᵢ sᵢ / Σ nᵢ; z² is χ² of one degree of freedom
 *
 * Statistic: z² when two-sided, as R's `prop.trend.test`, else z. Estimate: the slope, the change of the proportion for one
 * unit of the score (least squares). Insufficient: fewer than two different scores with trials, or all or no trials succeeding.
 *
 * @throws RangeError when a count is not a whole number, successes exceed trials, or the scores do not match the groups.
 *
 * @example
 * ```ts
 * import { testProportionTrend } from "clientele/stats";
 *
 * const fatigue = testProportionTrend([50, 45, 36, 25, 15].map((successes) => ({ successes, trials: 500 })));
 * fatigue.kind === "tested" && [fatigue.statistic.toFixed(6), fatigue.p.toExponential(4)]; // => ["25.423154", "4.6036e-7"]
 * ```
 */
export function testProportionTrend(
  groups: readonly BinomialCount[],
  options: ProportionTrendOptions = {},
): TestResult | InsufficientSample {
  const doing = "test a trend of proportions";
  const alternative = checkAlternative(doing, options.alternative);
  groups.forEach((group, i) => {
    checkBinomialCount(`${doing}, group ${i}`, group);
  });
  const scores = options.scores ?? groups.map((_, i) => i + 1);
  if (scores.length !== groups.length)
    throw wrongParameter(doing, "scores", `one for each of ${groups.length} groups`, scores);
  scores.forEach((score, i) => {
    checkFinite(doing, `score ${i}`, score);
  });
  const sumOver = (f: (group: BinomialCount, i: number) => number): number =>
    groups.reduce((sum, group, i) => sum + f(group, i), 0);
  const n = sumOver(({ trials }) => trials);
  const k = sumOver(({ successes }) => successes);
  const places = new Set(scores.filter((_, i) => groups[i]!.trials > 0)).size;
  if (places < 2) return insufficient("different scores with trials", places, 2);
  if (k === 0) return insufficient("successes", 0, 1);
  if (k === n) return insufficient("failures", 0, 1);
  const middle = sumOver(({ trials }, i) => (trials / n) * scores[i]!);
  const p = k / n;
  const covariance = sumOver(({ successes, trials }, i) => (successes - trials * p) * (scores[i]! - middle));
  const spread = sumOver(({ trials }, i) => trials * (scores[i]! - middle) ** 2);
  const z = covariance / Math.sqrt(p * ((n - k) / n) * spread);
  const { lower, upper } = normalDistribution();
  const both = alternative === "two-sided";
  return testedResult<TestResult>({
    method: "Cochran-Armitage trend test",
    alternative,
    statistic: both ? z * z : z,
    df: both ? 1 : undefined,
    p: both ? 2 * upper(Math.abs(z)) : alternative === "less" ? lower(z) : upper(z),
    n,
    estimate: covariance / spread,
    interval: undefined,
    effectSize: undefined,
  });
}
