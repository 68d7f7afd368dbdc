/**
 * A store in a database of yours, through a Kysely instance of yours: PostgreSQL, PGlite, SQLite, MySQL, MariaDB.
 *
 * Definitions:
 * - A **dialect** is what one database does in its own way; it is told, never guessed.
 * - Every **collection** is a table. Texts, numbers and truth values at the top of a record have columns, named in
 *   snake case; everything else stands in the column `rest` as JSON.
 * - The **layout** is the way in which collections become tables, and has a version. `upgradeSchema` makes what is
 *   missing, also columns of fields that the model has gained, and never drops anything.
 * - **Text** has a binary collation, so that the database orders as `compareCodePoints` does. **Decimals** are text,
 *   so that no digit is lost; days and instants are text, too, and instants of events have milliseconds beside them.
 * - What drivers throw becomes a `StoreError` by its code; the error itself is its `cause`.
 *
 * This entry needs `kysely`; nothing else of the library does.
 *
 * @packageDocumentation
 */

export type { LineTiersOptions, LineTotalsOptions } from "../push-down/index.ts";
export type { SqlDialect } from "./_dialect.ts";
export {
  type NodeSqliteDatabase,
  type NodeSqliteStatement,
  nodeSqliteDatabase,
} from "./node-sqlite-database.ts";
export { type PgliteDatabase, pgliteDialect } from "./pglite-dialect.ts";
export { readSqlOrderTotals, type SqlOrderTotalsOptions } from "./read-sql-order-totals.ts";
export { countSqlTransitions, readSqlTierPanel, type SqlTierOptions } from "./read-sql-tier-panel.ts";
export { type SqlStoreOptions, sqlStore } from "./sql-store.ts";
