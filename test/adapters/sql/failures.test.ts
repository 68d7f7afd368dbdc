import type { OrderLine } from "clientele/model";
import { type ClienteleStore, StoreError } from "clientele/repositories";
import { sqlStore } from "clientele/sql";
import { Kysely, MysqlDialect, PostgresDialect, sql } from "kysely";
import { createPool } from "mysql2";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMariadb, openPostgres, type Reached, type TestDatabase } from "./_databases.ts";

const product = (id: string) =>
  ({ schemaVersion: 1, id, name: "Kettle", category: "Kitchen", consumable: false }) as const;
const line = (i: number): OrderLine => ({
  schemaVersion: 1,
  id: `l${String(i).padStart(4, "0")}`,
  orderId: "o1",
  customerId: "c1",
  orderedOn: "2026-03-01",
  amount: "1",
  currency: "EUR",
});

async function caught(operation: Promise<unknown>): Promise<StoreError> {
  const error = await operation.then(
    () => new Error("no error"),
    (thrown: unknown) => thrown,
  );
  if (!StoreError.is(error)) throw error;
  return error;
}

describe("a server that is not there", () => {
  it("is told as CONNECTION, which may be tried again, with the driver's error as the cause", async () => {
    const pool = new pg.Pool({ host: "127.0.0.1", port: 1, user: "nobody", database: "none" });
    const postgres = sqlStore(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), {
      dialect: "postgres",
    });
    const mysql = sqlStore(
      new Kysely<unknown>({
        dialect: new MysqlDialect({ pool: createPool({ host: "127.0.0.1", port: 1 }) }),
      }),
      { dialect: "mysql" },
    );
    for (const store of [postgres, mysql]) {
      for (const operation of [
        () => store.products.get("a"),
        () => store.transaction(async () => undefined),
        () => store.upgradeSchema(),
      ]) {
        const error = await caught(operation());
        expect([error.code, error.retryable]).toEqual(["CONNECTION", true]);
        expect(error.cause).toBeInstanceOf(Error);
      }
    }
  });
});

for (const [name, open] of [
  ["PostgreSQL", () => openPostgres(`clientele_failures_${process.pid}`)],
  ["MariaDB", () => openMariadb(`clientele_failures_${process.pid}`)],
] as const) {
  describe(`a connection to ${name}`, () => {
    let reached: Reached = "";
    let store: ClienteleStore;
    beforeAll(async () => {
      reached = await open();
      if (typeof reached !== "string") store = await reached.createStore();
    }, 30_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });

    it("that is lost between two pages of a stream loses nothing: the stream goes on over another", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      await store.orderLines.append(Array.from({ length: 500 }, (_, i) => line(i)));
      const seen: string[] = [];
      for await (const { id } of store.orderLines.read()) {
        if (seen.length === 50) await killOthers(reached);
        seen.push(id);
      }
      expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => line(i).id));
    });

    it("that is lost in a transaction is told as CONNECTION, and nothing is kept", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const database = reached;
      const error = await caught(
        store.transaction(async (tx) => {
          await tx.products.save(product("lost"), { expected: "absent" });
          await killOthers(database);
          await tx.products.save(product("late"), { expected: "absent" });
        }),
      );
      expect([error.code, error.retryable]).toEqual(["CONNECTION", true]);
      expect(await store.products.getMany(["lost", "late"])).toEqual([undefined, undefined]);
    });

    it("that waits too long for a lock is told as TIMEOUT, and nothing is kept", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const { kysely, dialect } = reached;
      const record = await store.products.save(product("held"), { expected: "any" });
      // The waiter has a store of its own, whose connection gives up early.
      const waiter = await impatient(reached);
      try {
        await store.transaction(async (tx) => {
          await tx.products.save({ ...product("held"), name: "Jug" }, { expected: record.version });
          const error = await caught(waiter.store.products.save(product("held"), { expected: "any" }));
          expect([error.code, error.retryable]).toEqual(["TIMEOUT", true]);
        });
      } finally {
        await waiter.end();
      }
      expect((await store.products.get("held"))?.name).toBe("Jug");
      expect([kysely !== undefined, dialect.length > 0]).toEqual([true, true]);
    });

    it("in which a failure was swallowed does not pretend to have committed", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      if (reached.dialect !== "postgres") return; // Only there a failed statement ends the transaction.
      const database = reached;
      await store.products.save(product("race"), { expected: "any" });
      const error = await caught(
        store.transaction(async (tx) => {
          await tx.products.get("race");
          await store.products.save(product("race"), { expected: "any" });
          await tx.products.save(product("race"), { expected: "any" }).catch(() => undefined);
        }),
      );
      expect(error.code).toBe("SERIALIZATION_FAILURE");
      expect(database.name).toBe("PostgreSQL");
    });

    it("is not lost by a record that is too large: that is refused before it is sent", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const payload = { text: "x".repeat(4_000_000) };
      const error = await caught(
        store.insights.save(
          {
            schemaVersion: 1,
            id: "large",
            kind: "own",
            subjectId: "c1",
            asOf: "2026-11-22",
            strength: 1,
            evidence: [{ label: "a", value: 1, asOf: "2026-11-22", source: "b" }],
            payload,
          },
          { expected: "absent" },
        ),
      );
      expect(error.code).toBe("INVALID_VALUE");
      expect(error.message).toContain("it has more than 4000000 characters");
      expect(await store.insights.get("large")).toBeUndefined();
    });
  });
}

/** Ends every other connection of the pool, as a restart of the server or a firewall does. */
async function killOthers({ kysely, dialect }: TestDatabase): Promise<void> {
  await kysely.connection().execute(async (connection) => {
    if (dialect === "postgres") {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and application_name = 'clientele-failures'`.execute(connection);
      return;
    }
    const { rows } = await sql<{ id: number }>`select id from information_schema.processlist
      where db = database() and id <> connection_id()`.execute(connection);
    for (const { id } of rows) await sql`kill ${sql.lit(id)}`.execute(connection).catch(() => undefined);
  });
}

/** A store over the same tables that waits for no lock longer than a moment. */
async function impatient(
  database: TestDatabase,
): Promise<{ readonly store: ClienteleStore; readonly end: () => Promise<void> }> {
  if (database.dialect === "postgres") {
    const pool = new pg.Pool({
      host: "127.0.0.1",
      user: process.env["PGUSER"] ?? "postgres",
      database: "test",
      options: "-c lock_timeout=200",
    });
    const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    const store = sqlStore(kysely, { dialect: "postgres", schema: `clientele_failures_${process.pid}` });
    return { store, end: () => kysely.destroy() };
  }
  const pool = createPool({
    host: "127.0.0.1",
    user: "root",
    database: `clientele_failures_${process.pid}`,
    connectionLimit: 1,
  });
  const kysely = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  await sql`set innodb_lock_wait_timeout = 1`.execute(kysely);
  return { store: sqlStore(kysely, { dialect: "mysql" }), end: () => kysely.destroy() };
}
