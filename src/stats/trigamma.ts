import { wrongParameter } from "./_check.ts";
import { polynomial } from "./_polynomial.ts";

/** B₂ₖ, the coefficients of the asymptotic series (DLMF 5.15.8). */
const ASYMPTOTIC = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798];

/**
 * Computes the trigamma function, the second derivative of log-gamma.
 *
 * ψ′(x) = d²/dx² ln Γ(x) = Σ 1/(x + k)² over k = 0, 1, 2, …
 *
 * From 10 up the asymptotic series (DLMF 5.15.8), below it the sum up to there (DLMF 5.15.5).
 *
 * @param x - a positive number of at least 1e-154 (below, the value exceeds a double)
 * @throws RangeError when x is not one.
 *
 * @example
 * ```ts
 * import { trigamma } from "clientele/stats";
 *
 * trigamma(1).toFixed(12) === (Math.PI ** 2 / 6).toFixed(12); // => true
 * ```
 */
export function trigamma(x: number): number {
  if (!(x >= 1e-154 && x < Number.POSITIVE_INFINITY))
    throw wrongParameter("compute a trigamma", "x", "a number of at least 1e-154", x);
  let sum = 0;
  let from = x;
  for (; from < 10; from++) sum += 1 / (from * from);
  const reciprocal = 1 / from;
  const square = reciprocal * reciprocal;
  return sum + reciprocal * (1 + reciprocal * 0.5 + square * polynomial(ASYMPTOTIC, square));
}
