import type { Money } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits, withColumns } from "../orders/index.ts";
import { ceilShare, checkShare } from "./_share.ts";
import { createValueBins } from "./_value-bins.ts";
import { type HoldOptions, marginOf } from "./hold-options.ts";
import type { ValueTable } from "./value-table.ts";
import { configurationOf, type ViewConfiguration } from "./view-configuration.ts";

/** Options of {@link flagGold}. */
export interface GoldOptions {
  /**
   * The share of all customers of the table that is gold, from 0 to 1.
   * @defaultValue `0.05`
   */
  readonly share?: number | undefined;
  /**
   * Keeps gold until the value lies below the boundary by more than a margin, and grants it to who was there without it
   * only above the boundary by as much.
   * @defaultValue none: the boundary alone decides
   */
  readonly hold?: HoldOptions<Pick<GoldTable, "get"> | ReadonlyMap<string, boolean>> | undefined;
}

/** What the flag was made with. */
export interface GoldConfiguration extends ViewConfiguration {
  /** The share asked for. */
  readonly share: number;
  /** The margin of the hold; absent without one. */
  readonly margin?: number | undefined;
}

/** Whether one customer is gold. */
export interface GoldRow {
  /** The customer. */
  readonly customerId: string;
  /** Among the best. */
  readonly gold: boolean;
  /** The rule that decided, in words with its numbers. */
  readonly reason: string;
}

/** The gold customers of a table. */
export interface GoldTable extends CustomerTable<GoldRow> {
  /** 1 for a gold customer, else 0. */
  readonly flags: Uint8Array;
  /** The share asked for. */
  readonly share: number;
  /** How many that is: `⌈share · n⌉`. */
  readonly wanted: number;
  /** How many are gold: more than wanted by equals at the boundary, fewer where too few have a positive value; with a hold either. */
  readonly count: number;
  /** The lowest value that is gold; absent when nobody is. */
  readonly lowest?: Money | undefined;
  /** What it was made with. */
  readonly configuration: GoldConfiguration;
  /** What was flagged. */
  readonly values: ValueTable;
}

/**
 * Flags the best customers by number: the top 5 % unless told otherwise.
 *
 * `gold = {i : valueᵢ > 0 and valueᵢ ≥ v₍ₖ₎}`, `v₍ₖ₎` the k-th largest value, `k = ⌈share · n⌉`
 *
 * Customers of equal value at the boundary are all gold. Nobody is gold without a positive value. With `hold` the boundary
 * c = v₍ₖ₎ is `c − ⌈m · c⌉` for who was gold, and `c + ⌈m · c⌉` for who was there and was not.
 *
 * @throws RangeError if the share or the margin is not from 0 to 1
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
  const { share = 0.05, hold } = options;
  const doing = "flag gold customers";
  checkShare(doing, "share", share);
  const margin = marginOf(doing, hold);
  const { size, value } = table;
  const wanted = Number(ceilShare(share, BigInt(size)));
  const [lowest] = createValueBins().lowestOfBest(value, [wanted]);
  const shift = lowest === undefined ? 0 : Number(ceilShare(margin, BigInt(lowest)));
  const before = (i: number): boolean | undefined => {
    const was = hold?.previous.get(table.idAt(i));
    return typeof was === "object" ? was.gold : was;
  };
  const flags = new Uint8Array(size);
  let count = 0;
  if (lowest !== undefined) {
    for (let i = 0; i < size; i++) {
      const was = hold && before(i);
      const boundary = was === undefined ? lowest : was ? lowest - shift : lowest + shift;
      flags[i] = Number(value[i]! > 0 && value[i]! >= boundary);
      count += flags[i]!;
    }
  }
  const reasonOf = (i: number): string => {
    const units = value[i]!;
    const worth = `the value of ${moneyOfUnits(units, table).amount}`;
    if (lowest === undefined) return `${worth} cannot be gold where nobody is`;
    const from = `the best ${share}, from ${moneyOfUnits(lowest, table).amount} up`;
    const inside = units >= lowest;
    if (inside !== (flags[i] === 1)) {
      return `${worth} is within ${margin * 100} % of ${from}: ${inside ? "not gold" : "gold"} as before`;
    }
    return `${worth} is ${inside ? "" : "not "}among ${from}`;
  };
  return withColumns(
    createCustomerTable(
      table,
      (i): GoldRow => Object.freeze({ customerId: table.idAt(i), gold: flags[i] === 1, reason: reasonOf(i) }),
    ),
    {
      flags,
      share,
      wanted,
      count,
      ...(lowest === undefined ? {} : { lowest: moneyOfUnits(lowest, table) }),
      configuration: configurationOf(table, { share, ...(hold === undefined ? {} : { margin }) }),
      values: table,
    },
  );
}
