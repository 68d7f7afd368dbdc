import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, type Issue, type IssueCollector } from "../issues/index.ts";
import type { CostEntry } from "../model/index.ts";
import { CurrencyMismatchError, type Money, parseDecimal, type ScaledDecimal } from "../money/index.ts";
import { addExactly, type ExactUnits, FINEST, POWERS, timesExactly } from "./_exact-units.ts";
import type { ServiceCosts } from "./service-costs.ts";

/** What one customer was charged on a day. */
export interface Charge {
  readonly customerId: string;
  readonly day: number;
  readonly name: string;
  readonly units: ExactUnits;
  readonly exponent: number;
  /** The entry that says so; empty of what was done. */
  readonly id: string;
}

/** What serving customers cost, read once, and what is wrong with it. */
export interface ServiceCharges {
  /** Booked by entries. */
  readonly booked: readonly Charge[];
  readonly entryIssues: readonly Issue[];
  /** What was done, at its rate. */
  readonly done: readonly Charge[];
  readonly activityIssues: readonly Issue[];
}

/** Reads entries and activities, so that several periods can be summed of them. */
export function readCharges(doing: string, costs: ServiceCosts, currency: string): ServiceCharges {
  const [ofEntries, ofActivities] = [0, 1].map(() => createIssueCollector({ cap: Number.MAX_SAFE_INTEGER }));
  return {
    booked: chargesOfEntries(costs.entries ?? [], currency, ofEntries!),
    entryIssues: ofEntries!.issues,
    done: chargesOfActivities(doing, costs, currency, ofActivities!),
    activityIssues: ofActivities!.issues,
  };
}

function chargesOfEntries(
  entries: Iterable<CostEntry>,
  currency: string,
  issues: IssueCollector,
): readonly Charge[] {
  const charges: Charge[] = [];
  const seen = new Set<string>();
  let row = -1;
  for (const entry of entries) {
    const { id, customerId, kind: name } = entry;
    row++;
    // Looked up once: it was there if the set does not grow.
    if (seen.size === seen.add(id).size) {
      issues.add({ row, path: [id], code: "duplicate-entry", value: id, expected: "an id of its own" });
      continue;
    }
    if (entry.currency !== currency) {
      issues.add({ row, path: [id], code: "other-currency", value: entry.currency, expected: currency });
    }
    const amount = numberOf(entry.amount);
    if (amount === undefined) issues.add({ ...BAD_NUMBER, row, path: [id, "amount"], value: entry.amount });
    const day = dayOf(entry.on);
    if (day === undefined) issues.add({ ...BAD_DAY, row, path: [id, "on"], value: entry.on });
    if (amount === undefined || day === undefined) continue;
    charges.push({ customerId, day, name, units: amount.units, exponent: amount.exponent, id });
  }
  return charges;
}

/** Of one customer and kind no more can be taken back before a day than was charged. */
export function checkBalances(charges: readonly Charge[], end: number, issues: IssueCollector): void {
  const balances = new Map<string, Map<string, { units: ExactUnits; id: string }>>();
  // Where nothing is taken back nothing can be below zero.
  const taken = new Set(charges.filter(({ units }) => units < 0).map(({ customerId }) => customerId));
  for (const { customerId, day, name, units, exponent, id } of charges) {
    if (day >= end || !taken.has(customerId)) continue;
    const own = balances.get(customerId) ?? new Map<string, { units: ExactUnits; id: string }>();
    balances.set(customerId, own);
    const balance = own.get(name) ?? { units: 0, id: "" };
    own.set(name, balance);
    balance.units = addExactly(balance.units, timesExactly(units, POWERS[FINEST - exponent]!));
    // Named is the last by id of those that take back, whatever their order.
    if (units < 0 && compareCodePoints(id, balance.id) > 0) balance.id = id;
  }
  for (const [customerId, own] of balances)
    for (const [kind, { units, id }] of own) {
      if (units >= 0) continue;
      issues.add({
        code: "negative-cost",
        path: [id, "amount"],
        value: `${kind} of ${customerId}`,
        expected: "entries that together are not below zero: no more can be taken back than was charged",
      });
    }
}

function chargesOfActivities(
  doing: string,
  costs: ServiceCosts,
  currency: string,
  issues: IssueCollector,
): readonly Charge[] {
  const rates = new Map(
    Object.entries(costs.rates ?? {}).map(([name, rate]) => [name, readRate(doing, name, rate, currency)]),
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
    const quantity = numberOf(activity.quantity);
    if (quantity === undefined)
      issues.add({ ...BAD_NUMBER, ...at, path: ["quantity"], value: activity.quantity });
    const day = dayOf(activity.on);
    if (day === undefined) issues.add({ ...BAD_DAY, ...at, path: ["on"], value: activity.on });
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
      units: timesExactly(rate.units, quantity.units),
      exponent: rate.exponent + quantity.exponent,
      id: "",
    });
  }
  return charges;
}

function readRate(doing: string, name: string, rate: Money, currency: string): ScaledDecimal {
  if (rate.currency !== currency) throw new CurrencyMismatchError(doing, currency, rate.currency);
  const read = parseDecimal(rate.amount);
  if (read.units < 0) {
    throw new RangeError(`Cannot ${doing}: the rate of ${name} must not be negative, got ${rate.amount}`);
  }
  return read;
}

const BAD_NUMBER = {
  code: "bad-number",
  expected: "a plain decimal such as 12.50, below 2^53 in its smallest unit",
} as const;
const BAD_DAY = { code: "bad-day", expected: "an existing day written YYYY-MM-DD" } as const;

function numberOf(text: string): ScaledDecimal | undefined {
  try {
    return parseDecimal(text);
  } catch {
    return undefined;
  }
}

function dayOf(text: PlainDate): number | undefined {
  try {
    return dayNumber(text);
  } catch {
    return undefined;
  }
}
