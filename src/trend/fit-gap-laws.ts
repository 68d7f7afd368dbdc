import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { digamma, findRoot, logGamma, minimize, minimizeScalar, trigamma } from "../stats/index.ts";
import { checkOneOf } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import { eachCustomer, type PurchaseEvents } from "./_purchase-events.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import type { GapLaw } from "./silence-probability.ts";

/** Options of {@link fitGapLaws}. */
export interface GapLawOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * The law of the gaps between the buying days of a customer. `"gamma"`: of one shape for all, found in the data. `"poisson"`: of
   * shape 1. `"lognormal"`: with a mean and a deviation of each customer's own, shrunk to all.
   * @defaultValue `"gamma"`
   */
  readonly model?: "gamma" | "poisson" | "lognormal" | undefined;
}

/** What all customers say of gaps between purchases: the prior of each. */
export interface GapLaws {
  /** Tells the laws from an answer of too little. */
  readonly kind: "gap-laws";
  /** Which law. */
  readonly model: "gamma" | "poisson" | "lognormal";
  /** Of gamma: the shape of the gaps, and Gamma(a, b) of the rates of customers. */
  readonly gamma?: {
    /** The shape of the gaps of every customer. */
    readonly shape: number;
    /** The shape of the gamma law of the customers' rates. */
    readonly a: number;
    /** The rate of that law, in days. */
    readonly b: number;
  };
  /** Of lognormal: the mean of the customers' mean logarithms, how many gaps it is worth, the variance and what that is worth. */
  readonly lognormal?: {
    /** The mean of the customers' mean logarithms. */
    readonly mean: number;
    /** How many gaps of its own that mean is worth to a customer. */
    readonly meanWorth: number;
    /** The variance of logarithms within a customer. */
    readonly variance: number;
    /** How many degrees of freedom that variance is worth to a customer. */
    readonly varianceWorth: number;
  };
  /** The customers with two gaps at least. */
  readonly customers: number;
  /** Their gaps. */
  readonly gaps: number;
}

/** What is read of the gaps of one customer. */
export interface GapSums {
  /** How many gaps. */
  readonly count: number;
  /** Their days together. */
  readonly days: number;
  /** The sum of their logarithms. */
  readonly logs: number;
  /** The sum of the squares of their logarithms. */
  readonly squares: number;
}

/** A gap of n days is one of n − 1 to n: purchases of one day are one, so no gap is shorter than a day. */
export const HALF = 0.5;

/** More customers than these tell the prior no better. */
const ENOUGH = 20_000;

/**
 * Learns from all customers how gaps between buying days are distributed, so that the few gaps of each can be judged.
 *
 * Gamma: k maximises Σᵢ ln Γ(nᵢk) − nᵢ ln Γ(k) + (k − 1) Σⱼ ln(gᵢⱼ/Sᵢ), in which the rates of customers do not occur; a and b
 * maximise the marginal likelihood of the sums Sᵢ. Lognormal: variances are shrunk by Smyth's (2004) moments of ln s², means by the
 * variance between customers, τ² = (Σ nᵢ(x̄ᵢ − x̄)² − (m − 1) s²) / (N − Σ nᵢ²/N) of m customers with N gaps.
 *
 * The present silence is no gap: it has not ended. Purchases of one day are one, so a gap counted as n days is taken as n − ½, and a
 * variance of logarithms has that of rounding added, 1/12 day².
 *
 * @throws RangeError if the day is none or the model is unknown
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { fitGapLaws } from "clientele/trend";
 *
 * const rows = Array.from({ length: 50 }, (_, c) =>
 *   [0, 30, 61, 90, 122].map((day, i) => ({ customerId: `c${c}`, orderedOn: addDays("2026-01-01", day + ((c * i) % 7)), amount: "10" })),
 * ).flat();
 * const laws = fitGapLaws(orderLogFromRows(rows, { currency: "EUR" }), { asOf: "2026-06-01" });
 * laws.kind === "gap-laws" && laws.gamma!.shape > 20; // => true
 * ```
 */
export function fitGapLaws(log: OrderLog, options: GapLawOptions): GapLaws | InsufficientEvidence {
  const { asOf } = options;
  const model = checkOneOf("fit laws of gaps", "model", options.model ?? "gamma", [
    "gamma",
    "poisson",
    "lognormal",
  ]);
  let sums: GapSums[] = [];
  let gaps = 0;
  eachCustomer(log, { countBy: "customer-day", before: dayNumber(asOf) }, (_, events) => {
    if (events.count < 3) return;
    gaps += events.count - 1;
    sums.push(sumGaps(events));
  });
  const customers = sums.length;
  if (customers < 10) return insufficient("customers with two gaps", customers, 10);
  if (customers > ENOUGH) {
    const step = customers / ENOUGH;
    sums = Array.from({ length: ENOUGH }, (_, i) => sums[Math.floor(i * step)]!);
  }
  const common = { kind: "gap-laws", model, customers, gaps } as const;
  return model === "lognormal"
    ? Object.freeze({ ...common, lognormal: fitLognormal(sums) })
    : Object.freeze({ ...common, gamma: fitGamma(sums, model === "poisson" ? 1 : fitShape(sums)) });
}

