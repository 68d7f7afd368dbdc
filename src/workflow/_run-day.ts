import { addDays, dayNumber, instantOf, type PlainDate, parsePlainDate } from "../calendar/index.ts";
import type { BehaviourEvent, Complaint, CostEntry, Insight, Product } from "../model/index.ts";
import {
  analysisPeriod,
  describeOrders,
  type OrderLog,
  observeUntil,
  restrictOrderLog,
} from "../orders/index.ts";
import { type Dossier, decideReminders } from "../reminders/index.ts";
import { type ClienteleStore, StoreError } from "../repositories/index.ts";
import { analyseCampaigns } from "./_analyse-campaigns.ts";
import { analyseOrders } from "./_analyse-orders.ts";
import { type CarriedAnalyses, carryAnalyses } from "./_carry-analyses.ts";
import { carryCostEntries } from "./_carry-cost-entries.ts";
import { carryHistory, historyOf, knownHistory } from "./_carry-history.ts";
import { carryParties } from "./_carry-parties.ts";
import type { DayMemory } from "./_day-memory.ts";
import { keepingOf } from "./_keeping.ts";
import { createProgress, type Progress } from "./_progress.ts";
import { readDossiers } from "./_read-dossiers.ts";
import type { ReminderHistory } from "./_read-history.ts";
import { readOrders } from "./_read-orders.ts";
import { readSituations } from "./_read-situations.ts";
import { readWorthFacts } from "./_read-worth-facts.ts";
import { type NewDecisions, reportReminders } from "./_report-reminders.ts";
import { withResponses } from "./_responses.ts";
import { withRewards } from "./_rewards.ts";
import { type ScoredDay, scoreDay } from "./_score-day.ts";
import { writeResults } from "./_write-results.ts";
import type { DailyAnalyses } from "./daily-analyses.ts";
import type { DailyOptions } from "./daily-options.ts";
import type { DailyReport, OrdersReport, SetAsideLines } from "./daily-report.ts";
import { reportSetAside } from "./order-book.ts";

/** What a run gives to whoever runs it again. */
export interface DayRun {
  readonly report: DailyReport;
  readonly analyses: DailyAnalyses;
}

/** What a run knows of its day. */
interface Day {
  readonly asOf: PlainDate;
  /** The moment of the run. */
  readonly instant: string;
  readonly products: ReadonlyMap<string, Product>;
}

/** Runs the day; with a memory it reads, asks and writes what has changed, and keeps there what the next run needs. */
export async function runDay(
  store: ClienteleStore,
  options: DailyOptions,
  memory?: DayMemory,
): Promise<DayRun> {
  const { asOf, zone, currency, time = "09:00", count } = options;
  parsePlainDate(asOf);
  const instant = new Date(instantOf(asOf, time, zone)).toISOString().replace(".000Z", "Z");
  if (store.capabilities.transactions === "none") {
    throw new StoreError("UNSUPPORTED", "Cannot run the day: the store must have transactions, got none");
  }
  const progress = createProgress(options.signal, options.onProgress);
  const kept = memory && (await keepingOf(store, memory, options));
  const { log, setAside } = await loadOrders(store, kept?.options ?? options, progress);

  const products = kept?.products ?? (await readProducts(store, progress));
  const day: Day = { asOf, instant, products };
  const costs = await carryCostEntries(store, memory?.costs, kept?.news, asOf, progress);
  const costEntries = costs.entries;
  const scored = scoreDay(log, { asOf, count, costEntries }, progress);
  const heard = await carryHistory(store, memory?.history, kept?.news, instant, progress);
  const history = historyOf(heard.known);
  const analyses =
    options.analyses === undefined
      ? await analyse(store, log, scored, { ...day, costEntries, history }, options, progress)
      : carryAnalyses(options.analyses, log, asOf);
  const { insights, treated } = analyses;
  const { snapshots } = scored;
  const findings = { log, ...day, insights, snapshots, treated, companyId: options.companyId };
  const parties =
    kept?.news === undefined
      ? undefined
      : await carryParties(store, memory?.parties, { ...kept, findings }, progress);
  const read =
    parties === undefined ? await readDossiers(store, findings, progress) : [...parties.dossiers.values()];
  const dossiers = withRewards(withResponses(read, history), options.plans ?? {});

  const decided = decide({ instant, dossiers, history, heard: heard.heard }, options, memory, progress);
  const { decisions, withdrawn } = decided;
  const written = await writeResults(
    store,
    {
      run: { schemaVersion: 1, id: asOf, asOf, at: instant, analysedOn: analyses.asOf, zone, currency },
      snapshots,
      insights,
      ...(isCarried(analyses) ? { withheld: analyses.withheld } : {}),
      decisions,
      withdrawn,
      history,
      written: memory?.written,
    },
    progress,
  );
  if (memory !== undefined) {
    memory.written = written.snapshots;
    memory.watch.settle(written.history, written.heard);
    memory.mark = kept?.news?.mark;
    if (parties !== undefined) {
      memory.costs = costs;
      memory.history = knownHistory(instant, written.history, written.decided);
      memory.parties = parties;
      if (written.insights !== undefined) parties.ownInsights = written.insights;
    }
  }

  const known = new Set(dossiers.map(({ party }) => party.id));
  const { affinity, campaign, migration, trend, worth, loyalty, ledger } = analyses;
  const report: DailyReport = Object.freeze({
    asOf,
    at: decided.asOf,
    analysedOn: analyses.asOf,
    zone,
    currency,
    orders: reportOrders(log, setAside),
    rfm: scored.rfm,
    value: scored.value,
    affinity,
    migration,
    trend,
    campaign,
    worth,
    loyalty,
    ledger,
    insights: countKinds(insights),
    reminders: reportReminders(decided, {
      parties: known.size,
      customersWithoutParty: log.customerIds.filter((id) => !known.has(id)).length,
    }),
    written: written.counts,
  });
  // What was withheld is withheld by comparison, each time anew.
  return { report, analyses: options.analyses ?? analyses };
}

