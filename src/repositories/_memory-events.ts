import { checkAggregate } from "./_check-aggregate.ts";
import { copyStored } from "./_copy-storable.ts";
import type { Guard } from "./_guard.ts";
import { matchEvents } from "./_match-events.ts";
import { aggregateEvents } from "./_memory-aggregate.ts";
import type { Rows } from "./_memory-table.ts";
import type { EventCollectionName, RecordOf } from "./collections.ts";
import type { EventRepository } from "./event-repository.ts";
import { selectEvents } from "./select-events.ts";
import { newEvents, takeEvents } from "./take-events.ts";

/** An event repository over rows in memory. */
export function createMemoryEvents<N extends EventCollectionName>(
  collection: N,
  rows: Rows<RecordOf<N>>,
  guard: Guard,
): EventRepository<RecordOf<N>> {
  return {
    async append(events, options = {}) {
      guard(options.signal);
      const incoming = await takeEvents(collection, events, guard, options);
      const added = newEvents(collection, incoming, rows);
      for (const [id, event] of added) rows.set(id, event);
      return { appended: added.size, duplicates: incoming.length - added.size };
    },
    async *read(query = {}, options = {}) {
      guard(options.signal);
      for (const event of selectEvents(collection, rows.values(), query)) {
        guard(options.signal);
        yield copyStored(event);
      }
    },
    async *aggregate(query = {}, options = {}) {
      guard(options.signal);
      checkAggregate(collection, query);
      for (const row of aggregateEvents(collection, matchEvents(collection, rows.values(), query), query)) {
        guard(options.signal);
        yield row;
      }
    },
  };
}
