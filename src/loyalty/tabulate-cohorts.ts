import { dayNumber, type Period } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";

/** A cell of a cohort table. */
export interface CohortCell {
  /** How many periods after the first. */
  readonly age: number;
  /** Customers of the cohort with a purchase in the period. */
  readonly active: number;
  /** active / customers, with a Wilson interval. */
  readonly retention: BoundedEstimate;
}

/** Customers whose first purchase lies in one period. */
export interface Cohort {
  /** Marks a cohort that has customers. */
  readonly kind: "cohort";
  /** The period of the first purchase. */
  readonly period: Period;
  /** How many customers. */
  readonly customers: number;
  /** One cell a period after the first. */
  readonly cells: readonly CohortCell[];
}

/** A period in which nobody bought for the first time. */
export interface EmptyCohort {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** The period. */
  readonly period: Period;
  /** What is missing. */
  readonly of: "customers";
  /** How many there are. */
  readonly have: 0;
  /** How many it takes. */
  readonly need: 1;
}

/** Cohorts by first purchase, and who is new by the log alone. */
export interface CohortTable {
  /** One a period, oldest first. */
  readonly cohorts: readonly (Cohort | EmptyCohort)[];
  /** Customers whose first purchase lies before the first period: of no cohort. */
  readonly before: number;
}

/**
 * Follows customers by the period of their first purchase: how many of each cohort buy in each later period.
 *
 * `retention(c, a) = #{customers of cohort c with a purchase in period c + a} / #{customers of cohort c}`
 *
 * A cohort is of who bought first *in the log*; where the log begins in the middle of business, let the first period
 * begin later. A period that the log's window does not cover in full makes no cell, since its share would be too low.
 *
 * @throws RangeError if there is no period, or they overlap or are out of order
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { tabulateCohorts } from "clientele/loyalty";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   ([["ann", "2026-01-05"], ["bob", "2026-01-06"], ["ann", "2026-02-07"]] as const).map(([customerId, orderedOn]) => ({ customerId, orderedOn, amount: "1" })),
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
 * );
 * const [january, february] = tabulateCohorts(log, { periods: trailingPeriods("2026-03-01", { months: 1, count: 2 }) }).cohorts;
 * january?.kind === "cohort" && january.cells.map((cell) => cell.retention.estimate); // => [0.5]
 * february; // => { kind: "insufficient", period: { from: "2026-02-01", to: "2026-03-01" }, of: "customers", have: 0, need: 1 }
 * ```
 */
export function tabulateCohorts(
  log: OrderLog,
  options: { readonly periods: readonly Period[] },
): CohortTable {
  const { periods } = options;
  const spans = checkPeriods("tabulate cohorts", periods);
  const count = periods.length;
  const active = spans.map(() => new Int32Array(count));
  const sizes = new Int32Array(count);
  let before = 0;
  for (let at = 0; at < log.size; ) {
    const customer = log.customers[at]!;
    let first: number | undefined;
    let last = -1;
    for (; at < log.size && log.customers[at] === customer; at++) {
      if (!(log.amounts[at]! > 0)) continue;
      const period = periodOf(spans, log.days[at]!);
      if (first === undefined) {
        first = log.days[at]! < spans[0]![0] ? -1 : (period ?? -2);
        if (first === -1) before++;
        if (first >= 0) sizes[first]!++;
      }
      if (first < 0 || period === undefined || period === last) continue;
      last = period;
      active[first]![period]!++;
    }
  }
  const observed = (p: number): boolean =>
    periods[p]!.from >= log.window.from && periods[p]!.to <= log.window.to;
  const cohorts = periods.map((one, p): Cohort | EmptyCohort => {
    const period = Object.freeze({ from: one.from, to: one.to });
    const trials = sizes[p]!;
    if (trials === 0)
      return Object.freeze({ kind: "insufficient", period, of: "customers", have: 0, need: 1 });
    const cells: CohortCell[] = [];
    for (let later = p + 1; later < count; later++) {
      if (!observed(later)) continue;
      const successes = active[p]![later]!;
      cells.push(
        Object.freeze({
          age: later - p,
          active: successes,
          retention: estimateProportion({ successes, trials }),
        }),
      );
    }
    return Object.freeze({ kind: "cohort", period, customers: trials, cells: Object.freeze(cells) });
  });
  return Object.freeze({ cohorts: Object.freeze(cohorts), before });
}

/** The first and the end day of each period. */
export function checkPeriods(
  doing: string,
  periods: readonly Period[],
): readonly (readonly [number, number])[] {
  if (periods.length === 0) throw new RangeError(`Cannot ${doing}: there must be a period, got none`);
  const spans = periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  spans.forEach(([from, to], p) => {
    if (from < to && (p === 0 || from >= spans[p - 1]![1])) return;
    throw new RangeError(
      `Cannot ${doing}: periods must be in order and not overlap, got ${periods[p]!.from} to ${periods[p]!.to}`,
    );
  });
  return spans;
}

/** The period that a day lies in, by halving. */
function periodOf(spans: readonly (readonly [number, number])[], day: number): number | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]![1] <= day) low = middle + 1;
    else high = middle;
  }
  return low < spans.length && spans[low]![0] <= day ? low : undefined;
}
