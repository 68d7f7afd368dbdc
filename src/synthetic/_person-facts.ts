import { dateOfDay, lunarDateOf, type PlainDate } from "../calendar/index.ts";
import type { Channel, Consent, ImportantDate, Interaction, Party, Person } from "../model/index.ts";
import { bernoulli, poisson, type Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import { drawPersonName, pick } from "./_names.ts";
import type { Occasion } from "./_occasions.ts";

const CONTACT_CHANNELS: readonly Channel[] = ["email", "email", "email", "phone", "sms", "sms", "post"];
const TOPICS = ["delivery", "question about a product", "complaint", "invoice", "advice", "thanks"] as const;

/** The days in which something can be known of a customer: `[from, to)`. */
export interface KnownSpan {
  readonly from: number;
  readonly to: number;
}

/** A member of staff who looks after customers. */
export function drawOwner(random: Random): string {
  return `staff-${1 + Math.floor(8 * random.next())}`;
}

/** Zone and script of a name: mostly London, some Taipei, some New York. */
export function drawPlace(random: Random): { readonly timeZone: string; readonly han: boolean } {
  const u = random.next();
  if (u < 0.1) return { timeZone: "Asia/Taipei", han: true };
  if (u < 0.18) return { timeZone: "America/New_York", han: false };
  return { timeZone: "Europe/London", han: random.next() < 0.06 };
}

/** The person behind a customer number. */
export function describePerson(
  random: Random,
  id: string,
  life: CustomerLife,
  today: number,
  appointed: boolean,
): Person {
  const place = drawPlace(random);
  const name = drawPersonName(random, place.han);
  const preferredChannel = pick(random, CONTACT_CHANNELS);
  const ownerId = drawOwner(random);
  const [hasOwner, isDeceased] = [bernoulli(random, 0.05), bernoulli(random, 0.02)];
  // Long enough after the last order for its returns to have come back.
  const closedOn = Math.floor(life.leavesAt) + 60;
  return Object.freeze<Person>({
    kind: "person",
    schemaVersion: 1,
    id,
    name,
    timeZone: appointed ? "Europe/London" : place.timeZone,
    since: dateOfDay(Math.floor(life.acquiredAt)),
    ...(hasOwner ? { ownerId } : {}),
    ...(isDeceased && !appointed && closedOn < today
      ? { closed: Object.freeze({ reason: "deceased" as const, on: dateOfDay(closedOn) }) }
      : {}),
    preferredChannel: appointed ? "email" : preferredChannel,
  });
}

/** Birthday (of most people, and of whoever is appointed to have it today) and wedding day. */
export function drawImportantDates(
  random: Random,
  party: Person,
  span: KnownSpan,
  today: PlainDate,
  occasion: Occasion | undefined,
): ImportantDate[] {
  const { from, to } = span;
  const observedOn = dateOfDay(from + Math.floor(random.next() * (to - from)));
  const bornOn = dateOfDay(to - Math.floor(365.25 * (18 + 62 * random.next())));
  const [isKnown, isYearKnown, isMarried] = [
    bernoulli(random, 0.6),
    bernoulli(random, 0.65),
    bernoulli(random, 0.1),
  ];
  const weddingOn = dateOfDay(to - Math.floor(365.25 * (1 + 30 * random.next())));
  const lunarCustom = random.next() < (party.timeZone === "Asia/Taipei" ? 0.5 : 0.03);
  const source = Object.freeze({ method: "stated" as const, channel: "web" as const, observedOn });
  const record = (kind: "birthday" | "wedding", date: ImportantDate["date"]): ImportantDate =>
    Object.freeze({
      schemaVersion: 1 as const,
      id: `${party.id}-${kind}`,
      partyId: party.id,
      kind,
      date,
      source,
    });

  const dates: ImportantDate[] = [];
  if (occasion?.birthday !== undefined) {
    const calendar = occasion.birthday;
    dates.push(record("birthday", dayOfYear(today, calendar, false)));
  } else if (isKnown) {
    dates.push(record("birthday", dayOfYear(bornOn, lunarCustom ? "chinese" : "gregorian", isYearKnown)));
  }
  if (isMarried) dates.push(record("wedding", dayOfYear(weddingOn, "gregorian", true)));
  return dates;
}

/** A date as people tell it: in one calendar or the other, with the year or without. */
function dayOfYear(
  date: PlainDate,
  calendar: "gregorian" | "chinese",
  withYear: boolean,
): ImportantDate["date"] {
  if (calendar === "chinese") {
    const { year, month, day, leapMonth } = lunarDateOf(date);
    return Object.freeze({
      calendar,
      ...(withYear ? { year } : {}),
      month,
      day,
      ...(leapMonth ? { leapMonth } : {}),
    });
  }
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  return Object.freeze({ calendar, ...(withYear ? { year } : {}), month, day });
}

/** Consents on the preferred channel; an appointed customer has granted everything. */
export function drawConsents(random: Random, party: Party, span: KnownSpan, appointed: boolean): Consent[] {
  const { from, to } = span;
  const channel = party.preferredChannel ?? "email";
  const consents: Consent[] = [];
  for (const [purpose, share] of [
    ["service", 0.97],
    ["care", 0.92],
    ["promotional", 0.65],
  ] as const) {
    const [grants, withdraws] = [bernoulli(random, share), bernoulli(random, 0.06)];
    const withdrawnOn = from + 1 + Math.floor(random.next() * (to - from - 1));
    const add = (status: Consent["status"], day: number): void => {
      consents.push(
        Object.freeze({
          schemaVersion: 1 as const,
          id: `${party.id}-${purpose}-${status}`,
          partyId: party.id,
          purpose,
          channel,
          status,
          effectiveFrom: dateOfDay(day),
        }),
      );
    };
    const granted = grants || appointed;
    add(granted ? "granted" : "withdrawn", from);
    if (granted && withdraws && !appointed && withdrawnOn < to) add("withdrawn", withdrawnOn);
  }
  return consents;
}

/** A few contacts with a person. */
export function drawInteractions(random: Random, party: Person, span: KnownSpan): Interaction[] {
  const { from, to } = span;
  const count = poisson(random, 0.35);
  return Array.from({ length: count }, (_, i) => {
    const day = from + Math.floor(random.next() * (to - from));
    const [inbound, twoWay] = [bernoulli(random, 0.6), bernoulli(random, 0.55)];
    return Object.freeze({
      schemaVersion: 1 as const,
      id: `${party.id}-contact-${i + 1}`,
      partyId: party.id,
      occurredAt: workingHour(random, day),
      channel: pick(random, ["email", "phone", "chat", "store"] as const),
      direction: inbound ? ("inbound" as const) : ("outbound" as const),
      twoWay,
      topic: pick(random, TOPICS),
    });
  });
}

/** A moment between 09:00 and 17:00 UTC. */
export function workingHour(random: Random, day: number): string {
  const minute = 9 * 60 + Math.floor(8 * 60 * random.next());
  const two = (x: number): string => String(x).padStart(2, "0");
  return `${dateOfDay(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00Z`;
}
