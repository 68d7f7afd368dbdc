import { addValue, type BucketWindow, dropOldest, emptyWindow, findCut } from "./_adwin-window.ts";
import { checkShare, checkWhole, wrongCall } from "./_check-series.ts";
import { checkValue } from "./_reference.ts";
import type { DetectorStep } from "./detector.ts";

/** Options of {@link createAdwin}. */
export interface AdwinOptions {
  /**
   * δ, how readily a cut is made; smaller is more careful. It is no rate of false alarms.
   * @defaultValue `0.002`
   */
  readonly risk?: number | undefined;
  /**
   * After every so many values the window is looked through.
   * @defaultValue `32`
   */
  readonly checkEvery?: number | undefined;
  /**
   * The fewest values on each side of a cut.
   * @defaultValue `5`
   */
  readonly minimumSize?: number | undefined;
  /**
   * What is left after an alarm: the newer values, as Bifet and Gavaldà say, of which some of the old ones may still be dropped at
   * the next checks, each an alarm; or nothing, one alarm for one change.
   * @defaultValue `"newer-values"`
   */
  readonly keep?: "newer-values" | "nothing" | undefined;
}

/** An ADWIN detector between two values: plain, JSON-safe, in size of the order of the logarithm of the values kept. */
export interface AdwinState {
  /** Which detector it is. */
  readonly detector: "adwin";
  /** How readily a cut is made. */
  readonly risk: number;
  /** After every so many values the window is looked through. */
  readonly checkEvery: number;
  /** The fewest values on each side of a cut. */
  readonly minimumSize: number;
  /** What is left after an alarm. */
  readonly keep: "newer-values" | "nothing";
  /** How many values have been seen. */
  readonly seen: number;
  /** How many of them since the detector last began anew. */
  readonly count: number;
  /** The values kept. */
  readonly window: BucketWindow;
}

/**
 * Makes a detector that keeps as many of the last values as look alike, for streams of many values; see {@link updateAdwin}.
 *
 * @throws RangeError when the risk is not between 0 and 1 or another option is out of its range
 *
 * @example
 * ```ts
 * import { createAdwin } from "clientele/trend";
 *
 * createAdwin().window.width; // => 0
 * createAdwin({ risk: 1 }); // throws risk must be a number between 0 and 1, got 1
 * ```
 */
export function createAdwin(options: AdwinOptions = {}): AdwinState {
  const doing = "make an ADWIN detector";
  const { risk = 0.002, checkEvery = 32, minimumSize = 5, keep = "newer-values" } = options;
  checkShare(doing, "risk", risk);
  checkWhole(doing, "checkEvery", checkEvery, 1);
  checkWhole(doing, "minimumSize", minimumSize, 1);
  if (keep !== "newer-values" && keep !== "nothing")
    throw wrongCall(doing, "keep", "newer-values or nothing", keep);
  return Object.freeze({
    detector: "adwin",
    risk,
    checkEvery,
    minimumSize,
    keep,
    seen: 0,
    count: 0,
    window: emptyWindow,
  });
}

/** So many values at least before the window is looked through. */
const FEWEST = 10;

/**
 * Takes one value into an ADWIN detector (adaptive windowing).
 *
 * alarm when for some cut |x̄₁ − x̄₀| > √(2σ² L/m) + 2L/(3m), L = ln(2 ln n/δ), 1/m = 1/(n₀ − l + 1) + 1/(n₁ − l + 1)
 *
 * The oldest bucket is dropped as long as there is such a cut. Every cut between buckets is looked at, the last bucket of a row
 * too. The mean of the window, `total / width`, follows the stream: long where it is steady, short after a change. The bound holds
 * for values from 0 to 1 and is used for others as an approximation. Direction: of the newer values against the older;
 * `since`: where the window that is left begins.
 *
 * @throws RangeError when the value is not finite
 *
 * @see Bifet and Gavaldà (2007), Learning from time-changing data with adaptive windowing
 *
 * @example
 * ```ts
 * import { createAdwin, runDetector, updateAdwin } from "clientele/trend";
 *
 * const stream = Array.from({ length: 400 }, (_, i) => (i < 200 ? i % 2 : 5 + (i % 2)));
 * const { alarms, state } = runDetector(updateAdwin, createAdwin({ keep: "nothing" }), stream);
 * alarms.map(({ at, direction }) => [at, direction]); // => [[223, "up"]]
 * state.window.total / state.window.width; // => 5.5
 * ```
 */
export function updateAdwin(state: AdwinState, value: number): DetectorStep<AdwinState> {
  checkValue("an ADWIN detector", value);
  const { risk, checkEvery, minimumSize, keep, seen } = state;
  const count = state.count + 1;
  let window = addValue(state.window, value);
  const found =
    count % checkEvery === 0 && window.width > FEWEST ? findCut(window, risk, minimumSize) : undefined;
  if (found === undefined)
    return {
      state: { detector: "adwin", risk, checkEvery, minimumSize, keep, seen: seen + 1, count, window },
    };
  for (let cut: typeof found | undefined = found; cut !== undefined; ) {
    window = dropOldest(window);
    cut = window.width > 1 ? findCut(window, risk, minimumSize) : undefined;
  }
  const alarm = {
    at: seen,
    direction: found.difference > 0 ? ("up" as const) : ("down" as const),
    since: seen + 1 - window.width,
    statistic: Math.abs(found.difference),
    limit: found.limit,
  };
  return keep === "nothing"
    ? { state: { ...state, seen: seen + 1, count: 0, window: emptyWindow }, alarm }
    : { state: { ...state, seen: seen + 1, count, window }, alarm };
}
