import { addDays, addMonths, dayNumber, type PlainDate, trailingPeriods } from "../calendar/index.ts";
import {
  assessGoal,
  compareAcquisition,
  compareSatisfaction,
  type DatedGoal,
  estimateSurvival,
  findDriftInsights,
  findWalletInsights,
  type GoalStanding,
  type LoyaltyKpis,
  measureCycle,
  measureFlow,
  measureGaps,
  measureKpis,
  retentionSensitivity,
  satisfactionSensitivity,
  shareOfWallet,
  summariseBonds,
  tabulateCohorts,
} from "../loyalty/index.ts";
import type { CostEntry, Insight } from "../model/index.ts";
import { sumMoney } from "../money/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { ValueTable } from "../value/index.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { LoyaltyReport } from "./loyalty-report.ts";

/** Silent for so long is lost, where nobody says so. */
const LOST_DAYS = 365;
const POINTS = 0.05;

/** What the analysis of loyalty is asked beside orders and facts. */
export interface LoyaltyInput {
  readonly asOf: PlainDate;
  readonly zone: string;
  readonly values: ValueTable;
  readonly goals: readonly DatedGoal[];
}

/** Asks whether customers stay, what they say, and what binds them. */
export function analyseLoyalty(
  log: OrderLog,
  facts: WorthFacts,
  { asOf, zone, values, goals }: LoyaltyInput,
): { readonly report: LoyaltyReport; readonly insights: readonly Insight[] } {
  const periods = trailingPeriods(asOf, { months: 3, count: 5 }).filter(
    ({ from }) => from >= log.window.from,
  );
  const flows = periods.length < 2 || log.size === 0 ? [] : measureFlow(log, { periods });
  const flow = flows.at(-1);
  const cycle = measureCycle(log, { asOf });
  const lastDays = new Map([...cycle].map((row) => [row.customerId, row.daysSince]));
  const switched = new Set([...lastDays].filter(([, days]) => days > LOST_DAYS).map(([id]) => id));
  const own = facts.surveyAnswers.some(
    ({ subject, dimension }) => subject === "own" && dimension === "overall",
  );
  const said = compareSatisfaction(facts.surveyAnswers, { switched });
  const sensitivity = satisfactionSensitivity(facts.surveyAnswers, { values, points: POINTS });
  const acquisition = compareCosts(facts.costEntries, {
    from: periods.at(-1)?.from,
    asOf,
    currency: log.currency,
    flow,
  });
  const report: LoyaltyReport = {
    kind: "loyalty",
    ...(flow === undefined
      ? {}
      : {
          flow: {
            active: flow.active,
            kept: flow.kept,
            lost: flow.lost,
            gained: flow.gained,
            returned: flow.returned,
            ...(flow.retention === undefined ? {} : { retention: boundsOf(flow.retention) }),
          },
        }),
    cohorts: reportCohorts(log, periods),
    ...reportSurvival(log, lastDays, asOf),
    ...(cycle.medianGapDays === undefined
      ? {}
      : {
          cycle: {
            medianGapDays: cycle.medianGapDays,
            late: [...cycle].filter((row) => (row.overdue ?? 0) > 2).length,
            repeaters: cycle.repeaters,
          },
        }),
    ...reportSensitivity(flow?.retention?.estimate, {
      values,
      asOf,
      entries: facts.costEntries,
      acquisitionCost: acquisition?.perWon ?? 0,
    }),
    ...(own
      ? {
          satisfaction: {
            satisfied: said.satisfied.customers,
            switchers: said.satisfiedSwitchers.length,
            dissatisfied: said.dissatisfied.customers,
          },
        }
      : {}),
    gaps: measureGaps(facts.surveyAnswers).filter((one) => one.meanGap !== undefined),
    ...(sensitivity.kind === "insufficient" ? {} : { satisfactionSensitivity: sensitivity.text }),
    ...reportWallet(facts),
    bonds: reportBonds(facts, log.currency, asOf),
    ...(acquisition === undefined ? {} : { acquisition }),
    goals: reportGoals(log, facts, { periods, asOf, zone, goals }),
  };
  const { spendEstimates } = facts;
  const insights = [
    ...findWalletInsights(spendEstimates, { asOf }),
    ...findDriftInsights({ log, spendEstimates }, { asOf }),
  ];
  return { report: Object.freeze(report), insights };
}

const boundsOf = ({ estimate, lower, upper }: { estimate: number; lower: number; upper: number }) => ({
  estimate,
  lower,
  upper,
});

function reportCohorts(
  log: OrderLog,
  periods: Parameters<typeof tabulateCohorts>[1]["periods"],
): LoyaltyReport["cohorts"] {
  if (periods.length < 2 || log.size === 0) return [];
  return tabulateCohorts(log, { periods }).cohorts.flatMap((one) =>
    one.kind === "cohort" && one.cells.length > 0 ? [one] : [],
  );
}

