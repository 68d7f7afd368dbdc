import type { PlainDate } from "../calendar/index.ts";
import type { CampaignFindings } from "../campaign/index.ts";
import type { BehaviourEvent, Complaint, Product } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { findRfmInsights } from "../rfm/index.ts";
import { findValueInsights } from "../value/index.ts";
import { type AffinityInput, analyseAffinity } from "./_analyse-affinity.ts";
import { analyseLedger } from "./_analyse-ledger.ts";
import { analyseLoyalty } from "./_analyse-loyalty.ts";
import { analyseMigration } from "./_analyse-migration.ts";
import { complaintInsights, patternInsights } from "./_analyse-patterns.ts";
import { analyseTrend } from "./_analyse-trend.ts";
import { analyseWorth } from "./_analyse-worth.ts";
import { linesByCustomer } from "./_carry-analyses.ts";
import type { Progress } from "./_progress.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { ScoredDay } from "./_score-day.ts";
import type { DailyAnalyses } from "./daily-analyses.ts";
import type { DailyPlans } from "./daily-plans.ts";

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
  /** How contacts were answered, which has been asked already. */
  readonly campaign: CampaignFindings;
}

/** Asks every analysis about the orders, and puts all findings together. */
export function analyseOrders(
  log: OrderLog,
  { segments, served }: ScoredDay,
  input: AnalysisInput,
  progress: Progress,
): DailyAnalyses {
  const { asOf, count, products, zone, facts, plans } = input;
  const productCategories = new Map([...products].map(([id, { category }]) => [id, category]));
  const stage = <R>(name: "affinity" | "migration" | "trend", work: () => R): R => {
    progress.report(name, 0, 1);
    const result = work();
    progress.report(name, 1, 1);
    return result;
  };
  const worth = analyseWorth(log, facts, {
    asOf,
    zone,
    served,
    productCategories,
    segments: new Map(segments.customerIds.map((id, i) => [id, segments.row(i).segment])),
    plan: plans.treatments,
  });
  const loyalty = analyseLoyalty(log, facts, { asOf, zone, values: served.values, goals: plans.goals ?? [] });
  const ledger = analyseLedger(log, facts, { asOf, plans });
  const valueInsights = findValueInsights(log, { asOf, productCategories });
  progress.report("value", 1, 1);
  const affinity = stage("affinity", () => analyseAffinity(log, input));
  const migration = stage("migration", () => analyseMigration(log, asOf, served.serviceCosts));
  const trend = stage("trend", () => {
    const { report, insights } = analyseTrend(log, { ...input, productCategories });
    const patterns = patternInsights(log, asOf);
    return { report, insights: [...insights, ...patterns, ...complaintInsights(input.complaints, input)] };
  });
  return Object.freeze({
    asOf,
    currency: log.currency,
    affinity: affinity.report,
    migration: migration.report,
    trend: trend.report,
    campaign: input.campaign.survey,
    worth: worth.report,
    loyalty: loyalty.report,
    ledger: ledger.report,
    insights: Object.freeze([
      ...findRfmInsights(log, { asOf, count }),
      ...valueInsights,
      ...worth.insights,
      ...loyalty.insights,
      ...ledger.insights,
      ...affinity.insights,
      ...migration.insights,
      ...trend.insights,
      ...input.campaign.insights,
    ]),
    lines: linesByCustomer(log),
    ...(worth.treated === undefined ? {} : { treated: worth.treated }),
  });
}
