/**
 * Which of the frequent itemsets: all; those without a larger set of the same count (closed); those without a larger frequent set
 * (maximal); those without a smaller set of the same count, the empty one included (generators).
 */
export type ItemsetTarget = "frequent" | "closed" | "maximal" | "generators";

/** One itemset, written out. */
export interface ItemsetRow {
  /** The items, in code-point order. */
  readonly items: readonly string[];
  /** The number of baskets that hold all of them; of weighted baskets the sum of their weights. */
  readonly count: number;
  /** The count over n, from 0 to 1. */
  readonly support: number;
}

/**
 * Itemsets by column: by number of items, then from the most frequent one down, then by their items in code-point order.
 *
 * Set i holds the codes `items[offsets[i]]` to `items[offsets[i + 1] − 1]`, rising.
 */
export interface ItemsetTable extends Iterable<ItemsetRow> {
  /** How many itemsets there are. */
  readonly size: number;
  /** Which of the frequent itemsets these are. */
  readonly target: ItemsetTarget;
  /** The items of the baskets, in code-point order; the position is the item's code. */
  readonly itemIds: readonly string[];
  /** Where the items of each set begin; one entry more than there are sets. */
  readonly offsets: Int32Array;
  /** The item codes of all sets, one after the other. */
  readonly items: Int32Array;
  /** The count of each set. */
  readonly counts: Float64Array;
  /** The number of baskets, or the sum of their weights: what counts are divided by. */
  readonly total: number;
  /** Whether counts are sums of weights. Then they are no numbers of baskets, and no test of significance applies. */
  readonly weighted: boolean;
  /** The least count. */
  readonly minCount: number;
  /** The most items of a set; absent where there was no limit. */
  readonly maxLength?: number | undefined;
  /** The count of each item by code, infrequent ones included. */
  readonly itemCounts: Float64Array;
  /** How many sets there are of each number of items, from 1 up. */
  readonly sizes: readonly number[];
  /** An itemset by its items in any order, or nothing where the table does not have it. */
  get(items: Iterable<string>): ItemsetRow | undefined;
  /**
   * An itemset written out.
   * @throws RangeError if there is no such itemset
   */
  row(index: number): ItemsetRow;
  /** The itemsets in order, written out. */
  [Symbol.iterator](): IterableIterator<ItemsetRow>;
}
