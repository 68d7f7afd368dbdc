import fc from "fast-check";
import { addDays, type PlainDate } from "../calendar/index.ts";
import { factsAsOf, indexFacts } from "../knowledge/index.ts";
import { builtInAttributes, type Insight, insightPayloadSchemas } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import { collections } from "../repositories/index.ts";
import { arbitraryNear, type NearOptions } from "./_arbitrary-near.ts";

/** A list of the dossier and the collection of its records. */
const LISTS = {
  lifeEvents: "lifeEvents",
  competitors: "competitorPresences",
  contracts: "contracts",
  benefits: "benefits",
  memberships: "memberships",
  engagements: "engagements",
  wanted: "wantedAccounts",
  externalEvents: "externalEvents",
  preferences: "preferences",
  opportunities: "opportunities",
  lifecycle: "lifecycleChanges",
  askedQuestions: "askedQuestions",
  offerDecisions: "offerDecisions",
  behaviour: "behaviourEvents",
  surveyAnswers: "surveyAnswers",
  feedback: "feedback",
  contactPoints: "contactPoints",
} as const satisfies Partial<Record<keyof Dossier, keyof typeof collections>>;

const attributes = builtInAttributes.keys.map(
  (key) => [key, builtInAttributes.definitions[key].schema] as const,
);

/** Mostly absent: what every dossier held would make each of them slow to draw and hard to read. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );

/** Draws what the other built-in rules read, each part in one of ten dossiers. */
export function arbitraryCircumstances(options: NearOptions): fc.Arbitrary<Partial<Dossier>> {
  const { customerId, asOf } = options;
  const ago = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(asOf, -days));
  const some = <T extends object>(one: fc.Arbitrary<T>) =>
    fc
      .array(one, { minLength: 1, maxLength: 2 })
      .map((all) => all.map((record, i) => ({ ...record, id: `r${i}` })));
  const lists = Object.fromEntries(
    Object.entries(LISTS).map(([name, collection]) => [
      name,
      seldom(some(arbitraryNear(collections[collection].schema, options) as fc.Arbitrary<object>)),
    ]),
  );
  const offer = arbitraryNear(collections.offers.schema, options);
  return fc
    .record({
      ...lists,
      complaints: seldom(some(complaint(ago, customerId))),
      invoices: seldom(
        some(
          fc
            .record({ issuedOn: ago(3, 60), days: fc.integer({ min: 5, max: 70 }), paid: fc.boolean() })
            .map(({ issuedOn, days, paid }) => ({
              schemaVersion: 1 as const,
              customerId,
              issuedOn,
              dueOn: addDays(issuedOn, days),
              amount: "120.00",
              currency: "GBP",
              ...(paid ? { paidOn: addDays(asOf, -2) } : {}),
            })),
        ),
      ),
      recalls: seldom(
        some(
          ago(3, 20).map((announcedOn) => ({
            productId: "p1",
            announcedOn,
            what: "The handle may come off.",
          })),
        ),
      ),
      offers: seldom(
        fc
          .array(offer, { minLength: 1, maxLength: 2 })
          .map((all) => new Map(all.map((one, i) => [`o${i + 1}`, { ...one, id: `o${i + 1}` }] as const))),
      ),
      family: seldom(familyMember(asOf).map((one) => [one])),
      known: seldom(knownFacts(options)),
      company: seldom(
        fc.record({
          serviceAudits: some(
            arbitraryNear(collections.serviceAudits.schema, options) as fc.Arbitrary<object>,
          ),
          paperTraces: some(arbitraryNear(collections.paperTraces.schema, options) as fc.Arbitrary<object>),
        }),
      ),
      found: seldom(fc.array(arbitraryInsight(options), { minLength: 1, maxLength: 6 })),
      talks: seldom(some(arbitraryNear(collections.interactions.schema, options))),
    })
    .map(({ found, talks, ...rest }) => {
      const parts = Object.entries(rest).filter(([, value]) => value !== undefined);
      return {
        ...Object.fromEntries(parts),
        ...(found === undefined ? {} : { insights: found.map((one, i) => ({ ...one, id: `i${i}` })) }),
        ...(talks === undefined ? {} : { interactions: talks }),
      };
    });
}

type Ago = (min: number, max: number) => fc.Arbitrary<PlainDate>;

function complaint(ago: Ago, customerId: string) {
  return fc
    .record({
      on: ago(3, 40),
      after: fc.nat(30),
      solved: fc.boolean(),
      severity: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ on, after, solved, severity }) => ({
      schemaVersion: 1 as const,
      customerId,
      subject: "product" as const,
      category: "broken",
      severity,
      receivedAt: `${on}T10:00:00Z`,
      channel: "phone" as const,
      history: [
        { state: "open" as const, at: `${on}T10:00:00Z` },
        ...(solved ? [{ state: "resolved" as const, at: `${addDays(on, after)}T12:00:00Z` }] : []),
      ],
    }));
}

function familyMember(asOf: PlainDate) {
  return fc.integer({ min: -10, max: 10 }).map((near) => {
    const on = addDays(asOf, near);
    return {
      party: { schemaVersion: 1 as const, kind: "person" as const, id: "kin1", name: "Kim" },
      relation: "child" as const,
      importantDates: [
        {
          schemaVersion: 1 as const,
          id: "kd1",
          partyId: "kin1",
          kind: "birthday" as const,
          date: {
            calendar: "gregorian" as const,
            month: Number(on.slice(5, 7)),
            day: Math.min(28, Number(on.slice(8))),
          },
          source: { method: "stated" as const, observedOn: addDays(asOf, -100) },
        },
      ],
    };
  });
}

/** A view of facts under attributes of the catalogue. */
function knownFacts({ customerId, asOf }: NearOptions): fc.Arbitrary<NonNullable<Dossier["known"]>> {
  const observed = fc.integer({ min: 3, max: 900 }).map((days) => addDays(asOf, -days));
  const fact = fc.constantFrom(...attributes).chain(([attribute, schema]) =>
    fc.record({
      attribute: fc.constant(attribute),
      value: arbitraryNear(schema, { customerId, asOf }),
      observed,
    }),
  );
  return fc.array(fact, { minLength: 1, maxLength: 4 }).map((drawn) => {
    const facts = drawn.map(({ attribute, value, observed: on }, i) =>
      builtInAttributes.fact(attribute as never, value as never, {
        id: `f${i}`,
        subjectId: customerId,
        provenance: { method: "stated" },
        observedAt: `${on}T08:00:00Z`,
      }),
    );
    return factsAsOf(indexFacts(facts), { subjectId: customerId, asOf: `${asOf}T00:00:00Z` });
  });
}

/** An insight of any kind that built-in rules read. */
function arbitraryInsight(options: NearOptions): fc.Arbitrary<Insight> {
  return fc
    .constantFrom(...Object.entries(insightPayloadSchemas))
    .chain(([kind, schema]) =>
      fc.record({
        kind: fc.constant(kind),
        payload: arbitraryNear(schema, options),
        on: fc.integer({ min: 3, max: 10 }).map((days) => addDays(options.asOf, -days)),
        strength: fc.constantFrom(0.25, 0.5, 1),
      }),
    )
    .map(
      ({ kind, payload, on, strength }): Insight => ({
        schemaVersion: 1,
        id: `${kind}:${on}`,
        kind,
        subjectId: options.customerId,
        asOf: on,
        strength,
        evidence: [{ label: "what was found", value: kind, asOf: on, source: "analysis" }],
        payload: payload as Insight["payload"],
      }),
    );
}
