import type * as z from "zod";
import { createIssueCollector, describeValue, type IssueInput } from "../issues/index.ts";

/**
 * Parses one record and throws every problem at once.
 *
 * @throws InvalidDataError with one issue per problem: code, path, value and what was expected.
 *
 * @example
 * ```ts
 * import { parseRecord, productSchema } from "clientele/model";
 *
 * const record = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false };
 * parseRecord(productSchema, record).name; // => "Kettle"
 * ```
 */
export function parseRecord<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const collector = createIssueCollector();
  for (const issue of recordIssues(result.error, value)) collector.add(issue);
  collector.throwIfAny("read record");
  throw new Error("unreachable: a failed parse has at least one issue");
}

/** One schema-checked batch: the records that passed, and the issues of those that did not. */
export interface CheckedRecords<T> {
  /** The records that passed, in the given order. */
  readonly records: readonly T[];
  /** Every problem found, each with the position of its value, counted from 0. */
  readonly issues: readonly IssueInput[];
  /** How many values were set aside. */
  readonly rejected: number;
}

/**
 * Checks many values against one schema and sets the bad ones aside instead of throwing.
 *
 * @example
 * ```ts
 * import { checkRecords, productSchema } from "clientele/model";
 *
 * const good = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false };
 * const checked = checkRecords(productSchema, [good, { ...good, name: "" }]);
 * [checked.records.length, checked.rejected, checked.issues[0]?.row]; // => [1, 1, 1]
 * ```
 */
export function checkRecords<S extends z.ZodType>(
  schema: S,
  values: Iterable<unknown>,
): CheckedRecords<z.infer<S>> {
  const records: z.infer<S>[] = [];
  const issues: IssueInput[] = [];
  let row = -1;
  for (const value of values) {
    row++;
    const result = schema.safeParse(value);
    if (result.success) records.push(result.data);
    else issues.push(...recordIssues(result.error, value).map((issue) => ({ ...issue, row })));
  }
  return { records, issues, rejected: row + 1 - records.length };
}

/** Every problem of one record as an issue: code, path, value and what was expected. */
export function recordIssues(error: z.ZodError, record: unknown): IssueInput[] {
  const found: IssueInput[] = [];
  const add = (code: string, path: readonly PropertyKey[], expected: string): void => {
    const steps = path.map((step) => (typeof step === "symbol" ? String(step) : step));
    const value = valueAt(record, path);
    found.push({
      code: code.replaceAll("_", "-"),
      path: steps,
      value,
      expected,
      message: `${steps.join(".") || "record"}: ${expected}, got ${describeValue(value)}`,
    });
  };
  for (const issue of error.issues)
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) add(issue.code, [...issue.path, key], UNKNOWN_FIELD);
    else add(issue.code, issue.path, issue.message);
  return found;
}

/** A misspelt field is never lost in silence, and a field of the user's own has its place. */
const UNKNOWN_FIELD = "must be a field of the record: fields of your own belong in custom";

/** Own properties only, so that a path never reaches a prototype. */
function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = root;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}
