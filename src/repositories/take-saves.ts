import { createIssueCollector } from "../issues/index.ts";
import { checkExpected } from "./_expected.ts";
import { MAX_BATCH } from "./_limits.ts";
import type { RecordOf, StateCollectionName } from "./collections.ts";
import { invalidValue, tryPrepare, withoutVersion } from "./prepare-record.ts";
import type { RecordSave } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/**
 * Checks all saves of one call before anything is written: how many, their records, their expectations, and that
 * no record comes twice. What every store does first in `saveMany`.
 *
 * @param collection - where they go
 * @param saves - as the caller gave them
 *
 * @returns the same saves, each with the copy that is to be stored
 *
 * @throws StoreError `INVALID_VALUE` with every problem and its row, `INVALID_QUERY` for more than 10,000 saves, for
 *   two of the same id, and for an expectation that is none
 *
 * @example
 * ```ts
 * import { takeSaves } from "clientele/repositories";
 *
 * const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false } as const;
 * takeSaves("products", [{ record: { ...kettle, version: 3 } as never, expected: 3 }]); // => [{ record: kettle, expected: 3 }]
 * const twice = { record: kettle, expected: "any" } as const;
 * takeSaves("products", [twice, twice]); // throws Cannot write "p1" to products: it comes twice in one call
 * ```
 */
export function takeSaves<N extends StateCollectionName>(
  collection: N,
  saves: readonly RecordSave<RecordOf<N>>[],
): readonly RecordSave<RecordOf<N>>[] {
  if (saves.length > MAX_BATCH) {
    throw new StoreError(
      "INVALID_QUERY",
      `Cannot save to ${collection}: at most ${MAX_BATCH} records at once, got ${saves.length}`,
      { details: { collection } },
    );
  }
  const issues = createIssueCollector();
  const taken: RecordSave<RecordOf<N>>[] = [];
  for (const [row, { record, expected }] of saves.entries()) {
    const { prepared, problems } = tryPrepare(collection, withoutVersion(record));
    if (prepared !== undefined) taken.push({ record: prepared, expected });
    for (const problem of problems) issues.add({ ...problem, row });
  }
  if (issues.total > 0) throw invalidValue(collection, issues);
  const ids = new Set<string>();
  for (const { record, expected } of taken) {
    const { id } = record;
    if (ids.has(id)) {
      throw new StoreError(
        "INVALID_QUERY",
        `Cannot write ${JSON.stringify(id)} to ${collection}: it comes twice in one call`,
        { details: { collection, id } },
      );
    }
    ids.add(id);
    // What is no expectation at all is refused whatever is stored.
    if (typeof expected !== "number" && !EXPECTATIONS.has(expected))
      checkExpected(collection, id, expected, null);
  }
  return taken;
}

const EXPECTATIONS: ReadonlySet<unknown> = new Set(["absent", "present", "any"]);
