import { addDays, type PlainDate } from "../calendar/index.ts";
import { isValidOn } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type {
  ClienteleStore,
  EventCollectionName,
  OperationOptions,
  RecordOf,
  Repository,
  StateCollectionName,
} from "../repositories/index.ts";
import type { KnownParties } from "./_known-parties.ts";
import { isOwnInsight } from "./_own-records.ts";
import { BATCH } from "./_progress.ts";
import { insightsAfter } from "./_read-dossiers.ts";
import { behaviourFrom } from "./_read-ties.ts";
import type { StoreNews } from "./_store-news.ts";

type OwnersOf = {
  readonly [N in StateCollectionName]?: (record: RecordOf<N>) => readonly (string | undefined)[];
};

/** Whose dossiers a record is in. */
const OWNERS = {
  parties: ({ id }) => [id],
  relationships: ({ fromId, toId }) => [fromId, toId],
  affiliations: ({ organisationId, personId }) => [organisationId, personId],
  importantDates: ({ partyId }) => [partyId],
  contactPoints: ({ partyId }) => [partyId],
  consents: ({ partyId }) => [partyId],
  installedProducts: ({ ownerId }) => [ownerId],
  facts: ({ subjectId }) => [subjectId],
  preferences: ({ partyId }) => [partyId],
  lifeEvents: ({ partyId }) => [partyId],
  complaints: ({ customerId }) => [customerId],
  opportunities: ({ customerId }) => [customerId],
  competitorPresences: ({ customerId }) => [customerId],
  contracts: ({ customerId }) => [customerId],
  benefits: ({ partyId }) => [partyId],
  memberships: ({ partyId }) => [partyId],
  invoices: ({ customerId }) => [customerId],
  heldDocuments: ({ partyId }) => [partyId],
  referrals: ({ referrerId }) => [referrerId],
  engagements: ({ inviteeIds = [], attendeeIds = [] }) => [...inviteeIds, ...attendeeIds],
  accountAssignments: ({ customerId }) => [customerId],
  wantedAccounts: ({ organisationId }) => [organisationId],
} as const satisfies OwnersOf;

/** Of these others' dossiers hold a part, too. */
const SEEN_AROUND: ReadonlySet<string> = new Set([
  "parties",
  "relationships",
  "importantDates",
  "contactPoints",
] satisfies StateCollectionName[]);

/** The lists of a dossier whose records have an owner that may have been another before. */
const LISTS = [
  "affiliations",
  "importantDates",
  "contactPoints",
  "consents",
  "installedProducts",
  "preferences",
  "lifeEvents",
  "complaints",
  "opportunities",
  "competitors",
  "contracts",
  "benefits",
  "memberships",
  "invoices",
  "heldDocuments",
  "referrals",
  "engagements",
  "assignments",
  "wanted",
] as const satisfies readonly (keyof Dossier)[];

/** The same for every party: when one of them changes, every dossier does. */
const SHARED = [
  "products",
  "offers",
  "productNotices",
  "recalls",
  "externalEvents",
  "serviceAudits",
  "paperTraces",
] as const satisfies readonly StateCollectionName[];

/** The moment up to which a dossier holds events, exclusive. */
const EVENTS: Readonly<Partial<Record<EventCollectionName, "instant" | "day">>> = {
  interactions: "instant",
  askedQuestions: "instant",
  surveyAnswers: "instant",
  feedback: "instant",
  offerDecisions: "instant",
  behaviourEvents: "instant",
  pointsEntries: "day",
  lifecycleChanges: "day",
  meterReadings: "day",
};

/** As of when, and who is the own company. */
interface NewDay {
  readonly asOf: PlainDate;
  readonly instant: string;
  readonly companyId?: string | undefined;
}

/**
 * The parties whose dossiers may have changed, by what was written and by time that has passed; nothing when all may have. What is
 * kept of ties, places and insights is brought up to date.
 */
