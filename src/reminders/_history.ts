import type { IssueInput } from "../issues/index.ts";
import type { Channel, ContactPurpose, ReminderDecision } from "../model/index.ts";
import type { CustomerLife, DecisionLife } from "./_life.ts";
import { isReadableDecision } from "./_readable.ts";

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
 * taken back before it went out, was not sent; what cannot be placed in time is set aside and listed.
 */
export function indexHistory(
  history: Iterable<ReminderDecision>,
  lifeOf: (subjectId: string) => CustomerLife,
  report: (issue: IssueInput) => void,
): HistoryOf {
  const bySubject = new Map<string, ReminderDecision[]>();
  let row = 0;
  for (const decision of history) {
    if (!isReadableDecision(decision, row++, report)) continue;
    if (!isSend(decision)) continue;
    const own = bySubject.get(decision.subjectId);
    if (own === undefined) bySubject.set(decision.subjectId, [decision]);
    else own.push(decision);
  }
  // A run may ask for few of all customers.
  return (subjectId) => {
    const own = bySubject.get(subjectId);
    if (own === undefined) return NOTHING;
    const { byDecision } = lifeOf(subjectId);
    const sends = new Map<string, Send>();
    for (const decision of own) {
      if (wasUndone(decision, byDecision.get(decision.id))) continue;
      const send = toSend(decision);
      const known = sends.get(send.id);
      if (known === undefined || isBetter(send, known)) sends.set(send.id, send);
    }
    return groupByRule(sends);
  };
}

/** Of two sends of one id the earlier stands; of one moment, what was decided last, as at its dispatch. */
function isBetter(one: Send, other: Send): boolean {
  if (one.at !== other.at) return one.at < other.at;
  const [first, second] = [Date.parse(one.decision.decidedAt), Date.parse(other.decision.decidedAt)];
  if (first !== second) return first > second;
  return (one.channel ?? "") < (other.channel ?? "");
}

/** Whether it failed, or was taken back before it went out. A later decision of the same id stands. */
export function wasUndone(decision: ReminderDecision, life: DecisionLife | undefined): boolean {
  const { failedAt, retractedAt } = life ?? {};
  // What repeats a send is undone with it, even if nobody knew of the failure when it was repeated.
  const decidedAt = Math.min(Date.parse(decision.decidedAt), Date.parse(decision.at ?? decision.decidedAt));
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
