import { checkIds } from "./_limits.ts";
import { type Moment, momentOf, readBound } from "./_moment.ts";
import { collections, type EventCollectionName } from "./collections.ts";
import type { EventQuery } from "./event-repository.ts";

/** An event and when it was. */
export interface MatchedEvent<E> {
  readonly event: E;
  readonly moment: Moment;
}

/** The events of a query in the order in which they come. */
export function* matchEvents<E extends { readonly id: string }>(
  collection: EventCollectionName,
  events: Iterable<E>,
  query: EventQuery,
): Generator<MatchedEvent<E>, void> {
  const { subject, at, time } = collections[collection];
  if (query.subjectIds !== undefined) checkIds(collection, query.subjectIds);
  const subjects = query.subjectIds === undefined ? undefined : new Set(query.subjectIds);
  const from = readBound(query.from, time);
  const to = readBound(query.to, time);
  for (const event of events) {
    const fields = event as unknown as Record<string, string>;
    if (subjects !== undefined && !subjects.has(fields[subject] ?? "")) continue;
    const moment = momentOf(fields[at] ?? "", time);
    if ((from === undefined || moment >= from) && (to === undefined || moment < to)) {
      yield { event, moment };
    }
  }
}
