import { type CustomerKnowledge, indexFacts } from "../knowledge/index.ts";
import type { Affiliation, AttributeCatalogue, Party, Product, Relationship } from "../model/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import { about } from "./_scope.ts";

/** Reads what a brief of one party needs: its own records, those of its organisations, and the names around it. */
export async function readKnowledge(
  store: ClienteleStore,
  party: Party,
  { asOf, attributes }: { readonly asOf: string; readonly attributes?: AttributeCatalogue | undefined },
  options: OperationOptions,
): Promise<CustomerKnowledge> {
  const all = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> => {
    const found: T[] = [];
    for await (const one of source) found.push(one);
    return found;
  };
  const affiliations = unique([
    ...(await all(store.affiliations.stream(about<Affiliation>("personId", [party.id]), options))),
    ...(await all(store.affiliations.stream(about<Affiliation>("organisationId", [party.id]), options))),
  ]);
  const relationships = unique([
    ...(await all(store.relationships.stream(about<Relationship>("fromId", [party.id]), options))),
    ...(await all(store.relationships.stream(about<Relationship>("toId", [party.id]), options))),
  ]);
  const ids = [
    ...new Set([
      party.id,
      ...affiliations.flatMap(({ personId, organisationId }) =>
        personId === party.id ? organisationId : [],
      ),
    ]),
  ];
  const until = new Date(Date.parse(asOf) + 1).toISOString();
  const read = { subjectIds: ids, to: until };
  const dates = [...new Set([...ids, ...relationships.flatMap(({ fromId, toId }) => [fromId, toId])])];
  const interactions = await all(store.interactions.read(read, options));
  const assignments = await all(store.accountAssignments.stream(about("customerId", ids), options));
  const installedProducts = await all(store.installedProducts.stream(about("ownerId", ids), options));
  const competitors = await all(store.competitorPresences.stream(about("customerId", ids), options));
  const named = new Set([
    ...dates,
    ...affiliations.map(({ personId }) => personId),
    ...assignments.flatMap(({ staffId, counterpartPersonId }) => [staffId, counterpartPersonId ?? staffId]),
    ...installedProducts.flatMap(({ userIds = [], maintainerIds = [] }) => [...userIds, ...maintainerIds]),
    ...competitors.map(({ competitorId }) => competitorId),
  ]);
  const parties = await all(store.parties.stream(about<Party>("id", [...named].slice(0, MOST)), options));
  const products = await all(store.products.stream({}, options));
  const facts = await all(store.facts.stream(about("subjectId", [party.id]), options));
  return {
    party,
    facts: indexFacts(facts as never, { attributes, onInvalid: "set-aside" }),
    affiliations,
    relationships,
    interactions,
    assignments,
    installedProducts,
    competitors,
    parties: new Map(parties.map((one) => [one.id, one])),
    products: new Map(products.map((one): [string, Product] => [one.id, one])),
    contactPoints: await all(store.contactPoints.stream(about("partyId", [party.id]), options)),
    preferences: await all(store.preferences.stream(about("partyId", [party.id]), options)),
    consents: await all(store.consents.stream(about("partyId", [party.id]), options)),
    importantDates: await all(store.importantDates.stream(about("partyId", dates), options)),
    lifeEvents: await all(store.lifeEvents.stream(about("partyId", ids), options)),
    complaints: await all(store.complaints.stream(about("customerId", ids), options)),
    opportunities: await all(store.opportunities.stream(about("customerId", ids), options)),
    contracts: await all(store.contracts.stream(about("customerId", ids), options)),
    benefits: await all(store.benefits.stream(about("partyId", ids), options)),
    decisions: await all(store.offerDecisions.read(read, options)),
    behaviour: await all(store.behaviourEvents.read(read, options)),
    asked: await all(store.askedQuestions.read(read, options)),
    plans: await all(store.accountPlans.stream(about("customerId", ids), options)),
    lifecycle: await all(store.lifecycleChanges.read({ subjectIds: ids }, options)),
    switchingBonds: await all(store.switchingBonds.stream(about("customerId", ids), options)),
    memberships: await all(store.memberships.stream(about("partyId", ids), options)),
    referrals: unique([
      ...(await all(store.referrals.stream(about("referrerId", [party.id]), options))),
      ...(await all(store.referrals.stream(about("referredId", [party.id]), options))),
    ]),
    customisations: await all(store.customisationSettings.stream(about("customerId", ids), options)),
    feedback: await all(store.feedback.read(read, options)),
    surveyAnswers: await all(store.surveyAnswers.read(read, options)),
  };
}

/** As many values as a filter may have. */
const MOST = 10_000;

const unique = <T extends { readonly id: string }>(records: readonly T[]): readonly T[] => [
  ...new Map(records.map((record) => [record.id, record])).values(),
];
