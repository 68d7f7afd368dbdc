import type { Customer } from "./_candidate.ts";
import { createMemo, stillHolds } from "./_escalations.ts";
import type { GenerateContext } from "./generate.ts";
import type { ReminderRule } from "./rule.ts";

/**
 * Ids of what was decided to be sent and has not gone out, and of tasks that are open and in time, whose occurrence the
 * rule no longer finds. A rule that cannot read the dossier, or is not among those of the run, says nothing. `asked` takes the
 * rules on which that rests.
 */
export function withdrawnOf(
  customer: Customer,
  ruleOf: ReadonlyMap<string, ReminderRule>,
  { ownerClock, now }: GenerateContext,
  asked: Set<ReminderRule>,
): string[] {
  const memo = createMemo();
  const found: string[] = [];
  for (const { id, ruleId, audience, at, decision } of customer.history.sends.values()) {
    const rule = ruleOf.get(ruleId);
    if (rule === undefined || id.endsWith("@escalated")) continue;
    const life = customer.life.byDecision.get(id);
    // A task that was given to its owner is still open; a message that went out is not.
    if (life?.doneAt !== undefined || (audience === "customer" && life?.deliveredAt !== undefined)) continue;
    // Taken back already; an earlier one of the same id may have been, and this one decided since.
    if (life?.retractedAt !== undefined && life.retractedAt >= Date.parse(decision.decidedAt)) continue;
    const isOpen = audience === "owner" ? now < Date.parse(decision.expiresAt) : at > now;
    if (!isOpen) continue;
    const clock = audience === "owner" ? ownerClock : customer.clock;
    const { closed } = customer.dossier.party;
    const isClosed = closed !== undefined && closed.on <= clock.today;
    asked.add(rule);
    try {
      if (isClosed || !stillHolds(rule, id, decision.dueOn, clock, customer, memo)) found.push(id);
    } catch {
      // What cannot be read is listed where candidates are made; nothing is taken back for it.
    }
  }
  return found;
}
