import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type AnalysisOptions,
  analysisPeriod,
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { mergeCustomers } from "./_merge-customers.ts";
import { rescaleUnits } from "./_rescale-units.ts";
import { sumPeriod } from "./_sum-period.ts";
import { type ServiceCosts, sumCostToServe } from "./sum-cost-to-serve.ts";

/** Options of {@link valueCustomers}. */
export interface ValueOptions extends AnalysisOptions {
  /** What serving the customers cost; see `sumCostToServe`. Without it no cost to serve is known, and none is taken off. */
  readonly serviceCosts?: ServiceCosts | undefined;
}

/** What one customer is worth. */
export interface ValueRow {
  /** The customer. */
  readonly customerId: string;
  /** Purchases less returns. */
  readonly revenue: Money;
  /** Cost of the goods; absent where a line has none. */
  readonly cost?: Money | undefined;
  /** What serving the customer cost; absent where no service costs were given. */
  readonly costToServe?: Money | undefined;
  /** Revenue less cost and cost to serve, or revenue where the basis is revenue. */
  readonly value: Money;
}

/** What every customer with a line, or a service cost, in the period is worth, by column. */
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
  /** Integer units; absent where no service costs were given. */
  readonly costToServe?: Float64Array | undefined;
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
 * `value = revenue − cost − cost to serve` where every line of the period has a cost, else `value = revenue`; exact
 *
 * Customers with returns alone are in the table, with a negative revenue, and those who only cost, with a revenue of
 * zero. Where a line has no cost the value is the revenue alone, service costs given or not: half a cost makes no
 * profit. They still stand in their own column.
 *
 * @throws RangeError if a day is none, `from` is after `asOf`, or amounts are too large to stay exact
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
export function valueCustomers(log: OrderLog, options: ValueOptions): ValueTable {
  const period = analysisPeriod(log, options);
  const { from, to: asOf } = period;
  const { currency } = log;
  const sums = sumPeriod(log, dayNumber(from), dayNumber(asOf));
  const served = options.serviceCosts && sumCostToServe(options.serviceCosts, { from, asOf, currency });
  const codes = Int32Array.from(log.customerIds.keys()).filter((code) => sums.lines[code]! > 0);
  const buyers = Array.from(codes, (code) => log.customerIds[code]!);
  const exponent = Math.max(log.exponent, served?.exponent ?? 0);
  const { ids, ofFirst, ofSecond } = mergeCustomers(buyers, served?.customerIds ?? []);
  const column = (sum: Float64Array): Float64Array =>
    rescaleUnits(
      Float64Array.from(ofFirst, (i) => (i < 0 ? 0 : sum[codes[i]!]!)),
      log.exponent,
      exponent,
    );
  const revenue = column(sums.revenue);
  const cost = sums.linesWithoutCost > 0 || buyers.length === 0 ? undefined : column(sums.cost);
  const costToServe =
    served &&
    rescaleUnits(
      Float64Array.from(ofSecond, (i) => (i < 0 ? 0 : served.cost[i]!)),
      served.exponent,
      exponent,
    );
  const value =
    cost === undefined
      ? revenue
      : revenue.map((units, i) => exactUnits(units - cost[i]! - (costToServe?.[i] ?? 0)));
  const scale = { currency, exponent };
  const customerIds = Object.freeze(ids);
  const table = createCustomerTable(
    customerIds,
    (i): ValueRow =>
      Object.freeze({
        customerId: customerIds[i]!,
        revenue: moneyOfUnits(revenue[i]!, scale),
        ...(cost === undefined ? {} : { cost: moneyOfUnits(cost[i]!, scale) }),
        ...(costToServe === undefined ? {} : { costToServe: moneyOfUnits(costToServe[i]!, scale) }),
        value: moneyOfUnits(value[i]!, scale),
      }),
  );
  return withColumns(table, {
    from,
    asOf,
    basis: cost === undefined ? ("revenue" as const) : ("profit" as const),
    revenue,
    ...(cost === undefined ? {} : { cost }),
    ...(costToServe === undefined ? {} : { costToServe }),
    value,
    ...scale,
    linesWithoutCost: sums.linesWithoutCost,
  });
}

function exactUnits(units: number): number {
  if (Number.isSafeInteger(units)) return units;
  throw new RangeError(
    `Cannot value customers: the value of a customer must stay below 2^53 units, got ${units}`,
  );
}
