import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, describeValue, type Issue, type IssueInput } from "../issues/index.ts";

/** All of them, whatever their number, each once however many runs of a forecast met it, in the order of customer, rule and field. */
export function collectProblems(problems: readonly IssueInput[]): readonly Issue[] {
  const collector = createIssueCollector({ cap: problems.length });
  const distinct = new Map<string, { readonly issue: IssueInput; readonly key: string }>();
  for (const issue of problems) {
    const key = (issue.path ?? []).join("\u0000");
    const whole = [key, issue.code, describeValue(issue.value), issue.expected, issue.message].join("\u0001");
    if (!distinct.has(whole)) distinct.set(whole, { issue, key });
  }
  const keyed = [...distinct.values()];
  keyed.sort((a, b) => compareCodePoints(a.key, b.key) || compareCodePoints(a.issue.code, b.issue.code));
  for (const { issue } of keyed) collector.add(issue);
  return Object.freeze([...collector.issues]);
}
