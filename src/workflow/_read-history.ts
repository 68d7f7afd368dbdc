import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import type { ClienteleStore, Versioned } from "../repositories/index.ts";
import { BATCH, type Progress } from "./_progress.ts";
import { about, eventsOf, type Scope } from "./_scope.ts";

/** What was sent, and what became of it. */
export interface ReminderHistory {
  readonly sends: readonly Versioned<ReminderDecision>[];
  /** Up to the moment, and at it. */
  readonly events: readonly ReminderEvent[];
}

/** Reads what was ever sent, for a due moment is never sent twice, and what happened to it up to the moment. */
export async function readHistory(
  store: Pick<ClienteleStore, "decisions" | "reminderEvents">,
  instant: string,
  { signal, report }: Progress,
  scope?: Scope,
): Promise<ReminderHistory> {
  const sends: Versioned<ReminderDecision>[] = [];
  const events: ReminderEvent[] = [];
  const sent = { op: "eq", field: "verdict", value: "send" } as const;
  const { where: whose } = about<ReminderDecision>("subjectId", scope);
  const where = whose === undefined ? sent : ({ op: "and", of: [sent, whose] } as const);
  for await (const decision of store.decisions.stream({ where }, { signal })) {
    if (sends.push(decision) % BATCH === 0) report("reminders", 0);
  }
  const to = new Date(Date.parse(instant) + 1).toISOString();
  for await (const event of store.reminderEvents.read({ ...eventsOf(scope), to }, { signal })) {
    if (events.push(event) % BATCH === 0) report("reminders", 0);
  }
  return { sends, events };
}
