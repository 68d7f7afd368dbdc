import { wrongParameter } from "./_check.ts";
import { checkWeights } from "./_check-weights.ts";
import { binomialVariate } from "./binomial.ts";
import type { Random } from "./random.ts";

/**
 * Draws from the multinomial distribution: how often each outcome happens in `trials` independent trials, outcome i with
 * probability wᵢ / Σw.
 *
 * P(k) = n! / Π kᵢ! · Π (wᵢ / Σw)^kᵢ
 *
 * One binomial variate for each outcome, of the trials and the weights that are left; the cost does not depend on the
 * number of trials.
 *
 * @param weights - at least one, none negative, not all 0; they need not add up to 1
 * @returns a new array of counts that add up to the trials
 * @throws RangeError when the trials are not a whole number from 0 to 1e15, there is no weight, a weight is negative or
 *   not finite, or all are 0.
 *
 * @example
 * ```ts
 * import { createRandom, multinomial } from "clientele/stats";
 *
 * const random = createRandom("multinomial");
 * multinomial(random, 100, [5, 3, 0, 2]); // => [54, 24, 0, 22]
 * ```
 */
export function multinomial(random: Random, trials: number, weights: readonly number[]): number[] {
  const doing = "draw a multinomial variate";
  if (!(Number.isInteger(trials) && trials >= 0 && trials <= 1e15))
    throw wrongParameter(doing, "trials", "a whole number from 0 to 1e15", trials);
  return multinomialVariate(random, trials, sharesOfRest(checkWeights(doing, weights)));
}

/** The share of each weight among itself and those after it, added from the end so that none loses its digits. */
export function sharesOfRest(weights: Float64Array): Float64Array {
  const shares = new Float64Array(weights.length);
  let rest = 0;
  for (let i = weights.length - 1; i >= 0; i--) {
    rest += weights[i]!;
    // The last index with a weight takes all that is left.
    shares[i] = rest > 0 ? weights[i]! / rest : 0;
  }
  return shares;
}

/** The same, unchecked, from the shares of the rest. */
export function multinomialVariate(random: Random, trials: number, shares: Float64Array): number[] {
  let left = trials;
  return Array.from(shares, (share) => {
    const count = binomialVariate(random, left, share);
    left -= count;
    return count;
  });
}
