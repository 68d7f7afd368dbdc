import { InvalidDataError } from "clientele/issues";
import {
  type ClienteleStore,
  type CollectionName,
  collectionNames,
  collections,
  createMemoryStore,
  exportStore,
  importStore,
} from "clientele/repositories";
import { arbitraryRecord } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** A store with drawn records in every collection. */
async function filled(): Promise<{ readonly store: ClienteleStore; readonly records: number }> {
  const store = createMemoryStore();
  let records = 0;
  for (const name of collectionNames) {
    const drawn = fc.sample(arbitraryRecord(name) as fc.Arbitrary<{ id: string }>, { seed: 3, numRuns: 12 });
    const different = [...new Map(drawn.map((record) => [record.id, record])).values()];
    records += different.length;
    if (collections[name].kind === "events") await store[name as "orderLines"].append(different as never);
    else
      for (const record of different)
        await store[name as "products"].save(record as never, { expected: "absent" });
  }
  return { store, records };
}

async function contents(store: ClienteleStore): Promise<unknown> {
  const found: Partial<Record<CollectionName, unknown[]>> = {};
  for (const name of collectionNames)
    found[name] = await all<unknown>(
      collections[name].kind === "events"
        ? store[name as "orderLines"].read()
        : store[name as "products"].stream(),
    );
  return found;
}

describe("exportStore and importStore", () => {
  it("carry a whole store over, every collection, and again without writing anything", async () => {
    const { store, records } = await filled();
    const lines = await all(exportStore(store));
    expect(lines.length).toBe(records + 2);
    for (const mode of ["all-or-nothing", "resumable"] as const) {
      const copy = createMemoryStore();
      expect(await importStore(copy, lines, { mode })).toEqual({ records, written: records, unchanged: 0 });
      expect(await contents(copy)).toEqual(await contents(store));
      expect(
        await importStore(
          copy,
          lines.map((line) => `${line}\n`),
          { mode },
        ),
      ).toEqual({
        records,
        written: 0,
        unchanged: records,
      });
    }
  });

  it("export one moment's picture from a transaction, and the collections asked for", async () => {
    const { store } = await filled();
    const lines = await store.transaction((tx) => all(exportStore(tx, { collections: ["products"] })));
    expect(lines.slice(1, -1).every((line) => line.startsWith('{"collection":"products"'))).toBe(true);
    await expect(all(exportStore(store, { collections: ["colours" as never] }))).rejects.toThrow(RangeError);
  });

  it("leave nothing of a bad import, or whole batches that the next one skips", async () => {
    const { store, records } = await filled();
    const lines = await all(exportStore(store));
    const broken = [...lines.slice(0, -1), "{not json"];
    const empty = createMemoryStore();
    await expect(importStore(empty, broken)).rejects.toThrow(InvalidDataError);
    expect(await contents(empty)).toEqual(await contents(createMemoryStore()));

    const done: number[] = [];
    const options = { mode: "resumable", onProgress: (count: number) => done.push(count) } as const;
    await expect(importStore(empty, broken, options)).rejects.toThrow(InvalidDataError);
    const kept = done.at(-1) ?? 0;
    expect(kept).toBeGreaterThan(0);
    const again = await importStore(empty, lines, options);
    expect(again).toEqual({ records, written: records - kept, unchanged: kept });
    expect(await contents(empty)).toEqual(await contents(store));
  });

  it("name the line and what is wrong with it", async () => {
    const { store } = await filled();
    const lines = await all(exportStore(store, { collections: ["products", "orderLines"] }));
    const [head = "", first = "", ...rest] = lines;
    const line = rest.findIndex((text) => text.includes('"orderLines"')) + 2;
    const cases: readonly (readonly [string, readonly string[], number | undefined])[] = [
      ["no lines", [], 0],
      ["another head", ['{"format":"other"}', ...rest], 0],
      ["a newer version", [head.replace('"version":1', '"version":2'), first], 0],
      ["cut off", lines.slice(0, -1), lines.length - 1],
      ["a record left out", [head, ...rest], lines.length - 2],
      ["something after the end", [...lines, first], lines.length],
      ["an unknown collection", [head, '{"collection":"colours","record":{"id":"a"}}'], 1],
      ["no record", [head, '{"collection":"products"}'], 1],
      ["no object", [head, "null"], 1],
      ["a bad record", [head, '{"collection":"products","record":{"id":"a"}}', rest.at(-1) ?? ""], 1],
      [
        "a bad event",
        [...lines.slice(0, line), '{"collection":"orderLines","record":{"id":"a"}}', rest.at(-1) ?? ""],
        line,
      ],
    ];
    for (const [what, given, row] of cases) {
      const error = await importStore(createMemoryStore(), given).catch((thrown: unknown) => thrown);
      expect(error, what).toBeInstanceOf(InvalidDataError);
      expect((error as InvalidDataError).issues[0]?.row, what).toBe(row);
    }
  });

  it("name the line of a bad record also after lines that are skipped, and leave what came before", async () => {
    const store = createMemoryStore();
    const kettle = (id: string) => ({
      schemaVersion: 1,
      id,
      name: "Kettle",
      category: "Kitchen",
      consumable: false,
    });
    const lineOf = (record: object) => JSON.stringify({ collection: "products", record });
    const head = '{"format":"clientele-store","version":1,"collections":["products"]}';
    await store.products.save(kettle("a") as never, { expected: "absent" });
    const given = [head, lineOf(kettle("a")), "", lineOf(kettle("b")), lineOf({ ...kettle("c"), name: 7 })];
    const error = await importStore(store, [...given, '{"end":true,"records":3}'], {
      mode: "resumable",
    }).catch((thrown: unknown) => thrown);
    expect((error as InvalidDataError).issues.map(({ row }) => row)).toEqual([4]);
    expect(await store.products.count()).toBe(1);
  });

  it("count a line that comes twice as unchanged, and refuse one that contradicts another", async () => {
    const store = createMemoryStore();
    const kettle = { schemaVersion: 1, id: "a", name: "Kettle", category: "Kitchen", consumable: false };
    const lines = (...records: object[]) => [
      '{"format":"clientele-store","version":1,"collections":["products"]}',
      ...records.map((record) => JSON.stringify({ collection: "products", record })),
      JSON.stringify({ end: true, records: records.length }),
    ];
    await expect(importStore(store, lines(kettle, { ...kettle, name: "Jug" }))).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      details: { id: "a" },
    });
    expect(await importStore(store, lines(kettle, kettle))).toEqual({ records: 2, written: 1, unchanged: 1 });
  });

  it("never overwrite a record of another content", async () => {
    const { store } = await filled();
    const lines = await all(exportStore(store));
    const copy = createMemoryStore();
    await importStore(copy, lines);
    for await (const { version, ...product } of copy.products.stream())
      await copy.products.save({ ...product, name: "Other" }, { expected: version });
    await expect(importStore(copy, lines)).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    await expect(importStore(copy, lines, { mode: "both" as never })).rejects.toThrow(RangeError);
    const signal = AbortSignal.abort();
    await expect(importStore(createMemoryStore(), lines, { signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});
