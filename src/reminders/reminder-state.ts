import type { IssueInput } from "../issues/index.ts";
import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import { wasUndone } from "./_history.ts";
import { after, type DecisionLife, eventsUpTo, inOrder } from "./_life.ts";
import { instantText, parseInstant } from "./_local-clock.ts";
import { isReadableDecision } from "./_readable.ts";

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
  /**
   * Takes the events and decisions that cannot be placed in time; they are set aside.
   *
   * @defaultValue `undefined`: nobody is told
   */
  readonly report?: ((issue: IssueInput) => void) | undefined;
}

/**
 * Replays what happened to the reminders that were sent: which are open, put off, done, failed or over, and what came
 * of them. Of several decisions with one id the earliest send counts that did not fail and was not taken back. The same log gives the same states, whatever its
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
  const report = options.report ?? (() => {});
  for (const event of eventsUpTo(options.events, now, report)) {
    const known = events.get(event.decisionId);
    if (known === undefined) events.set(event.decisionId, [event]);
    else known.push(event);
  }
  const lives = new Map<string, DecisionLife>();
  const lifeOf = (id: string): DecisionLife => {
    const life = lives.get(id) ?? inOrder(events.get(id) ?? []).reduce<DecisionLife>(after, {});
    lives.set(id, life);
    return life;
  };
  const sends = new Map<string, ReminderDecision>();
  let row = 0;
  for (const decision of decisions) {
    if (!isReadableDecision(decision, row++, report)) continue;
    if (decision.verdict !== "send") continue;
    const known = sends.get(decision.id);
    if (known === undefined || isBetter(decision, known, lifeOf(decision.id)))
      sends.set(decision.id, decision);
  }
  const states = new Map<string, ReminderState>();
  for (const [id, decision] of sends) {
    const own = inOrder(events.get(id) ?? []);
    const outcomes = own.flatMap((event) => (event.outcome === undefined ? [] : [event.outcome]));
    states.set(
      id,
      Object.freeze({
        decisionId: id,
        ...stateOf(decision, lifeOf(id), now),
        outcomes: Object.freeze(outcomes),
      }),
    );
  }
  return states;
}

/** Whether a send stands rather than another of its id: one that did not fail, then the earlier; of failed ones the last. */
function isBetter(one: ReminderDecision, other: ReminderDecision, life: DecisionLife): boolean {
  const [undone, otherUndone] = [wasUndone(one, life), wasUndone(other, life)];
  if (undone !== otherUndone) return otherUndone;
  const later = momentOf(one) - momentOf(other);
  if (later !== 0) return undone ? later > 0 : later < 0;
  return Date.parse(one.decidedAt) > Date.parse(other.decidedAt);
}

const momentOf = ({ at, decidedAt }: ReminderDecision): number => Date.parse(at ?? decidedAt);

function stateOf(
  decision: ReminderDecision,
  life: DecisionLife,
  now: number,
): Pick<ReminderState, "state" | "until"> {
  if (life.doneAt !== undefined) return { state: "done" };
  const decidedAt = Date.parse(decision.decidedAt);
  if (life.retractedAt !== undefined && life.retractedAt >= decidedAt) return { state: "retracted" };
  if (life.failedAt !== undefined && life.failedAt >= decidedAt) {
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
