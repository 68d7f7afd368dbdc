import type { Channel, ContactPurpose, ReminderDecision } from "../model/index.ts";
import type { CustomerLife } from "./_life.ts";

/** A decision of the past that was carried out. */
export interface Send {
  readonly id: string;
  readonly ruleId: string;
  readonly subjectId: string;
  readonly audience: "customer" | "owner";
  readonly purpose: ContactPurpose;
  readonly channel: Channel | undefined;
  readonly at: number;
  readonly tags: readonly string[];
  readonly counted: boolean | undefined;
  /** The contact that it belongs to: a digest counts once. */
  readonly contactId: string;
  readonly decision: ReminderDecision;
}

/** The sends of one customer, each once. */
export interface CustomerHistory {
  readonly sends: ReadonlyMap<string, Send>;
  readonly byRule: ReadonlyMap<string, readonly Send[]>;
}

const NOTHING: CustomerHistory = { sends: new Map(), byRule: new Map() };
const NO_TAGS: readonly string[] = [];

/** The history of a customer. */
export type HistoryOf = (subjectId: string) => CustomerHistory;

/**
 * Groups the sends of a decision log by customer. A decision whose reasons say `already-decided` stands for the
 * send that it repeats, so a store that keeps only the last decision of an id loses nothing. What failed, or was
 * taken back before it went out, was not sent.
 */
export function indexHistory(
  history: Iterable<ReminderDecision>,
  lifeOf: (subjectId: string) => CustomerLife,
): HistoryOf {
  const bySubject = new Map<string, Map<string, Send>>();
  for (const decision of history) {
    if (!isSend(decision) || wasUndone(decision, lifeOf(decision.subjectId))) continue;
    const send = toSend(decision);
    let sends = bySubject.get(send.subjectId);
    if (sends === undefined) {
      sends = new Map();
      bySubject.set(send.subjectId, sends);
    }
    const known = sends.get(send.id);
    if (known === undefined || send.at < known.at) sends.set(send.id, send);
  }
  return (subjectId) => {
    const sends = bySubject.get(subjectId);
    return sends === undefined ? NOTHING : groupByRule(sends);
  };
}

/** Whether it failed, or was taken back before it went out. A later decision of the same id stands. */
function wasUndone(decision: ReminderDecision, life: CustomerLife): boolean {
  const { failedAt, retractedAt } = life.byDecision.get(decision.id) ?? {};
  const decidedAt = Date.parse(decision.decidedAt);
  if (failedAt !== undefined && failedAt >= decidedAt) return true;
  return (
    retractedAt !== undefined &&
    retractedAt >= decidedAt &&
    retractedAt <= Date.parse(decision.at ?? decision.decidedAt)
  );
}

function toSend(decision: ReminderDecision): Send {
  const { id, ruleId, subjectId, audience, purpose, channel, tags = NO_TAGS, counted } = decision;
  const at = Date.parse(decision.at ?? decision.decidedAt);
  const contactId = decision.withId ?? id;
  return { id, ruleId, subjectId, audience, purpose, channel, at, tags, counted, contactId, decision };
}

function groupByRule(sends: ReadonlyMap<string, Send>): CustomerHistory {
  const byRule = new Map<string, Send[]>();
  for (const send of sends.values()) {
    const same = byRule.get(send.ruleId);
    if (same === undefined) byRule.set(send.ruleId, [send]);
    else same.push(send);
  }
  return { sends, byRule };
}

function isSend(decision: ReminderDecision): boolean {
  return decision.verdict === "send" || decision.reasons.some((reason) => reason.code === "already-decided");
}

/** A history with further sends, as if they had been carried out. */
export function withSends(
  { sends }: CustomerHistory,
  decisions: readonly ReminderDecision[],
): CustomerHistory {
  const all = new Map(sends);
  for (const decision of decisions) if (!all.has(decision.id)) all.set(decision.id, toSend(decision));
  return groupByRule(all);
}
