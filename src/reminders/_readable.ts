import type { IssueInput } from "../issues/index.ts";
import type { ReminderDecision, ReminderEvent } from "../model/index.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
const MOMENT = "a UTC instant such as 2026-11-22T09:00:00Z";
const EXPECTED: Readonly<Record<string, string>> = {
  at: MOMENT,
  until: MOMENT,
  decidedAt: MOMENT,
  expiresAt: MOMENT,
  reasons: "a list of reasons",
  kind: "what happened to a reminder, such as done",
};

/** Whether a text names a moment in UTC: one without a zone would be another moment on every host. */
export const isInstant = (text: unknown): text is string =>
  typeof text === "string" && INSTANT.test(text) && !Number.isNaN(Date.parse(text));

/** The events that can be placed in time; the others are set aside and listed. */
export function readableEvents(
  events: Iterable<ReminderEvent>,
  report: (issue: IssueInput) => void,
): readonly ReminderEvent[] {
  const readable: ReminderEvent[] = [];
  let row = 0;
  for (const event of events) {
    const wrong = isRecord(event) ? wrongOfEvent(event) : "event";
    if (wrong === undefined) readable.push(event);
    else report(issueOf("events", row, event, wrong));
    row++;
  }
  return readable;
}

/** Whether an earlier decision can be placed in time; else it is listed. */
export function isReadableDecision(
  decision: ReminderDecision,
  row: number,
  report: (issue: IssueInput) => void,
): boolean {
  const wrong = isRecord(decision) ? wrongOfDecision(decision) : "decision";
  if (wrong !== undefined) report(issueOf("history", row, decision, wrong));
  return wrong === undefined;
}

const KINDS: readonly string[] = [
  "acknowledged",
  "snoozed",
  "done",
  "failed",
  "outcome",
  "escalated",
  "retracted",
] satisfies readonly ReminderEvent["kind"][];

function wrongOfEvent({ id, decisionId, subjectId, kind, at, until }: ReminderEvent): string | undefined {
  if (typeof id !== "string") return "id";
  if (typeof decisionId !== "string") return "decisionId";
  if (typeof subjectId !== "string") return "subjectId";
  if (!KINDS.includes(kind)) return "kind";
  if (!isInstant(at)) return "at";
  return until === undefined || isInstant(until) ? undefined : "until";
}

function wrongOfDecision(decision: ReminderDecision): string | undefined {
  const { id, ruleId, subjectId, at, decidedAt, expiresAt, reasons } = decision;
  if (typeof id !== "string") return "id";
  if (typeof ruleId !== "string") return "ruleId";
  if (typeof subjectId !== "string") return "subjectId";
  if (!Array.isArray(reasons)) return "reasons";
  if (at !== undefined && !isInstant(at)) return "at";
  if (!isInstant(decidedAt)) return "decidedAt";
  return isInstant(expiresAt) ? undefined : "expiresAt";
}

/** By customer and id where it has them, else by its row. */
function issueOf(list: "events" | "history", row: number, record: unknown, field: string): IssueInput {
  const { id, subjectId } = isRecord(record) ? record : {};
  const whose = typeof subjectId === "string" ? [subjectId] : [];
  const value = isRecord(record) ? (record as Record<string, unknown>)[field] : record;
  return {
    code: "unreadable",
    path: [...whose, list, ...(typeof id === "string" ? [id] : []), field],
    // The place in the list names what has no id.
    ...(typeof id === "string" ? {} : { row }),
    value,
    expected: EXPECTED[field] ?? "a record with its ids as texts",
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
