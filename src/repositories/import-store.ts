import { createIssueCollector, InvalidDataError } from "../issues/index.ts";
import { equalStored } from "./_copy-storable.ts";
import { checkExpected } from "./_expected.ts";
import type { ClienteleStore, StoreTransaction } from "./clientele-store.ts";
import { type CollectionName, collectionNames, collections } from "./collections.ts";
import { EXPORT_FORMAT, EXPORT_VERSION } from "./export-store.ts";
import type { OperationOptions } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/** Options of {@link importStore}. */
export interface ImportStoreOptions extends OperationOptions {
  /**
   * `"all-or-nothing"`: one transaction; a failure leaves nothing. `"resumable"`: batch by batch; a failure leaves
   * whole batches, and the same import again skips what is there and goes on.
   * @defaultValue `"all-or-nothing"`
   */
  readonly mode?: "all-or-nothing" | "resumable" | undefined;
  /** Hears how many records are done, after each batch. */
  readonly onProgress?: ((records: number) => void) | undefined;
}

/** What an import has done. */
export interface ImportedStore {
  /** How many records were read. */
  readonly records: number;
  /** How many were new. */
  readonly written: number;
  /** How many were there already, with the same content. */
  readonly unchanged: number;
}

/**
 * Reads what {@link exportStore} wrote. Records that are there with the same content are left alone; one that is
 * there with another content is never overwritten.
 *
 * @param store - a store, usually an empty one
 * @param lines - the lines, each with or without its line break; empty ones are skipped
 *
 * @throws InvalidDataError naming the line, if it is no line of an export, a record does not fit, or the end is
 *   missing or counts another number
 * @throws StoreError `ALREADY_EXISTS` if a record is there with another content, `UNSUPPORTED` for
 *   `"all-or-nothing"` on a store without transactions
 *
 * @example
 * ```ts
 * import { createMemoryStore, importStore } from "clientele/repositories";
 *
 * const cutOff = ['{"format":"clientele-store","version":1,"collections":["products"]}'];
 * await importStore(createMemoryStore(), cutOff).catch((error) => error.code); // => "invalid-data"
 * ```
 */
export async function importStore(
  store: ClienteleStore,
  lines: Iterable<string> | AsyncIterable<string>,
  options: ImportStoreOptions = {},
): Promise<ImportedStore> {
  const { mode = "all-or-nothing", signal } = options;
  if (mode !== "all-or-nothing" && mode !== "resumable") {
    throw new RangeError(`Cannot import: mode must be all-or-nothing or resumable, got ${String(mode)}`);
  }
  if (mode === "resumable") return readLines(store, lines, options);
  return store.transaction((tx) => readLines(tx, lines, options), { signal });
}

const BATCH = 1000;

async function readLines(
  store: StoreTransaction,
  lines: Iterable<string> | AsyncIterable<string>,
  { signal, onProgress }: ImportStoreOptions,
): Promise<ImportedStore> {
  let row = -1;
  let head = false;
  let end = false;
  let [records, written] = [0, 0];
  let batch: { readonly row: number; readonly record: { readonly id: string } }[] = [];
  let current: CollectionName | undefined;
  const flush = async (): Promise<void> => {
    if (current !== undefined && batch.length > 0) {
      written += await writeBatch(store, current, batch, signal);
      records += batch.length;
      onProgress?.(records);
    }
    batch = [];
  };
  for await (const line of lines) {
    row++;
    if (line.trim() === "") continue;
    const value = parseLine(line, row);
    if (end) throw refuse(row, value, "nothing after the end");
    if (!head) {
      if (value["format"] !== EXPORT_FORMAT || value["version"] !== EXPORT_VERSION)
        throw refuse(row, line, `the head of an export of version ${EXPORT_VERSION}`);
      head = true;
    } else if (value["end"] === true) {
      await flush();
      if (value["records"] !== records) throw refuse(row, value["records"], `an end that counts ${records}`);
      end = true;
    } else {
      const { collection, record } = value;
      if (!collectionNames.includes(collection as CollectionName))
        throw refuse(row, collection, "the name of a collection");
      if (collection !== current || batch.length === BATCH) await flush();
      if (typeof (record as { readonly id?: unknown } | null | undefined)?.id !== "string")
        throw refuse(row, record, "a record with an id");
      current = collection as CollectionName;
      batch.push({ row, record: record as { readonly id: string } });
    }
  }
  if (!end) throw refuse(row + 1, undefined, head ? "the end of the export: it was cut off" : "an export");
  return { records, written, unchanged: records - written };
}

async function writeBatch(
  store: StoreTransaction,
  collection: CollectionName,
  batch: readonly { readonly row: number; readonly record: { readonly id: string } }[],
  signal: AbortSignal | undefined,
): Promise<number> {
  let written = batch;
  try {
    if (collections[collection].kind === "events") {
      const events = batch.map(({ record }) => record) as never[];
      return (await store[collection as "orderLines"].append(events, { signal })).appended;
    }
    const repository = store[collection as "products"];
    const stored = await repository.getMany(
      batch.map(({ record }) => record.id),
      { signal },
    );
    const fresh = new Map<string, (typeof batch)[number]>();
    for (const [i, one] of batch.entries()) {
      const { record } = one;
      const found = stored[i] ?? fresh.get(record.id)?.record;
      if (found !== undefined && equalStored({ ...found, version: 0 }, { ...record, version: 0 })) continue;
      // A line that contradicts one before it cannot be written in the same call.
      if (fresh.has(record.id)) checkExpected(collection, record.id, "absent", 1);
      fresh.set(record.id, one);
    }
    written = [...fresh.values()];
    const saves = written.map(({ record }) => ({ record: record as never, expected: "absent" }) as const);
    await repository.saveMany(saves, { signal });
    return written.length;
  } catch (error) {
    if (!StoreError.is(error, "INVALID_VALUE") || error.details.issues === undefined) throw error;
    throw located(written, error);
  }
}

/** The issues of a batch, each with the line that its record came from. */
function located(written: readonly { readonly row: number }[], error: StoreError): InvalidDataError {
  const issues = createIssueCollector();
  for (const issue of error.details.issues ?? [])
    issues.add({ ...issue, row: written[issue.row ?? 0]?.row ?? 0 });
  return new InvalidDataError("import the store", issues.issues, issues.total);
}

function parseLine(line: string, row: number): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refuse(row, line.slice(0, 200), "a line of JSON");
  }
  if (typeof value !== "object" || value === null) throw refuse(row, value, "a line of an export");
  return value as Readonly<Record<string, unknown>>;
}

function refuse(row: number, value: unknown, expected: string): InvalidDataError {
  const issues = createIssueCollector();
  issues.add({ code: "invalid-export", path: [], row, value, expected });
  return new InvalidDataError("import the store", issues.issues, issues.total);
}
