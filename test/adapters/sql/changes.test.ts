import { type ClienteleStore, collectionNames, type StoreChanges } from "clientele/repositories";
import { sqlStore } from "clientele/sql";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
  type TestDatabase,
} from "./_databases.ts";

const own = `clientele_changes_${process.pid}`;
const product = (id: string) =>
  ({ schemaVersion: 1, id, name: "Kettle", category: "Kitchen", consumable: false }) as const;
const line = (id: string, customerId: string) =>
  ({
    schemaVersion: 1,
    id,
    orderId: id,
    customerId,
    orderedOn: "2026-05-30",
    amount: "1",
    currency: "EUR",
  }) as const;

const databases: readonly (readonly [string, () => Promise<Reached>])[] = [
  ["PGlite", openPglite],
  ["SQLite", () => openNodeSqlite()],
  ["PostgreSQL", () => openPostgres(own)],
];

const storeOf = (database: TestDatabase, prefix: string, schema = own): ClienteleStore =>
  sqlStore(database.kysely, {
    dialect: database.dialect,
    prefix,
    ...(database.dialect === "postgres" ? { schema } : {}),
  });
const table = (database: TestDatabase, name: string) =>
  database.dialect === "postgres" ? sql.id(own, name) : sql.id(name);

const lines = ({ complete, records, events }: StoreChanges): readonly string[] => [
  ...(complete ? [] : ["incomplete"]),
  ...records.map(({ collection, id, version }) => `${collection} ${id} ${version ?? "gone"}`).sort(),
  ...events.map(({ collection, subjectId }) => `${collection} ${subjectId}`).sort(),
];

