import { compareCodePoints } from "../ids/index.ts";
import type { ReminderEvent } from "../model/index.ts";

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

/** Groups the events up to `now` by customer and replays each customer's in their order. */
export function indexEvents(
  events: Iterable<ReminderEvent>,
  now: number,
): (subjectId: string) => CustomerLife {
  const bySubject = new Map<string, ReminderEvent[]>();
  for (const event of events) {
    if (Date.parse(event.at) > now) continue;
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

/** By time, then by id, so that the order in which events were given is irrelevant; each id once. */
export function inOrder(events: readonly ReminderEvent[]): readonly ReminderEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return [...byId.values()].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || compareCodePoints(a.id, b.id),
  );
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
