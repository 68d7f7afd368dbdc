import { wrongParameter } from "./_check.ts";
import { checkAlternative, checkShare } from "./_result.ts";
import { normalDistribution } from "./normal-distribution.ts";
import type { Alternative } from "./test-result.ts";

/** The two proportions a trial is meant to tell apart. */
export interface PlannedProportions {
  /** The proportion without the action, between 0 and 1. */
  readonly baseline: number;
  /** The proportion with it, between 0 and 1. */
  readonly target: number;
}

/** Options of {@link planProportionTest}. */
export interface ProportionPlanOptions {
  /**
   * The wanted chance to notice the difference.
   * @defaultValue `0.8`
   */
  readonly power?: number | undefined;
  /**
   * The level of the test.
   * @defaultValue `0.05`
   */
  readonly significance?: number | undefined;
  /**
   * One-sided plans take the side of the target.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
}

/** Options of {@link computeProportionPower}. */
export interface ProportionPowerOptions extends Omit<ProportionPlanOptions, "power"> {
  /** How many there are in each group, a positive number. */
  readonly perGroup: number;
}

/** A sample size. */
export interface ProportionPlan {
  /** How many are needed in each group. */
  readonly perGroup: number;
  /** The same before rounding up. */
  readonly exact: number;
}

/**
 * Plans how many are needed in each of two equal groups to tell two proportions apart.
 *
 * n = ((z_α √(2 p̄ q̄) + z_β √(p₁q₁ + p₂q₂)) / (p₁ − p₂))², z_α for half the level when two-sided
 *
 * Fleiss, Levin and Paik (2003), without continuity correction; the formula of R's `power.prop.test`. It is for the X² test
 * ({@link testIndependence}); the chance to be significant on the wrong side is not counted.
 *
 * @throws RangeError when a proportion, the power or the level is not between 0 and 1, the proportions are equal, a one-sided
 *   alternative points away from the target, or the level is above the power.
 *
 * @example
 * ```ts
 * import { planProportionTest } from "clientele/stats";
 *
 * planProportionTest({ baseline: 0.1, target: 0.12 }).perGroup; // => 3841
 * ```
 */
export function planProportionTest(
  proportions: PlannedProportions,
  options: ProportionPlanOptions = {},
): ProportionPlan {
  const doing = "plan a test of proportions";
  const { difference, spread, together, z } = prepare(doing, proportions, options);
  const { power = 0.8, significance = 0.05 } = options;
  checkShare(doing, "power", power);
  if (power <= significance)
    throw wrongParameter(doing, "power", `above the level of ${significance}`, power);
  const exact = ((z * together + normalDistribution().quantile(power) * spread) / difference) ** 2;
  return Object.freeze({ perGroup: Math.ceil(exact), exact });
}

/**
 * Computes the chance that a test of two equal groups notices the difference of two proportions.
 *
 * Φ((√n |p₁ − p₂| − z_α √(2 p̄ q̄)) / √(p₁q₁ + p₂q₂)), the inverse of {@link planProportionTest}
 *
 * @throws RangeError as {@link planProportionTest}, and when the group size is not a positive number.
 *
 * @example
 * ```ts
 * import { computeProportionPower } from "clientele/stats";
 *
 * computeProportionPower({ baseline: 0.5, target: 0.75 }, { perGroup: 50 }).toFixed(7); // => "0.7401659"
 * ```
 */
export function computeProportionPower(
  proportions: PlannedProportions,
  options: ProportionPowerOptions,
): number {
  const doing = "compute the power of a test of proportions";
  const { difference, spread, together, z } = prepare(doing, proportions, options);
  const { perGroup } = options;
  if (!(perGroup > 0 && perGroup < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "perGroup", "a positive number", perGroup);
  return normalDistribution().lower((Math.sqrt(perGroup) * Math.abs(difference) - z * together) / spread);
}

function prepare(
  doing: string,
  { baseline, target }: PlannedProportions,
  options: { significance?: number | undefined; alternative?: Alternative | undefined },
): { difference: number; spread: number; together: number; z: number } {
  checkShare(doing, "baseline", baseline);
  checkShare(doing, "target", target);
  if (baseline === target)
    throw wrongParameter(doing, "target", `other than the baseline of ${baseline}`, target);
  const alternative = checkAlternative(doing, options.alternative);
  if (alternative !== "two-sided" && (alternative === "greater") !== target > baseline)
    throw wrongParameter(doing, "alternative", "on the side of the target", alternative);
  const level = checkShare(doing, "significance", options.significance ?? 0.05);
  const mean = (baseline + target) / 2;
  return {
    difference: target - baseline,
    spread: Math.sqrt(baseline * (1 - baseline) + target * (1 - target)),
    together: Math.sqrt(2 * mean * (1 - mean)),
    z: normalDistribution().upperQuantile(alternative === "two-sided" ? level / 2 : level),
  };
}
