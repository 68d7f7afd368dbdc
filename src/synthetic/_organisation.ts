import { dateOfDay } from "../calendar/index.ts";
import type {
  Affiliation,
  Channel,
  ContactPoint,
  ImportantDate,
  Interaction,
  Organisation,
  Person,
} from "../model/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import { drawCompanyName, drawPersonName, pick } from "./_names.ts";
import { drawOwner, drawPlace, type KnownSpan, workingHour } from "./_person-facts.ts";
import type { BuyingProcess } from "./buying-process.ts";

const INDUSTRIES = ["hospitality", "retail", "health", "crafts", "logistics", "education"] as const;
const CONTACT_PLACES = [
  { title: "Office manager", level: "operational", function: "user" },
  { title: "Head of purchasing", level: "managerial", function: "finance" },
  { title: "Managing director", level: "decision", function: "finance" },
  { title: "Facilities engineer", level: "operational", function: "technical" },
] as const;

/** How many contacts are known, by turns: three of five organisations have fewer than three. */
const CONTACTS = [2, 3, 1, 4, 2] as const;

/**
 * Days since the account owner last spoke with somebody, by turns: around the usual limits of 30, 60, 90 and 180
 * days on either side.
 */
const LAST_CONTACT = [3, 30, 60, 14, 90, 31, 180, 61, 21, 120, 181, 45, 91, 240, 7] as const;

/** Organisations order more often, more at a time, from fewer categories, and stay longer. */
export function organisationProcess(process: BuyingProcess): BuyingProcess {
  return Object.freeze({
    ...process,
    establishedShare: Math.max(process.establishedShare, 0.7),
    rateYears: process.rateYears / 3,
    dropoutYears: process.dropoutYears * 3,
    extraUnits: process.extraUnits * 6,
    habitShare: Math.max(process.habitShare, 0.4),
    categoryConcentration: process.categoryConcentration / 2,
    returnProbability: process.returnProbability / 2,
  });
}

/** An organisation that is a customer. */
export function describeOrganisation(random: Random, id: string, life: CustomerLife): Organisation {
  const place = drawPlace(random);
  return Object.freeze<Organisation>({
    kind: "organisation",
    schemaVersion: 1,
    id,
    name: drawCompanyName(random, place.han),
    timeZone: place.timeZone,
    since: dateOfDay(Math.floor(life.acquiredAt)),
    ownerId: drawOwner(random),
    preferredChannel: "email",
    industry: pick(random, INDUSTRIES),
  });
}

/** The day on which an organisation was founded, if it is known. */
export function drawFoundingDay(
  random: Random,
  organisation: Organisation,
  span: KnownSpan,
): readonly ImportantDate[] {
  const [year, month, day] = dateOfDay(span.to - Math.floor(365.25 * (3 + 60 * random.next())))
    .split("-")
    .map(Number) as [number, number, number];
  const observedOn = dateOfDay(span.from);
  if (!bernoulli(random, 0.6)) return [];
  return [
    Object.freeze<ImportantDate>({
      schemaVersion: 1,
      id: `${organisation.id}-founding`,
      partyId: organisation.id,
      kind: "founding",
      date: Object.freeze({ calendar: "gregorian" as const, year, month, day }),
      source: Object.freeze({ method: "imported" as const, observedOn }),
    }),
  ];
}

/** The address to which bills and papers go. */
export function officeAddress({ id }: Organisation, span: KnownSpan): readonly ContactPoint[] {
  const observedOn = dateOfDay(span.from);
  return [
    Object.freeze<ContactPoint>({
      schemaVersion: 1,
      id: `${id}-email`,
      partyId: id,
      kind: "email",
      value: `${id}@example.org`,
      label: "office",
      primary: true,
      validFrom: observedOn,
      source: Object.freeze({ method: "stated" as const, channel: "visit" as const, observedOn }),
    }),
  ];
}

/** The people known in an organisation, and their places in it. */
export function drawContacts(
  random: Random,
  organisation: Organisation,
  number: number,
  span: KnownSpan,
): { readonly contacts: Person[]; readonly affiliations: Affiliation[] } {
  const contacts: Person[] = [];
  const affiliations: Affiliation[] = [];
  for (const place of CONTACT_PLACES.slice(0, CONTACTS[number % CONTACTS.length])) {
    const personId = `${organisation.id}-p${contacts.length + 1}`;
    const metOn = dateOfDay(span.from + Math.floor(random.next() * (span.to - span.from)));
    contacts.push(
      Object.freeze<Person>({
        kind: "person",
        schemaVersion: 1,
        id: personId,
        name: drawPersonName(random, organisation.timeZone === "Asia/Taipei"),
        timeZone: organisation.timeZone,
        preferredChannel: "email",
      }),
    );
    affiliations.push(
      Object.freeze<Affiliation>({
        schemaVersion: 1,
        id: `${personId}-place`,
        personId,
        organisationId: organisation.id,
        ...place,
        source: Object.freeze({ method: "stated" as const, channel: "visit" as const, observedOn: metOn }),
      }),
    );
  }
  return { contacts, affiliations };
}

/** Talks of the account owner with an organisation, about every two months back from the last. */
export function drawTalks(
  random: Random,
  organisation: Organisation,
  contacts: readonly Person[],
  number: number,
  span: KnownSpan,
): Interaction[] {
  const talks: Interaction[] = [];
  const channels: readonly Channel[] = ["phone", "visit", "email"];
  let day = span.to - LAST_CONTACT[number % LAST_CONTACT.length]!;
  for (; day >= span.from; day -= 30 + Math.floor(60 * random.next())) {
    talks.push(
      Object.freeze<Interaction>({
        schemaVersion: 1,
        id: `${organisation.id}-contact-${String(talks.length + 1).padStart(2, "0")}`,
        partyId: organisation.id,
        personId: pick(random, contacts).id,
        occurredAt: workingHour(random, day),
        channel: pick(random, channels),
        direction: bernoulli(random, 0.3) ? "inbound" : "outbound",
        twoWay: true,
        topic: pick(random, ["quarterly review", "new offer", "service visit", "renewal"] as const),
      }),
    );
  }
  return talks.reverse();
}
