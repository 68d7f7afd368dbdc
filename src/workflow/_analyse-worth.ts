import { addYears, type PlainDate, trailingPeriods } from "../calendar/index.ts";
import { InvalidDataError } from "../issues/index.ts";
import type { CostEntry, Insight, SpendEstimate } from "../model/index.ts";
import { type Money, subtractMoney, sumMoney, sumUnits } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import {
  type CustomerTreatment,
  classifyAbc,
  classifyGrowth,
  compareLargest,
  estimatePotential,
  findClassInsights,
  findCostlyCustomers,
  findRepeatedComplaints,
  fitWallet,
  flagDrag,
  flagGold,
  holdAbc,
  measureBreadth,
  measureProspectWaste,
  partitionCustomers,
  planTopSurvey,
  predictGold,
  predictValue,
  proposeBudgetShift,
  type ServiceCosts,
  summariseProducts,
  type TreatmentPlan,
  type ValueTable,
  valueCustomers,
} from "../value/index.ts";
import { reportCompetition, reportFewProducts } from "./_analyse-competition.ts";
import { treatCustomers } from "./_analyse-treatments.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { WorthReport } from "./worth-report.ts";

/** How many issues are named. */
const NAMED = 100;

/** Values after cost to serve, and what could not be used of it. */
export interface ServedValues {
  readonly values: ValueTable;
  readonly serviceCosts: ServiceCosts | undefined;
  readonly costIssues: readonly string[];
}

/** Takes cost to serve off where every entry is sound; a wrong one leaves it all out, and is named. */
export function valueServed(log: OrderLog, entries: readonly CostEntry[], asOf: PlainDate): ServedValues {
  if (entries.length === 0)
    return { values: valueCustomers(log, { asOf }), serviceCosts: undefined, costIssues: [] };
  const serviceCosts = { entries };
  try {
    return { values: valueCustomers(log, { asOf, serviceCosts }), serviceCosts, costIssues: [] };
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    const costIssues = error.issues.slice(0, NAMED).map((issue) => issue.message);
    return { values: valueCustomers(log, { asOf }), serviceCosts: undefined, costIssues };
  }
}

/** What the analysis of worth is asked beside orders and facts. */
export interface WorthInput {
  readonly asOf: PlainDate;
  readonly zone: string;
  readonly served: ServedValues;
  /** The segment of each customer. */
  readonly segments: ReadonlyMap<string, string>;
  readonly productCategories: ReadonlyMap<string, string | undefined>;
  readonly plan: TreatmentPlan | undefined;
}

/** Asks everything about value that the daily classes do not tell; see the rooms for the definitions. */
export function analyseWorth(
  log: OrderLog,
  facts: WorthFacts,
  { asOf, zone, served, segments, productCategories, plan }: WorthInput,
): {
  readonly report: WorthReport;
  readonly insights: readonly Insight[];
  readonly treated?: ReadonlyMap<string, CustomerTreatment> | undefined;
} {
  const { values, serviceCosts, costIssues } = served;
  const { currency } = log;
  const yearAgo = addYears(asOf, -1);
  const hasYears = log.window.from <= addYears(asOf, -2);
  const year = (to: PlainDate) =>
    valueCustomers(log, { asOf: to, from: addYears(to, -1), ...(serviceCosts && { serviceCosts }) });
  const [now, before] = hasYears ? [year(asOf), year(yearAgo)] : [undefined, undefined];
  const breadth = log.products === undefined ? undefined : measureBreadth(log, { asOf });
  const amount = { asOf, of: values.basis, ...(serviceCosts && { serviceCosts }) };
  const prediction = predictValue(log, amount);
  const gold = predictGold(log, amount);
  const lastYear = now ?? values;
  const spendEstimates = facts.spendEstimates.filter((one) => one.total.currency === currency);
  const potentials = estimatePotential(lastYear, {
    spendEstimates,
    ...(breadth === undefined ? {} : { breadth, elasticity: "fitted" as const }),
    ...(prediction.kind === "prediction" && prediction.of === lastYear.basis ? { prediction } : {}),
  });
  const drag = flagDrag(values, { log, opportunities: facts.opportunities });
  const withEvidence = [...drag].filter((row) => row.drag && row.evidence.length > 0).length;
  const classes = now === undefined || before === undefined ? undefined : classesOf({ now, before });
  const partition = partitionCustomers(lastYear, { potentials });
  const best = flagGold(values);
  const spend = spendOf(facts.costEntries, lastYear);
  const groups = { abc: classes?.now ?? classifyAbc(lastYear), partition, gold: best, drag, segments };
  const treatments = plan && treatCustomers(plan, groups, { spend, currency });
  const period = { from: now === undefined ? values.from : yearAgo, asOf };
  const report: WorthReport = {
    kind: "worth",
    ...(values.costToServe === undefined ? {} : { costToServe: reportServing(values) }),
    costIssues,
    partition: partition.counts,
    drag: { customers: drag.count, withEvidence },
    ...(now === undefined || before === undefined ? {} : { largest: reportLargest(now, before) }),
    ...(classes === undefined
      ? {}
      : {
          held: {
            customers: classes.now.held.reduce((sum, own) => sum + own, 0),
            margin: classes.now.margin,
          },
        }),
    ...(treatments === undefined ? {} : { treatments: treatments.report }),
    mix: reportMix(log, { period, productCategories }),
    ...reportFewProducts(breadth, spendEstimates),
    ...reportGrowth(log, asOf),
    ...(prediction.kind === "insufficient"
      ? {}
      : {
          prediction: {
            of: prediction.of,
            expected: prediction.expected.reduce((sum, one) => sum + one, 0),
            error: prediction.heldOut.typical.meanAbsolute,
            naiveError: prediction.heldOut.naive.meanAbsolute,
            coverage: prediction.heldOut.coverage,
          },
        }),
    ...(gold.kind === "insufficient"
      ? {}
      : {
          goldTest: {
            by: gold.by,
            hits: gold.tests[gold.by].hits,
            predicted: gold.tests[gold.by].predicted,
            lower: gold.tests[gold.by].hitRate.lower,
            upper: gold.tests[gold.by].hitRate.upper,
            actual: gold.actual,
            newcomers: gold.newcomers,
          },
        }),
    ...reportPotential(potentials, lastYear, spendEstimates),
    ...reportBudget(spend, { values: lastYear, treated: treatments?.treated }),
    repeatedComplaints: findRepeatedComplaints(lastYear, facts.complaints, { zone }).length,
    opinionsDue: planTopSurvey(values, facts.surveyAnswers, { zone }).filter((one) => one.due).length,
    ...reportWaste(facts, yearAgo, asOf),
    ...reportCompetition(facts, { from: yearAgo, to: asOf, values: before ?? values, currency }),
  };
  const insights = findClassInsights({ ...(classes === undefined ? {} : { classes }), gold: best, drag });
  return {
    report: Object.freeze(report),
    insights,
    ...(treatments === undefined ? {} : { treated: treatments.treated }),
  };
}

