import { findRoot } from "../stats/index.ts";
import { checkPositive, checkWhole, wrongCall } from "./_check-series.ts";
import type { DetectorDirection } from "./detector.ts";
import { likelihoodAllowance } from "./poisson-cusum.ts";
import { latticeRunLength } from "./poisson-run-length.ts";
import { cusumRunLength, ewmaRunLength } from "./run-length.ts";

/** What a detector of normal values is planned from. */
export interface DetectorPlanOptions {
  /** How many values there may be from one false alarm to the next, in the mean; above 1, up to 1e9. */
  readonly averageRunLength: number;
  /**
   * The shift of the mean that is to be found soonest, in standard deviations.
   * @defaultValue `1`
   */
  readonly shift?: number | undefined;
  /**
   * Which changes raise an alarm.
   * @defaultValue `"both"`
   */
  readonly direction?: DetectorDirection | undefined;
}

/** How often a detector errs and how late it is. */
export interface RunLengths {
  /** The mean number of values from one false alarm to the next (ARL₀). */
  readonly falseAlarmEvery: number;
  /** The mean number of values until the shift planned for is found, if it is there from the start (ARL₁). */
  readonly foundAfter: number;
}

/** A CUSUM for {@link createCusum}. */
export interface CusumPlan extends RunLengths {
  /** Half of the shift. */
  readonly allowance: number;
  /** How far a sum may go. */
  readonly limit: number;
  /** Which changes raise an alarm. */
  readonly direction: DetectorDirection;
}

/** Options of {@link planEwma}. */
export interface EwmaPlanOptions extends DetectorPlanOptions {
  /**
   * The weight of the newest value, from 0.005 to 1: small for small shifts.
   * @defaultValue `0.1`
   */
  readonly weight?: number | undefined;
}

/** An EWMA for {@link createEwma}. */
export interface EwmaPlan extends RunLengths {
  /** The weight of the newest value. */
  readonly weight: number;
  /** How far the average may go, in its own standard deviations. */
  readonly limit: number;
  /** Which changes raise an alarm. */
  readonly direction: DetectorDirection;
}

function checkPlan(doing: string, { averageRunLength, shift = 1 }: DetectorPlanOptions): void {
  if (!(averageRunLength > 1 && averageRunLength <= 1e9))
    throw wrongCall(doing, "averageRunLength", "above 1 and up to 1e9", averageRunLength);
  checkPositive(doing, "shift", shift);
}

/** The limit at which the run length is the one wanted. */
function solveLimit(
  doing: string,
  wanted: number,
  lowest: number,
  highest: number,
  runLength: (h: number) => number,
) {
  const off = (limit: number): number => Math.log(runLength(limit)) - Math.log(wanted);
  if (off(lowest) > 0) throw wrongCall(doing, "averageRunLength", `above ${runLength(lowest)}`, wanted);
  return findRoot(off, { lower: lowest, upper: highest, tolerance: 1e-9 }).root;
}

/**
 * Plans a CUSUM: allowance and limit from how often a false alarm may come, and how soon the shift is then found.
 *
 * k = shift/2; h solves ARL₀(k, h) = averageRunLength; see {@link cusumRunLength}
 *
 * @throws RangeError when the run length is not above 1 and up to 1e9, not to be had with that shift, or the shift is not positive
 *
 * @example
 * ```ts
 * import { createCusum, planCusum } from "clientele/trend";
 *
 * const plan = planCusum({ averageRunLength: 365 });
 * [plan.allowance, plan.limit.toFixed(3), plan.foundAfter.toFixed(2)]; // => [0.5, "4.760", "9.90"]
 * createCusum({ ...plan, reference: { mean: 40, sd: 6 } }).limit === plan.limit; // => true
 * ```
 */
export function planCusum(options: DetectorPlanOptions): CusumPlan {
  const doing = "plan a CUSUM";
  checkPlan(doing, options);
  const { averageRunLength, shift = 1, direction = "both" } = options;
  const allowance = shift / 2;
  const run = { allowance, direction };
  const limit = solveLimit(doing, averageRunLength, 1e-6, 50, (h) => cusumRunLength({ ...run, limit: h }));
  const there = direction === "down" ? -shift : shift;
  return Object.freeze({
    allowance,
    limit,
    direction,
    falseAlarmEvery: cusumRunLength({ ...run, limit }),
    foundAfter: cusumRunLength({ ...run, limit, shift: there }),
  });
}