/** The gaps between the events of a customer. */
export function sumGaps({ count, days }: Pick<PurchaseEvents, "count" | "days">): GapSums {
  let [logs, squares] = [0, 0];
  for (let i = 1; i < count; i++) {
    const log = Math.log(days[i]! - days[i - 1]! - HALF);
    logs += log;
    squares += log * log;
  }
  return { count: count - 1, days: days[count - 1]! - days[0]! - (count - 1) * HALF, logs, squares };
}

/** What is believed of the next gap of a customer with these gaps behind it. */
export function gapLawOf(laws: GapLaws, { count, days, logs, squares }: GapSums): GapLaw {
  if (laws.gamma !== undefined) {
    const { shape, a, b } = laws.gamma;
    return { kind: "gamma-gamma", shape, a: a + count * shape, b: b + days };
  }
  const { mean, meanWorth, variance, varianceWorth } = laws.lognormal!;
  const own = count < 2 ? 0 : varianceOf({ count, days, logs, squares });
  const df = varianceWorth + Math.max(0, count - 1);
  const pooled = (varianceWorth * variance + Math.max(0, count - 1) * own) / df;
  return {
    kind: "log-t",
    meanLog: (meanWorth * mean + logs) / (meanWorth + count),
    scale: Math.sqrt(pooled * (1 + 1 / (meanWorth + count))),
    df,
  };
}

function varianceOf({ count, days, logs, squares }: GapSums): number {
  const rounding = 1 / 12 / (days / count) ** 2;
  return Math.max(0, squares - (logs * logs) / count) / (count - 1) + rounding;
}

function fitShape(sums: readonly GapSums[]): number {
  const byCount = new Map<number, number>();
  let [n, ratios] = [0, 0];
  for (const { count, days, logs } of sums) {
    byCount.set(count, (byCount.get(count) ?? 0) + 1);
    n += count;
    ratios += logs - count * Math.log(days);
  }
  const minusLogLikelihood = (logShape: number): number => {
    const k = Math.exp(logShape);
    let sum = n * logGamma(k) - (k - 1) * ratios;
    for (const [count, times] of byCount) sum -= times * logGamma(count * k);
    return sum / n;
  };
  // Gaps of days that are all alike would be of any shape, however large.
  return Math.exp(
    minimizeScalar(minusLogLikelihood, { lower: Math.log(0.05), upper: Math.log(500), tolerance: 1e-6 }).at,
  );
}

function fitGamma(sums: readonly GapSums[], shape: number): NonNullable<GapLaws["gamma"]> {
  const meanRate = sums.reduce((sum, { count, days }) => sum + (count * shape) / days, 0) / sums.length;
  const minusLogLikelihood = ([a = 1, factor = 1]: readonly number[]): number => {
    const b = a / (meanRate * factor);
    const base = logGamma(a) - a * Math.log(b);
    let sum = 0;
    for (const { count, days } of sums) {
      const nk = count * shape;
      sum += base - logGamma(a + nk) + (a + nk) * Math.log(b + days);
    }
    return sum / sums.length;
  };
  // Customers who are all alike would make a as large as it may be.
  const { parameters } = minimize(minusLogLikelihood, {
    parameters: [
      { name: "a", start: 1, lower: 0.01, upper: 10_000 },
      { name: "factor", start: 1, lower: 0.001, upper: 1000 },
    ],
  });
  const [a, factor] = parameters.map(({ value }) => value) as [number, number];
  return Object.freeze({ shape, a, b: a / (meanRate * factor) });
}

function fitLognormal(sums: readonly GapSums[]): NonNullable<GapLaws["lognormal"]> {
  let [m, e, e2, psi, pooled, df] = [0, 0, 0, 0, 0, 0];
  for (const one of sums) {
    const half = (one.count - 1) / 2;
    const variance = varianceOf(one);
    const value = Math.log(variance) - digamma(half) + Math.log(half);
    m++;
    e += value;
    e2 += value * value;
    psi += trigamma(half);
    pooled += variance * (one.count - 1);
    df += one.count - 1;
  }
  const excess = (e2 - (e * e) / m) / (m - 1) - psi / m;
  // Variances that differ no more than chance makes them are one.
  const varianceWorth = excess <= trigamma(500) ? 1000 : 2 * inverseTrigamma(excess);
  const variance =
    varianceWorth === 1000
      ? pooled / df
      : Math.exp(e / m + digamma(varianceWorth / 2) - Math.log(varianceWorth / 2));
  let [weights, mean] = [0, 0];
  for (const { count, logs } of sums) {
    weights += count;
    mean += logs;
  }
  mean /= weights;
  let [between, squaresOfCounts] = [0, 0];
  for (const { count, logs } of sums) {
    between += count * (logs / count - mean) ** 2;
    squaresOfCounts += count * count;
  }
  // What chance alone puts between m means, one of which is taken by the mean of all.
  const expected = (m - 1) * (pooled / df);
  const tau2 = Math.max(1e-9, (between - expected) / (weights - squaresOfCounts / weights));
  return Object.freeze({ mean, meanWorth: Math.min(1e6, pooled / df / tau2), variance, varianceWorth });
}

function inverseTrigamma(value: number): number {
  const at = (logX: number): number => trigamma(Math.exp(logX)) - value;
  return Math.exp(findRoot(at, { lower: Math.log(1e-6), upper: Math.log(1000), tolerance: 1e-10 }).root);
}
