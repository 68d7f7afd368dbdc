import type { ClienteleStore } from "../repositories/index.ts";
import { assertEqual, assertThat } from "./_assert.ts";

/** What is told since a mark, as sorted lines: "products p1 2", "products p2" for what is removed, "orderLines c1". */
export async function told(store: ClienteleStore, mark: string): Promise<readonly string[]> {
  const { complete, records, events } = await store.changes(mark);
  assertEqual(complete, true, "complete");
  const lines = [
    ...records.map(({ collection, id, version }) =>
      version === undefined ? `${collection} ${id}` : `${collection} ${id} ${version}`,
    ),
    ...events.map(({ collection, subjectId }) => `${collection} ${subjectId}`),
  ];
  const keys = [
    ...records.map(({ collection, id }) => `${collection} ${id}`),
    ...events.map(({ collection, subjectId }) => `${collection} ${subjectId}`),
  ];
  assertEqual(keys.length - new Set(keys).size, 0, "how many are told more than once");
  return lines.sort();
}

/** Most calls after which a store at which nobody writes must come to rest. */
const CALLS = 500;

/** A mark from which nothing is told, so that whatever comes next was written since. */
export async function nothingNew(store: ClienteleStore): Promise<string> {
  let { mark } = await store.changes();
  for (let call = 0; call < CALLS; call++) {
    const next = await store.changes(mark);
    assertThat(next.complete, "a mark that was just given is complete");
    mark = next.mark;
    if (next.records.length === 0 && next.events.length === 0) return mark;
  }
  throw new Error(`the same is told again and again, ${CALLS} times, though nobody writes`);
}
