import { checkPositive, wrongParameter } from "./_check.ts";
import { gammaFamily } from "./_gamma-family.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link gammaDistribution}. */
export interface GammaParameters {
  /** The shape s, a positive number of at least 1e-150. */
  readonly shape: number;
  /**
   * The rate, 1 / scale; a positive number.
   *
   * @defaultValue 1
   */
  readonly rate?: number | undefined;
}

/**
 * Makes the gamma distribution, with mean shape / rate.
 *
 * f(x) = rateˢ xˢ⁻¹ e^(−rate·x) / Γ(s) for x ≥ 0; P(X ≤ x) = P(s, rate·x)
 *
 * @throws RangeError when the shape or the rate is not a positive number, or the shape is below 1e-150.
 *
 * @example
 * ```ts
 * import { gammaDistribution } from "clientele/stats";
 *
 * const transactionRate = gammaDistribution({ shape: 0.243, rate: 4.414 });
 * transactionRate.upper(0.5).toFixed(9); // => "0.012793083"
 * transactionRate.quantile(0.975).toFixed(9); // => "0.382725199"
 * ```
 */
export function gammaDistribution(parameters: GammaParameters): Distribution {
  const { shape, rate = 1 } = parameters;
  const doing = "make a gamma distribution";
  checkPositive(doing, "shape", shape);
  checkPositive(doing, "rate", rate);
  if (shape < 1e-150) throw wrongParameter(doing, "shape", "at least 1e-150", shape);
  return gammaFamily("gamma distribution", shape, rate);
}
