import {
  type CollectionName,
  collectionNames,
  collections,
  type EventCollectionName,
  type RecordOf,
  type StateCollectionName,
  type StoreCollections,
} from "./collections.ts";
import type { EventRepository } from "./event-repository.ts";
import type { Repository } from "./repository.ts";

/** How an adapter opens one collection of each kind. */
export interface CollectionOpeners {
  /** Opens a collection of state. */
  state<N extends StateCollectionName>(name: N): Repository<RecordOf<N>>;
  /** Opens a collection of events. */
  events<N extends EventCollectionName>(name: N): EventRepository<RecordOf<N>>;
}

/**
 * Opens every collection there is, so that an adapter names none of them: one that is added later is there, too.
 *
 * @example
 * ```ts
 * import { collectionNames, createMemoryStore, openEach } from "clientele/repositories";
 *
 * const store = createMemoryStore();
 * const renamed = openEach({ state: (name) => store[name] as never, events: (name) => store[name] as never });
 * Object.keys(renamed).length === collectionNames.length; // => true
 * ```
 */
export function openEach(openers: CollectionOpeners): StoreCollections {
  const open = (name: CollectionName): object =>
    collections[name].kind === "state"
      ? openers.state(name as StateCollectionName)
      : openers.events(name as EventCollectionName);
  const opened = collectionNames.map((name) => [name, Object.freeze(open(name))]);
  return Object.freeze(Object.fromEntries(opened)) as StoreCollections;
}
