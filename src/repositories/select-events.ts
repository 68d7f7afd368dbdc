import { compareCodePoints } from "../ids/index.ts";
import { matchEvents } from "./_match-events.ts";
import type { EventCollectionName } from "./collections.ts";
import type { EventQuery } from "./event-repository.ts";

/**
 * The events of a query by time and then by id, for an adapter whose database cannot do that.
 *
 * @param collection - whose events they are
 * @param events - all that the database holds
 * @param query - as the caller gave it
 *
 * @throws StoreError `INVALID_QUERY`
 *
 * @example
 * ```ts
 * import { selectEvents } from "clientele/repositories";
 *
 * const events = ["2026-03-02", "2026-03-01"].map((orderedOn) => ({ id: orderedOn, customerId: "c1", orderedOn }));
 * selectEvents("orderLines", events, { from: "2026-03-01", to: "2026-03-02" }).map(({ id }) => id); // => ["2026-03-01"]
 * ```
 */
export function selectEvents<E extends { readonly id: string }>(
  collection: EventCollectionName,
  events: Iterable<E>,
  query: EventQuery,
): readonly E[] {
  const found = [...matchEvents(collection, events, query)];
  found.sort((a, b) =>
    a.moment === b.moment ? compareCodePoints(a.event.id, b.event.id) : a.moment < b.moment ? -1 : 1,
  );
  return found.map(({ event }) => event);
}