/** As an earlier version of the package has left it: no log, and nothing that fills it. */
async function backToLayout1(database: TestDatabase, prefix: string): Promise<void> {
  const { kysely, dialect } = database;
  if (dialect === "sqlite") {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'trigger' and name like ${`${prefix}%`}`.execute(kysely);
    for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(kysely);
    await sql`delete from ${table(database, `${prefix}schema`)} where id like 'store %'`.execute(kysely);
  } else
    for (const what of ["state", "customer_id", "party_id", "subject_id"])
      await sql`drop function ${table(database, `${prefix}change_log_of_${what}`)} cascade`.execute(kysely);
  await sql`drop table ${table(database, `${prefix}change_log`)}`.execute(kysely);
  await sql`update ${table(database, `${prefix}schema`)} set version = 1`.execute(kysely);
}

for (const [name, open] of databases) {
  describe(`what has changed in ${name}`, () => {
    let reached: Reached = "";
    beforeAll(async () => {
      reached = await open();
    }, 60_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });

    it("is not known of a store of layout 1, until it is upgraded in place", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [one, other] = [storeOf(reached, "old_"), storeOf(reached, "old_")];
      await one.upgradeSchema();
      await one.products.save(product("a"), { expected: "absent" });
      await backToLayout1(reached, "old_");
      await expect(one.changes()).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
      await one.products.save(product("b"), { expected: "absent" });
      const upgrades = await Promise.all([one.upgradeSchema(), other.upgradeSchema()]);
      expect(upgrades.map(({ from, to }) => [from, to]).sort()).toEqual([
        [1, 2],
        [2, 2],
      ]);
      const done = upgrades.find(({ from }) => from === 1)!.changes;
      expect(done.length).toBe(collectionNames.length + 1);
      expect(done.slice(0, 2)).toEqual([
        "made the table old_change_log",
        "made the triggers of old_parties that note changes",
      ]);
      const { mark } = await one.changes();
      await other.products.save(product("a"), { expected: 1 });
      expect(lines(await one.changes(mark))).toEqual(["products a 2"]);
      expect(await one.products.count()).toBe(2);
    });

    it("is noted of a table that is made later, and of one that lost its triggers", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const store = storeOf(reached, "later_");
      await store.upgradeSchema();
      const { kysely, dialect } = reached;
      await sql`drop table ${table(reached, "later_products")}`.execute(kysely);
      if (dialect === "sqlite") await sql`drop trigger later_order_lines_note_insert`.execute(kysely);
      else
        await sql`drop trigger clientele_note_insert on ${table(reached, "later_order_lines")}`.execute(
          kysely,
        );
      expect((await store.upgradeSchema()).changes).toEqual([
        "made the table later_products",
        "made the triggers of later_order_lines that note changes",
      ]);
      expect((await store.upgradeSchema()).changes).toEqual([]);
      const { mark } = await store.changes();
      await store.products.save(product("a"), { expected: "absent" });
      await store.orderLines.append([line("l", "c1")]);
      expect(lines(await store.changes(mark))).toEqual(["products a 1", "orderLines c1"]);
    });

    it("is told once: what was told is not told again", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const store = storeOf(reached, "once_");
      await store.upgradeSchema();
      await store.products.save(product("before"), { expected: "absent" });
      const first = await store.changes();
      await store.products.save(product("a"), { expected: "absent" });
      const next = await store.changes(first.mark);
      expect(lines(next)).toEqual(["products a 1"]);
      const last = await store.changes(next.mark);
      expect([lines(last), last.complete]).toEqual([[], true]);
    });

    it("is told of SQL of others, too", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const { kysely, dialect } = reached;
      const store = storeOf(reached, "raw_");
      await store.upgradeSchema();
      for (const id of ["a", "b", "c"]) await store.products.save(product(id), { expected: "absent" });
      await store.orderLines.append([line("l", "c1"), line("m", "c2"), line("n", "c3")]);
      const [products, orders] = [table(reached, "raw_products"), table(reached, "raw_order_lines")];
      const { mark } = await store.changes();
      await sql`update ${products} set version = 7 where id = 'a'`.execute(kysely);
      await sql`update ${products} set id = 'other' where id = 'b'`.execute(kysely);
      await sql`delete from ${products} where id = 'c'`.execute(kysely);
      await sql`update ${orders} set customer_id = 'c9' where id = 'l'`.execute(kysely);
      await sql`delete from ${orders} where id = 'm'`.execute(kysely);
      await sql`update ${orders} set customer_id = 'c8' where id = 'none'`.execute(kysely);
      const told = [
        "products a 7",
        "products b gone",
        "products c gone",
        "products other 1",
        "orderLines c1",
        "orderLines c2",
        "orderLines c9",
      ];
      expect(lines(await store.changes(mark))).toEqual(told);
      if (dialect === "sqlite") {
        await sql`insert or ignore into ${products} select * from ${products}`.execute(kysely);
        await sql`insert or replace into ${products} select * from ${products} where id = 'a'`.execute(
          kysely,
        );
        await sql`update ${products} set version = 9 where id = 'a'`.execute(kysely);
        expect(lines(await store.changes(mark))).toContain("products a 9");
        return;
      }
      await sql`truncate ${products}`.execute(kysely);
      const after = await store.changes(mark);
      expect(lines(after)).toEqual(["incomplete"]);
      expect(lines(await store.changes(after.mark))).toEqual([]);
    });

    it("is not told by a mark of another store", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [one, other] = [storeOf(reached, "one_"), storeOf(reached, "other_")];
      for (const store of [one, other]) await store.upgradeSchema();
      const { mark } = await one.changes();
      await other.products.save(product("a"), { expected: "absent" });
      expect(lines(await other.changes(mark))).toEqual(["incomplete"]);
      expect(lines(await one.changes(mark))).toEqual([]);
    });
  });
}

for (const [name, open] of databases.filter(([one]) => one !== "SQLite")) {
  describe(`the log of changes in ${name}`, () => {
    let reached: Reached = "";
    beforeAll(async () => {
      reached = await open();
    }, 60_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });

    it("is kept for a month, and a mark that is older does not count", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const { kysely } = reached;
      const store = storeOf(reached, "month_");
      await store.upgradeSchema();
      const log = table(reached, "month_change_log");
      const ageBy = (days: number) =>
        sql`update ${log} set at = at - interval '1 hour' * ${sql.lit(days * 24)}`.execute(kysely);
      const count = async () =>
        Number((await sql<{ n: string }>`select count(*) as n from ${log}`.execute(kysely)).rows[0]!.n);
      const { mark } = await store.changes();
      const marked = (days: number) =>
        mark.replace(/ (\d+) /, (_, at: string) => ` ${Number(at) - days * 86_400} `);
      await store.products.save(product("a"), { expected: "absent" });
      expect(lines(await store.changes(marked(29.9)))).toEqual(["products a 1"]);
      expect(lines(await store.changes(marked(30.1)))).toEqual(["incomplete"]);
      expect(lines(await store.changes(marked(-1)))).toEqual(["incomplete"]);
      await ageBy(31.5);
      await store.changes(mark);
      expect(await count()).toBe(1);
      await ageBy(1);
      await store.products.save(product("b"), { expected: "absent" });
      await store.changes();
      expect(await count()).toBe(1);
      await ageBy(33);
      expect((await store.upgradeSchema()).changes).toEqual([]);
      expect(await count()).toBe(0);
    });

    it("does not believe a mark of before a restart, of the future, or that is no snapshot", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const store = storeOf(reached, "life_");
      await store.upgradeSchema();
      const { mark } = await store.changes();
      const [kind, life, at, snapshot] = mark.split(" ") as [string, string, string, string];
      const [xmin] = snapshot.split(":");
      const altered = [
        [kind, life.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)), at, snapshot],
        [kind, life, at, "9000000000000000000:9000000000000000000:"],
        [kind, life, at, "0:1:"],
        [kind, life, at, "9:3:"],
        [kind, life, at, `${xmin}:${xmin}:${xmin}`],
        [kind, life, at, "3:9:5,4"],
        [kind, life, at, "3:9:5,"],
        [kind, life, at, "99999999999999999999:99999999999999999999:"],
        [kind, life, "999999999999999999", snapshot],
      ].map((parts) => parts.join(" "));
      for (const one of altered)
        expect([one, lines(await store.changes(one))]).toEqual([one, ["incomplete"]]);
      expect(lines(await store.changes([kind, life, at, "1:1:"].join(" ")))).toEqual([]);
    });

    it("needs no right of whoever writes", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const { kysely } = reached;
      const store = storeOf(reached, "role_");
      await store.upgradeSchema();
      const { mark } = await store.changes();
      const role = sql.id(`${own}_writer`);
      const products = table(reached, "role_products");
      await sql`create role ${role}`.execute(kysely);
      try {
        await sql`grant usage on schema ${sql.id(reached.dialect === "postgres" ? own : "public")} to ${role}`.execute(
          kysely,
        );
        await sql`grant select, insert on ${products} to ${role}`.execute(kysely);
        await kysely.transaction().execute(async (tx) => {
          await sql`set local role ${role}`.execute(tx);
          await sql`insert into ${products} (id, name, version) values ('raw', 'x', 1)`.execute(tx);
        });
        expect(lines(await store.changes(mark))).toEqual(["products raw 1"]);
      } finally {
        await sql`drop owned by ${role}`.execute(kysely);
        await sql`drop role ${role}`.execute(kysely);
      }
    });
  });
}

describe("what has changed in PostgreSQL", () => {
  it("is told once also while another transaction is open", async (context) => {
    const reached = await openPostgres(`${own}_open`);
    if (typeof reached === "string") return context.skip(reached);
    const store = storeOf(reached, "clientele_", `${own}_open`);
    try {
      await store.upgradeSchema();
      const first = await store.changes();
      await store.transaction(async (tx) => {
        await tx.products.save(product("slow"), { expected: "absent" });
        await store.products.save(product("quick"), { expected: "absent" });
        const next = await store.changes(first.mark);
        expect(lines(next)).toEqual(["products quick 1"]);
        const last = await store.changes(next.mark);
        expect(lines(last)).toEqual([]);
      });
      expect(lines(await store.changes(first.mark))).toEqual(["products quick 1", "products slow 1"]);
    } finally {
      await reached.drop();
    }
  });

  it("goes on in a schema that was renamed, once it is upgraded", async (context) => {
    const [before, after] = [`${own}_before`, `${own}_after`];
    const reached = await openPostgres(after);
    if (typeof reached === "string") return context.skip(reached);
    try {
      await storeOf(reached, "clientele_", before).upgradeSchema();
      await sql`alter schema ${sql.id(before)} rename to ${sql.id(after)}`.execute(reached.kysely);
      const store = storeOf(reached, "clientele_", after);
      expect((await store.upgradeSchema()).changes).toEqual([]);
      const { mark } = await store.changes();
      await store.products.save(product("a"), { expected: "absent" });
      expect(lines(await store.changes(mark))).toEqual(["products a 1"]);
    } finally {
      await reached.drop();
    }
  });
});

describe("what has changed in MariaDB", () => {
  it("is not told, and the refusal says why", async (context) => {
    const reached = await openMariadb(own);
    if (typeof reached === "string") return context.skip(reached);
    try {
      const store = storeOf(reached, "clientele_");
      await store.upgradeSchema();
      await expect(store.changes()).rejects.toMatchObject({
        code: "UNSUPPORTED",
        message: expect.stringContaining("number rows as they are written and not as they are committed"),
      });
    } finally {
      await reached.drop();
    }
  });
});
