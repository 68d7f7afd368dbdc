import type { ClienteleStore } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleProduct } from "./_sample-records.ts";

const ids = ["a", "b", "c", "d", "e", "f"];

/** Streams: complete, released when left early, stopped by a signal, and of one moment where the store says so. */
export const stream: ContractGroup = {
  name: "stream",
  declare(test) {
    test("an empty collection is an empty stream", async (store) => {
      assertEqual(await readAll(store.products.stream()), [], "stream");
    });

    test("a stream left early leaves nothing behind, however often", async (store) => {
      await fill(store);
      for (let round = 0; round < 40; round++) {
        for await (const record of store.products.stream()) if (record.id === "b") break;
        await readAll(throwing(store)).catch(() => undefined);
      }
      await store.products.save(sampleProduct("g"), { expected: "absent" });
      assertEqual(await store.products.count(), ids.length + 1, "count");
      await store.close();
    });

    test("several streams can be read side by side", async (store) => {
      await fill(store);
      const one = store.products.stream()[Symbol.asyncIterator]();
      const two = store.products
        .stream({ orderBy: [{ field: "id", direction: "desc" }] })
        [Symbol.asyncIterator]();
      const seen: (string | undefined)[] = [];
      for (let i = 0; i < ids.length; i++) {
        seen.push((await one.next()).value?.id, (await two.next()).value?.id);
      }
      assertEqual(
        seen,
        ids.flatMap((id, i) => [id, ids[ids.length - 1 - i]]),
        "ids",
      );
      assertThat((await one.next()).done === true && (await two.next()).done === true, "both at their end");
    });

    test("an aborted signal stops a stream before and in the middle", async (store) => {
      await fill(store);
      const signal = AbortSignal.abort(new Error("enough"));
      const error = await assertRejects(
        () => readAll(store.products.stream({}, { signal })),
        "ABORTED",
        "before",
      );
      assertThat(error.cause instanceof Error && error.cause.message === "enough", "the cause is the reason");
      const controller = new AbortController();
      const seen: string[] = [];
      await assertRejects(
        async () => {
          for await (const record of store.products.stream({}, { signal: controller.signal })) {
            seen.push(record.id);
            if (seen.length === 2) controller.abort();
          }
        },
        "ABORTED",
        "in the middle",
      );
      assertEqual(seen, ["a", "b"], "seen before");
      assertEqual((await readAll(store.products.stream())).length, ids.length, "a stream afterwards");
    });

    test("an aborted signal stops every other operation, and nothing is written", async (store) => {
      const options = { signal: AbortSignal.abort() };
      await assertRejects(() => store.products.get("a", options), "ABORTED", "get");
      await assertRejects(() => store.products.getMany(["a"], options), "ABORTED", "getMany");
      await assertRejects(() => store.products.page({ limit: 1 }, options), "ABORTED", "page");
      await assertRejects(() => store.products.count(undefined, options), "ABORTED", "count");
      const save = { expected: "any", ...options } as const;
      await assertRejects(() => store.products.save(sampleProduct("a"), save), "ABORTED", "save");
      await assertRejects(() => store.products.delete("a", save), "ABORTED", "delete");
      assertEqual(await store.products.count(), 0, "count afterwards");
    });

    test("records nobody touches come exactly once while others are written", async (store) => {
      await fill(store);
      const seen: string[] = [];
      const names: string[] = [];
      for await (const record of store.products.stream()) {
        if (seen.length === 0) {
          await store.products.delete("c", { expected: "present" });
          await store.products.save(sampleProduct("e", { name: "New" }), { expected: "present" });
          await store.products.save(sampleProduct("dd"), { expected: "absent" });
        }
        seen.push(record.id);
        names.push(record.name);
      }
      const untouched = seen.filter((id) => ["a", "b", "d", "f"].includes(id));
      assertEqual(untouched, ["a", "b", "d", "f"], "untouched");
      if (store.capabilities.streaming !== "snapshot") return;
      assertEqual(seen, ids, "the records of the snapshot");
      assertThat(!names.includes("New"), "the names of the snapshot");
    });
  },
};

async function fill(store: ClienteleStore): Promise<void> {
  for (const id of ids) await store.products.save(sampleProduct(id), { expected: "absent" });
}

/** A reader that fails at the second record. */
async function* throwing(store: ClienteleStore): AsyncGenerator<string> {
  for await (const record of store.products.stream()) {
    if (record.id === "b") throw new Error("the reader failed");
    yield record.id;
  }
}
