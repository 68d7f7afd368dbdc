import { assertEqual, assertRejects, assertThat } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleProduct } from "./_sample-records.ts";

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
