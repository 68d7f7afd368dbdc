import { betaTailsOfOdds, logBetaKernelOfOdds } from "./_beta-odds.ts";
import { checkPositive, wrongParameter } from "./_check.ts";
import { continuousDistribution } from "./_continuous-distribution.ts";
import { betaQuantile } from "./beta-p-inverse.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link fDistribution}. */
export interface FParameters {
  /** The degrees of freedom d₁ of the numerator, a number from 1e-100 to 1e100; need not be whole. */
  readonly df1: number;
  /** The degrees of freedom d₂ of the denominator, a number from 1e-100 to 1e100; need not be whole. */
  readonly df2: number;
}

/**
 * Makes Fisher's F distribution: of the quotient of two chi-square variates, each divided by its degrees of freedom.
 *
 * f(x) = uᵃ (1 − u)ᵇ / (x B(a, b)) with a = d₁/2, b = d₂/2, u = d₁x/(d₁x + d₂); P(X ≤ x) = I_u(a, b)
 *
 * @throws RangeError when degrees of freedom are not a number from 1e-100 to 1e100.
 *
 * @example
 * ```ts
 * import { fDistribution } from "clientele/stats";
 *
 * fDistribution({ df1: 5, df2: 2 }).upperQuantile(0.05).toFixed(9); // => "19.296409652"
 * fDistribution({ df1: 3, df2: 40 }).upper(60).toExponential(6); // => "7.285031e-15"
 * ```
 */
export function fDistribution(parameters: FParameters): Distribution {
  const { df1, df2 } = parameters;
  const doing = "make an F distribution";
  for (const [name, df] of [["df1", df1] as const, ["df2", df2] as const]) {
    checkPositive(doing, name, df);
    if (df < 1e-100 || df > 1e100) throw wrongParameter(doing, name, "a number from 1e-100 to 1e100", df);
  }
  const [a, b] = [df1 / 2, df2 / 2];
  const logRatio = Math.log(df1) - Math.log(df2);

  /** d₁x / d₂, which is the odds of a beta variate of shapes d₁/2 and d₂/2, and its logarithm. */
  const oddsOf = (x: number): [number, number] => [(df1 / df2) * x, Math.log(x) + logRatio];

  return continuousDistribution({
    name: "F distribution",
    lowest: 0,
    highest: Number.POSITIVE_INFINITY,
    logDensity: (x) => {
      // With d₁ = 2 the density at 0 is 1, whatever d₂.
      if (x === 0) return df1 === 2 ? 0 : (2 - df1) * Number.POSITIVE_INFINITY;
      return logBetaKernelOfOdds(...oddsOf(x), a, b) - Math.log(x);
    },
    tails: (x) => (x === 0 ? { lower: 0, upper: 1 } : betaTailsOfOdds(...oddsOf(x), a, b)),
    quantile: (lower, upper) => (df2 / df1) * betaQuantile(lower, upper, a, b).odds,
  });
}
