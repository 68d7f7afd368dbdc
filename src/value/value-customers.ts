import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type AnalysisOptions,
  analysisPeriod,
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
} from "../orders/index.ts";
import { sumPeriod } from "./_sum-period.ts";

/** What one customer is worth. */
export interface ValueRow {
  /** The customer. */
  readonly customerId: string;
  /** Purchases less returns. */
  readonly revenue: Money;
  /** Cost of the goods; absent where a line has none. */
  readonly cost?: Money | undefined;
  /** Revenue less cost, or revenue where the basis is revenue. */
  readonly value: Money;
}

/** What every customer with a line in the period is worth, by column. */
export interface ValueTable extends CustomerTable<ValueRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** What the value is. */
  readonly basis: "profit" | "revenue";
  /** Integer units. */
  readonly revenue: Float64Array;
  /** Integer units; absent where a line of the period has no cost. */
  readonly cost?: Float64Array | undefined;
  /** Integer units; with the basis revenue the same column as `revenue`. */
  readonly value: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
  /** How many lines of the period have no cost. */
  readonly linesWithoutCost: number;
}

/**
 * Computes what every customer was worth in `[from, asOf)`.
 *
 * `value = revenue − cost` where every line of the period has a cost, else `value = revenue`; exact
 *
 * Customers with returns alone are in the table, with a negative revenue.
 *
 * @throws RangeError if a day is none, or `from` is after `asOf`
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
export function valueCustomers(log: OrderLog, options: AnalysisOptions): ValueTable {
  const period = analysisPeriod(log, options);
  const sums = sumPeriod(log, dayNumber(period.from), dayNumber(period.to));
  const all = log.customerIds.length;
  const ids: string[] = [];
  const [revenueOf, costOf] = [new Float64Array(all), new Float64Array(all)];
  for (let code = 0; code < all; code++) {
    if (sums.lines[code] === 0) continue;
    revenueOf[ids.length] = sums.revenue[code]!;
    costOf[ids.length] = sums.cost[code]!;
    ids.push(log.customerIds[code]!);
  }
  const customerIds = Object.freeze(ids);
  const revenue = revenueOf.slice(0, ids.length);
  const cost = sums.linesWithoutCost > 0 || ids.length === 0 ? undefined : costOf.slice(0, ids.length);
  const value = cost === undefined ? revenue : revenue.map((units, i) => units - cost[i]!);
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): ValueRow =>
        Object.freeze({
          customerId: customerIds[i]!,
          revenue: moneyOfUnits(revenue[i]!, log),
          ...(cost === undefined ? {} : { cost: moneyOfUnits(cost[i]!, log) }),
          value: moneyOfUnits(value[i]!, log),
        }),
    ),
    from: period.from,
    asOf: period.to,
    basis: cost === undefined ? "revenue" : "profit",
    revenue,
    ...(cost === undefined ? {} : { cost }),
    value,
    currency: log.currency,
    exponent: log.exponent,
    linesWithoutCost: sums.linesWithoutCost,
  });
}
