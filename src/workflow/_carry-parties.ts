import { factsAsOf } from "../knowledge/index.ts";
import type { Insight, Party } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { treatmentOf } from "./_analyse-treatments.ts";
import { concernedParties } from "./_concerned-parties.ts";
import { addTo, type Groups } from "./_groups.ts";
import { isSameJson } from "./_is-same-json.ts";
import {
  insightsOn,
  isCrossing,
  type KnownParties,
  keepFacts,
  readKnownParties,
  unitsOn,
} from "./_known-parties.ts";
import type { Progress } from "./_progress.ts";
import { assembleDossiers, type Findings, readPartyRecords, unitFields } from "./_read-dossiers.ts";
import type { StoreNews } from "./_store-news.ts";

/** Beyond this share of the parties, reading everybody is quicker. */
const MOST_SHARE = 1 / 3;
/** How many parties and ties are asked for at once; a store allows 10,000 values. */
const AT_ONCE = 4000;

/**
 * What is known of all parties now: what was known before, with the parties read anew that something written or the
 * time gone by concerns. Reads everybody where that cannot be told, or is more work.
 *
 * @param ordered - whose orders have changed
 */
export async function carryParties(
  store: ClienteleStore,
  known: KnownParties | undefined,
  {
    news,
    findings,
    ordered,
  }: {
    readonly news: StoreNews | undefined;
    readonly findings: Findings;
    readonly ordered: Iterable<string>;
  },
  progress: Progress,
): Promise<KnownParties> {
  const isUsable =
    known !== undefined &&
    news?.complete === true &&
    known.asOf <= findings.asOf &&
    known.instant <= findings.instant &&
    known.products === findings.products;
  const carried = isUsable ? await carry(store, known, news, findings, ordered, progress) : undefined;
  return carried ?? readKnownParties(store, findings, progress);
}

async function carry(
  store: ClienteleStore,
  known: KnownParties,
  news: StoreNews,
  findings: Findings,
  ordered: Iterable<string>,
  progress: Progress,
): Promise<KnownParties | undefined> {
  const { asOf, instant, companyId } = findings;
  const { dossiers, relationships, affiliations, facts, shared, keepsAddresses } = known;
  const options = { signal: progress.signal };
  progress.report("facts", 0);
  const concerned = await concernedParties(store, known, news, { asOf, instant, companyId }, options);
  if (concerned === undefined) return undefined;
  for (const id of ordered) concerned.add(id);
  if (concerned.size > Math.max(10, dossiers.size * MOST_SHARE)) return undefined;
  // Whether addresses are kept at all shows in every dossier.
  if (news.records.has("contactPoints") && (await store.contactPoints.count()) > 0 !== keepsAddresses)
    return undefined;
  const batches = inBatches([...concerned], relationships.values());
  if (batches === undefined) return undefined;

  const insights = insightsOn(known.insights, asOf);
  const around = { findings, shared, units: new Map(), insights, keepsAddresses };
  const fresh = new Map<string, Dossier>();
  for (const batch of batches) {
    const records = await readPartyRecords(store, findings, batch, progress);
    keepFacts(facts, records);
    for (const one of assembleDossiers(records, around, batch)) fresh.set(one.party.id, one);
  }
  if (isCrossing(facts)) return undefined;
  for (const id of concerned) {
    const now = fresh.get(id);
    if (now === undefined) dossiers.delete(id);
    else dossiers.set(id, now);
    if (now?.known === undefined) facts.indexes.delete(id);
  }
  const kindOf = (id: string): Party["kind"] | undefined => dossiers.get(id)?.party.kind;
  const units = unitsOn(asOf, { relationships, affiliations, kindOf, companyId });
  bringToDay(dossiers, fresh, { findings, insights, units, facts });
  return { ...known, asOf, instant };
}

/** What every dossier has of the day. */
interface OfDay {
  readonly findings: Findings;
  readonly insights: ReadonlyMap<string, readonly Insight[]>;
  readonly units: ReadonlyMap<string, string>;
  readonly facts: KnownParties["facts"];
}

/** Gives every dossier what the day has made of it; what is the same stays the same object. */
function bringToDay(
  dossiers: Map<string, Dossier>,
  fresh: ReadonlyMap<string, Dossier>,
  { findings, insights, units, facts }: OfDay,
): void {
  const { asOf: validOn, instant: asOf, treated } = findings;
  const own: Groups<Insight> = new Map();
  for (const insight of findings.insights) addTo(own, insight.subjectId, insight);
  const snapshots = new Map(findings.snapshots.map((snapshot) => [snapshot.customerId, snapshot]));
  const zones = { get: (id: string) => dossiers.get(id)?.party } as ReadonlyMap<string, Party>;
  for (const [id, before] of dossiers) {
    const unit = unitFields(id, units, zones);
    if (fresh.has(id)) {
      if (unit.unitId !== undefined) dossiers.set(id, { ...before, ...unit });
      continue;
    }
    const snapshot = snapshots.get(id);
    const index = facts.indexes.get(id);
    const treatment = treatmentOf(treated?.get(id));
    const now: Dossier = {
      ...before,
      insights: joined(before.insights ?? [], insights.get(id), own.get(id)),
      ...unit,
      ...treatment,
      ...(snapshot === undefined ? {} : { snapshot }),
      ...(index === undefined ? {} : { known: factsAsOf(index, { subjectId: id, asOf, validOn }) }),
    };
    dossiers.set(id, without(now, lapsed(before, { ...unit, ...treatment, snapshot })));
  }
}

/** The insights of others and the own ones; the list of before if it holds the same. */
function joined(
  before: readonly Insight[],
  others: readonly Insight[] = [],
  own: readonly Insight[] = [],
): readonly Insight[] {
  const isSame =
    before.length === others.length + own.length &&
    before.every((one, i) => {
      const other = i < others.length ? others[i] : own[i - others.length];
      return one === other || isSameJson(one, other);
    });
  return isSame ? before : [...others, ...own];
}

const OF_DAY = [
  "unitId",
  "accountZone",
  "treatment",
  "snapshot",
] as const satisfies readonly (keyof Dossier)[];

/** What a dossier had and has no more. */
const lapsed = (before: Dossier, now: Partial<Dossier>): readonly (keyof Dossier)[] =>
  OF_DAY.filter((name) => before[name] !== undefined && now[name] === undefined);

function without(dossier: Dossier, names: readonly (keyof Dossier)[]): Dossier {
  if (names.length === 0) return dossier;
  const gone = new Set<string>(names);
  return Object.fromEntries(
    Object.entries(dossier).filter(([name]) => !gone.has(name)),
  ) as unknown as Dossier;
}

/** Parties in batches that can be asked for with everybody around them; nothing if one alone has too many ties. */
function inBatches(
  ids: readonly string[],
  ties: Iterable<{ readonly fromId: string; readonly toId: string }>,
): readonly (readonly string[])[] | undefined {
  const weights = new Map(ids.map((id) => [id, 1]));
  for (const { fromId, toId } of ties)
    for (const id of [fromId, toId]) {
      const weight = weights.get(id);
      if (weight !== undefined) weights.set(id, weight + 1);
    }
  const batches: string[][] = [];
  let left = 0;
  for (const [id, weight] of weights) {
    if (weight > AT_ONCE) return undefined;
    if (weight > left) {
      batches.push([]);
      left = AT_ONCE;
    }
    batches.at(-1)!.push(id);
    left -= weight;
  }
  return batches;
}
