import { createCustomerTable, withColumns } from "../orders/index.ts";
import { codeAbc, cutAbc } from "./_abc-cuts.ts";
import { abcParts } from "./_abc-table.ts";
import { type AbcShares, checkShares, USUAL_SHARES } from "./abc-shares.ts";
import type { AbcTable } from "./abc-table.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link classifyAbc}. */
export interface AbcOptions {
  /**
   * The share of the positive value that A must reach, and the share that A and B together must reach.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
}

/**
 * Divides customers into A, B and C by what they bring.
 *
 * With customers from the best down, A are the fewest whose sum is at least `shares[0] · Σ max(value, 0)`, A and B
 * together the fewest whose sum is at least `shares[1]` of it, C the rest.
 *
 * Equal values share the better class. Whoever has no positive value is C. Exact: no customer changes class with
 * the unit of money or by rounding.
 *
 * @throws RangeError if the shares are not two numbers from 0 to 1 that do not fall
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { classifyAbc, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["70", "15", "10", "5"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const abc = classifyAbc(valueCustomers(log, { asOf: "2026-06-01" }));
 * [...abc].map((row) => row.tier); // => ["A", "A", "B", "C"]
 * abc.lowestA; // => { amount: "15.00", currency: "EUR" }
 * abc.get("c3")?.reason; // => "the value of 10.00 is among the best who bring 0.95 of all, from 10.00 up"
 * ```
 */
export function classifyAbc(table: ValueTable, options: AbcOptions = {}): AbcTable {
  const { shares = USUAL_SHARES } = options;
  checkShares("classify customers", shares);
  const cuts = cutAbc(table.value, shares);
  const { rowAt, columns } = abcParts(table, { codes: codeAbc(table.value, cuts), cuts, shares });
  return withColumns(createCustomerTable(table, rowAt), columns);
}
