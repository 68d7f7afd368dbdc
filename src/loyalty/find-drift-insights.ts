import { addMonths, dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight, InsightPayload, SpendEstimate } from "../model/index.ts";
import { type ObservationOptions, type OrderLog, observedAsOf } from "../orders/index.ts";
import { adjustPValues, hypergeometricDistribution } from "../stats/index.ts";
import { shareOfWallet, type WalletShare } from "./share-of-wallet.ts";

/** What to find drift in; each part may be missing. */
export interface DriftSources {
  /** The orders: who buys in fewer of the months than before. */
  readonly log?: OrderLog | undefined;
  /** Estimates of what customers spend: who gives us less of it than before. */
  readonly spendEstimates?: Iterable<SpendEstimate> | undefined;
}

/** Options of {@link findDriftInsights}. */
export interface DriftInsightOptions extends ObservationOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * How many months back from `asOf` are the recent ones.
   * @defaultValue `3`
   */
  readonly recentMonths?: number | undefined;
  /**
   * How many months before them they are compared with, at most: a customer's own begin with the first purchase.
   * @defaultValue `12`
   */
  readonly earlierMonths?: number | undefined;
  /**
   * The share of false findings that is put up with among all.
   * @defaultValue `0.1`
   */
  readonly falseDiscoveryRate?: number | undefined;
  /**
   * By how much the share of wallet must have fallen, from 0 to 1.
   * @defaultValue `0.1`
   */
  readonly walletFall?: number | undefined;
}

/**
 * Finds customers who are kept less well than before: who buys in fewer of the months than chance explains, or gives us
 * less of what it spends.
 *
 * `loyalty.retention-drift`, measure *retention*: the share of months with a purchase, recent against earlier (Fisher's
 * exact test, one-sided: `p = P(X ≤ k)`, X hypergeometric), as findings together at `falseDiscoveryRate`
 * (Benjamini–Hochberg over all customers with an earlier purchase); strength `1 − q`. Measure *share-of-wallet*: of the last
 * two estimates of all categories by end of period, a fall of `walletFall` or more, which is no test; strength fall ·
 * the smaller confidence. Of a customer with both the one with the higher strength is told.
 *
 * Few months prove little: of 12 earlier months all must be active for 3 silent ones to reach p = 0.002.
 *
 * @returns insights by customer
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { findDriftInsights } from "clientele/loyalty";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const months = Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, "0")}-15` as `${number}-${number}-${number}`);
 * const log = orderLogFromRows(months.map((orderedOn) => ({ customerId: "ann", orderedOn, amount: "9" })), {
 *   currency: "EUR", window: { from: "2025-01-01", to: "2026-04-01" },
 * });
 * const [drift] = findDriftInsights({ log }, { asOf: "2026-04-01" });
 * [drift?.payload["before"], drift?.payload["after"], Number(drift?.payload["p"]).toFixed(4)]; // => [1, 0, "0.0022"]
 * ```
 */
export function findDriftInsights(sources: DriftSources, options: DriftInsightOptions): readonly Insight[] {
  const doing = "find drift insights";
  const { recentMonths = 3, earlierMonths = 12, falseDiscoveryRate = 0.1, walletFall = 0.1 } = options;
  const { log } = sources;
  const asOf = log === undefined ? options.asOf : observedAsOf(doing, log, options);
  for (const [name, months] of Object.entries({ recentMonths, earlierMonths })) {
    if (Number.isSafeInteger(months) && months >= 1) continue;
    throw new RangeError(`Cannot ${doing}: ${name} must be a positive integer, got ${months}`);
  }
  for (const [name, share] of Object.entries({ falseDiscoveryRate, walletFall })) {
    if (share >= 0 && share <= 1) continue;
    throw new RangeError(`Cannot ${doing}: ${name} must be from 0 to 1, got ${share}`);
  }
  const found = new Map<string, Insight>();
  const add = (insight: Insight): void => {
    const known = found.get(insight.subjectId);
    if (known === undefined || insight.strength > known.strength) found.set(insight.subjectId, insight);
  };
  if (log !== undefined) {
    const activity = countMonths(log, { asOf, recentMonths, earlierMonths });
    const ps = activity.map((one) => probabilityOfFewer(one));
    const qs = adjustPValues(ps);
    activity.forEach((one, i) => {
      if (qs[i]! <= falseDiscoveryRate)
        add(retentionInsight(one, { asOf, recentMonths, p: ps[i]!, q: qs[i]! }));
    });
  }
  for (const insight of walletInsights(sources.spendEstimates ?? [], asOf, walletFall)) add(insight);
  return Object.freeze([...found].sort(([a], [b]) => compareCodePoints(a, b)).map(([, insight]) => insight));
}

const KIND = "loyalty.retention-drift";

/** Months with a purchase of one customer. */
interface Activity {
  readonly customerId: string;
  readonly earlier: number;
  readonly earlierMonths: number;
  readonly recent: number;
  readonly recentMonths: number;
}

