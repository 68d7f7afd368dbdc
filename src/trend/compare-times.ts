import { type MonteCarlo, type TestResult, testPermutation } from "../stats/index.ts";
import { checkNumbers, checkPositive, checkShare, wrongParameter } from "./_check.ts";
import { decide, insufficient } from "./_decide.ts";
import type { ChangedResult, InsufficientEvidence, StableResult } from "./change-result.ts";
import { neededNow } from "./compare-mixes.ts";
import { type CircleOptions, summariseTimes, type TimesSummary } from "./summarise-times.ts";

/** Times of two periods. */
export interface ComparedTimes {
  /** Those of the reference. */
  readonly reference: ArrayLike<number>;
  /** Those of now. */
  readonly current: ArrayLike<number>;
}

/** Options of {@link compareTimes}. */
export interface TimeComparisonOptions extends CircleOptions, MonteCarlo {
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest shift of the mean that matters, in units of time, where the times have a mean.
   * @defaultValue a 24th of the period: an hour
   */
  readonly minimumShift?: number | undefined;
  /**
   * Up to how many ways to split the times all are gone through.
   * @defaultValue `20_000`
   */
  readonly exactUpTo?: number | undefined;
}

/** What a comparison of times says beside the verdict. */
export interface TimesDetails {
  /** The times of the reference. */
  readonly before: TimesSummary;
  /** The times of now. */
  readonly after: TimesSummary;
  /** Watson's statistic U². */
  readonly statistic: number;
}

/** Whether times have changed: the effect is the shift of the mean, the shorter way round, later above 0; the direction sideways. */
export type TimesResult =
  | (ChangedResult & TimesDetails)
  | (StableResult & TimesDetails)
  | InsufficientEvidence;

/**
 * Tells whether the times of day (or of the week) have changed, by Watson's two-sample test on the circle.
 *
 * U² = (m n / N²) [Σ dⱼ² − (Σ dⱼ)² / N], dⱼ the difference of the two distribution functions at the j-th of all N times; equal times
 * share the way in equal steps
 *
 * p by splitting all times anew, exactly where the splits are few. Sensitive to any difference, a wider spread too; a change that
 * leaves the mean where it was counts by its spread: the effect is then 0 and matters if `minimumShift` is 0 or the circular standard
 * deviations differ by as much. Watson (1962); Mardia and Jupp (2000), 8.3.
 *
 * @throws RangeError when a time is not finite or an option is out of its range
 *
 * @example
 * ```ts
 * import { compareTimes } from "clientele/trend";
 *
 * const hours = { reference: [8, 9, 9.5, 10, 10.5, 11, 8.5, 9], current: [18, 19, 20, 21, 19.5, 20.5, 18.5, 22] };
 * const result = compareTimes(hours, { seed: 1 });
 * result.kind === "changed" && [result.effect?.toFixed(2), result.statistic, result.p.toFixed(4)]; // => ["10.37", 0.34375, "0.0011"]
 * ```
 */
export function compareTimes(times: ComparedTimes, options: TimeComparisonOptions): TimesResult {
  const doing = "compare times";
  const { period = 24, alpha = 0.05 } = options;
  checkPositive(doing, "period", period);
  checkShare(doing, "alpha", alpha);
  const { minimumShift = period / 24 } = options;
  if (!(minimumShift >= 0 && minimumShift <= period / 2))
    throw wrongParameter(doing, "minimumShift", "a number from 0 to half the period", minimumShift);
  const onCircle = (name: "reference" | "current"): Float64Array =>
    checkNumbers(doing, name, times[name]).map((time) => ((time % period) + period) % period);
  const [reference, current] = [onCircle("reference"), onCircle("current")];
  if (reference.length === 0) return insufficient("times in the reference", 0, 1);
  if (current.length === 0) return insufficient("times now", 0, 1);
  const short = neededNow(reference.length, current.length, alpha);
  if (short !== undefined) return short;
  const tested = testPermutation(
    { x: reference, y: current },
    { ...options, statistic: watson, alternative: "greater" },
  ) as TestResult;
  const [before, after] = [
    summariseTimes(reference, { period }) as TimesSummary,
    summariseTimes(current, { period }) as TimesSummary,
  ];
  const shift =
    before.mean === undefined || after.mean === undefined
      ? undefined
      : shortestWay(after.mean - before.mean, period);
  const wider = Math.abs((after.deviation ?? period / 2) - (before.deviation ?? period / 2));
  return Object.freeze({
    ...decide(
      {
        method: `Watson's U², ${tested.method}`,
        direction: "sideways",
        effect: shift,
        interval: undefined,
        p: tested.p,
        logBayesFactor: undefined,
      },
      {
        significant: tested.p <= alpha,
        large: shift === undefined || Math.max(Math.abs(shift), wider) >= minimumShift,
      },
    ),
    before,
    after,
    statistic: tested.statistic,
  });
}

/** A difference of times between half a period before and half a period after. */
function shortestWay(difference: number, period: number): number {
  const turns = Math.round(difference / period);
  return difference - turns * period;
}

/** Watson's U² of two samples; from one end of equal times to the other in as many equal steps as there are. */
function watson(x: Float64Array, y: Float64Array): number {
  const [a, b] = [x.slice().sort(), y.slice().sort()];
  const [m, n] = [a.length, b.length];
  let [i, j, sum, squares] = [0, 0, 0, 0];
  while (i < m || j < n) {
    const time = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    const [i0, j0] = [i, j];
    while (a[i] === time) i++;
    while (b[j] === time) j++;
    const ties = i - i0 + (j - j0);
    const before = i0 / m - j0 / n;
    const step = (i / m - j / n - before) / ties;
    for (let k = 1; k <= ties; k++) {
      const d = before + k * step;
      sum += d;
      squares += d * d;
    }
  }
  return ((m * n) / (m + n) ** 2) * (squares - (sum * sum) / (m + n));
}
