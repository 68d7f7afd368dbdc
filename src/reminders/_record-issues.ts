import type * as z from "zod";
import { describeValue, type IssueInput } from "../issues/index.ts";

/** Every problem of a value as an issue, at its path below another. */
export function recordIssues(
  error: z.ZodError,
  value: unknown,
  below: readonly (string | number)[],
): IssueInput[] {
  const found: IssueInput[] = [];
  const add = (code: string, steps: readonly PropertyKey[], expected: string): void => {
    const own = steps.map((step) => (typeof step === "symbol" ? String(step) : step));
    const path = [...below, ...own];
    const at = valueAt(value, own);
    found.push({
      code: code.replaceAll("_", "-"),
      path,
      value: at,
      expected,
      message: `${path.join(".")}: ${expected}, got ${describeValue(at)}`,
    });
  };
  for (const issue of error.issues)
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) add(issue.code, [...issue.path, key], "must be a known field");
    else add(issue.code, issue.path, issue.message);
  return found;
}

/** Own properties only, so that a path never reaches a prototype. */
function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let at: unknown = root;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}
