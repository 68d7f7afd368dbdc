import fc from "fast-check";
import { compareCodePoints } from "../ids/index.ts";
import type { Product } from "../model/index.ts";
import {
  type ClienteleStore,
  collectionNames,
  collections,
  incrementCounter,
  type Repository,
  StoreError,
} from "../repositories/index.ts";
import { assertEqual, assertThat, readAll } from "./_assert.ts";
import { type ContractGroup, lacks } from "./_contract.ts";
import { modelCommands, type StoreModel } from "./_model-commands.ts";
import { arbitraryRecord } from "./arbitrary-record.ts";

/** Any sequence of operations, compared with plain maps; any record of any collection; any interleaving. */
export const model: ContractGroup = {
  name: "model",
  declare(test) {
    test("any sequence of operations does what it does to a plain map", async (store) => {
      const commands = fc.commands(modelCommands(store.capabilities), { maxCommands: 25, size: "max" });
      await fc.assert(
        fc.asyncProperty(commands, (steps) =>
          fc.asyncModelRun(async () => {
            await clear(store);
            const fresh: StoreModel = { records: new Map(), events: new Map() };
            return { model: fresh, real: store };
          }, steps),
        ),
        { seed: 42, numRuns: 25, endOnFailure: true },
      );
    });

    for (const name of collectionNames) {
      test(`any record of ${name} comes back unchanged`, async (store) => {
        const records = fc.sample(arbitraryRecord(name) as fc.Arbitrary<Product>, { seed: 7, numRuns: 30 });
        const different = [...new Map(records.map((record) => [record.id, record])).values()];
        if (collections[name].kind === "events") {
          const events = store[name as "orderLines"];
          const result = await events.append(different as never);
          assertEqual(result, { appended: different.length, duplicates: 0 }, "append");
          const read = await readAll(events.read());
          const found = new Map(read.map((event) => [event.id, event]));
          for (const record of different) assertEqual(found.get(record.id), record, "read");
          return;
        }
        const repository = store[name as "products"] as Repository<Product>;
        // One by one and many at once must be the same.
        const [one, many] = [different.slice(0, 10), different.slice(10)];
        for (const record of one) await repository.save(record, { expected: "absent" });
        await repository.saveMany(many.map((record) => ({ record, expected: "absent" })));
        const found = await repository.getMany(different.map(({ id }) => id));
        for (const [i, record] of different.entries())
          assertEqual(found[i], { ...record, version: found[i]?.version }, "getMany");
        const ids = different.map(({ id }) => id).sort(compareCodePoints);
        const streamed = await readAll(repository.stream());
        assertEqual(
          streamed.map(({ id }) => id),
          ids,
          "the order of ids",
        );
      });
    }

    test("transfers in any interleaving keep the total, and every snapshot shows it", async (store) => {
      if (store.capabilities.transactions === "none") lacks("transactions");
      const account = fc.constantFrom("a", "b", "c");
      const transfers = fc.array(
        fc.record({ from: account, to: account, amount: fc.integer({ min: 1, max: 5 }) }),
        {
          minLength: 2,
          maxLength: 5,
        },
      );
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), transfers, async (scheduler, moves) => {
          for (const id of ["a", "b", "c"]) await reset(store, id);
          const step = (): Promise<unknown> => scheduler.schedule(Promise.resolve());
          const done = Promise.all(moves.map((move) => transfer(store, move, step)));
          await scheduler.waitFor(done);
          assertEqual(await total(store), 300, "the total in the end");
        }),
        { seed: 42, numRuns: 10, endOnFailure: true },
      );
    });
  },
};

async function clear(store: ClienteleStore): Promise<void> {
  for (const { id } of await readAll(store.products.stream()))
    await store.products.delete(id, { expected: "any" });
}

async function reset(store: ClienteleStore, id: string): Promise<void> {
  await store.counters.save({ schemaVersion: 1, id, value: 100 }, { expected: "any" });
}

async function total(store: Pick<ClienteleStore, "counters">): Promise<number> {
  const found = await store.counters.getMany(["a", "b", "c"]);
  return found.reduce((sum, counter) => sum + (counter?.value ?? 0), 0);
}

/** Moves an amount in one transaction, which is done again while others are in the way. */
async function transfer(
  store: ClienteleStore,
  move: { readonly from: string; readonly to: string; readonly amount: number },
  step: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await store.transaction(async (inside) => {
        const look = async (): Promise<void> => {
          if (store.capabilities.isolation === "read-committed") return;
          assertEqual(await total(inside), 300, "the total inside");
        };
        await look();
        // After the first failures there are no more steps in between, so that it comes to an end.
        if (attempt < 3) await step();
        await look();
        await incrementCounter(inside.counters, { id: move.from, by: -move.amount });
        if (attempt < 3) await step();
        await incrementCounter(inside.counters, { id: move.to, by: move.amount });
      });
      return;
    } catch (error) {
      if (!StoreError.is(error) || !error.retryable) throw error;
      assertThat(attempt < 100, "no success after 100 attempts");
    }
  }
}
