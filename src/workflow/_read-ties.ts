import { addDays, type PlainDate } from "../calendar/index.ts";
import { type FactIndex, indexFacts } from "../knowledge/index.ts";
import type { Fact } from "../model/index.ts";
import type { CompanyRecords, Dossier } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { addTo, type Groups } from "./_groups.ts";
import { about, eventsOf, type Scope } from "./_scope.ts";

/** Interest of longer ago is cold. */
const BEHAVIOUR_DAYS = 30;

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
export interface Ties {
  readonly lists: { readonly [K in keyof Lists]-?: Groups<NonNullable<Lists[K]>[number]> };
  /** The facts of a party, sorted. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly index: FactIndex;
}

/** What is the same for every party. */
export interface SharedRecords {
  readonly offers: NonNullable<Dossier["offers"]>;
  readonly externalEvents: NonNullable<Dossier["externalEvents"]>;
  readonly productNotices: NonNullable<Dossier["productNotices"]>;
  readonly recalls: NonNullable<Dossier["recalls"]>;
  readonly staff: NonNullable<Dossier["staff"]>;
  readonly company: CompanyRecords;
}

/** As of when. */
interface TiesOptions {
  readonly asOf: PlainDate;
  readonly instant: string;
}

/** Reads records and groups them, telling how far it is. */
export type GroupBy = <T>(source: AsyncIterable<T>, keyOf: (record: T) => string) => Promise<Groups<T>>;

/** Reads what is known beside dates, products and contacts, of those in scope; addresses of those `named` around them too. */
export async function readTies(
  store: ClienteleStore,
  { asOf, instant }: TiesOptions,
  { scope, named }: { readonly scope: Scope; readonly named: Scope },
  options: { readonly signal: AbortSignal | undefined },
  group: GroupBy,
): Promise<Ties> {
  const within = eventsOf(scope);
  const until = { ...within, to: instant };
  const one = (): string => "";
  const all = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> =>
    (await group(source, one)).get("") ?? [];
  const engagements: Groups<NonNullable<Dossier["engagements"]>[number]> = new Map();
  for (const each of await all(store.engagements.stream({}, options)))
    for (const id of new Set([...(each.inviteeIds ?? []), ...(each.attendeeIds ?? [])]))
      addTo(engagements, id, each);
  const facts = await all(store.facts.stream(about<Fact>("subjectId", scope), options));
  const bySubject: Groups<Fact> = new Map();
  for (const fact of facts) addTo(bySubject, fact.subjectId, fact);
  return {
    lists: {
      contactPoints: await group(
        store.contactPoints.stream(about("partyId", named), options),
        (each) => each.partyId,
      ),
      preferences: await group(
        store.preferences.stream(about("partyId", scope), options),
        (each) => each.partyId,
      ),
      askedQuestions: await group(store.askedQuestions.read(until, options), (each) => each.partyId),
      lifeEvents: await group(
        store.lifeEvents.stream(about("partyId", scope), options),
        (each) => each.partyId,
      ),
      lifecycle: await group(
        store.lifecycleChanges.read({ ...within, to: addDays(asOf, 1) }, options),
        (each) => each.partyId,
      ),
      complaints: await group(
        store.complaints.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      surveyAnswers: await group(store.surveyAnswers.read(until, options), (each) => each.partyId),
      feedback: await group(store.feedback.read(until, options), (each) => each.partyId),
      opportunities: await group(
        store.opportunities.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      offerDecisions: await group(store.offerDecisions.read(until, options), (each) => each.partyId),
      behaviour: await group(
        store.behaviourEvents.read({ ...until, from: behaviourFrom(asOf) }, options),
        (each) => each.partyId,
      ),
      competitors: await group(
        store.competitorPresences.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      contracts: await group(
        store.contracts.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      benefits: await group(store.benefits.stream(about("partyId", scope), options), (each) => each.partyId),
      memberships: await group(
        store.memberships.stream(about("partyId", scope), options),
        (each) => each.partyId,
      ),
      invoices: await group(
        store.invoices.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      heldDocuments: await group(
        store.heldDocuments.stream(about("partyId", scope), options),
        (each) => each.partyId,
      ),
      meterReadings: await group(
        store.meterReadings.read({ ...within, to: addDays(asOf, 1) }, options),
        (each) => each.customerId,
      ),
      referrals: await group(
        store.referrals.stream(about("referrerId", scope), options),
        (each) => each.referrerId,
      ),
      engagements,
      assignments: await group(
        store.accountAssignments.stream(about("customerId", scope), options),
        (each) => each.customerId,
      ),
      wanted: await group(
        store.wantedAccounts.stream(about("organisationId", scope), options),
        (each) => each.organisationId,
      ),
    },
    facts: bySubject,
    index: indexFacts(facts, { onInvalid: "set-aside" }),
  };
}

/** Interest that counts began on this day. */
export const behaviourFrom = (asOf: PlainDate): string => `${addDays(asOf, -BEHAVIOUR_DAYS)}T00:00:00Z`;

/** Reads what is the same for every party; the records of the own company, if it is known. */
export async function readShared(
  store: ClienteleStore,
  companyId: string | undefined,
  options: { readonly signal: AbortSignal | undefined },
): Promise<SharedRecords> {
  const all = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> => {
    const found: T[] = [];
    for await (const one of source) found.push(one);
    return found;
  };
  return {
    offers: new Map((await all(store.offers.stream({}, options))).map((offer) => [offer.id, offer])),
    productNotices: await all(store.productNotices.stream({}, options)),
    recalls: await all(store.recalls.stream({}, options)),
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
  };
}
