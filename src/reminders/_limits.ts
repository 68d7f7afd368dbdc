import { addDays, type PlainDate, periodContaining, wallClockAt } from "../calendar/index.ts";
import type { Channel, ContactPurpose, DecisionReason } from "../model/index.ts";
import { instantText, startOfDay } from "./_local-clock.ts";
import type { ContactCap, ReminderPolicy } from "./policy.ts";

const HOUR = 3_600_000;

/** A message that a customer of the unit got or is to get. */
export interface Contact {
  readonly id: string;
  /** Messages with the same are one contact: a digest, or one message over several channels. */
  readonly contactId: string;
  readonly subjectId: string;
  readonly at: number;
  readonly channel: Channel | undefined;
  readonly purpose: ContactPurpose;
  readonly tags: readonly string[];
  /** False: it counts towards no cap; true: towards each that fits, whatever its purpose. */
  readonly counted: boolean | undefined;
}

/** A message that is to go out. */
export type Wish = Omit<Contact, "id" | "counted">;

/** The caps and the gap that a contact would exceed, each with the moment at which it alone would let go. */
export function blockers(
  wish: Wish,
  contacts: readonly Contact[],
  policy: ReminderPolicy,
  zone: string,
): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const cap of policy.caps) {
    // There cannot be as many that count.
    if (contacts.length < cap.max) continue;
    const counted = countedBy(cap, wish, contacts);
    if (counted === undefined || !exceeds(cap, wish.at, counted, zone)) continue;
    const free = [...new Set(capReleases(cap, counted, zone))]
      .filter((moment) => moment > wish.at && !exceeds(cap, moment, counted, zone))
      .sort((a, b) => a - b)[0];
    reasons.push({
      code: "cap",
      text: textOf(cap, wish),
      by: cap.id,
      ...(free === undefined ? { needs: { what: "policy", of: cap.id } } : { until: instantText(free) }),
    });
  }
  const near = contacts.length > 0 && wish.purpose === "promotional" ? tooNear(wish, contacts, policy) : [];
  if (near.length > 0) {
    const gap = policy.minimumGapHours * HOUR;
    const free = [...new Set(contacts.map((contact) => contact.at + gap))]
      .filter((moment) => moment > wish.at && tooNear({ ...wish, at: moment }, contacts, policy).length === 0)
      .sort((a, b) => a - b)[0];
    reasons.push({
      code: "minimum-gap",
      text: `Less than ${policy.minimumGapHours} hours from another promotional message.`,
      by: near.map((contact) => contact.id).sort()[0],
      ...(free === undefined ? {} : { until: instantText(free) }),
    });
  }
  return reasons;
}

