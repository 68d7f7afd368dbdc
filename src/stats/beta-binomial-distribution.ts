import { negativeBinomialLogDensity } from "./_binomial-log-density.ts";
import { checkPositive, wrongParameter } from "./_check.ts";
import { discreteDistribution } from "./_discrete-distribution.ts";
import { sumTails } from "./_sum-tails.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link betaBinomialDistribution}. */
export interface BetaBinomialParameters {
  /** How many trials, a whole number from 0 up (a safe integer). */
  readonly trials: number;
  /** The first shape of the beta distribution of the probability, a positive number from 1e-100 to 1e100. */
  readonly a: number;
  /** The second shape, a positive number from 1e-100 to 1e100. */
  readonly b: number;
}

/**
 * Makes the beta-binomial distribution: of the number of successes in trials of one probability that is itself beta
 * distributed.
 *
 * P(k) = C(n, k) B(k + a, n − k + b) / B(a, b)
 *
 * The density is that of three negative binomial distributions of one probability, so that no large logarithms cancel.
 * Tails are sums of positive terms; their time grows with the standard deviation, and with the number of trials where
 * a shape is below 1, because the density may then rise towards both ends.
 *
 * @throws RangeError when the trials are not a whole number from 0 up or a shape is not a number from 1e-100 to 1e100.
 *
 * @example
 * ```ts
 * import { betaBinomialDistribution } from "clientele/stats";
 *
 * const donations = betaBinomialDistribution({ trials: 6, a: 1.204, b: 0.75 });
 * donations.density(0).toFixed(9); // => "0.078968428"
 * betaBinomialDistribution({ trials: 4, a: 1, b: 1 }).density(2).toFixed(12); // => "0.200000000000"
 * ```
 */
export function betaBinomialDistribution(parameters: BetaBinomialParameters): Distribution {
  const { trials, a, b } = parameters;
  const doing = "make a beta-binomial distribution";
  if (!(Number.isSafeInteger(trials) && trials >= 0))
    throw wrongParameter(doing, "trials", "a whole number from 0 up", trials);
  for (const [name, shape] of [["a", a] as const, ["b", b] as const]) {
    checkPositive(doing, name, shape);
    if (shape < 1e-100 || shape > 1e100)
      throw wrongParameter(doing, name, "a number from 1e-100 to 1e100", shape);
  }
  const sum = a + b;
  const p = sum / (trials + sum);
  const q = trials / (trials + sum);
  const logDensity = (k: number): number =>
    negativeBinomialLogDensity(k, a, p, q) +
    negativeBinomialLogDensity(trials - k, b, p, q) -
    negativeBinomialLogDensity(trials, sum, p, q);
  const support = { lowest: 0, highest: trials };
  const mean = trials * (a / sum);
  const summable = {
    ...support,
    mean,
    density: (k: number): number => Math.exp(logDensity(k)),
    ratio: (k: number): number => ((trials - k) / (k + 1)) * ((k + a) / (trials - k - 1 + b)),
    logConcave: a >= 1 && b >= 1,
  };
  return discreteDistribution({
    name: "beta-binomial distribution",
    ...support,
    mean,
    sd: Math.sqrt(mean * (b / sum) * ((sum + trials) / (sum + 1))),
    logDensity,
    tails: (k) => sumTails(summable, k),
  });
}
