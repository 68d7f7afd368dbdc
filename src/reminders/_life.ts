import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { ReminderEvent } from "../model/index.ts";
import { readableEvents } from "./_readable.ts";

/** What happened to one reminder up to the moment of the run; moments in epoch milliseconds. */
export interface DecisionLife {
  readonly acknowledgedAt?: number | undefined;
  readonly doneAt?: number | undefined;
  readonly failedAt?: number | undefined;
  readonly retractedAt?: number | undefined;
  readonly escalatedAt?: number | undefined;
  readonly deliveredAt?: number | undefined;
  /** Until when it was put off last. */
  readonly snoozedUntil?: number | undefined;
}

/** An outcome of some reminder. */
export interface OutcomeSeen {
  readonly decisionId: string;
  readonly ruleId: string;
  readonly outcome: NonNullable<ReminderEvent["outcome"]>;
  readonly at: number;
}

/** What happened to the reminders of one customer. */
export interface CustomerLife {
  readonly byDecision: ReadonlyMap<string, DecisionLife>;
  /** By time. */
  readonly outcomes: readonly OutcomeSeen[];
}

const NOTHING: CustomerLife = { byDecision: new Map(), outcomes: [] };

/** Groups the events up to `now` by customer and replays each customer's in their order; lists what it cannot read. */
export function indexEvents(
  events: Iterable<ReminderEvent>,
  now: number,
  report: (issue: IssueInput) => void,
): (subjectId: string) => CustomerLife {
  const bySubject = new Map<string, ReminderEvent[]>();
  for (const event of eventsUpTo(events, now, report)) {
    const known = bySubject.get(event.subjectId);
    if (known === undefined) bySubject.set(event.subjectId, [event]);
    else known.push(event);
  }
  const lives = new Map<string, CustomerLife>();
  return (subjectId) => {
    const own = bySubject.get(subjectId);
    if (own === undefined) return NOTHING;
    let life = lives.get(subjectId);
    if (life === undefined) {
      life = replay(own);
      lives.set(subjectId, life);
    }
    return life;
  };
}

/**
 * What has happened up to a moment and can be placed in time, each id once: of two events with one id the earlier, and of
 * one moment the first by what they say, so that the order in which they were given is irrelevant.
 */
export function eventsUpTo(
  events: Iterable<ReminderEvent>,
  now: number,
  report: (issue: IssueInput) => void,
): Iterable<ReminderEvent> {
  const byId = new Map<string, ReminderEvent>();
  for (const event of readableEvents(events, report)) {
    if (Date.parse(event.at) > now) continue;
    const known = byId.get(event.id);
    if (known === undefined || isBefore(event, known)) byId.set(event.id, event);
  }
  return byId.values();
}

function isBefore(a: ReminderEvent, b: ReminderEvent): boolean {
  const later = Date.parse(a.at) - Date.parse(b.at);
  return later === 0 ? compareCodePoints(saidBy(a), saidBy(b)) < 0 : later < 0;
}

const saidBy = ({ decisionId, subjectId, kind, until, outcome, at }: ReminderEvent): string =>
  JSON.stringify([decisionId, subjectId, kind, until ?? "", outcome ?? "", at]);

/** By time, then by id, so that the order in which events were given is irrelevant. */
export function inOrder(events: readonly ReminderEvent[]): readonly ReminderEvent[] {
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || compareCodePoints(a.id, b.id));
}

function replay(events: readonly ReminderEvent[]): CustomerLife {
  const byDecision = new Map<string, DecisionLife>();
  const outcomes: OutcomeSeen[] = [];
  for (const event of inOrder(events)) {
    byDecision.set(event.decisionId, after(byDecision.get(event.decisionId) ?? {}, event));
    if (event.outcome !== undefined) {
      const { decisionId, outcome } = event;
      const ruleId = decisionId.slice(0, Math.max(0, decisionId.indexOf("|")));
      outcomes.push({ decisionId, ruleId, outcome, at: Date.parse(event.at) });
    }
  }
  return { byDecision, outcomes };
}

/** The life of a reminder after one more event. */
export function after(life: DecisionLife, event: ReminderEvent): DecisionLife {
  const at = Date.parse(event.at);
  switch (event.kind) {
    case "acknowledged":
      return { ...life, acknowledgedAt: life.acknowledgedAt ?? at };
    case "done":
      return { ...life, doneAt: life.doneAt ?? at };
    case "failed":
      return { ...life, failedAt: at };
    case "retracted":
      return { ...life, retractedAt: at };
    case "escalated":
      return { ...life, escalatedAt: life.escalatedAt ?? at };
    case "snoozed":
      return { ...life, snoozedUntil: Date.parse(event.until ?? event.at) };
    case "outcome":
      return event.outcome === "delivered" ? { ...life, deliveredAt: life.deliveredAt ?? at } : life;
  }
}
