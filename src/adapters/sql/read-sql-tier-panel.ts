import type { Kysely } from "kysely";
import type { TransitionCounts } from "../../migration/index.ts";
import type { StatePanel } from "../../orders/index.ts";
import { countLineTransitions, type LineTiersOptions, readLineTiers } from "../push-down/index.ts";
import { openOrderLines } from "./_order-line-table.ts";
import type { SqlStoreOptions } from "./sql-store.ts";

/** Options of {@link readSqlTierPanel} and {@link countSqlTransitions}. */
export interface SqlTierOptions
  extends Pick<SqlStoreOptions, "dialect" | "schema" | "prefix">,
    LineTiersOptions {}

/**
 * Makes the panel of tiers of a store inside its database: what `tierPanel` of `clientele/value` makes of the log of the
 * same lines, cell by cell. Sums and their order are computed where the lines are; one row comes back for each customer
 * and period with a purchase.
 *
 * By profit if every line of the periods has a cost, by revenue otherwise. The classes follow from exact integers: a
 * worth above zero is in A while the sum of all greater ones is below the share of A.
 *
 * @param kysely - the instance behind the store
 * @param options - where the tables are, the currency, the periods
 * @throws RangeError if there is no period, or one that does not fit, a share is none, or a line is of another currency or too fine
 * @throws StoreError as the store; SQLite also refuses a total of 2⁶³ units
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { stateAt } from "clientele/orders";
 * import { countSqlTransitions, pgliteDialect, readSqlTierPanel, sqlStore } from "clientele/sql";
 * import { Kysely } from "kysely";
 *
 * const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
 * const store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
 * await store.upgradeSchema();
 * const line = { schemaVersion: 1, currency: "EUR" } as const;
 * await store.orderLines.append([
 *   { ...line, id: "1", orderId: "o1", customerId: "ann", orderedOn: "2026-01-02", amount: "90" },
 *   { ...line, id: "2", orderId: "o2", customerId: "bob", orderedOn: "2026-01-30", amount: "10" },
 *   { ...line, id: "3", orderId: "o3", customerId: "bob", orderedOn: "2026-02-01", amount: "10" },
 * ]);
 * const periods = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }] as const;
 * const panel = await readSqlTierPanel(kysely, { dialect: "pglite", currency: "EUR", periods });
 * const { counts } = await countSqlTransitions(kysely, { dialect: "pglite", currency: "EUR", periods });
 * await store.close();
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1)]; // => ["A", "inactive"]
 * [stateAt(panel, 1, 0), stateAt(panel, 1, 1)]; // => ["B", "A"]
 * counts; // => [[0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
 * ```
 */
export async function readSqlTierPanel(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlTierOptions,
): Promise<StatePanel> {
  return readLineTiers(openOrderLines(kysely, options, "read the tier panel"), options);
}

/**
 * Counts the moves between tiers inside the database of a store: what `countTransitions` of `clientele/migration` counts of
 * {@link readSqlTierPanel}, without the panel leaving the database. At most 16 numbers for each period come back.
 *
 * @param kysely - the instance behind the store
 * @param options - as of `readSqlTierPanel`
 * @throws RangeError as `readSqlTierPanel`, and if there are fewer than two periods
 * @throws StoreError as `readSqlTierPanel`
 */
export async function countSqlTransitions(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlTierOptions,
): Promise<TransitionCounts> {
  return countLineTransitions(openOrderLines(kysely, options, "count transitions"), options);
}
