import { addDays, dateOfDay, type PlainDate } from "../calendar/index.ts";
import { type FactView, factsAsOf, indexFacts } from "../knowledge/index.ts";
import type { CustomerSnapshot, Fact, Insight, Product, Relationship } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { CompanyRecords, Dossier, Purchase } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { familyOf, supplyChainOf } from "./_neighbours.ts";
import { isOwnInsight } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";

/** Insights older than this many days are no news to any rule and not loaded. */
const INSIGHT_DAYS = 366;

/** What the run knows already and need not read back. */
export interface Findings {
  /** The orders before the day. */
  readonly log: OrderLog;
  readonly asOf: PlainDate;
  /** The moment of the run: later contacts have not happened yet. */
  readonly instant: string;
  readonly insights: readonly Insight[];
  readonly snapshots: readonly CustomerSnapshot[];
  readonly products: ReadonlyMap<string, Product>;
  /** The own company's party, if it is on record: the internal tasks are about it. */
  readonly companyId?: string | undefined;
}

/** Interest of longer ago is cold. */
const BEHAVIOUR_DAYS = 30;

/** Reads what is known of every party and puts it together with what the run found, a dossier for each. */
export async function readDossiers(
  store: ClienteleStore,
  findings: Findings,
  progress: Progress,
): Promise<readonly Dossier[]> {
  const { asOf, instant, log, products, companyId } = findings;
  const { signal } = progress;
  const options = { signal };
  let read = 0;
  const group = async <T>(source: AsyncIterable<T>, keyOf: (record: T) => string): Promise<Groups<T>> => {
    const groups = new Map<string, T[]>();
    for await (const record of source) {
      addTo(groups, keyOf(record), record);
      if (++read % BATCH === 0) progress.report("facts", read);
    }
    return groups;
  };
  progress.report("facts", 0);
  const parties = await group(store.parties.stream({}, options), ({ id }) => id);
  const affiliations = await group(store.affiliations.stream({}, options), (one) => one.organisationId);
  const importantDates = await group(store.importantDates.stream({}, options), (one) => one.partyId);
  const consents = await group(store.consents.stream({}, options), (one) => one.partyId);
  const installed = await group(store.installedProducts.stream({}, options), (one) => one.ownerId);
  const interactions = await group(store.interactions.read({ to: instant }, options), (one) => one.partyId);
  const points = await group(
    store.pointsEntries.read({ to: addDays(asOf, 1) }, options),
    (one) => one.customerId,
  );
  const ties = await readTies(store, findings, options, group);
  const insights = await group(readInsights(store, asOf, signal), (one) => one.subjectId);
  for (const insight of findings.insights) addTo(insights, insight.subjectId, insight);
  const snapshots = new Map(findings.snapshots.map((snapshot) => [snapshot.customerId, snapshot]));
  progress.report("facts", read, read);
  const people = new Map([...parties.values()].flat().map((party) => [party.id, party]));
  const around = { people, importantDates, contactPoints: ties.lists.contactPoints, asOf, companyId };

  const customers = new Map(log.customerIds.map((id, code) => [id, code]));
  const starts = firstLines(log);
  return [...people.values()].map((party) => {
    const { id } = party;
    const code = customers.get(id);
    const snapshot = snapshots.get(id);
    const known = ties.known(id);
    return {
      party,
      affiliations: affiliations.get(id) ?? [],
      importantDates: importantDates.get(id) ?? [],
      consents: consents.get(id) ?? [],
      installedProducts: installed.get(id) ?? [],
      interactions: interactions.get(id) ?? [],
      points: points.get(id) ?? [],
      insights: insights.get(id) ?? [],
      purchases: code === undefined ? [] : purchasesOf(log, starts[code]!, starts[code + 1]!),
      products,
      offers: ties.offers,
      externalEvents: ties.externalEvents,
      staff: ties.staff,
      productNotices: ties.productNotices,
      recalls: ties.recalls,
      family: familyOf(party, ties.relationships.get(id) ?? [], around),
      supplyChain: supplyChainOf(party, ties.relationships.get(id) ?? [], around),
      ...Object.fromEntries(
        // Where no address is kept at all, somebody else knows how to reach customers.
        Object.entries(ties.lists).flatMap(([name, groups]) =>
          name === "contactPoints" && groups.size === 0 ? [] : [[name, groups.get(id) ?? []]],
        ),
      ),
      ...(known === undefined ? {} : { known }),
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(id === companyId ? { company: ties.company } : {}),
    };
  });
}

