import { compareCodePoints } from "../ids/index.ts";

/** What every table by customer offers besides its columns. Rows are made when they are asked for. */
export interface CustomerTable<Row> extends Iterable<Row> {
  /** How many customers there are. */
  readonly size: number;
  /** The customers, in code-point order. */
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
 * @param customerIds - in code-point order, as in an order log; `get` searches by halves
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
 * ```
 */
export function createCustomerTable<Row>(
  customerIds: readonly string[],
  rowAt: (index: number) => Row,
): CustomerTable<Row> {
  const size = customerIds.length;
  return {
    size,
    customerIds,
    row(index) {
      if (!Number.isInteger(index) || index < 0 || index >= size) {
        throw new RangeError(`Cannot read row: index must be an integer from 0 to ${size - 1}, got ${index}`);
      }
      return rowAt(index);
    },
    get(customerId) {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compareCodePoints(customerIds[middle]!, customerId) < 0) low = middle + 1;
        else high = middle;
      }
      return customerIds[low] === customerId ? rowAt(low) : undefined;
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield rowAt(i);
    },
  };
}
