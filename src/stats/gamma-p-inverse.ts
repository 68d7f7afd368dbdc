import { checkPositive, wrongParameter } from "./_check.ts";
import { deviance } from "./_deviance.ts";
import { gammaTails } from "./_gamma-tails.ts";
import { invertTail, type Start } from "./_invert-tail.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import { modalKernel } from "./_modal-kernel.ts";
import { digamma } from "./digamma.ts";
import { inverseComplement } from "./erf-inverse.ts";
import { trigamma } from "./trigamma.ts";

/**
 * Computes the inverse of the regularised lower incomplete gamma function: the quantile of a gamma distribution of
 * shape a and rate 1.
 *
 * The x with P(a, x) = p
 *
 * Halley's method for the logarithm of the smaller tail. A quantile below the smallest normal double, which small
 * shapes have, may be given as 0.
 *
 * @param p - a number from 0 to below 1; at 1 the quantile is infinite
 * @param a - the shape, a positive number of at least 1e-150
 * @throws RangeError when an argument is not one, or the quantile exceeds a double.
 *
 * @example
 * ```ts
 * import { gammaPInverse } from "clientele/stats";
 *
 * gammaPInverse(0.999, 10).toFixed(12); // => "22.657373309063"
 * ```
 */
export function gammaPInverse(p: number, a: number): number {
  const doing = "invert an incomplete gamma function";
  if (!(p >= 0 && p < 1)) throw wrongParameter(doing, "p", "a number from 0 to below 1", p);
  checkShape(doing, a);
  return gammaQuantile(p, 1 - p, a);
}

/**
 * Computes the inverse of the regularised upper incomplete gamma function, precise for tails down to 1e-300.
 *
 * The x with Q(a, x) = q
 *
 * @param q - a number from above 0 to 1; at 0 the quantile is infinite
 * @param a - the shape, a positive number of at least 1e-150
 * @throws RangeError when an argument is not one, or the quantile exceeds a double.
 *
 * @example
 * ```ts
 * import { gammaQInverse } from "clientele/stats";
 *
 * gammaQInverse(Math.exp(-300), 1).toFixed(10); // => "300.0000000000"
 * ```
 */
export function gammaQInverse(q: number, a: number): number {
  const doing = "invert an incomplete gamma function";
  if (!(q > 0 && q <= 1)) throw wrongParameter(doing, "q", "a number above 0, up to 1", q);
  checkShape(doing, a);
  return gammaQuantile(1 - q, q, a);
}

function checkShape(doing: string, a: number): void {
  checkPositive(doing, "a", a);
  if (a < 1e-150) throw wrongParameter(doing, "a", "at least 1e-150", a);
}

/** The quantile with both tails given, of which the smaller is used; unchecked. */
export function gammaQuantile(lower: number, upper: number, a: number): number {
  if (lower === 0) return 0;
  const rising = lower < upper;
  const target = rising ? lower : upper;
  // P ≤ xᵃ / Γ(a + 1), so this is never above the quantile, and for a small x it is the quantile.
  const powerLaw = ((lower < 0.5 ? Math.log(lower) : Math.log1p(-upper)) + lnGammaOfOnePlus(a)) / a;
  if (powerLaw < -690) return Math.exp(powerLaw);
  const modal = modalKernel(a);
  const x = invertTail(target, rising, startOf(target, rising, a, powerLaw), (at) => {
    const tails = gammaTails(at, a, modal);
    return {
      tail: rising ? tails.lower : tails.upper,
      kernel: modal * Math.exp(-deviance(a, at)),
      bend: a - at,
    };
  });
  if (x === Number.POSITIVE_INFINITY)
    throw wrongParameter("find a quantile", "the quantile", "within a double", x);
  return x;
}

/** From 0.3 up by the cube root of Wilson and Hilferty (1931), else by the mean and variance of ln x. */
function startOf(target: number, rising: boolean, a: number, powerLaw: number): Start {
  const z = Math.SQRT2 * inverseComplement(2 * target) * (rising ? -1 : 1);
  const logStep = Math.sqrt(trigamma(a));
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  const guess = a > 0.3 && root > 0.1 ? Math.log(a) + 3 * Math.log(root) : digamma(a) + z * logStep;
  return { logPosition: Math.max(guess, powerLaw), logStep };
}
