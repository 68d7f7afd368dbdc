import { addDays, wallClockAt } from "../calendar/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { decisionId, occurrenceId } from "./_decision-id.ts";
import { instantText, type LocalClock, startOfDay } from "./_local-clock.ts";
import { cut } from "./_sentence.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

const DAY = 86_400_000;
/** Days after which nobody escalates a task any more. */
const LIFE_DAYS = 30;

/**
 * Tasks that were given, that nobody acknowledged, did or put off, and whose fact still holds: one more candidate each,
 * for somebody higher, from `afterDays` after they were given. An escalation is never escalated.
 */
export function escalationsOf(
  rule: ReminderRule,
  clock: LocalClock,
  customer: Customer,
  now: number,
): Candidate[] {
  const sends = customer.history.byRule.get(rule.id) ?? [];
  const found: Candidate[] = [];
  for (const send of sends) {
    const { decision } = send;
    if (send.id.endsWith("@escalated")) continue;
    const life = customer.life.byDecision.get(send.id) ?? {};
    if (life.acknowledgedAt !== undefined || life.doneAt !== undefined) continue;
    if (life.retractedAt !== undefined && life.retractedAt >= Date.parse(decision.decidedAt)) continue;
    if (life.escalatedAt !== undefined) continue;
    const due = Math.max(send.at + rule.escalation!.afterDays * DAY, life.snoozedUntil ?? 0);
    if (due >= startOfDay(addDays(clock.lastDay, 1), clock.zone)) continue;
    if (now >= due + LIFE_DAYS * DAY) continue;
    if (!stillHolds(rule, send.id, decision.dueOn, clock, customer)) continue;
    const given = instantText(send.at);
    const occurrence: Occurrence = {
      anchor: `${send.id.split("|").slice(2).join("|").replaceAll("@", "/")}@escalated`,
      due: wallClockAt(due, clock.zone).date,
      message: cut(`Nobody has answered since ${given}: ${decision.message}`, 500),
      evidence: decision.evidence,
    };
    found.push({
      id: decisionId(rule.id, customer.dossier.party.id, occurrence.anchor),
      rule: { ...rule, cooldown: undefined, sendAt: undefined },
      occurrence,
      customer,
      score: decision.score,
      scoreParts: decision.scoreParts,
      clock,
      dueAt: due,
      expiresAt: due + LIFE_DAYS * DAY,
      missed: false,
    });
  }
  return found;
}

/** Whether the rule still says what it said then. */
export function stillHolds(
  rule: ReminderRule,
  id: string,
  due: Occurrence["due"],
  { today, zone }: LocalClock,
  { dossier }: Customer,
): boolean {
  const from = due < today ? due : today;
  const to = addDays(due > today ? due : today, 1);
  return rule
    .occurrences(dossier, Object.freeze({ from, to, today, zone }))
    .some((occurrence) => decisionId(rule.id, dossier.party.id, occurrenceId(occurrence)) === id);
}
