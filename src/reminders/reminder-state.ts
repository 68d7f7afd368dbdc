import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import { after, type DecisionLife, inOrder } from "./_life.ts";
import { instantText, parseInstant } from "./_local-clock.ts";

/** Where one reminder stands. */
export interface ReminderState {
  /** The decision. */
  readonly decisionId: string;
  /**
   * `waiting`: decided and not yet to be sent; `open`: given, nobody has answered; `snoozed`: put off until `until`;
   * `escalated`: with somebody higher; `expired`: its time is over and nobody has closed it; `failed`: it did not go out.
   */
  readonly state:
    | "waiting"
    | "open"
    | "acknowledged"
    | "snoozed"
    | "escalated"
    | "done"
    | "failed"
    | "retracted"
    | "expired";
  /** For `snoozed` and `waiting`: until when. */
  readonly until?: string | undefined;
  /** What came of it, in the order of time. */
  readonly outcomes: readonly NonNullable<ReminderEvent["outcome"]>[];
}

/** What {@link reminderStates} needs. */
export interface ReminderStatesOptions {
  /** What happened to the reminders, in any order. */
  readonly events: Iterable<ReminderEvent>;
  /** The moment of looking, a UTC instant; later events have not happened yet. */
  readonly asOf: string;
}

/**
 * Replays what happened to the reminders that were sent: which are open, put off, done, failed or over, and what came
 * of them. Of several decisions with one id the earliest send counts. The same log gives the same states, whatever its
 * order.
 *
 * @returns by decision id, in the order of the decisions
 * @throws RangeError if `asOf` is no UTC instant
 *
 * @example
 * ```ts
 * import { decideReminders, reminderStates } from "clientele/reminders";
 *
 * const run = decideReminders({
 *   asOf: "2026-11-25T09:00:00Z",
 *   zone: "UTC",
 *   dossiers: [{ party: { schemaVersion: 1, kind: "organisation", id: "acme", name: "Acme", since: "2026-10-26", ownerId: "eve" } }],
 * });
 * const task = run.decisions.find((decision) => decision.ruleId === "regular-contact");
 * const about = { schemaVersion: 1, decisionId: task?.id ?? "", subjectId: "acme" } as const;
 * const events = [
 *   { ...about, id: "e1", at: "2026-11-25T10:00:00Z", kind: "snoozed", until: "2026-11-27T08:00:00Z" },
 *   { ...about, id: "e2", at: "2026-11-27T09:30:00Z", kind: "done" },
 *   { ...about, id: "e3", at: "2026-11-27T09:30:00Z", kind: "outcome", outcome: "opportunity-gained" },
 * ] as const;
 * const stateAt = (asOf: string) => [...reminderStates(run.decisions, { events, asOf })].map(([, one]) => one.state);
 * stateAt("2026-11-26T00:00:00Z").length === run.decisions.filter((one) => one.verdict === "send").length; // => true
 * ```
 */
export function reminderStates(
  decisions: Iterable<ReminderDecision>,
  options: ReminderStatesOptions,
): ReadonlyMap<string, ReminderState> {
  const now = parseInstant(options.asOf, "asOf");
  const events = new Map<string, ReminderEvent[]>();
  for (const event of options.events) {
    if (Date.parse(event.at) > now) continue;
    const known = events.get(event.decisionId);
    if (known === undefined) events.set(event.decisionId, [event]);
    else known.push(event);
  }
  const sends = new Map<string, ReminderDecision>();
  for (const decision of decisions) {
    if (decision.verdict !== "send") continue;
    const known = sends.get(decision.id);
    if (known === undefined || momentOf(decision) < momentOf(known)) sends.set(decision.id, decision);
  }
  const states = new Map<string, ReminderState>();
  for (const [id, decision] of sends) {
    const own = inOrder(events.get(id) ?? []);
    const life = own.reduce<DecisionLife>(after, {});
    const outcomes = own.flatMap((event) => (event.outcome === undefined ? [] : [event.outcome]));
    states.set(
      id,
      Object.freeze({ decisionId: id, ...stateOf(decision, life, now), outcomes: Object.freeze(outcomes) }),
    );
  }
  return states;
}

const momentOf = ({ at, decidedAt }: ReminderDecision): number => Date.parse(at ?? decidedAt);

function stateOf(
  decision: ReminderDecision,
  life: DecisionLife,
  now: number,
): Pick<ReminderState, "state" | "until"> {
  if (life.doneAt !== undefined) return { state: "done" };
  if (life.retractedAt !== undefined) return { state: "retracted" };
  if (life.failedAt !== undefined && life.failedAt >= Date.parse(decision.decidedAt)) {
    return { state: "failed" };
  }
  if (life.snoozedUntil !== undefined && now < life.snoozedUntil) {
    return { state: "snoozed", until: instantText(life.snoozedUntil) };
  }
  if (momentOf(decision) > now) return { state: "waiting", until: instantText(momentOf(decision)) };
  if (now >= Date.parse(decision.expiresAt)) return { state: "expired" };
  if (life.escalatedAt !== undefined) return { state: "escalated" };
  return { state: life.acknowledgedAt === undefined ? "open" : "acknowledged" };
}
