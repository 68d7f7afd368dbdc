import type { OrderTotals } from "../../orders/index.ts";
import { type LineTotalsOptions, readLineTotals } from "../push-down/index.ts";
import { openDuckdb } from "./_open-duckdb.ts";
import type { DuckdbInstance } from "./duckdb-instance.ts";
import type { DuckdbLinesOptions } from "./duckdb-lines.ts";

/** Options of {@link readDuckdbOrderTotals}. */
export interface DuckdbOrderTotalsOptions extends DuckdbLinesOptions, LineTotalsOptions {}

/**
 * Totals order lines by customer inside DuckDB, so that one row a customer comes back instead of every line: what
 * recency, frequency and monetary are made of. The lines are a table, a view, or files of CSV or Parquet.
 *
 * purchases = #orders with a line above zero; their units = Σ amounts above zero; first and last = their days; returns and
 * free orders likewise of lines below zero and of zero; costs apart for purchase lines and all others
 *
 * `measureRfm` of these totals equals that of the `OrderLog` of the same lines. Sums are exact whatever their size. The call has a
 * connection of its own and changes nothing.
 *
 * @param instance - a `DuckDBInstance` of `@duckdb/node-api`
 * @param options - where the lines are, which column holds what, the currency, the days
 * @throws InvalidDataError with every row that an `OrderLog` would refuse, or that has no order id where the column is named
 * @throws RangeError if an option is wrong, a column is missing or of a wrong type, a line is finer than `exponent` or lies
 *   outside 1900-01-01 to 2079-06-05, or an amount has 2⁵³ units or more
 * @throws StoreError as DuckDB says: `SCHEMA_MISMATCH` for a missing table, `INVALID_VALUE` for a file that is no CSV
 *
 * @example
 * ```ts
 * import { DuckDBInstance } from "@duckdb/node-api";
 * import { readDuckdbOrderTotals } from "clientele/duckdb";
 * import { measureRfm } from "clientele/rfm";
 *
 * const duckdb = await DuckDBInstance.create(":memory:");
 * const connection = await duckdb.connect();
 * await connection.run("create table sales (who varchar, sold timestamp, total decimal(12, 3))");
 * await connection.run("insert into sales values ('ada', '2026-05-02 00:00', 19.9), ('ada', '2026-05-02 18:00', 0.125)");
 * const totals = await readDuckdbOrderTotals(duckdb, {
 *   lines: { table: "sales" },
 *   columns: { customerId: "who", orderedOn: "sold", amount: "total" },
 *   currency: "EUR",
 * });
 * const ada = measureRfm(totals, { asOf: "2026-06-01" }).get("ada");
 * ada; // => { customerId: "ada", recencyDays: 30, frequency: 1, monetary: { amount: "20.025", currency: "EUR" } }
 * ```
 */
export async function readDuckdbOrderTotals(
  instance: DuckdbInstance,
  options: DuckdbOrderTotalsOptions,
): Promise<OrderTotals> {
  return readLineTotals(openDuckdb(instance, options, "total order lines"), options);
}
