import type { BusinessCalendar, DayWindow, SendingHours, WallTime, Weekday } from "../calendar/index.ts";
import type { Channel, ContactPurpose, ReminderEvent } from "../model/index.ts";
import type { ReminderLever } from "./rule.ts";

/** A purpose that caps may limit. */
export type CappedPurpose = Exclude<ContactPurpose, "mandatory" | "internal">;

/** A limit on how often one customer is contacted. All caps hold at once. */
export interface ContactCap {
  /** Names the cap in reasons. */
  readonly id: string;
  /** The purposes that it limits and counts. A mandatory message is not limited. */
  readonly purposes: readonly CappedPurpose[];
  /**
   * Whether it counts each channel by itself, all contacts with the customer, or all with the customers of one unit: a
   * household, an account.
   */
  readonly per: "channel" | "customer" | "unit";
  /** The most contacts in any window of that length; 0 allows none. */
  readonly max: number;
  /** The customer's local calendar day, a calendar period, any window of a length, or for ever. */
  readonly window: "local-day" | CalendarWindow | RollingWindow | "lifetime";
  /** Only contacts by these channels; absent: by any. */
  readonly channels?: readonly Channel[] | undefined;
  /** Only contacts with this tag, as they had it when they were sent; absent: whatever their tags. */
  readonly tag?: string | undefined;
}

/** Any span of time of a length, wherever it begins. Two contacts exactly that far apart are not in one. */
export interface RollingWindow {
  /** Its length; 168 is a week. */
  readonly hours: number;
}

/** A calendar day, week from Monday, or month in the customer's zone. */
export interface CalendarWindow {
  /** Which of them. */
  readonly calendar: "day" | "week" | "month";
}

/** Hours that hold for some channels, countries or purposes, besides all others that hold. */
export interface ChannelHours {
  /** Names it in reasons. */
  readonly id: string;
  /** For messages by these channels; absent: by any. */
  readonly channels?: readonly Channel[] | undefined;
  /** For customers in these countries, ISO 3166-1; absent: in any, also where it is not known. */
  readonly countries?: readonly string[] | undefined;
  /** For these purposes; absent: for all, mandatory ones too. */
  readonly purposes?: readonly ContactPurpose[] | undefined;
  /** When a message may go out. */
  readonly hours: SendingHours;
}

/** The share of customers who get nothing, to be compared with. */
export interface HoldoutPolicy {
  /** Names the split; another salt gives another group. */
  readonly salt: string;
  /** How many of 100 buckets are the control group: an integer from 0 to 100. */
  readonly percent: number;
}

/** A longer silence after what came of earlier reminders. */
export interface OutcomeCooldown {
  /** Names it in reasons. */
  readonly id: string;
  /** The outcomes that count. */
  readonly outcomes: readonly NonNullable<ReminderEvent["outcome"]>[];
  /** How many of them. */
  readonly count: number;
  /** Within how many days of 24 hours. */
  readonly withinDays: number;
  /** For how many days the rule, or every rule of its group, is silent after the last of them. */
  readonly silentDays: number;
  /** Whether those of one rule count, and it is silent, or those of a group. */
  readonly per: "rule" | "group";
}

/** How much of the contact with important customers has to be with a human being. */
export interface HumanShare {
  /** The classes of importance that it is for: `["A"]`. */
  readonly classes: readonly string[];
  /** The least share of contacts by a human channel, 0 to 1. */
  readonly minimum: number;
  /** The days of 24 hours before a contact over which it is counted. */
  readonly days: number;
  /** The channels on which a human being speaks. */
  readonly channels: readonly Channel[];
}

