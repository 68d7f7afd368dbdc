import type { ClienteleStore, StoreCollections } from "../repositories/index.ts";
import { assertEqual, readAll } from "./_assert.ts";
import { type ContractTest, lacks } from "./_contract.ts";
import { nothingNew, told } from "./_feed.ts";
import { retried } from "./_retried.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/** What is told of transactions, and whether a copy that is kept by what is told stays a copy. */
export function declareChangesInside(feed: ContractTest): void {
  const interactive: ContractTest = (name, body) =>
    feed(name, async (store) => {
      if (store.capabilities.transactions === "none") lacks("transactions");
      return body(store);
    });

  interactive("what a transaction writes is told once it is kept, and never if it is not", async (store) => {
    await store.products.save(sampleProduct("a"), { expected: "absent" });
    const mark = await nothingNew(store);
    const lost = new Error("lost");
    const write = (outcome: Error | undefined) =>
      store.transaction(async (tx) => {
        await tx.products.save(sampleProduct("a"), { expected: "present" });
        await tx.products.saveMany([{ record: sampleProduct("b"), expected: "absent" }]);
        await tx.orderLines.append([sampleOrderLine("l")]);
        if (outcome !== undefined) throw outcome;
        await tx.products.delete("a", { expected: "present" });
      });
    await write(lost).catch((error: unknown) => assertEqual(error, lost, "the error"));
    assertEqual(await told(store, mark), [], "after a rollback");
    await write(undefined);
    assertEqual(await told(store, mark), ["orderLines c1", "products a", "products b 1"], "after a commit");
  });

  interactive("what was undone inside a transaction that goes on is not told", async (store) => {
    await store.products.save(sampleProduct("a"), { expected: "absent" });
    const mark = await nothingNew(store);
    await store.transaction(async (tx) => {
      await tx.products.save(sampleProduct("b"), { expected: "absent" });
      const saves = ["c", "a"].map((id) => ({ record: sampleProduct(id), expected: "absent" as const }));
      await tx.products.saveMany(saves).catch(() => undefined);
      await tx.orderLines.append([sampleOrderLine("l"), { id: "m" } as never]).catch(() => undefined);
      await tx.products.save(sampleProduct("d"), { expected: "absent" });
    });
    assertEqual(await told(store, mark), ["products b 1", "products d 1"], "what is told");
  });

  interactive("a transaction that began before a mark and ends after it is told after it", async (store) => {
    const { concurrentTransactions } = store.capabilities;
    const before = await nothingNew(store);
    let meanwhile = before;
    await store.transaction(async (tx) => {
      await tx.products.save(sampleProduct("slow"), { expected: "absent" });
      await tx.orderLines.append([sampleOrderLine("l", { customerId: "slow" })]);
      if (!concurrentTransactions) return;
      // Others begin later and end sooner, so that what counts writes, or beginnings, has passed this one.
      await store.products.save(sampleProduct("quick"), { expected: "absent" });
      await store.transaction((other) => other.orderLines.append([sampleOrderLine("m")]));
      assertEqual(await told(store, before), ["orderLines c1", "products quick 1"], "before the end");
      meanwhile = (await store.changes(before)).mark;
      await tx.products.save(sampleProduct("slow too"), { expected: "absent" });
    });
    const slow = ["orderLines slow", "products slow 1"];
    const expected = concurrentTransactions ? [...slow, "products slow too 1"] : slow;
    const found = await told(store, meanwhile);
    assertEqual(
      found.filter((line) => line.includes("slow")),
      expected,
      "since a mark of before the end",
    );
  });

  feed("a copy that reads what it is told stays a copy, whoever writes meanwhile", async (store) => {
    const copy = new Map<string, number>();
    const lines = new Map<string, readonly string[]>();
    let { mark } = await store.changes();
    const follow = async (): Promise<void> => {
      const next = await store.changes(mark);
      assertEqual(next.complete, true, "complete");
      for (const { id } of next.records) {
        const record = await store.products.get(id);
        if (record === undefined) copy.delete(id);
        else copy.set(id, record.version);
      }
      for (const { subjectId } of next.events) lines.set(subjectId, await linesOf(store, subjectId));
      mark = next.mark;
    };
    let writing = true;
    const followed = (async () => {
      // Not for good: where everything is done at once, a writer that waits for something else would never have its turn.
      for (let call = 0; writing && call < CALLS; call++) await follow();
    })();
    try {
      await Promise.all([0, 1, 2].map((writer) => write(store, writer)));
    } finally {
      writing = false;
    }
    await followed;
    await follow();
    const there = await readAll(store.products.stream());
    assertEqual(
      [...copy].sort(([a], [b]) => (a < b ? -1 : 1)),
      there.map(({ id, version }) => [id, version]),
      "records",
    );
    const all = await readAll(store.orderLines.read());
    assertEqual([...lines.values()].flat().sort(), all.map(({ id }) => id).sort(), "events");
  });
}

/** How often a copy looks for what is new while others write. */
const CALLS = 200;

const linesOf = async (store: ClienteleStore, customerId: string): Promise<readonly string[]> =>
  (await readAll(store.orderLines.read({ subjectIds: [customerId] }))).map(({ id }) => id);

/** One of several writers of the same few records. */
async function write(store: ClienteleStore, writer: number): Promise<void> {
  const steps = Array.from({ length: 25 }, (_, step) => step);
  const inOne = async (parts: StoreCollections, step: number): Promise<void> => {
    const id = `p${(step * 7 + writer * 3) % 11}`;
    if (step % 5 === 4) await parts.products.delete(id, { expected: "any" });
    else await parts.products.save(sampleProduct(id), { expected: "any" });
    await parts.orderLines.append([sampleOrderLine(`${writer}-${step}`, { customerId: `c${step % 4}` })]);
  };
  const { transactions } = store.capabilities;
  for (const step of steps) {
    await retried([step], (one) =>
      one % 3 === 0 && transactions !== "none"
        ? store.transaction((tx) => inOne(tx, one))
        : inOne(store, one),
    );
  }
}
