import { withinDoubles, wrongParameter } from "./_check.ts";
import { exactSum } from "./_exact-sum.ts";
import { finiteCopy } from "./_finite-copy.ts";
import { scaleOf } from "./_norms.ts";

/**
 * Finds the mean of some numbers.
 *
 * x̄ = Σxᵢ/n, the sum rounded once, so that the order of the input does not matter
 *
 * @param values - finite, in any order; left as they are
 * @throws RangeError when there is no value or a value is not finite.
 *
 * @example
 * ```ts
 * import { mean } from "clientele/stats";
 *
 * mean([1, 2, 6]); // => 3
 * mean([1e16, 1, -1e16]); // => 0.3333333333333333
 * ```
 */
export function mean(values: ArrayLike<number>): number {
  return meanOf(finiteCopy("find a mean", values));
}

/** The mean of numbers that are known to be finite. */
export function meanOf(values: Float64Array): number {
  const n = values.length;
  const sum = exactSum(values);
  const found = Number.isFinite(sum) ? sum / n : exactSum(values, (x) => x / n);
  let [low, high] = [values[0]!, values[0]!];
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  // A mean never lies outside of its values, whatever was rounded.
  return Math.min(high, Math.max(low, found)) + 0;
}

/**
 * Finds the variance of some numbers, seen as a sample of more.
 *
 * s² = Σ(xᵢ − x̄)²/(n − 1), in two passes with the correction of Chan, Golub and LeVeque
 *
 * @param values - two or more, finite, in any order; left as they are
 * @throws RangeError when there are fewer than two values, a value is not finite, or the variance exceeds a double.
 *
 * @see Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, eq. 1.7
 *
 * @example
 * ```ts
 * import { variance } from "clientele/stats";
 *
 * variance([10000001, 10000003, 10000002]); // => 1
 * ```
 */
export function variance(values: ArrayLike<number>): number {
  const doing = "find a variance";
  if (values.length < 2) throw wrongParameter(doing, "values", "at least two numbers", values);
  const { scaled, scale } = scaledVariance(finiteCopy(doing, values));
  return withinDoubles(doing, "the variance", scaled / scale / scale);
}

/** The variance of the values times a power of 2 that keeps their squares within the doubles. */
function scaledVariance(values: Float64Array): { readonly scaled: number; readonly scale: number } {
  const scale = scaleOf(values);
  const near = values.map((x) => x * scale);
  const center = meanOf(near);
  const squares = exactSum(near, (x) => (x - center) ** 2);
  const rest = exactSum(near, (x) => x - center);
  return { scaled: Math.max(0, squares - rest ** 2 / near.length) / (near.length - 1), scale };
}

/**
 * Finds the standard deviation of some numbers, seen as a sample of more.
 *
 * s = √(Σ(xᵢ − x̄)²/(n − 1)), in the unit of the values
 *
 * @param values - two or more, finite, in any order; left as they are
 * @throws RangeError when there are fewer than two values, a value is not finite, or the deviation exceeds a double.
 *
 * @example
 * ```ts
 * import { standardDeviation } from "clientele/stats";
 *
 * standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]).toFixed(6); // => "2.138090"
 * ```
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const doing = "find a standard deviation";
  if (values.length < 2) throw wrongParameter(doing, "values", "at least two numbers", values);
  const { scaled, scale } = scaledVariance(finiteCopy(doing, values));
  return withinDoubles(doing, "the deviation", Math.sqrt(scaled) / scale);
}
