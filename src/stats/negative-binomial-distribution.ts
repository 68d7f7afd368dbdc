import { betaTails } from "./_beta-tails.ts";
import { negativeBinomialLogDensity } from "./_binomial-log-density.ts";
import { wrongParameter } from "./_check.ts";
import { discreteDistribution } from "./_discrete-distribution.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link negativeBinomialDistribution}. */
export interface NegativeBinomialParameters {
  /** The number of successes r at which counting ends; a number from 1e-150 to 1e15, need not be whole. */
  readonly size: number;
  /** The probability of success in each trial, a number of at least 1e-15, up to 1. */
  readonly probability: number;
}

/**
 * Makes the negative binomial distribution: of the number of failures before the r-th success, with mean
 * r (1 − p) / p.
 *
 * P(k) = Γ(r + k) / (Γ(r) k!) pʳ (1 − p)ᵏ; P(X ≤ k) = Iₚ(r, k + 1)
 *
 * Also of a Poisson count whose mean is gamma distributed with shape r and rate α, observed for a time t:
 * p = α / (α + t).
 *
 * @throws RangeError when the size is not a number from 1e-150 to 1e15 or the probability not a number from 1e-15 to 1.
 *
 * @example
 * ```ts
 * import { negativeBinomialDistribution } from "clientele/stats";
 *
 * const purchases = negativeBinomialDistribution({ size: 0.25, probability: 4 / (4 + 39) });
 * purchases.density(0).toFixed(9); // => "0.552265462"
 * purchases.quantile(0.9); // => 8
 * ```
 */
export function negativeBinomialDistribution(parameters: NegativeBinomialParameters): Distribution {
  const { size, probability } = parameters;
  const doing = "make a negative binomial distribution";
  if (!(size >= 1e-150 && size <= 1e15))
    throw wrongParameter(doing, "size", "a number from 1e-150 to 1e15", size);
  if (!(probability >= 1e-15 && probability <= 1))
    throw wrongParameter(doing, "probability", "a number from 1e-15 to 1", probability);
  const rest = 1 - probability;
  const mean = (size * rest) / probability;
  return discreteDistribution({
    name: "negative binomial distribution",
    lowest: 0,
    highest: rest === 0 ? 0 : Number.POSITIVE_INFINITY,
    mean,
    sd: Math.sqrt(mean / probability),
    logDensity: (k) => negativeBinomialLogDensity(k, size, probability, rest),
    tails: (k) => betaTails(probability, rest, size, k + 1),
  });
}
