import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints, sortByCodePoints } from "../ids/index.ts";
import { createIssueCollector } from "../issues/index.ts";
import { type Money, minorDigits } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits, withColumns } from "../orders/index.ts";
import { addExactly, type ExactUnits, FINEST, POWERS, timesExactly } from "./_exact-units.ts";
import { type Charge, checkBalances, readCharges, type ServiceCharges } from "./_service-charges.ts";
import type { ServiceCosts } from "./service-costs.ts";

/** Options of {@link sumCostToServe}. */
export interface CostToServeOptions {
  /** The first day that counts. */
  readonly from: PlainDate;
  /** The first day that does not. */
  readonly asOf: PlainDate;
  /** The currency of all amounts and rates. */
  readonly currency: string;
}

/** What serving one customer cost. */
export interface CostToServeRow {
  /** The customer. */
  readonly customerId: string;
  /** The sum. */
  readonly cost: Money;
  /** The sum by kind of entry and by driver, in code-point order of their names. */
  readonly parts: readonly { readonly name: string; readonly cost: Money }[];
}

/** What serving every customer with a cost in the period cost, by column. */
export interface CostToServeTable extends CustomerTable<CostToServeRow> {
  /** The first day that counts. */
  readonly from: PlainDate;
  /** The first day that does not. */
  readonly asOf: PlainDate;
  /** Integer units. */
  readonly cost: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
}

const doing = "sum cost to serve";

/**
 * Adds up what serving every customer cost in `[from, asOf)`: what was booked to them, and what was done for them at the
 * rate of its driver (activity-based costing).
 *
 * `cost = Σ amount + Σ quantity · rate(driver)`; exact
 *
 * A negative entry takes back an earlier one: of one customer and kind, the sum of all entries before `asOf` must not
 * be negative. Entries of other days are checked and not counted. The order of the records is irrelevant.
 *
 * Kaplan and Anderson, "Time-driven activity-based costing" (2004).
 *
 * @throws InvalidDataError naming every record that is wrong: `bad-number`, `bad-day`, `negative-quantity`,
 *   `negative-cost`, `other-currency`, `unknown-driver`, `duplicate-entry`
 * @throws CurrencyMismatchError if a rate is of another currency
 * @throws RangeError if a rate is negative or no decimal, or a customer's costs are too large to be exact
 *
 * @example
 * ```ts
 * import { sumCostToServe } from "clientele/value";
 *
 * const table = sumCostToServe(
 *   {
 *     entries: [
 *       { schemaVersion: 1, id: "k1", customerId: "ann", on: "2026-03-02", kind: "delivery", amount: "12.50", currency: "EUR" },
 *     ],
 *     activities: [{ customerId: "ann", on: "2026-03-02", driver: "visit", quantity: "1.5" }],
 *     rates: { visit: { amount: "60.00", currency: "EUR" } },
 *   },
 *   { from: "2026-01-01", asOf: "2026-06-01", currency: "EUR" },
 * );
 * table.get("ann")?.cost; // => { amount: "102.50", currency: "EUR" }
 * table.get("ann")?.parts.map(({ name, cost }) => [name, cost.amount]); // => [["delivery", "12.50"], ["visit", "90.00"]]
 * ```
 */
export function sumCostToServe(costs: ServiceCosts, options: CostToServeOptions): CostToServeTable {
  return sumCharges(readCharges(doing, costs, options.currency), options);
}

/** Adds up what was read once, for one of several periods. */
export function sumCharges(read: ServiceCharges, options: CostToServeOptions): CostToServeTable {
  const { from, asOf, currency } = options;
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  const issues = createIssueCollector();
  for (const issue of read.entryIssues) issues.add(issue);
  checkBalances(read.booked, end, issues);
  for (const issue of read.activityIssues) issues.add(issue);
  issues.throwIfAny(doing);
  const isIn = ({ day }: Charge): boolean => day >= first && day < end;
  const kept = [...read.booked.filter(isIn), ...read.done.filter(isIn)];
  const exponent = kept.reduce((finest, charge) => Math.max(finest, charge.exponent), minorDigits(currency));
  if (exponent > FINEST) {
    throw new RangeError(
      `Cannot ${doing}: quantities and rates must have at most ${FINEST} decimals together, got ${exponent}`,
    );
  }
  const sums = new Map<string, Map<string, ExactUnits>>();
  for (const { customerId, name, units, exponent: own } of kept) {
    const parts = sums.get(customerId) ?? new Map<string, ExactUnits>();
    sums.set(customerId, parts);
    parts.set(name, addExactly(parts.get(name) ?? 0, timesExactly(units, POWERS[exponent - own]!)));
  }
  const ids = Object.freeze(sortByCodePoints([...sums.keys()]));
  const cost = Float64Array.from(ids, (id) => {
    let sum: ExactUnits = 0;
    for (const part of sums.get(id)!.values()) sum = addExactly(sum, part);
    if (!Number.isSafeInteger(Number(sum))) {
      throw new RangeError(
        `Cannot ${doing}: the costs of a customer must stay below 2^53 units, got ${sum} of ${id}`,
      );
    }
    return Number(sum);
  });
  const scale = { currency, exponent };
  const table = createCustomerTable(ids, (i): CostToServeRow => {
    const parts = [...sums.get(ids[i]!)!].sort(([a], [b]) => compareCodePoints(a, b));
    return Object.freeze({
      customerId: ids[i]!,
      cost: moneyOfUnits(cost[i]!, scale),
      parts: Object.freeze(
        parts.map(([name, units]) => Object.freeze({ name, cost: moneyOfUnits(units, scale) })),
      ),
    });
  });
  return withColumns(table, { from, asOf, cost, ...scale });
}
