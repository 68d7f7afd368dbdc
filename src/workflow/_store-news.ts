import type { ClienteleStore, CollectionName, OperationOptions } from "../repositories/index.ts";

/** What has happened in a store since a runner looked last. */
export interface StoreNews {
  /** From where to ask next time. */
  readonly mark: string;
  /** Whether it is all; if not, everything has to be read. */
  readonly complete: boolean;
  /** The version of each record that was written, by collection and id; `undefined` where it was removed. */
  readonly records: ReadonlyMap<CollectionName, ReadonlyMap<string, number | undefined>>;
  /** Who has new events, by collection. */
  readonly subjects: ReadonlyMap<CollectionName, ReadonlySet<string>>;
}

/** Asks a store what has changed; nothing of one that cannot tell. */
export async function readNews(
  store: ClienteleStore,
  since: string | undefined,
  options: OperationOptions,
): Promise<StoreNews | undefined> {
  if (!store.capabilities.changes) return undefined;
  const { mark, complete, records: written, events } = await store.changes(since, options);
  const records = new Map<CollectionName, Map<string, number | undefined>>();
  for (const { collection, id, version } of written) {
    const own = records.get(collection);
    if (own === undefined) records.set(collection, new Map([[id, version]]));
    else own.set(id, version);
  }
  const subjects = new Map<CollectionName, Set<string>>();
  for (const { collection, subjectId } of events) {
    const own = subjects.get(collection);
    if (own === undefined) subjects.set(collection, new Set([subjectId]));
    else own.add(subjectId);
  }
  return { mark, complete, records, subjects };
}