const isCarried = (analyses: DailyAnalyses): analyses is CarriedAnalyses => "withheld" in analyses;

/** Reads what the analyses look at beside the orders, and asks them. */
async function analyse(
  store: ClienteleStore,
  log: OrderLog,
  scored: ScoredDay,
  {
    asOf,
    instant,
    products,
    costEntries,
    history,
  }: Day & { readonly costEntries: readonly CostEntry[]; readonly history: ReminderHistory },
  { zone, count, plans = {} }: DailyOptions,
  progress: Progress,
): Promise<DailyAnalyses> {
  const situations = await readSituations(store, { asOf, products }, progress);
  const behaviour = await readBehaviour(store, { asOf, zone }, progress);
  const complaints = await readComplaints(store, progress);
  const isTalkMeasured = plans.goals?.some(({ kind }) => kind === "one-to-one") ?? false;
  const facts = await readWorthFacts(store, { asOf, instant, isTalkMeasured, costEntries }, progress);
  const input = { asOf, count, products, situations, zone, behaviour, complaints, facts, plans };
  const { snapshots } = scored;
  const campaign = await analyseCampaigns(store, history, { asOf, zone, snapshots }, progress);
  return analyseOrders(log, scored, { ...input, campaign }, progress);
}

/** Decides whom to contact; with a memory only those are looked at of whom something may be due or has changed. */
function decide(
  {
    instant,
    dossiers,
    history,
    heard,
  }: {
    readonly instant: string;
    readonly dossiers: readonly Dossier[];
    readonly history: ReminderHistory;
    /** Of whom it may be another than in the run before. */
    readonly heard: ReadonlySet<string> | undefined;
  },
  { asOf: day, zone, reminders = {} }: DailyOptions,
  memory: DayMemory | undefined,
  progress: Progress,
): NewDecisions {
  const { sends, events } = history;
  const total = dossiers.length;
  progress.report("reminders", 0, total);
  const { rules, until, horizonDays = 0, lastRun } = reminders;
  // Who looks ahead or back asks everybody.
  const isIndexed = memory !== undefined && horizonDays === 0 && lastRun === undefined;
  const due = isIndexed
    ? { due: memory.watch.due({ day, instant, zone, dossiers, history, heard, rules, until }) }
    : {};
  const run = decideReminders({
    asOf: instant,
    zone,
    dossiers,
    history: sends,
    events,
    ...reminders,
    ...due,
    // As long as its fact stands, every run would say so again.
    alreadySent: "count",
  });
  progress.report("reminders", total, total);
  return { ...run, alreadySent: run.alreadySent ?? 0 };
}

/** The orders before the day: those given, or those of the store. */
async function loadOrders(
  store: ClienteleStore,
  options: DailyOptions,
  progress: Progress,
): Promise<{ readonly log: OrderLog; readonly setAside: SetAsideLines }> {
  const { orders: given, asOf, currency } = options;
  if (given === undefined) return readOrders(store, { asOf, currency }, progress);
  const book = "log" in given ? given : undefined;
  if (book !== undefined && book.asOf !== asOf) {
    throw new RangeError(`Cannot run the day: orders must be the book of ${asOf}, got that of ${book.asOf}`);
  }
  const orders = "log" in given ? given.log : given;
  if (orders.currency !== currency) {
    throw new RangeError(`Cannot run the day: orders must be in ${currency}, got ${orders.currency}`);
  }
  progress.report("orders", orders.size, orders.size);
  const later = orders.days.some((day) => day >= dayNumber(asOf));
  const log = later ? restrictOrderLog(orders, analysisPeriod(orders, { asOf })) : observeUntil(orders, asOf);
  const nothing = { lines: 0, named: Object.freeze([]) };
  return { log, setAside: book === undefined ? Object.freeze(nothing) : reportSetAside(book) };
}

async function readProducts(
  store: ClienteleStore,
  { signal }: Progress,
): Promise<ReadonlyMap<string, Product>> {
  const products = new Map<string, Product>();
  for await (const product of store.products.stream({}, { signal })) products.set(product.id, product);
  return products;
}

/** What parties looked at and searched for in the half year before the day. */
async function readBehaviour(
  store: ClienteleStore,
  { asOf, zone }: Pick<DailyOptions, "asOf" | "zone">,
  { signal }: Progress,
): Promise<BehaviourEvent[]> {
  const moment = (day: PlainDate): string => new Date(instantOf(day, "00:00", zone)).toISOString();
  const span = { from: moment(addDays(asOf, -180)), to: moment(asOf) };
  const events: BehaviourEvent[] = [];
  for await (const event of store.behaviourEvents.read(span, { signal })) events.push(event);
  return events;
}

async function readComplaints(store: ClienteleStore, { signal }: Progress): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for await (const complaint of store.complaints.stream({}, { signal })) complaints.push(complaint);
  return complaints;
}

function reportOrders(log: OrderLog, setAside: SetAsideLines): OrdersReport {
  return Object.freeze({
    lines: log.size,
    ...(log.size === 0 ? {} : { window: log.window }),
    orderUnit: log.orderUnit,
    summary: describeOrders(log),
    setAside,
  });
}

function countKinds(insights: readonly Insight[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of insights) counts[kind] = (counts[kind] ?? 0) + 1;
  return Object.freeze(counts);
}
