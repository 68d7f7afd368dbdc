import { describeValue } from "./describe-value.ts";
import type { Issue } from "./issue.ts";

/** Writes the message of an issue from its other fields; give one of your own to change wording or language. */
export type IssueFormatter = (issue: Omit<Issue, "message">) => string;

/**
 * The usual message of an issue, in English: where, what was expected, what was found.
 *
 * Form: `row R, path: expected E, got V`; parts that the issue lacks are left out.
 *
 * @param issue - the issue without its message
 * @returns one line
 *
 * @example
 * ```ts
 * import { formatIssue } from "clientele/issues";
 *
 * formatIssue({ code: "bad-day", path: ["lines", 2, "day"], value: 31, expected: "a day from 1 to 30" }); // => "lines[2].day: expected a day from 1 to 30, got 31"
 * formatIssue({ code: "missing", path: ["id"], row: 7, expected: "an id" }); // => "row 7, id: expected an id, got nothing"
 * ```
 */
export function formatIssue(issue: Omit<Issue, "message">): string {
  const place = [issue.row === undefined ? "" : `row ${issue.row}`, formatPath(issue.path)]
    .filter((part) => part !== "")
    .join(", ");
  const finding = `expected ${issue.expected}, got ${describeValue(issue.value)}`;
  return place === "" ? finding : `${place}: ${finding}`;
}

const PLAIN_KEY = /^[\p{L}_$][\p{L}\p{N}_$-]{0,59}$/u;

function formatPath(path: Issue["path"]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (!PLAIN_KEY.test(key)) text += `[${describeValue(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}
