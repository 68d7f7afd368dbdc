import { dateOfDay, type PlainDate } from "../calendar/index.ts";
import { InvalidDataError } from "../issues/index.ts";
import {
  findExpiryInsights,
  findTermEnds,
  findTermInsights,
  findThresholdInsights,
  frequencyProgress,
  nextThreshold,
  type PointsTable,
  pointsBalances,
  type TermEnd,
} from "../ledger/index.ts";
import type { Insight } from "../model/index.ts";
import { decimalText } from "../money/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { DailyPlans, FrequencyPlan } from "./daily-plans.ts";
import type { LedgerReport } from "./ledger-report.ts";

const WITHIN = 30;
/** How many issues are named. */
const NAMED = 100;

/** Asks what points there are, what expires, which terms end, and to whom little is missing to a reward. */
export function analyseLedger(
  log: OrderLog,
  facts: WorthFacts,
  { asOf, plans }: { readonly asOf: PlainDate; readonly plans: DailyPlans },
): { readonly report: LedgerReport; readonly insights: readonly Insight[] } {
  const { contracts, memberships, bonds, benefits } = facts;
  const terms = { contracts, memberships, bonds, benefits };
  const { balances, issues } = balancesOf(facts, asOf);
  const purchases = (plans.frequency ?? []).map((plan) => ({
    ...plan,
    purchasedOn: purchasesOf(log, facts, { plan, asOf }),
  }));
  const near = findThresholdInsights(
    {
      ...(plans.points === undefined || balances === undefined
        ? {}
        : { points: [{ ...plans.points, balances }] }),
      purchases,
    },
    { asOf },
  );
  const sum = (column: Float64Array | undefined): string =>
    decimalText(
      (column ?? new Float64Array(0)).reduce((total, units) => total + BigInt(units), 0n),
      balances?.exponent ?? 0,
    );
  const report: LedgerReport = {
    kind: "ledger",
    members: balances?.balance.reduce((count, units) => count + (units > 0 ? 1 : 0), 0) ?? 0,
    points: sum(balances?.balance),
    expiring: sum(balances?.expiring),
    pointIssues: issues,
    terms: reportTerms(findTermEnds(terms, { asOf, within: WITHIN }), facts),
    thresholds: reportThresholds(balances, plans.points?.thresholds ?? []),
    frequency: purchases.map(({ programmeId, programme, purchasedOn }) => {
      const all = [...purchasedOn.values()].map((days) => frequencyProgress(days, { programme, asOf }));
      return {
        programmeId,
        members: all.length,
        purchases: all.reduce((total, one) => total + one.purchases, 0),
        rewards: all.reduce((total, one) => total + one.rewards, 0),
        running: frequencyProgress([], { programme, asOf }).running,
      };
    }),
    near: near.length,
  };
  return {
    report: Object.freeze(report),
    insights: [
      ...findTermInsights(terms, { asOf, within: WITHIN }),
      ...(balances === undefined ? [] : findExpiryInsights(balances)),
      ...near,
    ],
  };
}

/** The balances, or why there are none: one wrong entry leaves them all out. */
function balancesOf(
  { pointsEntries }: WorthFacts,
  asOf: PlainDate,
): { readonly balances?: PointsTable | undefined; readonly issues: readonly string[] } {
  try {
    return { balances: pointsBalances(pointsEntries, { asOf, within: WITHIN }), issues: [] };
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    return { issues: Object.freeze(error.issues.slice(0, NAMED).map((issue) => issue.message)) };
  }
}

/** The days on which each member of the day bought what counts, members without a purchase included. */
function purchasesOf(
  log: OrderLog,
  { memberships }: WorthFacts,
  { plan, asOf }: { readonly plan: FrequencyPlan; readonly asOf: PlainDate },
): ReadonlyMap<string, readonly PlainDate[]> {
  const found = new Map<string, PlainDate[]>();
  for (const { programmeId, partyId, validFrom, validTo } of memberships) {
    if (programmeId !== plan.programmeId) continue;
    if ((validFrom === undefined || validFrom <= asOf) && (validTo === undefined || validTo > asOf))
      found.set(partyId, []);
  }
  const counted = plan.productIds && new Set(plan.productIds);
  for (let i = 0; i < log.size; i++) {
    const product = log.products?.[i] ?? -1;
    if (!(log.amounts[i]! > 0) || (counted && !(product >= 0 && counted.has(log.productIds[product]!))))
      continue;
    found.get(log.customerIds[log.customers[i]!]!)?.push(dateOfDay(log.days[i]!));
  }
  return found;
}

/** Of each kind that comes to a term, how many customers. */
function reportTerms(ends: readonly TermEnd[], facts: WorthFacts): LedgerReport["terms"] {
  const kinds = new Map<string, string>([
    ...facts.contracts.map(({ id, kind }) => [id, kind] as const),
    ...facts.memberships.map(({ id, programmeId }) => [id, programmeId] as const),
    ...facts.bonds.map(({ id, kind }) => [id, kind] as const),
    ...facts.benefits.map(({ id, class: kind }) => [id, kind] as const),
  ]);
  const customers = new Map<string, Set<string>>();
  for (const { what, id, customerId } of ends) {
    const key = JSON.stringify([what, kinds.get(id)]);
    const own = customers.get(key) ?? new Set();
    customers.set(key, own.add(customerId));
  }
  return Object.freeze(
    [...customers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => {
        const [what, kind] = JSON.parse(key) as [TermEnd["what"], string];
        return Object.freeze({ what, kind, customers: own.size });
      }),
  );
}

/** How many customers stand on each threshold, lowest first. */
function reportThresholds(
  balances: PointsTable | undefined,
  thresholds: NonNullable<DailyPlans["points"]>["thresholds"],
): LedgerReport["thresholds"] {
  const reached = [...(balances ?? [])].map(
    ({ balance }) => nextThreshold(balance, thresholds).reached?.points,
  );
  return [...thresholds]
    .sort((a, b) => Number(a.points) - Number(b.points))
    .map(({ name, points }) => ({
      name,
      points,
      customers: reached.filter((one) => one === points).length,
    }));
}
