import type { PlainDate } from "../../src/calendar/index.ts";
import { type Fact, isKnownAt, isValidOn, type Validity, validOn } from "../../src/model/index.ts";
import {
  type ClienteleStore,
  type CollectionName,
  collections,
  createMemoryStore,
  type EventRepository,
  type RecordOf,
  type Repository,
} from "../../src/repositories/index.ts";

export const source = { method: "stated", channel: "visit", observedOn: "2026-01-05" } as const;

/** Stores records, each checked by its schema on the way in. */
export async function keep<N extends CollectionName>(
  store: ClienteleStore,
  collection: N,
  records: readonly RecordOf<N>[],
): Promise<void> {
  if (collections[collection].kind === "events") {
    await (store[collection] as unknown as EventRepository<RecordOf<N>>).append(records);
    return;
  }
  for (const record of records)
    await (store[collection] as unknown as Repository<RecordOf<N>>).save(record, { expected: "absent" });
}

/** Reads everything of a collection. */
export async function readAll<N extends CollectionName>(
  store: ClienteleStore,
  collection: N,
): Promise<RecordOf<N>[]> {
  const found: RecordOf<N>[] = [];
  const records: AsyncIterable<RecordOf<N>> =
    collections[collection].kind === "events"
      ? (store[collection] as unknown as EventRepository<RecordOf<N>>).read()
      : (store[collection] as unknown as Repository<RecordOf<N>>).stream();
  for await (const record of records) found.push(record);
  return found;
}

/** Stores records in a store of their own and reads back those that hold on a day. */
export async function keptOn<N extends CollectionName>(
  collection: N,
  records: readonly RecordOf<N>[],
  day: PlainDate,
): Promise<RecordOf<N>[]> {
  await using store = createMemoryStore();
  await keep(store, collection, records);
  return validOn((await readAll(store, collection)) as (RecordOf<N> & Validity)[], day);
}

/** Stores facts and reads back those that held on a day, as we knew it at a moment. */
export async function factsOn(
  facts: readonly Fact[],
  day: PlainDate,
  knownAt = `${day}T23:59:59Z`,
): Promise<Fact[]> {
  await using store = createMemoryStore();
  await keep(store, "facts", facts);
  const all: Fact[] = await readAll(store, "facts");
  return all.filter((fact) => isKnownAt(fact, knownAt) && isValidOn(fact, day));
}