/** The lists of a dossier that are read as they stand, by customer. */
type Lists = Pick<
  Dossier,
  | "contactPoints"
  | "preferences"
  | "askedQuestions"
  | "lifeEvents"
  | "lifecycle"
  | "complaints"
  | "surveyAnswers"
  | "feedback"
  | "opportunities"
  | "offerDecisions"
  | "behaviour"
  | "competitors"
  | "contracts"
  | "benefits"
  | "memberships"
  | "invoices"
  | "heldDocuments"
  | "meterReadings"
  | "referrals"
  | "engagements"
  | "assignments"
  | "wanted"
>;

/** What is known beside dates, products and contacts. */
interface Ties {
  readonly lists: { readonly [K in keyof Lists]-?: Groups<NonNullable<Lists[K]>[number]> };
  readonly relationships: Groups<Relationship>;
  readonly offers: NonNullable<Dossier["offers"]>;
  readonly externalEvents: NonNullable<Dossier["externalEvents"]>;
  readonly productNotices: NonNullable<Dossier["productNotices"]>;
  readonly recalls: NonNullable<Dossier["recalls"]>;
  readonly staff: NonNullable<Dossier["staff"]>;
  readonly company: CompanyRecords;
  readonly known: (partyId: string) => FactView | undefined;
}

type GroupBy = <T>(source: AsyncIterable<T>, keyOf: (record: T) => string) => Promise<Groups<T>>;

