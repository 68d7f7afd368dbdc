import { dayNumber } from "../calendar/index.ts";
import { type AnalysisOptions, analysisPeriod, type OrderLog, type OrderTotals } from "../orders/index.ts";
import { makeValueTable } from "./_make-value-table.ts";
import { mergeCustomers } from "./_merge-customers.ts";
import { rescaleUnits } from "./_rescale-units.ts";
import { sumPeriod } from "./_sum-period.ts";
import { valueTotals } from "./_value-totals.ts";
import type { ServiceCosts } from "./service-costs.ts";
import { sumCostToServe } from "./sum-cost-to-serve.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link valueCustomers}. */
export interface ValueOptions extends AnalysisOptions {
  /** What serving the customers cost; see `sumCostToServe`. Without it no cost to serve is known, and none is taken off. */
  readonly serviceCosts?: ServiceCosts | undefined;
}

/**
 * Computes what every customer was worth in `[from, asOf)`.
 *
 * `value = revenue − cost − cost to serve` where every line of the period has a cost, else `value = revenue`; exact
 *
 * Customers with returns alone are in the table, with a negative revenue, and those who only cost, with a revenue of
 * zero. Where a line has no cost the value is the revenue alone, service costs given or not: half a cost makes no
 * profit. They still stand in their own column.
 *
 * Of totals (`OrderTotals`) every row is an order, and the days are all that they hold: they cannot be cut, so
 * `[from, asOf)` must hold them all. They are the way from columns: a million customers in a fraction of a second.
 *
 * @throws RangeError if a day is none, `from` is after `asOf`, amounts are too large to stay exact, or totals hold other
 *   days
 * @throws InvalidDataError and CurrencyMismatchError as `sumCostToServe` does
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", amount: "100.00", cost: "60.00" },
 *     { customerId: "ann", orderedOn: "2026-05-09", amount: "-25.00", cost: "-15.00" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const table = valueCustomers(log, { asOf: "2026-06-01" });
 * table.basis; // => "profit"
 * table.get("ann")?.value; // => { amount: "30.00", currency: "EUR" }
 * ```
 */
export function valueCustomers(orders: OrderLog | OrderTotals, options: ValueOptions): ValueTable {
  const sums = "buyers" in orders ? valueTotals(orders, options) : sumLog(orders, options);
  const { from, asOf, currency, linesWithoutCost } = sums;
  if (options.serviceCosts === undefined) return makeValueTable({ ...sums, costToServe: undefined });
  const served = sumCostToServe(options.serviceCosts, { from, asOf, currency });
  const exponent = Math.max(sums.exponent, served.exponent);
  const buyers = "idAt" in sums.customers ? sums.customers.customerIds : sums.customers;
  const { ids, ofFirst, ofSecond } = mergeCustomers(buyers, served.customerIds);
  const spread = (column: Float64Array, places: Int32Array, own: number): Float64Array =>
    rescaleUnits(
      Float64Array.from(places, (i) => (i < 0 ? 0 : column[i]!)),
      own,
      exponent,
    );
  return makeValueTable({
    customers: Object.freeze(ids),
    from,
    asOf,
    currency,
    exponent,
    revenue: spread(sums.revenue, ofFirst, sums.exponent),
    cost: sums.cost && spread(sums.cost, ofFirst, sums.exponent),
    costToServe: spread(served.cost, ofSecond, served.exponent),
    linesWithoutCost,
  });
}

function sumLog(log: OrderLog, options: ValueOptions) {
  const { from, to: asOf } = analysisPeriod(log, options);
  const sums = sumPeriod(log, dayNumber(from), dayNumber(asOf));
  const codes = Int32Array.from(log.customerIds.keys()).filter((code) => sums.lines[code]! > 0);
  const column = (sum: Float64Array): Float64Array => Float64Array.from(codes, (code) => sum[code]!);
  return {
    customers: Object.freeze(Array.from(codes, (code) => log.customerIds[code]!)),
    from,
    asOf,
    currency: log.currency,
    exponent: log.exponent,
    revenue: column(sums.revenue),
    cost: sums.linesWithoutCost > 0 || codes.length === 0 ? undefined : column(sums.cost),
    linesWithoutCost: sums.linesWithoutCost,
  };
}