/** The classes of a year ago, and today's with hysteresis: who lies just beyond a boundary has not moved. */
function classesOf({ now, before }: { readonly now: ValueTable; readonly before: ValueTable }) {
  const previous = classifyAbc(before);
  return { before: previous, now: holdAbc(now, { previous }) };
}

function reportMix(
  log: OrderLog,
  {
    period,
    productCategories,
  }: {
    readonly period: { readonly from: PlainDate; readonly asOf: PlainDate };
    readonly productCategories: WorthInput["productCategories"];
  },
): WorthReport["mix"] {
  if (log.products === undefined) return [];
  const known = new Map(
    [...productCategories].flatMap(([id, category]) => (category === undefined ? [] : [[id, category]])),
  );
  return summariseProducts(log, { ...period, ...(known.size === 0 ? {} : { productCategories: known }) });
}

function reportServing(values: ValueTable): WorthReport["costToServe"] {
  const costly = findCostlyCustomers(values).map(({ customerId, burden, value }) => ({
    customerId,
    burden,
    value,
  }));
  return { total: moneyOfUnits(sumUnits(values.costToServe!), values), costly };
}

function reportLargest(now: ValueTable, before: ValueTable): WorthReport["largest"] {
  if (now.basis !== before.basis) return undefined;
  const { customers, lost } = compareLargest(now, { before });
  return {
    customers: customers.length,
    boughtEnough: customers.filter((one) => one.boughtEnough).length,
    lost,
  };
}

function reportGrowth(log: OrderLog, asOf: PlainDate): Pick<WorthReport, "growth"> {
  const periods = trailingPeriods(asOf, { months: 3, count: 4 });
  return periods[0]!.from < log.window.from ? {} : { growth: classifyGrowth(log, { periods }).counts };
}

function reportPotential(
  potentials: ReturnType<typeof estimatePotential>,
  values: ValueTable,
  spendEstimates: readonly SpendEstimate[],
): Pick<WorthReport, "potential"> {
  if (potentials.size === 0) return {};
  const above = [...potentials.values()].filter((one) => one.from !== undefined);
  const gaps = above.map(({ customerId, potential }) =>
    subtractMoney(potential, values.get(customerId)!.value),
  );
  const from = { wallet: 0, breadth: 0, prediction: 0 };
  for (const one of above) from[one.from!]++;
  const law = fitWallet(values, spendEstimates);
  return {
    potential: {
      customers: gaps.length,
      gap: sumMoney(gaps, values.currency),
      from,
      withInterval: above.filter((one) => one.interval !== undefined).length,
      ...(law.kind === "insufficient"
        ? {}
        : {
            wallet: {
              customers: law.customers,
              heldOutFactor: law.heldOutFactor,
              naiveFactor: law.naiveFactor,
              coverage: law.coverage,
            },
          }),
    },
  };
}

/** What was spent on marketing to and selling to each customer in the period of the values. */
function spendOf(entries: readonly CostEntry[], values: ValueTable): ReadonlyMap<string, Money> {
  const spend = new Map<string, Money[]>();
  for (const { customerId, kind, on, amount, currency } of entries) {
    if (kind !== "marketing" && kind !== "selling") continue;
    if (on < values.from || on >= values.asOf || currency !== values.currency || amount.startsWith("-"))
      continue;
    const own = spend.get(customerId) ?? [];
    spend.set(customerId, own);
    own.push({ amount, currency });
  }
  return new Map([...spend].map(([customerId, own]) => [customerId, sumMoney(own, values.currency)]));
}

function reportBudget(
  spend: ReadonlyMap<string, Money>,
  {
    values,
    treated,
  }: { readonly values: ValueTable; readonly treated: ReadonlyMap<string, CustomerTreatment> | undefined },
): Pick<WorthReport, "budget"> {
  if (spend.size === 0) return {};
  const treatments = treated === undefined ? {} : { treatments: treated };
  const { text, tiers } = proposeBudgetShift(classifyAbc(values), { spend, ...treatments });
  return { budget: { text, tiers } };
}

function reportWaste(facts: WorthFacts, from: PlainDate, to: PlainDate): Pick<WorthReport, "prospectWaste"> {
  const waste = measureProspectWaste(facts.opportunities, { from, to });
  if (waste.kind === "insufficient") return {};
  return { prospectWaste: { wasted: waste.wasted, decided: waste.decided } };
}