/** What the company allows itself: hours, channels, caps. JSON-safe but for business calendars. */
export interface ReminderPolicy {
  /**
   * When a message or task is sent if nothing stands in the way, local time.
   *
   * @defaultValue `"09:00"`
   */
  readonly sendAt: WallTime;
  /**
   * Messages of one moment are spread over so many minutes after it, each by its identity; 0: not at all.
   *
   * @defaultValue `0`
   */
  readonly spreadMinutes?: number | undefined;
  /**
   * When no customer is contacted, half-open, in the customer's local time; it may wrap midnight.
   *
   * @defaultValue `{ start: "21:00", end: "08:00" }`
   */
  readonly quietHours: DayWindow;
  /**
   * Further hours by channel, country and purpose.
   *
   * @defaultValue `[]`
   */
  readonly hours?: readonly ChannelHours[] | undefined;
  /**
   * The days of the week on which owners get tasks; absent: all.
   *
   * @defaultValue `undefined`
   */
  readonly ownerWeekdays?: readonly Weekday[] | undefined;
  /**
   * The company's workdays: owners get tasks on these alone; absent: on all days.
   *
   * @defaultValue `undefined`
   */
  readonly ownerCalendar?: BusinessCalendar | undefined;
  /**
   * The channels for messages, best first. The customer's preferred channel goes before them if it is one of them.
   *
   * @defaultValue `["email", "sms", "phone", "post"]`
   */
  readonly channels: readonly Channel[];
  /**
   * What one contact costs on each channel, in one unit for all. With it, and with the customer's responses, channels
   * after the preferred one are ordered by expected response less cost.
   *
   * @defaultValue `{}`
   */
  readonly channelCosts?: Readonly<Partial<Record<Channel, number>>> | undefined;
  /**
   * What one response is worth in the unit of `channelCosts`.
   *
   * @defaultValue `0`
   */
  readonly responseValue?: number | undefined;
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
  /**
   * The control group; absent: none.
   *
   * @defaultValue `undefined`
   */
  readonly holdout?: HoldoutPolicy | undefined;
  /**
   * Longer silences after what came of earlier reminders.
   *
   * @defaultValue ignored twice within 30 days: the rule is silent for 60 days
   */
  readonly outcomeCooldowns?: readonly OutcomeCooldown[] | undefined;
  /**
   * What is not said to a customer with an open complaint.
   *
   * @defaultValue `["promotional"]`
   */
  readonly pausedByComplaint?: readonly Exclude<ContactPurpose, "mandatory">[] | undefined;
  /**
   * How many months after it was given, confirmed or reviewed a permission is relied on; absent: until it is withdrawn.
   *
   * @defaultValue `undefined`
   */
  readonly permissionMonths?: number | undefined;
  /**
   * Purposes of which one address gets the same reminder once, however many customers of a unit share it.
   *
   * @defaultValue `["promotional"]`
   */
  readonly oncePerAddress?: readonly CappedPurpose[] | undefined;
  /**
   * The least share of human contact with important customers; absent: none.
   *
   * @defaultValue `undefined`
   */
  readonly humanShare?: HumanShare | undefined;
  /**
   * How many questions one contact may carry, its own included.
   *
   * @defaultValue `2`
   */
  readonly questionsPerContact?: number | undefined;
  /**
   * Factors of the score by lever; 1 where none is given.
   *
   * @defaultValue `{}`
   */
  readonly leverWeights?: Readonly<Partial<Record<ReminderLever, number>>> | undefined;
  /**
   * Days that systems write for "not known". An important date of such a year, month and day that was not stated or
   * corrected by a person is set aside and listed under `problems`.
   *
   * @defaultValue `["1900-01-01", "1970-01-01"]`
   */
  readonly falseDates?: readonly string[] | undefined;
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
  outcomeCooldowns: Object.freeze([
    Object.freeze({
      id: "ignored-twice",
      outcomes: Object.freeze(["ignored"] as const),
      count: 2,
      withinDays: 30,
      silentDays: 60,
      per: "rule",
    } as const),
  ]),
  pausedByComplaint: Object.freeze(["promotional"] as const),
  oncePerAddress: Object.freeze(["promotional"] as const),
  questionsPerContact: 2,
  falseDates: Object.freeze(["1900-01-01", "1970-01-01"] as const),
});

/**
 * A preset that promotes less than the default: one promotional message by e-mail and one by SMS in any seven days,
 * whatever else holds.
 *
 * @example
 * ```ts
 * import { weeklyReminderPolicy } from "clientele/reminders";
 *
 * weeklyReminderPolicy.caps.map(({ channels, max }) => [channels?.join(), max]); // => [["email", 1], ["sms", 1]]
 * ```
 */
export const weeklyReminderPolicy: ReminderPolicy = Object.freeze<ReminderPolicy>({
  ...defaultReminderPolicy,
  caps: Object.freeze(
    (["email", "sms"] as const).map((channel) =>
      Object.freeze({
        ...cap(`promotional-${channel}-per-week`, "channel", 1, { hours: 168 }),
        channels: Object.freeze([channel]),
      }),
    ),
  ),
});

function cap(id: string, per: ContactCap["per"], max: number, window: ContactCap["window"]): ContactCap {
  return Object.freeze({ id, purposes: Object.freeze(["promotional"] as const), per, max, window });
}
