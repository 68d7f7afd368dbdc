import { checkFinite, wrongParameter } from "./_check.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the normal distribution with a mean and a standard deviation.
 *
 * Marsaglia's polar method; a standard deviation of 0 gives the mean.
 *
 * @throws RangeError when the mean is not finite or the standard deviation is negative or not finite.
 *
 * @example
 * ```ts
 * import { createRandom, normal } from "clientele/stats";
 *
 * const random = createRandom("normal");
 * Array.from({ length: 5 }, () => Math.round(normal(random, 100, 15))); // => [89, 74, 121, 87, 121]
 * ```
 */
export function normal(random: Random, mean: number, sd: number): number {
  checkFinite("draw a normal variate", "mean", mean);
  if (!(sd >= 0 && sd < Number.POSITIVE_INFINITY))
    throw wrongParameter("draw a normal variate", "sd", "a number from 0 up", sd);
  return mean + sd * standardNormal(random);
}

/** The normal distribution with mean 0 and standard deviation 1. */
export function standardNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.next() - 1;
    const y = 2 * random.next() - 1;
    const square = x * x + y * y;
    // The second variate of the pair is not kept: a stream has no state but its own.
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
