import { addYears, type PlainDate, trailingPeriods } from "../calendar/index.ts";
import { InvalidDataError } from "../issues/index.ts";
import type { CostEntry, Insight } from "../model/index.ts";
import { type Money, subtractMoney, sumMoney, sumUnits } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import {
  classifyAbc,
  classifyGrowth,
  compareLargest,
  estimatePotential,
  findClassInsights,
  findCostlyCustomers,
  findRepeatedComplaints,
  flagDrag,
  flagGold,
  measureBreadth,
  measureProspectWaste,
  partitionCustomers,
  planTopSurvey,
  predictGold,
  predictValue,
  proposeBudgetShift,
  type ServiceCosts,
  summariseLosses,
  type ValueTable,
  valueCustomers,
} from "../value/index.ts";
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

/** Asks everything about value that the daily classes do not tell; see the rooms for the definitions. */
export function analyseWorth(
  log: OrderLog,
  facts: WorthFacts,
  { asOf, zone, served }: { readonly asOf: PlainDate; readonly zone: string; readonly served: ServedValues },
): { readonly report: WorthReport; readonly insights: readonly Insight[] } {
  const { values, serviceCosts, costIssues } = served;
  const yearAgo = addYears(asOf, -1);
  const hasYears = log.window.from <= addYears(asOf, -2);
  const year = (to: PlainDate) =>
    valueCustomers(log, { asOf: to, from: addYears(to, -1), ...(serviceCosts && { serviceCosts }) });
  const [now, before] = hasYears ? [year(asOf), year(yearAgo)] : [undefined, undefined];
  const breadth = log.products === undefined ? undefined : measureBreadth(log, { asOf });
  const prediction = predictValue(log, { asOf });
  const gold = predictGold(log, { asOf });
  const lastYear = now ?? values;
  const potentials = estimatePotential(lastYear, {
    spendEstimates: facts.spendEstimates.filter((one) => one.total.currency === log.currency),
    ...(breadth === undefined ? {} : { breadth, elasticity: "fitted" as const }),
    ...(prediction.kind === "prediction" ? { prediction } : {}),
  });
  const drag = flagDrag(values, { log, opportunities: facts.opportunities });
  const withEvidence = [...drag].filter((row) => row.drag && row.evidence.length > 0).length;
  const classes =
    now === undefined || before === undefined
      ? undefined
      : { before: classifyAbc(before), now: classifyAbc(now) };
  const report: WorthReport = {
    kind: "worth",
    ...(values.costToServe === undefined ? {} : { costToServe: reportServing(values) }),
    costIssues,
    partition: partitionCustomers(lastYear, { potentials }).counts,
    drag: { customers: drag.count, withEvidence },
    ...(now === undefined || before === undefined ? {} : { largest: reportLargest(now, before) }),
    ...(breadth === undefined ? {} : { fewProducts: breadth.fewProducts.length }),
    ...reportGrowth(log, asOf),
    ...(prediction.kind === "insufficient"
      ? {}
      : {
          prediction: {
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
          },
        }),
    ...reportPotential(potentials, lastYear),
    ...reportBudget(facts.costEntries, lastYear),
    repeatedComplaints: findRepeatedComplaints(lastYear, facts.complaints, { zone }).length,
    opinionsDue: planTopSurvey(values, facts.surveyAnswers, { zone }).filter((one) => one.due).length,
    ...reportWaste(facts, yearAgo, asOf),
    losses: reportLosses(facts, { from: yearAgo, to: asOf, values: before ?? values }),
  };
  const insights = findClassInsights({
    ...(classes === undefined ? {} : { classes }),
    gold: flagGold(values),
    drag,
  });
  return { report: Object.freeze(report), insights };
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
): Pick<WorthReport, "potential"> {
  if (potentials.size === 0) return {};
  const gaps = [...potentials.values()]
    .filter((one) => one.from !== undefined)
    .map(({ customerId, potential }) => subtractMoney(potential, values.get(customerId)!.value));
  return { potential: { customers: gaps.length, gap: sumMoney(gaps, values.currency) } };
}

function reportBudget(entries: readonly CostEntry[], values: ValueTable): Pick<WorthReport, "budget"> {
  const spend = new Map<string, Money>();
  for (const { customerId, kind, on, amount, currency } of entries) {
    if (kind !== "marketing" && kind !== "selling") continue;
    if (on < values.from || on >= values.asOf || currency !== values.currency || amount.startsWith("-"))
      continue;
    spend.set(
      customerId,
      sumMoney([spend.get(customerId) ?? { amount: "0", currency }, { amount, currency }], currency),
    );
  }
  if (spend.size === 0) return {};
  return { budget: { text: proposeBudgetShift(classifyAbc(values), { spend }).text } };
}

function reportWaste(facts: WorthFacts, from: PlainDate, to: PlainDate): Pick<WorthReport, "prospectWaste"> {
  const waste = measureProspectWaste(facts.opportunities, { from, to });
  if (waste.kind === "insufficient") return {};
  return { prospectWaste: { wasted: waste.wasted, decided: waste.decided } };
}

function reportLosses(
  { lifecycleChanges }: WorthFacts,
  period: { readonly from: PlainDate; readonly to: PlainDate; readonly values: ValueTable },
): WorthReport["losses"] {
  return summariseLosses(lifecycleChanges, period).map(({ cause, customers, value }) => ({
    ...(cause === undefined ? {} : { cause }),
    customers,
    value,
  }));
}
