import { betaTails } from "./_beta-tails.ts";
import { binomialLogDensity } from "./_binomial-log-density.ts";
import { wrongParameter } from "./_check.ts";
import { discreteDistribution } from "./_discrete-distribution.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link binomialDistribution}. */
export interface BinomialParameters {
  /** How many trials, a whole number from 0 up (a safe integer). */
  readonly trials: number;
  /** The probability of success in each, a number from 0 to 1. */
  readonly probability: number;
}

/**
 * Makes the binomial distribution: of the number of successes in independent trials.
 *
 * P(k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ; P(X > k) = Iₚ(k + 1, n − k)
 *
 * @throws RangeError when the trials are not a whole number from 0 up or the probability is not a number from 0 to 1.
 *
 * @example
 * ```ts
 * import { binomialDistribution } from "clientele/stats";
 *
 * const responses = binomialDistribution({ trials: 1000, probability: 0.02 });
 * responses.upper(39).toExponential(6); // => "4.339876e-5"
 * responses.quantile(0.975); // => 29
 * ```
 */
export function binomialDistribution(parameters: BinomialParameters): Distribution {
  const { trials, probability } = parameters;
  const doing = "make a binomial distribution";
  if (!(Number.isSafeInteger(trials) && trials >= 0))
    throw wrongParameter(doing, "trials", "a whole number from 0 up", trials);
  if (!(probability >= 0 && probability <= 1))
    throw wrongParameter(doing, "probability", "a number from 0 to 1", probability);
  const rest = 1 - probability;
  return discreteDistribution({
    name: "binomial distribution",
    lowest: probability === 1 ? trials : 0,
    highest: probability === 0 ? 0 : trials,
    mean: trials * probability,
    sd: Math.sqrt(trials * probability * rest),
    logDensity: (k) => binomialLogDensity(k, trials, probability, rest),
    tails: (k) => {
      const { lower, upper } = betaTails(probability, rest, k + 1, trials - k);
      return { lower: upper, upper: lower };
    },
  });
}
