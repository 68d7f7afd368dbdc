/** How many baskets hold both sides of a rule, the left one alone, the right one alone, and neither. */
export interface ContingencyTable {
  /** Both sides. */
  readonly n11: number;
  /** The left side without the right one. */
  readonly n10: number;
  /** The right side without the left one. */
  readonly n01: number;
  /** Neither. */
  readonly n00: number;
}

/** Options of the measures of a table. */
export interface MeasureOptions {
  /**
   * Added to each of the four cells first; with ½ (Haldane 1940, Anscombe 1956) ratios stay finite.
   * @defaultValue `0`
   */
  readonly smoothing?: number | undefined;
  /**
   * Of `hyperLift`: the quantile of the count under independence that the count is compared with.
   * @defaultValue `0.99`
   */
  readonly hyperQuantile?: number | undefined;
  /**
   * Of `stdLift`: the least support that the rules were made with, which limits how low a lift can be.
   * @defaultValue `0`; of rules, their least count over n
   */
  readonly minSupport?: number | undefined;
  /**
   * Of `stdLift`: the least confidence that the rules were made with.
   * @defaultValue `0`; of rules, theirs
   */
  readonly minConfidence?: number | undefined;
}
