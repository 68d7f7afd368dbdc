import { dateOfDay, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type CustomerTable,
  checkCountingUnit,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { median } from "../stats/index.ts";
import { checkOneOf, wrongParameter } from "./_check.ts";
import type { Peers } from "./_peer-ratios.ts";
import { type EventUnit, eachCustomer, eventsOf, firstFrom } from "./_purchase-events.ts";
import { qValues } from "./_q-values.ts";
import { sinceOfMeans } from "./_since.ts";
import type { ChangeResult } from "./change-result.ts";
import {
  type AmountComparisonOptions,
  type AmountSettings,
  amountVerdict,
  type ComparedAmounts,
  checkAmountOptions,
} from "./compare-amounts.ts";
import { type ComparedDays, type ComparedPeriods, comparedDays } from "./compared-periods.ts";

/** Options of {@link findAmountChanges}. */
export interface AmountChangeOptions extends Omit<AmountComparisonOptions, "expectedRatio"> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /**
   * What has one amount: a buying day, or an order where every line has an id.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
  /**
   * Against whom: the own past alone, or the own past times what the others' amounts have done, of all or of the same group.
   * @defaultValue `"none"`
   */
  readonly peers?: Peers | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** The change of the amounts of one customer. */
export interface AmountChangeRow {
  /** The customer. */
  readonly customerId: string;
  /** Changed, stable, or insufficient; the effect is the ratio of the amounts, current by reference. */
  readonly result: ChangeResult;
  /** p with all customers taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** Purchases in the reference. */
  readonly referenceEvents: number;
  /** Purchases in the current period. */
  readonly currentEvents: number;
  /** The median amount of the reference; absent without a purchase. */
  readonly before?: Money;
  /** The median amount now; absent without a purchase. */
  readonly after?: Money;
  /** What the peers' amounts have done, where they are compared with: their ratio. */
  readonly peerRatio?: number;
  /** What the change makes in a year at the rate of the current period: the difference of the mean amounts times the purchases of a year. */
  readonly atStake?: Money;
}

/** Changes of the amounts of every customer with a purchase before the current period ends, by column. */
export interface AmountChangeTable extends CustomerTable<AmountChangeRow> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** 0 insufficient, 1 stable, 2 changed. */
  readonly kinds: Uint8Array;
  /** p of each customer; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** How many customers could be tested. */
  readonly tested: number;
  /** How many have changed upwards. */
  readonly up: number;
  /** How many have changed downwards. */
  readonly down: number;
}

const DOING = "find changes of amounts";

/**
 * Tests every customer for a change of the usual amount of a purchase between two periods; see `compareAmounts`.
 *
 * Amounts are sums of purchase lines; returns and free lines are left out. Of who buys for the first time in the current period there
 * is nothing to compare. Changed is who has q ≤ α (Benjamini and Hochberg, over the customers whose numbers of purchases allow a
 * significant outcome) and a ratio of `minimumRatio` or more.
 *
 * @throws RangeError if the periods overlap or were not observed, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findAmountChanges } from "clientele/trend";
 *
 * const rows = Array.from({ length: 40 }, (_, week) => ({
 *   customerId: "ann",
 *   orderedOn: addDays("2026-01-01", 7 * week),
 *   amount: week < 28 ? `${20 + (week % 5)}` : `${9 + (week % 3)}`,
 * }));
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-10-08" } });
 * const periods = {
 *   reference: { from: "2026-01-01", to: "2026-07-10" },
 *   current: { from: "2026-07-10", to: "2026-10-08" },
 * } as const;
 * const ann = findAmountChanges(log, { periods }).get("ann")!;
 * ann.result.kind === "changed" && [ann.result.direction, ann.result.since, ann.result.effect?.toFixed(2)]; // => ["down", "2026-07-16", "0.45"]
 * [ann.before?.amount, ann.after?.amount]; // => ["22.00", "10.00"]
 * ```
 */
