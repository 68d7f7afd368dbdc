import { checkPositive } from "./_check.ts";
import { standardNormal } from "./normal.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the gamma distribution with a shape and a rate (1 / scale).
 *
 * Density rateˢ xˢ⁻¹ e^(−rate·x) / Γ(s), with mean s / rate and variance s / rate²
 *
 * Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); below a shape of 1 the variate of
 * shape + 1 times U^(1/shape). With a tiny shape most of the distribution lies below the smallest double: such
 * variates are 0.
 *
 * @throws RangeError when the shape or the rate is not a positive number.
 *
 * @example
 * ```ts
 * import { createRandom, gamma } from "clientele/stats";
 *
 * const random = createRandom("gamma");
 * const draws = Array.from({ length: 10_000 }, () => gamma(random, 0.5, 2));
 * Math.abs(draws.reduce((sum, x) => sum + x) / 10_000 - 0.5 / 2) < 0.02; // => true
 * ```
 */
export function gamma(random: Random, shape: number, rate: number): number {
  checkPositive("draw a gamma variate", "shape", shape);
  checkPositive("draw a gamma variate", "rate", rate);
  if (shape >= 1) return gammaFromOne(random, shape) / rate;
  // The power on its own may underflow; so does the product then, and the variate is 0.
  return (gammaFromOne(random, shape + 1) * (1 - random.next()) ** (1 / shape)) / rate;
}

/** The logarithm of a gamma variate of rate 1, which has no underflow however small the shape. */
export function logGammaVariate(random: Random, shape: number): number {
  if (shape >= 1) return Math.log(gammaFromOne(random, shape));
  return Math.log(gammaFromOne(random, shape + 1)) + Math.log(1 - random.next()) / shape;
}

/** A gamma variate of rate 1 and a shape of at least 1. */
function gammaFromOne(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random.next();
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
