import { checkPositive, wrongParameter } from "./_check.ts";
import { gammaFamily } from "./_gamma-family.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link chiSquareDistribution}. */
export interface ChiSquareParameters {
  /** The degrees of freedom, a positive number of at least 1e-149; need not be whole. */
  readonly df: number;
}

/**
 * Makes the chi-square distribution: of the sum of df squares of standard normal variates.
 *
 * The gamma distribution of shape df/2 and rate ½; P(X > x) = Q(df/2, x/2)
 *
 * @throws RangeError when the degrees of freedom are not a positive number of at least 1e-149.
 *
 * @example
 * ```ts
 * import { chiSquareDistribution } from "clientele/stats";
 *
 * chiSquareDistribution({ df: 1 }).upperQuantile(0.05).toFixed(9); // => "3.841458821"
 * chiSquareDistribution({ df: 4 }).upper(1000).toExponential(6); // => "3.569413e-215"
 * ```
 */
export function chiSquareDistribution(parameters: ChiSquareParameters): Distribution {
  const doing = "make a chi-square distribution";
  checkPositive(doing, "df", parameters.df);
  if (parameters.df < 1e-149) throw wrongParameter(doing, "df", "at least 1e-149", parameters.df);
  return gammaFamily("chi-square distribution", parameters.df / 2, 0.5);
}
