import type { ClienteleStore } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import { type ContractGroup, type ContractTest, lacks } from "./_contract.ts";
import { declareManyInside } from "./_contract-tx-many.ts";
import { declareTogether } from "./_contract-tx-together.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/**
 * Transactions. A store says itself whether it has them, so every test asks it: one without must refuse the work
 * before it begins, and that is then what is tested.
 */
export const tx: ContractGroup = {
  name: "tx",
  declare(test) {
    const interactive: ContractTest = (name, body) =>
      test(name, async (store) => {
        if (store.capabilities.transactions !== "none") return body(store);
        await refuses(store);
        lacks("transactions");
      });

    interactive("all writes are kept, and the result of the work is returned", async (store) => {
      const result = await store.transaction(async (inside) => {
        await inside.products.save(sampleProduct("a"), { expected: "absent" });
        await inside.orderLines.append([sampleOrderLine("l")]);
        return "done";
      });
      assertEqual(result, "done", "result");
      assertEqual(await store.products.count(), 1, "products");
      assertEqual((await readAll(store.orderLines.read())).length, 1, "order lines");
    });

    interactive("when the work throws, its error comes out and nothing is kept", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      const mishap = new Error("mishap");
      let thrown: unknown;
      await store
        .transaction(async (inside) => {
          await inside.products.save(sampleProduct("a", { name: "Jug" }), { expected: "present" });
          await inside.products.save(sampleProduct("b"), { expected: "absent" });
          await inside.orderLines.append([sampleOrderLine("l")]);
          throw mishap;
        })
        .catch((error: unknown) => {
          thrown = error;
        });
      assertThat(thrown === mishap, "the error of the work itself");
      assertEqual((await store.products.get("a"))?.name, "Kettle", "the record changed");
      assertEqual(await store.products.get("b"), undefined, "the record added");
      assertEqual(await readAll(store.orderLines.read()), [], "the event appended");
    });

    interactive("when the work deletes and throws, nothing is deleted", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      await store
        .transaction(async (inside) => {
          await inside.products.delete("a", { expected: "present" });
          throw new Error("mishap");
        })
        .catch(() => undefined);
      assertEqual(await store.products.count(), 1, "count");
    });

    interactive("the work sees its own writes in every way of reading", async (store) => {
      for (const id of ["a", "b"]) await store.products.save(sampleProduct(id), { expected: "absent" });
      await store.transaction(async (inside) => {
        await inside.products.save(sampleProduct("c"), { expected: "absent" });
        await inside.products.save(sampleProduct("b", { name: "Jug" }), { expected: "present" });
        await inside.products.delete("a", { expected: "present" });
        await inside.orderLines.append([sampleOrderLine("l")]);
        assertEqual(await inside.products.get("a"), undefined, "get");
        assertEqual((await inside.products.getMany(["b"]))[0]?.name, "Jug", "getMany");
        assertEqual(await inside.products.count(), 2, "count");
        const listed = await inside.products.page({ limit: 9 });
        assertEqual(
          listed.items.map((record) => record.id),
          ["b", "c"],
          "page",
        );
        assertEqual(await readAll(inside.products.stream()), listed.items, "stream");
        assertEqual((await readAll(inside.orderLines.read())).length, 1, "read");
        const again = await inside.orderLines.append([sampleOrderLine("l")]);
        assertEqual(again, { appended: 0, duplicates: 1 }, "append again");
      });
      assertEqual(await store.products.count(), 2, "count afterwards");
    });

    interactive("expectations hold inside, too", async (store) => {
      const { version } = await store.products.save(sampleProduct("a"), { expected: "absent" });
      await store.transaction(async (inside) => {
        const next = await inside.products.save(sampleProduct("a"), { expected: version });
        assertThat(next.version > version, "the version grows");
        await assertRejects(
          () => inside.products.save(sampleProduct("a"), { expected: version }),
          "VERSION_CONFLICT",
          "save",
        );
      });
    });

    interactive("a refusal inside changes nothing, and the work may go on", async (store) => {
      await store.transaction(async (inside) => {
        await inside.products.save(sampleProduct("a"), { expected: "absent" });
        await inside.orderLines.append([sampleOrderLine("l")]);
        await assertRejects(
          () => inside.products.save(sampleProduct("a"), { expected: "absent" }),
          "ALREADY_EXISTS",
          "save",
        );
        await assertRejects(
          () => inside.orderLines.append([sampleOrderLine("m"), sampleOrderLine("l", { amount: "1" })]),
          "ALREADY_EXISTS",
          "append",
        );
        await assertRejects(
          () => inside.orderLines.append([sampleOrderLine("n"), { id: "o" } as never]),
          "INVALID_VALUE",
          "append of a bad event",
        );
        await inside.products.save(sampleProduct("b"), { expected: "absent" });
      });
      assertEqual(await store.products.count(), 2, "products");
      const lines = await readAll(store.orderLines.read());
      assertEqual(
        lines.map((line) => line.id),
        ["l"],
        "order lines",
      );
    });

    interactive(
      "where one transaction is open at a time, using the store inside it is refused",
      async (store) => {
        if (store.capabilities.concurrentTransactions) return oneAfterTheOther(store);
        await store.transaction(async (inside) => {
          await inside.products.save(sampleProduct("a"), { expected: "absent" });
          await assertRejects(() => store.products.get("a"), "INVALID_QUERY", "get");
          await assertRejects(
            () => store.orderLines.append([sampleOrderLine("l")]),
            "INVALID_QUERY",
            "append",
          );
          await assertRejects(() => store.transaction(async () => undefined), "INVALID_QUERY", "transaction");
        });
        assertEqual(await store.products.count(), 1, "count");
      },
    );

    interactive("a transaction that is over cannot be used", async (store) => {
      let escaped: Parameters<Parameters<ClienteleStore["transaction"]>[0]>[0] | undefined;
      await store.transaction(async (inside) => {
        escaped = inside;
      });
      await assertRejects(() => escaped?.products.get("a"), "CLOSED", "get");
      await assertRejects(
        () => escaped?.products.save(sampleProduct("a"), { expected: "any" }),
        "CLOSED",
        "save",
      );
      assertEqual(await store.products.count(), 0, "count");
    });

    interactive("an aborted transaction keeps nothing", async (store) => {
      const controller = new AbortController();
      await assertRejects(
        () =>
          store.transaction(
            async (inside) => {
              await inside.products.save(sampleProduct("a"), { expected: "absent" });
              controller.abort();
            },
            { signal: controller.signal },
          ),
        "ABORTED",
        "transaction",
      );
      assertEqual(await store.products.count(), 0, "count");
    });

    interactive(
      "writes are not seen from outside before the end, nor outside writes from inside",
      async (store) => {
        if (!store.capabilities.concurrentTransactions) return oneAfterTheOther(store);
        await store.products.save(sampleProduct("a"), { expected: "absent" });
        await store.transaction(async (inside) => {
          assertEqual(await inside.products.count(), 1, "inside, before");
          await inside.products.save(sampleProduct("b"), { expected: "absent" });
          assertEqual(await store.products.get("b"), undefined, "outside");
          await store.products.save(sampleProduct("c"), { expected: "absent" });
          if (store.capabilities.isolation === "read-committed") return;
          assertEqual(await inside.products.get("c"), undefined, "inside: another writer's record");
          assertEqual(await inside.products.count(), 2, "inside: the snapshot and the own record");
        });
        assertEqual(await store.products.count(), 3, "in the end");
      },
    );

    interactive("of two that change one record one fails and may be retried", async (store) => {
      if (!store.capabilities.concurrentTransactions) return oneAfterTheOther(store);
      if (store.capabilities.isolation === "read-committed") return oneAfterTheOther(store);
      await store.products.save(sampleProduct("a", { name: "0" }), { expected: "absent" });
      let attempts = 0;
      const work = async (
        inside: Parameters<Parameters<ClienteleStore["transaction"]>[0]>[0],
      ): Promise<void> => {
        attempts++;
        const { version: _version, ...before } = (await inside.products.get("a"))!;
        if (attempts === 1)
          await store.products.save(sampleProduct("a", { name: "10" }), { expected: "present" });
        const name = String(Number(before.name) + 1);
        await inside.products.save({ ...before, name }, { expected: "present" });
      };
      const error = await assertRejects(() => store.transaction(work), "SERIALIZATION_FAILURE", "no retries");
      assertEqual(error.retryable, true, "retryable");
      assertEqual((await store.products.get("a"))?.name, "10", "after the failure");
      attempts = 0;
      await store.transaction(work, { maxRetries: 1 });
      assertEqual([attempts, (await store.products.get("a"))?.name], [2, "11"], "after the retry");
    });

    declareTogether(interactive);
    declareManyInside(interactive);
  },
};

/** A store without transactions says so and never calls the work. */
async function refuses(store: ClienteleStore): Promise<void> {
  let called = false;
  await assertRejects(
    () =>
      store.transaction(async () => {
        called = true;
      }),
    "UNSUPPORTED",
    "transaction",
  );
  assertThat(!called, "the work is not called");
}

/** Where only one transaction can be open, or each statement sees the latest, two increments are both kept. */
async function oneAfterTheOther(store: ClienteleStore): Promise<void> {
  await store.products.save(sampleProduct("a", { name: "0" }), { expected: "absent" });
  const increment = (): Promise<void> =>
    store.transaction(
      async (inside) => {
        const { version, ...before } = (await inside.products.get("a"))!;
        await inside.products.save(
          { ...before, name: String(Number(before.name) + 1) },
          { expected: version },
        );
      },
      { maxRetries: 5 },
    );
  const outcomes = await Promise.allSettled([increment(), increment()]);
  const kept = outcomes.filter((outcome) => outcome.status === "fulfilled").length;
  assertThat(kept >= 1, "at least one increment is kept");
  assertEqual((await store.products.get("a"))?.name, String(kept), "as many as succeeded");
}
