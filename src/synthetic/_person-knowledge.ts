import { dateOfDay } from "../calendar/index.ts";
import type { Complaint, ContactPoint, Fact, JsonValue, Party, Person, Preference } from "../model/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import { pick } from "./_names.ts";
import { type KnownSpan, workingHour } from "./_person-facts.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** What may be known of a person: attribute, share of the persons of whom it is, and how a value comes about. */
const TOPICS: readonly (readonly [string, number, (random: Random, until: number) => JsonValue])[] = [
  [
    "likes.food",
    0.22,
    (random) => pick(random, ["dumplings", "fish", "bread", "noodles", "curry", "cheese"]),
  ],
  [
    "likes.sport",
    0.15,
    (random) => ({
      sport: pick(random, ["cricket", "cycling", "football", "rowing", "table tennis"]),
      level: pick(random, ["watches", "plays", "competes"]),
    }),
  ],
  ["likes.pet", 0.12, (random) => ({ species: pick(random, ["cat", "dog", "parrot", "rabbit"]) })],
  ["likes.book", 0.06, (random) => pick(random, ["crime", "gardens", "history", "journeys", "poems"])],
  [
    "person.hometown",
    0.12,
    (random) => pick(random, ["Bath", "Leeds", "Tainan", "Boston", "York", "Taichung"]),
  ],
  ["person.profession", 0.14, (random) => pick(random, ["baker", "engineer", "nurse", "teacher", "editor"])],
  ["family.children", 0.1, (random) => Math.floor(4 * random.next())],
  ["interest.category", 0.25, (random) => pick(random, retailCatalogue).category],
  ["habits.shopping", 0.1, (random) => pick(random, ["at the weekend", "in the evening", "before holidays"])],
  [
    "travel.nextHolidayPlan",
    0.05,
    (random, until) => ({
      place: pick(random, ["Cornwall", "Kyoto", "Madeira", "Hualien"]),
      from: dateOfDay(until + 30),
      to: dateOfDay(until + 44),
    }),
  ],
];

/** The order of attributes of which several values may stand side by side; of the others one replaces the other. */
const SINGLE = new Set(["person.hometown", "person.profession", "family.children"]);

/**
 * What a person told, when and in which way; some of it verified later, and some of it wrong: the right value then
 * replaces it, and both stay on record.
 */
export function drawPersonFacts(random: Random, subjectId: string, span: KnownSpan): Fact[] {
  const facts: Fact[] = [];
  const dayWithin = (from: number): number => from + Math.floor(random.next() * (span.to - from));
  for (const [attribute, share, draw] of TOPICS) {
    const [known, verified, wrong] = [
      bernoulli(random, share),
      bernoulli(random, 0.25),
      bernoulli(random, 0.1),
    ];
    const [day, later] = [dayWithin(span.from), random.next()];
    const [value, better] = [draw(random, span.to), draw(random, span.to)];
    const channel = pick(random, ["phone", "store", "web", "chat"] as const);
    const [at, again] = [
      workingHour(random, day),
      workingHour(random, day + 1 + Math.floor(later * (span.to - day - 1))),
    ];
    if (!known) continue;
    const id = `${subjectId}-${attribute}`;
    const corrected = SINGLE.has(attribute) && wrong && day + 1 < span.to;
    const base = { schemaVersion: 1 as const, subjectId, attribute };
    facts.push(
      Object.freeze<Fact>({
        ...base,
        id,
        value: freezeJson(value),
        confidence: 0.8,
        provenance: Object.freeze({
          method: "stated" as const,
          channel,
          actor: Object.freeze({ kind: "party" as const }),
        }),
        observedAt: at,
        recordedAt: at,
        ...(verified && !corrected && day + 1 < span.to
          ? { checkedAt: again, verifiedAt: again, checkOutcome: "confirmed" as const }
          : {}),
        ...(corrected ? { retractedAt: again } : {}),
      }),
    );
    if (corrected)
      facts.push(
        Object.freeze<Fact>({
          ...base,
          id: `${id}-2`,
          value: freezeJson(better),
          confidence: 1,
          provenance: Object.freeze({
            method: "corrected" as const,
            channel: "phone" as const,
            actor: Object.freeze({ kind: "staff" as const }),
          }),
          observedAt: again,
          recordedAt: again,
          supersedesId: id,
        }),
      );
  }
  return facts;
}

