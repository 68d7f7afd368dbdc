import { addDays, dateOfDay, type PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot, Insight, Product } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { Dossier, Purchase } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
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
}

/** Reads what is known of every party and puts it together with what the run found, a dossier for each. */
export async function readDossiers(
  store: ClienteleStore,
  findings: Findings,
  progress: Progress,
): Promise<readonly Dossier[]> {
  const { asOf, instant, log, products } = findings;
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
  const insights = await group(readInsights(store, asOf, signal), (one) => one.subjectId);
  for (const insight of findings.insights) addTo(insights, insight.subjectId, insight);
  const snapshots = new Map(findings.snapshots.map((snapshot) => [snapshot.customerId, snapshot]));
  progress.report("facts", read, read);

  const customers = new Map(log.customerIds.map((id, code) => [id, code]));
  const starts = firstLines(log);
  return [...parties.values()].flat().map((party) => {
    const code = customers.get(party.id);
    const snapshot = snapshots.get(party.id);
    return {
      party,
      affiliations: affiliations.get(party.id) ?? [],
      importantDates: importantDates.get(party.id) ?? [],
      consents: consents.get(party.id) ?? [],
      installedProducts: installed.get(party.id) ?? [],
      interactions: interactions.get(party.id) ?? [],
      points: points.get(party.id) ?? [],
      insights: insights.get(party.id) ?? [],
      purchases: code === undefined ? [] : purchasesOf(log, starts[code]!, starts[code + 1]!),
      products,
      ...(snapshot === undefined ? {} : { snapshot }),
    };
  });
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
