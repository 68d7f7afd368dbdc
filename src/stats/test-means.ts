import { checkFinite, wrongParameter } from "./_check.ts";
import {
  checkAlternative,
  checkConfidence,
  insufficient,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { momentsOf, readSample, type TwoSamples } from "./_samples.ts";
import { tDistribution } from "./t-distribution.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testMean} and {@link testPairedMeans}. */
export interface MeanTestOptions {
  /**
   * The mean, or the mean difference, that is the hypothesis.
   * @defaultValue `0`
   */
  readonly mean?: number | undefined;
  /**
   * Which departures count.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** Options of {@link testMeans}. */
export interface MeansTestOptions extends MeanTestOptions {
  /**
   * Whether both samples are taken to have one variance (Student's test) or not (Welch's, the safer one).
   * @defaultValue `false`
   */
  readonly equalVariances?: boolean | undefined;
}

/**
 * Tests the mean of a sample with Student's t.
 *
 * t = (x̄ − μ₀) / (s / √n), df = n − 1
 *
 * Estimate: the mean. Effect size: (x̄ − μ₀) / s. Insufficient: fewer than two values, or all of them equal.
 *
 * @throws RangeError when a value is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testMean } from "clientele/stats";
 *
 * const gain = testMean([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]); // Student's own data
 * gain.kind === "tested" && [gain.statistic.toFixed(4), gain.p.toFixed(6)]; // => ["4.0621", "0.002833"]
 * ```
 */
export function testMean(
  values: ArrayLike<number>,
  options: MeanTestOptions = {},
): TestResult | InsufficientSample {
  return oneSample("test a mean", "one-sample t test", readSample("test a mean", "values", values), options);
}

/**
 * Tests the mean of the differences x − y of pairs with Student's t.
 *
 * t = (d̄ − μ₀) / (s_d / √n), dᵢ = xᵢ − yᵢ, df = n − 1
 *
 * Estimate: the mean difference. Effect size: (d̄ − μ₀) / s_d. Insufficient: fewer than two pairs, or all differences equal.
 *
 * @throws RangeError when the samples differ in length, a value is not finite, or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testPairedMeans } from "clientele/stats";
 *
 * const visits = testPairedMeans({ x: [5, 7, 9, 4], y: [3, 6, 5, 3] });
 * visits.kind === "tested" && [visits.estimate, visits.p.toFixed(4)]; // => [2, "0.0663"]
 * ```
 */
export function testPairedMeans(
  pairs: TwoSamples,
  options: MeanTestOptions = {},
): TestResult | InsufficientSample {
  const doing = "test paired means";
  const x = readSample(doing, "x", pairs.x);
  const y = readSample(doing, "y", pairs.y);
  if (x.length !== y.length) throw wrongParameter(doing, "y", `of ${x.length} values as x is`, pairs.y);
  const differences = x.map((value, i) => value - y[i]!);
  return oneSample(doing, "paired t test", differences, options);
}

/**
 * Tests the difference of the means of two samples with t: Welch's, or Student's where both have one variance.
 *
 * Welch: t = (x̄ − ȳ − δ₀) / √(s²ₓ/m + s²ᵧ/n), df = (s²ₓ/m + s²ᵧ/n)² / ((s²ₓ/m)²/(m − 1) + (s²ᵧ/n)²/(n − 1))
 *
 * Estimate: x̄ − ȳ. Effect size: Cohen's d, the difference by the pooled standard deviation. Insufficient: fewer than two
 * values in a sample, or no variance at all.
 *
 * @throws RangeError when a value is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testMeans } from "clientele/stats";
 *
 * const sleep = testMeans({
 *   x: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
 *   y: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
 * });
 * sleep.kind === "tested" && [sleep.statistic, sleep.df!, sleep.p].map((v) => v.toFixed(6)); // => ["-1.860813", "17.776474", "0.079394"]
 * ```
 */
export function testMeans(
  samples: TwoSamples,
  options: MeansTestOptions = {},
): TestResult | InsufficientSample {
  const doing = "compare two means";
  const [x, y] = [readSample(doing, "x", samples.x), readSample(doing, "y", samples.y)];
  const checked = checkOptions(doing, options);
  if (x.length < 2) return insufficient("values of x", x.length, 2);
  if (y.length < 2) return insufficient("values of y", y.length, 2);
  const [a, b] = [momentsOf(x), momentsOf(y)];
  const [m, n] = [x.length, y.length];
  const pooled = (a.squares + b.squares) / (m + n - 2);
  if (!(pooled > 0)) return insufficient("different values within a sample", 1, 2);
  const { equalVariances = false } = options;
  const [va, vb] = equalVariances
    ? [pooled / m, pooled / n]
    : [a.squares / (m - 1) / m, b.squares / (n - 1) / n];
  const share = va / (va + vb);
  const df = equalVariances ? m + n - 2 : 1 / (share ** 2 / (m - 1) + (1 - share) ** 2 / (n - 1));
  return tResult({
    ...checked,
    method: equalVariances ? "Student's t test" : "Welch's t test",
    estimate: a.mean - b.mean,
    error: Math.sqrt(va + vb),
    df,
    n: m + n,
    scale: Math.sqrt(pooled),
  });
}

interface Checked {
  readonly mean: number;
  readonly alternative: Alternative;
  readonly confidence: number;
}

function checkOptions(doing: string, options: MeanTestOptions): Checked {
  const { mean = 0 } = options;
  checkFinite(doing, "mean", mean);
  return {
    mean,
    alternative: checkAlternative(doing, options.alternative),
    confidence: checkConfidence(doing, options.confidence),
  };
}

function oneSample(
  doing: string,
  method: string,
  values: Float64Array,
  options: MeanTestOptions,
): TestResult | InsufficientSample {
  const checked = checkOptions(doing, options);
  const n = values.length;
  if (n < 2) return insufficient("values", n, 2);
  const { mean, squares } = momentsOf(values);
  if (!(squares > 0)) return insufficient("different values", 1, 2);
  const sd = Math.sqrt(squares / (n - 1));
  return tResult({ ...checked, method, estimate: mean, error: sd / Math.sqrt(n), df: n - 1, n, scale: sd });
}

function tResult(
  parts: Checked & { method: string; estimate: number; error: number; df: number; n: number; scale: number },
): TestResult {
  const { mean, alternative, confidence, method, estimate, error, df, n, scale } = parts;
  const t = (estimate - mean) / error;
  const { lower, upper, upperQuantile } = tDistribution({ df });
  const { below, above } = sideRisks(alternative, confidence);
  return testedResult<TestResult>({
    method,
    alternative,
    statistic: t,
    df,
    p: alternative === "less" ? lower(t) : alternative === "greater" ? upper(t) : 2 * upper(Math.abs(t)),
    n,
    estimate,
    interval: intervalOf(
      confidence,
      below && estimate - upperQuantile(below) * error,
      above && estimate + upperQuantile(above) * error,
    ),
    effectSize: (estimate - mean) / scale,
  });
}
