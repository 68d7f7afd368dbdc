import { ClienteleError, describeValue } from "../issues/index.ts";
import { parseRecord, type ReminderEvent, reminderEventSchema } from "../model/index.ts";
import { type ReminderState, reminderStates } from "../reminders/index.ts";
import { type ClienteleStore, type OperationOptions, StoreError } from "../repositories/index.ts";
import { eventId } from "./_event-id.ts";
import { requireTransactions } from "./_require-transactions.ts";

/** What happened to a reminder. */
export interface RecordOutcomeOptions extends OperationOptions {
  /** When: a UTC instant. */
  readonly at: string;
  /** What: see the table of {@link recordOutcome}. */
  readonly kind: ReminderEvent["kind"];
  /** For `snoozed`: until when it is put off, a later instant. */
  readonly until?: string | undefined;
  /** For `outcome`: what came of it. */
  readonly outcome?: ReminderEvent["outcome"];
  /** Own staff member who did or found it. */
  readonly byId?: string | undefined;
  /** A remark. */
  readonly note?: string | undefined;
}

/** What {@link recordOutcome} did. */
export interface RecordedOutcome {
  /** The event as it is stored. */
  readonly event: ReminderEvent;
  /** False when it had been recorded before. */
  readonly recorded: boolean;
  /** Where the reminder stands at that moment. */
  readonly state: ReminderState;
}

type State = ReminderState["state"];
type Kind = ReminderEvent["kind"];

/** What may happen to a reminder in which state. */
const next: Readonly<Record<State, readonly Kind[]>> = {
  waiting: ["snoozed", "done", "retracted"],
  open: ["acknowledged", "snoozed", "done", "failed", "outcome", "escalated", "retracted"],
  acknowledged: ["snoozed", "done", "outcome", "retracted"],
  snoozed: ["acknowledged", "snoozed", "done", "outcome", "retracted"],
  escalated: ["acknowledged", "snoozed", "done", "outcome", "retracted"],
  expired: ["done", "outcome"],
  done: ["outcome"],
  failed: [],
  retracted: [],
};

/**
 * Records what happened to a reminder: somebody has seen it, put it off, done it, or something came of it. The event is
 * added to the history, which every later run reads; nothing is changed.
 *
 * | the reminder is             | it may be                                                             |
 * | --------------------------- | --------------------------------------------------------------------- |
 * | waiting for its moment      | snoozed, done, retracted                                              |
 * | open                        | acknowledged, snoozed, done, failed, outcome, escalated, retracted    |
 * | acknowledged                | snoozed, done, outcome, retracted                                     |
 * | snoozed or escalated        | acknowledged, snoozed, done, outcome, retracted                       |
 * | expired                     | done, outcome                                                         |
 * | done                        | outcome                                                               |
 * | failed or retracted         | nothing more; a later run may decide it anew                          |
 *
 * Recording the same again (decision, kind, moment, outcome) does nothing; with another note or person it is refused.
 *
 * @param decisionId - the decision that it is about, which must be a send
 *
 * @throws InvalidDataError if the event is none
 * @throws StoreError `NOT_FOUND` if there is no such decision, `ALREADY_EXISTS` if it was recorded otherwise,
 *   `UNSUPPORTED` if the store has no transactions
 * @throws ClienteleError `reminder-not-sent` if it was decided not to send it, `reminder-state` if that may not happen in
 *   its state
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { recordOutcome, runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * const acme = { schemaVersion: 1, kind: "organisation", id: "acme", name: "Acme", since: "2026-04-02", ownerId: "eve" } as const;
 * await store.parties.save(acme, { expected: "absent" });
 * const { reminders } = await runDaily(store, { asOf: "2026-06-01", zone: "UTC", currency: "EUR" });
 * const task = reminders.decisions.find(({ ruleId, verdict }) => ruleId === "regular-contact" && verdict === "send")?.id ?? "";
 * const at = "2026-06-01T10:00:00Z";
 * (await recordOutcome(store, task, { kind: "done", at, byId: "eve" })).state.state; // => "done"
 * const gained = { kind: "outcome", outcome: "opportunity-gained", at } as const;
 * (await recordOutcome(store, task, gained)).state.outcomes; // => ["opportunity-gained"]
 * (await recordOutcome(store, task, gained)).recorded; // => false
 * ```
 */
export async function recordOutcome(
  store: ClienteleStore,
  decisionId: string,
  options: RecordOutcomeOptions,
): Promise<RecordedOutcome> {
  requireTransactions(store, "record an outcome");
  const { signal, at, kind, until, outcome, byId, note } = options;
  return store.transaction(
    async (tx) => {
      const decision = await tx.decisions.get(decisionId, { signal });
      if (decision === undefined) {
        throw new StoreError(
          "NOT_FOUND",
          `Cannot record an outcome: there is no decision ${describeValue(decisionId)}`,
          { details: { collection: "decisions", id: decisionId } },
        );
      }
      if (decision.verdict !== "send") {
        throw new ClienteleError(
          "reminder-not-sent",
          `Cannot record an outcome: ${describeValue(decisionId)} must be sent, got ${decision.verdict}`,
        );
      }
      const event: ReminderEvent = parseRecord(reminderEventSchema, {
        schemaVersion: 1,
        id: eventId({ decisionId, kind, at, outcome }),
        decisionId,
        subjectId: decision.subjectId,
        at,
        kind,
        ...(until === undefined ? {} : { until }),
        ...(outcome === undefined ? {} : { outcome }),
        ...(byId === undefined ? {} : { byId }),
        ...(note === undefined ? {} : { note }),
      });
      const events: ReminderEvent[] = [];
      for await (const one of tx.reminderEvents.read({ subjectIds: [decision.subjectId] }, { signal })) {
        if (one.decisionId === decisionId) events.push(one);
      }
      const stateOf = (known: readonly ReminderEvent[]): ReminderState =>
        reminderStates([decision], { events: known, asOf: at }).get(decisionId)!; // it is a send
      if (!events.some(({ id }) => id === event.id)) {
        const { state } = stateOf(events);
        if (!next[state].includes(kind)) {
          const allowed = next[state].length === 0 ? "nothing" : next[state].join(" or ");
          throw new ClienteleError(
            "reminder-state",
            `Cannot record an outcome: ${describeValue(decisionId)} is ${state} at ${at} and must be ${allowed} next, got ${kind}`,
          );
        }
      }
      const { appended } = await tx.reminderEvents.append([event], { signal });
      return Object.freeze({
        event: Object.freeze(event),
        recorded: appended === 1,
        state: stateOf([...events, event]),
      });
    },
    { signal },
  );
}
