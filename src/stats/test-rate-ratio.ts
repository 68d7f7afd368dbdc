import { binomialOdds } from "./_binomial-interval.ts";
import { checkPositive } from "./_check.ts";
import {
  checkAlternative,
  checkConfidence,
  checkTwoSidedRule,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { binomialP, type ExactTestOptions, exactMethod } from "./test-binomial.ts";
import { checkRateCount, type RateCount } from "./test-rate.ts";
import type { TestResult } from "./test-result.ts";

/** Two counts of events to compare. */
export interface RatePair {
  /** The events whose rate is the numerator: the recent period, say. */
  readonly first: RateCount;
  /** The events whose rate is the denominator: the reference period, say. */
  readonly second: RateCount;
}

/** Options of {@link testRateRatio}. */
export interface RateRatioTestOptions extends ExactTestOptions {
  /**
   * The ratio of the rates that is the hypothesis, a positive number.
   * @defaultValue `1`
   */
  readonly ratio?: number | undefined;
}

/**
 * Tests whether two rates stand in a given ratio, exactly, whatever the common rate (Przyborowski and Wilenski 1940).
 *
 * Given k₁ + k₂, k₁ ~ Binomial(k₁ + k₂, r T₁ / (r T₁ + T₂)) where λ₁ = r λ₂
 *
 * Statistic: the events of the first. Estimate: (k₁ / T₁) / (k₂ / T₂), absent where k₂ is 0. Interval: Clopper and Pearson's
 * of that binomial law, turned into a ratio; absent bounds are infinite. Without events p is 1 and nothing is known of the
 * ratio. The defaults are those of R's `poisson.test`.
 *
 * @throws RangeError when events are not whole numbers from 0 up, or an exposure or the ratio is not a positive number.
 *
 * @example
 * ```ts
 * import { testRateRatio } from "clientele/stats";
 *
 * const change = testRateRatio({
 *   first: { events: 1, exposure: 3 }, // one order in the last 3 months
 *   second: { events: 12, exposure: 12 }, // twelve in the year before
 * });
 * change.p.toFixed(6); // => "0.486322"
 * [change.interval?.lower?.toFixed(4), change.interval?.upper?.toFixed(4)]; // => ["0.0078", "2.2529"]
 * ```
 */
export function testRateRatio(data: RatePair, options: RateRatioTestOptions = {}): TestResult {
  const doing = "compare two rates";
  const { first, second } = data;
  checkRateCount(`${doing}, first`, first);
  checkRateCount(`${doing}, second`, second);
  const { ratio = 1, midP = false } = options;
  checkPositive(doing, "ratio", ratio);
  const alternative = checkAlternative(doing, options.alternative);
  const twoSided = checkTwoSidedRule(doing, options.twoSided);
  const confidence = checkConfidence(doing, options.confidence);
  const n = first.events + second.events;
  const share = 1 / (1 + second.exposure / first.exposure / ratio);
  const bounds = binomialOdds(first.events, n, sideRisks(alternative, confidence), midP);
  const toRatio = second.exposure / first.exposure;
  return testedResult<TestResult>({
    method: exactMethod("conditional test of two Poisson rates", alternative, twoSided, midP),
    alternative,
    statistic: first.events,
    p: binomialP(first.events, n, share, { alternative, twoSided, midP }),
    n,
    estimate: second.events === 0 ? undefined : (first.events / second.events) * toRatio,
    interval: intervalOf(
      confidence,
      bounds.lower === undefined ? 0 : bounds.lower * toRatio,
      bounds.upper === undefined ? undefined : bounds.upper * toRatio,
    ),
  });
}
