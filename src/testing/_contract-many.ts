import type { Product } from "../model/index.ts";
import type { ClienteleStore, Expected, RecordSave } from "../repositories/index.ts";
import { assertEqual, assertRejects, assertThat, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleDecision, sampleParty, sampleProduct } from "./_sample-records.ts";

const saveOf = (id: string, expected: Expected, name = "Jug"): RecordSave<Product> => ({
  record: sampleProduct(id, { name }),
  expected,
});

/** Saving many at once: all or none, and as the same saves one by one. */
export const many: ContractGroup = {
  name: "many",
  declare(test) {
    test("saves of every expectation are kept and come back in the order given", async (store) => {
      await fill(store, ["a", "b", "c"]);
      await store.products.save(sampleProduct("c"), { expected: 1 });
      const saved = await store.products.saveMany([
        saveOf("～", "absent", "1"),
        saveOf("c", 2, "2"),
        saveOf("b", "any", "3"),
        saveOf("😀", "any", "4"),
        saveOf("a", "present", "5"),
      ]);
      assertEqual(
        saved.map(({ id, name, version }) => [id, name, version]),
        [
          ["～", "1", 1],
          ["c", "2", 3],
          ["b", "3", 2],
          ["😀", "4", 1],
          ["a", "5", 2],
        ],
        "saved",
      );
      assertEqual(await store.products.getMany(["～", "c", "b", "😀", "a"]), saved, "read");
      assertEqual(await store.products.saveMany([]), [], "no saves");
      assertEqual(await store.products.count(), 5, "count");
    });

    test("each replaces the whole record: a field left out is gone", async (store) => {
      const full = (id: string) => sampleParty(id, { ownerId: "s1", since: "2020-01-01" });
      const bare = (id: string) => sampleParty(id, { name: "New" });
      const expected = "any";
      await store.parties.saveMany(["a", "b", "c"].map((id) => ({ record: full(id), expected })));
      await store.parties.saveMany([
        { record: bare("a"), expected },
        { record: full("b"), expected },
      ]);
      await store.parties.saveMany([{ record: bare("c"), expected }]);
      assertEqual(
        await store.parties.getMany(["a", "b", "c"]),
        [
          { ...bare("a"), version: 2 },
          { ...full("b"), version: 2 },
          { ...bare("c"), version: 2 },
        ],
        "the records",
      );
    });

    test("a record that was read can be saved again, and what goes in and comes out are copies", async (store) => {
      const record = sampleDecision("a");
      const first = await store.decisions.saveMany([{ record, expected: "absent" }]);
      const second = await store.decisions.saveMany(
        first.map((read) => ({ record: read, expected: read.version })),
      );
      for (const one of [record, ...first, ...second]) {
        (one as { message: string }).message = "scribble";
        (one.reasons[0] as { text: string }).text = "scribble";
      }
      assertEqual(await store.decisions.get("a"), { ...sampleDecision("a"), version: 2 }, "read");
    });

    for (const [name, wrong, code, actual] of [
      ["absent, and there is one", saveOf("a", "absent"), "ALREADY_EXISTS", 2],
      ["present, and there is none", saveOf("n", "present"), "NOT_FOUND", null],
      ["an old version", saveOf("a", 1), "VERSION_CONFLICT", 2],
      ["a version, and there is none", saveOf("n", 1), "VERSION_CONFLICT", null],
    ] as const) {
      test(`one refusal leaves nothing, and names the record: ${name}`, async (store) => {
        await fill(store, ["a", "b"]);
        await store.products.save(sampleProduct("a"), { expected: 1 });
        const before = await readAll(store.products.stream());
        const right = [saveOf("new", "absent"), saveOf("b", 1), saveOf("z", "any")];
        const later = saveOf("later", "present");
        // All of one kind, too: a store may have a shorter way for these.
        const alike = ["m", "o"].map((id) => saveOf(id, wrong.expected === "absent" ? "absent" : "any"));
        for (const saves of [
          [wrong, ...right],
          [...right, wrong],
          [...right, wrong, later],
          [alike[0]!, wrong, alike[1]!],
          [wrong],
        ]) {
          const error = await assertRejects(() => store.products.saveMany(saves), code, "saveMany");
          const { id, expected } = error.details;
          assertEqual(
            [id, expected],
            [wrong.record.id, wrong.expected],
            "details: the first in the order given",
          );
          assertEqual(error.details.actual, actual, "details.actual");
          assertEqual(await readAll(store.products.stream()), before, "what is stored");
        }
      });
    }

    test("a record that does not fit is refused with all others, each problem with its row", async (store) => {
      const error = await assertRejects(
        () =>
          store.products.saveMany([
            saveOf("a", "absent"),
            { record: { ...sampleProduct("b"), name: 7, extra: 1 } as never, expected: "absent" },
            saveOf("c", "absent"),
            { record: { ...sampleProduct("d"), name: "\u0000" }, expected: "absent" },
          ]),
        "INVALID_VALUE",
        "saveMany",
      );
      const rows = (error.details.issues ?? []).map((issue) => issue.row);
      assertEqual(rows, [1, 1, 3], "rows of the issues, from 0");
      assertEqual(await store.products.count(), 0, "count");
    });

    test("the same id twice, what is no expectation, and more than 10,000 are refused", async (store) => {
      const tooMany = Array.from({ length: 10_001 }, (_, i) => saveOf(`p${i}`, "absent"));
      const twice = await assertRejects(
        () => store.products.saveMany([saveOf("a", "absent"), saveOf("b", "any"), saveOf("a", "present")]),
        "INVALID_QUERY",
        "twice",
      );
      assertEqual(twice.details.id, "a", "details.id");
      for (const saves of [[saveOf("a", "absent"), saveOf("b", "perhaps" as never)], tooMany])
        await assertRejects(() => store.products.saveMany(saves), "INVALID_QUERY", `${saves.length} saves`);
      assertEqual(await store.products.count(), 0, "count");
    });

    test("10,000 at once are taken, new ones among those that are there", async (store) => {
      const idOf = (i: number): string => `p${String(i).padStart(5, "0")}`;
      const old = Array.from({ length: 1500 }, (_, i) => saveOf(idOf(i * 3), "absent", "old"));
      const made = await store.products.saveMany(old);
      assertThat(
        made.every(({ version }) => version === 1),
        "the first versions",
      );
      const saves = Array.from({ length: 10_000 }, (_, i) =>
        saveOf(idOf(9999 - i), (9999 - i) % 3 === 0 && 9999 - i < 4500 ? 1 : "absent", `${9999 - i}`),
      );
      const saved = await store.products.saveMany(saves);
      assertEqual(
        saved.map(({ id, name, version }) => `${id} ${name} ${version}`),
        saves.map(({ record, expected }) => `${record.id} ${record.name} ${expected === 1 ? 2 : 1}`),
        "saved",
      );
      assertEqual(await store.products.getMany(saves.map(({ record }) => record.id)), saved, "read");
      await assertRejects(
        () => store.products.saveMany([...saves.slice(1), saveOf(idOf(9999), 7)]),
        "ALREADY_EXISTS",
        "again",
      );
      assertEqual(await store.products.count({ op: "eq", field: "version", value: 2 }), 1500, "changed");
    });

    test("an aborted signal leaves nothing", async (store) => {
      const signal = AbortSignal.abort();
      await assertRejects(
        () => store.products.saveMany([saveOf("a", "absent")], { signal }),
        "ABORTED",
        "saveMany",
      );
      assertEqual(await store.products.count(), 0, "count");
    });
  },
};

async function fill(store: ClienteleStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.products.save(sampleProduct(id), { expected: "absent" });
}
