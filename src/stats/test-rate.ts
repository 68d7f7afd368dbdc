import { checkPositive, wrongParameter } from "./_check.ts";
import { exactP } from "./_exact-p.ts";
import { gammaTails } from "./_gamma-tails.ts";
import { poissonLogDensity } from "./_poisson-log-density.ts";
import {
  checkAlternative,
  checkConfidence,
  checkCount,
  checkTwoSidedRule,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { solveBetween } from "./_solve-increasing.ts";
import { gammaQuantile } from "./gamma-p-inverse.ts";
import { poissonDistribution } from "./poisson-distribution.ts";
import { type ExactTestOptions, exactMethod } from "./test-binomial.ts";
import type { TestResult } from "./test-result.ts";

/** Events counted over an exposure: orders in months, say. */
export interface RateCount {
  /** How many events happened, a whole number from 0 up. */
  readonly events: number;
  /** Over how much time, or how many units, a positive number. */
  readonly exposure: number;
}

/** Options of {@link testRate}. */
export interface RateTestOptions extends ExactTestOptions {
  /**
   * The events per unit of exposure that are the hypothesis, a positive number.
   * @defaultValue `1`
   */
  readonly rate?: number | undefined;
}

/** Refuses what are not events over an exposure. */
export function checkRateCount(doing: string, { events, exposure }: RateCount): void {
  checkCount(doing, "events", events);
  checkPositive(doing, "exposure", exposure);
}

/**
 * Tests whether events come at a given rate, exactly, if they come as a Poisson process.
 *
 * p = P(X ≤ k), P(X ≥ k), or both sides by the rule chosen, with X ~ Poisson(λ₀ T)
 *
 * Statistic: the events. Estimate: k / T. Interval: Garwood's (1936), of gamma quantiles, or its mid-p form. Buyers whose
 * rate varies make such tests alarm too often; see {@link testDispersion}. The defaults are those of R's `poisson.test`.
 *
 * @throws RangeError when the events are not a whole number from 0 up, the exposure or the rate is not a positive number, or
 *   1e15 events or more are expected.
 *
 * @example
 * ```ts
 * import { testRate } from "clientele/stats";
 *
 * const turners = testRate({ events: 137, exposure: 24.19893 }); // R's example
 * turners.p < 2.2e-16; // => true
 * [turners.interval?.lower?.toFixed(6), turners.interval?.upper?.toFixed(6)]; // => ["4.753125", "6.692709"]
 * ```
 */
export function testRate(data: RateCount, options: RateTestOptions = {}): TestResult {
  const doing = "test a rate";
  checkRateCount(doing, data);
  const { events, exposure } = data;
  const { rate = 1, midP = false } = options;
  checkPositive(doing, "rate", rate);
  const alternative = checkAlternative(doing, options.alternative);
  const twoSided = checkTwoSidedRule(doing, options.twoSided);
  const confidence = checkConfidence(doing, options.confidence);
  const mean = rate * exposure;
  if (!(mean > 0 && mean <= 1e15))
    throw wrongParameter(doing, "the expected number of events", "a positive number up to 1e15", mean);
  const law = {
    ...poissonDistribution({ mean }),
    lowest: 0,
    highest: Number.POSITIVE_INFINITY,
    mode: Math.floor(mean),
  };
  const { below, above } = sideRisks(alternative, confidence);
  return testedResult<TestResult>({
    method: exactMethod("Poisson test", alternative, twoSided, midP),
    alternative,
    statistic: events,
    p: exactP(law, events, { alternative, twoSided, midP }),
    n: events,
    estimate: events / exposure,
    interval: intervalOf(
      confidence,
      below === undefined ? 0 : lowerMean(events, below, midP) / exposure,
      above === undefined ? undefined : upperMean(events, above, midP) / exposure,
    ),
  });
}

function lowerMean(events: number, risk: number, midP: boolean): number {
  if (events === 0) return 0;
  const exact = gammaQuantile(risk, 1 - risk, events);
  if (!midP) return exact;
  return solveBetween(
    (mean) => gammaTails(mean, events).lower - Math.exp(poissonLogDensity(events, mean)) / 2 - risk,
    exact,
    gammaQuantile(1 - risk / 4, risk / 4, events + 1),
  );
}

function upperMean(events: number, risk: number, midP: boolean): number {
  const exact = gammaQuantile(1 - risk, risk, events + 1);
  if (!midP) return exact;
  const lowest = events === 0 ? 0 : gammaQuantile(risk / 4, 1 - risk / 4, events);
  return solveBetween(
    (mean) => gammaTails(mean, events + 1).upper - Math.exp(poissonLogDensity(events, mean)) / 2 - risk,
    lowest,
    exact,
  );
}
