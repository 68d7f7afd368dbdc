import { checkPositive, wrongParameter } from "./_check.ts";
import { gammaTails } from "./_gamma-tails.ts";

/**
 * Computes the regularised lower incomplete gamma function: the share of a gamma distribution of shape a and rate 1
 * that lies below x.
 *
 * P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt
 *
 * The smaller of P and Q is computed, never 1 minus a number close to 1: by the power series (DLMF 8.7.1, 8.7.3), by
 * Legendre's continued fraction (DLMF 8.9.2), and for shapes from 20 up around the mode by Temme's uniform
 * expansion (DLMF 8.12.3), at the same cost for every shape.
 *
 * @param x - a number from 0 up
 * @param a - the shape, a positive number
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { gammaP } from "clientele/stats";
 *
 * gammaP(2, 1).toFixed(12) === (1 - Math.exp(-2)).toFixed(12); // => true
 * gammaP(1e6, 1e6).toFixed(9); // => "0.500132981"
 * ```
 */
export function gammaP(x: number, a: number): number {
  check(x, a);
  return gammaTails(x, a).lower;
}

/**
 * Computes the regularised upper incomplete gamma function: the share of a gamma distribution of shape a and rate 1
 * that lies above x; without cancellation where it is small.
 *
 * Q(a, x) = 1 − P(a, x) = 1/Γ(a) ∫ₓ^∞ tᵃ⁻¹ e⁻ᵗ dt
 *
 * @param x - a number from 0 up
 * @param a - the shape, a positive number
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { gammaQ } from "clientele/stats";
 *
 * gammaQ(300, 1).toExponential(12) === Math.exp(-300).toExponential(12); // => true
 * ```
 */
export function gammaQ(x: number, a: number): number {
  check(x, a);
  return gammaTails(x, a).upper;
}

function check(x: number, a: number): void {
  const doing = "compute an incomplete gamma function";
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) throw wrongParameter(doing, "x", "a number from 0 up", x);
  checkPositive(doing, "a", a);
}
