/** Scores from the lowest to the highest, both included. */
export type ScoreSpan = readonly [lowest: number, highest: number];

/** A condition on the scores of a customer: all spans given must hold; a span left out always holds. */
export interface RfmRange {
  /** Recency score. */
  readonly recency?: ScoreSpan | undefined;
  /** Frequency score. */
  readonly frequency?: ScoreSpan | undefined;
  /** Monetary score. */
  readonly monetary?: ScoreSpan | undefined;
  /** Mean of frequency and monetary score, halves rounded up: `⌊(F + M + 1) / 2⌋`. */
  readonly value?: ScoreSpan | undefined;
}

/** A named part of the combinations of scores. */
export interface RfmSegment {
  /** What the segment is called. */
  readonly name: string;
  /** Where the segment stands among the others: the higher the better; equal standings lie side by side. */
  readonly standing: number;
  /** A customer belongs to the segment who meets one of these. */
  readonly ranges: readonly RfmRange[];
}

/** A division of all combinations of three scores (125 of five) into named segments; data that JSON keeps. */
export interface RfmScheme {
  /** What the scheme is called. */
  readonly name: string;
  /**
   * How many scores there are, 2 to 10.
   * @defaultValue `5`
   */
  readonly groups?: number | undefined;
  /** The segments, in the order in which they are shown. */
  readonly segments: readonly RfmSegment[];
}
