import { PGlite } from "@electric-sql/pglite";
import type { Insight, Product } from "clientele/model";
import { type Expected, StoreError } from "clientele/repositories";
import { pgliteDialect, sqlStore } from "clientele/sql";
import { Kysely } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { openMariadb, openNodeSqlite, openPostgres } from "./_databases.ts";

const product = (i: number): Product => ({
  schemaVersion: 1,
  id: `p${i}`,
  name: "Kettle",
  category: "Kitchen",
  consumable: false,
});
const insight = (i: number, length: number): Insight => ({
  schemaVersion: 1,
  id: `i${i}`,
  kind: "example.kind",
  subjectId: "c1",
  asOf: "2026-11-22",
  strength: 0.5,
  evidence: [{ label: "orders", value: 3, asOf: "2026-11-22", source: "example" }],
  payload: { text: "x".repeat(length) },
});
const upTo = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe("saveMany", () => {
  it("takes a few statements, however many records there are", async () => {
    const statements: string[] = [];
    const kysely = new Kysely<unknown>({
      dialect: pgliteDialect(new PGlite()),
      log: ({ query }) => void statements.push(query.sql),
    });
    const store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
    await store.upgradeSchema();
    const count = async (records: number, expected: Expected): Promise<number> => {
      statements.length = 0;
      await store.products.saveMany(upTo(records, (i) => ({ record: product(i), expected })));
      return statements.filter((text) => !/^(begin|start|commit)/.test(text)).length;
    };
    // New ones: an insert of every 500.
    expect(await count(2000, "absent")).toBe(4);
    // Those that are there are locked first, 1,000 at a time.
    expect(await count(2000, 1)).toBe(2 + 4);
    expect(await count(2400, "any")).toBe(3 + 4 + 1);
    expect(await count(1, 3)).toBe(2);
    expect(await count(0, "any")).toBe(0);
    await store.close();
  }, 60_000);
});

for (const [name, open] of [
  ["PostgreSQL", () => openPostgres(`clientele_many_${process.pid}`)],
  ["MariaDB", () => openMariadb(`clientele_many_${process.pid}`)],
  ["SQLite", () => openNodeSqlite()],
] as const) {
  describe(`saveMany on ${name}`, async () => {
    const reached = await open();
    if (typeof reached === "string") {
      it.skip(`skipped: ${reached}`, () => undefined);
      return;
    }
    afterAll(() => reached.drop());

    it("takes more characters at once than one statement may have", async () => {
      const store = await reached.createStore();
      const saves = upTo(5, (i) => ({ record: insight(i, 3_500_000), expected: "absent" }) as const);
      await store.insights.saveMany(saves);
      const read = await store.insights.get("i4");
      expect(read).toEqual({ ...saves[4]?.record, version: 1 });
      expect(await store.insights.count()).toBe(5);
    }, 60_000);

    it("refuses a record that is too large after others were written, and keeps none of them", async () => {
      const store = await reached.createStore();
      const saves = upTo(
        600,
        (i) => ({ record: insight(i, i === 599 ? 4_000_001 : 1), expected: "absent" }) as const,
      );
      for (const within of [saves, saves.map((save) => ({ ...save, expected: "any" }) as const)]) {
        const error = await store.insights.saveMany(within).catch((thrown: unknown) => thrown);
        expect(StoreError.is(error, "INVALID_VALUE") && error.details.id).toBe("i599");
        expect(await store.insights.count()).toBe(0);
      }
      await store.transaction(async (tx) => {
        await tx.insights.save(insight(1000, 1), { expected: "absent" });
        const error = await tx.insights.saveMany(saves).catch((thrown: unknown) => thrown);
        expect(StoreError.is(error, "INVALID_VALUE")).toBe(true);
      });
      expect(await store.insights.count()).toBe(1);
    });
  });
}
