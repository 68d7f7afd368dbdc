import { dayNumber, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, type Issue, type IssueCollector } from "../issues/index.ts";
import type { CostEntry } from "../model/index.ts";
import { CurrencyMismatchError, type Money, parseDecimal, type ScaledDecimal } from "../money/index.ts";
import type { ServiceCosts } from "./service-costs.ts";

/** What one customer was charged on a day. */
export interface Charge {
  readonly customerId: string;
  readonly day: number;
  readonly name: string;
  readonly units: bigint;
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

/** The most decimals of a charge. */
export const FINEST = 15;
export const POWERS = /* @__PURE__ */ Array.from(
  { length: FINEST + 1 },
  (_, digits) => 10n ** BigInt(digits),
);

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
  let row = 0;
  for (const entry of entries) {
    const { id, customerId, kind: name } = entry;
    const at = { row: row++, path: [id] };
    if (seen.has(id)) {
      issues.add({ ...at, code: "duplicate-entry", value: id, expected: "an id of its own" });
      continue;
    }
    seen.add(id);
    if (entry.currency !== currency) {
      issues.add({ ...at, code: "other-currency", value: entry.currency, expected: currency });
    }
    const amount = readNumber(entry.amount, { ...at, path: [id, "amount"], issues });
    const day = readDay(entry.on, { ...at, path: [id, "on"], issues });
    if (amount === undefined || day === undefined) continue;
    charges.push({ customerId, day, name, units: BigInt(amount.units), exponent: amount.exponent, id });
  }
  return charges;
}

/** Of one customer and kind no more can be taken back before a day than was charged. */
export function checkBalances(charges: readonly Charge[], end: number, issues: IssueCollector): void {
  const balances = new Map<string, Map<string, { units: bigint; id: string }>>();
  // Where nothing is taken back nothing can be below zero.
  const taken = new Set(charges.filter(({ units }) => units < 0n).map(({ customerId }) => customerId));
  for (const { customerId, day, name, units, exponent, id } of charges) {
    if (day >= end || !taken.has(customerId)) continue;
    const own = balances.get(customerId) ?? new Map<string, { units: bigint; id: string }>();
    balances.set(customerId, own);
    const balance = own.get(name) ?? { units: 0n, id: "" };
    own.set(name, balance);
    balance.units += units * POWERS[FINEST - exponent]!;
    // Named is the last by id of those that take back, whatever their order.
    if (units < 0n && compareCodePoints(id, balance.id) > 0) balance.id = id;
  }
  for (const [customerId, own] of balances)
    for (const [kind, { units, id }] of own) {
      if (units >= 0n) continue;
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
