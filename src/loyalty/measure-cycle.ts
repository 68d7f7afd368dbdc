import { dayNumber, type PlainDate } from "../calendar/index.ts";
import {
  type AnalysisOptions,
  analysisPeriod,
  type CustomerTable,
  createCustomerTable,
  type ObservationOptions,
  type OrderLog,
  observedAsOf,
  withColumns,
} from "../orders/index.ts";
import { quantile } from "../stats/index.ts";

/** Options of {@link measureCycle}. */
export interface CycleOptions extends AnalysisOptions, ObservationOptions {}

/** How often one customer buys. */
export interface CycleRow {
  /** The customer. */
  readonly customerId: string;
  /** Days with a purchase. */
  readonly buyingDays: number;
  /** The median number of days from one buying day to the next; absent with fewer than two. */
  readonly medianGapDays?: number | undefined;
  /** Days from the last purchase to the day of the analysis. */
  readonly daysSince: number;
  /** daysSince / medianGapDays: above 1 the next purchase is late; absent with fewer than two buying days. */
  readonly overdue?: number | undefined;
}

/** How often every customer with a purchase buys. */
export interface CycleTable extends CustomerTable<CycleRow> {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The median over customers of their median gaps; absent where nobody bought twice. */
  readonly medianGapDays?: number | undefined;
  /** Customers with two buying days or more. */
  readonly repeaters: number;
}

/**
 * Measures the repurchase cycle: the days between buying days of each customer in `[from, asOf)`, and how late the next is.
 *
 * `gap = median(dayᵢ₊₁ − dayᵢ)`; `overdue = (asOf − last day) / gap`
 *
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if a day is none, or `from` is after `asOf`
 *
 * @example
 * ```ts
 * import { measureCycle } from "clientele/loyalty";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   (["2026-01-01", "2026-01-11", "2026-01-31"] as const).map((orderedOn) => ({ customerId: "ann", orderedOn, amount: "1" })),
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-02" } },
 * );
 * measureCycle(log, { asOf: "2026-03-02" }).get("ann"); // => { customerId: "ann", buyingDays: 3, medianGapDays: 15, daysSince: 30, overdue: 2 }
 * ```
 */
export function measureCycle(log: OrderLog, options: CycleOptions): CycleTable {
  const seen = { ...options, asOf: observedAsOf("measure cycle", log, options) };
  const { from, to: asOf } = analysisPeriod(log, seen);
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  const rows: CycleRow[] = [];
  for (let at = 0; at < log.size; ) {
    const customer = log.customers[at]!;
    const gaps: number[] = [];
    let last: number | undefined;
    for (; at < log.size && log.customers[at] === customer; at++) {
      const day = log.days[at]!;
      if (!(log.amounts[at]! > 0) || day < first || day >= end || day === last) continue;
      if (last !== undefined) gaps.push(day - last);
      last = day;
    }
    if (last === undefined) continue;
    const gap = gaps.length === 0 ? undefined : quantile(gaps, 0.5);
    const daysSince = end - last;
    rows.push(
      Object.freeze({
        customerId: log.customerIds[customer]!,
        buyingDays: gaps.length + 1,
        ...(gap === undefined ? {} : { medianGapDays: gap }),
        daysSince,
        ...(gap === undefined ? {} : { overdue: daysSince / gap }),
      }),
    );
  }
  const gaps = rows.flatMap((row) => row.medianGapDays ?? []);
  const ids = Object.freeze(rows.map((row) => row.customerId));
  return withColumns(
    createCustomerTable(ids, (i): CycleRow => rows[i]!),
    { asOf, repeaters: gaps.length, ...(gaps.length === 0 ? {} : { medianGapDays: quantile(gaps, 0.5) }) },
  );
}
