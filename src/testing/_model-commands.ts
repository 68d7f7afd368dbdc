import fc from "fast-check";
import { compareCodePoints } from "../ids/index.ts";
import type { OrderLine, Product } from "../model/index.ts";
import {
  type ClienteleStore,
  type Expected,
  type StoreCapabilities,
  StoreError,
  type StoreTransaction,
} from "../repositories/index.ts";
import { assertEqual, readAll } from "./_assert.ts";
import { sampleOrderLine, sampleProduct } from "./_sample-records.ts";

/** What the store must hold: products with their versions, and lines that were appended. */
export interface StoreModel {
  records: Map<string, { readonly name: string; readonly version: number }>;
  readonly events: Map<string, string>;
}

type Step = fc.AsyncCommand<StoreModel, ClienteleStore>;

const ids = fc.constantFrom("a", "～", "😀", "B");
const names = fc.constantFrom("x", "y", "％");
const expectations = fc.constantFrom<Expected[]>("absent", "present", "any", "any", 1, 2);

/** The operations that are put into any order. */
export function modelCommands(capabilities: StoreCapabilities): fc.Arbitrary<Step>[] {
  const save = fc.record({ id: ids, name: names, expected: expectations });
  const saves = fc.uniqueArray(save, { selector: ({ id }) => id, maxLength: 4 });
  const remove = fc.record({ id: ids, expected: expectations });
  const commands: fc.Arbitrary<Step>[] = [
    save.map((given) =>
      command(`save ${JSON.stringify(given)}`, (model, store) => checkSave(model, store, given)),
    ),
    saves.map((given) =>
      command(`saveMany ${JSON.stringify(given)}`, (model, store) => checkSaveMany(model, store, given)),
    ),
    remove.map((given) =>
      command(`delete ${JSON.stringify(given)}`, (model, store) => checkDelete(model, store, given)),
    ),
    ids.map((id) => command(`get ${id}`, (model, store) => checkGet(model, store, id))),
    fc
      .record({
        limit: fc.integer({ min: 1, max: 5 }),
        direction: fc.constantFrom("asc" as const, "desc" as const),
      })
      .map((given) =>
        command(`page ${JSON.stringify(given)}`, (model, store) => checkPages(model, store, given)),
      ),
    names.map((name) => command(`count ${name}`, (model, store) => checkCount(model, store, name))),
  ];
  if (capabilities.transactions === "none") return commands;
  const work = fc.record({
    steps: fc.array(fc.oneof(save, saves), { maxLength: 3 }),
    commits: fc.boolean(),
  });
  return [
    ...commands,
    work.map((given) =>
      command(`transaction ${JSON.stringify(given)}`, async (model, store) => {
        const inside: StoreModel = { records: new Map(model.records), events: model.events };
        const rollback = new Error("rolled back");
        const outcome = store.transaction(async (tx) => {
          for (const step of given.steps)
            await ("id" in step ? checkSave(inside, tx, step) : checkSaveMany(inside, tx, step));
          if (!given.commits) throw rollback;
        });
        await outcome.catch((error: unknown) => {
          if (error !== rollback) throw error;
        });
        if (given.commits) model.records = inside.records;
      }),
    ),
  ];
}

/** A command that may always be run, and compares by itself; afterwards everything must be as the model says. */
function command(text: string, run: (model: StoreModel, store: ClienteleStore) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, store) {
      await run(model, store);
      const found = await readAll(store.products.stream());
      assertEqual(
        found.map(({ id, name, version }) => [id, name, version]),
        sorted(model).map(([id, { name, version }]) => [id, name, version]),
        `everything after ${text}`,
      );
    },
    toString: () => text,
  };
}

const sorted = (model: StoreModel) => [...model.records].sort(([a], [b]) => compareCodePoints(a, b));

/** What must come of an expectation: a code, or nothing. */
function refusal(expected: Expected, version: number | undefined): string | undefined {
  if (expected === "absent") return version === undefined ? undefined : "ALREADY_EXISTS";
  if (expected === "present") return version === undefined ? "NOT_FOUND" : undefined;
  if (typeof expected === "number") return version === expected ? undefined : "VERSION_CONFLICT";
  return undefined;
}

