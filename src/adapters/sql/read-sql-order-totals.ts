import type { Kysely } from "kysely";
import type { OrderTotals } from "../../orders/index.ts";
import { type LineTotalsOptions, readLineTotals } from "../push-down/index.ts";
import { openOrderLines } from "./_order-line-table.ts";
import type { SqlStoreOptions } from "./sql-store.ts";

/** Options of {@link readSqlOrderTotals}. */
export interface SqlOrderTotalsOptions
  extends Pick<SqlStoreOptions, "dialect" | "schema" | "prefix">,
    LineTotalsOptions {}

/**
 * Totals the order lines of a store by customer inside its database, so that one row a customer comes back instead of
 * every line: what recency, frequency and monetary are made of. Of the tables that `sqlStore` made, with the same
 * dialect, schema and prefix; both statements see one moment where the database has snapshots.
 *
 * purchases = #orders with a line above zero; their units = Σ amounts above zero; first and last = their days; returns and
 * free orders likewise of lines below zero and of zero; costs apart for purchase lines and all others
 *
 * As in an `OrderLog`, an order is what one customer calls by one id; one that holds a purchase and a return counts
 * once in each. `measureRfm` of these totals equals that of the log of the same lines. Sums are exact whatever their size.
 *
 * @param kysely - the instance behind the store
 * @param options - where the tables are, the currency, the days
 * @throws RangeError if an option is wrong, a line is of another currency, finer than `exponent` or outside 1900-01-01 to
 *   2079-06-05, or an amount has 2⁵³ units or more
 * @throws StoreError as the store
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { measureRfm } from "clientele/rfm";
 * import { pgliteDialect, readSqlOrderTotals, sqlStore } from "clientele/sql";
 * import { Kysely } from "kysely";
 *
 * const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
 * const store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
 * await store.upgradeSchema();
 * const line = { schemaVersion: 1, customerId: "ada", currency: "EUR" } as const;
 * await store.orderLines.append([
 *   { ...line, id: "1", orderId: "o1", orderedOn: "2026-05-02", amount: "19.90" },
 *   { ...line, id: "2", orderId: "o1", orderedOn: "2026-05-02", amount: "0.125" },
 *   { ...line, id: "3", orderId: "o2", orderedOn: "2026-05-30", amount: "-5" },
 * ]);
 * const totals = await readSqlOrderTotals(kysely, { dialect: "pglite", currency: "EUR" });
 * await store.close();
 * const ada = measureRfm(totals, { asOf: "2026-06-01" }).get("ada");
 * ada; // => { customerId: "ada", recencyDays: 30, frequency: 1, monetary: { amount: "20.025", currency: "EUR" } }
 * ```
 */
export async function readSqlOrderTotals(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlOrderTotalsOptions,
): Promise<OrderTotals> {
  return readLineTotals(openOrderLines(kysely, options, "total order lines"), options);
}
