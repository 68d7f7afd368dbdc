import { addDays, type PlainDate } from "../calendar/index.ts";
import { type FactView, factsAsOf, indexFacts } from "../knowledge/index.ts";
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
  | "engagements"
  | "assignments"
  | "wanted"
>;

/** What is known beside dates, products and contacts. */
export interface Ties {
  readonly lists: { readonly [K in keyof Lists]-?: Groups<NonNullable<Lists[K]>[number]> };
  readonly offers: NonNullable<Dossier["offers"]>;
  readonly externalEvents: NonNullable<Dossier["externalEvents"]>;
  readonly staff: NonNullable<Dossier["staff"]>;
  readonly company: CompanyRecords;
  readonly known: (partyId: string) => FactView | undefined;
}

/** As of when, and who is the own company. */
interface TiesOptions {
  readonly asOf: PlainDate;
  readonly instant: string;
  readonly companyId?: string | undefined;
}

/** Reads records and groups them, telling how far it is. */
export type GroupBy = <T>(source: AsyncIterable<T>, keyOf: (record: T) => string) => Promise<Groups<T>>;

/** Reads what is known beside dates, products and contacts. */
export async function readTies(
  store: ClienteleStore,
  { asOf, instant, companyId }: TiesOptions,
  scope: Scope,
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
  const index = indexFacts(facts, { onInvalid: "set-aside" });
  const hasFacts = new Set((facts as readonly Fact[]).map(({ subjectId }) => subjectId));
  return {
    lists: {
      contactPoints: await group(
        store.contactPoints.stream(about("partyId", scope), options),
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
        store.behaviourEvents.read(
          { ...until, from: `${addDays(asOf, -BEHAVIOUR_DAYS)}T00:00:00Z` },
          options,
        ),
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
