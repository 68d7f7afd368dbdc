import { binomialLogDensity } from "./_binomial-log-density.ts";
import { wrongParameter } from "./_check.ts";
import type { Random } from "./random.ts";

/** Below this expectation of the rarer outcome the probabilities are added up; from it on draws are rejected. */
const INVERSION_BELOW = 10;

/**
 * Draws from the binomial distribution: how many of `trials` independent trials succeed.
 *
 * P(k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ, with mean n p and variance n p (1 − p)
 *
 * While fewer than 10 of the rarer outcome are expected, by inversion; from 10 on by transformed rejection (Hörmann,
 * "The generation of binomial random variates", 1993, algorithm BTRS) with Loader's density, at the same cost for
 * every number of trials.
 *
 * @throws RangeError when the trials are not a whole number from 0 to 1e15 or the probability is not a number from 0 to 1.
 *
 * @example
 * ```ts
 * import { binomial, createRandom } from "clientele/stats";
 *
 * const random = createRandom("binomial");
 * Array.from({ length: 6 }, () => binomial(random, 10, 0.3)); // => [4, 2, 3, 5, 4, 2]
 * binomial(random, 7, 1); // => 7
 * ```
 */
export function binomial(random: Random, trials: number, probability: number): number {
  const doing = "draw a binomial variate";
  if (!(Number.isInteger(trials) && trials >= 0 && trials <= 1e15))
    throw wrongParameter(doing, "trials", "a whole number from 0 to 1e15", trials);
  if (!(probability >= 0 && probability <= 1))
    throw wrongParameter(doing, "probability", "a number from 0 to 1", probability);
  return binomialVariate(random, trials, probability);
}

/** The same, unchecked. */
export function binomialVariate(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - successes(random, n, 1 - p);
  return successes(random, n, p);
}

function successes(random: Random, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  return n * p < INVERSION_BELOW ? inversion(random, n, p) : transformedRejection(random, n, p);
}

function inversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  const none = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let rest = random.next();
    let term = none;
    for (let k = 0; k <= n; k++) {
      if (rest < term) return k;
      rest -= term;
      term *= ((n - k) / (k + 1)) * odds;
      if (term === 0) break; // what rounding left of the uniform number belongs to no outcome: drawn again
    }
  }
}

function transformedRejection(random: Random, n: number, p: number): number {
  const q = 1 - p;
  const sd = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * sd;
  const peak = binomialLogDensity(Math.min(n, Math.floor((n + 1) * p)), n, p, q);
  for (;;) {
    const u = random.next() - 0.5;
    const v = 1 - random.next();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + center);
    if (distance >= 0.07 && v <= squeeze) return k;
    if (!(k >= 0 && k <= n)) continue;
    const hat = Math.log((v * alpha) / (a / (distance * distance) + b));
    if (hat <= binomialLogDensity(k, n, p, q) - peak) return k;
  }
}
