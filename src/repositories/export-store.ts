import type { ClienteleStore } from "./clientele-store.ts";
import { type CollectionName, collectionNames, collections } from "./collections.ts";
import type { OperationOptions } from "./repository.ts";

/** The first line of an export, so that an import knows what it reads. */
export const EXPORT_FORMAT = "clientele-store";

/** The version of the form of the lines. */
export const EXPORT_VERSION = 1;

/** Options of {@link exportStore}. */
export interface ExportStoreOptions extends OperationOptions {
  /**
   * The collections exported.
   * @defaultValue all of them
   */
  readonly collections?: readonly CollectionName[] | undefined;
}

/**
 * Writes a whole store as JSON Lines, one text per line, without the line break: a head, one line per record, and
 * an end that counts them, so that a file that was cut off is known by its missing end. Nothing is held in memory.
 *
 * Versions and idempotency keys belong to the store and are not exported: an import starts at version 1. Records
 * that are written meanwhile may or may not be in it; on a store with transactions export a transaction for one
 * moment's picture.
 *
 * @param store - a store, or what a transaction gives
 *
 * @throws RangeError if a collection is none
 *
 * @example
 * ```ts
 * import { createMemoryStore, exportStore, importStore } from "clientele/repositories";
 *
 * const store = createMemoryStore();
 * const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false } as const;
 * await store.products.save(kettle, { expected: "absent" });
 * const copy = createMemoryStore();
 * await importStore(copy, exportStore(store)); // => { records: 1, written: 1, unchanged: 0 }
 * (await copy.products.get("p1"))?.name; // => "Kettle"
 * ```
 */
export async function* exportStore(
  store: Pick<ClienteleStore, CollectionName>,
  options: ExportStoreOptions = {},
): AsyncGenerator<string> {
  const { collections: wanted = collectionNames, signal } = options;
  for (const name of wanted) {
    if (!collectionNames.includes(name))
      throw new RangeError(`Cannot export: collections must be names of collections, got ${String(name)}`);
  }
  yield JSON.stringify({ format: EXPORT_FORMAT, version: EXPORT_VERSION, collections: wanted });
  let records = 0;
  for (const collection of wanted) {
    const source: AsyncIterable<object> =
      collections[collection].kind === "state"
        ? store[collection as "products"].stream({}, { signal })
        : store[collection as "orderLines"].read({}, { signal });
    for await (const found of source) {
      const { version: _ofTheStore, ...record } = found as { readonly version?: number };
      records++;
      yield JSON.stringify({ collection, record });
    }
  }
  yield JSON.stringify({ end: true, records });
}
