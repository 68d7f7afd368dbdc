import fc from "fast-check";
import { collectionNames, collections, type StoreChanges } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat } from "./_assert.ts";
import { type ContractGroup, type ContractTest, lacks } from "./_contract.ts";
import { declareChangesInside } from "./_contract-changes-tx.ts";
import { nothingNew, told } from "./_feed.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";
import { arbitraryRecord } from "./arbitrary-record.ts";

/**
 * What has changed since a mark: everything that was committed, as it was last, and nothing that was not. A feed may tell
 * again what it has just told, so every test begins at a mark from which nothing is told.
 */
export const changes: ContractGroup = {
  name: "changes",
  declare(test) {
    const feed: ContractTest = (name, body) =>
      test(name, async (store) => {
        if (store.capabilities.changes) return body(store);
        await assertRejects(() => store.changes(), "UNSUPPORTED", "changes");
        await assertRejects(() => store.changes("a mark"), "UNSUPPORTED", "changes since a mark");
        lacks("changes");
      });

    feed("without a mark everything is to be read, and nothing is told", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      const first = await store.changes();
      assertIncomplete(first, "the first");
      await store.products.save(sampleProduct("b"), { expected: "absent" });
      assertThat((await told(store, first.mark)).includes("products b 1"), "since the first mark");
      assertIncomplete(await store.changes(), "without a mark again");
    });

    feed("what is saved is told with its last version, what is deleted without one", async (store) => {
      for (const id of ["deleted", "made again", "saved"])
        await store.products.save(sampleProduct(id), { expected: "absent" });
      const mark = await nothingNew(store);
      await store.products.save(sampleProduct("saved"), { expected: 1 });
      await store.products.save(sampleProduct("saved"), { expected: "any" });
      await store.products.save(sampleProduct("new"), { expected: "absent" });
      await store.products.save(sampleProduct("keyed"), { expected: "absent", idempotencyKey: "k" });
      await store.products.delete("deleted", { expected: "present" });
      await store.products.save(sampleProduct("gone at once"), { expected: "absent" });
      await store.products.delete("gone at once", { expected: 1 });
      await store.products.delete("made again", { expected: "any" });
      const { version } = await store.products.save(sampleProduct("made again"), { expected: "absent" });
      assertEqual(
        await told(store, mark),
        [
          "products deleted",
          "products gone at once",
          "products keyed 1",
          `products made again ${version}`,
          "products new 1",
          "products saved 3",
        ],
        "what is told",
      );
    });

    feed("many saves are all told, each once", async (store) => {
      const ids = Array.from({ length: 2500 }, (_, i) => `p${i}`);
      const save = (some: readonly string[]) =>
        store.products.saveMany(some.map((id) => ({ record: sampleProduct(id), expected: "any" })));
      await save(ids.slice(0, 1200));
      const mark = await nothingNew(store);
      await save(ids);
      assertEqual(
        await told(store, mark),
        ids.map((id, i) => `products ${id} ${i < 1200 ? 2 : 1}`).sort(),
        "what is told",
      );
    });

    feed("of events it is told whom they are about, each once", async (store) => {
      await store.orderLines.append([sampleOrderLine("old", { customerId: "c9" })]);
      const mark = await nothingNew(store);
      await store.orderLines.append(
        Array.from({ length: 1500 }, (_, i) => sampleOrderLine(`l${i}`, { customerId: `c${i % 7}` })),
      );
      await store.orderLines.append([sampleOrderLine("one more", { customerId: "c1" })]);
      const customers = Array.from({ length: 7 }, (_, i) => `orderLines c${i}`);
      assertEqual(await told(store, mark), customers, "what is told");
    });

    feed("what was refused, and events that were there already, are not told", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      const line = sampleOrderLine("l");
      await store.orderLines.append([line]);
      const mark = await nothingNew(store);
      assertEqual(await store.orderLines.append([line]), { appended: 0, duplicates: 1 }, "append again");
      const refused: readonly (() => Promise<unknown>)[] = [
        () => store.products.save(sampleProduct("a", { name: "Jug" }), { expected: "absent" }),
        () => store.products.save(sampleProduct("a", { name: "Jug" }), { expected: 7 }),
        () => store.products.save(sampleProduct("b"), { expected: "present" }),
        () => store.products.save({ id: "c" } as never, { expected: "any" }),
        () => store.products.delete("b", { expected: "present" }),
        () => store.products.delete("a", { expected: 7 }),
        () =>
          store.products.saveMany([
            { record: sampleProduct("d"), expected: "absent" },
            { record: sampleProduct("a"), expected: "absent" },
          ]),
        () => store.orderLines.append([sampleOrderLine("m", { customerId: "c2" }), { ...line, amount: "1" }]),
      ];
      for (const refuse of refused) await assertRefused(refuse);
      assertEqual(await store.products.delete("b", { expected: "any" }), false, "delete of nothing");
      assertEqual(await told(store, mark), [], "what is told");
    });

    feed("every collection is told of", async (store) => {
      const mark = await nothingNew(store);
      const expected: string[] = [];
      for (const name of collectionNames) {
        const [record] = fc.sample(arbitraryRecord(name), { seed: 11, numRuns: 1 });
        const definition = collections[name];
        if (definition.kind === "events") {
          await store[name as "orderLines"].append([record] as never);
          expected.push(`${name} ${(record as unknown as Record<string, string>)[definition.subject]}`);
        } else {
          await store[name as "products"].save(record as never, { expected: "absent" });
          expected.push(`${name} ${record?.id} 1`);
        }
      }
      assertEqual(await told(store, mark), expected.sort(), "what is told");
    });

    feed("ids and subjects are told as they are, whatever their characters", async (store) => {
      const texts = [
        "e\u0301 is not é",
        "😀👨‍👩‍👧",
        "quotes \" and ' and `",
        "back\\slash \\u0041",
        "line\nbreak\ttab",
        " leading and trailing ",
        "[1,2]",
        "null",
        "0123",
        "x".repeat(200),
      ];
      const mark = await nothingNew(store);
      for (const text of texts) await store.products.save(sampleProduct(text), { expected: "absent" });
      await store.orderLines.append(texts.map((text, i) => sampleOrderLine(`l${i}`, { customerId: text })));
      const expected = texts.flatMap((text) => [`products ${text} 1`, `orderLines ${text}`]);
      assertEqual(await told(store, mark), expected.sort(), "what is told");
    });

    feed("what is no mark of this store is not believed", async (store) => {
      const first = await store.changes();
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      for (const mark of ["", "0", "-1", "nonsense", '{"at":1}', "9".repeat(30), "x".repeat(5000), "'; --"])
        assertIncomplete(await store.changes(mark), JSON.stringify(mark.slice(0, 20)));
      const { mark } = await store.changes("nonsense");
      await store.products.save(sampleProduct("b"), { expected: "absent" });
      assertThat((await told(store, mark)).includes("products b 1"), "since the mark that came instead");
      assertEqual(await told(store, first.mark), ["products a 1", "products b 1"], "since the first");
    });

    feed("the same mark may be used again, and tells what has come since, too", async (store) => {
      const mark = await nothingNew(store);
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      assertEqual(await told(store, mark), ["products a 1"], "once");
      assertEqual(await told(store, mark), ["products a 1"], "twice");
      await store.products.save(sampleProduct("a"), { expected: 1 });
      await store.products.save(sampleProduct("b"), { expected: "absent" });
      assertEqual(await told(store, mark), ["products a 2", "products b 1"], "later");
    });

    feed("a closed store tells nothing, nor does one whose signal is given", async (store) => {
      const { mark } = await store.changes();
      const signal = AbortSignal.abort();
      await assertRejects(() => store.changes(mark, { signal }), "ABORTED", "changes since a mark");
      await assertRejects(() => store.changes(undefined, { signal }), "ABORTED", "changes");
      await store.close();
      await assertRejects(() => store.changes(mark), "CLOSED", "changes since a mark");
      await assertRejects(() => store.changes(), "CLOSED", "changes");
    });

    declareChangesInside(feed);
  },
};

function assertIncomplete(found: StoreChanges, what: string): void {
  assertEqual([found.complete, found.records, found.events], [false, [], []], `${what}: complete, lists`);
  assertThat(typeof found.mark === "string" && found.mark !== "", `${what}: a mark`);
}

async function assertRefused(write: () => Promise<unknown>): Promise<void> {
  const refused = await write().then(
    () => false,
    () => true,
  );
  assertThat(refused, "the write is refused");
}
