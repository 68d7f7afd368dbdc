import { factsAsOf, indexFacts } from "clientele/knowledge";
import {
  type BehaviourEvent,
  builtInAttributes,
  type CompetitorPresence,
  type ContactPoint,
  type ExternalEvent,
  type HeldDocument,
  type Insight,
  type Invoice,
  insightSchema,
  type MeterReading,
  type ProductNotice,
  type Relationship,
  type SurveyAnswer,
} from "clientele/model";
import type { Dossier, MessageKey, SupplyLink } from "clientele/reminders";
import type { PlainDate } from "../../src/calendar/index.ts";
import { consent, earn, importantDate, insight, installed, person, product, snapshot, talk } from "./_kit.ts";

const source = { method: "stated", observedOn: "2025-01-01" } as const;
const v = { schemaVersion: 1 } as const;
/** The customer of the examples. */
export const mei = person("c1", { name: "Mei Lin", ownerId: "staff-1", since: "2024-01-10" });
const acme = {
  ...v,
  kind: "organisation",
  id: "c1",
  name: "Acme",
  ownerId: "staff-1",
  since: "2020-01-10",
} as const;
const products = new Map(
  [
    product("p1", { name: "Washer", category: "Kitchen", consumable: false }),
    product("p2", {
      name: "Washer 2",
      category: "Kitchen",
      consumable: false,
      replacesId: "p1",
      launchedOn: "2026-03-01",
    }),
    product("p3", { name: "Coffee", category: "Food", consumable: true }),
    product("p4", { name: "Old", category: "Kitchen", consumable: false, withdrawnOn: "2026-07-01" }),
  ].map((one) => [one.id, one]),
);
const bought = (...days: PlainDate[]) => days.map((on) => ({ productId: "p1", on }));
const found = (
  kind: string,
  payload: Insight["payload"],
  rest: Partial<Insight> = {},
): Pick<Dossier, "insights"> => ({
  insights: [insightSchema.parse(insight(kind, "2026-06-15", payload, rest))],
});
const significance = { direction: "down", p: 0.004, since: "2026-04-01" } as const;
const complaint = (
  id: string,
  receivedAt: string,
  history: readonly { state: "open" | "resolved"; at: string }[] = [{ state: "open", at: receivedAt }],
) =>
  ({
    ...v,
    id,
    customerId: "c1",
    subject: "product",
    category: "broken",
    severity: 4,
    receivedAt,
    channel: "phone",
    history: [...history],
  }) as never;
const engagement = (rest: object) =>
  ({
    ...v,
    id: "g1",
    name: "Tea house tour",
    kind: "club-activity",
    state: "held",
    on: "2026-06-13",
    ...rest,
  }) as never;
export const contract = (rest: object) =>
  ({
    ...v,
    id: "k1",
    customerId: "c1",
    kind: "supply",
    name: "Feed supply",
    startsOn: "2025-01-01",
    ...rest,
  }) as never;
const known = (attribute: string, value: unknown, observedAt = "2026-05-01T09:00:00Z") =>
  factsAsOf(
    indexFacts([
      builtInAttributes.fact(attribute as never, value as never, {
        id: "f1",
        subjectId: "c1",
        provenance: { method: "stated" },
        observedAt,
      }),
    ]),
    { subjectId: "c1", asOf: "2026-06-15T00:00:00Z" },
  );
const lifeEvent = (kind: string, day: PlainDate, status = "happened", observedOn: PlainDate = "2026-01-01") =>
  ({
    ...v,
    id: "l1",
    partyId: "c1",
    kind,
    date: {
      calendar: "gregorian",
      year: Number(day.slice(0, 4)),
      month: Number(day.slice(5, 7)),
      day: Number(day.slice(8)),
    },
    status,
    source: { method: "stated", observedOn },
  }) as never;
const person3 = (n: number) =>
  Array.from(
    { length: n },
    (_, i) =>
      ({
        ...v,
        id: `a${i}`,
        personId: `q${i}`,
        organisationId: "c1",
        level: "decision",
        function: "technical",
        title: "CIO",
        source,
      }) as never,
  );
const gold = (asOf: PlainDate) => ({
  insights: [insight("value.gold", asOf, { amount: "9000", currency: "EUR", lowest: "5000" })],
});
const drag = (asOf: PlainDate) => ({
  insights: [insight("value.drag", asOf, { amount: "3", currency: "EUR", reasons: ["costs-more"] })],
});
const recall = { ...v, id: "r1", productId: "p1", announcedOn: "2026-06-15", what: "Hot." } as const;
const invoice = (rest: Partial<Invoice> = {}): Invoice => ({
  ...v,
  id: "R7",
  customerId: "c1",
  issuedOn: "2026-06-01",
  dueOn: "2026-06-15",
  amount: "120.00",
  currency: "GBP",
  ...rest,
});
const notice = (rest: Partial<ProductNotice> = {}): ProductNotice => ({
  ...v,
  id: "n1",
  kind: "price-change",
  productIds: ["p1"],
  startsOn: "2026-06-15",
  priceBefore: { amount: "100.00", currency: "GBP" },
  price: { amount: "90.00", currency: "GBP" },
  ...rest,
});
/** A meter that showed 0 at the installation on 15 December and 8,000 half a year later, which is due at 10,000. */
const metered = installed("2025-12-15", { meter: { unit: "km", serviceEvery: "10000" } });
const reading = (id: string, on: PlainDate, value: string): MeterReading => ({
  ...v,
  id,
  customerId: "c1",
  installedProductId: "i1",
  on,
  reading: value,
});
const flood = (region: string): ExternalEvent => ({
  ...v,
  id: "e1",
  kind: "disaster",
  name: "Flood of the Ouse",
  areas: [{ country: "GB", regions: [region] }],
  startsOn: "2026-06-15",
  source,
});
const at = (partyId: string, id: string): ContactPoint => ({
  ...v,
  id,
  partyId,
  kind: "post",
  value: "1 High St, York",
  address: { lines: ["1 High St"], locality: "York", region: "Yorkshire", country: "GB" },
  source,
});
const supplier = (tie: Partial<Relationship> = {}): SupplyLink => ({
  party: person("s1", { kind: "organisation", name: "Mill & Sons" }),
  role: "supplier",
  tie: { ...v, id: "t1", fromId: "s1", toId: "c1", kind: "supplier", source, ...tie },
  contactPoints: [at("s1", "cp1")],
});
const likely = (perception: number, answeredAt = "2026-06-15T08:00:00Z"): SurveyAnswer => ({
  ...v,
  id: "s1",
  partyId: "c1",
  survey: "yearly",
  answeredAt,
  subject: "own",
  dimension: "overall",
  element: "recommendation",
  scale: { worst: 0, best: 10 },
  perception,
});
const document = (rest: Partial<HeldDocument> = {}): HeldDocument => ({
  ...v,
  id: "h1",
  partyId: "c1",
  kind: "licence",
  what: "Forklift licence",
  expiresOn: "2026-06-29",
  source,
  ...rest,
});
const rival = (rest: Partial<CompetitorPresence>): CompetitorPresence => ({
  ...v,
  id: "k1",
  customerId: "c1",
  competitorId: "Rival Ltd",
  source: { ...source, observedOn: "2026-06-10" },
  ...rest,
});
const pressure = (responses: number) =>
  found("campaign.contact-pressure", { class: "saturated", touches: 5, responses, days: 28 });
const look = (id: string, kind: "browse" | "basket"): BehaviourEvent => ({
  ...v,
  id,
  partyId: "c1",
  kind,
  occurredAt: `2026-06-1${id}T09:00:00Z`,
  channel: "web",
  productId: "p1",
});
const project = (rest: object = {}) =>
  ({
    ...v,
    id: "o1",
    customerId: "c1",
    name: "New line",
    stage: "intent",
    openedOn: "2026-06-01",
    ...rest,
  }) as never;
