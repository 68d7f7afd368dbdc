import { compareCodePoints } from "../ids/index.ts";
import type { Channel, DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { blockers, type Contact, releases } from "./_limits.ts";
import { nextSlot } from "./_local-clock.ts";
import type { ReminderPolicy } from "./policy.ts";
import { sendingHours } from "./slot.ts";

/** Where a candidate finds room among the other contacts with the customer. */
export interface Admission {
  /** The earliest moment at which no limit is exceeded; absent when there is none before it is too late. */
  readonly at?: number | undefined;
  /** The channel on which that is so. */
  readonly channel?: Channel | undefined;
  /** What stood in the way at the first moment asked for. */
  readonly reasons: readonly DecisionReason[];
}

/**
 * Stage 4, the order: mandatory before all others, then by score, the higher first, then by due day, the earlier
 * first, then by rule and by id in code-point order. No two candidates are equal in it.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  const mandatory = Number(b.rule.purpose === "mandatory") - Number(a.rule.purpose === "mandatory");
  if (mandatory !== 0) return mandatory;
  if (a.score !== b.score) return b.score - a.score;
  if (a.occurrence.due !== b.occurrence.due) return a.occurrence.due < b.occurrence.due ? -1 : 1;
  return compareCodePoints(a.rule.id, b.rule.id) || compareCodePoints(a.id, b.id);
}

/**
 * Stage 4, the room: the earliest moment from `slot` on, and the best channel then, at which the contact exceeds no
 * cap in any window and keeps the minimum gap, given the contacts already made or admitted before it in the
 * order. Mandatory messages and owner tasks are neither limited nor counted.
 */
export function admit(
  candidate: Candidate,
  slot: number,
  channels: readonly Channel[],
  contacts: readonly Contact[],
  policy: ReminderPolicy,
): Admission {
  const { rule, clock, expiresAt } = candidate;
  if (rule.audience === "owner") return { at: slot, reasons: [] };
  const blocked = (at: number, channel: Channel): DecisionReason[] =>
    rule.purpose === "mandatory"
      ? []
      : blockers({ at, channel, purpose: rule.purpose }, contacts, policy, clock.zone);

  const free = channels.find((channel) => blocked(slot, channel).length === 0);
  if (free !== undefined) return { at: slot, channel: free, reasons: [] };
  const reasons = distinct(channels.flatMap((channel) => blocked(slot, channel)));

  // A limit lets go at few moments only: when a contact leaves a window or a new day begins.
  const sendAt = rule.sendAt ?? policy.sendAt;
  const hours = sendingHours(candidate, policy);
  const moments = releases(contacts, policy, clock.zone)
    .filter((moment) => moment > slot && moment < expiresAt)
    .map((moment) => nextSlot(moment, clock.zone, sendAt, hours))
    .sort((a, b) => a - b);
  for (const at of new Set(moments)) {
    if (at >= expiresAt) break;
    const channel = channels.find((one) => blocked(at, one).length === 0);
    if (channel !== undefined) return { at, channel, reasons };
  }
  return { reasons };
}

/** The same cap stands in the way once, however many channels it covers. */
function distinct(reasons: readonly DecisionReason[]): DecisionReason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.code}|${reason.by}|${reason.text}`, reason]));
  return [...seen.values()];
}
