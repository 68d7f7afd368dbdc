import { nextAllowedInstant, type SendingHours } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import { reminderOutcomes } from "../model/index.ts";
import type { ContactCap, ReminderPolicy } from "./policy.ts";

const CAPPED = ["service", "care", "promotional"];
const PAUSED = [...CAPPED, "internal"];

type Demand = (holds: boolean, what: string, value: unknown) => void;

/** Refuses a policy that means nothing, before any customer is looked at. */
export function checkPolicy(policy: ReminderPolicy): void {
  const demand: Demand = (holds, what, value) => {
    if (!holds) throw new RangeError(`Cannot decide reminders: ${what}, got ${describeValue(value)}`);
  };
  const atLeast = (name: string, value: number | undefined, least = 0): void =>
    demand(
      value === undefined || (Number.isFinite(value) && value >= least),
      `${name} must be a number not below ${least}`,
      value,
    );
  const among = (name: string, values: readonly string[] | undefined, known: readonly string[]): void => {
    for (const value of values ?? []) {
      demand(
        known.includes(value),
        `${name} must be ${known.slice(0, -1).join(", ")} or ${known.at(-1)}`,
        value,
      );
    }
  };
  demand(
    Number.isFinite(policy.minimumGapHours) && policy.minimumGapHours >= 0,
    "minimumGapHours must be a number not below 0",
    policy.minimumGapHours,
  );
  checkCaps(policy.caps, demand, among);
  const { holdout, humanShare, questionsPerContact } = policy;
  if (holdout !== undefined) {
    const { salt, percent } = holdout;
    demand(typeof salt === "string" && salt !== "", "holdout.salt must be a text", salt);
    demand(
      Number.isSafeInteger(percent) && percent >= 0 && percent <= 100,
      "holdout.percent must be an integer from 0 to 100",
      percent,
    );
  }
  for (const { id, count, withinDays, silentDays, outcomes, per } of policy.outcomeCooldowns ?? []) {
    demand(id !== "", "every outcome cooldown must have an id", id);
    demand(
      Number.isSafeInteger(count) && count > 0,
      `count of outcome cooldown ${id} must be a positive integer`,
      count,
    );
    atLeast(`withinDays of outcome cooldown ${id}`, withinDays);
    atLeast(`silentDays of outcome cooldown ${id}`, silentDays);
    among(`outcomes of outcome cooldown ${id}`, outcomes, reminderOutcomes);
    among(`per of outcome cooldown ${id}`, [per], ["rule", "group"]);
  }
  among("pausedByComplaint", policy.pausedByComplaint, PAUSED);
  among("oncePerAddress", policy.oncePerAddress, CAPPED);
  if (humanShare !== undefined) {
    const { minimum, days } = humanShare;
    demand(minimum >= 0 && minimum <= 1, "humanShare.minimum must be a number from 0 to 1", minimum);
    demand(Number.isFinite(days) && days > 0, "humanShare.days must be a number above 0", days);
  }
  demand(
    questionsPerContact === undefined ||
      (Number.isSafeInteger(questionsPerContact) && questionsPerContact >= 0),
    "questionsPerContact must be a non-negative integer",
    questionsPerContact,
  );
  const { permissionMonths } = policy;
  demand(
    permissionMonths === undefined || (Number.isSafeInteger(permissionMonths) && permissionMonths >= 1),
    "permissionMonths must be an integer of 1 or more",
    permissionMonths,
  );
  atLeast("spreadMinutes", policy.spreadMinutes);
  atLeast("responseValue", policy.responseValue);
  for (const [channel, cost] of Object.entries(policy.channelCosts ?? {})) {
    atLeast(`channelCosts.${channel}`, cost);
  }
  for (const [lever, weight] of Object.entries(policy.leverWeights ?? {})) {
    atLeast(`leverWeights.${lever}`, weight);
  }
  checkHours(policy);
}

function checkCaps(
  caps: readonly ContactCap[],
  demand: Demand,
  among: (name: string, values: readonly string[], known: readonly string[]) => void,
): void {
  const ids = new Set<string>();
  for (const { id, purposes, max, window, per } of caps) {
    demand(id !== "" && !ids.has(id), "every cap must have an id of its own", id);
    ids.add(id);
    demand(Number.isSafeInteger(max) && max >= 0, `max of cap ${id} must be a non-negative integer`, max);
    const known =
      window === "local-day" ||
      window === "lifetime" ||
      ("calendar" in window
        ? ["day", "week", "month"].includes(window.calendar)
        : Number.isFinite(window.hours) && window.hours > 0);
    demand(
      known,
      `window of cap ${id} must be "local-day" or a number of hours above 0`,
      typeof window === "object" && "hours" in window ? window.hours : window,
    );
    among(`purposes of cap ${id}`, purposes, CAPPED);
    among(`per of cap ${id}`, [per], ["channel", "customer", "unit"]);
  }
}

/** The calendar refuses malformed times and hours or weekdays that leave no moment. */
function checkHours(policy: ReminderPolicy): void {
  const check = (hours: SendingHours): void => void nextAllowedInstant(0, "UTC", hours);
  check({ quiet: policy.quietHours });
  check({ weekdays: policy.ownerWeekdays });
  check({ quiet: { start: policy.sendAt, end: policy.sendAt } });
  for (const {
    hours: { calendar: _, ...hours },
  } of policy.hours ?? [])
    check(hours);
}