/** Of each customer with a purchase in the earlier months that were observed, counted from the month of the first. */
function countMonths(
  log: OrderLog,
  options: {
    readonly asOf: PlainDate;
    readonly recentMonths: number;
    readonly earlierMonths: number;
  },
): Activity[] {
  const { asOf, recentMonths, earlierMonths } = options;
  const count = recentMonths + earlierMonths;
  // Boundaries from the oldest month on; what the log does not cover in full is no month.
  const all = Array.from({ length: count + 1 }, (_, m) => addMonths(asOf, m - count));
  const from = all.findIndex((day) => day >= log.window.from);
  if (from < 0 || from >= earlierMonths) return [];
  const bounds = all.slice(from).map(dayNumber);
  const months = bounds.length - 1;
  const split = months - recentMonths;
  const rows: Activity[] = [];
  for (let at = 0; at < log.size; ) {
    const customer = log.customers[at]!;
    const active = new Uint8Array(months);
    let [first, month] = [-1, 0];
    for (; at < log.size && log.customers[at] === customer; at++) {
      const day = log.days[at]!;
      if (!(log.amounts[at]! > 0) || day >= bounds[months]!) continue;
      while (month < months && day >= bounds[month + 1]!) month++;
      if (first < 0) first = day < bounds[0]! ? 0 : month;
      if (day >= bounds[0]!) active[month] = 1;
    }
    if (first < 0 || first >= split) continue;
    const sum = (list: Uint8Array): number => list.reduce((total, one) => total + one, 0);
    const earlier = sum(active.subarray(first, split));
    if (earlier === 0) continue;
    rows.push({
      customerId: log.customerIds[customer]!,
      earlier,
      earlierMonths: split - first,
      recent: sum(active.subarray(split)),
      recentMonths,
    });
  }
  return rows;
}

/** Of so many active months among all, how probably so few or fewer are recent. */
function probabilityOfFewer({ earlier, earlierMonths, recent, recentMonths }: Activity): number {
  const marked = earlier + recent;
  const unmarked = earlierMonths + recentMonths - marked;
  return Math.min(1, hypergeometricDistribution({ marked, unmarked, draws: recentMonths }).lower(recent));
}

function retentionInsight(
  { customerId, earlier, earlierMonths, recent, recentMonths }: Activity,
  test: {
    readonly asOf: PlainDate;
    readonly recentMonths: number;
    readonly p: number;
    readonly q: number;
  },
): Insight {
  const { asOf, p, q } = test;
  const payload = {
    measure: "retention",
    direction: "down",
    before: earlier / earlierMonths,
    after: recent / recentMonths,
    p,
    qValue: q,
    periodFrom: addMonths(asOf, -recentMonths),
    periodTo: asOf,
  } satisfies InsightPayload<typeof KIND>;
  return insightOf(customerId, {
    asOf,
    strength: 1 - q,
    evidence: [
      {
        label: `months with a purchase, of ${earlierMonths} earlier ones`,
        value: earlier,
        asOf,
        source: "loyalty",
      },
      {
        label: `months with a purchase, of the last ${recentMonths}`,
        value: recent,
        asOf,
        source: "loyalty",
      },
    ],
    payload,
  });
}

/** Falls of the share of wallet between the last two estimates of a customer. */
function walletInsights(estimates: Iterable<SpendEstimate>, asOf: PlainDate, fall: number): Insight[] {
  const own = new Map<string, SpendEstimate[]>();
  for (const estimate of estimates) {
    if (estimate.category !== undefined || estimate.periodFrom > asOf) continue;
    const list = own.get(estimate.customerId);
    if (list === undefined) own.set(estimate.customerId, [estimate]);
    else list.push(estimate);
  }
  const insights: Insight[] = [];
  for (const [customerId, list] of own) {
    list.sort((a, b) => compareCodePoints(a.periodTo, b.periodTo) || compareCodePoints(a.id, b.id));
    const now = list.at(-1)!;
    // An estimate of the same period is another opinion, not an earlier share.
    const before = list.findLast((one) => one.periodTo <= now.periodFrom);
    if (before === undefined) continue;
    const [was, is] = [shareOfWallet(before), shareOfWallet(now)];
    if (was.kind !== "share" || is.kind !== "share" || !(was.share - is.share >= fall)) continue;
    insights.push(walletInsight(customerId, { asOf, before: was, after: is, estimate: now }));
  }
  return insights;
}

function walletInsight(
  customerId: string,
  found: {
    readonly asOf: PlainDate;
    readonly before: WalletShare;
    readonly after: WalletShare;
    readonly estimate: SpendEstimate;
  },
): Insight {
  const { asOf, before, after, estimate } = found;
  const source = `spend-estimate:${estimate.id}`;
  const payload = {
    measure: "share-of-wallet",
    direction: "down",
    before: before.share,
    after: after.share,
    periodFrom: estimate.periodFrom,
    periodTo: estimate.periodTo,
  } satisfies InsightPayload<typeof KIND>;
  return insightOf(customerId, {
    asOf,
    strength: (before.share - after.share) * Math.min(before.confidence, after.confidence),
    evidence: [
      { label: "share of wallet before", value: before.share, asOf, source },
      { label: "share of wallet now", value: after.share, asOf, source },
    ],
    payload,
  });
}

function insightOf(
  subjectId: string,
  found: Pick<Insight, "asOf" | "strength" | "evidence" | "payload">,
): Insight {
  return Object.freeze({
    schemaVersion: 1 as const,
    id: `${KIND}:${subjectId}:${found.asOf}`,
    kind: KIND,
    subjectId,
    ...found,
    payload: Object.freeze(found.payload),
  });
}