async function codeOf(operation: Promise<unknown>): Promise<string | undefined> {
  try {
    await operation;
    return undefined;
  } catch (error) {
    if (StoreError.is(error)) return error.code;
    throw error;
  }
}

interface GivenSave {
  readonly id: string;
  readonly name: string;
  readonly expected: Expected;
}

/** What the same saves one by one would do, up to the first that is refused; then none of them is done. */
async function checkSaveMany(
  model: StoreModel,
  store: StoreTransaction,
  given: readonly GivenSave[],
): Promise<void> {
  const refused = given.find(({ id, expected }) => refusal(expected, model.records.get(id)?.version));
  const saves = given.map(({ id, name, expected }) => ({ record: sampleProduct(id, { name }), expected }));
  try {
    const saved = await store.products.saveMany(saves);
    assertEqual(refused, undefined, "a save that had to be refused");
    const versions = given.map(({ id }) => (model.records.get(id)?.version ?? 0) + 1);
    assertEqual(
      saved,
      saves.map(({ record }, i) => ({ ...record, version: versions[i] })),
      "saved",
    );
    for (const [i, { id, name }] of given.entries())
      model.records.set(id, { name, version: versions[i] as number });
  } catch (error) {
    if (refused === undefined || !StoreError.is(error)) throw error;
    const { id, expected } = refused;
    const actual = model.records.get(id)?.version;
    assertEqual(
      [error.code, error.details.id, error.details.actual],
      [refusal(expected, actual), id, actual ?? null],
      "the first refusal",
    );
  }
}

async function checkSave(
  model: StoreModel,
  store: StoreTransaction,
  { id, name, expected }: GivenSave,
): Promise<void> {
  const before = model.records.get(id)?.version;
  const record: Product = sampleProduct(id, { name });
  const code = await codeOf(store.products.save(record, { expected }));
  assertEqual(code, refusal(expected, before), `save of ${id} at version ${before}, expected ${expected}`);
  if (code === undefined) model.records.set(id, { name, version: (before ?? 0) + 1 });
}

async function checkDelete(
  model: StoreModel,
  store: ClienteleStore,
  { id, expected }: { readonly id: string; readonly expected: Expected },
): Promise<void> {
  if (expected === "absent") return;
  const before = model.records.get(id)?.version;
  const code = await codeOf(store.products.delete(id, { expected }));
  assertEqual(code, refusal(expected, before), `delete of ${id} at version ${before}, expected ${expected}`);
  if (code === undefined) model.records.delete(id);
}

async function checkGet(model: StoreModel, store: ClienteleStore, id: string): Promise<void> {
  const found = await store.products.get(id);
  const known = model.records.get(id);
  assertEqual(
    found === undefined ? undefined : { name: found.name, version: found.version },
    known,
    `get ${id}`,
  );
}

async function checkCount(model: StoreModel, store: ClienteleStore, name: string): Promise<void> {
  const expected = [...model.records.values()].filter((record) => record.name !== name).length;
  assertEqual(await store.products.count({ op: "ne", field: "name", value: name }), expected, `not ${name}`);
  const line: OrderLine = sampleOrderLine(`line of ${name}`);
  const known = model.events.has(line.id);
  model.events.set(line.id, name);
  const { appended, duplicates } = await store.orderLines.append([line]);
  // The lines of earlier runs are still there, for events are never removed.
  assertEqual(appended + duplicates, 1, "append");
  if (known) assertEqual(duplicates, 1, "append again");
}

async function checkPages(
  model: StoreModel,
  store: ClienteleStore,
  { limit, direction }: { readonly limit: number; readonly direction: "asc" | "desc" },
): Promise<void> {
  const orderBy = [{ field: "name", direction }] as const;
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.products.page({ orderBy, limit, cursor });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    if (found.length > model.records.size) break;
  } while (cursor !== null);
  const sign = direction === "asc" ? 1 : -1;
  const expected = sorted(model).sort(([, a], [, b]) => sign * compareCodePoints(a.name, b.name));
  assertEqual(
    found,
    expected.map(([id]) => id),
    `pages of ${limit}, ${direction}`,
  );
}
