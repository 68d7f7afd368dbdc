import { createGuard, type Guard } from "./_guard.ts";
import { createChangeNotes } from "./_memory-changes.ts";
import { createMemoryEvents } from "./_memory-events.ts";
import { createMemoryRepository } from "./_memory-repository.ts";
import { createTable, type Fork, type Rows, type Table } from "./_memory-table.ts";
import type { Receipt } from "./_receipt.ts";
import type { ClienteleStore, TransactionOptions } from "./clientele-store.ts";
import { type CollectionName, collectionNames, type RecordOf, type StoreCollections } from "./collections.ts";
import { openEach } from "./open-each.ts";
import type { Versioned } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/** A table beside the collections: what was saved under which idempotency key. */
const RECEIPTS = "receipts";
type TableName = CollectionName | typeof RECEIPTS;
const names: readonly TableName[] = [...collectionNames, RECEIPTS];

/**
 * Makes an empty store in memory: the reference that every other adapter is measured against, and enough for
 * tests, demos and data that fit into memory.
 *
 * Transactions work on a snapshot, several may be open at once, and of two that change the same record the
 * later one fails with `SERIALIZATION_FAILURE`. Every query reads and sorts its whole collection.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 *
 * const store = createMemoryStore();
 * const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false } as const;
 * (await store.products.save(kettle, { expected: "absent" })).version; // => 1
 * (await store.products.get("p1"))?.name; // => "Kettle"
 * await store.products.count({ op: "eq", field: "category", value: "Garden" }); // => 0
 * await store.close();
 * ```
 */
export function createMemoryStore(): ClienteleStore {
  const notes = createChangeNotes();
  const tableOf = (name: TableName): Table<object> =>
    name === RECEIPTS ? createTable() : createTable((id, value) => notes.note(name, id, value));
  const tables = new Map<TableName, Table<object>>(names.map((name) => [name, tableOf(name)]));
  let closed = false;
  const guard = createGuard("store", () => closed);
  const close = async (): Promise<void> => {
    closed = true;
    for (const name of names) tables.set(name, tableOf(name));
  };
  return Object.freeze({
    ...openCollections(tables, guard),
    capabilities: Object.freeze({
      transactions: "interactive",
      isolation: "snapshot",
      concurrentTransactions: true,
      streaming: "snapshot",
      durable: false,
      aggregates: true,
      changes: true,
    }),
    async transaction(work, options = {}) {
      const retries = options.maxRetries ?? 0;
      for (let attempt = 0; ; attempt++) {
        try {
          return await runTransaction(tables, work, guard, options);
        } catch (error) {
          if (attempt >= retries || !isConflict(error)) throw error;
        }
      }
    },
    async changes(since, { signal } = {}) {
      guard(signal);
      return notes.since(since);
    },
    async upgradeSchema() {
      guard();
      return Object.freeze({ from: 1, to: 1, changes: Object.freeze([]) });
    },
    close,
    [Symbol.asyncDispose]: close,
  } satisfies ClienteleStore);
}

/** One attempt: the work sees a snapshot and its own writes, which are kept only if nobody was in the way. */
async function runTransaction<R>(
  tables: ReadonlyMap<TableName, Table<object>>,
  work: (tx: StoreCollections) => Promise<R>,
  storeGuard: Guard,
  { signal }: TransactionOptions,
): Promise<R> {
  storeGuard(signal);
  let over = false;
  const transactionGuard = createGuard("transaction", () => over);
  const forks = new Map<TableName, Fork<object>>();
  for (const [name, table] of tables) forks.set(name, table.fork());
  const tx = openCollections(forks, (operationSignal) => {
    storeGuard(signal);
    transactionGuard(operationSignal);
  });
  try {
    const result = await work(tx);
    storeGuard(signal);
    for (const [collection, fork] of forks) {
      const id = fork.conflict();
      if (id === undefined) continue;
      throw new StoreError(
        "SERIALIZATION_FAILURE",
        `Cannot commit: ${JSON.stringify(id)} of ${collection} was changed by another writer meanwhile`,
        { details: { collection, id } },
      );
    }
    for (const fork of forks.values()) fork.commit();
    return result;
  } finally {
    over = true;
    for (const fork of forks.values()) fork.release();
  }
}

function openCollections(tables: ReadonlyMap<TableName, Rows<object>>, guard: Guard): StoreCollections {
  const receipts = tables.get(RECEIPTS) as Rows<Receipt>;
  return openEach({
    state: (name) =>
      createMemoryRepository(
        name,
        tables.get(name) as Rows<Versioned<RecordOf<typeof name>>>,
        receipts,
        guard,
      ),
    events: (name) => createMemoryEvents(name, tables.get(name) as Rows<RecordOf<typeof name>>, guard),
  });
}

const isConflict = (error: unknown): boolean =>
  StoreError.is(error, "SERIALIZATION_FAILURE") || StoreError.is(error, "DEADLOCK");
