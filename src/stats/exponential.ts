import { checkPositive } from "./_check.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the exponential distribution: the waiting time for an event that happens at a constant rate.
 *
 * −ln(1 − U) / rate, with mean 1 / rate
 *
 * @throws RangeError when the rate is not a positive number.
 *
 * @example
 * ```ts
 * import { createRandom, exponential } from "clientele/stats";
 *
 * const random = createRandom("exponential");
 * const draws = Array.from({ length: 10_000 }, () => exponential(random, 4));
 * Math.abs(draws.reduce((sum, x) => sum + x) / 10_000 - 1 / 4) < 0.01; // => true
 * ```
 */
export function exponential(random: Random, rate: number): number {
  checkPositive("draw an exponential variate", "rate", rate);
  return -Math.log(1 - random.next()) / rate;
}
