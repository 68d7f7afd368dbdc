import type { PlainDate } from "../calendar/index.ts";
import type { BehaviourEvent, Complaint, CustomerSnapshot, Insight, Product } from "../model/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import { findRfmInsights, measureRfm, type RfmSegments, scoreRfm, segmentRfm } from "../rfm/index.ts";
import type { InsufficientEvidence } from "../trend/index.ts";
import {
  type AbcTable,
  type CustomerTreatment,
  classifyAbc,
  findValueInsights,
  flagGold,
  type GoldTable,
  measureConcentration,
  summariseTiers,
  topCustomers,
} from "../value/index.ts";
import { type AffinityInput, analyseAffinity } from "./_analyse-affinity.ts";
import { analyseLedger } from "./_analyse-ledger.ts";
import { analyseLoyalty } from "./_analyse-loyalty.ts";
import { analyseMigration } from "./_analyse-migration.ts";
import { complaintInsights, patternInsights } from "./_analyse-patterns.ts";
import { analyseTrend } from "./_analyse-trend.ts";
import { analyseWorth, valueServed } from "./_analyse-worth.ts";
import { insufficient } from "./_insufficient.ts";
import { snapshotId } from "./_own-records.ts";
import type { Progress } from "./_progress.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { AffinityReport } from "./affinity-report.ts";
import type { DailyPlans } from "./daily-plans.ts";
import type { InsufficientHistory, MigrationReport, RfmReport, ValueReport } from "./daily-report.ts";
import type { LedgerReport } from "./ledger-report.ts";
import type { LoyaltyReport } from "./loyalty-report.ts";
import type { TrendReport } from "./trend-report.ts";
import type { WorthReport } from "./worth-report.ts";

/** What the analyses are asked. */
export interface AnalysisInput {
  readonly asOf: PlainDate;
  readonly count: "purchases" | "net" | undefined;
  readonly products: ReadonlyMap<string, Product>;
  readonly situations: AffinityInput["situations"];
  readonly zone: string;
  readonly behaviour: readonly BehaviourEvent[];
  readonly complaints: readonly Complaint[];
  /** What value, loyalty and ledger look at beside the orders. */
  readonly facts: WorthFacts;
  readonly plans: DailyPlans;
}

/** What the analyses found. */
export interface Analysis {
  readonly rfm: RfmReport | InsufficientHistory;
  readonly value: ValueReport | InsufficientHistory;
  readonly affinity: AffinityReport | InsufficientHistory;
  readonly migration: MigrationReport | InsufficientHistory;
  readonly trend: TrendReport | InsufficientEvidence;
  readonly worth: WorthReport;
  readonly loyalty: LoyaltyReport;
  readonly ledger: LedgerReport;
  readonly insights: readonly Insight[];
  readonly snapshots: readonly CustomerSnapshot[];
  /** The treatment of each customer; absent without a plan. */
  readonly treated?: ReadonlyMap<string, CustomerTreatment> | undefined;
}

