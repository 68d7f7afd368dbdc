import { wallClockAt } from "../calendar/index.ts";
import type { Channel, DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { blockOf, type HoursOf, type HoursPlan, nextAllowed } from "./_hours.ts";
import { instantText, nextSlot, preferredOn, startOn } from "./_local-clock.ts";
import { stableHash } from "./_stable-hash.ts";
import type { ReminderPolicy } from "./policy.ts";

/** Where a candidate stands in time. */
export interface Slot {
  /** The earliest moment at which it could be sent, epoch milliseconds; Infinity when there is none. */
  readonly at: number;
  /** Why that is later than its preferred time. */
  readonly reasons: readonly DecisionReason[];
}

/** What slotting reads. */
export interface SlotContext {
  /** Preferred time and spread. */
  readonly policy: ReminderPolicy;
  /** The moment of the run. */
  readonly now: number;
  /** The hours by channel. */
  readonly hoursOf: HoursOf;
  /** The moment within the run at which what stands in the way of a candidate ends. */
  readonly notBefore?: number | undefined;
}

/**
 * Stage 3: the earliest moment, not before the run, at which a candidate could be sent by a channel if it were alone:
 * its due moment, or else its due day, or the day of the run when that is past; not before a snooze or a cooldown ends;
 * the preferred time of that day; the next moment that all hours allow (for owner tasks: weekday and workday). On a later day it is
 * again not before the preferred time. A preferred time within the quiet hours is no preference.
 */
export function findSlot(candidate: Candidate, channel: Channel | undefined, context: SlotContext): Slot {
  const { clock, occurrence, rule, customer, dueAt } = candidate;
  const { policy, now, notBefore = now } = context;
  const plan = context.hoursOf(rule, channel, customer.dossier.country);
  const snoozed = customer.life.byDecision.get(candidate.id)?.snoozedUntil ?? 0;
  const earliest = Math.max(now, notBefore, snoozed);
  if (dueAt !== undefined) {
    const from = Math.max(earliest, dueAt);
    const at = nextAllowed(from, clock.zone, plan);
    return at === from ? { at, reasons: [] } : { at, reasons: [waitReason(plan, from, at, clock.zone)] };
  }
  const from = occurrence.due > clock.today ? Math.max(earliest, startOn(occurrence.due, clock)) : earliest;
  const sendAt = preferredTime(candidate, policy);
  const at = spread(candidate, nextSlot(from, clock, sendAt, plan), plan, policy);
  if (at === from) return { at, reasons: NO_REASONS };
  if (!Number.isFinite(at)) return { at, reasons: [waitReason(plan, from, at, clock.zone)] };
  const day = from === now ? clock.today : wallClockAt(from, clock.zone).date;
  const late = at - preferredOn(day, sendAt, clock);
  if (late >= 0 && late <= (policy.spreadMinutes ?? 0) * 60_000) return { at, reasons: NO_REASONS };
  return { at, reasons: [waitReason(plan, from, at, clock.zone)] };
}

const NO_REASONS: readonly DecisionReason[] = [];

/** The earliest moment from another on at which the hours of a channel allow the candidate. */
export function slotFrom(
  candidate: Candidate,
  channel: Channel | undefined,
  from: number,
  { policy, hoursOf }: SlotContext,
): number {
  const { clock, rule, customer, dueAt } = candidate;
  const plan = hoursOf(rule, channel, customer.dossier.country);
  if (dueAt !== undefined) return nextAllowed(from, clock.zone, plan);
  return nextSlot(from, clock, preferredTime(candidate, policy), plan);
}

function preferredTime({ occurrence, rule }: Candidate, policy: ReminderPolicy) {
  return occurrence.sendAt ?? rule.sendAt ?? policy.sendAt;
}

/** What makes a moment wait until another. */
function waitReason(plan: HoursPlan, from: number, at: number, zone: string): DecisionReason {
  const { code, text } = blockOf(plan, from, zone);
  return Number.isFinite(at)
    ? { code, text, until: instantText(at) }
    : { code, text, needs: { what: "policy", of: "hours" } };
}

/** Some minutes later by the identity of the candidate, where that is still allowed and in time. */
function spread(
  candidate: Candidate,
  slot: number,
  plan: HoursPlan,
  { spreadMinutes = 0 }: ReminderPolicy,
): number {
  if (spreadMinutes === 0 || !Number.isFinite(slot)) return slot;
  const later = slot + (stableHash(candidate.id) % Math.round(spreadMinutes * 60_000));
  const { clock, expiresAt } = candidate;
  if (later >= expiresAt || later >= Math.max(clock.runEnd, slot + 1)) return slot;
  return nextAllowed(later, clock.zone, plan) === later ? later : slot;
}
