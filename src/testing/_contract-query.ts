import type { InstalledProduct } from "../model/index.ts";
import type { ClienteleStore, Filter, Versioned } from "../repositories/index.ts";
import { assertEqual, assertRejects, readAll } from "./_assert.ts";
import type { ContractGroup } from "./_contract.ts";
import { sampleInstalled, sampleProduct } from "./_sample-records.ts";

type InstalledFilter = Filter<Versioned<InstalledProduct>>;

const serviceIntervals: Readonly<Record<string, number | undefined>> = {
  a: 6,
  b: 12,
  c: undefined,
  d: 12,
  e: 24,
};

/** Filters: every operator, missing fields, and no pattern ever. */
export const query: ContractGroup = {
  name: "query",
  declare(test) {
    const field = "serviceIntervalMonths";
    const cases: readonly (readonly [string, InstalledFilter, readonly string[]])[] = [
      ["eq", { op: "eq", field, value: 12 }, ["b", "d"]],
      ["ne holds where the field is missing", { op: "ne", field, value: 12 }, ["a", "c", "e"]],
      ["lt", { op: "lt", field, value: 12 }, ["a"]],
      ["lte", { op: "lte", field, value: 12 }, ["a", "b", "d"]],
      ["gt", { op: "gt", field, value: 12 }, ["e"]],
      ["gte", { op: "gte", field, value: 12 }, ["b", "d", "e"]],
      ["in", { op: "in", field, values: [6, 24, 99] }, ["a", "e"]],
      ["in nothing", { op: "in", field, values: [] }, []],
      ["isNull", { op: "isNull", field }, ["c"]],
      ["not isNull", { op: "not", of: { op: "isNull", field } }, ["a", "b", "d", "e"]],
      [
        "not is the exact complement",
        { op: "not", of: { op: "lt", field, value: 12 } },
        ["b", "c", "d", "e"],
      ],
      ["not in", { op: "not", of: { op: "in", field, values: [12] } }, ["a", "c", "e"]],
      [
        "and",
        {
          op: "and",
          of: [
            { op: "gte", field, value: 12 },
            { op: "lt", field: "id", value: "e" },
          ],
        },
        ["b", "d"],
      ],
      [
        "or",
        {
          op: "or",
          of: [
            { op: "isNull", field },
            { op: "eq", field: "id", value: "a" },
          ],
        },
        ["a", "c"],
      ],
      ["and of nothing", { op: "and", of: [] }, ["a", "b", "c", "d", "e"]],
      ["or of nothing", { op: "or", of: [] }, []],
      ["the version", { op: "gt", field: "version", value: 0 }, ["a", "b", "c", "d", "e"]],
    ];
    for (const [name, where, ids] of cases) {
      test(`filter: ${name}`, async (store) => {
        for (const [id, months] of Object.entries(serviceIntervals)) {
          const more = months === undefined ? {} : { serviceIntervalMonths: months };
          await store.installedProducts.save(sampleInstalled(id, more), { expected: "absent" });
        }
        const streamed = await readAll(store.installedProducts.stream({ where }));
        assertEqual(
          streamed.map((record) => record.id),
          ids,
          "stream",
        );
        const page = await store.installedProducts.page({ where, limit: 100 });
        assertEqual(page.items, streamed, "page");
        assertEqual(await store.installedProducts.count(where), ids.length, "count");
      });
    }

    test("filter: as many values and levels as are allowed", async (store) => {
      for (const id of ["a", "b"]) await store.products.save(sampleProduct(id), { expected: "absent" });
      const values = Array.from({ length: 10_000 }, (_, i) => (i === 9_999 ? "a" : `x${i}`));
      assertEqual(await idsWhere(store, { op: "in", field: "id", values }), ["a"], "10,000 values");
      assertEqual(await idsWhere(store, nested(100) as never), [], "100 levels");
      const ids = Array.from({ length: 10_000 }, (_, i) => (i === 9_999 ? "b" : `x${i}`));
      const found = await store.products.getMany(ids);
      assertEqual([found.length, found[9_999]?.id], [10_000, "b"], "10,000 ids");
      await assertRejects(() => store.products.getMany([...ids, "a"]), "INVALID_QUERY", "10,001 ids");
    });

    test("filter: numbers that are no version", async (store) => {
      await store.products.save(sampleProduct("a"), { expected: "absent" });
      assertEqual(await idsWhere(store, { op: "gt", field: "version", value: 0.5 }), ["a"], "a half");
      assertEqual(await idsWhere(store, { op: "lt", field: "version", value: 1e300 }), ["a"], "1e300");
      assertEqual(await idsWhere(store, { op: "eq", field: "version", value: 1.5 }), [], "1.5");
    });

    test("filter: truth values", async (store) => {
      await store.products.save(sampleProduct("a", { consumable: true }), { expected: "absent" });
      await store.products.save(sampleProduct("b"), { expected: "absent" });
      assertEqual(await idsWhere(store, { op: "eq", field: "consumable", value: true }), ["a"], "true");
      assertEqual(await idsWhere(store, { op: "ne", field: "consumable", value: true }), ["b"], "false");
    });

    test("filter: text is text and never a pattern", async (store) => {
      const names = ["100%", "100 km", "a_c", "abc", "a.c", "[abc]", "A_C", "'quoted'", "back\\slash"];
      for (const name of names)
        await store.products.save(sampleProduct(name, { name }), { expected: "absent" });
      for (const name of [...names, "100_", ".*", "%", "a?c"]) {
        const expected = names.includes(name) ? [name] : [];
        assertEqual(await idsWhere(store, { op: "eq", field: "name", value: name }), expected, `eq ${name}`);
        assertEqual(
          await idsWhere(store, { op: "in", field: "name", values: [name] }),
          expected,
          `in ${name}`,
        );
      }
    });

    test("text is compared by code point, not by UTF-16 units and not by locale", async (store) => {
      const ordered = ["B", "a", "b", "z", "Ä", "é", "～", "😀"];
      for (const id of [...ordered].reverse())
        await store.products.save(sampleProduct(id), { expected: "absent" });
      const found = await readAll(store.products.stream());
      assertEqual(
        found.map((record) => record.id),
        ordered,
        "the order of ids",
      );
      assertEqual(await idsWhere(store, { op: "gt", field: "id", value: "～" }), ["😀"], "after ～");
      assertEqual(await idsWhere(store, { op: "lte", field: "id", value: "B" }), ["B"], "up to B");
    });

    test("a question that has no answer is refused before anything is read", async (store) => {
      const wrong: readonly [string, unknown][] = [
        ["an unknown field", { op: "eq", field: "colour", value: "red" }],
        ["a field that is not a scalar", { op: "isNull", field: "evidence" }],
        ["a value of another kind", { op: "eq", field: "name", value: 5 }],
        ["a null value", { op: "eq", field: "name", value: null }],
        ["a NaN", { op: "lt", field: "version", value: Number.NaN }],
        ["an infinite number", { op: "lt", field: "version", value: Number.POSITIVE_INFINITY }],
        ["an unknown operator", { op: "like", field: "name", value: "%" }],
        ["no filter at all", { op: "and", of: [null] }],
        ["more values than 10,000", { op: "in", field: "name", values: Array(10_001).fill("a") }],
        ["more levels than 100", nested(101)],
      ];
      for (const [what, where] of wrong) {
        const filter = where as Filter<Versioned<{ id: string; name: string }>> as never;
        await assertRejects(() => store.products.count(filter), "INVALID_QUERY", `count: ${what}`);
        await assertRejects(
          () => store.products.page({ where: filter, limit: 1 }),
          "INVALID_QUERY",
          `page: ${what}`,
        );
        await assertRejects(
          () => readAll(store.products.stream({ where: filter })),
          "INVALID_QUERY",
          `stream: ${what}`,
        );
      }
      const orderBy = [{ field: "colour" }] as never;
      await assertRejects(
        () => readAll(store.products.stream({ orderBy })),
        "INVALID_QUERY",
        "an unknown order",
      );
    });
  },
};

/** `not` of `not` of … a filter. */
function nested(levels: number): unknown {
  let filter: unknown = { op: "isNull", field: "name" };
  for (let level = 0; level < levels; level++) filter = { op: "not", of: filter };
  return filter;
}

async function idsWhere(
  store: ClienteleStore,
  where: Filter<Versioned<{ id: string; name: string; consumable: boolean }>>,
): Promise<string[]> {
  const found = await readAll(store.products.stream({ where }));
  return found.map((record) => record.id);
}
