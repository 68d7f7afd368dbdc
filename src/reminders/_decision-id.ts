import type { Occurrence } from "./rule.ts";

/** The occurrence's part of the identity: `anchor`, or `anchor@step`. */
export function occurrenceId({ anchor, step }: Occurrence): string {
  return step === undefined ? anchor : `${anchor}@${step}`;
}

/**
 * Rule, customer and occurrence in one text. Rule ids hold no bar and bars in the customer's id are written `%7C`,
 * so that no two triples share a text.
 */
export function decisionId(ruleId: string, subjectId: string, occurrence: string): string {
  const subject = /[|%]/.test(subjectId)
    ? subjectId.replaceAll("%", "%25").replaceAll("|", "%7C")
    : subjectId;
  return `${ruleId}|${subject}|${occurrence}`;
}

/** Whether a decision id names an occurrence of the same rule, customer and anchor as another id. */
export function sharesAnchor(id: string, candidateId: string, step: string | undefined): boolean {
  const anchor = step === undefined ? candidateId : candidateId.slice(0, -(step.length + 1));
  return id === anchor || (id.startsWith(`${anchor}@`) && id.lastIndexOf("@") === anchor.length);
}
