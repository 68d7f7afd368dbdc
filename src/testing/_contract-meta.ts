import type { ClienteleStore } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/** What a store says of itself, and its end. */
export const meta: ContractGroup = {
  name: "meta",
  declare(test) {
    test("the capabilities are stated, agree with each other and do not change", async (store) => {
      const { transactions, isolation, concurrentTransactions, streaming, durable, aggregates, changes } =
        store.capabilities;
      assertThat(["none", "interactive"].includes(transactions), "transactions");
      const levels = ["none", "read-committed", "snapshot", "serializable"];
      assertThat(levels.includes(isolation), "isolation");
      assertThat(
        (transactions === "none") === (isolation === "none"),
        "isolation is none without transactions only",
      );
      assertThat(typeof concurrentTransactions === "boolean", "concurrentTransactions");
      assertThat(transactions !== "none" || !concurrentTransactions, "no transactions, no concurrent ones");
      assertThat(["snapshot", "paged"].includes(streaming), "streaming");
      assertThat(typeof durable === "boolean", "durable");
      assertThat(typeof aggregates === "boolean", "aggregates");
      assertThat(typeof changes === "boolean", "changes");
      const before = { ...store.capabilities };
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      assertEqual({ ...store.capabilities }, before, "afterwards");
      assertThat(Object.isFrozen(store.capabilities), "frozen");
    });

    test("a new store is empty", async (store) => {
      assertEqual(await store.parties.count(), 0, "parties");
      assertEqual(await store.decisions.count(), 0, "decisions");
      assertEqual(await readAll(store.orderLines.read()), [], "orderLines");
    });

    test("upgrading the schema of a store that is in place changes nothing, however many do it at once", async (store) => {
      await store.upgradeSchema();
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      const upgrades = await Promise.all([store.upgradeSchema(), store.upgradeSchema()]);
      for (const { from, to, changes } of upgrades) {
        assertEqual(changes, [], "changes");
        assertThat(from === to && Number.isSafeInteger(to) && to >= 1, `from ${from} to ${to}`);
      }
      assertEqual(await store.products.count(), 1, "count");
    });

    test("a closed store refuses everything, and closing twice is no error", async (store) => {
      await store.close();
      await store.close();
      await checkClosed(store);
    });

    test("disposing closes", async (store) => {
      await store[Symbol.asyncDispose]();
      await checkClosed(store);
    });
  },
};

async function checkClosed(store: ClienteleStore): Promise<void> {
  const operations: Readonly<Record<string, () => unknown>> = {
    get: () => store.products.get("a"),
    getMany: () => store.products.getMany(["a"]),
    page: () => store.products.page({ limit: 1 }),
    stream: () => readAll(store.products.stream()),
    count: () => store.products.count(),
    save: () => store.products.save(sampleProduct("a"), { expected: "any" }),
    saveMany: () => store.products.saveMany([{ record: sampleProduct("a"), expected: "any" }]),
    delete: () => store.products.delete("a", { expected: "any" }),
    append: () => store.orderLines.append([sampleOrderLine("a")]),
    read: () => readAll(store.orderLines.read()),
    changes: () => store.changes(),
    upgradeSchema: () => store.upgradeSchema(),
  };
  for (const [name, operation] of Object.entries(operations)) await assertRejects(operation, "CLOSED", name);
  if (store.capabilities.transactions !== "none")
    await assertRejects(() => store.transaction(async () => undefined), "CLOSED", "transaction");
}
