import { wrongParameter } from "./_check.ts";
import { snapToWhole } from "./_snap-to-whole.ts";

/**
 * Finds the discrete quantile of some numbers: the smallest value that a share q of them does not exceed, always
 * one of the values.
 *
 * x₍ₖ₎ with k = max(1, ⌈q·n⌉)
 *
 * This is `percentile_disc` of SQL and type 1 of Hyndman and Fan (R's `quantile(x, q, type = 1)`). A product q·n
 * within rounding of a whole number counts as that number: 0.07 · 100 is 7, though doubles make it
 * 7.000000000000001.
 *
 * @param values - in any order; left as they are
 * @throws RangeError when there is no value, a value is NaN, or q is not a number from 0 to 1.
 *
 * @example
 * ```ts
 * import { quantileDiscrete } from "clientele/stats";
 *
 * quantileDiscrete([40, 10, 30, 20], 0.5); // => 20
 * quantileDiscrete([40, 10, 30, 20], 0.51); // => 30
 * ```
 */
export function quantileDiscrete(values: ArrayLike<number>, q: number): number {
  const doing = "find a quantile";
  if (!(q >= 0 && q <= 1)) throw wrongParameter(doing, "q", "a number from 0 to 1", q);
  if (values.length === 0) throw wrongParameter(doing, "values", "at least one number", values);
  const sorted = Float64Array.from(values).sort();
  if (Number.isNaN(sorted[sorted.length - 1])) throw wrongParameter(doing, "values", "numbers", Number.NaN);
  return sorted[Math.max(1, Math.ceil(snapToWhole(q * sorted.length))) - 1]!;
}
