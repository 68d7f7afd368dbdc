import { checkNotNegative, checkPositive, checkWhole, wrongCall } from "./_check-series.ts";
import { checkDirection, checkValue } from "./_reference.ts";
import type { DetectorDirection, DetectorStep } from "./detector.ts";

/** Options of {@link createPageHinkley}. */
export interface PageHinkleyOptions {
  /** How far the sum may go, in the unit of the values; it has no honest default. */
  readonly limit: number;
  /** What of each deviation is let pass, in the unit of the values: half of the shift to be found, or less. */
  readonly tolerance: number;
  /**
   * What of the sum is kept from value to value, above 0 and up to 1.
   * @defaultValue `1`
   */
  readonly keep?: number | undefined;
  /**
   * The fewest values before an alarm.
   * @defaultValue `30`
   */
  readonly minimumValues?: number | undefined;
  /**
   * Which changes raise an alarm.
   * @defaultValue `"both"`
   */
  readonly direction?: DetectorDirection | undefined;
}

/** A Page-Hinkley detector between two values: plain, JSON-safe. */
export interface PageHinkleyState {
  /** Which detector it is. */
  readonly detector: "page-hinkley";
  /** How far a sum may go. */
  readonly limit: number;
  /** What of each deviation is let pass. */
  readonly tolerance: number;
  /** What of the sums is kept from value to value. */
  readonly keep: number;
  /** The fewest values before an alarm. */
  readonly minimumValues: number;
  /** Which changes raise an alarm. */
  readonly direction: DetectorDirection;
  /** How many values have been seen. */
  readonly seen: number;
  /** How many of them since the last alarm. */
  readonly count: number;
  /** The mean of those. */
  readonly mean: number;
  /** The sum of deviations upwards. */
  readonly up: number;
  /** The sum of deviations downwards. */
  readonly down: number;
  /** The value with which the sum upwards began to build up. */
  readonly upSince: number;
  /** The value with which the sum downwards began to build up. */
  readonly downSince: number;
}

/**
 * Makes a Page-Hinkley detector, on both sides; see {@link updatePageHinkley}.
 *
 * @throws RangeError when the limit is not positive, the tolerance is negative, or another option is out of its range
 *
 * @example
 * ```ts
 * import { createPageHinkley } from "clientele/trend";
 *
 * createPageHinkley({ limit: 50, tolerance: 0.005 }).direction; // => "both"
 * ```
 */
export function createPageHinkley(options: PageHinkleyOptions): PageHinkleyState {
  const doing = "make a Page-Hinkley detector";
  const { limit, tolerance, keep = 1, minimumValues = 30 } = options;
  checkPositive(doing, "limit", limit);
  checkNotNegative(doing, "tolerance", tolerance);
  if (!(keep > 0 && keep <= 1)) throw wrongCall(doing, "keep", "above 0 and at most 1", keep);
  checkWhole(doing, "minimumValues", minimumValues, 1);
  const direction = checkDirection(doing, options.direction);
  const empty = { count: 0, mean: 0, up: 0, down: 0, upSince: 0, downSince: 0 };
  return Object.freeze({
    detector: "page-hinkley",
    limit,
    tolerance,
    keep,
    minimumValues,
    direction,
    seen: 0,
    ...empty,
  });
}

/**
 * Takes one value into a Page-Hinkley detector: a CUSUM about the mean of all values since the last alarm.
 *
 * S⁺ = max(0, αS⁺ + x − x̄ − δ), S⁻ = max(0, αS⁻ − x + x̄ − δ), x̄ with x in it; alarm when a sum reaches λ
 *
 * As the mean follows the values, a slow drift is found late or never; where mean and scatter without a change are known,
 * {@link updateCusum} is the better detector, and its run lengths are known. After an alarm all begins anew.
 *
 * @throws RangeError when the value is not finite
 *
 * @see Page (1954), Continuous inspection schemes; Hinkley (1971), Inference about the change-point from cumulative sum tests
 *
 * @example
 * ```ts
 * import { createPageHinkley, runDetector, updatePageHinkley } from "clientele/trend";
 *
 * const stream = [...new Array(40).fill(5), ...new Array(10).fill(2)];
 * const made = createPageHinkley({ limit: 8, tolerance: 0 });
 * const { alarms } = runDetector(updatePageHinkley, made, stream);
 * alarms.map(({ at, direction, since }) => [at, direction, since]); // => [[42, "down", 40]]
 * ```
 */
export function updatePageHinkley(state: PageHinkleyState, value: number): DetectorStep<PageHinkleyState> {
  checkValue("a Page-Hinkley detector", value);
  const { limit, tolerance, keep, direction, seen } = state;
  const count = state.count + 1;
  const mean = state.mean + (value - state.mean) / count;
  const up = Math.max(0, keep * state.up + (value - mean - tolerance));
  const down = Math.max(0, keep * state.down + (mean - value - tolerance));
  const enough = count >= state.minimumValues;
  const goesUp = enough && up >= limit && direction !== "down";
  if (goesUp || (enough && down >= limit && direction !== "up")) {
    const anew = { count: 0, mean: 0, up: 0, down: 0, upSince: seen + 1, downSince: seen + 1 };
    return {
      state: { ...state, seen: seen + 1, ...anew },
      alarm: {
        at: seen,
        direction: goesUp ? "up" : "down",
        since: goesUp ? state.upSince : state.downSince,
        statistic: goesUp ? up : down,
        limit,
      },
    };
  }
  return {
    // Written out: to copy by spread takes several times as long.
    state: {
      detector: "page-hinkley",
      limit,
      tolerance,
      keep,
      minimumValues: state.minimumValues,
      direction,
      seen: seen + 1,
      count,
      mean,
      up,
      down,
      upSince: up > 0 ? state.upSince : seen + 1,
      downSince: down > 0 ? state.downSince : seen + 1,
    },
  };
}
