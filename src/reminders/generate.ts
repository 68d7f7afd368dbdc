import { addDays, isPlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { decisionId, occurrenceId } from "./_decision-id.ts";
import { type LocalClock, startOfDay, windowOf } from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import { isWithin } from "./_within.ts";
import type { Occurrence, ReminderRule, RuleWindow } from "./rule.ts";

/** What generation needs besides the customer. */
export interface GenerateContext {
  /** The rules of the run. */
  readonly rules: readonly ReminderRule[];
  /** The clock by which owner tasks fall due. */
  readonly ownerClock: LocalClock;
  /** Takes what a rule could not read. */
  readonly report: (issue: IssueInput) => void;
}

/**
 * Stage 1: asks every rule for the due moments of one customer and makes candidates of them. Of several
 * occurrences of one anchor that are due, the latest stands for all: what was missed is caught up once.
 */
export function generate(customer: Customer, context: GenerateContext): Candidate[] {
  const candidates: Candidate[] = [];
  for (const rule of context.rules) {
    const clock = rule.audience === "owner" ? context.ownerClock : customer.clock;
    const window = windowOf(clock, rule.catchUpDays);
    try {
      const occurrences = rule.occurrences(customer.dossier, window);
      if (occurrences.length === 0) continue;
      const due = latestOfEach(occurrences.filter(inWindow(window)), clock);
      candidates.push(...due.map((occurrence) => toCandidate(customer, rule, occurrence, clock)));
    } catch (error) {
      for (const issue of ruleFailure(error, [customer.dossier.party.id, rule.id])) context.report(issue);
    }
  }
  return candidates;
}

const inWindow =
  (window: RuleWindow) =>
  (occurrence: Occurrence): boolean => {
    if (!isPlainDate(occurrence.due)) throw unreadable("due must be a plain date");
    if (!isWithin(occurrence.due, window)) return false;
    checkOccurrence(occurrence);
    return true;
  };

/** What comes later lies ahead of the run and is kept; of the rest the latest of each anchor. No id occurs twice. */
function latestOfEach(occurrences: readonly Occurrence[], clock: LocalClock): readonly Occurrence[] {
  if (occurrences.length < 2) return occurrences;
  const kept = new Map<string, Occurrence>();
  for (const occurrence of occurrences) {
    const key =
      occurrence.due <= clock.today ? `due ${occurrence.anchor}` : `ahead ${occurrenceId(occurrence)}`;
    const other = kept.get(key);
    if (other === undefined || isBefore(other, occurrence)) kept.set(key, occurrence);
  }
  const unique = new Map<string, Occurrence>();
  for (const occurrence of kept.values()) {
    const id = occurrenceId(occurrence);
    const other = unique.get(id);
    if (other === undefined || isBefore(occurrence, other)) unique.set(id, occurrence);
  }
  return [...unique.values()];
}

/** Decides between two occurrences by what they say, not by their place in the list. */
function isBefore(a: Occurrence, b: Occurrence): boolean {
  if (a.due !== b.due) return a.due < b.due;
  const byId = compareCodePoints(occurrenceId(b), occurrenceId(a));
  return byId !== 0 ? byId < 0 : compareCodePoints(b.message, a.message) < 0;
}

function toCandidate(
  customer: Customer,
  rule: ReminderRule,
  occurrence: Occurrence,
  clock: LocalClock,
): Candidate {
  const expiresOn = occurrence.expiresOn ?? addDays(occurrence.due, rule.catchUpDays + 1);
  const id = decisionId(rule.id, customer.dossier.party.id, occurrenceId(occurrence));
  if (id.length > 600) throw unreadable("its ids must be shorter");
  return {
    id,
    rule,
    occurrence,
    score: rule.priority * (occurrence.strength ?? 1),
    clock,
    expiresAt: startOfDay(expiresOn, clock.zone),
  };
}

/** A rule of a user's own may return anything; what no decision could hold is refused here. */
function checkOccurrence(occurrence: Occurrence): void {
  const { anchor, step, due, expiresOn, message, question, evidence, strength = 1 } = occurrence;
  const demand = (holds: boolean, what: string): void => {
    if (!holds) throw unreadable(what);
  };
  demand(typeof anchor === "string" && anchor !== "" && anchor.length <= 300, "anchor must be a text");
  demand(step === undefined || (step !== "" && !step.includes("@")), "step must be a text without @");
  demand(
    expiresOn === undefined || (isPlainDate(expiresOn) && expiresOn > due),
    "expiresOn must be a day after due",
  );
  demand(message !== "" && message.length <= 500, "message must be a text of at most 500 characters");
  demand(question === undefined || question.length <= 500, "question must have at most 500 characters");
  demand(evidence.length > 0, "evidence must not be empty");
  demand(strength >= 0 && strength <= 1, "strength must be a number from 0 to 1");
}

function unreadable(what: string): RangeError {
  return new RangeError(`Cannot read an occurrence: ${what}`);
}
