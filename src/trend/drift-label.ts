import type { MonteCarlo } from "../stats/index.ts";

/** Options of labels of drift: how their law without a drift is found. */
export interface DriftLabelOptions extends MonteCarlo {
  /**
   * The share of unchanged samples that may lie above the critical value.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
}

/** What a rule of thumb would say of these samples where nothing has drifted. */
export interface ThumbRule {
  /** The threshold, as it is usually taught. */
  readonly threshold: number;
  /** Whether the measure is above it. */
  readonly exceeded: boolean;
  /** How often it is exceeded by samples of these sizes without a drift. */
  readonly falseAlarm: number;
}

/** A measure of drift with what it takes to read it. It labels a difference; it does not decide whether there is one. */
export interface DriftLabel {
  /** Tells a label from an answer of {@link InsufficientEvidence}. */
  readonly kind: "labelled";
  /** Which measure. */
  readonly measure: string;
  /** Its value. */
  readonly value: number;
  /** The value that unchanged samples of these sizes exceed with the probability α. */
  readonly critical: number;
  /** How probable so large a value is without a drift. */
  readonly p: number;
  /** How many observations the reference has. */
  readonly referenceSize: number;
  /** How many the current sample has. */
  readonly currentSize: number;
  /** The usual thresholds of the measure, with how often they are wrong here; none where there are none. */
  readonly thumbRules: readonly ThumbRule[];
}
