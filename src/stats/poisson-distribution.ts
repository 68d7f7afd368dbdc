import { wrongParameter } from "./_check.ts";
import { deviance } from "./_deviance.ts";
import { discreteDistribution } from "./_discrete-distribution.ts";
import { gammaTails } from "./_gamma-tails.ts";
import { logModalKernel } from "./_modal-kernel.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link poissonDistribution}. */
export interface PoissonParameters {
  /** The mean, a number from 0 to 1e15. */
  readonly mean: number;
}

/**
 * Makes the Poisson distribution: how many events happen when `mean` are expected.
 *
 * P(k) = e^(−mean) meanᵏ / k!; P(X ≤ k) = Q(k + 1, mean)
 *
 * The density has no cancelling logarithms (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 *
 * @throws RangeError when the mean is not a number from 0 to 1e15.
 *
 * @example
 * ```ts
 * import { poissonDistribution } from "clientele/stats";
 *
 * const { density, upper, quantile } = poissonDistribution({ mean: 3 });
 * density(0) === Math.exp(-3); // => true
 * upper(60).toExponential(6); // => "1.310782e-56"
 * quantile(0.5); // => 3
 * ```
 */
export function poissonDistribution(parameters: PoissonParameters): Distribution {
  const { mean } = parameters;
  if (!(mean >= 0 && mean <= 1e15))
    throw wrongParameter("make a Poisson distribution", "mean", "a number from 0 to 1e15", mean);
  return discreteDistribution({
    name: "Poisson distribution",
    lowest: 0,
    highest: mean === 0 ? 0 : Number.POSITIVE_INFINITY,
    mean,
    sd: Math.sqrt(mean),
    logDensity: (k) => (k === 0 ? -mean : logModalKernel(k) - deviance(k, mean) - Math.log(k)),
    tails: (k) => {
      const { lower, upper } = gammaTails(mean, k + 1);
      return { lower: upper, upper: lower };
    },
  });
}
