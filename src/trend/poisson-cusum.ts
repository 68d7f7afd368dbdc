import { checkPositive, wrongCall } from "./_check-series.ts";
import { checkValue } from "./_reference.ts";
import type { DetectorStep } from "./detector.ts";

/** Options of {@link createPoissonCusum}. */
export interface PoissonCusumOptions {
  /** The mean count of one period, or of one unit of exposure, without a change. */
  readonly mean: number;
  /** The mean count that is to be found: above `mean` for a rise, below it for a fall. */
  readonly changed: number;
  /** How far the sum may go, as a count; {@link planPoissonCusum} finds it from how often a false alarm may come. */
  readonly limit: number;
  /**
   * What each period is expected to have, between the two means.
   * @defaultValue (changed − mean) / ln(changed / mean), best for telling the two apart
   */
  readonly allowance?: number | undefined;
}

/** A Poisson CUSUM between two counts: plain, JSON-safe. */
export interface PoissonCusumState {
  /** Which detector it is. */
  readonly detector: "poisson-cusum";
  /** What each period is let have. */
  readonly allowance: number;
  /** How far the sum may go. */
  readonly limit: number;
  /** Which change it looks for. */
  readonly direction: "up" | "down";
  /** How many counts have been seen. */
  readonly seen: number;
  /** The sum. */
  readonly sum: number;
  /** The count with which the sum began to build up. */
  readonly since: number;
}

/**
 * Makes a detector of a lasting rise or fall of counts, such as complaints of a day or orders of a week; one for each side. See
 * {@link updatePoissonCusum}.
 *
 * @throws RangeError when a mean or the limit is not positive, the means are equal, or the allowance is not between them
 *
 * @example
 * ```ts
 * import { createPoissonCusum } from "clientele/trend";
 *
 * createPoissonCusum({ mean: 2, changed: 4, limit: 5 }).allowance.toFixed(4); // => "2.8854"
 * createPoissonCusum({ mean: 2, changed: 1, limit: 5 }).direction; // => "down"
 * ```
 */
export function createPoissonCusum(options: PoissonCusumOptions): PoissonCusumState {
  const doing = "make a Poisson CUSUM detector";
  const { mean, changed, limit } = options;
  checkPositive(doing, "mean", mean);
  checkPositive(doing, "changed", changed);
  checkPositive(doing, "limit", limit);
  if (mean === changed) throw wrongCall(doing, "changed", `another than the mean ${mean}`, changed);
  const { allowance = likelihoodAllowance(mean, changed) } = options;
  if (!(allowance > Math.min(mean, changed) && allowance < Math.max(mean, changed)))
    throw wrongCall(
      doing,
      "allowance",
      `between ${Math.min(mean, changed)} and ${Math.max(mean, changed)}`,
      allowance,
    );
  const direction = changed > mean ? "up" : "down";
  return Object.freeze({ detector: "poisson-cusum", allowance, limit, direction, seen: 0, sum: 0, since: 0 });
}

/** The count for which both means are equally likely (Lucas 1985). */
export function likelihoodAllowance(mean: number, changed: number): number {
  return (changed - mean) / Math.log(changed / mean);
}

/** A sum of steps that reaches its limit but for rounding has reached it. */
const ROUNDING = 1e-9;

/**
 * Takes the count of one period into a Poisson CUSUM.
 *
 * S = max(0, S ± (x − k e)), + for a rise, − for a fall; alarm when S ≥ h, whereupon S begins anew at 0
 *
 * @param count - a whole number from 0 up
 * @param exposure - how much the period counts, 1 by default: its days, customers or units sold in units of the mean's
 * @throws RangeError when the count is no whole number from 0 up or the exposure is not positive
 *
 * @see Lucas (1985), Counted data CUSUM's
 *
 * @example
 * ```ts
 * import { createPoissonCusum, runDetector, updatePoissonCusum } from "clientele/trend";
 *
 * const made = createPoissonCusum({ mean: 2, changed: 4, limit: 5, allowance: 3 });
 * runDetector(updatePoissonCusum, made, [1, 3, 2, 5, 4, 6]).alarms; // => [{ at: 5, direction: "up", since: 3, statistic: 6, limit: 5 }]
 * ```
 */
export function updatePoissonCusum(
  state: PoissonCusumState,
  count: number,
  exposure = 1,
): DetectorStep<PoissonCusumState> {
  checkValue("a Poisson CUSUM", count);
  const doing = "update a Poisson CUSUM";
  if (!(Number.isSafeInteger(count) && count >= 0))
    throw wrongCall(doing, "the count", "a whole number from 0 up", count);
  checkPositive(doing, "the exposure", exposure);
  const { allowance, limit, direction, seen } = state;
  const excess = count - allowance * exposure;
  const sum = Math.max(0, state.sum + (direction === "up" ? excess : -excess));
  if (sum >= limit - ROUNDING) {
    return {
      state: { ...state, seen: seen + 1, sum: 0, since: seen + 1 },
      alarm: { at: seen, direction, since: state.since, statistic: sum, limit },
    };
  }
  return {
    // Written out: to copy by spread takes several times as long.
    state: {
      detector: "poisson-cusum",
      allowance,
      limit,
      direction,
      seen: seen + 1,
      sum,
      since: sum > ROUNDING ? state.since : seen + 1,
    },
  };
}