export async function concernedParties(
  store: ClienteleStore,
  known: KnownParties,
  news: StoreNews,
  day: NewDay,
  options: OperationOptions,
): Promise<Set<string> | undefined> {
  if (SHARED.some((name) => news.records.has(name))) return undefined;
  const concerned = new Set<string>();
  const around = new Set<string>();
  const moved = new Set<string>();
  for (const [name, ownersOf] of Object.entries(OWNERS)) {
    const changed = news.records.get(name as StateCollectionName);
    if (changed === undefined) continue;
    const owners = SEEN_AROUND.has(name) ? around : concerned;
    let isStaff = false;
    const note = (record: object | undefined): void => {
      if (record === undefined) return;
      for (const id of (ownersOf as (one: object) => readonly (string | undefined)[])(record)) {
        if (id === undefined) continue;
        owners.add(id);
        isStaff ||= name === "affiliations" && id === day.companyId;
      }
    };
    const kept = keptOf(known, name);
    for (const id of changed.keys()) {
      moved.add(id);
      if (name === "parties") around.add(id);
      note(kept?.get(id));
      kept?.delete(id);
      if (name === "facts") {
        const subjectId = known.facts.subjects.get(id);
        if (subjectId !== undefined) concerned.add(subjectId);
        known.facts.subjects.delete(id);
        known.facts.crossing.delete(id);
      }
    }
    const repository = store[name as StateCollectionName] as unknown as Repository<{ readonly id: string }>;
    for await (const record of readMany(repository, [...changed.keys()], options)) {
      note(record);
      kept?.set(record.id, record);
    }
    // Every dossier knows who works for the own company.
    if (isStaff) return undefined;
  }
  if (moved.size > 0) holdersOf(known.dossiers, moved, concerned, around);
  await bringInsights(store, known, news, options);

  for (const tie of known.relationships.values()) {
    if (isValidOn(tie, known.asOf) === isValidOn(tie, day.asOf)) continue;
    around.add(tie.fromId);
    around.add(tie.toId);
  }
  for (const id of around) concerned.add(id);
  for (const { fromId, toId } of known.relationships.values()) {
    if (around.has(fromId)) concerned.add(toId);
    if (around.has(toId)) concerned.add(fromId);
  }
  await eventsOfTime(store, known, news, day, options, concerned);
  return concerned;
}

/** Whoever held a record that has changed, and may hold it no more. */
function holdersOf(
  dossiers: ReadonlyMap<string, Dossier>,
  moved: ReadonlySet<string>,
  concerned: Set<string>,
  around: Set<string>,
): void {
  for (const [id, dossier] of dossiers) {
    for (const name of LISTS) {
      for (const record of dossier[name] ?? []) {
        if (!moved.has(record.id)) continue;
        concerned.add(id);
        if (SEEN_AROUND.has(name)) around.add(id);
      }
    }
  }
}

/** Whoever has new events, or old ones whose time has come or has passed. */
async function eventsOfTime(
  store: ClienteleStore,
  known: KnownParties,
  news: StoreNews,
  { asOf, instant }: NewDay,
  options: OperationOptions,
  concerned: Set<string>,
): Promise<void> {
  for (const [name, until] of Object.entries(EVENTS)) {
    const collection = name as keyof typeof EVENTS & EventCollectionName;
    for (const id of news.subjects.get(collection) ?? []) concerned.add(id);
    const spans = [
      until === "instant" ? [known.instant, instant] : [addDays(known.asOf, 1), addDays(asOf, 1)],
      ...(collection === "behaviourEvents" ? [[behaviourFrom(known.asOf), behaviourFrom(asOf)]] : []),
    ];
    for (const [from, to] of spans) {
      if (from === to) continue;
      for await (const event of store[collection].read({ from, to }, options))
        concerned.add(
          "partyId" in event ? event.partyId : (event as { readonly customerId: string }).customerId,
        );
    }
  }
}

/** Brings the insights of others up to date. */
async function bringInsights(
  store: ClienteleStore,
  { insights, ownInsights, asOf }: KnownParties,
  news: StoreNews,
  options: OperationOptions,
): Promise<void> {
  const changed = [...(news.records.get("insights") ?? [])].filter(
    ([id, version]) => version === undefined || ownInsights.get(id)?.version !== version,
  );
  for (const [id] of changed) insights.delete(id);
  const present = changed.flatMap(([id, version]) => (version === undefined ? [] : [id]));
  const after = insightsAfter(asOf);
  for await (const insight of readMany(store.insights, present, options))
    if (!isOwnInsight(insight) && insight.asOf > after) insights.set(insight.id, insight);
}

async function* readMany<T extends { readonly id: string }>(
  repository: Repository<T>,
  ids: readonly string[],
  options: OperationOptions,
): AsyncGenerator<T> {
  for (let from = 0; from < ids.length; from += BATCH)
    for (const record of await repository.getMany(ids.slice(from, from + BATCH), options))
      if (record !== undefined) yield record;
}

/** The records of a collection that are kept beside the dossiers. */
function keptOf(
  { relationships, affiliations }: KnownParties,
  name: string,
): Map<string, { readonly id: string }> | undefined {
  if (name === "relationships") return relationships as Map<string, { readonly id: string }>;
  return name === "affiliations" ? (affiliations as Map<string, { readonly id: string }>) : undefined;
}
