import type { Money } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits } from "../orders/index.ts";
import { ceilShare, checkShare } from "./_share.ts";
import type { ValueTable } from "./value-customers.ts";

/** Options of {@link flagGold}. */
export interface GoldOptions {
  /**
   * The share of all customers of the table that is gold, from 0 to 1.
   * @defaultValue `0.05`
   */
  readonly share?: number | undefined;
}

/** Whether one customer is gold. */
export interface GoldRow {
  /** The customer. */
  readonly customerId: string;
  /** Among the best. */
  readonly gold: boolean;
}

/** The gold customers of a table. */
export interface GoldTable extends CustomerTable<GoldRow> {
  /** 1 for a gold customer, else 0. */
  readonly flags: Uint8Array;
  /** The share asked for. */
  readonly share: number;
  /** How many that is: `⌈share · n⌉`. */
  readonly wanted: number;
  /** How many are gold: more than wanted by equals at the boundary, fewer where too few have a positive value. */
  readonly count: number;
  /** The lowest value that is gold; absent when nobody is. */
  readonly lowest?: Money | undefined;
  /** What was flagged. */
  readonly values: ValueTable;
}

/**
 * Flags the best customers by number: the top 5 % unless told otherwise.
 *
 * `gold = {i : valueᵢ > 0 and valueᵢ ≥ v₍ₖ₎}`, `v₍ₖ₎` the k-th largest value, `k = ⌈share · n⌉`
 *
 * Customers of equal value at the boundary are all gold. Nobody is gold without a positive value.
 *
 * @throws RangeError if the share is not from 0 to 1
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { flagGold, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["90", "40", "40", "5"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const gold = flagGold(valueCustomers(log, { asOf: "2026-06-01" }), { share: 0.5 });
 * gold.flags; // => Uint8Array.of(1, 1, 1, 0)
 * [gold.wanted, gold.count]; // => [2, 3]
 * ```
 */
export function flagGold(table: ValueTable, options: GoldOptions = {}): GoldTable {
  const { share = 0.05 } = options;
  checkShare("flag gold customers", "share", share);
  const { customerIds, size } = table;
  const wanted = Number(ceilShare(share, BigInt(size)));
  const best = table.value.filter((value) => value > 0).sort();
  const lowest = wanted === 0 ? undefined : best[Math.max(best.length - wanted, 0)];
  const flags = Uint8Array.from(table.value, (value) => (lowest !== undefined && value >= lowest ? 1 : 0));
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): GoldRow => Object.freeze({ customerId: customerIds[i]!, gold: flags[i] === 1 }),
    ),
    flags,
    share,
    wanted,
    count: flags.reduce((sum: number, flag) => sum + flag, 0),
    ...(lowest === undefined ? {} : { lowest: moneyOfUnits(lowest, table) }),
    values: table,
  });
}