/** The contacts with one customer, one by each channel of what goes out together. */
export function oncePerContact(contacts: readonly Contact[], subjectId: string): readonly Contact[] {
  const seen = new Set<string>();
  return contacts.filter(({ contactId, channel, subjectId: whose }) => {
    const key = `${channel}|${contactId}`;
    if (whose !== subjectId || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The moments at which some limit may let go of a later contact. */
export function releases(contacts: readonly Contact[], policy: ReminderPolicy, zone: string): number[] {
  const moments = new Set(policy.caps.flatMap((cap) => capReleases(cap, contacts, zone)));
  for (const { at } of contacts) moments.add(at + policy.minimumGapHours * HOUR);
  return [...moments];
}

/** The contacts that can limit one with a customer: the customer's, or all of the unit where a cap counts them. */
export function contactsInSight(
  contacts: readonly Contact[],
  subjectId: string,
  { caps }: ReminderPolicy,
): readonly Contact[] {
  if (contacts.every((contact) => contact.subjectId === subjectId)) return contacts;
  if (caps.some(({ per }) => per === "unit")) return contacts;
  return contacts.filter((contact) => contact.subjectId === subjectId);
}

function textOf(cap: ContactCap, wish: Wish): string {
  const { window } = cap;
  const span =
    window === "local-day"
      ? " per day"
      : window === "lifetime"
        ? " ever"
        : "calendar" in window
          ? ` per ${window.calendar}`
          : ` per ${window.hours} hours`;
  const tag = cap.tag === undefined ? "" : ` with tag ${cap.tag}`;
  const by = cap.per === "channel" ? ` by ${wish.channel}` : cap.per === "unit" ? " in the whole unit" : "";
  return `At most ${cap.max} ${cap.purposes.join(" or ")}${tag}${span}${by}.`;
}

function capReleases(cap: ContactCap, contacts: readonly Contact[], zone: string): number[] {
  const { window } = cap;
  if (window === "lifetime") return [];
  if (typeof window === "object" && "hours" in window) {
    return contacts.map(({ at }) => at + window.hours * HOUR);
  }
  const days = new Set(contacts.map(({ at }) => wallClockAt(at, zone).date));
  return [...days].map((day) => startOfDay(periodOf(window, day).to, zone));
}

/** The calendar period of a cap that holds a day. */
function periodOf(
  window: Exclude<ContactCap["window"], "lifetime" | { readonly hours: number }>,
  date: PlainDate,
): { readonly from: PlainDate; readonly to: PlainDate } {
  if (window === "local-day" || window.calendar === "day") return { from: date, to: addDays(date, 1) };
  return periodContaining(date, window.calendar);
}

/**
 * The contacts that count towards a cap, one of each that goes out as several messages; undefined when the cap does
 * not limit the wish.
 */
function countedBy(
  cap: ContactCap,
  wish: Wish,
  contacts: readonly Contact[],
): readonly Contact[] | undefined {
  const purposes: readonly string[] = cap.purposes;
  if (!purposes.includes(wish.purpose)) return undefined;
  if (cap.tag !== undefined && !wish.tags.includes(cap.tag)) return undefined;
  if (cap.channels !== undefined && (wish.channel === undefined || !cap.channels.includes(wish.channel))) {
    return undefined;
  }
  const seen = new Set([wish.contactId]);
  return contacts.filter((contact) => {
    if (contact.counted === false || seen.has(contact.contactId)) return false;
    if (contact.counted !== true && !purposes.includes(contact.purpose)) return false;
    if (cap.per !== "unit" && contact.subjectId !== wish.subjectId) return false;
    if (cap.per === "channel" && contact.channel !== wish.channel) return false;
    if (cap.tag !== undefined && !contact.tags.includes(cap.tag)) return false;
    if (
      cap.channels !== undefined &&
      (contact.channel === undefined || !cap.channels.includes(contact.channel))
    )
      return false;
    seen.add(contact.contactId);
    return true;
  });
}

/** Whether one more contact would put more than `max` into some window that holds it. */
function exceeds(cap: ContactCap, at: number, counted: readonly Contact[], zone: string): boolean {
  const { max, window } = cap;
  if (counted.length < max) return false;
  if (window === "lifetime") return true;
  if (window === "local-day" || "calendar" in window) {
    const { from, to } = periodOf(window, wallClockAt(at, zone).date);
    const within = counted.filter((contact) => {
      const { date } = wallClockAt(contact.at, zone);
      return date >= from && date < to;
    });
    return within.length >= max;
  }
  // max + 1 consecutive contacts within less than the window, the new one among them.
  const length = window.hours * HOUR;
  const near = counted.map((contact) => contact.at).filter((other) => Math.abs(other - at) < length);
  if (near.length < max) return false;
  const times = [...near, at].sort((a, b) => a - b);
  return times.some((time, i) => {
    const last = times[i + max];
    return last !== undefined && last - time < length && time <= at && at <= last;
  });
}

function tooNear(wish: Wish, contacts: readonly Contact[], policy: ReminderPolicy): Contact[] {
  const gap = policy.minimumGapHours * HOUR;
  return contacts.filter(
    (contact) =>
      contact.purpose === "promotional" &&
      contact.counted !== false &&
      contact.subjectId === wish.subjectId &&
      contact.contactId !== wish.contactId &&
      Math.abs(contact.at - wish.at) < gap,
  );
}