export function findAmountChanges(log: OrderLog, options: AmountChangeOptions): AmountChangeTable {
  const { periods, countBy = "customer-day", peers = "none" } = options;
  const { many = "false-discovery-rate" } = options;
  checkOneOf(DOING, "countBy", countBy, ["order", "customer-day"]);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  checkCountingUnit(DOING, countBy, log);
  const days = comparedDays(DOING, periods, log);
  const settings = checkAmountOptions(DOING, options);
  const ratioOf = peerRatioOf(log, { peers, days, countBy });
  const settingsOf = (customer: number): AmountSettings => ({
    ...settings,
    expectedRatio: ratioOf?.(customer) ?? 1,
  });

  const codes: number[] = [];
  const ps: number[] = [];
  const effects: number[] = [];
  eachCustomer(log, { countBy, before: days.currentTo }, (customer, events) => {
    const { count } = events;
    const amounts = splitAmounts(
      { days: events.days.subarray(0, count), units: events.units.subarray(0, count) },
      days,
    );
    const own = settingsOf(customer);
    const result = amountVerdict(amounts, own);
    codes.push(customer);
    ps.push(result.kind === "insufficient" ? -1 : result.p);
    effects.push(result.kind === "insufficient" ? 1 : result.effect! / own.expectedRatio);
  });
  const p = Float64Array.from(ps);
  const family = qValues(p, (i) => p[i]! >= 0, settings.alpha, many);
  const kinds = new Uint8Array(p.length);
  let [up, down] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    if (p[i]! < 0) continue;
    const ratio = effects[i]!;
    const changed = p[i]! <= family.threshold && Math.max(ratio, 1 / ratio) >= settings.minimumRatio;
    kinds[i] = changed ? 2 : 1;
    if (changed && ratio > 1) up++;
    else if (changed) down++;
  }
  const rowAt = (i: number): AmountChangeRow => {
    const customerId = log.customerIds[codes[i]!]!;
    const events = eventsOf(log, codes[i]!, { countBy, from: days.from, before: days.currentTo });
    const amounts = splitAmounts(events, days);
    const q = p[i]! < 0 ? undefined : family.q(p[i]!);
    const since = kinds[i] === 2 ? sinceWhen(events, effects[i]!, days) : undefined;
    const own = settingsOf(codes[i]!);
    const result = amountVerdict(amounts, own, {
      ...(q === undefined ? {} : { q }),
      ...(since === undefined ? {} : { since }),
    });
    const { reference, current } = amounts;
    const middle = (values: Float64Array): Money => moneyOfUnits(Math.round(median(values)), log);
    const yearly = (current.length / (days.currentTo - days.currentFrom)) * 365.25;
    return Object.freeze({
      customerId,
      result,
      ...(q === undefined ? {} : { qValue: q }),
      referenceEvents: reference.length,
      currentEvents: current.length,
      ...(reference.length === 0 ? {} : { before: middle(reference) }),
      ...(current.length === 0 ? {} : { after: middle(current) }),
      ...(ratioOf === undefined ? {} : { peerRatio: own.expectedRatio }),
      ...(reference.length === 0 || current.length === 0
        ? {}
        : { atStake: moneyOfUnits(Math.round((meanOf(current) - meanOf(reference)) * yearly), log) }),
    });
  };
  const ids = Object.freeze(codes.map((code) => log.customerIds[code]!));
  return withColumns(createCustomerTable(ids, rowAt), {
    periods,
    kinds,
    p: p.map((value) => (value < 0 ? 1 : value)),
    tested: family.tests,
    up,
    down,
  });
}

interface Amounts extends ComparedAmounts {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

function splitAmounts(
  { days, units }: { readonly days: Int32Array; readonly units: Float64Array },
  { from, to, currentFrom, currentTo }: ComparedDays,
): Amounts {
  const at = (day: number): number => firstFrom(days, days.length, day);
  return {
    reference: units.slice(at(from), at(to)),
    current: units.slice(at(currentFrom), at(currentTo)),
  };
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const meanLog = (values: Float64Array): number => meanOf(values.map(Math.log));

/** exp of the mean over all others of the group of how far their own mean logarithm has moved. */
function peerRatioOf(
  log: OrderLog,
  options: { readonly peers: Peers; readonly days: ComparedDays; readonly countBy: EventUnit },
): ((customer: number) => number) | undefined {
  const { peers, days, countBy } = options;
  if (peers === "none") return undefined;
  if (peers !== "all" && !(peers instanceof Map))
    throw wrongParameter(DOING, "peers", "none, all or a map of groups by customer", peers);
  const groupOf = (id: string): string | undefined => (peers === "all" ? "" : peers.get(id));
  const sums = new Map<string | undefined, { sum: number; count: number }>();
  const moved = new Map<number, number>();
  eachCustomer(log, { countBy, before: days.currentTo }, (customer, events) => {
    const { count } = events;
    const { reference, current } = splitAmounts(
      { days: events.days.subarray(0, count), units: events.units.subarray(0, count) },
      days,
    );
    if (reference.length === 0 || current.length === 0) return;
    const group = groupOf(log.customerIds[customer]!);
    const sum = sums.get(group) ?? { sum: 0, count: 0 };
    const own = meanLog(current) - meanLog(reference);
    moved.set(customer, own);
    sum.sum += own;
    sum.count++;
    sums.set(group, sum);
  });
  return (customer) => {
    const group = groupOf(log.customerIds[customer]!);
    const { sum, count } = sums.get(group) ?? { sum: 0, count: 0 };
    if (count < 20)
      throw new RangeError(
        `Cannot ${DOING}: peers ${group === undefined ? "of no group" : JSON.stringify(group)} must be at least 20 customers with purchases in both periods, got ${count}`,
      );
    // A customer is no peer of its own: its change would hide in what it is compared with.
    const own = moved.get(customer);
    return Math.exp(own === undefined ? sum / count : (sum - own) / (count - 1));
  };
}

function sinceWhen(
  { days, units }: { readonly days: Int32Array; readonly units: Float64Array },
  effect: number,
  { currentFrom }: ComparedDays,
): PlainDate {
  const direction = effect > 1 ? "up" : "down";
  return dateOfDay(sinceOfMeans(days, units.map(Math.log), direction) ?? currentFrom);
}