/** From the first purchase to the last; lost is who has bought nothing for a year. */
function reportSurvival(log: OrderLog, daysSince: ReadonlyMap<string, number>, asOf: PlainDate) {
  const end = dayNumber(asOf);
  const first = new Map<string, number>();
  for (let i = log.size - 1; i >= 0; i--)
    if (log.amounts[i]! > 0 && log.days[i]! < end)
      first.set(log.customerIds[log.customers[i]!]!, log.days[i]!);
  const curve = estimateSurvival(
    [...first].map(([id, day]) => {
      const since = daysSince.get(id) ?? 0;
      const lost = since > LOST_DAYS;
      return { duration: lost ? end - since - day : end - day, lost };
    }),
  );
  if (curve.kind === "insufficient") return {};
  const { customers, lost, median } = curve;
  return { survival: { customers, lost, ...(median === undefined ? {} : { medianDays: median }) } };
}

/** The mean value of a customer in a quarter, as far as the values reach back; what winning took is not taken off twice. */
function reportSensitivity(
  retention: number | undefined,
  {
    values,
    asOf,
    entries,
    acquisitionCost,
  }: {
    readonly values: ValueTable;
    readonly asOf: PlainDate;
    readonly entries: readonly CostEntry[];
    readonly acquisitionCost: number;
  },
) {
  // Of revenue alone nothing can be said of profit.
  if (values.basis !== "profit" || retention === undefined || retention + POINTS >= 1) return {};
  const quarters = Math.max(1, (dayNumber(asOf) - dayNumber(values.from)) / 91.3125);
  const total = values.value.reduce((sum, units) => sum + units, 0) / 10 ** values.exponent;
  const won =
    values.costToServe === undefined
      ? 0
      : entries
          .filter(({ kind, on }) => kind === "acquisition" && on >= values.from && on < asOf)
          .reduce((sum, { amount }) => sum + Number(amount), 0);
  const margin = (total + won) / values.size / quarters;
  return { retentionSensitivity: retentionSensitivity({ retention, margin, acquisitionCost }, POINTS).text };
}

function reportWallet({ spendEstimates }: WorthFacts) {
  const shares = spendEstimates
    .filter((one) => one.category === undefined)
    .flatMap((one) => {
      const found = shareOfWallet(one);
      return found.kind === "share" ? [found.share] : [];
    });
  if (shares.length === 0) return {};
  const meanShare = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { wallet: { customers: shares.length, meanShare } };
}

/** Estimates in another currency are none of this report's. */
function reportBonds(
  { bonds, benefits }: WorthFacts,
  currency: string,
  asOf: PlainDate,
): LoyaltyReport["bonds"] {
  const own = bonds.filter((bond) => (bond.estimatedCost?.currency ?? currency) === currency);
  const rows = summariseBonds(own, { benefits, asOf, currency });
  const kinds: Record<string, number> = {};
  for (const kind of rows.flatMap((row) => row.kinds).sort()) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const entitled = (name: "financial" | "social" | "structural"): number =>
    rows.filter((row) => row.benefits[name] > 0).length;
  return {
    customers: rows.length,
    kinds,
    switchingCost: sumMoney(
      rows.map((row) => row.switchingCost),
      currency,
    ),
    benefits: {
      financial: entitled("financial"),
      social: entitled("social"),
      structural: entitled("structural"),
    },
  };
}

function compareCosts(
  entries: readonly CostEntry[],
  quarter: {
    readonly from: PlainDate | undefined;
    readonly asOf: PlainDate;
    readonly currency: string;
    readonly flow: { readonly gained: number; readonly kept: number } | undefined;
  },
): LoyaltyReport["acquisition"] {
  const { from = addMonths(quarter.asOf, -3), asOf, currency, flow } = quarter;
  if (flow === undefined) return undefined;
  let [acquisitionSpend, retentionSpend] = [0, 0];
  for (const { kind, on, amount, currency: own } of entries) {
    if (on < from || on >= asOf || own !== currency) continue;
    if (kind === "acquisition") acquisitionSpend += Number(amount);
    if (kind === "service" || kind === "support" || kind === "marketing") retentionSpend += Number(amount);
  }
  if (!(acquisitionSpend > 0 && retentionSpend > 0)) return undefined;
  const found = compareAcquisition({ acquisitionSpend, retentionSpend, won: flow.gained, kept: flow.kept });
  return found.kind === "ratio" ? found : undefined;
}

const VALUES: Readonly<Record<DatedGoal["kind"], (kpis: LoyaltyKpis) => number | undefined>> = {
  satisfaction: ({ satisfaction }) => satisfaction?.mean,
  loyalty: ({ loyalty }) => loyalty?.estimate,
  "one-to-one": ({ oneToOne }) => oneToOne?.estimate,
};

/** Each goal beside its measure of the last quarters. */
function reportGoals(
  log: OrderLog,
  { surveyAnswers, interactions }: WorthFacts,
  {
    periods,
    asOf,
    zone,
    goals,
  }: Pick<LoyaltyInput, "asOf" | "zone" | "goals"> & {
    readonly periods: Parameters<typeof measureKpis>[1]["periods"];
  },
): readonly GoalStanding[] {
  if (goals.length === 0) return [];
  const kpis =
    periods.length === 0 ? [] : measureKpis(log, { periods, answers: surveyAnswers, interactions, zone });
  return goals.map((goal) => {
    const values = kpis.flatMap((one) => {
      const value = VALUES[goal.kind](one);
      return value === undefined ? [] : [{ on: addDays(one.period.to, -1), value }];
    });
    return assessGoal(values, { goal, asOf });
  });
}
