import { wrongParameter } from "./_check.ts";
import { testedResult } from "./_result.ts";
import { checkPValues } from "./adjust-p-values.ts";
import { gammaQ } from "./gamma-p.ts";
import { normalDistribution } from "./normal-distribution.ts";
import type { TestResult } from "./test-result.ts";

/** Options of {@link combinePValues}. */
export interface CombinationOptions {
  /**
   * Fisher's sum of logarithms, which a single tiny value can carry, or Stouffer's sum of normal quantiles, in which all
   * count.
   * @defaultValue `"fisher"`
   */
  readonly method?: "fisher" | "stouffer" | undefined;
  /**
   * Of Stouffer's method: the weight of each value, above 0.
   * @defaultValue all equal
   */
  readonly weights?: readonly number[] | undefined;
}

/**
 * Combines p values of independent tests of one hypothesis into one.
 *
 * Fisher: −2 Σ ln pᵢ is χ² of 2m degrees of freedom; Stouffer: Σ wᵢ zᵢ / √Σ wᵢ² with zᵢ = Φ⁻¹(1 − pᵢ) is standard normal
 *
 * Fisher (1932); Stouffer (1949). The values must be one-sided in one direction for Stouffer to speak of a direction.
 * With the method of Fisher n is the number of p values, as it is with the other.
 *
 * @throws RangeError when there is no value, one is not a number above 0 and up to 1 (below 1 for Stouffer), or the weights do
 *   not match.
 *
 * @example
 * ```ts
 * import { combinePValues } from "clientele/stats";
 *
 * combinePValues([0.1, 0.2, 0.3]).p.toFixed(6); // => "0.115216"
 * combinePValues([0.1, 0.2, 0.3], { method: "stouffer" }).p.toFixed(6); // => "0.063185"
 * ```
 */
export function combinePValues(ps: ArrayLike<number>, options: CombinationOptions = {}): TestResult {
  const doing = "combine p values";
  const { method = "fisher", weights } = options;
  if (method !== "fisher" && method !== "stouffer")
    throw wrongParameter(doing, "method", "fisher or stouffer", method);
  const values = checkPValues(doing, ps);
  if (values.length === 0) throw wrongParameter(doing, "p values", "at least one number", values);
  values.forEach((p, i) => {
    if (p === 0 || (p === 1 && method === "stouffer"))
      throw wrongParameter(doing, `p value ${i}`, "strictly inside its range", p);
  });
  if (weights !== undefined && (method === "fisher" || weights.length !== values.length))
    throw wrongParameter(doing, "weights", "one for each p value of Stouffer's method", weights);
  weights?.forEach((weight, i) => {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
      throw wrongParameter(doing, `weight ${i}`, "a positive number", weight);
  });
  const normal = normalDistribution();
  const fisher = method === "fisher";
  const z = (): number => {
    // Relative to the largest weight, so that no square leaves the doubles.
    const largest = weights?.reduce((top, weight) => Math.max(top, weight), 0) ?? 1;
    let [sum, squares] = [0, 0];
    for (const [i, p] of values.entries()) {
      const weight = (weights?.[i] ?? 1) / largest;
      sum += weight * normal.upperQuantile(p);
      squares += weight * weight;
    }
    return sum / Math.sqrt(squares);
  };
  const statistic = fisher ? values.reduce((sum, p) => sum - 2 * Math.log(p), 0) : z();
  return testedResult<TestResult>({
    method: fisher ? "Fisher's combination" : "Stouffer's combination",
    statistic,
    df: fisher ? 2 * values.length : undefined,
    p: fisher ? gammaQ(statistic / 2, values.length) : normal.upper(statistic),
    n: values.length,
    alternative: undefined,
    estimate: undefined,
    interval: undefined,
    effectSize: undefined,
  });
}
