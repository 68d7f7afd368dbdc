import { dayNumber, type Period, type PlainDate } from "../calendar/index.ts";
import {
  type CustomerTable,
  checkCountingUnit,
  createCustomerTable,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { checkCounts, checkOneOf, checkRatio, checkShare, checkWhole, wrongParameter } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import { ENOUGH_OF_PEERS, FEWEST, TOO_FEW_PEERS, testCounts } from "./_pattern-tests.ts";
import { type CheckedCounts, countByPeriod, countsAtHand, type PatternPeers } from "./_period-counts.ts";
import type { EventUnit } from "./_purchase-events.ts";
import { qValues } from "./_q-values.ts";
import { slopeOf } from "./_trend-law.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Purchases of customers by period, counted elsewhere. */
export interface PatternCounts {
  /** The customers, each once. */
  readonly customerIds: readonly string[];
  /** How often each bought in each period: those of the first customer, then those of the second. */
  readonly counts: ArrayLike<number>;
  /**
   * The first period in which each was seen whole, by position; the number of periods where there is none.
   * @defaultValue the first of all
   */
  readonly starts?: ArrayLike<number> | undefined;
}

/** Options of {@link findPatterns}. */
export interface PatternOptions {
  /** The periods, oldest first, not overlapping; best all of one length, at least four of them. */
  readonly periods: readonly Period[];
  /**
   * What is one purchase, of a log; counts at hand are of what they are of.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
  /**
   * Against what a customer grows or declines: its own past alone; its own past times what the rate of all others has done,
   * which takes out seasons; or of those others whose first purchase fell into the same period, which takes out how a cohort ages too.
   * @defaultValue `"none"`
   */
  readonly peers?: PatternPeers | undefined;
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest factor from the first to the last period, along the fitted trend, that matters.
   * @defaultValue `1.5`
   */
  readonly minimumRatio?: number | undefined;
  /**
   * The smallest index of dispersion, 1 of chance, that counts as volatile.
   * @defaultValue `2`
   */
  readonly minimumDispersion?: number | undefined;
  /**
   * The fewest periods in which a customer was seen, from 4 up.
   * @defaultValue `6`
   */
  readonly minimumPeriods?: number | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** How purchases have gone over the periods. */
export type PurchasePattern = "growing" | "declining" | "wearing-out" | "volatile" | "steady";

/** The pattern of one customer. */
export interface PatternResult {
  /** Tells a pattern from an answer of {@link InsufficientEvidence}. */
  readonly kind: PurchasePattern;
  /** The change of a period by the one before, 0.1 for 10 % more; absent where all purchases lie in the first or last one. */
  readonly slope?: number;
  /** The probability of so strong a trend without one. */
  readonly p: number;
  /** The same with all customers taken together. */
  readonly qValue: number;
  /** The index of dispersion about the trend: 1 of chance alone, above of bursts and lulls. */
  readonly volatility: number;
  /** The probability of so large an index by chance. */
  readonly pVolatility: number;
  /** The same with all customers taken together. */
  readonly qVolatility: number;
}

/** The pattern of one customer's purchases. */
export interface PatternRow {
  /** The customer. */
  readonly customerId: string;
  /** The pattern, or what is missing to tell. */
  readonly result: PatternResult | InsufficientEvidence;
  /** The first day of the first period in which the customer was seen whole; absent where there is none. */
  readonly since?: PlainDate;
  /** Purchases of each period from there on. */
  readonly counts: readonly number[];
}

/** The patterns of all customers with a purchase before the last period ends. */
export interface PatternTable extends CustomerTable<PatternRow> {
  /** The periods. */
  readonly periods: readonly Period[];
  /** 0 insufficient, 1 steady, 2 volatile, 3 growing, 4 declining, 5 wearing out. */
  readonly kinds: Uint8Array;
  /** p of the trend; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** How many customers could be tested. */
  readonly tested: number;
}

const kindNames = ["steady", "volatile", "growing", "declining", "wearing-out"] as const;

/**
 * Finds how each customer's purchases have gone over some periods: growing, declining, wearing out, volatile or steady.
 *
 * Trend: T = Σ t xₜ, exact given N = Σ xₜ with shares eₜ/Σe (multinomial), p twice the smaller tail, normal with continuity correction
 * beyond 64 purchases; and z = (T − N m)/√(φ N v) by Student's t with k − 2 degrees of freedom, φ Pearson's index
 * about the trend over k − 2, the smaller of X² − z₀² and X² about λₜ ∝ eₜ exp(βt). The larger of the two p counts: chance is ruled out for Poisson buyers exactly, and for those who buy in
 * bursts as far as their own scatter tells.
 *
 * **Growing, declining**: q of the trend at most α and a factor of `minimumRatio` or more along λₜ ∝ eₜ exp(βt), slope = exp(β) − 1.
 * **Wearing out**: declining, and nothing bought in the last quarter of the periods. **Volatile**: no trend, q of the dispersion at
 * most α and φ at least `minimumDispersion`; its p by the gamma law with the mean and Haldane's (1937) variance of X².
 * **Steady**: none of these. A customer is seen from the period after its first purchase, so that beginning is no growth. Customers
 * of whom no outcome could be significant are insufficient and no part of the family of tests, as are those whose peers, itself left out, have fewer than 100
 * purchases. Of a customer nothing is compared in a period in which no peer bought.
 *
 * @param source - an order log, or counts at hand
 * @returns a table by customer, in the order of the log
 * @throws RangeError when there are fewer than four periods, they overlap or were not observed, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays, trailingPeriods } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findPatterns } from "clientele/trend";
 *
 * const periods = trailingPeriods("2026-01-01", { months: 1, count: 10 });
 * const buys = (customerId: string, counts: number[]) =>
 *   counts.flatMap((n, i) => Array.from({ length: n }, (_, k) => ({ customerId, orderedOn: addDays(periods[i]!.from, k), amount: "10" })));
 * const rows = [...buys("ann", [1, 1, 1, 2, 3, 4, 5, 7, 8, 9]), ...buys("bob", [3, 6, 5, 6, 4, 2, 1, 0, 0, 0])];
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-01-01" } });
 * const patterns = findPatterns(log, { periods });
 * [...patterns].map(({ customerId, result }) => `${customerId} ${result.kind}`); // => ["ann growing", "bob wearing-out"]
 * ```
 */
export function findPatterns(source: OrderLog | PatternCounts, options: PatternOptions): PatternTable {
  const doing = "find patterns";
  const { periods, countBy = "customer-day", peers = "none", alpha = 0.05 } = options;
  const {
    minimumRatio = 1.5,
    minimumDispersion = 2,
    minimumPeriods = 6,
    many = "false-discovery-rate",
  } = options;
  checkOneOf(doing, "countBy", countBy, ["order", "customer-day"]);
  checkOneOf(doing, "peers", peers, ["none", "all", "cohort"]);
  checkOneOf(doing, "many", many, ["false-discovery-rate", "none"]);
  checkShare(doing, "alpha", alpha);
  checkRatio(doing, "minimumRatio", minimumRatio);
  checkRatio(doing, "minimumDispersion", minimumDispersion);
  checkWhole(doing, "minimumPeriods", minimumPeriods, 4);
  const log = "window" in source ? source : undefined;
  if (log !== undefined) checkCountingUnit(doing, countBy, log);
  checkPeriods(doing, periods, log?.window);
  const { customerIds: known } = source;
  const counts =
    log === undefined
      ? countsAtHand(readPatternCounts(doing, source as PatternCounts, periods.length), { periods, peers })
      : countByPeriod(log, { periods, countBy, peers });
  const tests = testCounts(counts, { alpha, minimumPeriods });
  const trends = qValues(tests.p, (i) => tests.need[i] === 0, alpha, many);
  const bursts = qValues(tests.pVolatility, (i) => tests.need[i] === 0, alpha, many);
  const kinds = new Uint8Array(counts.size);
  const patternOf = (i: number): number => {
    const slope = slopeOf(counts.lawOf(i), tests.position[i]!);
    const factor =
      slope === undefined ? Number.POSITIVE_INFINITY : Math.exp(Math.abs(slope) * (counts.seen(i) - 1));
    if (tests.p[i]! <= trends.threshold && factor >= minimumRatio) {
      if (tests.position[i]! > counts.lawOf(i).mean) return 3;
      const own = counts.of(i);
      return own.subarray(own.length - Math.ceil(own.length / 4)).every((x) => x === 0) ? 5 : 4;
    }
    return tests.pVolatility[i]! <= bursts.threshold && tests.index[i]! >= minimumDispersion ? 2 : 1;
  };
  for (let i = 0; i < counts.size; i++) if (tests.need[i] === 0) kinds[i] = patternOf(i);
  const customerIds = Object.freeze(Array.from(counts.customers, (code) => known[code]!));
  const row = (i: number): PatternRow => {
    const own = counts.of(i);
    const from = periods[counts.starts[i]!]?.from;
    const seen = { counts: Object.freeze(Array.from(own)), ...(from === undefined ? {} : { since: from }) };
    if (tests.need[i] !== 0)
      return Object.freeze({
        customerId: customerIds[i]!,
        result:
          own.length < minimumPeriods
            ? insufficient("periods", own.length, minimumPeriods)
            : tests.need[i] === TOO_FEW_PEERS
              ? insufficient("purchases of peers", counts.ofPeers(i)!, ENOUGH_OF_PEERS)
              : tests.need[i]! < 0
                ? insufficient("periods in which the peers bought", counts.lawOf(i).open, FEWEST)
                : insufficient("purchases", tests.events[i]!, tests.need[i]!),
        ...seen,
      });
    const slope = slopeOf(counts.lawOf(i), tests.position[i]!);
    const result: PatternResult = Object.freeze({
      kind: kindNames[kinds[i]! - 1]!,
      ...(slope === undefined ? {} : { slope: Math.expm1(slope) }),
      p: tests.p[i]!,
      qValue: trends.q(tests.p[i]!),
      volatility: tests.index[i]!,
      pVolatility: tests.pVolatility[i]!,
      qVolatility: bursts.q(tests.pVolatility[i]!),
    });
    return Object.freeze({ customerId: customerIds[i]!, result, ...seen });
  };
  const columns = { periods: Object.freeze([...periods]), kinds, p: tests.p, tested: trends.tests };
  return withColumns(createCustomerTable(customerIds, row), columns);
}

function readPatternCounts(doing: string, source: PatternCounts, width: number): CheckedCounts {
  const size = source.customerIds.length;
  const [counts, starts] = [source.counts, source.starts ?? new Int32Array(size)];
  if (new Set(source.customerIds).size !== size)
    throw wrongParameter(doing, "customerIds", "each once", "one twice");
  for (const [name, values, length] of [
    ["counts", counts, size * width],
    ["starts", starts, size],
  ] as const)
    if (values.length !== length)
      throw wrongParameter(doing, `the number of ${name}`, `${length}`, values.length);
  const whole = Int32Array.from(checkCounts(doing, "starts", starts));
  const late = whole.findIndex((start) => start > width);
  if (late >= 0) throw wrongParameter(doing, `starts[${late}]`, `at most ${width}`, whole[late]);
  return { cells: Int32Array.from(checkCounts(doing, "counts", counts)), starts: whole };
}

function checkPeriods(doing: string, periods: readonly Period[], window: Period | undefined): void {
  if (periods.length < 4) throw wrongParameter(doing, "the number of periods", "at least 4", periods.length);
  let end = window === undefined ? Number.NEGATIVE_INFINITY : dayNumber(window.from);
  for (const { from, to } of periods) {
    if (dayNumber(from) < end || dayNumber(to) <= dayNumber(from))
      throw wrongParameter(
        doing,
        "periods",
        `in order, each with a day${window === undefined ? "" : `, from ${window.from} on`}`,
        `[${from}, ${to})`,
      );
    end = dayNumber(to);
  }
  if (window !== undefined && end > dayNumber(window.to))
    throw wrongParameter(doing, "the last period", `over by ${window.to}`, periods.at(-1)?.to);
}
