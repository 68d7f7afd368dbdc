import { binomialLogDensity } from "./_binomial-log-density.ts";
import { wrongParameter } from "./_check.ts";
import { discreteDistribution } from "./_discrete-distribution.ts";
import { sumTails } from "./_sum-tails.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link hypergeometricDistribution}. */
export interface HypergeometricParameters {
  /** How many of the population are marked, a whole number from 0 up. */
  readonly marked: number;
  /** How many are not, a whole number from 0 up. */
  readonly unmarked: number;
  /** How many are drawn without putting back, a whole number up to the size of the population. */
  readonly draws: number;
}

/**
 * Makes the hypergeometric distribution: of the number of marked ones among those drawn without putting back.
 *
 * P(k) = C(m, k) C(u, n − k) / C(m + u, n)
 *
 * The density is that of three binomial distributions of one probability (Loader, "Fast and accurate computation of
 * binomial probabilities", 2000). Tails are sums of positive terms outward from k, some ten standard deviations of
 * them at most.
 *
 * @throws RangeError when a parameter is not a whole number from 0 up, or more are drawn than there are.
 *
 * @example
 * ```ts
 * import { hypergeometricDistribution } from "clientele/stats";
 *
 * const lottery = hypergeometricDistribution({ marked: 6, unmarked: 43, draws: 6 });
 * (1 / lottery.density(6)).toFixed(3); // => "13983816.000"
 * lottery.upper(2).toFixed(9); // => "0.018637545"
 * ```
 */
export function hypergeometricDistribution(parameters: HypergeometricParameters): Distribution {
  const { marked, unmarked, draws } = parameters;
  const doing = "make a hypergeometric distribution";
  for (const name of ["marked", "unmarked", "draws"] as const) {
    const value = parameters[name];
    if (!(Number.isSafeInteger(value) && value >= 0))
      throw wrongParameter(doing, name, "a whole number from 0 up", value);
  }
  const size = marked + unmarked;
  if (!Number.isSafeInteger(size)) throw wrongParameter(doing, "the population", "a safe integer", size);
  if (draws > size) throw wrongParameter(doing, "draws", `at most the population of ${size}`, draws);

  const [p, q] = size === 0 ? [0, 1] : [draws / size, (size - draws) / size];
  const share = size === 0 ? 0 : marked / size;
  const logDensity = (k: number): number =>
    binomialLogDensity(k, marked, p, q) +
    binomialLogDensity(draws - k, unmarked, p, q) -
    binomialLogDensity(draws, size, p, q);
  const support = { lowest: Math.max(0, draws - unmarked), highest: Math.min(marked, draws) };
  const mean = draws * share;
  const summable = {
    ...support,
    mean,
    density: (k: number): number => Math.exp(logDensity(k)),
    ratio: (k: number): number => ((marked - k) / (k + 1)) * ((draws - k) / (unmarked - draws + k + 1)),
    logConcave: true,
  };
  return discreteDistribution({
    name: "hypergeometric distribution",
    ...support,
    mean,
    sd: Math.sqrt((mean * (1 - share) * (size - draws)) / Math.max(1, size - 1)),
    logDensity,
    tails: (k) => sumTails(summable, k),
  });
}
