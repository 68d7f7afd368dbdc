import { type ClienteleStore, collectionNames, StoreError } from "clientele/repositories";
import { sqlStore } from "clientele/sql";
import { CamelCasePlugin, Kysely, SqliteDialect, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
  type TestDatabase,
} from "./_databases.ts";

const kettle = {
  schemaVersion: 1,
  id: "p1",
  name: "Kettle",
  category: "Kitchen",
  consumable: false,
} as const;

const databases: readonly (readonly [string, () => Promise<Reached>])[] = [
  ["PGlite", openPglite],
  ["SQLite", () => openNodeSqlite()],
  ["PostgreSQL", () => openPostgres(`clientele_schema_${process.pid}`)],
  ["MariaDB", () => openMariadb(`clientele_schema_${process.pid}`)],
];

for (const [name, open] of databases) {
  describe(`the schema in ${name}`, () => {
    let reached: Reached = "";
    beforeAll(async () => {
      reached = await open();
    }, 30_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });

    /** Two stores over the same database: two processes that start at once. */
    const stores = (database: TestDatabase, prefix: string): [ClienteleStore, ClienteleStore] => {
      const schema = database.dialect === "postgres" ? { schema: `clientele_schema_${process.pid}` } : {};
      const make = () => sqlStore(database.kysely, { dialect: database.dialect, prefix, ...schema });
      return [make(), make()];
    };
    const table = (database: TestDatabase, plain: string) =>
      database.dialect === "postgres" ? sql.id(`clientele_schema_${process.pid}`, plain) : sql.id(plain);

    it("is made once by whoever comes first, and found in place afterwards", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [one, two] = stores(reached, "both_");
      await expect(one.products.get("p1")).rejects.toMatchObject({
        code: "SCHEMA_MISMATCH",
        retryable: false,
      });
      const upgrades = await Promise.all([one.upgradeSchema(), two.upgradeSchema()]);
      expect(upgrades.map(({ to }) => to)).toEqual([2, 2]);
      expect(upgrades.map(({ from }) => from).sort()).toEqual([0, 2]);
      const tables = collectionNames.length + (one.capabilities.changes ? 2 : 1);
      expect(upgrades.map(({ changes }) => changes.length).sort()).toEqual([0, tables]);
      await one.products.save(kettle, { expected: "absent" });
      expect((await two.products.get("p1"))?.name).toBe("Kettle");
      expect(await two.upgradeSchema()).toEqual({ from: 2, to: 2, changes: [] });
      expect(await one.products.count()).toBe(1);
    }, 60_000);

    it("gains the column of a field that the model has gained, with what the rest held of it", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [store] = stores(reached, "old_");
      await store.upgradeSchema();
      await store.products.save(kettle, { expected: "absent" });
      const { kysely } = reached;
      await sql`alter table ${table(reached, "old_products")} drop column category`.execute(kysely);
      await expect(store.products.get("p1")).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
      const rest = JSON.stringify({ category: "Kitchen" });
      await sql`update ${table(reached, "old_products")} set rest = ${rest}`.execute(kysely);
      expect((await store.upgradeSchema()).changes).toEqual(["added the column category to old_products"]);
      expect(await store.products.get("p1")).toEqual({ ...kettle, version: 1 });
      expect(await store.products.count({ op: "eq", field: "category", value: "Kitchen" })).toBe(1);
    }, 30_000);

    it("of a later version is refused, and nothing is touched", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [store] = stores(reached, "new_");
      await store.upgradeSchema();
      await sql`update ${table(reached, "new_schema")} set version = 99`.execute(reached.kysely);
      const error = await store.upgradeSchema().catch((thrown: unknown) => thrown);
      expect(StoreError.is(error, "SCHEMA_MISMATCH")).toBe(true);
      expect(String(error)).toContain("its layout 99 is newer than this version, which knows 2");
    }, 30_000);

    it("that somebody has damaged is told as DECODE_ERROR, with the record", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [store] = stores(reached, "bad_");
      await store.upgradeSchema();
      await store.products.save(kettle, { expected: "absent" });
      await sql`update ${table(reached, "bad_products")} set name = null`.execute(reached.kysely);
      const error = await store.products.get("p1").catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "DECODE_ERROR",
        message: 'Cannot read "p1" of products: it has no name',
        details: { collection: "products", id: "p1" },
      });
      await sql`update ${table(reached, "bad_products")} set name = 'x', rest = '[1]'`.execute(
        reached.kysely,
      );
      await expect(store.products.page({ limit: 1 })).rejects.toMatchObject({ code: "DECODE_ERROR" });
    }, 30_000);

    it("orders long texts by all of their code points", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const [store] = stores(reached, "long_");
      await store.upgradeSchema();
      const long = "😀".repeat(900);
      const texts = ["b", "a", "c"].map((end) => `${long}${end}`);
      for (const [i, reasonForUse] of texts.entries())
        await store.installedProducts.save(
          {
            schemaVersion: 1,
            id: `i${i}`,
            ownerId: "c1",
            productId: "p1",
            productName: "Kettle",
            installedOn: "2026-02-01",
            source: { method: "stated", observedOn: "2026-02-01" },
            reasonForUse,
          },
          { expected: "absent" },
        );
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.installedProducts.page({
          orderBy: [{ field: "reasonForUse" }],
          limit: 1,
          cursor,
        });
        found.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(found).toEqual(["i1", "i0", "i2"]);
    }, 30_000);
  });
}

describe("sqlStore", () => {
  it("refuses options that are none", () => {
    const kysely = new Kysely<unknown>({
      dialect: new SqliteDialect({ database: async () => ({}) as never }),
    });
    expect(() => sqlStore(kysely, { dialect: "oracle" as never })).toThrow(
      "Cannot make a store: dialect must be one of postgres, pglite, sqlite, mysql, got oracle",
    );
    expect(() => sqlStore(kysely, { dialect: "sqlite", schema: "crm" })).toThrow(
      "sqlite has no schemas, got crm",
    );
    expect(() => sqlStore(kysely, { dialect: "sqlite", prefix: "a-b" })).toThrow(RangeError);
  });

  it("leaves the instance open, or destroys it when asked to", async () => {
    let destroyed = 0;
    const kysely = { withoutPlugins: () => kysely, destroy: async () => destroyed++ } as never;
    await sqlStore(kysely, { dialect: "sqlite" }).close();
    expect(destroyed).toBe(0);
    const owner = sqlStore(kysely, { dialect: "sqlite", destroyOnClose: true });
    await owner.close();
    await owner.close();
    expect(destroyed).toBe(1);
  });

  it("does not let the plugins of the instance into its records", async () => {
    const database = await openPglite();
    if (typeof database === "string") throw new Error(database);
    const kysely = database.kysely.withPlugin(new CamelCasePlugin());
    const store = sqlStore(kysely, { dialect: "pglite" });
    await store.upgradeSchema();
    const payload = { snake_case: { deep_key: 1 } };
    const insight = {
      schemaVersion: 1,
      id: "i1",
      kind: "own",
      subjectId: "c1",
      asOf: "2026-11-22",
      strength: 1,
      evidence: [{ label: "a", value: 1, asOf: "2026-11-22", source: "b" }],
      payload,
    } as const;
    await store.insights.save({ ...insight, evidence: [...insight.evidence] }, { expected: "absent" });
    expect((await store.insights.get("i1"))?.payload).toEqual(payload);
    await store.close();
    expect((await sql`select 1 as one`.execute(kysely)).rows).toEqual([{ one: 1 }]);
  }, 30_000);
});
