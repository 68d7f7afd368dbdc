import { poissonDistribution } from "../stats/index.ts";
import { checkPositive, wrongCall } from "./_check-series.ts";
import { meanTimes } from "./_mean-times.ts";

/** What the mean run length of a Poisson CUSUM depends on. */
export interface PoissonRunOptions {
  /** The mean count of a period as it is: the one without a change for the time between false alarms. */
  readonly mean: number;
  /** What each period is let have; with the limit a multiple of one step 1/r, r a whole number up to 1,000. */
  readonly allowance: number;
  /** How far the sum may go, as a count; at most 1,500 steps. */
  readonly limit: number;
  /** Which change it looks for. */
  readonly direction: "up" | "down";
}

/**
 * The mean number of periods until a Poisson CUSUM raises an alarm, begun at 0; exact, as the sum moves on a lattice.
 *
 * L(i) = 1 + Σₓ P(x) L(max(0, i ± (x r − k r))) over the sums i/r below h
 *
 * @throws RangeError when a mean or limit is not positive, or allowance and limit are no multiples of one step
 *
 * @see Brook and Evans (1972), An approach to the probability distribution of cusum run length; Lucas (1985)
 *
 * @example
 * ```ts
 * import { poissonCusumRunLength } from "clientele/trend";
 *
 * const chart = { allowance: 3, limit: 5, direction: "up" } as const;
 * poissonCusumRunLength({ ...chart, mean: 2 }).toFixed(2); // => "188.49"
 * poissonCusumRunLength({ ...chart, mean: 4 }).toFixed(2); // => "5.20"
 * ```
 */
export function poissonCusumRunLength(options: PoissonRunOptions): number {
  const doing = "compute a run length";
  const { mean, allowance, limit, direction } = options;
  checkPositive(doing, "mean", mean);
  checkPositive(doing, "allowance", allowance);
  checkPositive(doing, "limit", limit);
  if (direction !== "up" && direction !== "down")
    throw wrongCall(doing, "direction", "up or down", direction);
  const steps = latticeOf(allowance, limit);
  if (steps === undefined)
    throw wrongCall(doing, "allowance and limit", "multiples of one step of at least 0.001", [
      allowance,
      limit,
    ]);
  const size = Math.round(limit * steps);
  if (size > 1500) throw wrongCall(doing, "the number of steps to the limit", "at most 1500", size);
  return latticeRunLength(mean, Math.round(allowance * steps), size, steps, direction);
}

/** How many steps make 1, so that both are whole numbers of them. */
function latticeOf(allowance: number, limit: number): number | undefined {
  const whole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-9 * Math.max(1, x);
  for (let steps = 1; steps <= 1000; steps++) {
    if (whole(allowance * steps) && whole(limit * steps)) return steps;
  }
  return undefined;
}

/** The same in steps: allowance and limit are whole numbers of them, `steps` of them make a count of 1. */
export function latticeRunLength(
  mean: number,
  allowance: number,
  size: number,
  steps: number,
  direction: "up" | "down",
): number {
  const law = poissonDistribution({ mean });
  const stay = new Float64Array(size * size);
  const leave = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (direction === "up") {
      // x counts move the sum to i + x·steps − allowance: to 0 if that is below, out if it reaches the limit.
      const toZero = Math.floor((allowance - i) / steps);
      stay[i * size] = toZero >= 0 ? law.lower(toZero) : 0;
      const beyond = Math.ceil((size + allowance - i) / steps);
      for (let x = Math.max(0, toZero + 1); x < beyond; x++)
        stay[i * size + i + x * steps - allowance]! += law.density(x);
      leave[i] = beyond <= 0 ? 1 : law.upper(beyond - 1);
    } else {
      // x counts move the sum to i + allowance − x·steps.
      const beyond = Math.floor((i + allowance - size) / steps);
      leave[i] = beyond >= 0 ? law.lower(beyond) : 0;
      const toZero = Math.ceil((i + allowance) / steps);
      for (let x = Math.max(0, beyond + 1); x < toZero; x++)
        stay[i * size + i + allowance - x * steps]! += law.density(x);
      stay[i * size]! += toZero <= 0 ? 1 : law.upper(toZero - 1);
    }
  }
  return meanTimes(stay, leave)[0]!;
}
