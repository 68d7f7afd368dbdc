import { addDays, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { checkOccurrence, unreadable } from "./_check-occurrence.ts";
import { decisionId, occurrenceId } from "./_decision-id.ts";
import { escalationsOf } from "./_escalations.ts";
import type { Found } from "./_found.ts";
import { type LocalClock, startOfDay, startOn, windowOf } from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import { scoreOf } from "./_score.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

/** A time in which no run was to be made: nothing that falls due in it counts as missed. */
export interface EnginePause {
  /** Its first moment, a UTC instant. */
  readonly from: string;
  /** Its end, a UTC instant. */
  readonly until: string;
  /** Only this rule was paused; absent: all. */
  readonly ruleId?: string | undefined;
}

/** What generation needs besides the customer. */
export interface GenerateContext {
  /** The rules of the run. */
  readonly rules: readonly ReminderRule[];
  /** The clock by which owner tasks fall due. */
  readonly ownerClock: LocalClock;
  /** The moment of the run. */
  readonly now: number;
  /** Weights of levers. */
  readonly policy: ReminderPolicy;
  /** When no run was to be made. */
  readonly enginePauses: readonly EnginePause[];
  /** Takes what a rule could not read. */
  readonly report: (issue: IssueInput) => void;
  /** What rules find again: those whose findings have all been sent are not asked. */
  readonly found?: Found | undefined;
}

/**
 * Stage 1: asks every rule for the due moments of one customer and makes candidates of them. Of several occurrences of
 * one anchor that are due, the latest stands for all, unless the rule catches up all of them or none. What fell due
 * since the last run and is not made up for becomes a candidate that is recorded as missed. Negative rules note what
 * they silence; tasks that nobody acknowledged in time become tasks for somebody higher.
 */
export function generate(customer: Customer, context: GenerateContext): Candidate[] {
  const candidates: Candidate[] = [];
  for (const rule of context.rules) {
    const clock = rule.audience === "owner" ? context.ownerClock : customer.clock;
    const found = context.found?.get(rule.id);
    if (found?.every(({ id }) => customer.history.sends.has(id)) === true) {
      for (const finding of found)
        candidates.push({ ...finding, rule, customer, clock, dueAt: undefined, missed: false });
      continue;
    }
    try {
      const occurrences = rule.occurrences(customer.dossier, windowOf(clock, daysBack(rule, clock)));
      if (occurrences.length > 0) collect(occurrences, rule, clock, customer, context, candidates);
      if (rule.escalation !== undefined) {
        candidates.push(...escalationsOf(rule, clock, customer, context.now));
      }
    } catch (error) {
      for (const issue of ruleFailure(error, [customer.dossier.party.id, rule.id])) context.report(issue);
    }
  }
  return candidates;
}

/** How far back a rule has to be asked: for what may be caught up, is silenced, or was missed. */
function daysBack({ catchUpDays, silence }: ReminderRule, { today, lastRunDay }: LocalClock): number {
  let days = catchUpDays;
  if (silence !== undefined) days = Math.max(days, Math.ceil(silence.days));
  if (lastRunDay === undefined) return days;
  return Math.max(days, Math.round((Date.parse(today) - Date.parse(lastRunDay)) / 86_400_000));
}

function collect(
  occurrences: readonly Occurrence[],
  rule: ReminderRule,
  clock: LocalClock,
  customer: Customer,
  context: GenerateContext,
  candidates: Candidate[],
): void {
  const { from, to } = windowOf(clock, daysBack(rule, clock));
  const own: Occurrence[] = [];
  for (const occurrence of occurrences) {
    if (!isPlainDate(occurrence.due)) throw unreadable("due must be a plain date");
    if (occurrence.due < from || occurrence.due >= to) continue;
    if (rule.runs !== undefined && (occurrence.due < rule.runs.from || occurrence.due >= rule.runs.to))
      continue;
    checkOccurrence(occurrence, clock.zone);
    own.push(occurrence);
  }
  if (own.length === 0) return;
  if (rule.silence !== undefined) noteSilences(own, rule, clock, customer);
  const earliest = windowOf(clock, rule.catchUpDays).from;
  const inTime = own.filter(({ due }) => due >= earliest);
  const kept = keepDue(inTime, rule, clock, context.now);
  for (const occurrence of kept) candidates.push(toCandidate(customer, rule, occurrence, clock, context));
  if (clock.lastRunDay === undefined) return;
  const standing = new Set(kept.map(occurrenceId));
  for (const occurrence of uniqueById(own)) {
    if (standing.has(occurrenceId(occurrence)) || !wasMissed(occurrence, rule, clock, context)) continue;
    const candidate = toCandidate(customer, rule, occurrence, clock, context, true);
    const life = customer.life.byDecision.get(candidate.id);
    if (customer.history.sends.has(candidate.id) || life?.doneAt !== undefined) continue;
    candidates.push(candidate);
  }
}

/** What the catch-up of the rule keeps: what lies ahead, and of what is due the latest of each anchor, all, or none. */
function keepDue(
  occurrences: readonly Occurrence[],
  { catchUp = "latest" }: ReminderRule,
  clock: LocalClock,
  now: number,
): readonly Occurrence[] {
  if (catchUp === "all") return uniqueById(occurrences);
  const isDue = ({ due, dueAt }: Occurrence): boolean =>
    dueAt === undefined ? due <= clock.today : Date.parse(dueAt) <= now;
  if (catchUp === "none") {
    return uniqueById(
      occurrences.filter(({ due, dueAt }) =>
        dueAt === undefined ? due >= clock.today : Date.parse(dueAt) >= now,
      ),
    );
  }
  if (occurrences.length < 2) return occurrences;
  const kept = new Map<string, Occurrence>();
  for (const occurrence of occurrences) {
    const key = isDue(occurrence) ? `due ${occurrence.anchor}` : `ahead ${occurrenceId(occurrence)}`;
    const other = kept.get(key);
    if (other === undefined || isBefore(other, occurrence)) kept.set(key, occurrence);
  }
  return uniqueById([...kept.values()]);
}

/** Of occurrences with one id the earlier; no id occurs twice. */
function uniqueById(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  if (occurrences.length < 2) return occurrences;
  const unique = new Map<string, Occurrence>();
  for (const occurrence of occurrences) {
    const id = occurrenceId(occurrence);
    const other = unique.get(id);
    if (other === undefined || isBefore(occurrence, other)) unique.set(id, occurrence);
  }
  return [...unique.values()];
}

/** Decides between two occurrences by what they say, not by their place in the list. */
function isBefore(a: Occurrence, b: Occurrence): boolean {
  if (a.due !== b.due) return a.due < b.due;
  const [first, second] = [a.dueAt ?? "", b.dueAt ?? ""];
  if (first !== second) return Date.parse(first) < Date.parse(second);
  const byId = compareCodePoints(occurrenceId(b), occurrenceId(a));
  return byId !== 0 ? byId < 0 : compareCodePoints(b.message, a.message) < 0;
}

/** Whether it fell due after the last run, its time is over, and the engine was to run then. */
function wasMissed(
  { due, dueAt }: Occurrence,
  rule: ReminderRule,
  clock: LocalClock,
  { now, enginePauses }: GenerateContext,
): boolean {
  const lastRunDay = clock.lastRunDay as PlainDate;
  const lastRun = clock.lastRun as number;
  const moment = dueAt === undefined ? startOfDay(due, clock.zone) : Date.parse(dueAt);
  const since =
    dueAt === undefined ? due > lastRunDay && due < clock.today : moment > lastRun && moment <= now;
  return (
    since &&
    !enginePauses.some(
      ({ from, until, ruleId }) =>
        (ruleId === undefined || ruleId === rule.id) &&
        moment >= Date.parse(from) &&
        moment < Date.parse(until),
    )
  );
}

function noteSilences(
  occurrences: readonly Occurrence[],
  rule: ReminderRule,
  clock: LocalClock,
  customer: Customer,
): void {
  const { purposes, days, ofSame } = rule.silence!;
  for (const occurrence of occurrences) {
    const until = addDays(occurrence.due, Math.ceil(days));
    if (occurrence.due > clock.today || until <= clock.today) continue;
    customer.silences.push({
      by: decisionId(rule.id, customer.dossier.party.id, occurrenceId(occurrence)),
      text: `Paused until ${until} by rule ${rule.id}.`,
      purposes,
      about: ofSame === true ? (occurrence.about ?? []) : undefined,
      until: startOfDay(until, clock.zone),
      needs: undefined,
    });
  }
}

function toCandidate(
  customer: Customer,
  rule: ReminderRule,
  occurrence: Occurrence,
  clock: LocalClock,
  { policy }: GenerateContext,
  missed = false,
): Candidate {
  const expiresOn = occurrence.expiresOn ?? addDays(occurrence.due, rule.catchUpDays + 1);
  const id = decisionId(rule.id, customer.dossier.party.id, occurrenceId(occurrence));
  if (id.length > 600) throw unreadable("its ids must be shorter");
  return {
    id,
    rule,
    occurrence,
    customer,
    ...scoreOf(rule, occurrence, policy),
    clock,
    dueAt: occurrence.dueAt === undefined ? undefined : Date.parse(occurrence.dueAt),
    expiresAt:
      occurrence.expiresAt === undefined ? startOn(expiresOn, clock) : Date.parse(occurrence.expiresAt),
    missed,
  };
}
