import { checkAlternative, checkCount, insufficient, testedResult } from "./_result.ts";
import { chiSquareDistribution } from "./chi-square-distribution.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testDispersion}. */
export interface DispersionTestOptions {
  /**
   * Which departures count: `"greater"` is more variance than a Poisson law has.
   * @defaultValue `"greater"`
   */
  readonly alternative?: Alternative | undefined;
}

/**
 * Tests whether counts vary as a Poisson law of one mean makes them vary (Fisher's index of dispersion).
 *
 * X² = Σ (kᵢ − k̄)² / k̄, df = n − 1; two-sided p is twice the smaller tail
 *
 * Estimate: the index, variance by mean, 1 for a Poisson law. Insufficient: fewer than two counts, or all of them 0.
 *
 * @throws RangeError when a count is not a whole number from 0 up or the alternative is unknown.
 *
 * @example
 * ```ts
 * import { testDispersion } from "clientele/stats";
 *
 * const orders = testDispersion([5, 8, 6, 7, 20]);
 * orders.kind === "tested" && [orders.statistic.toFixed(4), orders.p.toFixed(6)]; // => ["16.3913", "0.002537"]
 * ```
 */
export function testDispersion(
  counts: readonly number[],
  options: DispersionTestOptions = {},
): TestResult | InsufficientSample {
  const doing = "test dispersion";
  const alternative = checkAlternative(doing, options.alternative ?? "greater");
  counts.forEach((count, i) => {
    checkCount(doing, `count ${i}`, count);
  });
  const n = counts.length;
  const sum = counts.reduce((total, count) => total + count, 0);
  if (n < 2) return insufficient("counts", n, 2);
  if (sum === 0) return insufficient("events", 0, 1);
  const mean = sum / n;
  const statistic = [...counts]
    .sort((a, b) => a - b)
    .reduce((total, k) => total + ((k - mean) / mean) * (k - mean), 0);
  const df = n - 1;
  const { lower, upper } = chiSquareDistribution({ df });
  const tails = { less: lower(statistic), greater: upper(statistic) };
  return testedResult<TestResult>({
    method: "index of dispersion",
    alternative,
    statistic,
    df,
    p:
      alternative === "two-sided" ? Math.min(1, 2 * Math.min(tails.less, tails.greater)) : tails[alternative],
    n,
    estimate: statistic / df,
    interval: undefined,
    effectSize: undefined,
  });
}
