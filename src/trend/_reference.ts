import { describeValue } from "../issues/index.ts";
import { normalDistribution, tDistribution } from "../stats/index.ts";
import { checkPositive, checkWhole, wrongCall } from "./_check-series.ts";
import type { DetectorDirection } from "./detector.ts";

/** How a stream behaves as long as nothing has changed. */
export interface StreamReference {
  /** Its mean. */
  readonly mean: number;
  /** The standard deviation of one value, positive. */
  readonly sd: number;
}

/** Where a detector takes its reference from. */
export interface ReferenceOptions {
  /**
   * Mean and standard deviation without a change, from long enough a past.
   * @defaultValue learnt from the stream
   */
  readonly reference?: StreamReference | undefined;
  /**
   * How a reference is learnt where none is given. `"running"`: each value is judged by all before it since the last alarm, and the
   * uncertainty of their mean and scatter is taken out (Hawkins 1987), so that the run lengths hold for normal values; a
   * change in the first dozens is learnt as normal. `"frozen"`: once, from the first `warmUp` values since the last alarm, as
   * other libraries do; with so few, false alarms come far more often than the run lengths say.
   * @defaultValue `"running"`
   */
  readonly learning?: "running" | "frozen" | undefined;
  /**
   * How many values are seen before the first is judged, from 3 up.
   * @defaultValue `30`
   */
  readonly warmUp?: number | undefined;
  /**
   * Which changes raise an alarm.
   * @defaultValue `"both"`
   */
  readonly direction?: DetectorDirection | undefined;
}

/** Values seen while a reference is learnt: their number, mean and sum of squared deviations (Welford 1962). */
export interface WarmUp {
  /** How many values. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** The sum of their squared deviations. */
  readonly squares: number;
}

/** What a detector knows of its stream without a change: plain, JSON-safe. */
export interface Baseline {
  /** The reference as given; absent where it is learnt. */
  readonly reference?: StreamReference;
  /** The reference as learnt and frozen, once it is. */
  readonly learnt?: StreamReference;
  /** How a reference is learnt. */
  readonly learning: "running" | "frozen";
  /** How many values are seen before the first is judged. */
  readonly warmUp: number;
  /** What has been seen of the stream for learning. */
  readonly warm: WarmUp;
}

/** Sums of the squares of 10^7 such values are below the largest double. */
const LARGEST = 1e150;

const noValues: WarmUp = /* @__PURE__ */ Object.freeze({ count: 0, mean: 0, squares: 0 });

/** Makes the baseline of a detector and checks what it is made of. */
export function createBaseline(doing: string, options: ReferenceOptions): Baseline {
  const { reference, learning = "running", warmUp = 30 } = options;
  checkWhole(doing, "warmUp", warmUp, 3);
  if (learning !== "running" && learning !== "frozen")
    throw wrongCall(doing, "learning", "running or frozen", learning);
  if (reference !== undefined) {
    if (!(Math.abs(reference.mean) <= LARGEST))
      throw wrongCall(doing, "the mean of the reference", "a number from -1e150 to 1e150", reference.mean);
    checkPositive(doing, "the sd of the reference", reference.sd);
  }
  return Object.freeze({
    ...(reference === undefined ? {} : { reference: Object.freeze({ ...reference }) }),
    learning,
    warmUp,
    warm: noValues,
  });
}

function withValue({ count, mean, squares }: WarmUp, value: number): WarmUp {
  const middle = mean + (value - mean) / (count + 1);
  return { count: count + 1, mean: middle, squares: squares + (value - mean) * (value - middle) };
}

/** Standardises a value by the baseline, which it may be learnt into; no z where too little is known yet. */
export function standardise(
  baseline: Baseline,
  value: number,
): { readonly z?: number; readonly baseline: Baseline } {
  const known = baseline.reference ?? baseline.learnt;
  if (known !== undefined) return { z: bounded((value - known.mean) / known.sd), baseline };
  const { warm, warmUp, learning } = baseline;
  const next = withValue(warm, value);
  if (learning === "running") {
    const z = warm.count >= warmUp && warm.squares > 0 ? normalScore(warm, value) : undefined;
    return { ...(z === undefined ? {} : { z }), baseline: { ...baseline, warm: next } };
  }
  if (next.count < warmUp || next.squares === 0) return { baseline: { ...baseline, warm: next } };
  const learnt = { mean: next.mean, sd: Math.sqrt(next.squares / (next.count - 1)) };
  return {
    z: bounded((value - learnt.mean) / learnt.sd),
    baseline: { ...baseline, learnt, warm: noValues },
  };
}

/** However small the scatter, a deviation is a number that sums can take. */
const bounded = (z: number): number => Math.max(-LARGEST, Math.min(LARGEST, z));

const standard = /* @__PURE__ */ normalDistribution({ mean: 0, sd: 1 });

/**
 * Φ⁻¹(F(T)), T = √(n/(n + 1)) (x − x̄)/s of the n values before, F of Student's t with n − 1 degrees of freedom: independent and
 * standard normal for normal values without a change, from the first on (Hawkins 1987).
 */
function normalScore({ count, mean, squares }: WarmUp, value: number): number {
  const t = ((value - mean) / Math.sqrt(squares / (count - 1))) * Math.sqrt(count / (count + 1));
  const beyond = Math.max(1e-300, tDistribution({ df: count - 1 }).upper(Math.abs(t)));
  return Math.sign(t) * standard.upperQuantile(beyond);
}

/** The baseline after an alarm: a given reference stays, what was learnt is learnt anew. */
export function renewBaseline({ learnt: _, ...rest }: Baseline): Baseline {
  return { ...rest, warm: noValues };
}

export function checkDirection(doing: string, direction: DetectorDirection = "both"): DetectorDirection {
  if (direction !== "both" && direction !== "up" && direction !== "down")
    throw wrongCall(doing, "direction", "both, up or down", direction);
  return direction;
}

/** Refuses a value that no detector can take; the state is left as it was. */
export function checkValue(detector: string, value: number): void {
  // Beyond it the squares of deviations are no numbers any more, and the detector would go silent for ever.
  if (!(Math.abs(value) <= LARGEST))
    throw new RangeError(
      `Cannot update ${detector}: the value must be a number from -1e150 to 1e150, got ${describeValue(value)}`,
    );
}
