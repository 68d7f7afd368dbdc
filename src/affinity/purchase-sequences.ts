/**
 * What each customer bought, one purchase after the other, by column.
 *
 * The purchases of customer c stand at `starts[c]` to `starts[c + 1] − 1`; purchase e was made on `days[e]`, later than the one before
 * it, and holds the codes `items[offsets[e]]` to `items[offsets[e + 1] − 1]`, rising and each once.
 */
export interface PurchaseSequences {
  /** How many sequences there are: the n of every share. */
  readonly size: number;
  /** Whose they are, in code-point order; absent where customers are not known. */
  readonly customerIds?: readonly string[] | undefined;
  /** What was bought, in code-point order; the position is the code. */
  readonly itemIds: readonly string[];
  /** Where the purchases of each customer begin; one entry more than there are customers. */
  readonly starts: Int32Array;
  /** The day of each purchase, as days since 1970-01-01; of lists their place. */
  readonly days: Int32Array;
  /** Where the items of each purchase begin; one entry more than there are purchases. */
  readonly offsets: Int32Array;
  /** The item codes of all purchases. */
  readonly items: Int32Array;
}
