import { dayNumber, type Period } from "../calendar/index.ts";
import { checkObserved, type OrderLog } from "../orders/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { checkPeriods } from "./tabulate-cohorts.ts";

/** Customers in and out from one period to the next. */
export interface CustomerFlow {
  /** The period. */
  readonly period: Period;
  /** Customers with a purchase in it. */
  readonly active: number;
  /** Active, and active in the period before. */
  readonly kept: number;
  /** Active in the period before and not in this one. */
  readonly lost: number;
  /** Active, and never before. */
  readonly gained: number;
  /** Active, not in the period before, but at some time earlier. */
  readonly returned: number;
  /** kept / active before, with a Wilson interval; absent where nobody was active before. */
  readonly retention?: BoundedEstimate | undefined;
  /** (gained + returned) / lost: below 1 the bucket runs empty; absent where nobody was lost. */
  readonly refill?: number | undefined;
}

/**
 * Measures the leaky bucket: how many customers each period loses of those of the period before, and how many flow in.
 *
 * `active = active before − lost + gained + returned`; `retention = kept / active before`
 *
 * Active is who has a purchase in the period; the first period has no predecessor and is not told.
 *
 * @throws UnobservedDaysError if the log was not observed until the last period ends
 * @throws RangeError if there are fewer than two periods, or they overlap or are out of order
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { measureFlow } from "clientele/loyalty";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   ([["ann", "2026-01-05"], ["bob", "2026-01-06"], ["ann", "2026-02-07"], ["cyd", "2026-02-08"]] as const).map(
 *     ([customerId, orderedOn]) => ({ customerId, orderedOn, amount: "1" }),
 *   ),
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
 * );
 * const [february] = measureFlow(log, { periods: trailingPeriods("2026-03-01", { months: 1, count: 2 }) });
 * [february?.kept, february?.lost, february?.gained, february?.retention?.estimate, february?.refill]; // => [1, 1, 1, 0.5, 1]
 * ```
 */
export function measureFlow(
  log: OrderLog,
  options: { readonly periods: readonly Period[] },
): readonly CustomerFlow[] {
  const { periods } = options;
  const spans = checkPeriods("measure flow", periods);
  if (periods.length < 2)
    throw new RangeError("Cannot measure flow: there must be at least 2 periods, got 1");
  // Customers of days that were not observed would be taken for lost.
  checkObserved("measure flow", log, { name: "the last period", day: periods.at(-1)!.to });
  const customers = log.customerIds.length;
  const first = new Int32Array(customers).fill(0x7fffffff);
  const buys = spans.map(() => new Uint8Array(customers));
  for (let i = 0; i < log.size; i++) {
    if (!(log.amounts[i]! > 0)) continue;
    const [customer, day] = [log.customers[i]!, log.days[i]!];
    if (day < first[customer]!) first[customer] = day;
    const period = spans.findIndex(([from, to]) => day >= from && day < to);
    if (period >= 0) buys[period]![customer] = 1;
  }
  const flows = periods.slice(1).map((period, p) => {
    const [before, now] = [buys[p]!, buys[p + 1]!];
    const from = dayNumber(period.from);
    let [active, kept, was, gained] = [0, 0, 0, 0];
    for (let c = 0; c < customers; c++) {
      was += before[c]!;
      if (now[c] === 0) continue;
      active++;
      if (before[c] === 1) kept++;
      else if (first[c]! >= from) gained++;
    }
    const [lost, returned] = [was - kept, active - kept - gained];
    return Object.freeze({
      period: Object.freeze({ from: period.from, to: period.to }),
      active,
      kept,
      lost,
      gained,
      returned,
      ...(was === 0 ? {} : { retention: estimateProportion({ successes: kept, trials: was }) }),
      ...(lost === 0 ? {} : { refill: (gained + returned) / lost }),
    });
  });
  return Object.freeze(flows);
}
