import { assertEqual, assertRejects, assertThat } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleParty, sampleProduct } from "./_sample-records.ts";

/** Writing only when the stored record is what the writer thinks it is. */
export const expected: ContractGroup = {
  name: "expected",
  declare(test) {
    test("absent: a second save is refused and changes nothing", async (store) => {
      const first = await store.products.save(sampleProduct("a"), { expected: "absent" });
      const error = await assertRejects(
        () => store.products.save(sampleProduct("a", { name: "Jug" }), { expected: "absent" }),
        "ALREADY_EXISTS",
        "save",
      );
      assertEqual(error.retryable, false, "retryable");
      assertEqual(error.details.id, "a", "details.id");
      assertEqual(error.details.actual, first.version, "details.actual");
      assertEqual(await store.products.get("a"), first, "the stored record");
    });

    test("present: a save or delete of nothing is refused", async (store) => {
      await assertRejects(
        () => store.products.save(sampleProduct("a"), { expected: "present" }),
        "NOT_FOUND",
        "save",
      );
      await assertRejects(() => store.products.delete("a", { expected: "present" }), "NOT_FOUND", "delete");
      await assertRejects(
        () => store.products.delete("a", { expected: "absent" as "any" }),
        "INVALID_QUERY",
        "delete of what is expected to be absent",
      );
      assertEqual(await store.products.count(), 0, "count");
    });

    test("any: saves whether or not there is a record", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "any" });
      await store.products.save(sampleProduct("a", { name: "Jug" }), { expected: "any" });
      assertEqual((await store.products.get("a"))?.name, "Jug", "name");
    });

    test("the version grows with every save", async (store) => {
      let version = 0;
      for (let i = 0; i < 5; i++) {
        const saved = await store.products.save(sampleProduct("a"), { expected: "any" });
        assertThat(saved.version > version, `version ${saved.version} after ${version}`);
        version = saved.version;
      }
    });

    test("a number: another version is refused, with what was expected and what is there", async (store) => {
      const first = await store.products.save(sampleProduct("a"), { expected: "absent" });
      const second = await store.products.save(sampleProduct("a", { name: "Jug" }), {
        expected: first.version,
      });
      const stale = await assertRejects(
        () => store.products.save(sampleProduct("a", { name: "Pan" }), { expected: first.version }),
        "VERSION_CONFLICT",
        "save",
      );
      assertEqual([stale.details.expected, stale.details.actual], [first.version, second.version], "details");
      await assertRejects(
        () => store.products.delete("a", { expected: first.version }),
        "VERSION_CONFLICT",
        "delete",
      );
      assertEqual(await store.products.get("a"), second, "the stored record");
      assertEqual(await store.products.delete("a", { expected: second.version }), true, "delete");
      const gone = await assertRejects(
        () => store.products.save(sampleProduct("a"), { expected: second.version }),
        "VERSION_CONFLICT",
        "save of a deleted record",
      );
      assertEqual(gone.details.actual, null, "details.actual");
      await assertRejects(
        () => store.products.delete("a", { expected: 1 }),
        "VERSION_CONFLICT",
        "delete again",
      );
    });

    test("an idempotency key: the same save again writes nothing and gives the first answer", async (store) => {
      const save = (name: string, expected: "absent" | "any" | number, idempotencyKey: string) =>
        store.products.save(sampleProduct("a", { name }), { expected, idempotencyKey });
      const first = await save("Kettle", "absent", "k1");
      assertEqual(await save("Kettle", "absent", "k1"), first, "at once");
      const second = await save("Jug", first.version, "k2");
      assertEqual(await save("Jug", first.version, "k2"), second, "with a version");
      assertEqual(await save("Kettle", "absent", "k1"), first, "after another save");
      assertEqual(await store.products.get("a"), second, "the stored record");
      const error = await assertRejects(() => save("Pan", "any", "k1"), "ALREADY_EXISTS", "another content");
      assertEqual(error.details.id, "a", "details.id");
      await assertRejects(
        () => store.products.save(sampleProduct("b"), { expected: "any", idempotencyKey: "k1" }),
        "ALREADY_EXISTS",
        "another record",
      );
      await store.parties.save(sampleParty("a"), { expected: "absent", idempotencyKey: "k1" });
      assertEqual(await store.products.get("a"), second, "after the refusals");
    });

    test("an idempotency key: a save that is refused uses up no key, nor does one rolled back", async (store) => {
      const key = { idempotencyKey: "k1" } as const;
      await assertRejects(
        () => store.products.save(sampleProduct("a"), { expected: "present", ...key }),
        "NOT_FOUND",
        "save",
      );
      if (store.capabilities.transactions !== "none") {
        const rolledBack = store.transaction(async (inside) => {
          await inside.products.save(sampleProduct("z"), { expected: "absent", ...key });
          throw new Error("mishap");
        });
        await rolledBack.catch(() => undefined);
      }
      await store.products.save(sampleProduct("a"), { expected: "absent", ...key });
      assertEqual(await store.products.count(), 1, "count");
    });

    test("an idempotency key: of saves at once one writes, and all get its answer", async (store) => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() =>
          store.products.save(sampleProduct("a"), { expected: "any", idempotencyKey: "k1" }),
        ),
      );
      for (const outcome of outcomes) assertEqual(outcome, outcomes[0], "answer");
      assertEqual(await store.products.get("a"), outcomes[0], "the stored record");
    });

    test("an idempotency key that is none is refused", async (store) => {
      for (const idempotencyKey of ["", "x".repeat(201), "a\u0000", "\ud800", 7 as never])
        await assertRejects(
          () => store.products.save(sampleProduct("a"), { expected: "any", idempotencyKey }),
          "INVALID_QUERY",
          JSON.stringify(idempotencyKey),
        );
      assertEqual(await store.products.count(), 0, "count");
    });

    test("of writers that expect the same version one wins", async (store) => {
      const { version } = await store.products.save(sampleProduct("a"), { expected: "absent" });
      const outcomes = await Promise.allSettled(
        ["Jug", "Pan", "Pot"].map((name) =>
          store.products.save(sampleProduct("a", { name }), { expected: version }),
        ),
      );
      const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
      assertEqual(winners.length, 1, "winners");
      assertEqual(await store.products.get("a"), winners[0]?.value, "the stored record");
    });
  },
};
