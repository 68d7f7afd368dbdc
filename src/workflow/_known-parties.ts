import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { FactIndex } from "../knowledge/index.ts";
import { type Affiliation, type Insight, isValidOn, type Party, type Relationship } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { addTo, type Groups } from "./_groups.ts";
import { isOwnInsight } from "./_own-records.ts";
import type { Progress } from "./_progress.ts";
import {
  assembleDossiers,
  type Findings,
  insightsAfter,
  type PartyRecords,
  readPartyRecords,
} from "./_read-dossiers.ts";
import { readShared, type SharedRecords } from "./_read-ties.ts";
import { unitsOf } from "./_read-units.ts";

/** What a runner keeps of all parties from one run to the next. */
export interface KnownParties {
  readonly asOf: PlainDate;
  readonly instant: string;
  readonly products: Findings["products"];
  readonly shared: SharedRecords;
  readonly keepsAddresses: boolean;
  /** By party, without what comes of the reminders themselves. */
  readonly dossiers: Map<string, Dossier>;
  readonly relationships: Map<string, Relationship>;
  readonly affiliations: Map<string, Affiliation>;
  /** Those of others, of later days too. */
  readonly insights: Map<string, Insight>;
  /** Those that the runner wrote itself, as the store holds them. */
  ownInsights: ReadonlyMap<string, { readonly version: number }>;
  readonly facts: FactsKept;
}

/** Where the facts of each party are. */
export interface FactsKept {
  /** Whom each fact is about. */
  readonly subjects: Map<string, string>;
  readonly indexes: Map<string, FactIndex>;
  /** Facts that are said to replace one which is not of the same party, and that one. */
  readonly crossing: Map<string, string>;
}

/** Reads everything. */
export async function readKnownParties(
  store: ClienteleStore,
  findings: Findings,
  progress: Progress,
): Promise<KnownParties> {
  const { asOf, instant, products, companyId } = findings;
  const options = { signal: progress.signal };
  progress.report("facts", 0);
  const records = await readPartyRecords(store, findings, undefined, progress);
  const relationships = byId(records.relationships);
  const affiliations = byId(records.affiliations);
  const insights = new Map<string, Insight>();
  const where = { op: "gt", field: "asOf", value: insightsAfter(asOf) } as const;
  for await (const insight of store.insights.stream({ where }, options))
    if (!isOwnInsight(insight)) insights.set(insight.id, insight);
  const shared = await readShared(store, companyId, options);
  const keepsAddresses = records.ties.lists.contactPoints.size > 0;
  const units = unitsOn(asOf, {
    relationships,
    affiliations,
    kindOf: (id) => records.people.get(id)?.kind,
    companyId,
  });
  const around = { findings, shared, units, insights: insightsOn(insights, asOf), keepsAddresses };
  const dossiers = new Map(assembleDossiers(records, around).map((one) => [one.party.id, one]));
  const facts: FactsKept = { subjects: new Map(), indexes: new Map(), crossing: new Map() };
  keepFacts(facts, records);
  return {
    asOf,
    instant,
    products,
    shared,
    keepsAddresses,
    dossiers,
    relationships,
    affiliations,
    insights,
    ownInsights: new Map(),
    facts,
  };
}

/** Takes in the facts of the parties that were read. */
export function keepFacts({ subjects, indexes, crossing }: FactsKept, { ties }: PartyRecords): void {
  for (const [subjectId, own] of ties.facts) {
    indexes.set(subjectId, ties.index);
    const ids = new Set(own.map(({ id }) => id));
    for (const { id, supersedesId } of own) {
      subjects.set(id, subjectId);
      if (supersedesId !== undefined && !ids.has(supersedesId)) crossing.set(id, supersedesId);
      else crossing.delete(id);
    }
  }
}

/** Whether a fact is said to replace one of another party: what becomes of both only all facts together show. */
export function isCrossing({ subjects, crossing }: FactsKept): boolean {
  for (const replaced of crossing.values()) if (subjects.has(replaced)) return true;
  return false;
}

/** The unit of each party on a day. */
export function unitsOn(
  asOf: PlainDate,
  {
    relationships,
    affiliations,
    kindOf,
    companyId,
  }: Pick<KnownParties, "relationships" | "affiliations"> & {
    readonly kindOf: (partyId: string) => Party["kind"] | undefined;
    readonly companyId: string | undefined;
  },
): ReadonlyMap<string, string> {
  const members = [...relationships.values()].filter(
    (tie) => tie.kind === "member" && isValidOn(tie, asOf) && kindOf(tie.toId) === "household",
  );
  const places = [...affiliations.values()].filter(
    (place) => place.organisationId !== companyId && isValidOn(place, asOf),
  );
  return unitsOf(members, places);
}

/** The insights that are news on a day, by party, as the store orders them. */
export function insightsOn(
  insights: ReadonlyMap<string, Insight>,
  asOf: PlainDate,
): ReadonlyMap<string, readonly Insight[]> {
  const after = insightsAfter(asOf);
  const found: Groups<Insight> = new Map();
  for (const insight of insights.values())
    if (after < insight.asOf && insight.asOf <= asOf) addTo(found, insight.subjectId, insight);
  for (const own of found.values()) own.sort((a, b) => compareCodePoints(a.id, b.id));
  return found;
}

/** All records of groups, each once. */
function byId<T extends { readonly id: string }>(groups: Groups<T>): Map<string, T> {
  const found = new Map<string, T>();
  for (const group of groups.values()) for (const record of group) found.set(record.id, record);
  return found;
}
