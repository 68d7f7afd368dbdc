import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { NEVER, type RepeatScan, scanRepeats } from "./_scan-repeats.ts";
import { type AnalysisOptions, analysisPeriod } from "./analysis-period.ts";
import { type CountingUnit, checkCountingUnit } from "./counting-unit.ts";
import { type CustomerTable, createCustomerTable } from "./customer-table.ts";
import { type ObservationOptions, observedAsOf } from "./observed-as-of.ts";
import type { OrderLog } from "./order-log.ts";
import { daysPerUnit, type TimeUnit } from "./time-unit.ts";

/** Options of {@link summariseRepeats}. */
export interface RepeatOptions extends AnalysisOptions, ObservationOptions {
  /**
   * The unit of recency and age.
   * @defaultValue `"week"`
   */
  readonly unit?: TimeUnit | undefined;
  /**
   * What is one transaction. The literature takes all that was bought on one day as one.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: CountingUnit | undefined;
  /**
   * Which lines are transactions: purchases, or free lines as well. Returns never are.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "purchases-and-free" | undefined;
}

/** What a model of repeat buying reads of one customer. */
export interface RepeatRow {
  /** The customer. */
  readonly customerId: string;
  /** Transactions after the first: x. */
  readonly repeatCount: number;
  /** From the first transaction to the last: tₓ, 0 without a repeat. */
  readonly recency: number;
  /** From the first transaction to the last day observed: T. */
  readonly age: number;
  /** Mean amount of a repeat transaction in the currency; absent without a repeat. */
  readonly meanSpend?: number | undefined;
}

/** Repeat count, recency, age and mean spend of every customer with a transaction, by column. */
export interface RepeatTable extends CustomerTable<RepeatRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; the day before is the last observed. */
  readonly asOf: PlainDate;
  /** The unit of recency and age. */
  readonly unit: TimeUnit;
  /** What is one transaction. */
  readonly countBy: CountingUnit;
  /** Transactions after the first. */
  readonly repeatCount: Int32Array;
  /** First to last transaction, in units of time. */
  readonly recency: Float64Array;
  /** First transaction to the last day observed, in units of time. */
  readonly age: Float64Array;
  /** Sum of the repeat transactions, in integer units of money, exact. */
  readonly repeatSpend: Float64Array;
  /** Mean amount of a repeat transaction in the currency, 0 without one. */
  readonly meanSpend: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit of `repeatSpend`. */
  readonly exponent: number;
}

/**
 * Sums up every customer for models of repeat buying (BG/NBD, Pareto/NBD, gamma-gamma). Not for segmentation: there
 * recency is the days since the last purchase and frequency the number of orders, see `measureRfm` of
 * `clientele/rfm`.
 *
 * `x = #transactions − 1`, `tₓ = last − first`, `T = (asOf − 1 day) − first`, `m = Σ amounts of repeats / x`
 *
 * The last day observed is the day before `asOf`, so a customer whose last purchase was on it has tₓ = T. A week is
 * 7 days, a month 30.4375, a year 365.25. Amounts are gross: returns change nothing here.
 *
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if a day is none, `from` is after `asOf`, or an option is unknown
 *
 * @example
 * ```ts
 * import { orderLogFromRows, summariseRepeats } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-01-01", amount: "10" },
 *     { customerId: "ann", orderedOn: "2026-01-15", amount: "20" },
 *     { customerId: "ann", orderedOn: "2026-01-29", amount: "40" },
 *     { customerId: "bob", orderedOn: "2026-01-22", amount: "10" },
 *   ],
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-02-06" } },
 * );
 * const table = summariseRepeats(log, { asOf: "2026-02-06" });
 * table.get("ann"); // => { customerId: "ann", repeatCount: 2, recency: 4, age: 5, meanSpend: 30 }
 * table.get("bob"); // => { customerId: "bob", repeatCount: 0, recency: 0, age: 2 }
 * ```
 */
export function summariseRepeats(log: OrderLog, options: RepeatOptions): RepeatTable {
  const asOf = observedAsOf("summarise repeats", log, options);
  const seen = { ...options, asOf };
  return repeatTableOf(log, scanOf(log, seen, dayNumber(asOf)), seen);
}

/** The transactions before `asOf`, and those from then until a later day. */
export function scanOf(log: OrderLog, options: RepeatOptions, until: number): RepeatScan {
  const { countBy = "customer-day", count = "purchases" } = options;
  if (count !== "purchases" && count !== "purchases-and-free") {
    throw new RangeError(
      `Cannot summarise repeats: count must be "purchases" or "purchases-and-free", got ${JSON.stringify(count)}`,
    );
  }
  const { from, to } = analysisPeriod(log, options);
  return scanRepeats(log, {
    from: dayNumber(from),
    asOf: dayNumber(to),
    until,
    countBy: checkCountingUnit("summarise repeats", countBy, log),
    free: count === "purchases-and-free",
  });
}

/** The customers of a scan with a transaction, dressed as a table. */
export function repeatTableOf(log: OrderLog, scan: RepeatScan, options: RepeatOptions): RepeatTable {
  const { unit = "week", countBy = "customer-day" } = options;
  const { from, to } = analysisPeriod(log, options);
  const lastObserved = dayNumber(to) - 1;
  const [days, scale] = [daysPerUnit(unit), 10 ** log.exponent];
  const codes = scan.first.map((_, code) => code).filter((code) => scan.first[code] !== NEVER);
  const customerIds = Object.freeze(Array.from(codes, (code) => log.customerIds[code]!));
  const repeatCount = codes.map((code) => scan.transactions[code]! - 1);
  const column = (value: (code: number) => number): Float64Array => Float64Array.from(codes, value);
  const recency = column((code) => (scan.last[code]! - scan.first[code]!) / days);
  const age = column((code) => (lastObserved - scan.first[code]!) / days);
  const repeatSpend = column((code) => scan.repeatSpend[code]!);
  const meanSpend = repeatSpend.map((sum, i) => (repeatCount[i] === 0 ? 0 : sum / (repeatCount[i]! * scale)));
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): RepeatRow =>
        Object.freeze({
          customerId: customerIds[i]!,
          repeatCount: repeatCount[i]!,
          recency: recency[i]!,
          age: age[i]!,
          ...(repeatCount[i] === 0 ? {} : { meanSpend: meanSpend[i]! }),
        }),
    ),
    from,
    asOf: to,
    unit,
    countBy,
    repeatCount,
    recency,
    age,
    repeatSpend,
    meanSpend,
    currency: log.currency,
    exponent: log.exponent,
  });
}
