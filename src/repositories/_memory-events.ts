import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector } from "../issues/index.ts";
import { checkAggregate } from "./_check-aggregate.ts";
import { copyStored, equalStored } from "./_copy-storable.ts";
import type { Guard } from "./_guard.ts";
import { checkIds } from "./_limits.ts";
import { aggregateEvents } from "./_memory-aggregate.ts";
import type { Rows } from "./_memory-table.ts";
import { type Moment, momentOf, readBound } from "./_moment.ts";
import { collections, type EventCollectionName, type RecordOf } from "./collections.ts";
import type { EventQuery, EventRepository } from "./event-repository.ts";
import { invalidValue, tryPrepare } from "./prepare-record.ts";
import { StoreError } from "./store-error.ts";

/** An event repository over rows in memory. */
export function createMemoryEvents<N extends EventCollectionName>(
  collection: N,
  rows: Rows<RecordOf<N>>,
  guard: Guard,
): EventRepository<RecordOf<N>> {
  type Event = RecordOf<N>;
  return {
    async append(events, options = {}) {
      guard(options.signal);
      const issues = createIssueCollector();
      const incoming: Event[] = [];
      let row = 0;
      for await (const event of events) {
        guard(options.signal);
        const { prepared, problems } = tryPrepare(collection, event);
        if (prepared !== undefined) incoming.push(prepared);
        for (const problem of problems) issues.add({ ...problem, row });
        row++;
      }
      guard(options.signal);
      if (issues.total > 0) throw invalidValue(collection, issues);
      const added = newEvents(collection, rows, incoming);
      for (const [id, event] of added) rows.set(id, event);
      return { appended: added.size, duplicates: row - added.size };
    },
    async *read(query = {}, options = {}) {
      guard(options.signal);
      for (const event of select(collection, rows.values(), query)) {
        guard(options.signal);
        yield copyStored(event);
      }
    },
    async *aggregate(query = {}, options = {}) {
      guard(options.signal);
      checkAggregate(collection, query);
      for (const row of aggregateEvents(collection, select(collection, rows.values(), query), query)) {
        guard(options.signal);
        yield row;
      }
    },
  };
}

/** The events that are not there yet; the same id with another content is refused. */
function newEvents<E extends { readonly id: string }>(
  collection: string,
  rows: Rows<E>,
  incoming: readonly E[],
): ReadonlyMap<string, E> {
  const added = new Map<string, E>();
  for (const event of incoming) {
    const known = rows.get(event.id) ?? added.get(event.id);
    if (known === undefined) added.set(event.id, event);
    else if (!equalStored(known, event)) {
      throw new StoreError(
        "ALREADY_EXISTS",
        `Cannot append to ${collection}: ${JSON.stringify(event.id)} is there already with another content`,
        { details: { collection, id: event.id } },
      );
    }
  }
  return added;
}

function select<N extends EventCollectionName>(
  collection: N,
  events: Iterable<RecordOf<N>>,
  query: EventQuery,
): readonly RecordOf<N>[] {
  const { subject, at, time } = collections[collection];
  const subjects = query.subjectIds === undefined ? undefined : new Set(query.subjectIds);
  if (query.subjectIds !== undefined) checkIds(collection, query.subjectIds);
  const from = readBound(query.from, time);
  const to = readBound(query.to, time);
  const found: { readonly event: RecordOf<N>; readonly moment: Moment }[] = [];
  for (const event of events) {
    const fields = event as unknown as Record<string, string>;
    if (subjects !== undefined && !subjects.has(fields[subject] ?? "")) continue;
    const moment = momentOf(fields[at] ?? "", time);
    if ((from === undefined || moment >= from) && (to === undefined || moment < to))
      found.push({ event, moment });
  }
  found.sort((a, b) =>
    a.moment === b.moment ? compareCodePoints(a.event.id, b.event.id) : a.moment < b.moment ? -1 : 1,
  );
  return found.map(({ event }) => event);
}
