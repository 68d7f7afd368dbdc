import { addDays, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { checkOneOf, checkShare, checkWhole } from "./_check.ts";
import { qValues } from "./_q-values.ts";
import { rfmBeforeAfter } from "./_rfm-before-after.ts";
import { type ComparedPeriods, comparedDays } from "./compared-periods.ts";
import { findOverdue, type OverdueTable } from "./find-overdue.ts";
import { findRateChanges } from "./find-rate-changes.ts";
import type { RateChangeTable } from "./rate-change-table.ts";

/** Options of {@link findFadingBuyers}. */
export interface FadingOptions {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /**
   * The frequency score in the reference from which a buyer is frequent.
   * @defaultValue `4`
   */
  readonly minimumFrequencyScore?: number | undefined;
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * Whether the share of false discoveries over the frequent buyers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** A frequent buyer who has turned silent or slow. */
export interface FadingBuyer {
  /** The customer. */
  readonly customerId: string;
  /** The frequency score at the end of the reference. */
  readonly frequencyScore: number;
  /** The recency score at the end of the reference. */
  readonly recencyScoreBefore: number;
  /** The recency score now, by the same cuts: lower. */
  readonly recencyScore: number;
  /** Days since the last purchase. */
  readonly daysSilent: number;
  /** What is significant: the silence, the fallen rate, whichever is the clearer. */
  readonly because: "silent" | "slow";
  /** Twice the smaller p of the two. */
  readonly p: number;
  /** p with all frequent buyers taken together. */
  readonly qValue: number;
  /** From when it is seen. */
  readonly since: PlainDate;
}

/** The frequent buyers who fade, among all that are frequent. */
export interface FadingBuyers {
  /** The buyers who fade, by customer. */
  readonly buyers: readonly FadingBuyer[];
  /** How many frequent buyers could be tested. */
  readonly tested: number;
  /** How many could not, for want of purchases. */
  readonly insufficient: number;
}

const DOING = "find fading buyers";

/**
 * Finds the frequent buyers who have turned silent or slow: frequency was high, recency falls, and chance does not explain it.
 *
 * p = min(1, 2 min(p of the silence, p of a fallen rate)), q over all frequent buyers by Benjamini and Hochberg
 *
 * A silence must last 1.5 mean gaps, a rate fall by a factor of 1.2. A lower recency score alone is no finding: everybody's falls now
 * and then.
 *
 * @returns the buyers, and how many were tested
 * @throws RangeError if the periods overlap or were not observed, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findFadingBuyers } from "clientele/trend";
 *
 * const rows = Array.from({ length: 40 }, (_, c) =>
 *   Array.from({ length: c === 7 ? 50 : 10 + c }, (_, i) => ({
 *     customerId: `c${c}`,
 *     orderedOn: addDays("2025-01-01", Math.floor((c === 7 ? 8 : 480 / (10 + c)) * i) + ((c * i * i) % 5)),
 *     amount: "20",
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-04-24" } });
 * const periods = {
 *   reference: { from: "2025-01-01", to: "2026-01-01" },
 *   current: { from: "2026-01-01", to: "2026-04-24" },
 * } as const;
 * findFadingBuyers(log, { periods }).buyers.map(({ customerId, daysSilent }) => [customerId, daysSilent]); // => [["c7", 84]]
 * ```
 */
export function findFadingBuyers(log: OrderLog, options: FadingOptions): FadingBuyers {
  const { periods, alpha } = options;
  comparedDays(DOING, periods, log);
  const rates = findRateChanges(log, { periods, alpha });
  const overdue = findOverdue(log, { asOf: periods.current.to, alpha });
  return fadingBuyers(log, options, { rates, overdue });
}

/** The same from tables at hand. */
export function fadingBuyers(
  log: OrderLog,
  options: FadingOptions,
  { rates, overdue }: { readonly rates: RateChangeTable; readonly overdue: OverdueTable },
): FadingBuyers {
  const { periods, minimumFrequencyScore = 4, alpha = 0.05, many = "false-discovery-rate" } = options;
  checkWhole(DOING, "minimumFrequencyScore", minimumFrequencyScore, 1);
  checkShare(DOING, "alpha", alpha);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  const frequent = rfmBeforeAfter(log, periods).filter(({ before }) => before.f >= minimumFrequencyScore);
  const tested = frequent.map((score) => {
    const at = overdue.indexOf(score.customerId)!;
    const place = rates.indexOf(score.customerId)!;
    const late = overdue.kinds[at]! > 0 ? overdue.p[at]! : undefined;
    const fallen = fallenRate(rates, place, alpha);
    const ps = [late, fallen].filter((p) => p !== undefined);
    const p = ps.length === 0 ? -1 : Math.min(1, 2 * Math.min(...ps));
    return { score, at, place, late, fallen, p };
  });
  const p = Float64Array.from(tested, (one) => one.p);
  const family = qValues(p, (i) => p[i]! >= 0, alpha, many);
  const buyers: FadingBuyer[] = [];
  for (const { score, at, place, late, fallen, p: own } of tested) {
    if (own < 0 || score.after.r >= score.before.r) continue;
    const silence = overdue.row(at);
    const { daysSilent, meanGapDays = 0 } = silence;
    const rate = rates.row(place);
    const { before = 0, after: now, peerRatio = 1, result } = rate;
    const usual = before * peerRatio;
    // What is significant must be large as well: of the two the clearer that is both.
    const reasons = [
      { because: "silent" as const, p: late, large: daysSilent >= 1.5 * meanGapDays },
      { because: "slow" as const, p: fallen, large: usual >= 1.2 * now },
    ].filter(({ p: one, large }) => one !== undefined && 2 * one <= family.threshold && large);
    const [first, second] = reasons;
    if (first === undefined) continue;
    const { because } = second === undefined || first.p! <= second.p! ? first : second;
    const onset = addDays(periods.current.to, -Math.max(0, Math.floor(daysSilent - meanGapDays)));
    const slowSince = result.kind === "changed" ? result.since : undefined;
    buyers.push(
      Object.freeze({
        customerId: score.customerId,
        frequencyScore: score.before.f,
        recencyScoreBefore: score.before.r,
        recencyScore: score.after.r,
        daysSilent,
        because,
        p: own,
        qValue: family.q(own),
        since: because === "silent" ? onset : (slowSince ?? periods.current.from),
      }),
    );
  }
  Object.freeze(buyers);
  return Object.freeze({ buyers, tested: family.tests, insufficient: tested.length - family.tests });
}

/** p of the rate where it has fallen, by the peers' where there are some; 1 where it has risen, nothing where it could not be tested. */
function fallenRate(rates: RateChangeTable, at: number, alpha: number): number | undefined {
  if (rates.kinds[at] === 0) return undefined;
  // Which way it went matters of what can be significant only, and rows are not made for nothing.
  if (rates.p[at]! > alpha) return rates.p[at]!;
  const { peerRatio = 1 } = rates.row(at);
  const { from, to } = rates.periods.current;
  const now = rates.currentEvents[at]! / (dayNumber(to) - dayNumber(from));
  return now < (peerRatio * rates.referenceEvents[at]!) / rates.referenceDays[at]! ? rates.p[at]! : 1;
}
