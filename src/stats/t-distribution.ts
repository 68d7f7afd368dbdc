import { betaTailsOfOdds, logBetaKernelOfOdds } from "./_beta-odds.ts";
import { checkPositive, wrongParameter } from "./_check.ts";
import { continuousDistribution } from "./_continuous-distribution.ts";
import { betaQuantile } from "./beta-p-inverse.ts";
import type { Distribution } from "./distribution.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";

/** The parameters of {@link tDistribution}. */
export interface TParameters {
  /** The degrees of freedom ν, a number from 1e-100 to 1e100; need not be whole. */
  readonly df: number;
}

/**
 * Makes Student's t distribution.
 *
 * f(t) = (1 + t²/ν)^(−(ν + 1)/2) / (√ν B(½, ν/2)); P(|T| > t) = I_{ν/(ν + t²)}(ν/2, ½)
 *
 * @throws RangeError when the degrees of freedom are not a number from 1e-100 to 1e100.
 *
 * @example
 * ```ts
 * import { tDistribution } from "clientele/stats";
 *
 * tDistribution({ df: 3.5 }).upperQuantile(0.025).toFixed(9); // => "2.940088638"
 * (2 * tDistribution({ df: 8 }).upper(2.5)).toFixed(9); // => "0.036942038"
 * ```
 */
export function tDistribution(parameters: TParameters): Distribution {
  const { df } = parameters;
  const doing = "make a t distribution";
  checkPositive(doing, "df", df);
  if (df < 1e-100 || df > 1e100) throw wrongParameter(doing, "df", "a number from 1e-100 to 1e100", df);
  const half = df / 2;
  const logDf = Math.log(df);
  const logPeak = lnRisingFactorial(half, 0.5) - 0.5 * Math.log(Math.PI * df); // Γ(ν/2 + ½) / (Γ(ν/2) √(πν))

  /** t² / ν, which is the odds of a beta variate of shapes ½ and ν/2, and its logarithm. */
  const oddsOf = (t: number): [number, number] => [(t / df) * t, 2 * Math.log(Math.abs(t)) - logDf];

  return continuousDistribution({
    name: "t distribution",
    lowest: Number.NEGATIVE_INFINITY,
    highest: Number.POSITIVE_INFINITY,
    logDensity: (t) => {
      const [odds, logOdds] = oddsOf(t);
      if (odds < 1) return logPeak - (half + 0.5) * Math.log1p(odds);
      return logBetaKernelOfOdds(odds, logOdds, 0.5, half) - Math.log(Math.abs(t));
    },
    tails: (t) => {
      if (t === 0) return { lower: 0.5, upper: 0.5 };
      const [odds, logOdds] = oddsOf(t);
      const { upper: outside, lower: inside } = betaTailsOfOdds(odds, logOdds, 0.5, half);
      const tail = 0.5 * outside;
      // Near 0 the other tail is ½ and a little, and not 1 and a lot less.
      const rest = inside < 0.5 ? 0.5 + 0.5 * inside : 1 - tail;
      return t < 0 ? { lower: tail, upper: rest } : { lower: rest, upper: tail };
    },
    quantile: (lower, upper) => {
      const tail = Math.min(lower, upper);
      const { odds } = betaQuantile(1 - 2 * tail, 2 * tail, 0.5, half);
      const t = Math.sqrt(odds) * Math.sqrt(df);
      return lower < upper ? -t : t;
    },
  });
}
