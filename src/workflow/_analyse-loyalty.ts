import { addMonths, dayNumber, type PlainDate, trailingPeriods } from "../calendar/index.ts";
import {
  compareAcquisition,
  compareSatisfaction,
  estimateSurvival,
  findDriftInsights,
  findWalletInsights,
  measureCycle,
  measureFlow,
  measureGaps,
  retentionSensitivity,
  satisfactionSensitivity,
  shareOfWallet,
  summariseBonds,
  tabulateCohorts,
} from "../loyalty/index.ts";
import type { CostEntry, Insight } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { ValueTable } from "../value/index.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { LoyaltyReport } from "./worth-report.ts";

/** Silent for so long is lost, where nobody says so. */
const LOST_DAYS = 365;
const POINTS = 0.05;

/** Asks whether customers stay, what they say, and what binds them. */
export function analyseLoyalty(
  log: OrderLog,
  facts: WorthFacts,
  { asOf, values }: { readonly asOf: PlainDate; readonly values: ValueTable },
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
  const [worst] = measureGaps(facts.surveyAnswers);
  const sensitivity = satisfactionSensitivity(facts.surveyAnswers, { values, points: POINTS });
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
    ...reportCohort(log, periods),
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
    ...reportSensitivity(flow?.retention?.estimate, { values, asOf }),
    ...(own
      ? {
          satisfaction: {
            satisfied: said.satisfied.customers,
            switchers: said.satisfiedSwitchers.length,
            dissatisfied: said.dissatisfied.customers,
          },
        }
      : {}),
    ...(worst?.meanGap === undefined
      ? {}
      : { worstGap: { element: worst.element, gap: worst.meanGap, answers: worst.answers } }),
    ...(sensitivity.kind === "insufficient" ? {} : { satisfactionSensitivity: sensitivity.text }),
    ...reportWallet(facts),
    bound: reportBonds(facts, log.currency, asOf),
    ...reportAcquisition(facts.costEntries, {
      from: periods.at(-1)?.from,
      asOf,
      currency: log.currency,
      flow,
    }),
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

function reportCohort(log: OrderLog, periods: Parameters<typeof tabulateCohorts>[1]["periods"]) {
  if (periods.length < 2 || log.size === 0) return {};
  const [oldest] = tabulateCohorts(log, { periods }).cohorts;
  const last = oldest?.kind === "cohort" ? oldest.cells.at(-1) : undefined;
  if (oldest?.kind !== "cohort" || last === undefined) return {};
  return { cohort: { customers: oldest.customers, active: last.active, quarters: last.age } };
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

/** The mean value of a customer in a quarter, as far as the values reach back. */
function reportSensitivity(
  retention: number | undefined,
  { values, asOf }: { readonly values: ValueTable; readonly asOf: PlainDate },
) {
  // Of revenue alone nothing can be said of profit.
  if (values.basis !== "profit" || retention === undefined || retention + POINTS >= 1) return {};
  const quarters = Math.max(1, (dayNumber(asOf) - dayNumber(values.from)) / 91.3125);
  const total = values.value.reduce((sum, units) => sum + units, 0) / 10 ** values.exponent;
  const margin = total / values.size / quarters;
  return {
    retentionSensitivity: retentionSensitivity({ retention, margin, acquisitionCost: 0 }, POINTS).text,
  };
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
function reportBonds({ bonds, benefits }: WorthFacts, currency: string, asOf: PlainDate): number {
  const own = bonds.filter((bond) => (bond.estimatedCost?.currency ?? currency) === currency);
  const rows = summariseBonds(own, { benefits, asOf, currency });
  return rows.filter(({ kinds, benefits: of }) => kinds.length + of.financial + of.social + of.structural > 0)
    .length;
}

function reportAcquisition(
  entries: readonly CostEntry[],
  quarter: {
    readonly from: PlainDate | undefined;
    readonly asOf: PlainDate;
    readonly currency: string;
    readonly flow: { readonly gained: number; readonly kept: number } | undefined;
  },
): Pick<LoyaltyReport, "acquisitionRatio"> {
  const { from = addMonths(quarter.asOf, -3), asOf, currency, flow } = quarter;
  if (flow === undefined) return {};
  let [acquisitionSpend, retentionSpend] = [0, 0];
  for (const { kind, on, amount, currency: own } of entries) {
    if (on < from || on >= asOf || own !== currency) continue;
    if (kind === "acquisition") acquisitionSpend += Number(amount);
    if (kind === "service" || kind === "support" || kind === "marketing") retentionSpend += Number(amount);
  }
  if (!(acquisitionSpend > 0 && retentionSpend > 0)) return {};
  const found = compareAcquisition({ acquisitionSpend, retentionSpend, won: flow.gained, kept: flow.kept });
  return found.kind === "ratio" ? { acquisitionRatio: found.ratio } : {};
}
