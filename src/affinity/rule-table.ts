import type { ItemsetTable } from "./itemset-table.ts";

/** One rule, written out: whoever has the left side in the basket tends to have the right side too. */
export interface RuleRow {
  /** The items of the left side (antecedent), in code-point order; none where the rule is only how common the right side is. */
  readonly left: readonly string[];
  /** The items of the right side (consequent), in code-point order. */
  readonly right: readonly string[];
  /** How many baskets hold both sides; of weighted baskets the sum of their weights. */
  readonly count: number;
  /** count / n. */
  readonly support: number;
  /** count / count(left), the share of the baskets with the left side that hold the right side too. */
  readonly confidence: number;
  /** confidence / support(right): 1 when the sides have nothing to do with each other. */
  readonly lift: number;
}

/**
 * Rules by column.
 *
 * The left side of rule i is the codes `leftItems[leftOffsets[i]]` to `leftItems[leftOffsets[i + 1] − 1]`, and the right side likewise.
 */
export interface RuleTable extends Iterable<RuleRow> {
  /** How many rules there are. */
  readonly size: number;
  /** The items, in code-point order; the position is the item's code. */
  readonly itemIds: readonly string[];
  /** Where the left side of each rule begins; one entry more than there are rules. */
  readonly leftOffsets: Int32Array;
  /** The item codes of the left sides. */
  readonly leftItems: Int32Array;
  /** Where the right side of each rule begins; one entry more than there are rules. */
  readonly rightOffsets: Int32Array;
  /** The item codes of the right sides. */
  readonly rightItems: Int32Array;
  /** How many baskets hold both sides (n₁₁). */
  readonly counts: Float64Array;
  /** How many hold the left side (n₁·). */
  readonly leftCounts: Float64Array;
  /** How many hold the right side (n·₁). */
  readonly rightCounts: Float64Array;
  /** The number of baskets n, or the sum of their weights. */
  readonly total: number;
  /** Whether counts are sums of weights. Then no test of significance applies. */
  readonly weighted: boolean;
  /** The least confidence. */
  readonly minConfidence: number;
  /** How many rules were looked at before the least confidence: the number of hypotheses that a test has to answer for. */
  readonly candidates: number;
  /** The itemsets the rules were made of, which hold the counts of all simpler rules. */
  readonly itemsets: ItemsetTable;
  /**
   * A rule written out.
   * @throws RangeError if there is no such rule
   */
  row(index: number): RuleRow;
  /** The rules in order, written out. */
  [Symbol.iterator](): IterableIterator<RuleRow>;
}
