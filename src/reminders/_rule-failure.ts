import { InvalidDataError, type IssueInput } from "../issues/index.ts";

/** What was thrown while a customer was looked at, as issues that name the customer and, if known, the rule. */
export function ruleFailure(error: unknown, path: readonly string[]): IssueInput[] {
  if (InvalidDataError.is(error)) {
    return error.issues.map(({ message: _, ...issue }) => ({ ...issue, path: [...path, ...issue.path] }));
  }
  const text = error instanceof Error ? error.message : String(error);
  return [
    {
      code: "unreadable",
      path,
      expected: "records that fit their schemas",
      message: `${path.join(", ")}: ${text}`,
    },
  ];
}
