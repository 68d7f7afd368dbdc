import { addDays, type PlainDate } from "../calendar/index.ts";
import { factsAsOf } from "../knowledge/index.ts";
import type {
  Affiliation,
  Consent,
  CustomerSnapshot,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  Party,
  PointsEntry,
  Product,
  Relationship,
} from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import type { CustomerTreatment } from "../value/index.ts";
import { treatmentOf } from "./_analyse-treatments.ts";
import { addTo, type Groups } from "./_groups.ts";
import { familyOf, supplyChainOf } from "./_neighbours.ts";
import { isOwnInsight } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";
import { firstLines, purchasesOf } from "./_purchases.ts";
import { type GroupBy, readShared, readTies, type SharedRecords, type Ties } from "./_read-ties.ts";
import { readUnits, type Units } from "./_read-units.ts";
import { about, eventsOf, type Scope } from "./_scope.ts";

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
  /** The treatment of each customer by the company's plan. */
  readonly treated?: ReadonlyMap<string, CustomerTreatment> | undefined;
  readonly products: ReadonlyMap<string, Product>;
  /** The own company's party, if it is on record: the internal tasks are about it. */
  readonly companyId?: string | undefined;
}

/** What was read of parties, by party. */
export interface PartyRecords {
  /** Those asked for and those around them. */
  readonly people: ReadonlyMap<string, Party>;
  readonly relationships: Groups<Relationship>;
  readonly affiliations: Groups<Affiliation>;
  readonly importantDates: Groups<ImportantDate>;
  readonly consents: Groups<Consent>;
  readonly installed: Groups<InstalledProduct>;
  readonly interactions: Groups<Interaction>;
  readonly points: Groups<PointsEntry>;
  readonly ties: Ties;
}

/** What else a dossier is put together from. */
export interface Surroundings {
  readonly findings: Findings;
  readonly shared: SharedRecords;
  /** The unit of each party. */
  readonly units: ReadonlyMap<string, string>;
  /** The insights of others, by party. */
  readonly insights: ReadonlyMap<string, readonly Insight[]>;
  /** Whether addresses are kept at all: where none is, somebody else knows how to reach customers. */
  readonly keepsAddresses: boolean;
}

/**
 * Reads what is known of every party, or of those in scope and whoever shares their units, and puts it together with
 * what the run found, a dossier for each.
 */
export async function readDossiers(
  store: ClienteleStore,
  findings: Findings,
  progress: Progress,
  within?: Scope,
): Promise<readonly Dossier[]> {
  const { asOf, companyId } = findings;
  const options = { signal: progress.signal };
  progress.report("facts", 0);
  const units: Units = await readUnits(store, findings, within, options);
  const { scope } = units;
  const records = await readPartyRecords(store, findings, scope, progress);
  const others: Groups<Insight> = new Map();
  for await (const insight of readInsights(store, asOf, scope, options))
    addTo(others, insight.subjectId, insight);
  const keepsAddresses =
    records.ties.lists.contactPoints.size > 0 ||
    (scope !== undefined && (await store.contactPoints.count()) > 0);
  return assembleDossiers(
    records,
    {
      findings,
      shared: await readShared(store, companyId, options),
      units: units.of,
      insights: others,
      keepsAddresses,
    },
    scope,
  );
}

/** Reads the records of every party, or of those in scope. */
export async function readPartyRecords(
  store: ClienteleStore,
  { asOf, instant }: Pick<Findings, "asOf" | "instant">,
  scope: Scope,
  progress: Progress,
): Promise<PartyRecords> {
  const options = { signal: progress.signal };
  let read = 0;
  const group: GroupBy = async (source, keyOf) => {
    const groups = new Map();
    for await (const record of source) {
      addTo(groups, keyOf(record), record);
      if (++read % BATCH === 0) progress.report("facts", read);
    }
    return groups;
  };
  const to = { ...eventsOf(scope), to: instant };
  const relationships = await readRelationships(store, scope, options);
  const named =
    scope === undefined
      ? undefined
      : [
          ...new Set([
            ...scope,
            ...[...relationships.values()].flat().flatMap(({ fromId, toId }) => [fromId, toId]),
          ]),
        ];
  const parties = await group(store.parties.stream(about<Party>("id", named), options), ({ id }) => id);
  const affiliations = await group(
    store.affiliations.stream(about<Affiliation>("organisationId", scope), options),
    (one) => one.organisationId,
  );
  const importantDates = await group(
    store.importantDates.stream(about<ImportantDate>("partyId", named), options),
    (one) => one.partyId,
  );
  const consents = await group(
    store.consents.stream(about<Consent>("partyId", scope), options),
    (one) => one.partyId,
  );
  const installed = await group(
    store.installedProducts.stream(about<InstalledProduct>("ownerId", scope), options),
    (one) => one.ownerId,
  );
  const interactions = await group(store.interactions.read(to, options), (one) => one.partyId);
  const points = await group(
    store.pointsEntries.read({ ...eventsOf(scope), to: addDays(asOf, 1) }, options),
    (one) => one.customerId,
  );
  const ties = await readTies(store, { asOf, instant }, { scope, named }, options, group);
  progress.report("facts", read, read);
  const people = new Map([...parties.values()].flat().map((party) => [party.id, party]));
  return {
    people,
    relationships,
    affiliations,
    importantDates,
    consents,
    installed,
    interactions,
    points,
    ties,
  };
}

