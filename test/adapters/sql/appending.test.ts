import type { Interaction, OrderLine } from "clientele/model";
import { type ClienteleStore, StoreError } from "clientele/repositories";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
  type TestDatabase,
} from "./_databases.ts";

/** More than is read before anything is written. */
const MANY = 5_100;

const line = (i: number, amount = "1"): OrderLine => ({
  schemaVersion: 1,
  id: `l${String(i).padStart(5, "0")}`,
  orderId: "o1",
  customerId: "c1",
  orderedOn: "2026-03-01",
  amount,
  currency: "EUR",
});
const lines = (count: number): OrderLine[] => Array.from({ length: count }, (_, i) => line(i));
const product = (id: string) =>
  ({ schemaVersion: 1, id, name: "Kettle", category: "Kitchen", consumable: false }) as const;

async function caught(operation: Promise<unknown>): Promise<StoreError> {
  const error = await operation.then(
    () => new Error("no error"),
    (thrown: unknown) => thrown,
  );
  if (!StoreError.is(error)) throw error;
  return error;
}

const countOf = async (store: ClienteleStore): Promise<number> => {
  let count = 0;
  for await (const _line of store.orderLines.read()) count++;
  return count;
};

for (const [name, open] of [
  ["PGlite", openPglite],
  ["SQLite", openNodeSqlite],
  ["PostgreSQL", () => openPostgres()],
  ["MariaDB", () => openMariadb()],
] as const) {
  describe(`appending on ${name}`, () => {
    let reached: Reached = "";
    const onStore = (
      title: string,
      body: (store: ClienteleStore, database: TestDatabase) => Promise<void>,
    ): void =>
      it(title, async (context) => {
        if (typeof reached === "string") return context.skip(reached);
        await body(await reached.createStore(), reached);
      });
    beforeAll(async () => {
      reached = await open();
      if (typeof reached !== "string") await reached.createStore();
    }, 60_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });

    onStore(
      "a source longer than what is held at once is one batch, with all its duplicates",
      async (store) => {
        const twice = [...lines(MANY), ...lines(100)];
        expect(await store.orderLines.append(twice)).toEqual({ appended: MANY, duplicates: 100 });
        expect(await store.orderLines.append(twice)).toEqual({ appended: 0, duplicates: MANY + 100 });
        expect(await countOf(store)).toBe(MANY);
        const others = twice.map((one) => ({ ...one, id: `o${one.id}` }));
        const appended = await store.transaction((tx) => tx.orderLines.append(others));
        expect(appended).toEqual({ appended: MANY, duplicates: 100 });
        expect(await countOf(store)).toBe(2 * MANY);
      },
    );

    onStore(
      "a long source that fails ends its transaction, also when the failure is caught",
      async (store) => {
        const bad = [...lines(MANY), line(1, "2")];
        const error = await caught(
          store.transaction(async (tx) => {
            await tx.products.save(product("a"), { expected: "absent" });
            await tx.orderLines.append(bad).catch(() => undefined);
          }),
        );
        expect([error.code, error.details.id]).toEqual(["ALREADY_EXISTS", line(1).id]);
        expect([await countOf(store), await store.products.count()]).toEqual([0, 0]);
      },
    );

    onStore("a long source that nobody waits for does not become half a batch", async (store) => {
      let later: Promise<unknown> = Promise.resolve();
      const error = await caught(
        store.transaction(async (tx) => {
          let begun = (): void => undefined;
          const past = new Promise<void>((resolve) => {
            begun = resolve;
          });
          async function* source(): AsyncGenerator<OrderLine> {
            yield* lines(MANY);
            begun();
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          later = tx.orderLines.append(source()).catch((thrown: unknown) => thrown);
          await past;
        }),
      );
      expect([error.code, error.message]).toEqual([
        "INVALID_QUERY",
        "Cannot commit: the transaction must wait for what it began to append to orderLines",
      ]);
      expect(await later).toMatchObject({ code: "CLOSED" });
      expect(await countOf(store)).toBe(0);
    });

    onStore(
      "a short one is finished before the commit, and what is begun later is refused",
      async (store) => {
        let short: Promise<unknown> = Promise.resolve();
        await store.transaction(async (tx) => {
          short = tx.orderLines.append(lines(3)).catch((thrown: unknown) => thrown);
          for (let i = 0; i < 50; i++) await tx.products.count();
        });
        expect(await short).toEqual({ appended: 3, duplicates: 0 });
        expect(await countOf(store)).toBe(3);
      },
    );

    onStore("a short source may use the store that it goes to", async (store) => {
      await store.products.save(product("a"), { expected: "absent" });
      async function* source(): AsyncGenerator<OrderLine> {
        for await (const { id } of store.products.stream()) yield { ...line(0), id };
      }
      expect(await store.orderLines.append(source())).toEqual({ appended: 1, duplicates: 0 });
    });

    if (name === "PostgreSQL" || name === "MariaDB")
      onStore("big records go in statements that the server takes", async (store) => {
        // 6 million characters of three bytes in one batch, with quotes that are written twice on the way.
        const big = (i: number): Interaction => ({
          schemaVersion: 1,
          id: `i${String(i).padStart(3, "0")}`,
          partyId: "c1",
          occurredAt: "2026-03-01T09:00:00Z",
          channel: "phone",
          direction: "outbound",
          twoWay: true,
          summary: "語".repeat(10_000),
          openLoops: Array.from({ length: 15 }, (_, n) => ({
            id: `o${n}`,
            text: `"\\${"語".repeat(1000)}`,
            owedBy: "company",
          })),
        });
        const batch = Array.from({ length: 250 }, (_, i) => big(i));
        expect(await store.interactions.append(batch)).toEqual({ appended: 250, duplicates: 0 });
        expect(await store.interactions.append(batch.slice(240))).toEqual({ appended: 0, duplicates: 10 });
        let at = 0;
        for await (const found of store.interactions.read()) expect(found).toEqual(batch[at++]);
        expect(at).toBe(250);
      });
  });
}
