import { compareCodePoints } from "../ids/index.ts";

/** Customers in the order of a table. */
export interface CustomerIndex {
  /** How many customers there are. */
  readonly size: number;
  /**
   * The customer at a position.
   * @throws RangeError if there is no such position
   */
  idAt(index: number): string;
  /** The position of a customer, or nothing when the table does not have the customer. */
  indexOf(customerId: string): number | undefined;
}

/** What every table by customer offers besides its columns. Ids and rows are made when they are asked for. */
export interface CustomerTable<Row> extends CustomerIndex, Iterable<Row> {
  /**
   * The customers: in code-point order of their ids, or by number where integers without a dictionary are their ids.
   */
  readonly customerIds: readonly string[];
  /**
   * The row of a position.
   * @throws RangeError if there is no such position
   */
  row(index: number): Row;
  /** The row of a customer, or nothing when the table does not have the customer. */
  get(customerId: string): Row | undefined;
  /** The rows in order. */
  [Symbol.iterator](): IterableIterator<Row>;
}

/**
 * Gives columns by customer the look of a table: rows by position, by customer and in turn.
 *
 * @param customers - ids in code-point order, as in an order log; or another table of the same customers
 * @param rowAt - makes the row of a position
 *
 * @example
 * ```ts
 * import { createCustomerTable } from "clientele/orders";
 *
 * const days = Int32Array.of(3, 40);
 * const table = createCustomerTable(["ann", "bob"], (i) => ({ recencyDays: days[i] }));
 * table.get("bob"); // => { recencyDays: 40 }
 * [...table].length; // => 2
 * table.indexOf("bob"); // => 1
 * ```
 */
export function createCustomerTable<Row>(
  customers: readonly string[] | CustomerIndex,
  rowAt: (index: number) => Row,
): CustomerTable<Row> {
  const index = "idAt" in customers ? customers : indexOfSorted(customers);
  const { size } = index;
  const check = (position: number): void => {
    if (Number.isInteger(position) && position >= 0 && position < size) return;
    throw new RangeError(`Cannot read row: index must be an integer from 0 to ${size - 1}, got ${position}`);
  };
  let ids: readonly string[] | undefined = "idAt" in customers ? undefined : customers;
  return {
    size,
    get customerIds() {
      // A table of the same customers may have written them out already.
      ids ??= "customerIds" in index ? (index.customerIds as readonly string[]) : allIds(index);
      return ids;
    },
    idAt(position) {
      check(position);
      return index.idAt(position);
    },
    indexOf: (customerId) => index.indexOf(customerId),
    row(position) {
      check(position);
      return rowAt(position);
    },
    get(customerId) {
      const position = index.indexOf(customerId);
      return position === undefined ? undefined : rowAt(position);
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield rowAt(i);
    },
  };
}

/**
 * A table with columns beside its rows, frozen; what it only makes when asked it still only makes when asked.
 *
 * @param table - from {@link createCustomerTable}
 * @param columns - anything else that the table should carry
 *
 * @example
 * ```ts
 * import { createCustomerTable, withColumns } from "clientele/orders";
 *
 * const days = Int32Array.of(3, 40);
 * const table = withColumns(createCustomerTable(["ann", "bob"], (i) => days[i]), { days });
 * [table.get("ann"), table.days[1]]; // => [3, 40]
 * ```
 */
export function withColumns<Row, Columns extends object>(
  table: CustomerTable<Row>,
  columns: Columns,
): CustomerTable<Row> & Columns {
  const joined = Object.defineProperties({ ...columns }, Object.getOwnPropertyDescriptors(table));
  return Object.freeze(joined as CustomerTable<Row> & Columns);
}

function allIds(index: CustomerIndex): readonly string[] {
  return Object.freeze(Array.from({ length: index.size }, (_, i) => index.idAt(i)));
}

function indexOfSorted(ids: readonly string[]): CustomerIndex {
  return {
    size: ids.length,
    idAt: (index) => ids[index]!,
    indexOf(customerId) {
      let low = 0;
      let high = ids.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compareCodePoints(ids[middle]!, customerId) < 0) low = middle + 1;
        else high = middle;
      }
      return ids[low] === customerId ? low : undefined;
    },
  };
}
