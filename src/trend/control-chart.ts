import type { InsufficientEvidence } from "./change-result.ts";

/** One point of a control chart. */
export interface ControlPoint {
  /** Its position. */
  readonly at: number;
  /** What is drawn: a count, rate, share, value, range, gap or time. */
  readonly value: number;
  /** The centre line. */
  readonly centre: number;
  /** The lower limit; absent where no value can be below one. */
  readonly lower?: number;
  /** The upper limit; absent where no value can be above one. */
  readonly upper?: number;
  /** The standard deviation of such a point without a change. */
  readonly sigma: number;
  /** On which side the point is out of control: strictly beyond a limit. */
  readonly signal?: "above" | "below";
  /** How probable a point beyond the limits is without a change, by the chart's own law. */
  readonly falseAlarm: number;
}

/** A control chart: points with a centre line and limits. */
export interface ControlChart {
  /** Tells a chart from an answer of {@link InsufficientEvidence}. */
  readonly kind: "chart";
  /** Which chart it is, by its usual name. */
  readonly chart: "c" | "u" | "p" | "np" | "individuals" | "moving-range" | "g" | "t";
  /** How its limits were made, in words. */
  readonly method: string;
  /** What was estimated from the baseline, or given: a rate, share, mean. */
  readonly centre: number;
  /** How many points the centre was estimated from; 0 where it was given. */
  readonly baseline: number;
  /** The points, in order. */
  readonly points: readonly ControlPoint[];
  /** The points out of control, in order. */
  readonly signals: readonly ControlPoint[];
}

/** Options that all control charts have. */
export interface ControlChartOptions {
  /**
   * Which points the centre line is estimated from, `[from, to)`; they should be of a time in control, and without the points
   * to be judged.
   * @defaultValue all
   */
  readonly baseline?: { readonly from: number; readonly to: number } | undefined;
  /**
   * `"probability"`: limits that a point in control leaves with at most a probability of `risk`, half of it on each side, by the law
   * of the chart; `"three-sigma"`: Shewhart's, three standard deviations from the centre, whatever the law.
   * @defaultValue `"probability"`
   */
  readonly limits?: "probability" | "three-sigma" | undefined;
  /**
   * The probability of a false alarm of one point, at most, where limits are of probability.
   * @defaultValue `0.0027`, that of three standard deviations of a normal value
   */
  readonly risk?: number | undefined;
}

/** A chart, or what is missing for one. */
export type ControlChartResult = ControlChart | InsufficientEvidence;
