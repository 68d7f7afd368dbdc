import { checkedEvents, checkedRepository } from "./_checked-collections.ts";
import type { Guard } from "./_guard.ts";
import {
  type CollectionName,
  collectionNames,
  collections,
  type EventCollectionName,
  type RecordOf,
  type StateCollectionName,
  type StoreCollections,
} from "./collections.ts";
import type { EventRepository, EventsWithoutAggregates } from "./event-repository.ts";
import type { Repository } from "./repository.ts";

/** How an adapter opens one collection of each kind. */
export interface CollectionOpeners {
  /** Opens a collection of state. */
  state<N extends StateCollectionName>(name: N): Repository<RecordOf<N>>;
  /** Opens a collection of events. */
  events<N extends EventCollectionName>(name: N): EventRepository<RecordOf<N>>;
}

/** The same for an adapter behind a guard, which may leave out what it does not offer. */
export interface EachOpeners {
  /** Opens a collection of state. */
  state<N extends StateCollectionName>(name: N): Repository<RecordOf<N>>;
  /** Opens a collection of events; without `aggregate`, every call of it rejects with `UNSUPPORTED`. */
  events<N extends EventCollectionName>(name: N): EventsWithoutAggregates<RecordOf<N>>;
}

/**
 * Opens every collection there is, so that an adapter names none of them: one that is added later is there, too.
 *
 * With a guard, every operation is checked before it reaches the adapter, and again between two records: whether
 * it may go on, the ids, limits, filters, orders, bounds and keys; a record that is saved comes prepared. What is
 * left to the adapter is what needs the database. The events of `append` are its matter, too (`takeEvents`).
 *
 * @param openers - how a collection of each kind is opened
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
export function openEach(openers: CollectionOpeners): StoreCollections;
/**
 * The same with a guard, so that the adapter need not check what it is asked.
 *
 * @param openers - how a collection of each kind is opened
 * @param guard - the store's: whether an operation may go on
 */
export function openEach(openers: EachOpeners, guard: Guard): StoreCollections;
export function openEach(openers: EachOpeners, guard?: Guard): StoreCollections {
  const openState = <N extends StateCollectionName>(name: N): object => {
    const opened = openers.state(name);
    return guard === undefined ? opened : checkedRepository(name, guard, opened);
  };
  const openEvents = <N extends EventCollectionName>(name: N): object => {
    const opened = openers.events(name);
    return guard === undefined ? opened : checkedEvents(name, guard, opened);
  };
  const open = (name: CollectionName): object =>
    collections[name].kind === "state"
      ? openState(name as StateCollectionName)
      : openEvents(name as EventCollectionName);
  const opened = collectionNames.map((name) => [name, Object.freeze(open(name))]);
  return Object.freeze(Object.fromEntries(opened)) as StoreCollections;
}
