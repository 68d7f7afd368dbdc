import { addDays, wallClockAt } from "../calendar/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { decisionId, occurrenceId } from "./_decision-id.ts";
import type { Send } from "./_history.ts";
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
    const due = escalationDue(rule, send, customer.life);
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

/** When tasks of some rules will become tasks for somebody higher, or cease to: the first such moment after now. */
export function nextEscalation(
  { history, life, clock }: Customer,
  rules: Iterable<ReminderRule>,
  { ownerClock, now }: { readonly ownerClock: LocalClock; readonly now: number },
): number {
  let next = Number.POSITIVE_INFINITY;
  for (const rule of rules) {
    if (rule.escalation === undefined) continue;
    const { zone } = rule.audience === "owner" ? ownerClock : clock;
    for (const send of history.byRule.get(rule.id) ?? []) {
      const due = escalationDue(rule, send, life);
      // From the beginning of its day on.
      for (const at of [startOfDay(wallClockAt(due, zone).date, zone), due + LIFE_DAYS * DAY])
        if (at > now) next = Math.min(next, at);
    }
  }
  return next;
}

const escalationDue = (rule: ReminderRule, { id, at }: Send, { byDecision }: Customer["life"]): number =>
  Math.max(at + rule.escalation!.afterDays * DAY, byDecision.get(id)?.snoozedUntil ?? 0);

/** The ids of what rules found within windows, for one customer: sends of one day ask the same. */
type Memo = Map<string, ReadonlySet<string>>;

/** Makes one that holds nothing. */
export const createMemo = (): Memo => new Map();

/** Whether the rule still says what it said then. */
export function stillHolds(
  rule: ReminderRule,
  id: string,
  due: Occurrence["due"],
  { today, zone }: LocalClock,
  { dossier }: Customer,
  memo: Memo = createMemo(),
): boolean {
  const from = due < today ? due : today;
  const to = addDays(due > today ? due : today, 1);
  const key = `${rule.id} ${from} ${to}`;
  let found = memo.get(key);
  if (found === undefined) {
    const occurrences = rule.occurrences(dossier, Object.freeze({ from, to, today, zone }));
    found = new Set(
      occurrences.map((occurrence) => decisionId(rule.id, dossier.party.id, occurrenceId(occurrence))),
    );
    memo.set(key, found);
  }
  return found.has(id);
}
