import { assertEqual, assertRejects, readAll } from "./_assert.ts";
import type { ContractTest } from "./_contract.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/** What goes on at the same time in one transaction: each operation is kept or refused by itself. */
export function declareTogether(interactive: ContractTest): void {
  interactive("an append that fails takes no other write of the transaction with it", async (store) => {
    await store.transaction(async (inside) => {
      const meanwhile = createGate();
      async function* source(): AsyncGenerator<ReturnType<typeof sampleOrderLine>> {
        yield sampleOrderLine("lost");
        await meanwhile.opened;
        throw new Error("the source failed");
      }
      const failing = inside.orderLines.append(source()).then(
        () => "no error",
        (error: unknown) => (error instanceof Error ? error.message : ""),
      );
      await inside.products.save(sampleProduct("a"), { expected: "absent" });
      await inside.orderLines.append([sampleOrderLine("kept")]);
      meanwhile.open();
      assertEqual(await failing, "the source failed", "the error of the source");
    });
    assertEqual(await store.products.count(), 1, "the record saved meanwhile");
    const lines = await readAll(store.orderLines.read());
    assertEqual(
      lines.map((line) => line.id),
      ["kept"],
      "the events appended meanwhile",
    );
  });

  interactive("operations begun together in a transaction do not disturb each other", async (store) => {
    await store.products.save(sampleProduct("a"), { expected: "absent" });
    await store.orderLines.append([sampleOrderLine("l")]);
    await store.transaction(async (inside) => {
      const outcomes = await Promise.allSettled([
        inside.orderLines.append([sampleOrderLine("m"), sampleOrderLine("l", { amount: "1" })]),
        inside.products.save(sampleProduct("b"), { expected: "absent" }),
        inside.products.save(sampleProduct("a"), { expected: "absent", idempotencyKey: "k" }),
        inside.orderLines.append([sampleOrderLine("n")]),
        inside.products.save(sampleProduct("c"), { expected: "absent", idempotencyKey: "c" }),
        inside.products.save(sampleProduct("d"), { expected: "present" }),
        inside.products.save(sampleProduct("e"), { expected: "any" }),
      ]);
      assertEqual(
        outcomes.map(({ status }) => status === "fulfilled"),
        [false, true, false, true, true, false, true],
        "kept",
      );
    });
    const products = (await readAll(store.products.stream())).map(({ id }) => id);
    assertEqual(products, ["a", "b", "c", "e"], "records");
    assertEqual(
      (await readAll(store.orderLines.read())).map(({ id }) => id),
      ["l", "n"],
      "events",
    );
  });

  interactive("the signal of a transaction reaches what is done inside it", async (store) => {
    const controller = new AbortController();
    let given = 0;
    async function* source(): AsyncGenerator<ReturnType<typeof sampleOrderLine>> {
      yield sampleOrderLine("first");
      controller.abort();
      for (; given < 50; given++) yield sampleOrderLine(`l${given}`);
    }
    const work = store.transaction(
      async (inside) => {
        await assertRejects(() => inside.orderLines.append(source()), "ABORTED", "append");
        await assertRejects(() => inside.products.get("a"), "ABORTED", "get");
        await assertRejects(
          () => inside.products.save(sampleProduct("a"), { expected: "any" }),
          "ABORTED",
          "save",
        );
        await assertRejects(() => readAll(inside.products.stream()), "ABORTED", "stream");
      },
      { signal: controller.signal },
    );
    await assertRejects(() => work, "ABORTED", "transaction");
    assertEqual(given, 0, "events taken after the signal was given and noticed");
    assertEqual(await readAll(store.orderLines.read()), [], "order lines");
  });
}

/** Something that waits until it is let through. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
