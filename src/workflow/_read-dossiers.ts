import { addDays, type PlainDate } from "../calendar/index.ts";
import type {
  Affiliation,
  Consent,
  CustomerSnapshot,
  ImportantDate,
  Insight,
  InstalledProduct,
  Party,
  Product,
  Relationship,
} from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { Dossier, FamilyMember } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { addTo, type Groups } from "./_groups.ts";
import { isOwnInsight } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";
import { firstLines, purchasesOf } from "./_purchases.ts";
import { readTies } from "./_read-ties.ts";
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
  readonly products: ReadonlyMap<string, Product>;
  /** The own company's party, if it is on record: the internal tasks are about it. */
  readonly companyId?: string | undefined;
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
  const units: Units = await readUnits(store, findings, within, options);
  const { scope } = units;
  const to = { ...eventsOf(scope), to: instant };
  const relationships = await group(
    store.relationships.stream(about<Relationship>("fromId", scope), options),
    (one) => one.fromId,
  );
  const named =
    scope === undefined
      ? undefined
      : [...new Set([...scope, ...[...relationships.values()].flat().map(({ toId }) => toId)])];
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
  const ties = await readTies(store, findings, scope, options, group);
  const insights = await group(readInsights(store, asOf, scope, signal), (one) => one.subjectId);
  for (const insight of findings.insights) addTo(insights, insight.subjectId, insight);
  const snapshots = new Map(findings.snapshots.map((snapshot) => [snapshot.customerId, snapshot]));
  progress.report("facts", read, read);
  const people = new Map([...parties.values()].flat().map((party) => [party.id, party]));

  const customers = new Map(log.customerIds.map((id, code) => [id, code]));
  const starts = firstLines(log);
  const inScope = scope === undefined ? undefined : new Set(scope);
  const parts = [...people.values()].filter(({ id }) => inScope?.has(id) ?? true);
  return parts.map((party) => {
    const { id } = party;
    const unitId = units.of.get(id);
    const accountZone = unitId === undefined || unitId === id ? undefined : people.get(unitId)?.timeZone;
    const code = customers.get(id);
    const snapshot = snapshots.get(id);
    const family = familyOf(party, relationships.get(id) ?? [], people, importantDates);
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
      family,
      ...Object.fromEntries(
        // Where no address is kept at all, somebody else knows how to reach customers.
        Object.entries(ties.lists).flatMap(([name, groups]) =>
          name === "contactPoints" && groups.size === 0 ? [] : [[name, groups.get(id) ?? []]],
        ),
      ),
      ...(known === undefined ? {} : { known }),
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(unitId === undefined ? {} : { unitId }),
      ...(accountZone === undefined ? {} : { accountZone }),
      ...(id === companyId ? { company: ties.company } : {}),
    };
  });
}

const FAMILY: readonly Relationship["kind"][] = [
  "spouse",
  "child",
  "parent",
  "sibling",
  "relative",
  "member",
];

/** The people of a family or household, each with their days. */
function familyOf(
  { id }: Party,
  relationships: readonly Relationship[],
  people: ReadonlyMap<string, Party>,
  importantDates: Groups<ImportantDate>,
): readonly FamilyMember[] {
  return relationships.flatMap(({ toId, kind }) => {
    const party = FAMILY.includes(kind) && toId !== id ? people.get(toId) : undefined;
    return party === undefined
      ? []
      : [{ party, relation: kind, importantDates: importantDates.get(toId) ?? [] }];
  });
}

/**
 * Insights that others have stored up to the day. Those of earlier runs are left out: the analyses say anew each
 * day what holds, and what they no longer say no longer holds.
 */
async function* readInsights(
  store: ClienteleStore,
  asOf: PlainDate,
  scope: Scope,
  signal: AbortSignal | undefined,
): AsyncGenerator<Insight> {
  const where = {
    op: "and",
    of: [
      { op: "lte", field: "asOf", value: asOf },
      { op: "gt", field: "asOf", value: addDays(asOf, -INSIGHT_DAYS) },
      ...(scope === undefined ? [] : [{ op: "in", field: "subjectId", values: scope } as const]),
    ],
  } as const;
  for await (const insight of store.insights.stream({ where }, { signal })) {
    if (!isOwnInsight(insight)) yield insight;
  }
}
