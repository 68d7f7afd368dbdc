import type { ClienteleStore } from "../repositories/index.ts";
import { assertEqual, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import * as sample from "./_sample-records.ts";

/** Reading, writing and removing single records. */
export const crud: ContractGroup = {
  name: "crud",
  declare(test) {
    test("a record that is not there is undefined", async (store) => {
      assertEqual(await store.parties.get("nobody"), undefined, "get");
      assertEqual(await store.parties.getMany(["nobody"]), [undefined], "getMany");
      assertEqual(await store.parties.count(), 0, "count");
      assertEqual(await store.parties.delete("nobody", { expected: "any" }), false, "delete");
    });

    test("a record of every collection comes back as it was saved", async (store) => {
      await roundTrip(store, "parties", sample.sampleParty("a", { timeZone: "Asia/Taipei" }));
      await roundTrip(store, "affiliations", sample.sampleAffiliation("a"));
      await roundTrip(store, "importantDates", sample.sampleDate("a"));
      await roundTrip(store, "consents", sample.sampleConsent("a"));
      await roundTrip(store, "products", sample.sampleProduct("a"));
      await roundTrip(store, "installedProducts", sample.sampleInstalled("a"));
      await roundTrip(store, "insights", sample.sampleInsight("a"));
      await roundTrip(store, "snapshots", sample.sampleSnapshot("a"));
      await roundTrip(store, "decisions", sample.sampleDecision("a"));
    });

    test("getMany keeps the order of the ids, one place per id", async (store) => {
      for (const id of ["a", "b"])
        await store.products.save(sample.sampleProduct(id), { expected: "absent" });
      const found = await store.products.getMany(["b", "missing", "a", "b"]);
      assertEqual(
        found.map((record) => record?.id),
        ["b", undefined, "a", "b"],
        "ids",
      );
      assertEqual(await store.products.getMany([]), [], "no ids");
    });

    test("a save replaces the whole record", async (store) => {
      const { version: _first, ...record } = await store.parties.save(
        sample.sampleParty("a", { ownerId: "s1", since: "2020-01-01" }),
        { expected: "absent" },
      );
      const { ownerId: _gone, ...rest } = record;
      await store.parties.save({ ...rest, name: "New" }, { expected: "present" });
      const { version: _second, ...after } = (await store.parties.get("a"))!;
      assertEqual(after, { ...rest, name: "New" }, "the record without its owner");
    });

    test("a record that was read can be saved again, its version not becoming a part of it", async (store) => {
      const first = await store.products.save(sample.sampleProduct("a"), { expected: "absent" });
      const renamed = { ...first, name: "Jug" };
      const second = await store.products.save(renamed, { expected: first.version });
      assertEqual(
        second,
        { ...sample.sampleProduct("a", { name: "Jug" }), version: second.version },
        "saved",
      );
    });

    test("what goes in and what comes out are copies", async (store) => {
      const record = sample.sampleDecision("a");
      const saved = await store.decisions.save(record, { expected: "absent" });
      const scribble = (found: { message: string; reasons: { text: string }[] }): void => {
        found.message = "scribble";
        found.reasons[0]!.text = "scribble";
      };
      scribble(record);
      scribble(saved);
      scribble((await store.decisions.get("a"))!);
      scribble((await store.decisions.getMany(["a"]))[0]!);
      scribble((await store.decisions.page({ limit: 1 })).items[0]!);
      for await (const found of store.decisions.stream()) scribble(found);
      const expected = { ...sample.sampleDecision("a"), version: saved.version };
      assertEqual(await store.decisions.get("a"), expected, "after scribbling");
    });

    test("a record that was deleted is gone everywhere", async (store) => {
      for (const id of ["a", "b"])
        await store.products.save(sample.sampleProduct(id), { expected: "absent" });
      assertEqual(await store.products.delete("a", { expected: "present" }), true, "delete");
      assertEqual(await store.products.get("a"), undefined, "get");
      assertEqual(await store.products.count(), 1, "count");
      const left = await readAll(store.products.stream());
      assertEqual(
        left.map((record) => record.id),
        ["b"],
        "stream",
      );
      assertEqual(await store.products.delete("a", { expected: "any" }), false, "again");
    });

    test("collections do not see each other's records", async (store) => {
      await store.products.save(sample.sampleProduct("same"), { expected: "absent" });
      await store.parties.save(sample.sampleParty("same"), { expected: "absent" });
      assertThat((await store.parties.get("same"))?.name === "Name of same", "the party of the same id");
      assertEqual(await store.insights.get("same"), undefined, "insights");
    });
  },
};

/** The collections differ in their records only, and TypeScript cannot call a union of them. */
async function roundTrip(
  store: ClienteleStore,
  collection:
    | "parties"
    | "affiliations"
    | "importantDates"
    | "consents"
    | "products"
    | "installedProducts"
    | "insights"
    | "snapshots"
    | "decisions",
  record: { readonly id: string },
): Promise<void> {
  const repository = store[collection] as ClienteleStore["products"];
  const saved = await repository.save(record as never, { expected: "absent" });
  assertThat(Number.isSafeInteger(saved.version) && saved.version >= 1, `${collection}: a version from 1`);
  assertEqual(saved, { ...record, version: saved.version }, `${collection}: saved`);
  assertEqual(await repository.get(record.id), saved, `${collection}: read`);
}
