import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { addUnits, type Money } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";

/** Options of {@link measurePeriods}. */
export interface MeasurePeriodsOptions {
  /** The periods, oldest first and not overlapping; see `periodsBetween` of `clientele/calendar`. */
  readonly periods: readonly Period[];
  /**
   * What amounts add up: purchase lines alone, or purchases less returns. Orders count purchases either way.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
}

/** One customer, or the whole base, in one period. */
export interface PeriodMeasure {
  /** The period. */
  readonly period: Period;
  /** Orders that have a purchase line in the period. */
  readonly orders: number;
  /** The sum of the amounts. */
  readonly amount: Money;
  /**
   * Days from the last purchase before the end of the period to that end: the gap. Absent before the first purchase.
   */
  readonly recencyDays?: number | undefined;
}

/** Orders, amounts and gaps of every customer in every period, by column, period by period. */
export interface PeriodMeasures {
  /** The customers of the log, in code-point order. */
  readonly customerIds: readonly string[];
  /** The periods. */
  readonly periods: readonly Period[];
  /** `orders[p · customers + c]`: orders with a purchase line. */
  readonly orders: Int32Array;
  /** `amounts[p · customers + c]`: integer units, exact. */
  readonly amounts: Float64Array;
  /** `recencyDays[p · customers + c]`: days since the last purchase at the end of the period, 0 before the first. */
  readonly recencyDays: Int32Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
  /** The whole base, period by period. */
  readonly total: readonly PeriodMeasure[];
  /**
   * One customer, period by period.
   * @throws RangeError if the log does not have the customer
   */
  series(customerId: string): readonly PeriodMeasure[];
}

/**
 * Measures how much and how often every customer bought in each of some weeks or months, and how long the last purchase
 * was ago at the end of each.
 *
 * `orders = #orders with a purchase line in the period`, `amount = Σ amounts in the period`,
 * `recency = end of the period − last purchase day before it`
 *
 * An order whose lines lie in two periods counts in both. The whole base and a single customer come from one pass: the
 * columns are exact, `total` adds them up. Lines before the first period are seen by recency alone.
 *
 * @throws RangeError if periods overlap, are out of order or hold no day, or `count` is unknown
 *
 * @example
 * ```ts
 * import { periodsBetween } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { measurePeriods } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-01-10", amount: "10" },
 *     { customerId: "ann", orderedOn: "2026-03-30", amount: "15" },
 *     { customerId: "bob", orderedOn: "2026-03-31", amount: "7" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const months = measurePeriods(log, { periods: periodsBetween("2026-01-01", "2026-04-01", "month") });
 * months.series("ann").map((month) => month.recencyDays); // => [22, 50, 2]
 * months.series("ann")[2]?.amount; // => { amount: "15.00", currency: "EUR" }
 * months.total[2]?.orders; // => 2
 * ```
 */
export function measurePeriods(log: OrderLog, options: MeasurePeriodsOptions): PeriodMeasures {
  const { count = "purchases" } = options;
  if (count !== "purchases" && count !== "net") {
    throw new RangeError(
      `Cannot measure periods: count must be "purchases" or "net", got ${JSON.stringify(count)}`,
    );
  }
  const spans = options.periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  spans.forEach(([from, to], p) => {
    if (to <= from || (p > 0 && from < spans[p - 1]![1])) {
      throw new RangeError(
        `Cannot measure periods: periods must follow one another and each hold a day, got [${dateOfDay(from)}, ${dateOfDay(to)})`,
      );
    }
  });
  const customers = log.customerIds.length;
  const orders = new Int32Array(customers * spans.length);
  const amounts = new Float64Array(customers * spans.length);
  const recencyDays = new Int32Array(customers * spans.length);
  const lastCell = new Int32Array(log.orders).fill(-1);
  let p = 0;
  let last: number | undefined;
  const close = (customer: number, upTo: number): void => {
    // The periods that end on or before a day have seen all there is for them.
    for (; p < spans.length && spans[p]![1] <= upTo; p++) {
      if (last !== undefined) recencyDays[p * customers + customer] = spans[p]![1] - last;
    }
  };
  for (let i = 0; i < log.size; i++) {
    const customer = log.customers[i]!;
    const day = log.days[i]!;
    if (i === 0 || customer !== log.customers[i - 1]) {
      if (i > 0) close(log.customers[i - 1]!, Number.POSITIVE_INFINITY);
      [p, last] = [0, undefined];
    }
    close(customer, day);
    const amount = log.amounts[i]!;
    if (amount > 0) last = day;
    if (p === spans.length || day < spans[p]![0]) continue;
    const cell = p * customers + customer;
    if (amount > 0 && lastCell[log.orderCodes[i]!] !== cell) {
      lastCell[log.orderCodes[i]!] = cell;
      orders[cell]!++;
    }
    if (amount > 0 || count === "net") amounts[cell]! += amount;
  }
  if (log.size > 0) close(log.customers[log.size - 1]!, Number.POSITIVE_INFINITY);
  const periods = Object.freeze(options.periods.map(({ from, to }) => Object.freeze({ from, to })));
  const places = new Map(log.customerIds.map((id, c) => [id, c]));
  return Object.freeze({
    customerIds: log.customerIds,
    periods,
    orders,
    amounts,
    recencyDays,
    currency: log.currency,
    exponent: log.exponent,
    total: totalOf({ log, periods, orders, amounts, recencyDays, customers }),
    series(customerId: string): readonly PeriodMeasure[] {
      const c = places.get(customerId);
      if (c === undefined) {
        throw new RangeError(
          `Cannot read series: the log must have the customer, got ${JSON.stringify(customerId)}`,
        );
      }
      return Object.freeze(
        periods.map((period, q) => {
          const cell = q * customers + c;
          return measureOf(period, orders[cell]!, moneyOfUnits(amounts[cell]!, log), recencyDays[cell]!);
        }),
      );
    },
  });
}

interface Columns {
  readonly log: OrderLog;
  readonly periods: readonly Period[];
  readonly orders: Int32Array;
  readonly amounts: Float64Array;
  readonly recencyDays: Int32Array;
  readonly customers: number;
}

function totalOf(columns: Columns): readonly PeriodMeasure[] {
  const { log, periods, orders, amounts, recencyDays, customers } = columns;
  return Object.freeze(
    periods.map((period, p) => {
      let [bought, least] = [0, 0];
      let sum: number | bigint = 0;
      for (let cell = p * customers; cell < (p + 1) * customers; cell++) {
        bought += orders[cell]!;
        sum = addUnits(sum, amounts[cell]!);
        const days = recencyDays[cell]!;
        if (days > 0 && (least === 0 || days < least)) least = days;
      }
      return measureOf(period, bought, moneyOfUnits(sum, log), least);
    }),
  );
}

const measureOf = (period: Period, orders: number, amount: Money, recencyDays: number): PeriodMeasure =>
  Object.freeze({ period, orders, amount, ...(recencyDays > 0 ? { recencyDays } : {}) });
