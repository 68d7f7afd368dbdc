import type { Channel, ContactPurpose, ReminderDecision } from "../model/index.ts";

/** A decision of the past that was carried out. */
interface Send {
  readonly id: string;
  readonly ruleId: string;
  readonly audience: "customer" | "owner";
  readonly purpose: ContactPurpose;
  readonly channel: Channel | undefined;
  readonly at: number;
}

/** The sends of one customer, each once. */
export interface CustomerHistory {
  readonly sends: ReadonlyMap<string, Send>;
  readonly byRule: ReadonlyMap<string, readonly Send[]>;
}

const NOTHING: CustomerHistory = { sends: new Map(), byRule: new Map() };

/**
 * Groups the sends of a decision log by customer. A decision whose reasons say `already-decided` stands for the
 * send that it repeats, so a store that keeps only the last decision of an id loses nothing.
 */
export function indexHistory(history: Iterable<ReminderDecision>): (subjectId: string) => CustomerHistory {
  const bySubject = new Map<string, Map<string, Send>>();
  for (const decision of history) {
    if (!isSend(decision)) continue;
    const { id, ruleId, audience, purpose, channel } = decision;
    const at = Date.parse(decision.at ?? decision.decidedAt);
    let sends = bySubject.get(decision.subjectId);
    if (sends === undefined) {
      sends = new Map();
      bySubject.set(decision.subjectId, sends);
    }
    const known = sends.get(id);
    if (known === undefined || at < known.at) sends.set(id, { id, ruleId, audience, purpose, channel, at });
  }
  return (subjectId) => {
    const sends = bySubject.get(subjectId);
    if (sends === undefined) return NOTHING;
    const byRule = new Map<string, Send[]>();
    for (const send of sends.values()) {
      const same = byRule.get(send.ruleId);
      if (same === undefined) byRule.set(send.ruleId, [send]);
      else same.push(send);
    }
    return { sends, byRule };
  };
}

function isSend(decision: ReminderDecision): boolean {
  return decision.verdict === "send" || decision.reasons.some((reason) => reason.code === "already-decided");
}
