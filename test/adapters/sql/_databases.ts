import { createRequire } from "node:module";
import { PGlite } from "@electric-sql/pglite";
import type { ClienteleStore } from "clientele/repositories";
import { nodeSqliteDatabase, pgliteDialect, type SqlDialect, sqlStore } from "clientele/sql";
import { Kysely, MysqlDialect, PostgresDialect, SqliteDialect, sql } from "kysely";
import { createPool } from "mysql2";
import pg from "pg";

/** A database in which many empty stores can be made, one per test, and which leaves nothing behind. */
export interface TestDatabase {
  readonly name: string;
  readonly dialect: SqlDialect;
  // biome-ignore lint/suspicious/noExplicitAny: its tables are made by the tests.
  readonly kysely: Kysely<any>;
  /** An empty store; the one before must not be used any more. */
  createStore(): Promise<ClienteleStore>;
  /** Drops everything that was made. */
  drop(): Promise<void>;
}

/** A database, or the reason why there is none. */
export type Reached = TestDatabase | string;

const own = `clientele_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;

/** The same tables for every store of a database, emptied in between: making them costs more than most tests. */
function reusing(
  database: Omit<TestDatabase, "createStore">,
  open: () => ClienteleStore,
  ownSchema?: string,
): TestDatabase["createStore"] {
  let made: Promise<readonly string[]> | undefined;
  const make = async (): Promise<readonly string[]> => {
    await open().upgradeSchema();
    const tables = await database.kysely.introspection.getTables();
    return tables
      .filter(({ schema }) => ownSchema === undefined || schema === ownSchema)
      .map(({ name }) => (ownSchema === undefined ? name : `${ownSchema}.${name}`))
      .filter((name) => name.includes("clientele_") && !name.endsWith("_schema"));
  };
  return async () => {
    made ??= make();
    const tables = await made;
    for (const name of tables) await sql`delete from ${sql.table(name)}`.execute(database.kysely);
    return open();
  };
}

let pglite: Kysely<unknown> | undefined;

/** PGlite in memory: one instance for all tests of the process, for it takes seconds to start. */
export async function openPglite(): Promise<Reached> {
  pglite ??= new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
  const kysely = pglite;
  const database = { name: "PGlite", dialect: "pglite", kysely, drop: async () => undefined } as const;
  return {
    ...database,
    createStore: reusing(database, () => sqlStore(kysely, { dialect: "pglite", durable: false })),
  };
}

/** SQLite of Node itself, from version 22.5. */
export async function openNodeSqlite(file = ":memory:"): Promise<Reached> {
  const kysely = await sqliteKysely(file);
  if (typeof kysely === "string") return kysely;
  const database = {
    name: "SQLite (node:sqlite)",
    dialect: "sqlite",
    kysely,
    drop: () => kysely.destroy(),
  } as const;
  return { ...database, createStore: reusing(database, () => sqlStore(kysely, { dialect: "sqlite" })) };
}

/** Kysely on `node:sqlite`, or why there is none. */
export async function sqliteKysely(file: string): Promise<Kysely<unknown> | string> {
  try {
    const name = "node:sqlite";
    const { DatabaseSync } = createRequire(import.meta.url)(name);
    return new Kysely({
      dialect: new SqliteDialect({ database: nodeSqliteDatabase(new DatabaseSync(file)) }),
    });
  } catch {
    return `Node ${process.versions.node} has no node:sqlite`;
  }
}

/** PostgreSQL at 127.0.0.1, in a schema of its own. */
export async function openPostgres(schema = own): Promise<Reached> {
  const pool = new pg.Pool({
    host: "127.0.0.1",
    user: process.env["PGUSER"] ?? "postgres",
    database: "test",
    max: 12,
    connectionTimeoutMillis: 2000,
    // By it the tests of failures find the connections that they may end.
    application_name: schema.startsWith("clientele_failures") ? "clientele-failures" : "clientele-tests",
  });
  // An idle connection that is lost is the pool's matter; without a listener it would end the process.
  pool.on("error", () => undefined);
  // The same of one that is in use: its statement fails, and that is told where it was asked.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`select 1`.execute(kysely);
  } catch {
    await kysely.destroy();
    return "no PostgreSQL server at 127.0.0.1:5432";
  }
  const drop = async (): Promise<void> => {
    await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(kysely);
    await kysely.destroy();
  };
  const database = { name: "PostgreSQL", dialect: "postgres", kysely, drop } as const;
  return {
    ...database,
    createStore: reusing(database, () => sqlStore(kysely, { dialect: "postgres", schema }), schema),
  };
}

/** MariaDB at 127.0.0.1, in a database of its own. */
export async function openMariadb(name = own): Promise<Reached> {
  const config = { host: "127.0.0.1", user: "root", connectTimeout: 2000 };
  const admin = new Kysely<unknown>({ dialect: new MysqlDialect({ pool: createPool(config) }) });
  try {
    await sql`create database if not exists ${sql.id(name)}`.execute(admin);
  } catch {
    await admin.destroy();
    return "no MariaDB server at 127.0.0.1:3306";
  }
  const kysely = new Kysely<unknown>({
    dialect: new MysqlDialect({ pool: createPool({ ...config, database: name, connectionLimit: 12 }) }),
  });
  const drop = async (): Promise<void> => {
    await kysely.destroy();
    await sql`drop database if exists ${sql.id(name)}`.execute(admin);
    await admin.destroy();
  };
  const database = { name: "MariaDB", dialect: "mysql", kysely, drop } as const;
  return { ...database, createStore: reusing(database, () => sqlStore(kysely, { dialect: "mysql" })) };
}