async function readTies(
  store: ClienteleStore,
  { asOf, instant, companyId }: Findings,
  options: { readonly signal: AbortSignal | undefined },
  group: GroupBy,
): Promise<Ties> {
  const until = { to: instant };
  const one = (): string => "";
  const all = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> =>
    (await group(source, one)).get("") ?? [];
  const engagements: Groups<NonNullable<Dossier["engagements"]>[number]> = new Map();
  for (const each of await all(store.engagements.stream({}, options)))
    for (const id of new Set([...(each.inviteeIds ?? []), ...(each.attendeeIds ?? [])]))
      addTo(engagements, id, each);
  const relationships: Groups<Relationship> = new Map();
  for (const each of await all(store.relationships.stream({}, options)))
    for (const id of [each.fromId, each.toId]) addTo(relationships, id, each);
  const facts = await all(store.facts.stream({}, options));
  const index = indexFacts(facts, { onInvalid: "set-aside" });
  const hasFacts = new Set((facts as readonly Fact[]).map(({ subjectId }) => subjectId));
  return {
    lists: {
      contactPoints: await group(store.contactPoints.stream({}, options), (each) => each.partyId),
      preferences: await group(store.preferences.stream({}, options), (each) => each.partyId),
      askedQuestions: await group(store.askedQuestions.read(until, options), (each) => each.partyId),
      lifeEvents: await group(store.lifeEvents.stream({}, options), (each) => each.partyId),
      lifecycle: await group(
        store.lifecycleChanges.read({ to: addDays(asOf, 1) }, options),
        (each) => each.partyId,
      ),
      complaints: await group(store.complaints.stream({}, options), (each) => each.customerId),
      surveyAnswers: await group(store.surveyAnswers.read(until, options), (each) => each.partyId),
      feedback: await group(store.feedback.read(until, options), (each) => each.partyId),
      opportunities: await group(store.opportunities.stream({}, options), (each) => each.customerId),
      offerDecisions: await group(store.offerDecisions.read(until, options), (each) => each.partyId),
      behaviour: await group(
        store.behaviourEvents.read(
          { from: `${addDays(asOf, -BEHAVIOUR_DAYS)}T00:00:00Z`, to: instant },
          options,
        ),
        (each) => each.partyId,
      ),
      competitors: await group(store.competitorPresences.stream({}, options), (each) => each.customerId),
      contracts: await group(store.contracts.stream({}, options), (each) => each.customerId),
      benefits: await group(store.benefits.stream({}, options), (each) => each.partyId),
      memberships: await group(store.memberships.stream({}, options), (each) => each.partyId),
      invoices: await group(store.invoices.stream({}, options), (each) => each.customerId),
      heldDocuments: await group(store.heldDocuments.stream({}, options), (each) => each.partyId),
      meterReadings: await group(
        store.meterReadings.read({ to: addDays(asOf, 1) }, options),
        (each) => each.customerId,
      ),
      referrals: await group(store.referrals.stream({}, options), (each) => each.referrerId),
      engagements,
      assignments: await group(store.accountAssignments.stream({}, options), (each) => each.customerId),
      wanted: await group(store.wantedAccounts.stream({}, options), (each) => each.organisationId),
    },
    relationships,
    productNotices: await all(store.productNotices.stream({}, options)),
    recalls: await all(store.recalls.stream({}, options)),
    offers: new Map((await all(store.offers.stream({}, options))).map((offer) => [offer.id, offer])),
    externalEvents: await all(store.externalEvents.stream({}, options)),
    staff:
      companyId === undefined
        ? []
        : (await all(store.affiliations.stream({}, options))).filter(
            ({ organisationId }) => organisationId === companyId,
          ),
    company:
      companyId === undefined
        ? {}
        : {
            serviceAudits: await all(store.serviceAudits.stream({}, options)),
            paperTraces: await all(store.paperTraces.stream({}, options)),
          },
    known: (subjectId) =>
      hasFacts.has(subjectId) ? factsAsOf(index, { subjectId, asOf: instant, validOn: asOf }) : undefined,
  };
}

type Groups<T> = Map<string, T[]>;

function addTo<T>(groups: Groups<T>, key: string, record: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [record]);
  else group.push(record);
}

/**
 * Insights that others have stored up to the day. Those of earlier runs are left out: the analyses say anew each
 * day what holds, and what they no longer say no longer holds.
 */
async function* readInsights(
  store: ClienteleStore,
  asOf: PlainDate,
  signal: AbortSignal | undefined,
): AsyncGenerator<Insight> {
  const where = {
    op: "and",
    of: [
      { op: "lte", field: "asOf", value: asOf },
      { op: "gt", field: "asOf", value: addDays(asOf, -INSIGHT_DAYS) },
    ],
  } as const;
  for await (const insight of store.insights.stream({ where }, { signal })) {
    if (!isOwnInsight(insight)) yield insight;
  }
}

/** Where the lines of each customer begin, and after the last customer the number of lines. */
function firstLines({ customers, customerIds, size }: OrderLog): Int32Array {
  const starts = new Int32Array(customerIds.length + 1).fill(size);
  for (let line = size - 1; line >= 0; line--) starts[customers[line]!] = line;
  return starts;
}

/** What a customer bought: each product once a day. */
function purchasesOf(log: OrderLog, from: number, to: number): Purchase[] {
  const { products, days, amounts, productIds } = log;
  if (products === undefined) return [];
  const found = new Map<string, Purchase>();
  for (let line = from; line < to; line++) {
    const product = products[line]!;
    if (product < 0 || !(amounts[line]! > 0)) continue;
    const on = dateOfDay(days[line]!);
    found.set(`${product} ${on}`, { productId: productIds[product]!, on });
  }
  return [...found.values()];
}
