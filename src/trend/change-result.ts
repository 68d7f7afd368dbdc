import type { PlainDate } from "../calendar/index.ts";
import type { Interval } from "../stats/index.ts";

/** Which way something went: more, less, or from one thing to another with no more or less. */
export type ChangeDirection = "up" | "down" | "sideways";

/** What a comparison of a reference with the present says, whatever it concludes. */
export interface ChangeEvidence {
  /** Which test it was and how its probability was found, in words. */
  readonly method: string;
  /** Which way the estimate points. */
  readonly direction: ChangeDirection;
  /**
   * How large the difference is, in the unit stated with each function: a ratio of rates, a shift of hours, a distance of mixes.
   * Absent where no finite estimate exists, as the ratio to a rate of 0.
   */
  readonly effect?: number;
  /** The confidence interval of the effect, where there is one. */
  readonly interval?: Interval;
  /** The probability of a difference at least as large where nothing has changed. */
  readonly p: number;
  /** How much likelier the data are with a change than without, as a natural logarithm; where a Bayes factor decides. */
  readonly logBayesFactor?: number;
}

/** A difference that chance does not explain, and that is large enough to matter. */
export interface ChangedResult<Since = PlainDate> extends ChangeEvidence {
  /** Tells a change from the other answers. */
  readonly kind: "changed";
  /** From when the change is seen: a day, or a position in a series; absent where what is compared carries neither. */
  readonly since?: Since;
}

/** A difference that chance explains, or that is too small to matter. */
export interface StableResult extends ChangeEvidence {
  /** Tells stability from the other answers. */
  readonly kind: "stable";
  /** `"not-significant"`: chance explains the difference. `"too-small"`: it is real, and below the size that matters. */
  readonly because: "not-significant" | "too-small";
}

/** Too little to say anything: no change could be called significant, whatever it were. */
export interface InsufficientEvidence {
  /** Tells this answer from the others. */
  readonly kind: "insufficient";
  /** What there is too little of. */
  readonly of: string;
  /** How much there is. */
  readonly have: number;
  /** How much is needed at least. */
  readonly need: number;
}

/**
 * The answer to the question whether something has changed: it has, with direction, size and day; it has not, as far as can be
 * told; or there is too little to tell, and how much is needed.
 *
 * @example
 * ```ts
 * import type { ChangeResult } from "clientele/trend";
 *
 * const say = (result: ChangeResult): string => {
 *   switch (result.kind) {
 *     case "changed":
 *       return `${result.direction} since ${result.since ?? "the reference"}, p = ${result.p}`;
 *     case "stable":
 *       return result.because;
 *     case "insufficient":
 *       return `needs ${result.need - result.have} more ${result.of}`;
 *   }
 * };
 * say({ kind: "insufficient", of: "orders", have: 2, need: 6 }); // => "needs 4 more orders"
 * ```
 */
export type ChangeResult<Since = PlainDate> = ChangedResult<Since> | StableResult | InsufficientEvidence;