const mix = (of: string) =>
  found("trend.mix-changed", { ...significance, of, moved: [{ value: "Leeds", before: 0.1, after: 0.7 }] });

/** When a rule speaks, what it says, and when it does not. */
export interface Example {
  /** The day on which the rule fires with `speaks`. */
  readonly on: PlainDate;
  readonly speaks: Partial<Dossier>;
  /** What it says, in part. */
  readonly says: string;
  /** A dossier, or a day, with which it is silent though it has what it reads. */
  readonly silent: Partial<Dossier> | PlainDate;
}

/** For every rule of the catalogue its case and its counter-case. */
export const examples: Readonly<Record<MessageKey, Example>> = {
  // Product care.
  "installation-check": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2026-06-12")] },
    says: "Installation check of Boiler",
    silent: "2026-06-14",
  },
  "first-use-check": {
    on: "2026-06-15",
    speaks: { purchases: bought("2026-06-08"), products },
    says: "has had Washer for 7 days",
    silent: {
      purchases: bought("2026-06-08"),
      products,
      interactions: [talk("2026-06-10T09:00:00Z", { direction: "inbound" })],
    },
  },
  "service-notice": {
    on: "2026-06-15",
    speaks: {
      purchases: bought("2026-06-14"),
      products,
      installedProducts: [installed("2026-06-14", { productId: "p1", warrantyEndsOn: "2028-06-14" })],
    },
    says: "bought Kitchen for the first time on 2026-06-14: say how our service is reached; the warranty lasts until 2028-06-14",
    silent: { purchases: bought("2025-06-14", "2026-06-14"), products },
  },
  "maintenance-due": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2025-06-15", { serviceIntervalMonths: 12 })] },
    says: "is due on 2026-06-15 (every 12 months",
    silent: { installedProducts: [installed("2025-06-15")] },
  },
  "maintenance-overdue": {
    on: "2026-06-29",
    speaks: { installedProducts: [installed("2025-06-15", { serviceIntervalMonths: 12 })] },
    says: "was due on 2026-06-15 and has not been done for 14 days",
    silent: {
      installedProducts: [
        installed("2025-06-15", { serviceIntervalMonths: 12, lastServicedOn: "2026-06-20" }),
      ],
    },
  },
  "service-feedback": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2025-06-15", { lastServicedOn: "2026-06-13" })] },
    says: "was serviced on 2026-06-13",
    silent: { installedProducts: [installed("2026-06-13")] },
  },
  "activity-feedback": {
    on: "2026-06-15",
    speaks: { engagements: [engagement({ attendeeIds: ["c1"], topics: ["itinerary", "meals", "guide"] })] },
    says: "took part in Tea house tour on 2026-06-13: ask how it was (itinerary, meals, guide)",
    silent: { engagements: [engagement({ attendeeIds: ["c2"] })] },
  },
  "complaint-follow-up": {
    on: "2026-06-15",
    speaks: { complaints: [complaint("x1", "2026-06-15T08:00:00Z")] },
    says: "complained on 2026-06-15 (broken, severity 4 of 5)",
    silent: {
      complaints: [
        complaint("x1", "2026-06-15T08:00:00Z", [
          { state: "open", at: "2026-06-15T08:00:00Z" },
          { state: "resolved", at: "2026-06-15T09:00:00Z" },
        ]),
      ],
    },
  },
  "low-grade-follow-up": {
    on: "2026-06-15",
    speaks: {
      surveyAnswers: [
        {
          ...v,
          id: "s1",
          partyId: "c1",
          survey: "s",
          answeredAt: "2026-06-15T08:00:00Z",
          subject: "own",
          dimension: "outcome",
          element: "delivery",
          scale: { worst: 1, best: 5 },
          perception: 2,
        },
      ],
    },
    says: "gave 2 of 5 for delivery",
    silent: {
      surveyAnswers: [
        {
          ...v,
          id: "s1",
          partyId: "c1",
          survey: "s",
          answeredAt: "2026-06-15T08:00:00Z",
          subject: "own",
          dimension: "outcome",
          element: "delivery",
          scale: { worst: 1, best: 5 },
          perception: 3,
        },
      ],
    },
  },
  "upgrade-offer": {
    on: "2026-03-08",
    speaks: { installedProducts: [installed("2020-01-01", { productId: "p1" })], products },
    says: "Washer 2 takes the place of Boiler",
    silent: {
      installedProducts: [
        installed("2020-01-01", { productId: "p1" }),
        installed("2026-03-02", { id: "i2", productId: "p2" }),
      ],
      products,
    },
  },
  "ageing-product": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2021-06-15")] },
    says: "has been in use for 60 months",
    silent: { installedProducts: [installed("2021-06-15", { removedOn: "2026-01-01" })] },
  },
  "advance-notice": {
    on: "2026-06-01",
    speaks: { installedProducts: [installed("2020-01-01", { productId: "p4" })], products },
    says: "is no longer sold from 2026-07-01",
    silent: { installedProducts: [installed("2020-01-01", { productId: "p1" })], products },
  },
  "complaint-recovery": {
    on: "2026-06-15",
    speaks: {
      complaints: [complaint("x1", "2026-01-15T08:00:00Z"), complaint("x2", "2026-06-15T08:00:00Z")],
      snapshot: snapshot("A"),
      opportunities: [project()],
    },
    says: "(class A) complained 2 times within 365 days: send a senior person and check the open orders (open projects: 1)",
    silent: {
      complaints: [complaint("x1", "2026-01-15T08:00:00Z"), complaint("x2", "2026-06-15T08:00:00Z")],
      snapshot: snapshot("C"),
    },
  },
  "warranty-end": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2024-06-22", { warrantyEndsOn: "2026-06-22" })] },
    says: "The warranty of Boiler of Mei Lin ends on 2026-06-22",
    silent: { installedProducts: [installed("2024-06-22")] },
  },
  "product-recall": {
    on: "2026-06-15",
    speaks: {
      recalls: [{ ...recall, what: "The plug may get hot; do not use it." }],
      purchases: bought("2024-01-01"),
      products,
    },
    says: "Recall of Washer, which Mei Lin has: The plug may get hot",
    silent: {
      recalls: [recall],
      purchases: [],
      products,
    },
  },
  "review-request": {
    on: "2026-06-15",
    speaks: { purchases: bought("2026-06-01"), products },
    says: "ask for a review",
    silent: {
      purchases: bought("2026-06-01"),
      products,
      complaints: [complaint("x1", "2026-06-10T08:00:00Z")],
    },
  },
  "failing-product": {
    on: "2026-06-15",
    speaks: {
      installedProducts: [installed("2025-06-15")],
      complaints: [
        { ...(complaint("x1", "2025-06-16T08:00:00Z") as object), productId: "p1" } as never,
        { ...(complaint("x2", "2026-06-15T08:00:00Z") as object), productId: "p1" } as never,
      ],
    },
    says: "Mei Lin complained 2 times within 365 days about Boiler, in use since 2025-06-15",
    silent: {
      installedProducts: [installed("2025-06-15")],
      complaints: [
        { ...(complaint("x1", "2025-06-15T08:00:00Z") as object), productId: "p1" } as never,
        { ...(complaint("x2", "2026-06-15T08:00:00Z") as object), productId: "p1" } as never,
      ],
    },
  },
  "meter-service-due": {
    // 8,000 km in 182 days: 2,000 more take 45.5 days, so it is due on 31 July, and told of 14 days before.
    on: "2026-07-17",
    speaks: { installedProducts: [metered], meterReadings: [reading("m1", "2026-06-15", "8000")] },
    says: "Service of Boiler of Mei Lin is due every 10000 km: expected on 2026-07-31 (8000 km on 2026-06-15)",
    silent: {
      installedProducts: [metered],
      meterReadings: [reading("m1", "2026-06-15", "8000"), reading("m2", "2026-07-10", "8100")],
    },
  },
  "meter-service-overdue": {
    on: "2026-06-29",
    speaks: { installedProducts: [metered], meterReadings: [reading("m1", "2026-06-15", "10400")] },
    says: "wanted service on 2026-06-15 by its use (every 10000 km) and has not had it for 14 days",
    silent: {
      installedProducts: [{ ...metered, lastServicedOn: "2026-06-20" }],
      meterReadings: [reading("m1", "2026-06-15", "10400"), reading("m2", "2026-06-25", "10500")],
    },
  },
  "price-notice": {
    on: "2026-06-15",
    speaks: {
      productNotices: [notice({ startsOn: "2026-07-15", price: { amount: "110.00", currency: "GBP" } })],
      installedProducts: [installed("2025-06-15")],
    },
    says: "Boiler, which Mei Lin has or buys, has another price from 2026-07-15: GBP 110.00 instead of GBP 100.00.",
    silent: {
      productNotices: [notice({ startsOn: "2026-07-15" })],
      installedProducts: [installed("2025-06-15")],
    },
  },
  "outage-notice": {
    on: "2026-06-15",
    speaks: {
      productNotices: [
        notice({
          kind: "outage",
          startsOn: "2026-06-22",
          endsOn: "2026-06-23",
          what: "We move the servers.",
          price: undefined,
          priceBefore: undefined,
        }),
      ],
      installedProducts: [installed("2025-06-15")],
    },
    says: "Boiler, which Mei Lin has, is not available from 2026-06-22 until 2026-06-23. We move the servers.",
    silent: {
      productNotices: [
        notice({ kind: "outage", startsOn: "2026-06-22", price: undefined, priceBefore: undefined }),
      ],
      installedProducts: [installed("2025-06-15", { removedOn: "2026-06-01" })],
    },
  },

  // Customer care.
  birthday: {
    on: "2026-06-15",
    speaks: { importantDates: [importantDate({ calendar: "gregorian", year: 1990, month: 6, day: 15 })] },
    says: "Birthday of Mei Lin on 2026-06-15 (turns 36)",
    silent: "2026-06-16",
  },
  "birthday-ahead": {
    on: "2026-06-08",
    speaks: { importantDates: [importantDate({ calendar: "gregorian", year: 1990, month: 6, day: 15 })] },
    says: "birthday on 2026-06-15, in 7 days (turns 36)",
    silent: {
      party: person("c1"),
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 15 })],
    },
  },
  "family-dates": {
    on: "2026-06-15",
    speaks: {
      family: [
        {
          party: person("k1", { name: "Bo" }),
          relation: "child",
          importantDates: [
            importantDate(
              { calendar: "gregorian", year: 2016, month: 6, day: 15 },
              { id: "d2", partyId: "k1" },
            ),
          ],
        },
        {
          party: person("k2", { name: "Li" }),
          relation: "spouse",
          importantDates: [
            importantDate({ calendar: "gregorian", month: 6, day: 15 }, { id: "d3", partyId: "k2" }),
          ],
        },
      ],
    },
    says: "on 2026-06-15: Bo (10), Li",
    silent: {
      family: [
        {
          party: { ...person("k1"), closed: { reason: "deceased", on: "2020-01-01" } },
          relation: "child",
          importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 15 })],
        },
      ],
    },
  },
  "special-event": {
    on: "2026-06-15",
    speaks: { lifeEvents: [lifeEvent("promotion", "2026-06-10", "happened", "2026-06-15")] },
    says: "a promotion, 2026-06-10",
    silent: { lifeEvents: [lifeEvent("promotion", "2026-06-15", "expected", "2026-06-15")] },
  },
  "disaster-care": {
    on: "2026-06-15",
    speaks: {
      externalEvents: [
        {
          ...v,
          id: "e1",
          kind: "disaster",
          name: "Flood of the Ouse",
          areas: [{ country: "GB", regions: ["Yorkshire"] }],
          startsOn: "2026-06-15",
          source,
        },
      ],
      contactPoints: [
        {
          ...v,
          id: "cp1",
          partyId: "c1",
          kind: "post",
          value: "1 High St, York",
          address: { lines: ["1 High St"], locality: "York", region: "Yorkshire", country: "GB" },
          source,
        },
      ],
    },
    says: "Flood of the Ouse (since 2026-06-15) has struck York",
    silent: {
      externalEvents: [
        {
          ...v,
          id: "e1",
          kind: "disaster",
          name: "Flood",
          areas: [{ country: "GB", regions: ["Kent"] }],
          startsOn: "2026-06-15",
          source,
        },
      ],
      contactPoints: [
        {
          ...v,
          id: "cp1",
          partyId: "c1",
          kind: "post",
          value: "1 High St, York",
          address: { lines: ["1 High St"], region: "Yorkshire", country: "GB" },
          source,
        },
      ],
    },
  },
  anniversary: {
    on: "2026-06-15",
    speaks: {
      importantDates: [
        importantDate({ calendar: "gregorian", year: 2016, month: 6, day: 15 }, { kind: "wedding" }),
      ],
    },
    says: "Wedding day of Mei Lin on 2026-06-15 (10 years)",
    silent: {
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 15 }, { kind: "memorial" })],
    },
  },
  "memorial-day": {
    on: "2026-06-15",
    speaks: {
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 15 }, { kind: "memorial" })],
    },
    says: "Memorial day of Mei Lin",
    silent: "2026-06-16",
  },
  "customer-anniversary": {
    on: "2027-01-10",
    speaks: {},
    says: "has been a customer for 3 years, since 2024-01-10",
    silent: "2028-01-14",
  },
  "holiday-ahead": {
    on: "2026-06-15",
    speaks: {
      known: known("travel.nextHolidayPlan", { place: "Madeira", from: "2026-06-18", to: "2026-06-25" }),
    },
    says: "goes to Madeira on 2026-06-18",
    silent: { known: known("travel.nextHolidayPlan", { place: "Madeira" }) },
  },
  "holiday-return": {
    on: "2026-06-27",
    speaks: {
      known: known("travel.nextHolidayPlan", { place: "Madeira", from: "2026-06-18", to: "2026-06-25" }),
    },
    says: "is back from Madeira",
    silent: "2026-06-26",
  },
  "goals-review": {
    on: "2026-07-01",
    speaks: { known: known("goals.work", "open a second shop") },
    says: "open a second shop. Half of the year is over",
    silent: { known: known("person.hometown", "Turin") },
  },
  "regular-contact": {
    on: "2026-06-15",
    speaks: { interactions: [talk("2026-05-16T09:00:00Z")], snapshot: snapshot("A") },
    says: "the last talk was on 2026-05-16, and 30 days is the longest silence (class A)",
    silent: { party: person("c1"), interactions: [talk("2026-05-16T09:00:00Z")], snapshot: snapshot("A") },
  },
  "contact-soon": {
    on: "2026-06-06",
    speaks: { interactions: [talk("2026-05-16T09:00:00Z")], snapshot: snapshot("A") },
    says: "the next is wanted within 9 days",
    silent: { interactions: [talk("2026-05-16T09:00:00Z")], snapshot: snapshot("C") },
  },
  "annual-meeting": {
    on: "2026-06-15",
    speaks: {
      party: acme,
      snapshot: snapshot("A"),
      engagements: [engagement({ kind: "seminar", on: "2025-08-14", attendeeIds: ["c1"] })],
    },
    says: "for about 2026-08-14; the last was on 2025-08-14",
    silent: {
      party: acme,
      snapshot: snapshot("B"),
      engagements: [engagement({ kind: "seminar", on: "2025-08-14", attendeeIds: ["c1"] })],
    },
  },
  "executive-visit": {
    on: "2026-04-01",
    speaks: { party: acme, snapshot: snapshot("A"), engagements: [] },
    says: "plan one for this quarter",
    silent: {
      party: acme,
      snapshot: snapshot("A"),
      engagements: [engagement({ kind: "executive-visit", on: "2026-02-01", attendeeIds: ["c1"] })],
    },
  },
  "peer-contact": {
    on: "2026-06-15",
    speaks: {
      party: acme,
      affiliations: person3(1),
      interactions: [talk("2025-12-17T09:00:00Z", { personId: "q0" })],
      staff: [{ ...v, id: "s1", personId: "eve", organisationId: "us", title: "C.I.O.", source }],
    },
    says: "No equal of ours has talked to q0 (CIO) of Acme for 180 days; fitting is eve",
    silent: {
      party: acme,
      affiliations: person3(1),
      interactions: [talk("2026-06-01T09:00:00Z", { personId: "q0" })],
    },
  },
  "top-customer-visit": {
    on: "2027-01-08",
    speaks: { ...gold("2026-12-01"), purchases: bought("2027-01-03") },
    says: "among our best customers (EUR 9000); 1 purchase so far in 2027",
    silent: { ...gold("2025-06-01"), purchases: [] },
  },
  "personal-message": {
    on: "2026-06-15",
    speaks: {
      invoices: [invoice({ issuedOn: "2026-06-15", dueOn: "2026-07-15" })],
      snapshot: snapshot("B"),
    },
    says: "Invoice R7",
    silent: {
      invoices: [invoice({ issuedOn: "2026-06-15", dueOn: "2026-07-15" })],
      snapshot: snapshot("C"),
    },
  },
  "ask-advice": {
    on: "2026-04-01",
    speaks: gold("2026-03-01"),
    says: "for advice in 2026",
    silent: { insights: [] },
  },
  "suggestion-follow-up": {
    on: "2026-06-15",
    speaks: {
      feedback: [
        {
          ...v,
          id: "b1",
          partyId: "c1",
          receivedAt: "2026-05-16T09:00:00Z",
          about: "product",
          text: "A larger lid",
          themes: ["lid"],
        },
      ],
    },
    says: "made a suggestion on 2026-05-16 (lid)",
    silent: "2026-06-14",
  },
  "club-event": {
    on: "2026-06-15",
    speaks: {
      memberships: [{ ...v, id: "m1", programmeId: "club", partyId: "c1", validFrom: "2025-01-01" }],
      offers: new Map([
        [
          "of1",
          {
            ...v,
            id: "of1",
            name: "Summer sale",
            kind: "priority",
            productIds: ["p1"],
            validFrom: "2026-06-22",
          },
        ],
      ]),
    },
    says: "For members: Summer sale from 2026-06-22",
    silent: {
      memberships: [{ ...v, id: "m1", programmeId: "club", partyId: "c1", validTo: "2026-01-01" }],
      offers: new Map([
        [
          "of1",
          {
            ...v,
            id: "of1",
            name: "Summer sale",
            kind: "priority",
            productIds: ["p1"],
            validFrom: "2026-06-22",
          },
        ],
      ]),
    },
  },
  appointment: {
    on: "2026-06-12",
    speaks: {
      engagements: [
        engagement({ kind: "visit", name: "Fitting", state: "planned", place: "York", inviteeIds: ["c1"] }),
      ],
    },
    says: "is expected at Fitting on 2026-06-13, York",
    silent: { engagements: [engagement({ kind: "visit", state: "cancelled", inviteeIds: ["c1"] })] },
  },
  "appointment-thanks": {
    on: "2026-06-14",
    speaks: { engagements: [engagement({ kind: "visit", name: "Fitting", attendeeIds: ["c1"] })] },
    says: "was at Fitting on 2026-06-13: say thank you",
    silent: { engagements: [engagement({ kind: "visit", attendeeIds: ["c9"] })] },
  },
  welcome: {
    on: "2024-01-17",
    speaks: {},
    says: "is a customer since 2024-01-10: welcome them",
    silent: { party: person("c1", { since: "2024-01-10" }) },
  },
  "invoice-due": {
    on: "2026-06-22",
    speaks: { invoices: [invoice()] },
    says: "over GBP 120.00 was due on 2026-06-15 and is not paid",
    silent: {
      invoices: [invoice({ paidOn: "2026-06-20" })],
    },
  },
  "nth-purchase": {
    on: "2026-06-15",
    speaks: { purchases: bought("2026-06-01", "2026-06-14") },
    says: "bought for the 2nd time on 2026-06-14",
    silent: { purchases: bought("2026-06-14") },
  },
  "mystery-calls": {
    on: "2026-07-01",
    speaks: { company: { serviceAudits: [] } },
    says: "2026-Q3: call our own contact centre",
    silent: "2026-09-15",
  },
  "voice-system-test": {
    on: "2026-07-01",
    speaks: { company: {} },
    says: "2026-07: call our own voice system",
    silent: {
      company: {
        serviceAudits: [
          {
            ...v,
            id: "t1",
            target: "own",
            channel: "phone",
            scenario: "lost",
            at: "2026-07-01T09:00:00Z",
            answered: true,
            ease: 4,
          },
        ],
      },
    },
  },
  "form-shortening": {
    on: "2026-07-01",
    speaks: { company: {} },
    says: "2026-H2: follow a form",
    silent: "2026-12-01",
  },
  "prefilled-forms": {
    on: "2026-07-31",
    speaks: { company: {} },
    says: "2026-H2: see that no form",
    silent: "2026-07-30",
  },
  "family-dates-ahead": {
    on: "2026-06-08",
    speaks: {
      family: [
        {
          party: person("k1", { name: "Bo" }),
          relation: "child",
          importantDates: [
            importantDate(
              { calendar: "gregorian", year: 2016, month: 6, day: 15 },
              { id: "d2", partyId: "k1" },
            ),
          ],
        },
      ],
    },
    says: "Days in the family of Mei Lin on 2026-06-15, in 7 days: Bo (10)",
    silent: "2026-06-07",
  },
  "anniversary-ahead": {
    on: "2026-06-08",
    speaks: {
      importantDates: [
        importantDate({ calendar: "gregorian", year: 2016, month: 6, day: 15 }, { kind: "wedding" }),
      ],
    },
    says: "Wedding day of Mei Lin on 2026-06-15, in 7 days (10 years)",
    silent: {
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 15 }, { kind: "memorial" })],
    },
  },
  "supply-chain-care": {
    on: "2026-06-15",
    speaks: { party: acme, externalEvents: [flood("Yorkshire")], supplyChain: [supplier()] },
    says: "has struck York, where Mill & Sons is, a supplier of Acme",
    // Who is struck itself is cared for by another rule.
    silent: {
      party: acme,
      externalEvents: [flood("Yorkshire")],
      supplyChain: [supplier()],
      contactPoints: [at("c1", "cp2")],
    },
  },
  "supply-chain-change": {
    on: "2026-06-15",
    speaks: { party: acme, supplyChain: [supplier({ validTo: "2026-06-15" })] },
    says: "Mill & Sons, a supplier of Acme, is so no longer, since 2026-06-15",
    silent: { party: acme, supplyChain: [supplier()] },
  },
  "payment-failed": {
    on: "2026-06-15",
    speaks: { invoices: [invoice({ paymentFailedOn: "2026-06-15" })] },
    says: "The payment of invoice R7 of Mei Lin over GBP 120.00 did not go through on 2026-06-15",
    silent: { invoices: [invoice({ paymentFailedOn: "2026-06-15", paidOn: "2026-06-15" })] },
  },
  onboarding: {
    on: "2024-01-24",
    speaks: { contactPoints: [at("c1", "cp1")], preferences: [], interactions: [] },
    says: "for 14 days, and this is still missing: how and how often to be in touch, a first talk.",
    silent: {
      contactPoints: [at("c1", "cp1")],
      preferences: [
        { ...v, id: "p1", partyId: "c1", about: "channel", channel: "email", stance: "prefer", source },
      ],
      interactions: [talk("2024-01-20T09:00:00Z")],
    },
  },
  "recommendation-question": {
    on: "2026-06-15",
    speaks: { surveyAnswers: [likely(8, "2025-06-15T08:00:00Z")] },
    says: "Ask Mei Lin how likely they are to recommend us (8 of 10 on 2025-06-15)",
    silent: { surveyAnswers: [likely(8, "2025-06-15T08:00:00Z"), { ...likely(9), id: "s2" }] },
  },
  "detractor-follow-up": {
    on: "2026-06-15",
    speaks: { surveyAnswers: [likely(6)] },
    says: "would hardly recommend us (6 of 10 on 2026-06-15)",
    silent: { surveyAnswers: [likely(7)] },
  },
  "referral-request": {
    on: "2026-06-22",
    speaks: { surveyAnswers: [likely(9)] },
    says: "would recommend us (9 of 10 on 2026-06-15): ask to whom",
    silent: {
      surveyAnswers: [likely(9)],
      referrals: [{ ...v, id: "f1", referrerId: "c1", referredId: "c2", on: "2026-05-01" }],
    },
  },
  "referral-thanks": {
    on: "2026-06-15",
    speaks: { referrals: [{ ...v, id: "f1", referrerId: "c1", referredId: "c2", on: "2026-06-14" }] },
    says: "brought us another customer on 2026-06-14: say thank you",
    silent: { referrals: [{ ...v, id: "f1", referrerId: "c2", referredId: "c1", on: "2026-06-14" }] },
  },

  // Product recommendation.
  "associated-product": {
    on: "2026-06-15",
    speaks: {
      ...found("affinity.next-product", {
        productId: "p1",
        rank: 1,
        score: 1,
        becauseOf: ["p3"],
        both: 40,
        having: 100,
        lift: 2,
        sentence: "s",
      }),
      products,
    },
    says: "Recommend Washer to Mei Lin, who has Coffee: of 100 who have it, 40 have both",
    silent: found("affinity.next-product", {
      productId: "p1",
      rank: 1,
      score: 1,
      becauseOf: ["p3"],
      both: 40,
      having: 100,
      lift: 0.9,
      sentence: "s",
    }),
  },
  "new-product": {
    on: "2026-06-15",
    speaks: {
      ...found("affinity.suits-new-product", {
        productId: "p2",
        score: 0.8,
        matched: ["has a kitchen"],
        sentence: "s",
      }),
      products,
    },
    says: "Washer 2 is new and may suit Mei Lin: has a kitchen",
    silent: found("affinity.suits-new-product", {
      productId: "p2",
      score: 0.2,
      matched: ["x"],
      sentence: "s",
    }),
  },
  "reason-for-use": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2026-05-16")] },
    says: "what Mei Lin uses Boiler for",
    silent: { installedProducts: [installed("2026-05-16", { reasonForUse: "heat" })] },
  },
  "narrow-range": {
    on: "2026-06-15",
    speaks: found("value.narrow-range", { categories: 1, amount: "900", currency: "EUR" }),
    says: "bought for EUR 900 in 1 category only",
    silent: found("value.narrow-range", { categories: 3, amount: "900", currency: "EUR" }),
  },
  "wallet-gap": {
    on: "2026-06-15",
    speaks: found("loyalty.wallet-gap", {
      share: 0.2,
      gap: "800",
      currency: "EUR",
      periodFrom: "2025-06-01",
      periodTo: "2026-06-01",
    }),
    says: "Only 20 % of what Mei Lin spends comes to us; EUR 800 goes to others",
    silent: found("loyalty.wallet-gap", {
      share: 0.8,
      gap: "8",
      currency: "EUR",
      periodFrom: "2025-06-01",
      periodTo: "2026-06-01",
    }),
  },
  bundle: {
    on: "2026-06-15",
    speaks: {
      ...found("affinity.bundle", {
        bundleId: "b1",
        has: ["p1"],
        lacks: ["p3"],
        saving: "12.00",
        currency: "EUR",
      }),
      products,
    },
    says: "has Washer; together with Coffee it is a bundle that saves EUR 12.00",
    silent: found("affinity.bundle", {
      bundleId: "b1",
      has: ["p1"],
      lacks: ["p3"],
      saving: "0.00",
      currency: "EUR",
    }),
  },
  "role-pitch": {
    on: "2026-06-15",
    speaks: {
      party: acme,
      opportunities: [project({ participants: [{ personId: "q0", role: "evaluator" }] })],
      affiliations: person3(1),
    },
    says: "New line of Acme: q0 (decision, technical) judges by failure rate",
    silent: {
      party: acme,
      opportunities: [project({ participants: [{ personId: "q9", role: "evaluator" }] })],
      affiliations: person3(1),
    },
  },
  "inbound-offer": {
    on: "2026-06-15",
    speaks: {
      ...found("affinity.next-product", {
        productId: "p1",
        rank: 1,
        score: 1,
        becauseOf: [],
        both: 4,
        having: 9,
        sentence: "s",
      }),
      products,
      interactions: [talk("2026-06-15T09:00:00Z", { direction: "inbound" })],
    },
    says: "came to us on 2026-06-15 by phone and no offer was made: Washer would fit",
    silent: {
      ...found("affinity.next-product", {
        productId: "p1",
        rank: 1,
        score: 1,
        becauseOf: [],
        both: 4,
        having: 9,
        sentence: "s",
      }),
      products,
      interactions: [talk("2026-06-15T09:00:00Z", { direction: "inbound", offerIds: ["x"] })],
    },
  },
  "purchasing-schedule": {
    on: "2026-06-15",
    speaks: {
      opportunities: [
        project({
          milestones: [{ what: "Bids are opened", dueOn: "2026-06-29" }],
          budget: { amount: "5000", currency: "EUR", status: "approved" },
        }),
      ],
    },
    says: "New line of Mei Lin: Bids are opened on 2026-06-29, in 14 days (budget EUR 5000)",
    silent: {
      opportunities: [project({ milestones: [{ what: "Bids", dueOn: "2026-06-29", doneOn: "2026-06-10" }] })],
    },
  },
  "competitor-opening": {
    on: "2026-06-15",
    speaks: {
      competitors: [
        {
          ...v,
          id: "z1",
          customerId: "c1",
          competitorId: "rival",
          satisfaction: 2,
          source: { method: "stated", observedOn: "2026-06-15" },
        },
      ],
    },
    says: "gives rival of a competitor 2 of 5",
    silent: {
      competitors: [
        {
          ...v,
          id: "z1",
          customerId: "c1",
          competitorId: "rival",
          satisfaction: 4,
          source: { method: "stated", observedOn: "2026-06-15" },
        },
      ],
    },
  },
  replenishment: {
    on: "2026-06-15",
    speaks: {
      purchases: (["2026-03-17", "2026-04-16", "2026-05-16"] as const).map((on) => ({ productId: "p3", on })),
      products,
    },
    says: "may need Coffee again: bought every 30 days or so, last on 2026-05-16",
    silent: { purchases: bought("2026-03-17", "2026-04-16", "2026-05-16"), products },
  },
  "runs-out": {
    on: "2026-06-15",
    speaks: {
      ...found("affinity.replenishment-due", {
        productId: "p3",
        lastBought: "2026-05-16",
        due: "2026-06-18",
        dueFrom: "2026-06-14",
        dueTo: "2026-06-22",
        confidence: 0.8,
        gaps: 5,
      }),
      products,
    },
    says: "Coffee of Mei Lin, last bought on 2026-05-16, will run out between 2026-06-14 and 2026-06-22",
    silent: found("affinity.replenishment-due", {
      productId: "p3",
      lastBought: "2026-05-16",
      due: "2026-06-30",
      dueFrom: "2026-06-14",
      dueTo: "2026-06-22",
      confidence: 0.8,
      gaps: 5,
    }),
  },
  "abandoned-interest": {
    on: "2026-06-15",
    speaks: {
      behaviour: [
        {
          ...v,
          id: "w1",
          partyId: "c1",
          kind: "basket",
          occurredAt: "2026-06-14T09:00:00Z",
          channel: "web",
          productId: "p1",
        },
      ],
      products,
    },
    says: "left in the basket: Washer (last on 2026-06-14)",
    silent: {
      behaviour: [
        {
          ...v,
          id: "w1",
          partyId: "c1",
          kind: "basket",
          occurredAt: "2026-06-14T09:00:00Z",
          channel: "web",
          productId: "p1",
        },
      ],
      products,
      purchases: bought("2026-06-14"),
    },
  },
  "competitor-contract-end": {
    on: "2026-06-15",
    speaks: { competitors: [rival({ contractEndsOn: "2026-10-13" })] },
    says: "From 2026-10-13 Mei Lin is free of Rival Ltd",
    silent: { competitors: [rival({})] },
  },
  "competitor-ageing": {
    on: "2026-06-15",
    speaks: { installedProducts: [installed("2023-06-15", { vendorId: "Rival Ltd" })] },
    says: "Boiler of Rival Ltd has been in use at Mei Lin for 36 months",
    silent: { installedProducts: [installed("2023-06-15")] },
  },
  "competitor-representative": {
    on: "2026-06-10",
    speaks: { competitors: [rival({ representatives: [{ name: "Jo Rook", until: "2026-06-01" }] })] },
    says: "Jo Rook no longer sells for Rival Ltd at Mei Lin, since 2026-06-01",
    silent: { competitors: [rival({ representatives: [{ name: "Jo Rook", until: "2026-05-01" }] })] },
  },
  "price-drop": {
    on: "2026-06-15",
    speaks: { productNotices: [notice()], behaviour: [look("0", "browse"), look("2", "browse")], products },
    says: "Washer, which Mei Lin looked at, costs GBP 90.00 instead of GBP 100.00 since 2026-06-15",
    silent: {
      productNotices: [notice()],
      behaviour: [look("0", "browse"), look("2", "browse")],
      purchases: bought("2026-06-13"),
      products,
    },
  },
  "back-in-stock": {
    on: "2026-06-15",
    speaks: {
      productNotices: [notice({ kind: "back-in-stock", price: undefined, priceBefore: undefined })],
      behaviour: [],
      preferences: [
        { ...v, id: "p1", partyId: "c1", about: "product", productId: "p1", stance: "prefer", source },
      ],
      products,
    },
    says: "Washer, which Mei Lin asked to hear of, is in stock again since 2026-06-15",
    silent: {
      productNotices: [notice({ kind: "back-in-stock", price: undefined, priceBefore: undefined })],
      behaviour: [look("0", "browse")],
      products,
    },
  },

  // Customer recommendation.
  "life-stage-school": {
    on: "2026-06-15",
    speaks: {
      lifeEvents: [],
      family: [
        {
          party: person("k1", { name: "Bo" }),
          relation: "child",
          importantDates: [
            importantDate({ calendar: "gregorian", year: 2020, month: 8, day: 14 }, { partyId: "k1" }),
          ],
        },
      ],
    },
    says: "school begins (Bo), expected on 2026-08-14",
    silent: { lifeEvents: [lifeEvent("employment", "2026-06-01")] },
  },
  "life-stage-job": {
    on: "2026-06-15",
    speaks: { lifeEvents: [lifeEvent("employment", "2026-06-01")] },
    says: "a new job, 2026-06-01",
    silent: { lifeEvents: [lifeEvent("employment", "2026-06-01", "cancelled")] },
  },
  "life-stage-marriage": {
    on: "2026-06-15",
    speaks: { lifeEvents: [lifeEvent("marriage", "2026-08-14", "expected")] },
    says: "a marriage, expected on 2026-08-14",
    silent: { lifeEvents: [lifeEvent("marriage", "2026-10-14", "expected")] },
  },
  "life-stage-child": {
    on: "2026-06-15",
    speaks: { lifeEvents: [lifeEvent("childbirth", "2026-06-01")] },
    says: "a child, 2026-06-01",
    silent: { lifeEvents: [lifeEvent("award", "2026-06-01")] },
  },
  "ask-after-purchase": {
    on: "2026-06-15",
    speaks: { purchases: bought("2026-06-15"), products },
    says: "bought Kitchen on 2026-06-15",
    silent: { purchases: bought("2026-06-01"), products },
  },
  "ask-after-refusal": {
    on: "2026-06-15",
    speaks: {
      offerDecisions: [
        {
          ...v,
          id: "od1",
          offerId: "of1",
          partyId: "c1",
          decidedAt: "2026-06-15T09:00:00Z",
          decision: "refused",
        },
      ],
      offers: new Map([
        ["of1", { ...v, id: "of1", name: "Tech fund", kind: "standard", productIds: ["p1"] }],
      ]),
    },
    says: "declined Tech fund on 2026-06-15: ask what would be of interest instead, and do not offer it again for 60 days",
    silent: {
      offerDecisions: [
        {
          ...v,
          id: "od1",
          offerId: "of1",
          partyId: "c1",
          decidedAt: "2026-06-15T09:00:00Z",
          decision: "postponed",
        },
      ],
    },
  },
  "points-expiring": {
    on: "2026-06-15",
    speaks: { points: [earn("e1", "2025-06-22", "300", "2026-06-22")] },
    says: "300 points of Mei Lin expire on 2026-06-22",
    silent: { points: [earn("e1", "2025-06-22", "300")] },
  },
  "right-expiring": {
    on: "2026-06-15",
    speaks: {
      benefits: [
        {
          ...v,
          id: "n1",
          partyId: "c1",
          class: "structural",
          kind: "maintenance",
          what: "free service",
          grantedOn: "2026-01-01",
          expiresOn: "2026-06-22",
          quota: { total: "2", used: "1" },
        },
      ],
    },
    says: "can still use free service (1 left); it is gone on 2026-06-22",
    silent: {
      benefits: [
        {
          ...v,
          id: "n1",
          partyId: "c1",
          class: "structural",
          kind: "maintenance",
          what: "free service",
          grantedOn: "2026-01-01",
          expiresOn: "2026-06-22",
          quota: { total: "2", used: "2" },
        },
      ],
    },
  },
  "contract-notice": {
    on: "2026-06-15",
    speaks: { contracts: [contract({ noticeBy: "2026-07-15", endsOn: "2026-12-31", renews: true })] },
    says: "can be given until 2026-07-15; it ends on 2026-12-31 or renews itself",
    silent: { contracts: [contract({ endsOn: "2026-07-15" })] },
  },
  "lock-in-end": {
    on: "2026-06-15",
    speaks: {
      contracts: [
        contract({
          kind: "loan",
          name: "Mortgage",
          endsOn: "2026-06-29",
          penalties: [{ trigger: "early repayment", amount: { amount: "900", currency: "GBP" } }],
        }),
      ],
    },
    says: "free of Mortgage (until then: GBP 900)",
    silent: { contracts: [contract({ endsOn: "2026-06-29" })] },
  },
  renewal: {
    on: "2026-06-15",
    speaks: { contracts: [contract({ endsOn: "2026-06-22" })] },
    says: "Feed supply of Mei Lin ends on 2026-06-22: offer to renew it",
    silent: { contracts: [contract({ endsOn: "2026-06-22", renews: true })] },
  },
  "reward-near": {
    on: "2026-06-15",
    speaks: found("ledger.threshold-near", {
      programmeId: "coffee",
      have: 8,
      threshold: 10,
      reward: "a free cup",
    }),
    says: "has 8 of 10 for a free cup",
    silent: found("ledger.threshold-near", { programmeId: "coffee", have: 7, threshold: 10 }),
  },
  "drip-question": {
    on: "2026-07-01",
    speaks: { known: known("person.hometown", "Turin") },
    says: "At the next contact, ask Mei Lin",
    silent: { party: person("c1"), known: known("person.hometown", "Turin") },
  },
  "verify-facts": {
    on: "2026-07-01",
    speaks: { known: known("likes.hobby", "rowing", "2022-06-01T00:00:00Z") },
    says: "check what is known of Mei Lin: hobby",
    silent: { known: known("likes.hobby", "rowing") },
  },
  "delete-facts": {
    on: "2026-07-01",
    speaks: { known: known("likes.hobby", "rowing", "2019-01-01T00:00:00Z") },
    says: "out of date and was never confirmed: hobby",
    silent: { known: known("likes.hobby", "rowing") },
  },
  "ask-preferences": {
    on: "2026-02-09",
    speaks: { preferences: [], interactions: [talk("2026-01-01T09:00:00Z")] },
    says: "(mostly by phone so far): ask",
    silent: {
      preferences: [
        { ...v, id: "pr1", partyId: "c1", about: "channel", stance: "prefer", channel: "email", source },
      ],
    },
  },
  "break-point": {
    on: "2026-06-15",
    speaks: {
      interactions: [
        talk("2026-06-01T09:00:00Z", {
          breakPoint: {
            topic: "new kettle",
            state: "two models left",
            nextStep: "send the noise figures",
            dueOn: "2026-06-15",
          },
        }),
      ],
    },
    says: "where it stopped on 2026-06-01: new kettle, two models left; next: send the noise figures",
    silent: {
      interactions: [
        talk("2026-06-01T09:00:00Z", {
          id: "t1",
          breakPoint: { topic: "new kettle", state: "two left", nextStep: "send", dueOn: "2026-06-15" },
        }),
        talk("2026-06-10T09:00:00Z", { id: "t2", previousId: "t1" }),
      ],
    },
  },
  "promise-due": {
    on: "2026-06-14",
    speaks: {
      interactions: [
        talk("2026-06-01T09:00:00Z", {
          openLoops: [{ id: "l1", text: "send the price list", dueOn: "2026-06-15", owedBy: "company" }],
        }),
      ],
    },
    says: "Promised to Mei Lin on 2026-06-01 for 2026-06-15: send the price list",
    silent: {
      interactions: [
        talk("2026-06-01T09:00:00Z", {
          id: "t1",
          openLoops: [{ id: "l1", text: "send", dueOn: "2026-06-15", owedBy: "company" }],
        }),
        talk("2026-06-10T09:00:00Z", { id: "t2", closedLoopIds: ["l1"] }),
      ],
    },
  },
  "three-contacts": {
    on: "2026-06-01",
    speaks: {
      party: acme,
      affiliations: person3(3),
      wanted: [{ ...v, id: "w1", organisationId: "c1", year: 2026, rank: 1, requiredContacts: 4 }],
    },
    says: "Record at least 4 contacts at Acme: 3 are known",
    silent: { party: acme, affiliations: person3(3) },
  },
  "win-back": {
    on: "2026-06-15",
    speaks: {
      lifecycle: [
        {
          ...v,
          id: "ls1",
          partyId: "c1",
          on: "2026-03-17",
          stage: "lost",
          detected: "declared",
          reason: "late deliveries",
          competitorId: "rival",
        },
      ],
    },
    says: "was lost on 2026-03-17, 90 days ago (late deliveries), to rival",
    silent: {
      lifecycle: [
        { ...v, id: "ls1", partyId: "c1", on: "2026-03-17", stage: "lost", detected: "inferred" },
        { ...v, id: "ls2", partyId: "c1", on: "2026-05-01", stage: "won-back", detected: "inferred" },
      ],
    },
  },
  "reduce-contact": {
    on: "2026-06-15",
    speaks: drag("2026-06-15"),
    says: "stop promotional mail",
    silent: { insights: [] },
  },
  "influence-move": {
    on: "2026-06-15",
    speaks: found("migration.influenceable", {
      state: "B",
      action: "a visit",
      gain: 120.5,
      lowerBound: 12,
      rank: 3,
      periodTo: "2026-06-01",
    }),
    says: "a visit would gain about 120.5 on Mei Lin, now B (rank 3",
    silent: found("migration.influenceable", {
      state: "B",
      action: "a visit",
      gain: 1,
      lowerBound: -5,
      rank: 3,
      periodTo: "2026-06-01",
    }),
  },
  "document-expiry": {
    on: "2026-06-15",
    speaks: { heldDocuments: [document()] },
    says: "Forklift licence of Mei Lin runs out on 2026-06-29: help to renew it",
    silent: { heldDocuments: [document(), document({ id: "h2", expiresOn: "2031-06-29" })] },
  },
  "tier-ending": {
    on: "2026-06-15",
    speaks: {
      memberships: [
        { ...v, id: "m1", programmeId: "Tea Club", partyId: "c1", tier: "Gold", validTo: "2026-06-29" },
      ],
    },
    says: "Mei Lin keeps Gold of Tea Club until 2026-06-29",
    silent: {
      memberships: [
        { ...v, id: "m1", programmeId: "Tea Club", partyId: "c1", tier: "Gold", validTo: "2026-06-29" },
        { ...v, id: "m2", programmeId: "Tea Club", partyId: "c1", tier: "Gold", validFrom: "2026-06-29" },
      ],
    },
  },
  "re-permission": {
    on: "2026-06-15",
    speaks: { consents: [consent("promotional", "email", "granted", "2024-06-22")] },
    says: "Mei Lin allowed us on 2024-06-22 to write or call (email); that is too old from 2026-06-22",
    silent: {
      consents: [
        consent("promotional", "email", "granted", "2024-06-22"),
        consent("promotional", "email", "granted", "2026-06-01"),
      ],
    },
  },
  "address-repair": {
    on: "2026-06-15",
    speaks: {
      contactPoints: [{ ...at("c1", "cp1"), checkedAt: "2026-06-15T08:00:00Z", checkOutcome: "unreachable" }],
    },
    says: "The post of Mei Lin does not work, found on 2026-06-15",
    silent: {
      contactPoints: [
        { ...at("c1", "cp1"), checkedAt: "2026-06-15T08:00:00Z", checkOutcome: "unreachable" },
        at("c1", "cp2"),
      ],
    },
  },
  sunset: {
    on: "2026-06-15",
    speaks: pressure(0),
    says: "got 5 contacts in 28 days and answered none: promotion stops",
    silent: pressure(1),
  },

  // Product trend.
  "order-rate": {
    on: "2026-06-15",
    speaks: found("trend.rate-changed", { ...significance, before: 4, after: 1.25, unit: "month" }),
    says: "orders 1.25 times a month instead of 4, since 2026-04-01 (p = 0.004)",
    silent: found("trend.rate-changed", {
      ...significance,
      direction: "sideways",
      before: 4,
      after: 4,
      unit: "month",
    }),
  },
  "order-amount": {
    on: "2026-06-15",
    speaks: found("trend.amount-changed", {
      ...significance,
      before: "80.00",
      after: "30.00",
      currency: "EUR",
    }),
    says: "usually EUR 30.00 instead of EUR 80.00",
    silent: "2026-06-23",
  },
  "range-shift": {
    on: "2026-06-15",
    speaks: mix("category"),
    says: "Leeds 70 % instead of 10 %",
    silent: mix("place"),
  },
  "long-silence": {
    on: "2026-06-15",
    speaks: found("rfm.silent", { daysSilent: 80, usualGapDays: 41, share: 0.95, gaps: 12 }),
    says: "silent for 80 days, since 2026-03-27",
    silent: {
      insights: [
        insight("rfm.silent", "2026-06-15", { daysSilent: 80, usualGapDays: 41, share: 0.95, gaps: 12 }),
        insight("trend.overdue", "2026-06-15", { daysSilent: 80, usualGapDays: 41, p: 0.01, orders: 9 }),
      ],
    },
  },
  "overdue-order": {
    on: "2026-06-15",
    speaks: found("trend.overdue", { daysSilent: 80, usualGapDays: 30, p: 0.0004, orders: 9 }),
    says: "has not ordered for 80 days, usually every 30: so long a silence is as rare as p < 0.001",
    silent: "2026-06-23",
  },
  "segment-shift": {
    on: "2026-06-15",
    speaks: found("rfm.segment-changed", {
      from: "Champions",
      to: "At risk",
      since: "2026-03-01",
      direction: "down",
    }),
    says: "fell from Champions to At risk",
    silent: found("rfm.segment-changed", {
      from: "At risk",
      to: "Champions",
      since: "2026-03-01",
      direction: "up",
    }),
  },
  "rfm-shift": {
    on: "2026-06-15",
    speaks: found("trend.rfm-shifted", {
      ...significance,
      components: ["recency", "frequency"],
      before: "5-5-4",
      after: "2-3-4",
    }),
    says: "recency, frequency moved from 5-5-4 to 2-3-4",
    silent: {
      ...found("trend.rfm-shifted", { ...significance, components: ["recency"], before: "5", after: "2" }),
      snapshot: snapshot("C"),
    },
  },
  "fading-buyer": {
    on: "2026-06-15",
    speaks: found("trend.frequent-buyer-fading", {
      frequencyScore: 5,
      recencyScoreBefore: 5,
      recencyScore: 2,
      daysSilent: 60,
      since: "2026-04-01",
    }),
    says: "recency 2 after 5, 60 days without an order",
    silent: found("trend.frequent-buyer-fading", {
      frequencyScore: 2,
      recencyScoreBefore: 5,
      recencyScore: 2,
      daysSilent: 60,
      since: "2026-04-01",
    }),
  },
  "purchase-pattern": {
    on: "2026-06-15",
    speaks: found("trend.pattern", { pattern: "wearing-out", periods: 12, since: "2025-06-01" }),
    says: "are wearing out, over 12 periods",
    silent: "2026-06-23",
  },
  "campaign-response": {
    on: "2026-06-15",
    speaks: found("campaign.response-pattern", {
      campaigns: "invitations",
      direction: "up",
      touches: 12,
      rate: 0.5,
      usualRate: 0.1,
    }),
    says: "answers 50 % of 12 contacts of invitations; 10 % is usual",
    silent: found("campaign.response-pattern", {
      campaigns: "invitations",
      direction: "up",
      touches: 2,
      rate: 0.5,
      usualRate: 0.1,
    }),
  },
  "complaint-alert": {
    on: "2026-06-15",
    speaks: found("trend.complaints-out-of-control", {
      about: "kettles",
      on: "2026-06-14",
      count: 9,
      centre: 2.1,
      upperLimit: 6.4,
    }),
    says: "9 complaints about kettles on 2026-06-14; 2.1 a day are usual and 6.4 the limit",
    silent: "2026-06-23",
  },

  // Customer trend.
  "place-shift": {
    on: "2026-06-15",
    speaks: mix("place"),
    says: "Where Mei Lin buys has changed: Leeds 70 % instead of 10 %",
    silent: mix("weekday"),
  },
  "time-shift": {
    on: "2026-06-15",
    speaks: mix("weekday"),
    says: "On which days of the week Mei Lin buys has changed",
    silent: mix("place"),
  },
  "enquiry-shift": {
    on: "2026-06-15",
    speaks: mix("enquiry"),
    says: "What Mei Lin asks about has changed",
    silent: mix("channel"),
  },
  "interest-shift": {
    on: "2026-06-15",
    speaks: found("trend.interest-shifted", {
      ...significance,
      direction: "sideways",
      from: "Food",
      to: "Kitchen",
      shareBefore: 0.1,
      shareAfter: 0.6,
    }),
    says: "looks at Kitchen (60 %, before 10 %) rather than Food",
    silent: "2026-06-23",
  },
  "value-change": {
    on: "2026-06-15",
    speaks: found("trend.value-changed", {
      ...significance,
      measure: "profit",
      before: "90",
      after: "40",
      currency: "EUR",
    }),
    says: "Profit of Mei Lin: EUR 40 instead of EUR 90",
    silent: found("trend.value-changed", {
      ...significance,
      direction: "sideways",
      measure: "profit",
      before: "90",
      after: "90",
    }),
  },
  "class-change": {
    on: "2026-06-15",
    speaks: found("value.class-changed", {
      from: "A",
      to: "B",
      direction: "down",
      amount: "300",
      currency: "EUR",
    }),
    says: "moved from class A to class B (EUR 300)",
    silent: "2026-06-23",
  },
  "tier-moved": {
    on: "2026-06-15",
    speaks: found("migration.tier-moved", {
      from: "A",
      to: "B",
      direction: "down",
      periodFrom: "2026-01-01",
      periodTo: "2026-04-01",
      probabilityDown: 0.25,
    }),
    says: "of the customers in B, 25 % move down",
    silent: found("migration.tier-moved", {
      from: "C",
      to: "D",
      direction: "down",
      periodFrom: "2026-01-01",
      periodTo: "2026-04-01",
    }),
  },
  "move-predicted": {
    on: "2026-06-15",
    speaks: found("migration.move-predicted", {
      state: "A",
      direction: "down",
      probability: 0.4,
      periodTo: "2026-06-01",
    }),
    says: "of the customers there 40 % move down within a period",
    silent: found("migration.move-predicted", {
      state: "A",
      direction: "down",
      probability: 0.1,
      periodTo: "2026-06-01",
    }),
  },
  "channel-habit": {
    on: "2026-06-15",
    speaks: found("campaign.channel-habit", {
      channel: "sms",
      time: "18:00",
      contacts: 9,
      rate: 0.4,
      usualRate: 0.1,
    }),
    says: "answers best by sms, 18:00: 40 % instead of 10 %",
    silent: found("campaign.channel-habit", { channel: "sms", contacts: 2, rate: 0.4, usualRate: 0.1 }),
  },
  "contact-pressure": {
    on: "2026-06-15",
    speaks: found("campaign.contact-pressure", { class: "saturated", touches: 12, responses: 0, days: 28 }),
    says: "got 12 contacts in 28 days and answered 0: write less",
    silent: found("campaign.contact-pressure", { class: "on-target", touches: 4, responses: 1, days: 28 }),
  },
  "yearly-gold": {
    on: "2026-07-01",
    speaks: gold("2026-06-15"),
    says: "2026-H2: Mei Lin is among the best customers (EUR 9000)",
    silent: gold("2026-01-15"),
  },
  "yearly-drag": {
    on: "2026-07-01",
    speaks: drag("2026-06-15"),
    says: "2026-H2: Mei Lin is among the least valuable",
    silent: drag("2026-01-15"),
  },
  "retention-drift": {
    on: "2026-06-15",
    speaks: found("loyalty.retention-drift", {
      measure: "share-of-wallet",
      direction: "down",
      before: 0.6,
      after: 0.4,
      periodFrom: "2025-01-01",
      periodTo: "2026-01-01",
    }),
    says: "Share of wallet of Mei Lin: 0.4 instead of 0.6",
    silent: found("loyalty.retention-drift", {
      measure: "retention",
      direction: "up",
      before: 0.4,
      after: 0.6,
      periodFrom: "2025-01-01",
      periodTo: "2026-01-01",
    }),
  },
  "lifestyle-review": {
    on: "2026-07-01",
    speaks: { known: known("likes.hobby", "rowing") },
    says: "(1 fact, such as likes.hobby)",
    silent: { known: known("business.region", "the north") },
  },
};
