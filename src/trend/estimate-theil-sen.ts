import { type Interval, median, normalDistribution } from "../stats/index.ts";
import { checkShare, readSeries, wrongCall } from "./_check-series.ts";
import { kendallSum } from "./_kendall.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link estimateTheilSen}. */
export interface TheilSenOptions {
  /**
   * When each value was, in any unit, not falling.
   * @defaultValue 0, 1, 2 …
   */
  readonly times?: ArrayLike<number> | undefined;
  /**
   * How often the interval covers the slope.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** A straight line through the middle of a series. */
export interface TheilSenLine {
  /** Tells a line from an answer of {@link InsufficientEvidence}. */
  readonly kind: "line";
  /** Change for each unit of time. */
  readonly slope: number;
  /** Its interval; a bound is absent where so few values allow none. */
  readonly interval: Interval;
  /** The line at time 0. */
  readonly intercept: number;
  /** How many values it rests on. */
  readonly n: number;
}

/** Pairs are gone through one by one, and their slopes kept. */
const LONGEST = 5000;

/**
 * Estimates the slope of a series by the median of the slopes of all pairs, which up to 29 % of wild values cannot carry away.
 *
 * slope = median over i < j, tⱼ > tᵢ of (xⱼ − xᵢ)/(tⱼ − tᵢ); intercept = median(x) − slope · median(t)
 *
 * Interval: the slopes of ranks k and N + 1 − k of the N pairs, k = ⌊(N − z √Var S)/2⌋ with Kendall's variance of S, ties counted.
 *
 * @returns insufficient with fewer than two different times
 * @throws RangeError when a value or time is not finite, times fall, the confidence is not between 0 and 1, or there are more than
 *   5,000 values (of a longer series take the median of every so many)
 *
 * @see Sen (1968), Estimates of the regression coefficient based on Kendall's tau; Gilbert (1987), Statistical Methods for
 *   Environmental Pollution Monitoring, chapter 16
 *
 * @example
 * ```ts
 * import { estimateTheilSen } from "clientele/trend";
 *
 * const line = estimateTheilSen([10, 12, 11, 14, 15, 90, 17, 19]);
 * line.kind === "line" && [line.slope.toFixed(4), line.interval.lower, line.interval.upper]; // => ["1.2679", 1, 3]
 * ```
 */
export function estimateTheilSen(
  values: ArrayLike<number>,
  options: TheilSenOptions = {},
): TheilSenLine | InsufficientEvidence {
  const doing = "estimate a slope";
  const { confidence = 0.95 } = options;
  checkShare(doing, "confidence", confidence);
  if (values.length > LONGEST)
    throw wrongCall(doing, "the number of values", `at most ${LONGEST}`, values.length);
  const series = readSeries(doing, values);
  const times =
    options.times === undefined ? series.map((_, i) => i) : readSeries(doing, options.times, "time");
  if (times.length !== series.length)
    throw wrongCall(doing, "the number of times", `that of the values, ${series.length}`, times.length);
  const slopes = new Float64Array((series.length * (series.length - 1)) / 2);
  let pairs = 0;
  for (let j = 1; j < series.length; j++) {
    if (times[j]! < times[j - 1]!) throw wrongCall(doing, `time ${j}`, "not below the one before", times[j]);
    for (let i = 0; i < j; i++) {
      const width = times[j]! - times[i]!;
      if (width > 0) slopes[pairs++] = (series[j]! - series[i]!) / width;
    }
  }
  if (pairs === 0)
    return Object.freeze({
      kind: "insufficient",
      of: "different times",
      have: Math.min(1, series.length),
      need: 2,
    });
  const sorted = slopes.subarray(0, pairs).sort();
  const slope = median(sorted);
  const z = normalDistribution({ mean: 0, sd: 1 }).upperQuantile((1 - confidence) / 2);
  const rank = Math.floor((pairs - z * Math.sqrt(kendallSum(series).variance)) / 2);
  const interval: Interval =
    rank < 1 ? { confidence } : { lower: sorted[rank - 1]!, upper: sorted[pairs - rank]!, confidence };
  return Object.freeze({
    kind: "line",
    slope,
    interval: Object.freeze(interval),
    intercept: median(series) - slope * median(times),
    n: series.length,
  });
}
