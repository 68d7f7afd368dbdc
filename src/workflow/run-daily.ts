import { addDays, dayNumber, instantOf, type PlainDate, parsePlainDate } from "../calendar/index.ts";
import type { BehaviourEvent, Complaint, Insight, Product } from "../model/index.ts";
import {
  analysisPeriod,
  describeOrders,
  type OrderLog,
  observeUntil,
  restrictOrderLog,
} from "../orders/index.ts";
import { decideReminders } from "../reminders/index.ts";
import { type ClienteleStore, StoreError } from "../repositories/index.ts";
import { analyseCampaigns } from "./_analyse-campaigns.ts";
import { analyseOrders } from "./_analyse-orders.ts";
import { createProgress, type Progress } from "./_progress.ts";
import { readDossiers } from "./_read-dossiers.ts";
import { readHistory } from "./_read-history.ts";
import { readOrders } from "./_read-orders.ts";
import { readSituations } from "./_read-situations.ts";
import { readWorthFacts } from "./_read-worth-facts.ts";
import { reportReminders, setSentAside } from "./_report-reminders.ts";
import { withResponses } from "./_responses.ts";
import { withRewards } from "./_rewards.ts";
import { writeResults } from "./_write-results.ts";
import type { DailyOptions } from "./daily-options.ts";
import type { DailyReport, OrdersReport, SetAsideLines } from "./daily-report.ts";
import { reportSetAside } from "./order-book.ts";

/**
 * Runs the day: reads orders and facts, computes segments, values and moves, decides whom to contact about what,
 * writes snapshots, insights and decisions in one transaction, and returns the report.
 *
 * Nothing is computed here; every number comes from the room that defines it. Running again for the same moment
 * writes nothing and sends nothing; for the same day with new facts it replaces the day's snapshots and insights,
 * and never takes a send back. What is missing is said: `setAside`, `notScored`, `insufficient`, `coverage`.
 *
 * @throws RangeError if the day, time, zone or currency is none, or the orders are in another currency
 * @throws StoreError `UNSUPPORTED` if the store has no transactions, `ABORTED` by the signal, and
 *   `SERIALIZATION_FAILURE` if another run was writing at the same time: run again
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * await store.orderLines.append([
 *   { schemaVersion: 1, id: "l1", orderId: "o1", customerId: "ann", orderedOn: "2026-05-30", amount: "85.00", currency: "EUR" },
 *   { schemaVersion: 1, id: "l2", orderId: "o2", customerId: "bob", orderedOn: "2026-01-10", amount: "15.00", currency: "EUR" },
 * ]);
 * const report = await runDaily(store, { asOf: "2026-06-01", zone: "Europe/Berlin", currency: "EUR" });
 * report.value.kind === "value" && report.value.tiers.map((row) => row.customers); // => [1, 1, 0]
 * report.migration; // => { kind: "insufficient", of: "periods", have: 1, need: 2 }
 * (await store.snapshots.get("ann:2026-06-01"))?.scores; // => { recency: 3, frequency: 1, monetary: 3 }
 * ```
 */
export async function runDaily(store: ClienteleStore, options: DailyOptions): Promise<DailyReport> {
  const { asOf, zone, currency, time = "09:00" } = options;
  parsePlainDate(asOf);
  const instant = new Date(instantOf(asOf, time, zone)).toISOString().replace(".000Z", "Z");
  if (store.capabilities.transactions === "none") {
    throw new StoreError("UNSUPPORTED", "Cannot run the day: the store must have transactions, got none");
  }
  const progress = createProgress(options.signal, options.onProgress);
  const { log, setAside } = await loadOrders(store, options, progress);

  const products = await readProducts(store, progress);
  const situations = await readSituations(store, { asOf, products }, progress);
  const behaviour = await readBehaviour(store, { asOf, zone }, progress);
  const complaints = await readComplaints(store, progress);
  const { plans = {} } = options;
  const isTalkMeasured = plans.goals?.some(({ kind }) => kind === "one-to-one") ?? false;
  const facts = await readWorthFacts(store, { asOf, instant, isTalkMeasured }, progress);
  const { count } = options;
  const input = { asOf, count, products, situations, zone, behaviour, complaints, facts, plans };
  const analysis = analyseOrders(log, input, progress);
  const { snapshots, treated } = analysis;
  const history = await readHistory(store, instant, progress);
  const campaign = await analyseCampaigns(store, history, { asOf, zone, snapshots }, progress);
  const insights = [...analysis.insights, ...campaign.insights];
  const known = await readDossiers(
    store,
    { log, asOf, instant, insights, snapshots, treated, products, companyId: options.companyId },
    progress,
  );
  const { sends, events } = history;
  const dossiers = withRewards(withResponses(known, history), plans);

  progress.report("reminders", 0, dossiers.length);
  const run = setSentAside(
    decideReminders({ asOf: instant, zone, dossiers, history: sends, events, ...options.reminders }),
    sends,
  );
  progress.report("reminders", dossiers.length, dossiers.length);
  const { decisions, withdrawn } = run;
  const results = { asOf, instant, snapshots, insights, decisions, withdrawn, sends };
  const written = await writeResults(store, results, progress);

  const parties = new Set(dossiers.map(({ party }) => party.id));
  return Object.freeze({
    asOf,
    at: run.asOf,
    zone,
    currency,
    orders: reportOrders(log, setAside),
    rfm: analysis.rfm,
    value: analysis.value,
    affinity: analysis.affinity,
    migration: analysis.migration,
    trend: analysis.trend,
    worth: analysis.worth,
    loyalty: analysis.loyalty,
    ledger: analysis.ledger,
    campaign: campaign.survey,
    insights: countKinds(insights),
    reminders: reportReminders(run, {
      parties: parties.size,
      customersWithoutParty: log.customerIds.filter((id) => !parties.has(id)).length,
    }),
    written,
  });
}

/** The orders before the day: those given, or those of the store. */
async function loadOrders(
  store: ClienteleStore,
  { orders: given, asOf, currency }: DailyOptions,
  progress: Progress,
): Promise<{ readonly log: OrderLog; readonly setAside: SetAsideLines }> {
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
