import { assertEqual, assertRejects, readAll } from "./_assert.ts";
import type { ContractTest } from "./_contract.ts";
import { sampleProduct } from "./_sample-records.ts";

/** Saving many at once inside a transaction. */
export function declareManyInside(interactive: ContractTest): void {
  interactive("a refusal of many saves inside leaves none of them, and the work may go on", async (store) => {
    await store.products.save(sampleProduct("a"), { expected: "absent" });
    const expected = "absent";
    await store.transaction(async (inside) => {
      await inside.products.save(sampleProduct("own"), { expected });
      const refusals = [
        [{ record: sampleProduct("own"), expected }, "ALREADY_EXISTS"],
        [{ record: sampleProduct("a"), expected }, "ALREADY_EXISTS"],
        [{ record: sampleProduct("a"), expected: 2 }, "VERSION_CONFLICT"],
        [{ record: sampleProduct("nobody"), expected: "present" }, "NOT_FOUND"],
        [{ record: { ...sampleProduct("b"), name: 7 } as never, expected }, "INVALID_VALUE"],
      ] as const;
      for (const [wrong, code] of refusals) {
        const saves = [
          { record: sampleProduct("0 lost"), expected } as const,
          wrong,
          { record: sampleProduct("z lost"), expected } as const,
        ];
        await assertRejects(() => inside.products.saveMany(saves), code, code);
        const ids = (await readAll(inside.products.stream())).map(({ id }) => id);
        assertEqual(ids, ["a", "own"], `inside, after ${code}`);
      }
      const kept = await inside.products.saveMany([
        { record: sampleProduct("own", { name: "Jug" }), expected: 1 },
        { record: sampleProduct("a", { name: "Jug" }), expected: "any" },
        { record: sampleProduct("b", { name: "Jug" }), expected },
      ]);
      assertEqual(await inside.products.getMany(["own", "a", "b"]), kept, "inside, in the end");
    });
    const found = await readAll(store.products.stream());
    assertEqual(
      found.map(({ id, name, version }) => [id, name, version]),
      [
        ["a", "Jug", 2],
        ["b", "Jug", 1],
        ["own", "Jug", 2],
      ],
      "afterwards",
    );
  });

  interactive("many saves of a transaction that fails are not kept", async (store) => {
    await store.products.save(sampleProduct("a"), { expected: "absent" });
    const mishap = new Error("mishap");
    await store
      .transaction(async (inside) => {
        await inside.products.saveMany([
          { record: sampleProduct("a", { name: "Jug" }), expected: 1 },
          { record: sampleProduct("b"), expected: "absent" },
        ]);
        throw mishap;
      })
      .catch((error: unknown) => {
        if (error !== mishap) throw error;
      });
    const found = await readAll(store.products.stream());
    assertEqual(found, [{ ...sampleProduct("a"), version: 1 }], "what is stored");
  });

  interactive("many saves begun together in a transaction do not disturb each other", async (store) => {
    await store.transaction(async (inside) => {
      const saves = (ids: readonly string[]) =>
        ids.map((id) => ({ record: sampleProduct(id), expected: "absent" }) as const);
      const outcomes = await Promise.allSettled([
        inside.products.saveMany(saves(["a", "b"])),
        inside.products.saveMany(saves(["c", "b"])),
        inside.products.save(sampleProduct("d"), { expected: "absent" }),
        inside.products.saveMany(saves(["e", "f"])),
      ]);
      assertEqual(
        outcomes.map(({ status }) => status === "fulfilled"),
        [true, false, true, true],
        "kept",
      );
    });
    const ids = (await readAll(store.products.stream())).map(({ id }) => id);
    assertEqual(ids, ["a", "b", "d", "e", "f"], "records");
  });
}
