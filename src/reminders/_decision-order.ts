import { compareCodePoints } from "../ids/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import { instantText } from "./_local-clock.ts";

/** By customer and rank. Units hold the customers of several places; without them all are in order already. */
export function sortDecisions(decisions: ReminderDecision[]): void {
  if (!isSorted(decisions)) decisions.sort(byCustomer);
}

function byCustomer(a: ReminderDecision, b: ReminderDecision): number {
  return compareCodePoints(a.subjectId, b.subjectId) || a.rank - b.rank || compareCodePoints(a.id, b.id);
}

const isSorted = (decisions: readonly ReminderDecision[]): boolean =>
  decisions.every((decision, i) => i === 0 || byCustomer(decisions[i - 1]!, decision) <= 0);

/** The first moment at which something deferred wants to be looked at again. */
export function firstWake(decisions: readonly ReminderDecision[]): string | undefined {
  let first = Number.POSITIVE_INFINITY;
  for (const { verdict, at } of decisions) {
    if (verdict === "defer" && at !== undefined) first = Math.min(first, Date.parse(at));
  }
  return Number.isFinite(first) ? instantText(first) : undefined;
}
