import { wrongParameter } from "./_check.ts";
import { poissonLogDensity } from "./_poisson-log-density.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the Poisson distribution: how many events happen when `mean` are expected.
 *
 * P(k) = e^(−mean) meanᵏ / k!, with mean and variance `mean`
 *
 * Below a mean of 10 by counting uniform factors (Knuth), from 10 on by transformed rejection (Hörmann, "The
 * transformed rejection method for generating Poisson random variables", 1993, algorithm PTRS), at the same cost
 * for every mean.
 *
 * @throws RangeError when the mean is not a number from 0 to 1e15.
 *
 * @example
 * ```ts
 * import { createRandom, poisson } from "clientele/stats";
 *
 * const random = createRandom("poisson");
 * Array.from({ length: 6 }, () => poisson(random, 3)); // => [4, 4, 2, 3, 4, 2]
 * poisson(random, 0); // => 0
 * ```
 */
export function poisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean <= 1e15))
    throw wrongParameter("draw a Poisson variate", "mean", "a number from 0 to 1e15", mean);
  return mean < 10 ? countFactors(random, Math.exp(-mean)) : transformedRejection(random, mean);
}

/** The number of uniform factors whose product stays above the limit. */
function countFactors(random: Random, limit: number): number {
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

function transformedRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.next() - 0.5;
    const v = 1 - random.next();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + mean + 0.43);
    if (distance >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (distance < 0.013 && v > distance)) continue;
    const hat = Math.log((v * inverseAlpha) / (a / (distance * distance) + b));
    if (hat <= poissonLogDensity(k, mean)) return k;
  }
}
