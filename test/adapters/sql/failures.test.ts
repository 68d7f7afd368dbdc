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

    it("that is lost within a page of a stream is told as CONNECTION, after a prefix without gaps", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const database = reached;
      await store.orderLines.append(Array.from({ length: 500 }, (_, i) => line(i)));
      const reading = store.orderLines.read()[Symbol.asyncIterator]();
      const seen: (string | undefined)[] = [];
      // The first page.
      for (let i = 0; i < 100; i++) seen.push((await reading.next()).value?.id);
      const error = await whileLocked(database, async (endWaiting) => {
        const next = caught(reading.next());
        await endWaiting();
        return next;
      });
      expect([error.code, error.retryable]).toEqual(["CONNECTION", true]);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => line(i).id));
      expect((await reading.next()).done).toBe(true);
      let again = 0;
      for await (const _line of store.orderLines.read()) again++;
      expect(again).toBe(500);
    });

    it("that is lost under a stream in a transaction is told as CONNECTION, for the snapshot went with it", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const database = reached;
      await store.orderLines.append(Array.from({ length: 500 }, (_, i) => line(i)));
      const seen: string[] = [];
      const error = await caught(
        store.transaction(async (tx) => {
          for await (const { id } of tx.orderLines.read()) {
            if (seen.length === 50) await killOthers(database);
            seen.push(id);
          }
        }),
      );
      expect(error.code).toBe("CONNECTION");
      expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => line(i).id));
    });

    it("that is lost in the middle of a long batch is told as CONNECTION, and the batch may come again", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const database = reached;
      async function* source(fails: boolean): AsyncGenerator<OrderLine> {
        for (let i = 0; i < 6500; i++) {
          if (fails && i === 6200) await killOthers(database);
          yield { ...line(i), id: `long${i}` };
        }
      }
      const error = await caught(store.orderLines.append(source(true)));
      expect([error.code, error.retryable]).toEqual(["CONNECTION", true]);
      expect(await store.orderLines.append(source(false))).toEqual({ appended: 6500, duplicates: 0 });
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

/** Does work while nobody can read the order lines; `endWaiting` ends the connection that tries to. */
async function whileLocked<R>(
  { kysely, dialect }: TestDatabase,
  work: (endWaiting: () => Promise<void>) => Promise<R>,
): Promise<R> {
  const postgres = dialect === "postgres";
  const table = postgres
    ? `clientele_failures_${process.pid}.clientele_order_lines`
    : "clientele_order_lines";
  return kysely.connection().execute(async (connection) => {
    if (postgres) await sql`begin`.execute(connection);
    const lock = postgres ? sql`lock table ${sql.table(table)}` : sql`lock tables ${sql.table(table)} write`;
    await lock.execute(connection);
    const endWaiting = async (): Promise<void> => {
      for (;;) {
        // Within a transaction the list would stay as it was first seen.
        if (postgres) await sql`select pg_stat_clear_snapshot()`.execute(connection);
        const { rows } = await (postgres
          ? sql<{ id: number }>`select pid as id from pg_stat_activity
                where wait_event_type = 'Lock' and application_name = 'clientele-failures'`
          : sql<{ id: number }>`select id from information_schema.processlist
                where db = database() and state like 'Waiting for table%'`
        ).execute(connection);
        for (const { id } of rows)
          await (postgres ? sql`select pg_terminate_backend(${id})` : sql`kill ${sql.lit(id)}`).execute(
            connection,
          );
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    try {
      return await work(endWaiting);
    } finally {
      await (postgres ? sql`rollback` : sql`unlock tables`).execute(connection);
    }
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
