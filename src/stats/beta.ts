import { checkPositive, wrongParameter } from "./_check.ts";
import { logGammaVariate } from "./gamma.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the beta distribution on [0, 1].
 *
 * X / (X + Y) with X ~ Gamma(a) and Y ~ Gamma(b); mean a / (a + b)
 *
 * Computed from the logarithms of X and Y, so that shapes near 0, where both underflow, still give 0 and 1 in
 * the right proportion.
 *
 * @throws RangeError when a shape is not a positive number of at least 1e-300.
 *
 * @example
 * ```ts
 * import { beta, createRandom } from "clientele/stats";
 *
 * const random = createRandom("beta");
 * const draws = Array.from({ length: 10_000 }, () => beta(random, 2, 6));
 * Math.abs(draws.reduce((sum, x) => sum + x) / 10_000 - 2 / 8) < 0.01; // => true
 * ```
 */
export function beta(random: Random, a: number, b: number): number {
  checkShape("a", a);
  checkShape("b", b);
  return 1 / (1 + Math.exp(logGammaVariate(random, b) - logGammaVariate(random, a)));
}

/** Below 1e-300 even the logarithm of a variate overflows. */
function checkShape(name: string, shape: number): void {
  checkPositive("draw a beta variate", name, shape);
  if (shape < 1e-300) throw wrongParameter("draw a beta variate", name, "at least 1e-300", shape);
}