/** Asks every analysis about the orders. */
export function analyseOrders(log: OrderLog, input: AnalysisInput, progress: Progress): Analysis {
  const { asOf, count, products, zone, facts, plans } = input;
  const productCategories = new Map([...products].map(([id, { category }]) => [id, category]));
  const stage = <R>(name: "rfm" | "value" | "affinity" | "migration" | "trend", work: () => R): R => {
    progress.report(name, 0, 1);
    const result = work();
    progress.report(name, 1, 1);
    return result;
  };
  const rfm = stage("rfm", () => ({
    segments: segmentRfm(scoreRfm(measureRfm(log, { asOf, count }))),
    insights: findRfmInsights(log, { asOf, count }),
  }));
  const value = stage("value", () => {
    const served = valueServed(log, facts.costEntries, asOf);
    const table = served.values;
    const { segments } = rfm;
    const worth = analyseWorth(log, facts, {
      asOf,
      zone,
      served,
      productCategories,
      segments: new Map(segments.customerIds.map((id, i) => [id, segments.row(i).segment])),
      plan: plans.treatments,
    });
    const loyalty = analyseLoyalty(log, facts, { asOf, zone, values: table, goals: plans.goals ?? [] });
    const ledger = analyseLedger(log, facts, { asOf, plans });
    return {
      abc: classifyAbc(table),
      gold: flagGold(table),
      serviceCosts: served.serviceCosts,
      worth: worth.report,
      treated: worth.treated,
      loyalty: loyalty.report,
      ledger: ledger.report,
      insights: [
        ...findValueInsights(log, { asOf, productCategories }),
        ...worth.insights,
        ...loyalty.insights,
        ...ledger.insights,
      ],
    };
  });
  const affinity = stage("affinity", () => analyseAffinity(log, input));
  const migration = stage("migration", () => analyseMigration(log, asOf, value.serviceCosts));
  const trend = stage("trend", () => {
    const { report, insights } = analyseTrend(log, { ...input, productCategories });
    const patterns = patternInsights(log, asOf);
    return { report, insights: [...insights, ...patterns, ...complaintInsights(input.complaints, input)] };
  });
  return {
    rfm: reportRfm(rfm.segments),
    value: reportValue(value.abc, value.gold),
    affinity: affinity.report,
    migration: migration.report,
    trend: trend.report,
    worth: value.worth,
    loyalty: value.loyalty,
    ledger: value.ledger,
    insights: [
      ...rfm.insights,
      ...value.insights,
      ...affinity.insights,
      ...migration.insights,
      ...trend.insights,
    ],
    snapshots: makeSnapshots(rfm.segments, value.abc, value.gold),
    ...(value.treated === undefined ? {} : { treated: value.treated }),
  };
}

function reportRfm({ scores, summary, size }: RfmSegments): RfmReport | InsufficientHistory {
  if (size === 0) return insufficient("customers with a purchase", 0, 1);
  const { count, notScored } = scores.measures;
  return Object.freeze({
    kind: "rfm",
    count,
    customers: size,
    notScored,
    cuts: scores.cuts,
    segments: summary,
  });
}

function reportValue(abc: AbcTable, gold: GoldTable): ValueReport | InsufficientHistory {
  const { values } = abc;
  if (values.size === 0) return insufficient("customers with an order line", 0, 1);
  const { lowest } = gold;
  return Object.freeze({
    kind: "value",
    basis: values.basis,
    linesWithoutCost: values.linesWithoutCost,
    tiers: summariseTiers(abc),
    gold: Object.freeze({ customers: gold.count, ...(lowest === undefined ? {} : { lowest }) }),
    top: topCustomers(values),
    concentration: measureConcentration(values),
  });
}

function makeSnapshots(segments: RfmSegments, abc: AbcTable, gold: GoldTable): readonly CustomerSnapshot[] {
  const { scores } = segments;
  const { measures } = scores;
  const { asOf, currency } = measures;
  const values = new Map(abc.customerIds.map((id, i) => [id, i]));
  return segments.customerIds.map((customerId, i) => {
    const at = values.get(customerId)!; // whoever has a purchase has an order line
    const { recency, frequency, monetary } = scores.row(i);
    return Object.freeze({
      schemaVersion: 1 as const,
      id: snapshotId({ customerId, asOf }),
      customerId,
      asOf,
      currency,
      recencyDays: measures.recencyDays[i]!,
      frequency: measures.frequency[i]!,
      monetary: moneyOfUnits(measures.monetary[i]!, measures).amount,
      scores: { recency, frequency, monetary },
      segment: segments.row(i).segment,
      valueBasis: abc.values.basis,
      value: moneyOfUnits(abc.values.value[at]!, abc.values).amount,
      abc: abc.row(at).tier,
      gold: gold.row(at).gold,
    });
  });
}
