import { dateOfDay, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import { createCustomerTable, moneyOfUnits, type OrderLog, withColumns } from "../orders/index.ts";
import { beta, createRandom, type Random } from "../stats/index.ts";
import { checkOneOf, checkPositive, checkRatio, checkShare } from "./_check.ts";
import { decide, insufficient, isLargeRatio } from "./_decide.ts";
import { qValues } from "./_q-values.ts";
import { neededEvents, type ShareLaw } from "./_share-tails.ts";
import type { ChangeResult } from "./change-result.ts";
import { checkReplicates } from "./compare-session-mixes.ts";
import { type ComparedDays, comparedDays } from "./compared-periods.ts";
import type { ValueChangeOptions, ValueChangeRow, ValueChangeTable } from "./value-change-table.ts";

const DOING = "find changes of value";

const MID_P = { midP: true };

/** After so many draws as extreme as the data, p is known well enough. */
const ENOUGH = 40;

/**
 * Tests every customer for a change of what it brings in a year, orders more or less often and larger or smaller ones together.
 *
 * Given all order days and their values, where nothing changes each falls into the current period with probability s = T₂/(T₁ + T₂),
 * one by one, or together with s ~ Beta(κT₂, κT₁) where they clump; p = 2 min(P(V₂* ≤ v₂), P(V₂* ≥ v₂)) by drawing
 *
 * It is the conditional test of a compound Poisson process, valid whatever the amounts are: one huge order, wherever it falls, is no
 * evidence. Drawing ends early where p is large (Besag and Clifford 1991). Returns are days of their own with a negative value.
 * A customer is seen from the day after its first line. The seed of each customer is its own, so that others do not matter.
 *
 * @throws RangeError if the periods overlap or were not observed, an option is out of its range, or profit is asked of lines without
 *   cost
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findValueChanges } from "clientele/trend";
 *
 * const rows = Array.from({ length: 40 }, (_, week) => ({
 *   customerId: "ann",
 *   orderedOn: addDays("2026-01-01", 7 * week),
 *   amount: week < 28 ? "20" : "90",
 * }));
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-10-08" } });
 * const periods = {
 *   reference: { from: "2026-01-01", to: "2026-07-10" },
 *   current: { from: "2026-07-10", to: "2026-10-08" },
 * } as const;
 * const ann = findValueChanges(log, { periods, seed: 1 }).get("ann")!;
 * ann.result.kind === "changed" && [ann.result.direction, ann.before?.amount, ann.after.amount]; // => ["up", "1043.57", "4383.00"]
 * ```
 */
export function findValueChanges(log: OrderLog, options: ValueChangeOptions): ValueChangeTable {
  const { periods, measure = "revenue", sizePerDay } = options;
  const alpha = checkShare(DOING, "alpha", options.alpha ?? 0.05);
  const minimumRatio = checkRatio(DOING, "minimumRatio", options.minimumRatio ?? 1.2);
  const many = checkOneOf(DOING, "many", options.many ?? "false-discovery-rate", [
    "false-discovery-rate",
    "none",
  ]);
  checkOneOf(DOING, "measure", measure, ["revenue", "profit"]);
  if (sizePerDay !== undefined) checkPositive(DOING, "sizePerDay", sizePerDay);
  const replicates = checkReplicates(DOING, options.replicates ?? 19_999);
  if (measure === "profit" && log.costs === undefined)
    throw new RangeError(
      `Cannot ${DOING}: every line must have a cost for profit, got ${log.linesWithoutCost} without one`,
    );
  const days = comparedDays(DOING, periods, log);
  const root = createRandom(options.seed);
  const customers = readValues(log, days, measure);
  const currentDays = days.currentTo - days.currentFrom;
  const p = Float64Array.from(customers, (one) => {
    if (one.days === 0) return -1;
    const law = lawOf(one.days, currentDays, sizePerDay);
    if (one.values.length < neededEvents(law, alpha, MID_P)) return -1;
    const random = root.split(log.customerIds[one.customer]!);
    return thinningP(one, law, { random, replicates });
  });
  const family = qValues(p, (i) => p[i]! >= 0, alpha, many);
  const before = (one: Values): number => ((one.total - one.current) / one.days) * 365.25;
  const after = (one: Values): number => (one.current / currentDays) * 365.25;
  const resultOf = (i: number): ChangeResult => {
    const one = customers[i]!;
    if (one.days === 0) return insufficient("days of the reference", 0, 1);
    if (p[i]! < 0) {
      const law = lawOf(one.days, currentDays, sizePerDay);
      return insufficient("order days", one.values.length, neededEvents(law, alpha, MID_P));
    }
    const [a, b] = [before(one), after(one)];
    const significant = p[i]! <= family.threshold;
    return decide(
      {
        method: `conditional test of a compound ${sizePerDay === undefined ? "Poisson" : "negative binomial"} process, drawn`,
        direction: b > a ? "up" : b < a ? "down" : "sideways",
        effect: a > 0 && b >= 0 ? b / a : undefined,
        interval: undefined,
        p: p[i]!,
        logBayesFactor: undefined,
      },
      {
        significant,
        large: a <= 0 || b <= 0 || isLargeRatio(b / a, minimumRatio),
        since: significant ? sinceWhen(log, one, { days, measure, up: b > a }) : undefined,
      },
    );
  };
  const kinds = new Uint8Array(customers.length);
  let [up, down] = [0, 0];
  for (let i = 0; i < customers.length; i++) {
    if (p[i]! < 0) continue;
    // Only what is significant can have changed; the rest is made when it is asked for.
    const result = p[i]! <= family.threshold ? resultOf(i) : undefined;
    kinds[i] = result?.kind === "changed" ? 2 : 1;
    if (result?.kind === "changed" && result.direction === "up") up++;
    if (result?.kind === "changed" && result.direction === "down") down++;
  }
  const rowAt = (i: number): ValueChangeRow => {
    const one = customers[i]!;
    const money = (units: number): Money => moneyOfUnits(Math.round(units), log);
    return Object.freeze({
      customerId: log.customerIds[one.customer]!,
      result: resultOf(i),
      ...(p[i]! < 0 ? {} : { qValue: family.q(p[i]!) }),
      events: one.values.length,
      ...(one.days === 0 ? {} : { before: money(before(one)) }),
      after: money(after(one)),
      ...(one.days === 0 ? {} : { atStake: money(after(one) - before(one)) }),
    });
  };
  const ids = Object.freeze(customers.map(({ customer }) => log.customerIds[customer]!));
  return withColumns(createCustomerTable(ids, rowAt), {
    periods,
    measure,
    kinds,
    p: p.map((value) => (value < 0 ? 1 : value)),
    tested: family.tests,
    up,
    down,
  });
}

/** The order days of one customer in both periods. */
interface Values {
  readonly customer: number;
  /** Its first line in the log. */
  readonly line: number;
  /** Days of the reference seen. */
  readonly days: number;
  /** Value of each order day, in units. */
  readonly values: readonly number[];
  /** Their sum. */
  readonly total: number;
  /** The sum of those of the current period. */
  readonly current: number;
}

function readValues(
  log: OrderLog,
  { from, to, currentFrom, currentTo }: ComparedDays,
  measure: "revenue" | "profit",
): readonly Values[] {
  const found: Values[] = [];
  const { customers, days } = log;
  for (let low = 0, high = 0; low < log.size; low = high) {
    const customer = customers[low]!;
    while (high < log.size && customers[high] === customer) high++;
    if (days[low]! >= currentTo) continue;
    const seenFrom = Math.max(from, days[low]! + 1);
    const values: number[] = [];
    let [total, current] = [0, 0];
    eachDay(log, { line: low, from: seenFrom, before: currentTo, measure }, (day, value) => {
      if (day >= to && day < currentFrom) return;
      values.push(value);
      total += value;
      if (day >= currentFrom) current += value;
    });
    found.push({ customer, line: low, days: Math.max(0, to - seenFrom), values, total, current });
  }
  return found;
}

/** Visits the order days of one customer in `[from, before)`, with the value of each. */
function eachDay(
  { size, customers, days, amounts, costs }: OrderLog,
  span: {
    readonly line: number;
    readonly from: number;
    readonly before: number;
    readonly measure: "revenue" | "profit";
  },
  visit: (day: number, value: number) => void,
): void {
  const { line, from, before, measure } = span;
  const customer = customers[line];
  let i = line;
  const goesOn = (): boolean => i < size && customers[i] === customer && days[i]! < before;
  while (goesOn()) {
    const day = days[i]!;
    let value = 0;
    for (; goesOn() && days[i] === day; i++) value += amounts[i]! - (measure === "profit" ? costs![i]! : 0);
    if (day >= from) visit(day, value);
  }
}

function lawOf(referenceDays: number, currentDays: number, sizePerDay: number | undefined): ShareLaw {
  return {
    share: currentDays / (currentDays + referenceDays),
    sizes:
      sizePerDay === undefined
        ? undefined
        : { current: sizePerDay * currentDays, reference: sizePerDay * referenceDays },
  };
}

function thinningP(
  { values, current }: Values,
  { share, sizes }: ShareLaw,
  { random, replicates }: { readonly random: Random; readonly replicates: number },
): number {
  let [less, more] = [0, 0];
  for (let draw = 1; draw <= replicates; draw++) {
    const s = sizes === undefined ? share : beta(random, sizes.current, sizes.reference);
    let sum = 0;
    for (const value of values) if (random.next() < s) sum += value;
    // Values are whole units, so that equal sums are equal.
    if (sum <= current) less++;
    if (sum >= current) more++;
    if (Math.min(less, more) >= ENOUGH) return Math.min(1, (2 * Math.min(less, more)) / draw);
  }
  return Math.min(1, (2 * (1 + Math.min(less, more))) / (1 + replicates));
}

/**
 * The split of all days, those between the periods too, under which the values of a day lie farthest apart for the lengths on
 * both sides.
 */
function sinceWhen(
  log: OrderLog,
  { line, days: seen }: Values,
  view: { readonly days: ComparedDays; readonly measure: "revenue" | "profit"; readonly up: boolean },
): PlainDate {
  const { days, measure, up } = view;
  const [from, to] = [days.to - seen, days.currentTo];
  const all: (readonly [day: number, value: number])[] = [];
  eachDay(log, { line, from, before: to, measure }, (day, value) => all.push([day, value]));
  const total = all.reduce((sum, [, value]) => sum + value, 0);
  let [best, since, before] = [0, days.currentFrom, 0];
  for (const [day, value] of all) {
    // Before this day's orders, and after them.
    for (const [split, sum] of [
      [day, before],
      [day + 1, before + value],
    ] as const) {
      if (split <= from || split >= to) continue;
      const apart = (total - sum) / (to - split) - sum / (split - from);
      const weight = (apart * apart * (to - split) * (split - from)) / (to - from);
      if (apart > 0 === up && weight > best) [best, since] = [weight, split];
    }
    before += value;
  }
  return dateOfDay(since);
}
