import { dayNumber, type Period } from "../calendar/index.ts";
import { addUnits } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import type { SalesTrend, SideProfile } from "./segment-profile.ts";

/** 1 for each customer of the log who is a member, else 0. */
export const sideOfCustomers = (log: OrderLog, members: ReadonlySet<string>): Uint8Array =>
  Uint8Array.from(log.customerIds, (id) => (members.has(id) ? 1 : 0));

interface SumOptions {
  readonly sides: Uint8Array;
  readonly period: Period;
  readonly before: Period | undefined;
}

interface Sums {
  customers: number;
  buyers: number;
  orders: number;
  revenue: number | bigint;
  before: number | bigint;
}

/** Members and others as wholes. */
export function sumSides(
  log: OrderLog,
  options: SumOptions,
): readonly [inside: SideProfile, outside: SideProfile] {
  const { sides, period, before } = options;
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  const [earlier, end] = before === undefined ? [0, 0] : [dayNumber(before.from), dayNumber(before.to)];
  const sums: readonly [Sums, Sums] = [emptySums(), emptySums()]; // others, members
  for (const side of sides) sums[side as 0 | 1].customers += 1;
  const seen = new Uint8Array(log.orders);
  let buyer = -1;
  for (let i = 0; i < log.size; i++) {
    const [day, amount, customer] = [log.days[i]!, log.amounts[i]!, log.customers[i]!];
    if (amount <= 0) continue;
    const sum = sums[sides[customer] as 0 | 1];
    if (day >= from && day < to) {
      sum.revenue = addUnits(sum.revenue, amount);
      if (customer !== buyer) sum.buyers += 1;
      buyer = customer;
      const order = log.orderCodes[i]!;
      if (seen[order] === 0) sum.orders += 1;
      seen[order] = 1;
    } else if (day >= earlier && day < end) sum.before = addUnits(sum.before, amount);
  }
  const all = { customers: sides.length, revenue: addUnits(sums[0].revenue, sums[1].revenue) };
  const profile = (sum: Sums): SideProfile => profileOf(log, sum, all, before !== undefined);
  return [profile(sums[1]), profile(sums[0])];
}

const emptySums = (): Sums => ({ customers: 0, buyers: 0, orders: 0, revenue: 0, before: 0 });

function profileOf(
  log: OrderLog,
  sum: Sums,
  all: { readonly customers: number; readonly revenue: number | bigint },
  withTrend: boolean,
): SideProfile {
  const revenue = Number(sum.revenue);
  const scale = 10 ** log.exponent;
  return Object.freeze({
    customers: sum.customers,
    shareOfCustomers: all.customers === 0 ? 0 : sum.customers / all.customers,
    buyers: sum.buyers,
    orders: sum.orders,
    revenue: moneyOfUnits(sum.revenue, log),
    shareOfRevenue: Number(all.revenue) === 0 ? 0 : revenue / Number(all.revenue),
    ...(sum.orders === 0 ? {} : { orderValue: revenue / (sum.orders * scale) }),
    ...(sum.buyers === 0 ? {} : { revenuePerBuyer: revenue / (sum.buyers * scale) }),
    ...(withTrend ? { trend: trendOf(log, sum) } : {}),
  });
}

function trendOf(log: OrderLog, { revenue, before }: Sums): SalesTrend {
  const change = addUnits(revenue, -before);
  return Object.freeze({
    before: moneyOfUnits(before, log),
    change: moneyOfUnits(change, log),
    ...(Number(before) === 0 ? {} : { growth: Number(change) / Number(before) }),
  });
}
