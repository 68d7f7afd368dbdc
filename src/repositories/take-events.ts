import { createIssueCollector } from "../issues/index.ts";
import { equalStored } from "./_copy-storable.ts";
import type { Guard } from "./_guard.ts";
import type { EventCollectionName, RecordOf } from "./collections.ts";
import { invalidValue, tryPrepare } from "./prepare-record.ts";
import type { OperationOptions } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/**
 * Reads and checks a whole batch before anything is written, for an adapter that holds it in memory.
 *
 * @param collection - where they go
 * @param events - as the caller gave them
 * @param guard - the store's
 *
 * @returns a copy of every event, in the order given
 *
 * @throws StoreError `INVALID_VALUE` with every problem and its row, `ABORTED`, `CLOSED`
 *
 * @example
 * ```ts
 * import { createGuard, takeEvents } from "clientele/repositories";
 *
 * const guard = createGuard("store", () => false);
 * await takeEvents("orderLines", [], guard); // => []
 * const refused = await takeEvents("orderLines", [{ id: "a" } as never], guard).catch((error) => error);
 * refused.code; // => "INVALID_VALUE"
 * ```
 */
export async function takeEvents<N extends EventCollectionName>(
  collection: N,
  events: Iterable<RecordOf<N>> | AsyncIterable<RecordOf<N>>,
  guard: Guard,
  options: OperationOptions = {},
): Promise<readonly RecordOf<N>[]> {
  const issues = createIssueCollector();
  const taken: RecordOf<N>[] = [];
  let row = 0;
  for await (const event of events) {
    guard(options.signal);
    const { prepared, problems } = tryPrepare(collection, event);
    if (prepared !== undefined) taken.push(prepared);
    for (const problem of problems) issues.add({ ...problem, row });
    row++;
  }
  guard(options.signal);
  if (issues.total > 0) throw invalidValue(collection, issues);
  return taken;
}

/**
 * The events that are not there yet, by id.
 *
 * @param collection - where they go
 * @param events - the whole batch, checked
 * @param known - the stored events that have the id of one of them, and perhaps others
 *
 * @throws StoreError `ALREADY_EXISTS` if one has the id of another event, stored or in the batch, but another content
 *
 * @example
 * ```ts
 * import { newEvents } from "clientele/repositories";
 *
 * const [a, b] = [{ id: "a" }, { id: "b" }];
 * [...newEvents("orderLines", [a, b, b], new Map([["a", a]])).keys()]; // => ["b"]
 * ```
 */
export function newEvents<E extends { readonly id: string }>(
  collection: EventCollectionName,
  events: readonly E[],
  known: { get(id: string): E | undefined },
): ReadonlyMap<string, E> {
  const added = new Map<string, E>();
  for (const event of events) {
    const before = known.get(event.id) ?? added.get(event.id);
    if (before === undefined) added.set(event.id, event);
    else if (!equalStored(before, event)) {
      throw new StoreError(
        "ALREADY_EXISTS",
        `Cannot append to ${collection}: ${JSON.stringify(event.id)} is there already with another content`,
        { details: { collection, id: event.id } },
      );
    }
  }
  return added;
}
