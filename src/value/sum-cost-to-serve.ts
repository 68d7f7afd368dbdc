import { dayNumber, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import type { CostEntry } from "../model/index.ts";
import {
  CurrencyMismatchError,
  type Money,
  minorDigits,
  parseDecimal,
  type ScaledDecimal,
} from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits, withColumns } from "../orders/index.ts";

/** What was done for a customer on a day, in the unit of its driver: 3 visits, 40 minutes, 2 pallets. */
export interface CustomerActivity {
  /** For whom. */
  readonly customerId: string;
  /** On which day. */
  readonly on: PlainDate;
  /** What drives the cost; there must be a rate of this name. */
  readonly driver: string;
  /** How much of it: a decimal not below zero. */
  readonly quantity: string;
}

/** What serving customers costs, as it was recorded. */
export interface ServiceCosts {
  /** Amounts booked to customers. */
  readonly entries?: Iterable<CostEntry> | undefined;
  /** What was done for them, to be priced by `rates`. */
  readonly activities?: Iterable<CustomerActivity> | undefined;
  /** What one unit of each driver costs. */
  readonly rates?: Readonly<Record<string, Money>> | undefined;
}

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

interface Charge {
  readonly customerId: string;
  readonly day: number;
  readonly name: string;
  readonly units: bigint;
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
  const { from, asOf, currency } = options;
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  const issues = createIssueCollector();
  const charges = [
    ...chargesOfEntries(costs.entries ?? [], { currency, end, issues }),
    ...chargesOfActivities(costs, currency, issues),
  ];
  issues.throwIfAny(doing);
  const kept = charges.filter(({ day }) => day >= first && day < end);
  const exponent = kept.reduce((finest, charge) => Math.max(finest, charge.exponent), minorDigits(currency));
  if (exponent > FINEST) {
    throw new RangeError(
      `Cannot ${doing}: quantities and rates must have at most ${FINEST} decimals together, got ${exponent}`,
    );
  }
  const sums = new Map<string, Map<string, bigint>>();
  for (const { customerId, name, units, exponent: own } of kept) {
    const parts = sums.get(customerId) ?? new Map<string, bigint>();
    sums.set(customerId, parts);
    parts.set(name, (parts.get(name) ?? 0n) + units * POWERS[exponent - own]!);
  }
  const ids = Object.freeze([...sums.keys()].sort(compareCodePoints));
  const cost = Float64Array.from(ids, (id) => {
    const sum = [...sums.get(id)!.values()].reduce((total, part) => total + part, 0n);
    if (sum > BigInt(Number.MAX_SAFE_INTEGER) || sum < BigInt(Number.MIN_SAFE_INTEGER)) {
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

interface EntryContext {
  readonly currency: string;
  readonly end: number;
  readonly issues: IssueCollector;
}

function chargesOfEntries(entries: Iterable<CostEntry>, { currency, end, issues }: EntryContext): Charge[] {
  const charges: Charge[] = [];
  const seen = new Set<string>();
  const balances = new Map<string, Map<string, { units: bigint; id: string }>>();
  let row = 0;
  for (const entry of entries) {
    const at = { row: row++, path: [entry.id] };
    if (seen.has(entry.id)) {
      issues.add({ ...at, code: "duplicate-entry", value: entry.id, expected: "an id of its own" });
      continue;
    }
    seen.add(entry.id);
    if (entry.currency !== currency) {
      issues.add({ ...at, code: "other-currency", value: entry.currency, expected: currency });
    }
    const amount = readNumber(entry.amount, { ...at, path: [entry.id, "amount"], issues });
    const day = readDay(entry.on, { ...at, path: [entry.id, "on"], issues });
    if (amount === undefined || day === undefined) continue;
    const units = BigInt(amount.units);
    charges.push({ customerId: entry.customerId, day, name: entry.kind, units, exponent: amount.exponent });
    if (day >= end) continue;
    const own = balances.get(entry.customerId) ?? new Map<string, { units: bigint; id: string }>();
    balances.set(entry.customerId, own);
    const balance = own.get(entry.kind) ?? { units: 0n, id: "" };
    own.set(entry.kind, balance);
    balance.units += units * POWERS[FINEST - amount.exponent]!;
    // Named is the last by id of those that take back, whatever their order.
    if (units < 0n && compareCodePoints(entry.id, balance.id) > 0) balance.id = entry.id;
  }
  const all = [...balances].flatMap(([customerId, own]) =>
    [...own].map(([kind, balance]) => ({ customerId, kind, ...balance })),
  );
  for (const { customerId, kind, units, id } of all) {
    if (units >= 0n) continue;
    issues.add({
      code: "negative-cost",
      path: [id, "amount"],
      value: `${kind} of ${customerId}`,
      expected: "entries that together are not below zero: no more can be taken back than was charged",
    });
  }
  return charges;
}

const FINEST = 15;
const POWERS = /* @__PURE__ */ Array.from({ length: FINEST + 1 }, (_, digits) => 10n ** BigInt(digits));

function chargesOfActivities(costs: ServiceCosts, currency: string, issues: IssueCollector): Charge[] {
  const rates = new Map(
    Object.entries(costs.rates ?? {}).map(([name, rate]) => [name, readRate(name, rate, currency)]),
  );
  const charges: Charge[] = [];
  let row = 0;
  for (const activity of costs.activities ?? []) {
    const at = { row: row++ };
    const rate = rates.get(activity.driver);
    if (rate === undefined) {
      const known = [...rates.keys()].sort(compareCodePoints).join(", ") || "none";
      issues.add({
        ...at,
        code: "unknown-driver",
        path: ["driver"],
        value: activity.driver,
        expected: `one of the drivers that have a rate: ${known}`,
      });
    }
    const quantity = readNumber(activity.quantity, { ...at, path: ["quantity"], issues });
    const day = readDay(activity.on, { ...at, path: ["on"], issues });
    if (quantity !== undefined && quantity.units < 0) {
      issues.add({
        ...at,
        code: "negative-quantity",
        path: ["quantity"],
        value: activity.quantity,
        expected: "a decimal not below zero",
      });
    }
    if (rate === undefined || quantity === undefined || day === undefined) continue;
    charges.push({
      customerId: activity.customerId,
      day,
      name: activity.driver,
      units: BigInt(rate.units) * BigInt(quantity.units),
      exponent: rate.exponent + quantity.exponent,
    });
  }
  return charges;
}

function readRate(name: string, rate: Money, currency: string): ScaledDecimal {
  if (rate.currency !== currency) throw new CurrencyMismatchError(doing, currency, rate.currency);
  const read = parseDecimal(rate.amount);
  if (read.units < 0) {
    throw new RangeError(`Cannot ${doing}: the rate of ${name} must not be negative, got ${rate.amount}`);
  }
  return read;
}

interface Place {
  readonly row: number;
  readonly path: readonly string[];
  readonly issues: IssueCollector;
}

function readNumber(text: string, { row, path, issues }: Place): ScaledDecimal | undefined {
  try {
    return parseDecimal(text, { maxExponent: FINEST });
  } catch {
    issues.add({
      code: "bad-number",
      row,
      path,
      value: text,
      expected: "a plain decimal such as 12.50, below 2^53 in its smallest unit",
    });
    return undefined;
  }
}

function readDay(day: PlainDate, { row, path, issues }: Place): number | undefined {
  if (isPlainDate(day)) return dayNumber(day);
  issues.add({ code: "bad-day", row, path, value: day, expected: "an existing day written YYYY-MM-DD" });
  return undefined;
}
