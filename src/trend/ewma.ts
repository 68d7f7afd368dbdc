import { checkPositive, wrongCall } from "./_check-series.ts";
import {
  type Baseline,
  checkDirection,
  checkValue,
  createBaseline,
  type ReferenceOptions,
  renewBaseline,
  standardise,
} from "./_reference.ts";
import type { DetectorDirection, DetectorStep } from "./detector.ts";

/** Options of {@link createEwma}. */
export interface EwmaOptions extends ReferenceOptions {
  /**
   * The weight λ of the newest value, above 0 and up to 1; with 1 the detector is Shewhart's, which judges each value alone.
   * @defaultValue `0.1`
   */
  readonly weight?: number | undefined;
  /**
   * How far the average may go, in its own standard deviations; {@link planEwma} finds it.
   * @defaultValue `2.814`, with which and the weight 0.1 a false alarm comes every 500 values
   */
  readonly limit?: number | undefined;
}

/** An EWMA detector between two values: plain, JSON-safe. */
export interface EwmaState {
  /** Which detector it is. */
  readonly detector: "ewma";
  /** The weight of the newest value. */
  readonly weight: number;
  /** How far the average may go, in its standard deviations. */
  readonly limit: number;
  /** Which changes raise an alarm. */
  readonly direction: DetectorDirection;
  /** What it knows of the stream without a change. */
  readonly baseline: Baseline;
  /** How many values have been seen. */
  readonly seen: number;
  /** The moving average of the standardised values. */
  readonly average: number;
  /** The value with which the average last came to the side on which it is. */
  readonly since: number;
}

/**
 * Makes a detector of lasting shifts of the mean by an exponentially weighted moving average; see {@link updateEwma}.
 *
 * @throws RangeError when the weight is not above 0 and at most 1, the limit is not positive, or the reference is no mean with a
 *   positive standard deviation
 *
 * @example
 * ```ts
 * import { createEwma } from "clientele/trend";
 *
 * createEwma({ weight: 0.2, limit: 2.962 }).baseline.warmUp; // => 30
 * createEwma({ weight: 0 }); // throws weight must be above 0 and at most 1, got 0
 * ```
 */
export function createEwma(options: EwmaOptions = {}): EwmaState {
  const doing = "make an EWMA detector";
  const { weight = 0.1, limit = 2.814 } = options;
  if (!(weight > 0 && weight <= 1)) throw wrongCall(doing, "weight", "above 0 and at most 1", weight);
  checkPositive(doing, "limit", limit);
  return Object.freeze({
    detector: "ewma",
    weight,
    limit,
    direction: checkDirection(doing, options.direction),
    baseline: createBaseline(doing, options),
    seen: 0,
    average: 0,
    since: 0,
  });
}

/**
 * Takes one value into an EWMA detector.
 *
 * Z = λ z + (1 − λ) Z, z = (x − mean)/sd, from 0; alarm when |Z| > L √(λ/(2 − λ))
 *
 * The limit is that of the long run, for which run lengths are known. After an alarm the average begins anew; a learnt reference
 * is learnt anew, a given one stays.
 *
 * @throws RangeError when the value is not finite
 *
 * @see Roberts (1959), Control chart tests based on geometric moving averages; Lucas and Saccucci (1990)
 *
 * @example
 * ```ts
 * import { createEwma, runDetector, updateEwma } from "clientele/trend";
 *
 * const made = createEwma({ reference: { mean: 0, sd: 1 }, weight: 0.5, limit: 3 });
 * const { alarms } = runDetector(updateEwma, made, [0.2, -0.3, 2.5, 2, 2.4]);
 * alarms.map(({ at, direction, since }) => [at, direction, since]); // => [[4, "up", 2]]
 * ```
 */
export function updateEwma(state: EwmaState, value: number): DetectorStep<EwmaState> {
  checkValue("an EWMA detector", value);
  const { weight, direction, seen } = state;
  const { z, baseline } = standardise(state.baseline, value);
  if (z === undefined) return { state: { ...state, baseline, seen: seen + 1, since: seen + 1 } };
  const average = weight * z + (1 - weight) * state.average;
  const since = average * state.average > 0 ? state.since : seen;
  const limit = state.limit * Math.sqrt(weight / (2 - weight));
  const goesUp = average > limit && direction !== "down";
  if (goesUp || (average < -limit && direction !== "up")) {
    return {
      state: { ...state, baseline: renewBaseline(baseline), seen: seen + 1, average: 0, since: seen + 1 },
      alarm: { at: seen, direction: goesUp ? "up" : "down", since, statistic: average, limit },
    };
  }
  return {
    // Written out: to copy by spread takes several times as long.
    state: {
      detector: "ewma",
      weight,
      limit: state.limit,
      direction,
      baseline,
      seen: seen + 1,
      average,
      since,
    },
  };
}
