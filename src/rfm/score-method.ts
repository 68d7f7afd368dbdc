/** Where the thresholds between the scores come from; see {@link scoreRfm}. */
export type ScoreMethod =
  | "quantiles"
  | "nested-quantiles"
  | "natural-breaks"
  | PercentileMethod
  | DecayMethod
  | "r-rfm";

/** Cut points at stated shares of the customers. */
export interface PercentileMethod {
  /** Rising shares above 0 and below 1; the k-th cut is the value at rank ⌈share·n⌉. */
  readonly percentiles: readonly number[];
}

/** Scores that fade exponentially and do not look at other customers, once the three halves are stated. */
export interface DecayMethod {
  /** Where each measure is worth half. */
  readonly decay: DecayHalves;
}

/** Where each measure is worth half. */
export interface DecayHalves {
  /**
   * Days in which recency loses half its worth.
   * @defaultValue the median of the table
   */
  readonly recencyDays?: number | undefined;
  /**
   * The frequency that is worth half.
   * @defaultValue the median of the table
   */
  readonly frequency?: number | undefined;
  /**
   * The amount that is worth half, as a plain decimal in the currency of the table.
   * @defaultValue the median of the table
   */
  readonly monetary?: string | undefined;
}
