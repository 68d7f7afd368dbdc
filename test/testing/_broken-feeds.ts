import {
  type ClienteleStore,
  createMemoryStore,
  type RecordChange,
  type StoreChanges,
  type StoreCollections,
  StoreError,
} from "clientele/repositories";

/** A store in memory that tells what has changed in another way. */
function telling(
  alter: (store: ClienteleStore) => ClienteleStore["changes"],
  more: (store: ClienteleStore) => Partial<ClienteleStore> = () => ({}),
): () => ClienteleStore {
  return () => {
    const store = createMemoryStore();
    return { ...store, changes: alter(store), ...more(store) };
  };
}

/** Alters what is told, not when. */
const retelling = (alter: (told: StoreChanges) => Partial<StoreChanges>) =>
  telling((store) => async (since, options) => {
    const told = await store.changes(since, options);
    return { ...told, ...alter(told) };
  });

/** A log of writes that is numbered as they are made; only committed ones are read from it. */
function numberedByWrites(): ClienteleStore {
  const store = createMemoryStore();
  const log: { readonly change: RecordChange; kept: boolean }[] = [];
  const noting = <S extends StoreCollections>(parts: S, kept: boolean, own: typeof log): S => ({
    ...parts,
    products: {
      ...parts.products,
      async save(record: never, options: never) {
        const { id, version } = await parts.products.save(record, options);
        const entry = { change: { collection: "products" as const, id, version }, kept };
        log.push(entry);
        own.push(entry);
        return { ...(record as object), version } as never;
      },
    },
  });
  return {
    ...noting(store, true, []),
    async transaction(work, options) {
      const own: typeof log = [];
      const result = await store.transaction((tx) => work(noting(tx, false, own)), options);
      for (const entry of own) entry.kept = true;
      return result;
    },
    async changes(since, options) {
      const told = await store.changes(since?.split(" ; ")[0], options);
      const from = Number(since?.split(" ; ")[1] ?? Number.NaN);
      const found = log.filter((entry, at) => at >= from && entry.kept).map(({ change }) => change);
      const records = [...new Map(found.map((change) => [change.id, change])).values()];
      return { ...told, mark: `${told.mark} ; ${log.length}`, records: told.complete ? records : [] };
    },
  };
}

/** What is told as soon as it is written, whatever becomes of it. */
function toldTooEarly(): ClienteleStore {
  const store = createMemoryStore();
  const written: RecordChange[] = [];
  return {
    ...store,
    transaction: (work, options) =>
      store.transaction((tx) => {
        const save = async (record: never, saving: never): Promise<never> => {
          const { id, version } = await tx.products.save(record, saving);
          written.push({ collection: "products", id, version });
          return { ...(record as object), version } as never;
        };
        return work({ ...tx, products: { ...tx.products, save } as never });
      }, options),
    async changes(since, options) {
      const told = await store.changes(since, options);
      return { ...told, records: told.complete ? [...told.records, ...written.splice(0)] : [] };
    },
  };
}

/** Breakages of the feed of changes. */
export const brokenFeeds: readonly (readonly [string, () => ClienteleStore, string])[] = [
  [
    "tells everything without a mark, and calls it complete",
    retelling(() => ({ complete: true })),
    "changes: without a mark everything is to be read, and nothing is told",
  ],
  [
    "does not tell what was deleted",
    retelling(({ records }) => ({ records: records.filter(({ version }) => version !== undefined) })),
    "changes: what is saved is told with its last version, what is deleted without one",
  ],
  [
    "tells the version before the last",
    retelling(({ records }) => ({
      records: records.map((record) =>
        record.version === undefined ? record : { ...record, version: Math.max(1, record.version - 1) },
      ),
    })),
    "changes: what is saved is told with its last version, what is deleted without one",
  ],
  [
    "tells at most a thousand changes, and calls it complete",
    retelling(({ records }) => ({ records: records.slice(0, 1000) })),
    "changes: many saves are all told, each once",
  ],
  [
    "tells of every event instead of whom they are about",
    retelling(({ events }) => ({ events: events.flatMap((event) => [event, event]) })),
    "changes: of events it is told whom they are about, each once",
  ],
  [
    "tells of events that were there already",
    () => {
      const store = createMemoryStore();
      const again = new Set<string>();
      return {
        ...store,
        orderLines: {
          ...store.orderLines,
          async append(events, options) {
            const result = await store.orderLines.append(events, options);
            if (Array.isArray(events)) for (const { customerId } of events) again.add(customerId);
            return result;
          },
        },
        async changes(since, options) {
          const told = await store.changes(since, options);
          const events = [...again].map((subjectId) => ({ collection: "orderLines", subjectId }) as const);
          again.clear();
          return told.complete ? { ...told, events } : told;
        },
      };
    },
    "changes: what was refused, and events that were there already, are not told",
  ],
  [
    "has forgotten a collection",
    retelling(({ records }) => ({ records: records.filter(({ collection }) => collection !== "claims") })),
    "changes: every collection is told of",
  ],
  [
    "trims ids",
    retelling(({ records }) => ({ records: records.map((record) => ({ ...record, id: record.id.trim() })) })),
    "changes: ids and subjects are told as they are, whatever their characters",
  ],
  [
    "takes any mark for its own",
    telling((store) => async (since, options) => {
      const told = await store.changes(since, options);
      return { ...told, complete: since !== undefined };
    }),
    "changes: what is no mark of this store is not believed",
  ],
  [
    "forgets what it has told",
    telling((store) => {
      let kept: string | undefined;
      return async (since, options) => {
        const told = await store.changes(since === undefined ? undefined : (kept ?? since), options);
        kept = told.mark;
        return told;
      };
    }),
    "changes: the same mark may be used again, and tells what has come since, too",
  ],
  [
    "tells the same for ever",
    telling((store) => {
      const first = store.changes();
      return async (since, options) =>
        store.changes(since === undefined ? undefined : (await first).mark, options);
    }),
    "changes: of events it is told whom they are about, each once",
  ],
  [
    "tells on after the end",
    telling((store) => async (since, options) => {
      return store.changes(since, options).catch((error: unknown) => {
        if (!StoreError.is(error, "CLOSED")) throw error;
        return { mark: "closed", complete: false, records: [], events: [] };
      });
    }),
    "changes: a closed store tells nothing, nor does one whose signal is given",
  ],
  [
    "claims to know of no changes and tells them all the same",
    telling(
      (store) => store.changes,
      (store) => ({ capabilities: Object.freeze({ ...store.capabilities, changes: false }) }),
    ),
    "changes: without a mark everything is to be read, and nothing is told",
  ],
  [
    "tells what a transaction wrote as soon as it is written",
    toldTooEarly,
    "changes: what a transaction writes is told once it is kept, and never if it is not",
  ],
  [
    "numbers changes as they are written, and loses those of a transaction that ends after a mark",
    numberedByWrites,
    "changes: a transaction that began before a mark and ends after it is told after it",
  ],
  [
    "leaves out every seventh change",
    retelling(({ records }) => ({ records: records.filter((_, i) => i % 7 !== 6) })),
    "changes: a copy that reads what it is told stays a copy, whoever writes meanwhile",
  ],
];
