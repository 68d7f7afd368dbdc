import { betaTails } from "./_beta-tails.ts";
import { checkPositive, wrongParameter } from "./_check.ts";

/**
 * Computes the regularised lower incomplete beta function: the share of a beta distribution of shapes a and b that
 * lies below x.
 *
 * Iₓ(a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt
 *
 * The smaller tail is computed, never 1 minus a number close to 1: by power series (DLMF 8.17.7, 8.17.8), by the even
 * part of the continued fraction (DLMF 8.17.22), and for shapes from 20 up around the mode by the uniform expansion
 * of Temme's type (DLMF 8.18(ii)), at the same cost for all shapes.
 *
 * @param x - a number from 0 to 1
 * @param a - the first shape, a positive number
 * @param b - the second shape, a positive number
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { betaP } from "clientele/stats";
 *
 * betaP(0.5, 3, 3); // => 0.5
 * betaP(0.25, 0.5, 0.5).toFixed(12) === (1 / 3).toFixed(12); // => true
 * ```
 */
export function betaP(x: number, a: number, b: number): number {
  check(x, a, b);
  return betaTails(x, 1 - x, a, b).lower;
}

/**
 * Computes the regularised upper incomplete beta function: the share of a beta distribution of shapes a and b that
 * lies above x; without cancellation where it is small.
 *
 * 1 − Iₓ(a, b) = I₁₋ₓ(b, a)
 *
 * @param x - a number from 0 to 1
 * @param a - the first shape, a positive number
 * @param b - the second shape, a positive number
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { betaQ } from "clientele/stats";
 *
 * betaQ(0.999, 1, 20).toExponential(6); // => "1.000000e-60"
 * ```
 */
export function betaQ(x: number, a: number, b: number): number {
  check(x, a, b);
  return betaTails(x, 1 - x, a, b).upper;
}

function check(x: number, a: number, b: number): void {
  const doing = "compute an incomplete beta function";
  if (!(x >= 0 && x <= 1)) throw wrongParameter(doing, "x", "a number from 0 to 1", x);
  checkPositive(doing, "a", a);
  checkPositive(doing, "b", b);
}
