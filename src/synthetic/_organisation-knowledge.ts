import { dateOfDay } from "../calendar/index.ts";
import type {
  AccountAssignment,
  CompetitorPresence,
  Fact,
  JsonValue,
  Opportunity,
  Organisation,
  Person,
  Relationship,
} from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import { drawPersonName, pick } from "./_names.ts";
import { type KnownSpan, workingHour } from "./_person-facts.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

const TOPICS: readonly (readonly [string, number, (random: Random) => JsonValue])[] = [
  ["business.situation", 0.5, (random) => pick(random, ["growing", "steady", "a hard year"])],
  ["business.employees", 0.7, (random) => 3 + Math.floor(200 * random.next() ** 3)],
  ["business.goals", 0.4, (random) => pick(random, ["a second site", "fewer returns", "a shop on the web"])],
  ["business.fiscalYearStart", 0.5, (random) => pick(random, [1, 1, 1, 4, 7, 10])],
  [
    "need.product",
    0.6,
    (random) => ({
      statement: pick(random, ["quieter machines", "delivery in a day", "one invoice a month"]),
      importance: 1 + Math.floor(5 * random.next()),
      fulfilment: Math.round(10 * random.next()) / 10,
    }),
  ],
  ["project.selectionCriterion", 0.3, (random) => pick(random, ["price", "spare parts", "delivery"])],
  ["supply.suppliers", 0.3, (random) => pick(random, ["a wholesaler in Leeds", "an importer", "a mill"])],
  ["service.knowsHowToGet", 0.5, (random) => bernoulli(random, 0.7)],
];

/** What the account owner learned of an organisation on visits. */
export function drawOrganisationFacts(random: Random, subjectId: string, span: KnownSpan): Fact[] {
  const facts: Fact[] = [];
  for (const [attribute, share, draw] of TOPICS) {
    const known = bernoulli(random, share);
    const at = workingHour(random, span.from + Math.floor(random.next() * (span.to - span.from)));
    const value = draw(random);
    if (!known) continue;
    facts.push(
      Object.freeze<Fact>({
        schemaVersion: 1,
        id: `${subjectId}-${attribute}`,
        subjectId,
        attribute,
        value: Object.freeze(value) as JsonValue,
        confidence: 0.7,
        provenance: Object.freeze({
          method: "observed" as const,
          channel: "visit" as const,
          department: "Sales",
        }),
        observedAt: at,
        recordedAt: at,
      }),
    );
  }
  return facts;
}

/** The account owner, and of every third organisation an executive sponsor. */
export function assignAccount(
  organisation: Organisation,
  number: number,
  span: KnownSpan,
): AccountAssignment[] {
  const assign = (role: AccountAssignment["role"], staffId: string): AccountAssignment =>
    Object.freeze<AccountAssignment>({
      schemaVersion: 1,
      id: `${organisation.id}-${role}`,
      customerId: organisation.id,
      staffId,
      role,
      validFrom: dateOfDay(span.from),
    });
  return [
    assign("account-manager", organisation.ownerId ?? "staff-1"),
    ...(number % 3 === 0 ? [assign("executive-sponsor", "staff-executive")] : []),
  ];
}

/** The contacts of an organisation are colleagues of the first of them. */
export function relateColleagues(contacts: readonly Person[], span: KnownSpan): Relationship[] {
  const [first, ...others] = contacts;
  if (first === undefined) return [];
  return others.map((person) =>
    Object.freeze<Relationship>({
      schemaVersion: 1,
      id: `${person.id}-colleague`,
      fromId: person.id,
      toId: first.id,
      kind: "colleague",
      source: Object.freeze({
        method: "observed" as const,
        channel: "visit" as const,
        observedOn: dateOfDay(span.to - 1),
      }),
    }),
  );
}

/** A competitor at two organisations of five. */
export function drawCompetitors(
  random: Random,
  organisation: Organisation,
  span: KnownSpan,
): CompetitorPresence[] {
  const present = bernoulli(random, 0.4);
  const competitorId = pick(random, ["rival-1", "rival-2", "rival-3"]);
  const [product, satisfaction] = [pick(random, retailCatalogue), 1 + Math.floor(5 * random.next())];
  const [name, day] = [
    drawPersonName(random, false),
    span.from + Math.floor(random.next() * (span.to - span.from)),
  ];
  if (!present) return [];
  return [
    Object.freeze<CompetitorPresence>({
      schemaVersion: 1,
      id: `${organisation.id}-${competitorId}`,
      customerId: organisation.id,
      competitorId,
      products: [{ name: `another ${product.name.toLowerCase()}`, satisfaction }],
      satisfaction,
      representatives: [
        { name, traits: [pick(random, ["gives discounts early", "calls often", "knows the owner"])] },
      ],
      source: Object.freeze({
        method: "observed" as const,
        channel: "visit" as const,
        observedOn: dateOfDay(day),
      }),
    }),
  ];
}

/** A possible sale at every other organisation: open, won or lost. */
export function drawOpportunities(
  random: Random,
  organisation: Organisation,
  contacts: readonly Person[],
  currency: string,
  span: KnownSpan,
): Opportunity[] {
  const exists = bernoulli(random, 0.5);
  const opened = span.from + Math.floor(random.next() * (span.to - span.from));
  const stage = pick(random, ["prospecting", "presenting", "intent", "negotiating", "won", "lost"] as const);
  const product = pick(random, retailCatalogue);
  const units = 5 + Math.floor(40 * random.next());
  const closed = opened + Math.floor((span.to - opened) * random.next());
  const lost = pick(random, ["price", "delivery", "no decision"]);
  if (!exists) return [];
  const over = stage === "won" || stage === "lost";
  const value = Object.freeze({
    amount: decimalText(units * product.price, minorDigits(currency)),
    currency,
  });
  return [
    Object.freeze<Opportunity>({
      schemaVersion: 1,
      id: `${organisation.id}-project-1`,
      customerId: organisation.id,
      name: `${product.name} for ${organisation.name}`,
      stage,
      openedOn: dateOfDay(opened),
      ...(over ? { closedOn: dateOfDay(closed) } : {}),
      ...(stage === "lost" ? { reason: lost } : {}),
      productIds: [product.id],
      participants: contacts.slice(0, 2).map((person, at) => ({
        personId: person.id,
        role: at === 0 ? ("influencer" as const) : ("decision-maker" as const),
      })),
      expectedValue: value,
      ...(over ? { bids: [{ submittedOn: dateOfDay(closed), price: value, outcome: stage }] } : {}),
    }),
  ];
}
