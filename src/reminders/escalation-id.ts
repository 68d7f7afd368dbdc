/**
 * Names the decision by which a task goes to somebody higher, from that by which it was given: one that nobody has
 * acknowledged or done is escalated once.
 *
 * @example
 * ```ts
 * import { escalationId } from "clientele/reminders";
 *
 * escalationId("maintenance-overdue|acme|service:i1:2026-05-01"); // => "maintenance-overdue|acme|service:i1:2026-05-01@escalated"
 * escalationId("contract-notice|acme|contract:k1@-30d"); // => "contract-notice|acme|contract:k1/-30d@escalated"
 * ```
 */
export function escalationId(decisionId: string): string {
  const [ruleId = "", subjectId = "", ...rest] = decisionId.split("|");
  return `${ruleId}|${subjectId}|${rest.join("|").replaceAll("@", "/")}@escalated`;
}
