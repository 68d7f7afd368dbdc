import { differenceInCalendarDays, parseISO } from "date-fns";
import { Decimal } from "decimal.js";
import type { Check, Engine } from "./_engine.ts";
import { AS_OF, idOf, type Orders } from "./_orders.ts";
import { cells, segmentCount } from "./_scheme.ts";

interface Scored {
  customer: string;
  r: number;
  f: number;
  m: number;
  cents: bigint;
  segment: number;
}

function checkOf(table: readonly Scored[]): Check {
  const segments = Array.from({ length: segmentCount }, () => 0);
  const scores: [number, number, number] = [0, 0, 0];
  let cents = 0n;
  for (const row of table) {
    scores[0] += row.r;
    scores[1] += row.f;
    scores[2] += row.m;
    cents += row.cents;
    segments[row.segment]!++;
  }
  return { customers: table.length, scores, cents, segments };
}

const ranks = (size: number): number[] => [1, 2, 3, 4].map((k) => Math.ceil((k * size) / 5) - 1);
const scoreOf = (value: number, cuts: readonly number[]): number =>
  1 + cuts.filter((cut) => cut < value).length;
const segmentOf = (r: number, f: number, m: number): number => cells[(r - 1) * 25 + (f - 1) * 5 + m - 1]!;

/** Objects and a map, cents in numbers: the loop that anyone writes first. */
export function rowObjects(orders: Orders): Engine {
  const rows = Array.from(orders.codes, (code, i) => ({
    customer: idOf(code),
    day: orders.days[i]!,
    cents: orders.cents[i]!,
  }));
  let table: Scored[];
  return {
    name: "row objects with string ids and a Map",
    most: 2,
    run() {
      const customers = new Map<string, { day: number; orders: number; cents: number }>();
      for (const { customer, day, cents } of rows) {
        if (cents <= 0) continue;
        const known = customers.get(customer);
        if (known === undefined) customers.set(customer, { day, orders: 1, cents });
        else {
          if (day > known.day) known.day = day;
          known.orders += 1;
          known.cents += cents;
        }
      }
      const all = [...customers.values()];
      const cutsOf = (measure: (one: (typeof all)[number]) => number): number[] => {
        const sorted = all.map(measure).sort((a, b) => a - b);
        return ranks(all.length).map((rank) => sorted[rank]!);
      };
      const [days, counts, sums] = [
        cutsOf((one) => one.day),
        cutsOf((one) => one.orders),
        cutsOf((one) => one.cents),
      ];
      table = Array.from(customers, ([customer, one]) => {
        const [r, f, m] = [scoreOf(one.day, days), scoreOf(one.orders, counts), scoreOf(one.cents, sums)];
        return { customer, r, f, m, cents: BigInt(one.cents), segment: segmentOf(r, f, m) };
      });
    },
    check: () => checkOf(table),
  };
}

interface Sum {
  /** Higher is more recent. */
  day: number;
  orders: number;
  sum: Decimal;
}

type DecimalTable = (Omit<Scored, "cents"> & { sum: Decimal })[];

function scoreDecimals(customers: ReadonlyMap<string, Sum>): DecimalTable {
  const all = [...customers.values()];
  const cutsOf = (measure: (one: Sum) => number): number[] => {
    const sorted = all.map(measure).sort((a, b) => a - b);
    return ranks(all.length).map((rank) => sorted[rank]!);
  };
  const [days, counts] = [cutsOf((one) => one.day), cutsOf((one) => one.orders)];
  const sorted = all.map((one) => one.sum).sort((a, b) => a.comparedTo(b));
  const sums = ranks(all.length).map((rank) => sorted[rank]!);
  return Array.from(customers, ([customer, one]) => {
    const [r, f] = [scoreOf(one.day, days), scoreOf(one.orders, counts)];
    const m = 1 + sums.filter((cut) => cut.lt(one.sum)).length;
    return { customer, r, f, m, sum: one.sum, segment: segmentOf(r, f, m) };
  });
}

const checkDecimals = (table: DecimalTable): Check =>
  checkOf(table.map((row) => ({ ...row, cents: BigInt(row.sum.times(100).toFixed(0)) })));

/** The same with decimal.js for the money: amounts are there as decimals, sums are made of them. */
export function decimalRows(orders: Orders): Engine {
  const rows = Array.from(orders.codes, (code, i) => ({
    customer: idOf(code),
    day: orders.days[i]!,
    amount: new Decimal(orders.cents[i]!).div(100),
  }));
  let table: DecimalTable;
  return {
    name: "the same with decimal.js for the money",
    most: 1,
    run() {
      const customers = new Map<string, Sum>();
      for (const { customer, day, amount } of rows) {
        if (!amount.gt(0)) continue;
        const known = customers.get(customer);
        if (known === undefined) customers.set(customer, { day, orders: 1, sum: amount });
        else {
          if (day > known.day) known.day = day;
          known.orders += 1;
          known.sum = known.sum.plus(amount);
        }
      }
      table = scoreDecimals(customers);
    },
    check: () => checkDecimals(table),
  };
}

/** The same from what the driver of a database hands over: amounts and days as text, read row by row. */
export function textRows(orders: Orders): Engine {
  const days = new Map<number, string>();
  const textOf = (day: number): string => {
    const known = days.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 10);
    days.set(day, known);
    return known;
  };
  const rows = Array.from(orders.codes, (code, i) => ({
    customer: idOf(code),
    orderedOn: textOf(orders.days[i]!),
    amount: (orders.cents[i]! / 100).toFixed(2),
  }));
  let table: DecimalTable;
  return {
    name: "the same from text, with decimal.js and date-fns",
    most: 1,
    run() {
      const asOf = parseISO(AS_OF);
      const customers = new Map<string, Sum>();
      for (const { customer, orderedOn, amount: text } of rows) {
        const amount = new Decimal(text);
        if (!amount.gt(0)) continue;
        const day = -differenceInCalendarDays(asOf, parseISO(orderedOn));
        const known = customers.get(customer);
        if (known === undefined) customers.set(customer, { day, orders: 1, sum: amount });
        else {
          if (day > known.day) known.day = day;
          known.orders += 1;
          known.sum = known.sum.plus(amount);
        }
      }
      table = scoreDecimals(customers);
    },
    check: () => checkDecimals(table),
  };
}
