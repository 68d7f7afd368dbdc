import { type Money, sumUnits } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link topCustomers}. */
export interface TopCustomersOptions {
  /**
   * How many customers.
   * @defaultValue `10`
   */
  readonly count?: number | undefined;
}

/** One of the best customers. */
export interface RankedCustomer {
  /** 1 + the number of customers with a larger value; equal values share a rank. */
  readonly rank: number;
  /** The customer. */
  readonly customerId: string;
  /** What the customer is worth. */
  readonly value: Money;
  /** Of the positive value of all customers; 0 where the value is not positive. */
  readonly share: number;
}

/**
 * Picks the best customers by value, from the best down; of equals, the first in code-point order of ids.
 *
 * However many customers there are, only the best are put in order.
 *
 * @throws RangeError if `count` is not a positive integer
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { topCustomers, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["25", "50", "25"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const best = topCustomers(valueCustomers(log, { asOf: "2026-06-01" }), { count: 2 });
 * best.map(({ rank, customerId, share }) => [rank, customerId, share]); // => [[1, "c2", 0.5], [2, "c1", 0.25]]
 * ```
 */
export function topCustomers(
  table: ValueTable,
  options: TopCustomersOptions = {},
): readonly RankedCustomer[] {
  const { count = 10 } = options;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`Cannot pick customers: count must be a positive integer, got ${count}`);
  }
  const { value, customerIds } = table;
  const sorted = value.slice().sort();
  const boundary = sorted[Math.max(sorted.length - count, 0)] ?? 0;
  const total = Number(sumUnits(value.filter((units) => units > 0)));
  const best = Int32Array.from(value.keys()).filter((i) => value[i]! >= boundary);
  // The positions come in the order of ids, and the sort is stable.
  best.sort((i, j) => value[j]! - value[i]!);
  let rank = 1;
  return Object.freeze(
    Array.from(best.subarray(0, count), (customer, place) => {
      if (place > 0 && value[customer] !== value[best[place - 1]!]) rank = place + 1;
      return Object.freeze({
        rank,
        customerId: customerIds[customer]!,
        value: moneyOfUnits(value[customer]!, table),
        share: value[customer]! > 0 ? value[customer]! / total : 0,
      });
    }),
  );
}