/** An address of e-mail, and a number of the ranges that are set aside for stories. */
export function drawContactPoints(random: Random, party: Person, span: KnownSpan): ContactPoint[] {
  const [email, mobile] = [bernoulli(random, 0.8), bernoulli(random, 0.6)];
  const [day, verified] = [
    span.from + Math.floor(random.next() * (span.to - span.from)),
    bernoulli(random, 0.3),
  ];
  const [number, moment] = [Math.floor(100 * random.next()), workingHour(random, day)];
  const point = (kind: "email" | "mobile", value: string): ContactPoint =>
    Object.freeze<ContactPoint>({
      schemaVersion: 1,
      id: `${party.id}-${kind}`,
      partyId: party.id,
      kind,
      value,
      primary: true,
      validFrom: dateOfDay(span.from),
      ...(verified && kind === "email"
        ? { checkedAt: moment, verifiedAt: moment, checkOutcome: "confirmed" as const }
        : {}),
      source: Object.freeze({
        method: "stated" as const,
        channel: "web" as const,
        observedOn: dateOfDay(span.from),
      }),
    });
  const two = String(number).padStart(2, "0");
  const story = { "Europe/London": `+44 7700 9000${two}`, "America/New_York": `+1 202 555 01${two}` }[
    party.timeZone ?? ""
  ];
  return [
    ...(email ? [point("email", `${party.id}@example.org`)] : []),
    ...(mobile && story !== undefined ? [point("mobile", story)] : []),
  ];
}

/** A few who will not be telephoned, and a few who want to hear seldom. */
export function drawPreferences(random: Random, party: Party, span: KnownSpan): Preference[] {
  const [noCalls, seldom] = [bernoulli(random, 0.08), bernoulli(random, 0.06)];
  const day = dateOfDay(span.from + Math.floor(random.next() * (span.to - span.from)));
  const common = {
    schemaVersion: 1 as const,
    partyId: party.id,
    validFrom: day,
    source: Object.freeze({ method: "stated" as const, channel: "phone" as const, observedOn: day }),
  };
  const preferences: Preference[] = [];
  if (noCalls)
    preferences.push({
      ...common,
      id: `${party.id}-no-calls`,
      about: "channel",
      stance: "refuse",
      channel: "phone",
    });
  if (seldom)
    preferences.push({
      ...common,
      id: `${party.id}-seldom`,
      about: "frequency",
      stance: "accept",
      atMost: 1,
      perDays: 30,
    });
  return preferences.map((preference) => Object.freeze(preference));
}

/** Now and then a complaint, most of them resolved in days. */
export function drawComplaints(random: Random, customerId: string, span: KnownSpan): Complaint[] {
  const complains = bernoulli(random, 0.03);
  const day = span.from + Math.floor(random.next() * (span.to - span.from));
  const [takes, resolves] = [1 + Math.floor(9 * random.next()), bernoulli(random, 0.85)];
  const [subject, severity] = [
    pick(random, ["product", "delivery", "billing", "service"] as const),
    1 + Math.floor(5 * random.next()),
  ];
  const [receivedAt, resolvedAt] = [workingHour(random, day), workingHour(random, day + takes)];
  if (!complains) return [];
  const done = resolves && day + takes < span.to;
  return [
    Object.freeze<Complaint>({
      schemaVersion: 1,
      id: `${customerId}-complaint-1`,
      customerId,
      subject,
      category: { product: "broken", delivery: "late", billing: "wrong amount", service: "no answer" }[
        subject
      ],
      severity,
      receivedAt,
      channel: "phone",
      history: [
        { state: "open", at: receivedAt },
        ...(done ? [{ state: "resolved" as const, at: resolvedAt }] : []),
      ],
    }),
  ];
}

/** Frozen values of one level, as all there are. */
const freezeJson = (value: JsonValue): JsonValue => Object.freeze(value) as JsonValue;
