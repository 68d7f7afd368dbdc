import { instantOf, type SendingHours, wallClockAt } from "../calendar/index.ts";
import type { DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { instantText, nextSlot, startOfDay } from "./_local-clock.ts";
import type { ReminderPolicy } from "./policy.ts";

/** Where a candidate stands in time. */
export interface Slot {
  /** The earliest moment at which it could be sent, epoch milliseconds. */
  readonly at: number;
  /** Why that is later than its preferred time. */
  readonly reasons: readonly DecisionReason[];
}

/**
 * Stage 3: the earliest moment, not before the run, at which a candidate could be sent if it were alone: its
 * due day, or the day of the run when that is past; the preferred time of that day; the next moment outside the
 * quiet hours (for owner tasks: on an allowed weekday). On a later day it is again not before the preferred time. A
 * preferred time within the quiet hours is no preference.
 */
export function findSlot(candidate: Candidate, policy: ReminderPolicy, now: number): Slot {
  const { clock, occurrence, rule } = candidate;
  const sendAt = rule.sendAt ?? policy.sendAt;
  const from = occurrence.due > clock.today ? Math.max(now, startOfDay(occurrence.due, clock.zone)) : now;
  const at = nextSlot(from, clock.zone, sendAt, sendingHours(candidate, policy));
  const preferred = instantOf(wallClockAt(from, clock.zone).date, sendAt, clock.zone);
  if (at === from || at === preferred) return { at, reasons: [] };
  const text =
    rule.audience === "owner"
      ? "Tasks wait for the next weekday on which owners get any."
      : `Quiet hours from ${policy.quietHours.start} to ${policy.quietHours.end}.`;
  return { at, reasons: [{ code: "quiet-hours", text, until: instantText(at) }] };
}

/** When whoever gets the candidate may be reached. */
export function sendingHours({ rule }: Candidate, policy: ReminderPolicy): SendingHours {
  return rule.audience === "owner" ? { weekdays: policy.ownerWeekdays } : { quiet: policy.quietHours };
}