/**
 * Plans an EWMA: the limit from weight and how often a false alarm may come, and how soon the shift is then found.
 *
 * L solves ARL₀(λ, L) = averageRunLength; see {@link ewmaRunLength}
 *
 * @throws RangeError as {@link planCusum}; when the weight is not from 0.005 to 1
 *
 * @example
 * ```ts
 * import { planEwma } from "clientele/trend";
 *
 * const plan = planEwma({ averageRunLength: 500, weight: 0.2 });
 * [plan.limit.toFixed(3), plan.foundAfter.toFixed(2)]; // => ["2.962", "10.54"]
 * ```
 */
export function planEwma(options: EwmaPlanOptions): EwmaPlan {
  const doing = "plan an EWMA";
  checkPlan(doing, options);
  const { averageRunLength, shift = 1, weight = 0.1, direction = "both" } = options;
  const run = { weight, direction };
  const limit = solveLimit(doing, averageRunLength, 1e-6, 8, (l) => ewmaRunLength({ ...run, limit: l }));
  const there = direction === "down" ? -shift : shift;
  return Object.freeze({
    weight,
    limit,
    direction,
    falseAlarmEvery: ewmaRunLength({ ...run, limit }),
    foundAfter: ewmaRunLength({ ...run, limit, shift: there }),
  });
}

/** What a Poisson CUSUM is planned from. */
export interface PoissonPlanOptions {
  /** The mean count of a period without a change. */
  readonly mean: number;
  /** The mean count that is to be found. */
  readonly changed: number;
  /** How many periods there must be from one false alarm to the next, in the mean, at least; above 1, up to 1e9. */
  readonly averageRunLength: number;
}

/** A Poisson CUSUM for {@link createPoissonCusum}. */
export interface PoissonCusumPlan extends RunLengths {
  /** The mean without a change. */
  readonly mean: number;
  /** The mean to be found. */
  readonly changed: number;
  /** What each period is let have. */
  readonly allowance: number;
  /** How far the sum may go. */
  readonly limit: number;
}

/** Of the allowance the lattice keeps at least this many steps. */
const FINENESS = 20;

/**
 * Plans a Poisson CUSUM: allowance and limit from the two means and how often a false alarm may come.
 *
 * k ≈ (μ₁ − μ₀)/ln(μ₁/μ₀) on a lattice of 1, ½, ⅕, ⅒ … with at least 20 steps to k; h the least of its steps with
 * ARL₀ ≥ averageRunLength, exactly
 *
 * @throws RangeError when a mean is not positive, the means are equal or so close that the sum would need over 1,500 steps, or the
 *   run length is not above 1 and up to 1e9
 *
 * @example
 * ```ts
 * import { planPoissonCusum } from "clientele/trend";
 *
 * const complaints = planPoissonCusum({ mean: 2, changed: 4, averageRunLength: 365 });
 * [complaints.allowance, complaints.limit]; // => [2.9, 5.8]
 * [complaints.falseAlarmEvery.toFixed(1), complaints.foundAfter.toFixed(2)]; // => ["373.9", "6.05"]
 * ```
 */
export function planPoissonCusum(options: PoissonPlanOptions): PoissonCusumPlan {
  const doing = "plan a Poisson CUSUM";
  const { mean, changed, averageRunLength } = options;
  checkPositive(doing, "mean", mean);
  checkPositive(doing, "changed", changed);
  if (mean === changed) throw wrongCall(doing, "changed", `another than the mean ${mean}`, changed);
  checkPlan(doing, { averageRunLength });
  const [low, high] = [Math.min(mean, changed), Math.max(mean, changed)];
  const best = likelihoodAllowance(mean, changed);
  let steps = 1;
  for (let at = 0; best * steps < FINENESS || !fits(best, steps, low, high); at++)
    steps *= at % 3 === 1 ? 2.5 : 2;
  checkWhole(doing, "the steps of the lattice", steps, 1);
  const allowance = Math.round(best * steps);
  const direction = changed > mean ? "up" : "down";
  const runLength = (size: number, of: number): number =>
    latticeRunLength(of, allowance, size, steps, direction);
  let [below, enough] = [0, 16];
  while (runLength(enough, mean) < averageRunLength) {
    below = enough;
    enough *= 2;
    if (enough > 1500)
      throw wrongCall(doing, "changed", "further from the mean, for so long a run length", changed);
  }
  while (enough - below > 1) {
    const middle = (below + enough) >> 1;
    if (runLength(middle, mean) >= averageRunLength) enough = middle;
    else below = middle;
  }
  return Object.freeze({
    mean,
    changed,
    allowance: allowance / steps,
    limit: enough / steps,
    falseAlarmEvery: runLength(enough, mean),
    foundAfter: runLength(enough, changed),
  });
}

/** Whether the allowance, rounded to the lattice, is still between the means. */
function fits(best: number, steps: number, low: number, high: number): boolean {
  const rounded = Math.round(best * steps) / steps;
  return rounded > low && rounded < high;
}
