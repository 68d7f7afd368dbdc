import { isAllowedInstant, nextAllowedInstant, type SendingHours } from "../calendar/index.ts";
import type { Channel, DecisionReason } from "../model/index.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** All hours that hold for a message at once; the number names the plan within a run. */
export interface HoursPlan {
  readonly number: number;
  readonly all: readonly SendingHours[];
  /** What to say when they make a message or task wait: the first of the blocks that holds, or else the last. */
  readonly blocks: readonly Block[];
}

/** Hours that may be what a moment waits for. */
interface Block extends Pick<DecisionReason, "code" | "text"> {
  readonly hours: SendingHours;
}

/** A wait longer than this, in milliseconds, means that the hours exclude one another. */
const LONGEST_WAIT = 400 * 86_400_000;

/** Finds the hours for a rule, channel and country; each combination once per run. */
export type HoursOf = (
  rule: ReminderRule,
  channel: Channel | undefined,
  country: string | undefined,
) => HoursPlan;

/** Reads the hours of a policy. */
export function createHours(policy: ReminderPolicy): HoursOf {
  const plans = new Map<string, HoursPlan>();
  return (rule, channel, country) => {
    const own = rule.hours === undefined ? "" : rule.id;
    const key = `${rule.audience}|${rule.purpose}|${channel}|${country}|${own}`;
    let plan = plans.get(key);
    if (plan === undefined) {
      plan = planOf(policy, rule, channel, country, plans.size);
      plans.set(key, plan);
    }
    return plan;
  };
}

function planOf(
  policy: ReminderPolicy,
  rule: ReminderRule,
  channel: Channel | undefined,
  country: string | undefined,
  number: number,
): HoursPlan {
  const own = rule.hours === undefined ? [] : [rule.hours];
  if (rule.audience === "owner") {
    const { ownerWeekdays: weekdays, ownerCalendar: calendar } = policy;
    const blocks: Block[] = [
      {
        code: "owner-weekday",
        text: "Tasks wait for the next weekday on which owners get any.",
        hours: { weekdays },
      },
      { code: "closed-day", text: "Tasks wait for the next workday.", hours: { calendar } },
      ...own.map(
        (hours): Block => ({ code: "quiet-hours", text: "Tasks wait for the rule's hours.", hours }),
      ),
    ];
    return { number, all: [{ weekdays, calendar }, ...own], blocks };
  }
  const further = (policy.hours ?? []).filter(
    ({ channels, countries, purposes }) =>
      (channels === undefined || (channel !== undefined && channels.includes(channel))) &&
      (countries === undefined || (country !== undefined && countries.includes(country))) &&
      (purposes === undefined || purposes.includes(rule.purpose)),
  );
  const names = further.map(({ id }) => id).join(", ");
  const { start, end } = policy.quietHours;
  return {
    number,
    all: [{ quiet: policy.quietHours }, ...further.map(({ hours }) => hours), ...own],
    blocks: [
      {
        code: "quiet-hours",
        text: `Quiet hours from ${start} to ${end}${names === "" ? "" : `, or the hours of ${names}`}.`,
        hours: {},
      },
    ],
  };
}

/** What stands in the way of a moment. */
export function blockOf({ blocks }: HoursPlan, moment: number, zone: string): Block {
  return blocks.find(({ hours }) => !isAllowedInstant(moment, zone, hours)) ?? blocks.at(-1)!;
}

/** The earliest instant, not before `from`, that all hours allow; Infinity when they never do together. */
export function nextAllowed(from: number, zone: string, { all }: HoursPlan): number {
  let at = from;
  for (;;) {
    const before = at;
    for (const hours of all) at = nextAllowedInstant(at, zone, hours);
    if (at === before) return at;
    if (at - from > LONGEST_WAIT) return Number.POSITIVE_INFINITY;
  }
}
