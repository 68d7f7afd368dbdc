/** The thresholds between the scores: with `groups` scores there are `groups − 1` for each measure. */
export interface RfmCuts {
  /** In days, falling: a customer with fewer days than the k-th passes it. */
  readonly recency: readonly number[];
  /** In orders, rising: a customer with more orders than the k-th passes it. */
  readonly frequency: readonly number[];
  /** In units of `exponent`, rising: a customer with more than the k-th passes it. */
  readonly monetary: readonly number[];
  /** ISO 4217 code of the monetary cuts. */
  readonly currency: string;
  /** Decimals of a unit of the monetary cuts. */
  readonly exponent: number;
}
