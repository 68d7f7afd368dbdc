import { wrongParameter } from "./_check.ts";
import type { Random } from "./random.ts";

/**
 * Draws yes or no: true with probability p.
 *
 * @throws RangeError when p is not a number from 0 to 1.
 *
 * @example
 * ```ts
 * import { bernoulli, createRandom } from "clientele/stats";
 *
 * const random = createRandom("bernoulli");
 * [bernoulli(random, 0), bernoulli(random, 1)]; // => [false, true]
 * ```
 */
export function bernoulli(random: Random, p: number): boolean {
  if (!(p >= 0 && p <= 1)) throw wrongParameter("draw a Bernoulli variate", "p", "a number from 0 to 1", p);
  return random.next() < p;
}
