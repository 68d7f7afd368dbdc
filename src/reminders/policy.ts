import { type DayWindow, nextAllowedInstant, type WallTime, type Weekday } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import type { Channel, ContactPurpose } from "../model/index.ts";

/** A limit on how often one customer is contacted. All caps hold at once. */
export interface ContactCap {
  /** Names the cap in reasons. */
  readonly id: string;
  /** The purposes that it limits and counts. A mandatory message is neither limited nor counted. */
  readonly purposes: readonly Exclude<ContactPurpose, "mandatory" | "internal">[];
  /** Whether it counts each channel by itself or all contacts with the customer. */
  readonly per: "channel" | "customer";
  /** The most contacts in any window of that length; 0 allows none. */
  readonly max: number;
  /** The customer's local calendar day, or any window of a length. */
  readonly window: "local-day" | RollingWindow;
}

/** Any span of time of a length, wherever it begins. Two contacts exactly that far apart are not in one. */
export interface RollingWindow {
  /** Its length; 168 is a week. */
  readonly hours: number;
}

/** What the company allows itself: hours, channels, caps. JSON-safe. */
export interface ReminderPolicy {
  /**
   * When a message or task is sent if nothing stands in the way, local time.
   *
   * @defaultValue `"09:00"`
   */
  readonly sendAt: WallTime;
  /**
   * When no customer is contacted, half-open, in the customer's local time; it may wrap midnight.
   *
   * @defaultValue `{ start: "21:00", end: "08:00" }`
   */
  readonly quietHours: DayWindow;
  /**
   * The days of the week on which owners get tasks; absent: all.
   *
   * @defaultValue `undefined`
   */
  readonly ownerWeekdays?: readonly Weekday[] | undefined;
  /**
   * The channels for messages, best first. The customer's preferred channel goes before them if it is one of them.
   *
   * @defaultValue `["email", "sms", "phone", "post"]`
   */
  readonly channels: readonly Channel[];
  /**
   * The limits.
   *
   * @defaultValue promotional: 1 per local day and 2 per 7 days on each channel, 3 per 7 days in all
   */
  readonly caps: readonly ContactCap[];
  /**
   * Hours between two promotional contacts on whatever channels.
   *
   * @defaultValue `4`
   */
  readonly minimumGapHours: number;
}

/**
 * The policy of a run that names none. Give `{ ...defaultReminderPolicy, … }` to change a part of it.
 *
 * @example
 * ```ts
 * import { defaultReminderPolicy, type ReminderPolicy } from "clientele/reminders";
 *
 * const quieter: ReminderPolicy = {
 *   ...defaultReminderPolicy,
 *   caps: [
 *     ...defaultReminderPolicy.caps,
 *     { id: "service-per-week", purposes: ["service"], per: "customer", max: 1, window: { hours: 168 } },
 *   ],
 * };
 * quieter.caps.map((cap) => cap.id); // => ["promotional-per-channel-day", "promotional-per-channel-week", "promotional-per-week", "service-per-week"]
 * quieter.quietHours; // => { start: "21:00", end: "08:00" }
 * ```
 */
export const defaultReminderPolicy: ReminderPolicy = Object.freeze<ReminderPolicy>({
  sendAt: "09:00",
  quietHours: Object.freeze({ start: "21:00", end: "08:00" } as const),
  channels: Object.freeze(["email", "sms", "phone", "post"] as const),
  caps: Object.freeze([
    cap("promotional-per-channel-day", "channel", 1, "local-day"),
    cap("promotional-per-channel-week", "channel", 2, { hours: 168 }),
    cap("promotional-per-week", "customer", 3, { hours: 168 }),
  ]),
  minimumGapHours: 4,
});

function cap(id: string, per: ContactCap["per"], max: number, window: ContactCap["window"]): ContactCap {
  return Object.freeze({ id, purposes: Object.freeze(["promotional"] as const), per, max, window });
}

/** Refuses a policy that means nothing, before any customer is looked at. */
export function checkPolicy(policy: ReminderPolicy): void {
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new RangeError(`Cannot decide reminders: ${what}, got ${describeValue(value)}`);
  };
  demand(
    Number.isFinite(policy.minimumGapHours) && policy.minimumGapHours >= 0,
    "minimumGapHours must be a number not below 0",
    policy.minimumGapHours,
  );
  const ids = new Set<string>();
  for (const { id, purposes, max, window } of policy.caps) {
    demand(id !== "" && !ids.has(id), "every cap must have an id of its own", id);
    ids.add(id);
    demand(Number.isSafeInteger(max) && max >= 0, `max of cap ${id} must be a non-negative integer`, max);
    demand(
      window === "local-day" || (Number.isFinite(window.hours) && window.hours > 0),
      `window of cap ${id} must be "local-day" or a number of hours above 0`,
      window === "local-day" ? window : window.hours,
    );
    for (const purpose of purposes) {
      demand(
        ["service", "care", "promotional"].includes(purpose),
        `purposes of cap ${id} must be service, care or promotional`,
        purpose,
      );
    }
  }
  // The calendar refuses malformed times and hours or weekdays that leave no moment.
  nextAllowedInstant(0, "UTC", { quiet: policy.quietHours });
  nextAllowedInstant(0, "UTC", { weekdays: policy.ownerWeekdays });
  nextAllowedInstant(0, "UTC", { quiet: { start: policy.sendAt, end: policy.sendAt } });
}
