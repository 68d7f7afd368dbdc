import { checkNotNegative, checkPositive, wrongCall } from "./_check-series.ts";
import {
  type Baseline,
  checkDirection,
  checkValue,
  createBaseline,
  type ReferenceOptions,
  renewBaseline,
  standardise,
} from "./_reference.ts";
import type { DetectorAlarm, DetectorDirection, DetectorStep } from "./detector.ts";

/** Options of {@link createCusum}. */
export interface CusumOptions extends ReferenceOptions {
  /**
   * What of each deviation is let pass, in standard deviations: half of the shift to be found.
   * @defaultValue `0.5`
   */
  readonly allowance?: number | undefined;
  /**
   * How far the sum may go, in standard deviations; {@link planCusum} finds it from how often a false alarm may come.
   * @defaultValue `5`, with which one comes every 465 values
   */
  readonly limit?: number | undefined;
  /**
   * Where the sums begin, below the limit, so that a change that is there from the start is found sooner (Lucas and Crosier 1982).
   * @defaultValue `0`
   */
  readonly headStart?: number | undefined;
}

/** A CUSUM detector between two values: plain, frozen, JSON-safe. */
export interface CusumState {
  /** Which detector it is. */
  readonly detector: "cusum";
  /** What of each deviation is let pass. */
  readonly allowance: number;
  /** How far a sum may go. */
  readonly limit: number;
  /** Where the sums begin. */
  readonly headStart: number;
  /** Which changes raise an alarm. */
  readonly direction: DetectorDirection;
  /** What it knows of the stream without a change. */
  readonly baseline: Baseline;
  /** How many values have been seen. */
  readonly seen: number;
  /** The sum of deviations upwards, in standard deviations. */
  readonly up: number;
  /** The sum of deviations downwards. */
  readonly down: number;
  /** The value with which the sum upwards began to build up. */
  readonly upSince: number;
  /** The value with which the sum downwards began to build up. */
  readonly downSince: number;
}

/**
 * Makes a detector of lasting shifts of the mean by cumulative sums (Page 1954), on both sides; see {@link updateCusum}.
 *
 * @throws RangeError when the allowance is negative, the limit is not positive, the head start is not below it, or the
 *   reference is no mean with a positive standard deviation
 *
 * @example
 * ```ts
 * import { createCusum } from "clientele/trend";
 *
 * const { allowance, limit, direction } = createCusum();
 * [allowance, limit, direction]; // => [0.5, 5, "both"]
 * createCusum({ limit: 0 }); // throws limit must be a positive number, got 0
 * ```
 */
export function createCusum(options: CusumOptions = {}): CusumState {
  const doing = "make a CUSUM detector";
  const { allowance = 0.5, limit = 5, headStart = 0 } = options;
  checkNotNegative(doing, "allowance", allowance);
  checkPositive(doing, "limit", limit);
  if (!(headStart >= 0 && headStart < limit))
    throw wrongCall(doing, "headStart", `from 0 to below the limit ${limit}`, headStart);
  return Object.freeze({
    detector: "cusum",
    allowance,
    limit,
    headStart,
    direction: checkDirection(doing, options.direction),
    baseline: createBaseline(doing, options),
    seen: 0,
    up: headStart,
    down: headStart,
    upSince: 0,
    downSince: 0,
  });
}

/**
 * Takes one value into a CUSUM detector.
 *
 * S⁺ = max(0, S⁺ + z − k), S⁻ = max(0, S⁻ − z − k), z = (x − mean)/sd; alarm when a sum exceeds h
 *
 * The sum of the side that alarms says since when: it has been above 0 from there on. After an alarm both sums begin anew; a
 * learnt reference is learnt anew, as the stream may now be another, and a given one stays.
 *
 * @throws RangeError when the value is not finite
 *
 * @example
 * ```ts
 * import { createCusum, updateCusum } from "clientele/trend";
 *
 * const state = createCusum({ reference: { mean: 10, sd: 2 }, limit: 4 });
 * const { up, down } = updateCusum(state, 13).state;
 * [up, down]; // => [1, 0]
 * updateCusum(state, 1).alarm?.direction; // => undefined
 * updateCusum(updateCusum(state, 1).state, 9).alarm; // => undefined
 * updateCusum(updateCusum(state, 1).state, 8).alarm; // => { at: 1, direction: "down", since: 0, statistic: 4.5, limit: 4 }
 * ```
 */
export function updateCusum(state: CusumState, value: number): DetectorStep<CusumState> {
  checkValue("a CUSUM detector", value);
  const { allowance, limit, headStart, direction, seen } = state;
  const { z, baseline } = standardise(state.baseline, value);
  if (z === undefined)
    return { state: { ...state, baseline, seen: seen + 1, upSince: seen + 1, downSince: seen + 1 } };
  const up = Math.max(0, state.up + z - allowance);
  const down = Math.max(0, state.down - z - allowance);
  const goesUp = up > limit && direction !== "down";
  if (goesUp || (down > limit && direction !== "up")) {
    const alarm: DetectorAlarm = {
      at: seen,
      direction: goesUp ? "up" : "down",
      since: goesUp ? state.upSince : state.downSince,
      statistic: goesUp ? up : down,
      limit,
    };
    const anew = { up: headStart, down: headStart, upSince: seen + 1, downSince: seen + 1 };
    return { state: { ...state, baseline: renewBaseline(baseline), seen: seen + 1, ...anew }, alarm };
  }
  return {
    // Written out: to copy by spread takes several times as long.
    state: {
      detector: "cusum",
      allowance,
      limit,
      headStart,
      direction,
      baseline,
      seen: seen + 1,
      up,
      down,
      upSince: up > 0 ? state.upSince : seen + 1,
      downSince: down > 0 ? state.downSince : seen + 1,
    },
  };
}
