import { addDays, wallClockAt } from "../calendar/index.ts";
import type { Channel, ContactPurpose, DecisionReason } from "../model/index.ts";
import { instantText, startOfDay } from "./_local-clock.ts";
import type { ContactCap, ReminderPolicy } from "./policy.ts";

const HOUR = 3_600_000;

/** A message that the customer got or is to get. */
export interface Contact {
  readonly id: string;
  readonly at: number;
  readonly channel: Channel | undefined;
  readonly purpose: ContactPurpose;
}

type Wish = Omit<Contact, "id">;

/** The limits that a contact would exceed, each with the moment at which it alone would let go. */
export function blockers(
  wish: Wish,
  contacts: readonly Contact[],
  policy: ReminderPolicy,
  zone: string,
): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const cap of policy.caps) {
    const counted = countedBy(cap, wish, contacts);
    if (counted === undefined || !exceeds(cap, wish.at, counted, zone)) continue;
    const by = cap.per === "channel" ? ` by ${wish.channel}` : "";
    const window = cap.window === "local-day" ? "day" : `${cap.window.hours} hours`;
    const free = capReleases(cap, counted, zone)
      .filter((moment) => moment > wish.at && !exceeds(cap, moment, counted, zone))
      .sort((a, b) => a - b)[0];
    reasons.push({
      code: "cap",
      text: `At most ${cap.max} ${cap.purposes.join(" or ")} per ${window}${by}.`,
      by: cap.id,
      ...(free === undefined ? {} : { until: instantText(free) }),
    });
  }
  const near = wish.purpose === "promotional" ? tooNear(wish.at, contacts, policy) : [];
  if (near.length > 0) {
    const gap = policy.minimumGapHours * HOUR;
    const free = contacts
      .map((contact) => contact.at + gap)
      .filter((moment) => moment > wish.at && tooNear(moment, contacts, policy).length === 0)
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

/** The moments at which some limit may let go of a later contact. */
export function releases(contacts: readonly Contact[], policy: ReminderPolicy, zone: string): number[] {
  const moments = policy.caps.flatMap((cap) => capReleases(cap, contacts, zone));
  return [...moments, ...contacts.map((contact) => contact.at + policy.minimumGapHours * HOUR)];
}

function capReleases(cap: ContactCap, contacts: readonly Contact[], zone: string): number[] {
  const { window } = cap;
  return contacts.map(({ at }) =>
    window === "local-day"
      ? startOfDay(addDays(wallClockAt(at, zone).date, 1), zone)
      : at + window.hours * HOUR,
  );
}

/** The contacts that count towards a cap; undefined when the cap does not limit the wish. */
function countedBy(
  cap: ContactCap,
  wish: Wish,
  contacts: readonly Contact[],
): readonly Contact[] | undefined {
  const covers = (purpose: ContactPurpose): boolean => (cap.purposes as readonly string[]).includes(purpose);
  if (!covers(wish.purpose)) return undefined;
  return contacts.filter(
    (contact) => covers(contact.purpose) && (cap.per === "customer" || contact.channel === wish.channel),
  );
}

/** Whether one more contact would put more than `max` into some window that holds it. */
function exceeds(cap: ContactCap, at: number, counted: readonly Contact[], zone: string): boolean {
  const { max, window } = cap;
  if (counted.length < max) return false;
  if (window === "local-day") {
    const { date } = wallClockAt(at, zone);
    return counted.filter((contact) => wallClockAt(contact.at, zone).date === date).length >= max;
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

function tooNear(at: number, contacts: readonly Contact[], policy: ReminderPolicy): Contact[] {
  const gap = policy.minimumGapHours * HOUR;
  return contacts.filter((contact) => contact.purpose === "promotional" && Math.abs(contact.at - at) < gap);
}
