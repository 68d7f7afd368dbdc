import { wrongParameter } from "./_check.ts";
import { logGammaVariate } from "./gamma.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the Dirichlet distribution: shares that add up to 1.
 *
 * Xᵢ / ΣX with Xᵢ ~ Gamma(aᵢ); share i has mean aᵢ / Σa
 *
 * Computed from the logarithms of the gamma variates, so that shapes near 0, where all of them underflow, still give one
 * share of 1 in the right proportion.
 *
 * @param shapes - at least one
 * @returns a new array of shares
 * @throws RangeError when there is no shape, or one is not a number from 1e-300 up.
 *
 * @example
 * ```ts
 * import { createRandom, dirichlet } from "clientele/stats";
 *
 * const random = createRandom("dirichlet");
 * const draws = Array.from({ length: 10_000 }, () => dirichlet(random, [5, 3, 2]));
 * const mean = (i: number) => draws.reduce((sum, shares) => sum + shares[i]!, 0) / 10_000;
 * [0, 1, 2].map((i) => mean(i).toFixed(2)); // => ["0.50", "0.30", "0.20"]
 * ```
 */
export function dirichlet(random: Random, shapes: readonly number[]): number[] {
  const doing = "draw a Dirichlet variate";
  if (shapes.length === 0) throw wrongParameter(doing, "shapes", "at least one number", shapes);
  shapes.forEach((shape, i) => {
    if (!(shape >= 1e-300 && shape < Number.POSITIVE_INFINITY))
      throw wrongParameter(doing, `shape ${i}`, "a number from 1e-300 up", shape);
  });
  const logs = shapes.map((shape) => logGammaVariate(random, shape));
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const parts = logs.map((log) => Math.exp(log - largest));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}
