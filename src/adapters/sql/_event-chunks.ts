import { createIssueCollector } from "../../issues/index.ts";
import {
  type EventCollectionName,
  equalStored,
  invalidValue,
  type OperationOptions,
  type RecordOf,
  tryPrepare,
} from "../../repositories/index.ts";
import type { EventWriter } from "./_event-writer.ts";
import type { Statements } from "./_session.ts";
import { LENGTH, lengthOf, SIZE } from "./_statement-size.ts";

/** Events of one statement, by id. */
export interface EventChunk {
  readonly events: ReadonlyMap<string, object>;
  /** How many events came for it, those that came twice included. */
  readonly came: number;
  /** How many characters they have. */
  readonly length: number;
}

/**
 * Reads and checks a source of events in chunks that a database takes in one statement. After the first bad event
 * no more chunks come, but all of the source is checked, and every problem is told at its end.
 *
 * @throws StoreError `INVALID_VALUE`, `ALREADY_EXISTS` where two events of a chunk contradict each other, `ABORTED`
 */
export async function* chunksOf<N extends EventCollectionName>(
  collection: N,
  events: Iterable<RecordOf<N>> | AsyncIterable<RecordOf<N>>,
  writer: EventWriter,
  reading: Pick<Statements, "guard">,
  { signal }: OperationOptions,
): AsyncGenerator<EventChunk, void, void> {
  const issues = createIssueCollector();
  let chunk = new Map<string, object>();
  let [row, came, length] = [0, 0, 0];
  const take = (): EventChunk => {
    const taken = { events: chunk, came, length };
    chunk = new Map();
    [came, length] = [0, 0];
    return taken;
  };
  for await (const event of events) {
    reading.guard(signal);
    const { prepared, problems } = tryPrepare(collection, event);
    for (const problem of problems) issues.add({ ...problem, row });
    row++;
    if (prepared === undefined || issues.total > 0) continue;
    const known = chunk.get(prepared.id);
    if (known !== undefined) {
      if (!equalStored(known, prepared)) throw writer.refuse(prepared.id);
      came++;
      continue;
    }
    const added = lengthOf(prepared);
    if (chunk.size === SIZE || (chunk.size > 0 && length + added > LENGTH)) yield take();
    chunk.set(prepared.id, prepared);
    came++;
    length += added;
  }
  reading.guard(signal);
  if (issues.total > 0) throw invalidValue(collection, issues);
  if (came > 0) yield take();
}

/** How much of a source is read before anything is written. */
const HELD = { chunks: 10, length: 16_000_000 };

/** The beginning of a source, and whether that is all of it. */
export interface HeldChunks {
  readonly held: readonly EventChunk[];
  readonly whole: boolean;
}

/** Reads the beginning of a source: all of it, unless it is long. */
export async function holdChunks(chunks: AsyncGenerator<EventChunk, void, void>): Promise<HeldChunks> {
  const held: EventChunk[] = [];
  let length = 0;
  while (held.length < HELD.chunks && length < HELD.length) {
    const next = await chunks.next();
    if (next.done === true) return { held, whole: true };
    held.push(next.value);
    length += next.value.length;
  }
  return { held, whole: false };
}
