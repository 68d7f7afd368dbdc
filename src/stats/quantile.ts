import { wrongParameter } from "./_check.ts";
import { orderStatistics } from "./_order-statistics.ts";
import { snapToWhole } from "./_snap-to-whole.ts";

/**
 * The nine definitions of a sample quantile of Hyndman and Fan (1996), in their order, which is that of R's `type`
 * 1 to 9, under the names that NumPy gives them.
 */
export type QuantileMethod =
  | "inverted-cdf"
  | "averaged-inverted-cdf"
  | "closest-observation"
  | "interpolated-inverted-cdf"
  | "hazen"
  | "weibull"
  | "linear"
  | "median-unbiased"
  | "normal-unbiased";

/** Options of {@link quantile} and {@link quantiles}. */
export interface QuantileOptions {
  /**
   * Which of the nine definitions.
   * @defaultValue `"linear"`, the default of R, NumPy and spreadsheets
   */
  readonly method?: QuantileMethod | undefined;
}

/** The plotting positions a, b of the interpolating methods: the k-th of n values stands at (k − a)/(n + 1 − a − b). */
const positions: Readonly<Record<string, readonly [a: number, b: number]>> = {
  "interpolated-inverted-cdf": [0, 1],
  hazen: [0.5, 0.5],
  weibull: [0, 0],
  linear: [1, 1],
  "median-unbiased": [1 / 3, 1 / 3],
  "normal-unbiased": [3 / 8, 3 / 8],
};

/** The rank of the methods without interpolation; half a rank stands for the mean of two neighbours. */
const ranks: Readonly<Record<string, (position: number) => number>> = {
  "inverted-cdf": (position) => Math.ceil(position),
  "averaged-inverted-cdf": (position) => (Number.isInteger(position) ? position + 0.5 : Math.ceil(position)),
  "closest-observation": (position) => {
    const below = Math.floor(position);
    const rest = position - below;
    if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
    return rest < 0.5 ? below : below + 1;
  },
};

/**
 * Finds the quantile of some numbers: the value below which a share q of them lies, by one of nine definitions.
 *
 * (1 − h)·x₍ₖ₎ + h·x₍ₖ₊₁₎ with k + h = a + q·(n + 1 − a − b); of `"linear"` a = b = 1
 *
 * A position within rounding of a whole number counts as that number. `quantileDiscrete` is the method
 * `"inverted-cdf"`.
 *
 * | method | R's type | a, b or rank |
 * | --- | --- | --- |
 * | `inverted-cdf` | 1 | ⌈q·n⌉ |
 * | `averaged-inverted-cdf` | 2 | ⌈q·n⌉, the mean of two neighbours where q·n is whole |
 * | `closest-observation` | 3 | nearest to q·n, halves to even |
 * | `interpolated-inverted-cdf` | 4 | 0, 1 |
 * | `hazen` | 5 | ½, ½ |
 * | `weibull` | 6 | 0, 0 |
 * | `linear` | 7 | 1, 1 |
 * | `median-unbiased` | 8 | ⅓, ⅓ |
 * | `normal-unbiased` | 9 | ⅜, ⅜ |
 *
 * @param values - finite, in any order; left as they are
 * @param q - from 0 to 1
 * @throws RangeError when there is no value, a value is not finite, q is not from 0 to 1, or the method is unknown.
 *
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages
 *
 * @example
 * ```ts
 * import { quantile } from "clientele/stats";
 *
 * quantile([4, 1, 3, 2], 0.25); // => 1.75
 * quantile([4, 1, 3, 2], 0.25, { method: "weibull" }); // => 1.25
 * quantile([4, 1, 3, 2], 0.5, { method: "inverted-cdf" }); // => 2
 * ```
 */
export function quantile(values: ArrayLike<number>, q: number, options: QuantileOptions = {}): number {
  return quantiles(values, [q], options)[0]!;
}

/**
 * Finds several quantiles of the same numbers; see {@link quantile}.
 *
 * @throws RangeError as `quantile` does.
 *
 * @example
 * ```ts
 * import { quantiles } from "clientele/stats";
 *
 * quantiles([9, 1, 5, 3, 7], [0, 0.25, 0.5, 1]); // => [1, 3, 5, 9]
 * ```
 */
export function quantiles(
  values: ArrayLike<number>,
  q: readonly number[],
  options: QuantileOptions = {},
): number[] {
  const doing = "find a quantile";
  const method = options.method ?? "linear";
  if (!Object.hasOwn(positions, method) && !Object.hasOwn(ranks, method))
    throw wrongParameter(
      doing,
      "method",
      `one of ${[...Object.keys(ranks), ...Object.keys(positions)].join(", ")}`,
      method,
    );
  for (const share of q)
    if (!(share >= 0 && share <= 1)) throw wrongParameter(doing, "q", "a number from 0 to 1", share);
  const at = orderStatistics(doing, values, q.length);
  return q.map((share) => quantileAt(at, values.length, share, method));
}

/** The median, of a caller who names what it is needed for. */
export function medianOf(doing: string, values: ArrayLike<number>): number {
  return quantileAt(orderStatistics(doing, values, 1), values.length, 0.5, "linear");
}

/** A quantile from the k-th smallest of n numbers. */
function quantileAt(at: (k: number) => number, n: number, q: number, method: QuantileMethod): number {
  const [a, b] = positions[method] ?? [0, 0];
  const rank = ranks[method];
  const position = rank ? rank(snapToWhole(q * n)) : snapToWhole(a + q * (n + 1 - a - b));
  const clamped = Math.min(n, Math.max(1, position));
  const below = Math.floor(clamped);
  const share = clamped - below;
  const low = at(below);
  if (share === 0) return low;
  const high = at(below + 1);
  // Equal neighbours give their value exactly, and rounding never leads outside of the two.
  return Math.min(high, Math.max(low, (1 - share) * low + share * high));
}
