import { checkFinite, checkPositive } from "./_check.ts";
import { continuousDistribution } from "./_continuous-distribution.ts";
import { expMinusSquare, scaledErfc } from "./_scaled-erfc.ts";
import type { Distribution } from "./distribution.ts";
import { inverseComplement } from "./erf-inverse.ts";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** The parameters of {@link normalDistribution}. */
export interface NormalParameters {
  /**
   * The mean, a finite number.
   *
   * @defaultValue 0
   */
  readonly mean?: number | undefined;
  /**
   * The standard deviation, a positive number.
   *
   * @defaultValue 1
   */
  readonly sd?: number | undefined;
}

/**
 * Makes the normal distribution.
 *
 * f(x) = e^(−z²/2) / (sd √2π) with z = (x − mean) / sd; P(X > x) = ½ erfc(z/√2)
 *
 * @throws RangeError when the mean is not finite or the standard deviation not a positive number.
 *
 * @example
 * ```ts
 * import { normalDistribution } from "clientele/stats";
 *
 * const { lower, upper, quantile } = normalDistribution();
 * upper(6).toExponential(12); // => "9.865876450377e-10"
 * quantile(0.975).toFixed(12); // => "1.959963984540"
 * lower(quantile(1e-300)).toExponential(9); // => "1.000000000e-300"
 * ```
 */
export function normalDistribution(parameters: NormalParameters = {}): Distribution {
  const { mean = 0, sd = 1 } = parameters;
  checkFinite("make a normal distribution", "mean", mean);
  checkPositive("make a normal distribution", "sd", sd);
  const standardise = (x: number): number => (x - mean) / sd;
  return continuousDistribution({
    name: "normal distribution",
    lowest: Number.NEGATIVE_INFINITY,
    highest: Number.POSITIVE_INFINITY,
    logDensity: (x) => {
      const z = standardise(x);
      return -0.5 * z * z - Math.log(sd) - HALF_LOG_TWO_PI;
    },
    density: (x) => expMinusSquare(standardise(x), 0.5) / (sd * Math.sqrt(2 * Math.PI)),
    tails: (x) => {
      const z = standardise(x);
      const tail = normalTail(Math.abs(z));
      return z < 0 ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
    },
    quantile: (lower, upper) => {
      const z = Math.SQRT2 * inverseComplement(2 * Math.min(lower, upper));
      return mean + sd * (lower < upper ? -z : z);
    },
  });
}

/** P(Z > z) of the standard normal distribution for z ≥ 0, the square in the exponent taken exactly. */
function normalTail(z: number): number {
  return 0.5 * expMinusSquare(z, 0.5) * scaledErfc(z * Math.SQRT1_2);
}
