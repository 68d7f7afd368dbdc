import type { SqliteDatabase, SqliteStatement } from "kysely";

/** What is needed of a statement of `node:sqlite`. */
export interface NodeSqliteStatement {
  /** All rows. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it.
  all(...values: any[]): unknown[];
  /** Runs it for its effect. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it.
  run(...values: any[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  /** The rows one by one. */
  // biome-ignore lint/suspicious/noExplicitAny: as Node declares it.
  iterate(...values: any[]): Iterator<unknown>;
}

/** What is needed of a `DatabaseSync` of `node:sqlite`. */
export interface NodeSqliteDatabase {
  /** Prepares a statement. */
  prepare(text: string): NodeSqliteStatement;
  /** Ends the use of the database. */
  close(): void;
}

/**
 * Makes a database of `node:sqlite`, which Node has from version 22.5, fit Kysely's `SqliteDialect`.
 *
 * @param database - a `DatabaseSync`
 *
 * @example
 * ```js
 * import { DatabaseSync } from "node:sqlite";
 * import { nodeSqliteDatabase, sqlStore } from "clientele/sql";
 * import { Kysely, SqliteDialect } from "kysely";
 *
 * const database = nodeSqliteDatabase(new DatabaseSync("customers.db"));
 * const store = sqlStore(new Kysely({ dialect: new SqliteDialect({ database }) }), { dialect: "sqlite" });
 * await store.upgradeSchema();
 * ```
 */
export function nodeSqliteDatabase(database: NodeSqliteDatabase): SqliteDatabase {
  return {
    prepare(text) {
      const statement = database.prepare(text);
      return {
        reader: RETURNS_ROWS.test(text),
        all: (values) => statement.all(...values),
        run: (values) => statement.run(...values),
        iterate: (values) => statement.iterate(...values) as ReturnType<SqliteStatement["iterate"]>,
      };
    },
    close: () => database.close(),
  };
}

/** Older versions of Node do not say whether a statement returns rows. */
const RETURNS_ROWS = /^\s*(?:select|with|values|pragma|explain)\b|\breturning\b/i;
