import { dayNumber, type Period } from "../calendar/index.ts";
import { checkCountingUnit, type OrderLog } from "../orders/index.ts";
import { logRisingFactorial, minimizeScalar, normalDistribution } from "../stats/index.ts";
import { checkOneOf, checkWhole, wrongParameter } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import { type EventUnit, eachCustomer, firstFrom } from "./_purchase-events.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link estimateClumping}. */
export interface ClumpingOptions {
  /** The days to learn from: the reference, not the period to be judged. */
  readonly period: Period;
  /**
   * The days of a block in which purchases are counted; best the length of the period to be judged.
   * @defaultValue a quarter of the period
   */
  readonly blockDays?: number | undefined;
  /**
   * What is one purchase.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
}

/** How purchases clump, over all customers. */
export interface Clumping {
  /** `"clumped"`: the counts vary more than Poisson's. `"poisson"`: they do not. */
  readonly kind: "clumped" | "poisson";
  /** The size of the negative binomial law of a day; absent where they do not clump. */
  readonly sizePerDay?: number;
  /** Pearson's X² over its degrees of freedom: 1 of Poisson counts. */
  readonly index: number;
  /** The probability of so much variance of Poisson counts, by the normal law. */
  readonly p: number;
  /** The customers asked, with two purchases and two blocks at least. */
  readonly customers: number;
  /** The days of a block. */
  readonly blockDays: number;
}

/**
 * Estimates from all customers how far purchases clump beyond chance, so that tests of a rate do not alarm too often.
 *
 * κ maximises Σᵢ [Σⱼ ln (κTᵢpⱼ)₍ₙᵢⱼ₎ − ln (κTᵢ)₍ₙᵢ₎], where (x)₍ₙ₎ = x (x + 1) … (x + n − 1); index = Σᵢⱼ (nᵢⱼ − nᵢpⱼ)² / (nᵢpⱼ) / df
 *
 * Each customer's purchases of the blocks are compared with their own number n only, so it does not matter how the rates of customers
 * differ; pⱼ is the share of all purchases that fell into the block, so that a common season is no clumping. The likelihood is that
 * of counts that are negative binomial of size κ times days (given n, Dirichlet-multinomial: Mosimann 1962); a few heavy buyers, who
 * carry the index, do not carry it. Of more than 50 000 customers every second, third … is asked. A customer is seen from the day after its first purchase.
 *
 * @throws RangeError if the period or an option is out of range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { estimateClumping } from "clientele/trend";
 *
 * const rows = ["ann", "bob", "cyd"].flatMap((customerId, c) =>
 *   [0, 50 * c, 50 * c + 1, 50 * c + 2, 50 * c + 3].map((day) => ({ customerId, orderedOn: addDays("2026-01-01", day), amount: "10" })),
 * );
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-07-20" } });
 * const found = estimateClumping(log, { period: { from: "2026-01-01", to: "2026-07-20" } });
 * found.kind; // => "clumped"
 * ```
 */
export function estimateClumping(log: OrderLog, options: ClumpingOptions): Clumping | InsufficientEvidence {
  const doing = "estimate clumping";
  const { period, countBy = "customer-day" } = options;
  checkOneOf(doing, "countBy", countBy, ["order", "customer-day"]);
  checkCountingUnit(doing, countBy, log);
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  if (to - from < 2) throw wrongParameter(doing, "period", "two days long at least", period);
  const { blockDays = Math.max(1, Math.floor((to - from) / 4)) } = options;
  checkWhole(doing, "blockDays", blockDays, 1);
  const blocks = Math.floor((to - from) / blockDays);
  if (blocks < 2) return insufficient("blocks of days", blocks, 2);
  // Whole blocks only, the latest ones: the first days may be short of customers.
  const start = to - blocks * blockDays;
  const totals = totalsByDay(log, { start, to, countBy });
  return solve(blockStatistics(log, { start, to, blockDays, countBy, totals }), blockDays);
}

interface Span {
  readonly start: number;
  readonly to: number;
  readonly countBy: EventUnit;
}

/** The purchases of every day, summed from the first on: how much of a season lies between two days is a difference. */
function totalsByDay(log: OrderLog, { start, to, countBy }: Span): Float64Array {
  const sums = new Float64Array(to - start + 1);
  eachCustomer(log, { countBy, before: to }, (_, { count, days }) => {
    for (let i = firstFrom(days, count, start); i < count; i++) sums[days[i]! - start + 1]!++;
  });
  for (let day = 0; day < to - start; day++) sums[day + 1]! += sums[day]!;
  return sums;
}

/** What the counts of all customers come to. */
interface Statistics {
  /** Σ X². */
  sum: number;
  /** Σ (m − 1). */
  df: number;
  /** Variance of the sum for Poisson counts. */
  variance: number;
  readonly customers: {
    readonly days: number;
    readonly n: number;
    readonly shares: readonly number[];
    readonly counts: readonly number[];
  }[];
}

function blockStatistics(
  log: OrderLog,
  span: Span & { readonly blockDays: number; readonly totals: Float64Array },
): Statistics {
  const { start, to, blockDays, totals, countBy } = span;
  const found: Statistics = { sum: 0, df: 0, variance: 0, customers: [] };
  const step = Math.ceil(log.customerIds.length / ENOUGH);
  eachCustomer(log, { countBy, before: to }, (customer, { count, days }) => {
    if (customer % step !== 0) return;
    const begin = Math.max(start, days[0]! + 1);
    const at = firstFrom(days, count, begin);
    const n = count - at;
    if (n < 2) return;
    const all = totals[to - start]! - totals[begin - start]!;
    let [x2, inverse] = [0, 0];
    const [shares, counts]: [number[], number[]] = [[], []];
    let i = at;
    for (let from = begin; from < to; ) {
      const end = start + (Math.floor((from - start) / blockDays) + 1) * blockDays;
      const share = (totals[end - start]! - totals[from - start]!) / all;
      let k = 0;
      for (; i < count && days[i]! < end; i++) k++;
      if (share > 0) {
        x2 += (k - n * share) ** 2 / (n * share);
        inverse += 1 / share;
        shares.push(share);
        counts.push(k);
      }
      from = end;
    }
    const blocks = shares.length;
    if (blocks < 2) return;
    found.sum += x2;
    found.df += blocks - 1;
    // Haldane's exact variance of X² of a multinomial law (1937).
    found.variance += 2 * (blocks - 1) + (inverse - blocks * blocks - 2 * (blocks - 1)) / n;
    found.customers.push({ days: to - begin, n, shares, counts });
  });
  return found;
}

/** More customers than these tell the size no better: then every second, third … is asked. */
const ENOUGH = 50_000;

function solve(
  { sum, df, variance, customers }: Statistics,
  blockDays: number,
): Clumping | InsufficientEvidence {
  if (customers.length < 2) return insufficient("customers with two purchases", customers.length, 2);
  const common = {
    index: sum / df,
    p: normalDistribution().upper((sum - df) / Math.sqrt(Math.max(variance, Number.MIN_VALUE))),
    customers: customers.length,
    blockDays,
  };
  const minusLogLikelihood = (logSize: number): number => {
    const size = Math.exp(logSize);
    let value = 0;
    for (const { days, n, shares, counts } of customers) {
      const a = size * days;
      value += logRisingFactorial(a, n);
      for (let j = 0; j < counts.length; j++)
        if (counts[j]! > 0) value -= logRisingFactorial(a * shares[j]!, counts[j]!);
    }
    return value / customers.length;
  };
  const { at } = minimizeScalar(minusLogLikelihood, {
    lower: Math.log(1e-6),
    upper: HIGHEST,
    tolerance: 1e-5,
  });
  return at > HIGHEST - 1
    ? Object.freeze({ kind: "poisson", ...common })
    : Object.freeze({ kind: "clumped", sizePerDay: Math.exp(at), ...common });
}

/** A size per day of 1000 is as good as Poisson for any customer. */
const HIGHEST = Math.log(1000);
