import { checkPositive, wrongParameter } from "./_check.ts";
import { sortedValues } from "./_sorted-values.ts";
import { meanOf } from "./moments.ts";
import { medianOf } from "./quantile.ts";
import { deviationOf } from "./robust-scale.ts";

/**
 * Finds the median: the middle value, or the mean of the two in the middle.
 *
 * (x₍⌊(n+1)/2⌋₎ + x₍⌈(n+1)/2⌉₎)/2; half of all values may be anything without moving it far
 *
 * @param values - finite, in any order; left as they are
 * @throws RangeError when there is no value or a value is not finite.
 *
 * @example
 * ```ts
 * import { median } from "clientele/stats";
 *
 * median([12, 5, 80, 33]); // => 22.5
 * ```
 */
export function median(values: ArrayLike<number>): number {
  return medianOf("find a median", values);
}

/** Options of {@link trimmedMean}. */
export interface TrimmedMeanOptions {
  /**
   * The share of values set aside at each end, from 0 to below ½.
   * @defaultValue `0.1`
   */
  readonly share?: number | undefined;
  /**
   * Whether the values at the ends are left out, or, `"winsorize"`, replaced by the outermost values that stay.
   * @defaultValue `"trim"`
   */
  readonly ends?: "trim" | "winsorize" | undefined;
}

/**
 * Finds the mean of the middle values, without the smallest and the greatest.
 *
 * Mean of x₍g+1₎ … x₍n−g₎ with g = ⌊share·n⌋, as R's `mean(x, trim)`; winsorized: of all n, the ends replaced
 *
 * @param values - finite, in any order; left as they are
 * @throws RangeError when there is no value, a value is not finite, or the share is not from 0 to below ½.
 *
 * @example
 * ```ts
 * import { trimmedMean } from "clientele/stats";
 *
 * const spent = [10, 12, 11, 9, 5000];
 * trimmedMean(spent, { share: 0.2 }); // => 11
 * trimmedMean(spent, { share: 0.2, ends: "winsorize" }); // => 11
 * ```
 */
export function trimmedMean(values: ArrayLike<number>, options: TrimmedMeanOptions = {}): number {
  const { share = 0.1, ends = "trim" } = options;
  const doing = "find a trimmed mean";
  if (!(share >= 0 && share < 0.5))
    throw wrongParameter(doing, "share", "a number from 0 to below 0.5", share);
  if (ends !== "trim" && ends !== "winsorize") throw wrongParameter(doing, "ends", "trim or winsorize", ends);
  const sorted = sortedValues(doing, values);
  const n = sorted.length;
  const cut = Math.floor(share * n);
  if (ends === "trim") return meanOf(sorted.subarray(cut, n - cut));
  return meanOf(sorted.fill(sorted[cut]!, 0, cut).fill(sorted[n - cut - 1]!, n - cut));
}

/** Options of {@link huberLocation}. */
export interface HuberOptions {
  /**
   * From how many scaled deviations on a value pulls no more than one at that distance.
   * @defaultValue `1.5`, as R's `MASS::huber`; 1.345 has 95 % of the mean's efficiency for normal values
   */
  readonly k?: number | undefined;
}

/**
 * Finds Huber's location: like the mean for values near the middle, like the median for those far out.
 *
 * The root μ of Σψ((xᵢ − μ)/s) = 0 with ψ(u) = max(−k, min(k, u)) and s the median absolute deviation
 *
 * The sum is a polygon in μ, so that its root is found exactly. Where more than half of the values are equal, s is 0 and
 * the root is their value, the median.
 *
 * @param values - finite, in any order; left as they are
 * @throws RangeError when there is no value, a value is not finite, or k is not positive.
 *
 * @see Huber (1964), Robust estimation of a location parameter
 *
 * @example
 * ```ts
 * import { huberLocation } from "clientele/stats";
 *
 * huberLocation([10, 12, 11, 9, 5000]).toFixed(4); // => "11.0560"
 * ```
 */
export function huberLocation(values: ArrayLike<number>, options: HuberOptions = {}): number {
  const { k = 1.5 } = options;
  const doing = "find Huber's location";
  checkPositive(doing, "k", k);
  const sorted = sortedValues(doing, values);
  const reach = k * deviationOf(doing, sorted);
  if (reach === 0) return medianOf(doing, sorted);

  const pull = (at: number): number =>
    sorted.reduce((sum, x) => sum + Math.max(-reach, Math.min(reach, x - at)), 0);
  // The pull falls with μ, and bends only where a value comes within reach or leaves it.
  const bends = Float64Array.from([...sorted].flatMap((x) => [x - reach, x + reach])).sort();
  let below = 0;
  let above = bends.length - 1;
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (pull(bends[middle]!) >= 0) below = middle;
    else above = middle;
  }
  const [low, high] = [bends[below]!, bends[above]!];
  const [up, down] = [pull(low), -pull(high)];
  return up + down === 0 ? (low + high) / 2 : low + (high - low) * (up / (up + down));
}