/** Puts the dossiers together of every party that was read, or of those in scope. */
export function assembleDossiers(
  records: PartyRecords,
  { findings, shared, units, insights, keepsAddresses }: Surroundings,
  scope?: Scope,
): readonly Dossier[] {
  const { people, relationships, importantDates, ties } = records;
  const { asOf, instant, log, products, companyId } = findings;
  const own: Groups<Insight> = new Map();
  for (const insight of findings.insights) addTo(own, insight.subjectId, insight);
  const snapshots = new Map(findings.snapshots.map((snapshot) => [snapshot.customerId, snapshot]));
  const customers = new Map(log.customerIds.map((id, code) => [id, code]));
  const starts = firstLines(log);
  const inScope = scope === undefined ? undefined : new Set(scope);
  const around = { people, importantDates, contactPoints: ties.lists.contactPoints, asOf, companyId };
  const { company, ...same } = shared;
  const parts = [...people.values()].filter(({ id }) => inScope?.has(id) ?? true);
  return parts.map((party) => {
    const { id } = party;
    const code = customers.get(id);
    const snapshot = snapshots.get(id);
    const near = relationships.get(id) ?? [];
    return {
      party,
      affiliations: records.affiliations.get(id) ?? [],
      importantDates: importantDates.get(id) ?? [],
      consents: records.consents.get(id) ?? [],
      installedProducts: records.installed.get(id) ?? [],
      interactions: records.interactions.get(id) ?? [],
      points: records.points.get(id) ?? [],
      insights: [...(insights.get(id) ?? []), ...(own.get(id) ?? [])],
      purchases: code === undefined ? [] : purchasesOf(log, starts[code]!, starts[code + 1]!),
      products,
      ...same,
      family: familyOf(party, near, around),
      supplyChain: supplyChainOf(party, near, around),
      ...Object.fromEntries(
        Object.entries(ties.lists).flatMap(([name, groups]) =>
          name === "contactPoints" && !keepsAddresses ? [] : [[name, groups.get(id) ?? []]],
        ),
      ),
      ...(ties.facts.has(id)
        ? { known: factsAsOf(ties.index, { subjectId: id, asOf: instant, validOn: asOf }) }
        : {}),
      ...(snapshot === undefined ? {} : { snapshot }),
      ...treatmentOf(findings.treated?.get(id)),
      ...unitFields(id, units, people),
      ...(id === companyId ? { company } : {}),
    };
  });
}

/** The unit of a party, and the zone of the account that it is. */
export function unitFields(
  id: string,
  units: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, Pick<Party, "timeZone">>,
): Pick<Dossier, "unitId" | "accountZone"> {
  const unitId = units.get(id);
  if (unitId === undefined) return {};
  const accountZone = unitId === id ? undefined : people.get(unitId)?.timeZone;
  return { unitId, ...(accountZone === undefined ? {} : { accountZone }) };
}

/** The ties of parties, under both ends. */
async function readRelationships(
  store: ClienteleStore,
  scope: Scope,
  options: { readonly signal: AbortSignal | undefined },
): Promise<Groups<Relationship>> {
  const where =
    scope === undefined
      ? undefined
      : ({
          op: "or",
          of: [
            { op: "in", field: "fromId", values: scope },
            { op: "in", field: "toId", values: scope },
          ],
        } as const);
  const groups: Groups<Relationship> = new Map();
  for await (const each of store.relationships.stream({ where }, options))
    for (const id of new Set([each.fromId, each.toId])) addTo(groups, id, each);
  return groups;
}

/**
 * Insights that others have stored up to the day. Those of earlier runs are left out: the analyses say anew each
 * day what holds, and what they no longer say no longer holds.
 */
async function* readInsights(
  store: ClienteleStore,
  asOf: PlainDate,
  scope: Scope,
  options: OperationOptions,
): AsyncGenerator<Insight> {
  const where = {
    op: "and",
    of: [
      { op: "lte", field: "asOf", value: asOf },
      { op: "gt", field: "asOf", value: insightsAfter(asOf) },
      ...(scope === undefined ? [] : [{ op: "in", field: "subjectId", values: scope } as const]),
    ],
  } as const;
  for await (const insight of store.insights.stream({ where }, options)) {
    if (!isOwnInsight(insight)) yield insight;
  }
}

/** Insights of this day or before are no news. */
export const insightsAfter = (asOf: PlainDate): PlainDate => addDays(asOf, -INSIGHT_DAYS);
