import type { MonetaryMeasure } from "./monetary-measure.ts";

/** The thresholds between the scores: with `groups` scores there are `groups − 1` for each measure. */
export interface RfmCuts {
  /** In days, falling: a customer with fewer days than the k-th passes it. */
  readonly recency: readonly number[];
  /** In units of frequency, rising: a customer with more than the k-th passes it. */
  readonly frequency: readonly number[];
  /** In units of `exponent`, rising: a customer with more than the k-th passes it. */
  readonly monetary: readonly number[];
  /** ISO 4217 code of the monetary cuts. */
  readonly currency: string;
  /** Decimals of a unit of the monetary cuts. */
  readonly exponent: number;
  /**
   * What the monetary cuts are thresholds of; a table of another measure is refused.
   * @defaultValue `"sum"`
   */
  readonly measure?: MonetaryMeasure | undefined;
  /**
   * Whether a value that equals a cut passes it.
   * @defaultValue `"beyond"` for each: it does not
   */
  readonly rules?: CutRules | undefined;
  /**
   * Thresholds within the groups above. Where they are given, `frequency` and `monetary` are those of the base as a
   * whole and serve groups that had no customer.
   */
  readonly nested?: NestedCuts | undefined;
}

/** `beyond`: only values better than a cut pass it; `reach`: a value that equals it passes as well. */
export type CutRule = "beyond" | "reach";

/** The rule of each measure. */
export interface CutRules {
  /** Of days. */
  readonly recency: CutRule;
  /** Of frequency. */
  readonly frequency: CutRule;
  /** Of monetary. */
  readonly monetary: CutRule;
}

/** Thresholds of frequency for each recency score, and of monetary for each pair of scores. */
export interface NestedCuts {
  /** `frequency[r − 1]`: the cuts of the customers with recency score r; empty where there were none. */
  readonly frequency: readonly (readonly number[])[];
  /** `monetary[r − 1][f − 1]`: the cuts of the customers with these two scores; empty where there were none. */
  readonly monetary: readonly (readonly (readonly number[])[])[];
}
