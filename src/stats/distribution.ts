/**
 * A probability distribution: what can be asked of it, whatever its name. Made by one function per distribution,
 * such as {@link normalDistribution}; its parameters are checked once, there.
 *
 * The functions may be taken out of the record and passed on. For a discrete distribution the density is the
 * probability of the single value, and 0 between whole numbers.
 *
 * @example
 * ```ts
 * import { type Distribution, poissonDistribution, tDistribution } from "clientele/stats";
 *
 * const halfWidth = ({ upperQuantile }: Distribution): number => upperQuantile(0.025);
 * halfWidth(tDistribution({ df: 10 })).toFixed(6); // => "2.228139"
 * halfWidth(poissonDistribution({ mean: 3 })); // => 7
 * ```
 */
export interface Distribution {
  /**
   * The density at a finite x; 0 outside the support.
   *
   * At a pole (a gamma density of shape below 1 at 0, for instance) it throws a RangeError.
   */
  readonly density: (x: number) => number;
  /**
   * The logarithm of the density, precise where the density itself underflows; `-Infinity`, the logarithm of 0,
   * outside the support.
   *
   * At a pole it throws a RangeError.
   */
  readonly logDensity: (x: number) => number;
  /** P(X ≤ x), precise also where it is tiny. */
  readonly lower: (x: number) => number;
  /** P(X > x), precise also where it is tiny. */
  readonly upper: (x: number) => number;
  /**
   * The smallest x with P(X ≤ x) ≥ p.
   *
   * For p from 0 to 1; at 0 and 1, and for a quantile beyond the doubles, it throws a RangeError where there is no
   * finite answer. For a discrete distribution a probability within 1e-13 of p (relative) counts as p.
   */
  readonly quantile: (p: number) => number;
  /**
   * The smallest x with P(X > x) ≤ q: the quantile of 1 − q, without the digits that this subtraction would lose.
   *
   * Refuses as `quantile` does.
   */
  readonly upperQuantile: (q: number) => number;
}
