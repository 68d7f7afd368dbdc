/** What was counted, dropped and left out when baskets were made. Nothing disappears without standing here. */
export interface BasketReport {
  /** How many items were read, repeated ones included. */
  readonly occurrences: number;
  /** How many of them repeated an item of their basket; an item is in a basket or not, so they count once. */
  readonly duplicates: number;
  /** How many baskets hold no item. */
  readonly emptyBaskets: number;
  /** Whether those stand among the baskets, and so in the n of every share. */
  readonly emptyCounted: boolean;
  /** Baskets with more distinct items than `maxItems`, which were set aside: their places in the input. */
  readonly setAside: readonly number[];
  /** The number of distinct items of the largest basket kept; 0 without any. */
  readonly largest: number;
  /** Of an order log, what stands in no basket; absent otherwise. */
  readonly leftOut?: LinesLeftOut | undefined;
}

/** Lines of an order log that stand in no basket. */
export interface LinesLeftOut {
  /** Lines with a negative amount: goods given back. */
  readonly returns: number;
  /** Lines with an amount of zero: gifts, samples. */
  readonly freeLines: number;
  /** Purchases that name no product: what was in the basket is unknown, which is not the same as nothing. */
  readonly withoutProduct: number;
  /** Lines of other days than those asked for, or of an incomplete first window. */
  readonly outside: number;
}

/**
 * What a basket is: a list given as such, an order, all that one customer bought on a day, in all, or within one window of days.
 */
export type BasketUnit = "basket" | "order" | "customer-day" | "customer" | "customer-window";

/** One basket of a table, written out. */
export interface BasketRow {
  /** The distinct items, in code-point order. */
  readonly items: readonly string[];
  /** The name of the basket, where it has one: the order id, the id of the rows. */
  readonly basketId?: string | undefined;
  /** Whose basket it is, where that is known. */
  readonly customerId?: string | undefined;
}

/**
 * Baskets by column: which distinct items each one holds.
 *
 * Basket b holds the codes `items[offsets[b]]` to `items[offsets[b + 1] − 1]`, rising and each once. The columns are typed arrays and
 * must not be written to; everything else is frozen.
 */
export interface Baskets extends Iterable<BasketRow> {
  /** How many baskets there are, empty ones included where they are counted: the n of every share. */
  readonly size: number;
  /** What a basket is. */
  readonly unit: BasketUnit;
  /** The items, in code-point order; the position is the item's code. */
  readonly itemIds: readonly string[];
  /** Where the items of each basket begin; one entry more than there are baskets. */
  readonly offsets: Int32Array;
  /** The item codes of all baskets, one after the other. */
  readonly items: Int32Array;
  /** In how many baskets each item is. */
  readonly itemCounts: Int32Array;
  /** The name of each basket, where they have names. Two customers may have an order of the same id. */
  readonly basketIds?: readonly string[] | undefined;
  /** The customers that have a basket, in code-point order; absent where customers are not known. */
  readonly customerIds?: readonly string[] | undefined;
  /** The customer of each basket, as a position in `customerIds`. */
  readonly customers?: Int32Array | undefined;
  /** The day of each basket, of its first purchase where it spans several, as days since 1970-01-01; absent where not known. */
  readonly days?: Int32Array | undefined;
  /**
   * How much each basket counts; absent where each counts once. Multiples of one power of two, of which so many fit into a double
   * that every sum of them is exact, in any order.
   */
  readonly weights?: Float64Array | undefined;
  /** The sum of the weights; without weights the number of baskets. */
  readonly totalWeight: number;
  /**
   * Of baskets to which the groups of their items were added: by item code, the codes of the groups above it. Itemsets never hold an
   * item beside a group of its own, which would say nothing. Absent otherwise.
   */
  readonly groups?: readonly (readonly number[])[] | undefined;
  /** What was counted, dropped and left out. */
  readonly report: BasketReport;
  /**
   * The code of an item, or nothing where no basket holds it.
   */
  codeOf(itemId: string): number | undefined;
  /**
   * A basket written out.
   * @throws RangeError if there is no such basket
   */
  row(index: number): BasketRow;
  /** The baskets in order, written out. */
  [Symbol.iterator](): IterableIterator<BasketRow>;
}
