import type * as z from "zod";
import { createIssueCollector, type IssueCollector, type IssueInput } from "../issues/index.ts";
import { checkRecords } from "../model/index.ts";
import { copyStorable } from "./_copy-storable.ts";
import { type CollectionName, collections, type RecordOf } from "./collections.ts";
import { StoreError } from "./store-error.ts";

/**
 * Checks a record against the schema of its collection and returns the copy that is to be stored: without
 * `version`, without undefined fields, with 0 for −0. What every store does before it writes.
 *
 * @throws StoreError `INVALID_VALUE`, whose `details.issues` are all problems found.
 *
 * @example
 * ```ts
 * import { prepareRecord } from "clientele/repositories";
 *
 * const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false } as const;
 * const read = { ...kettle, version: 7 };
 * prepareRecord("products", read); // => { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false }
 * ```
 */
export function prepareRecord<N extends CollectionName>(collection: N, record: RecordOf<N>): RecordOf<N> {
  const { prepared, problems } = tryPrepare(collection, withoutVersion(record));
  if (prepared !== undefined) return prepared;
  const issues = createIssueCollector();
  for (const problem of problems) issues.add(problem);
  throw invalidValue(collection, issues);
}

/** A copy to be stored, or everything that is wrong with the value. */
export interface Prepared<N extends CollectionName> {
  /** The copy; absent when there are problems. */
  readonly prepared?: RecordOf<N>;
  /** Everything that is wrong with the value. */
  readonly problems: readonly IssueInput[];
}

/** Like {@link prepareRecord}, but hands the problems back. */
export function tryPrepare<N extends CollectionName>(collection: N, value: unknown): Prepared<N> {
  const { schema } = collections[collection];
  const checked = checkRecords<z.ZodType>(schema, [value]);
  if (checked.rejected > 0) return { problems: checked.issues.map(({ row: _only, ...issue }) => issue) };
  const problems: IssueInput[] = [];
  const prepared = copyStorable(value, (issue) => problems.push(issue)) as RecordOf<N>;
  return problems.length > 0 ? { problems } : { prepared, problems };
}

/** The refusal of one or many records. */
export function invalidValue(collection: CollectionName, issues: IssueCollector): StoreError {
  const first = issues.issues[0];
  const rest = issues.total - 1;
  return new StoreError(
    "INVALID_VALUE",
    `Cannot write to ${collection}: ${first?.message ?? "invalid record"}${rest > 0 ? ` (and ${rest} more)` : ""}`,
    { details: { collection, issues: [...issues.issues] } },
  );
}

/** The record without the number that reading has put on it. */
export function withoutVersion(record: unknown): unknown {
  if (typeof record !== "object" || record === null) return record;
  const { version: _ignored, ...rest } = record as Record<string, unknown>;
  return rest;
}
