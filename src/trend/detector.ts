/** What an online detector says when it takes a change for certain. */
export interface DetectorAlarm {
  /** Which value raised it, counted from 0 since the detector was made. */
  readonly at: number;
  /** Whether the values went up or down. */
  readonly direction: "up" | "down";
  /** From which value on the change is likely: what the detector's statistic has been building up since. */
  readonly since: number;
  /** The statistic at the alarm. */
  readonly statistic: number;
  /** What it went beyond. */
  readonly limit: number;
}

/** What one value does to a detector. */
export interface DetectorStep<State> {
  /** The detector after the value; keep it for the next. It is plain and survives JSON. */
  readonly state: State;
  /** The alarm that the value raised, if any. The state after it has begun anew. */
  readonly alarm?: DetectorAlarm;
}

/** Which changes a detector looks for. */
export type DetectorDirection = "both" | "up" | "down";

/** A detector after many values. */
export interface DetectorRun<State> {
  /** The detector after the last value. */
  readonly state: State;
  /** The alarms, in order. */
  readonly alarms: readonly DetectorAlarm[];
}

/**
 * Feeds values to a detector, one after the other. To stop and go on another day gives the same alarms as to run through.
 *
 * @param update - the detector's step, such as {@link updateCusum}
 * @param state - where it stands
 * @param values - the values that came since, in order
 * @throws RangeError when a value is not finite
 *
 * @example
 * ```ts
 * import { createCusum, runDetector, updateCusum } from "clientele/trend";
 *
 * const made = createCusum({ reference: { mean: 20, sd: 4 } });
 * const { state, alarms } = runDetector(updateCusum, made, [21, 18, 22, 19, 30, 29, 31, 30]);
 * alarms; // => [{ at: 6, direction: "up", since: 4, statistic: 6, limit: 5 }]
 * state.seen; // => 8
 * ```
 */
export function runDetector<State>(
  update: (state: State, value: number) => DetectorStep<State>,
  state: State,
  values: Iterable<number>,
): DetectorRun<State> {
  const alarms: DetectorAlarm[] = [];
  let now = state;
  for (const value of values) {
    const step = update(now, value);
    now = step.state;
    if (step.alarm !== undefined) alarms.push(step.alarm);
  }
  return Object.freeze({ state: now, alarms: Object.freeze(alarms) });
}
