/** Testing a million customers for a change of rate, beside one pass over the same columns in the same run. Processor time. */
import type { OrderLog } from "../../src/orders/index.ts";
import { createRandom } from "../../src/stats/index.ts";
import { findOverdue, findRateChanges, recentPeriods } from "../../src/trend/index.ts";

const CUSTOMERS = 1_000_000;
const log = ordersOf(CUSTOMERS);
const periods = recentPeriods("2026-01-01");

const timed = (work: () => unknown, rounds: number): number => {
  work();
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const begin = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1000;
    }),
  );
};

const pass = timed(onePass, 5);
console.log(
  `${log.size} lines of ${CUSTOMERS} customers; one pass that counts and sums by customer: ${pass.toFixed(0)} ms`,
);
const cases: readonly (readonly [string, () => { readonly tested: number }])[] = [
  ["rate, Poisson", () => findRateChanges(log, { periods, clumping: "none" })],
  ["rate, clumping given", () => findRateChanges(log, { periods, clumping: 0.05 })],
  ["rate, clumping estimated", () => findRateChanges(log, { periods })],
  ["rate, against all others", () => findRateChanges(log, { periods, clumping: 0.05, peers: "all" })],
  ["silence, gamma law fitted", () => findOverdue(log, { asOf: "2026-01-01" })],
];
for (const [name, work] of cases) {
  const time = timed(work, 2);
  console.log(
    `${name.padEnd(28)} ${time.toFixed(0).padStart(6)} ms, ${(time / pass).toFixed(1).padStart(5)} passes, ${work().tested} tested`,
  );
}

/** What the columns cost to be read once: purchases and money of each customer in two periods. */
function onePass(): Float64Array {
  const sums = new Float64Array(CUSTOMERS * 4);
  const { customers, days, amounts, size } = log;
  for (let i = 0; i < size; i++) {
    if (!(amounts[i]! > 0)) continue;
    const at = 4 * customers[i]! + (days[i]! < 20_362 ? 0 : 2);
    sums[at]!++;
    sums[at + 1]! += amounts[i]!;
  }
  return sums;
}

/** Some ten purchases each in fifteen months, at rates of their own; a twentieth stops. */
function ordersOf(count: number): OrderLog {
  const random = createRandom("bench");
  const [first, last] = [20_089, 20_454]; // 2025-01-01 and 2026-01-01
  const customers = new Int32Array(count * 20);
  const days = new Int32Array(count * 20);
  let size = 0;
  for (let c = 0; c < count; c++) {
    const gap = 25 + 90 * random.next() ** 2;
    const end = random.next() < 0.05 ? last - 92 : last;
    for (let day = first - 92 - gap * random.next(); day < end; ) {
      if (day >= first - 92) {
        customers[size] = c;
        days[size++] = Math.floor(day);
      }
      day += 1 - gap * Math.log(1 - random.next());
    }
  }
  const line = (column: Int32Array): Int32Array => column.slice(0, size);
  return {
    size,
    currency: "EUR",
    exponent: 2,
    window: { from: "2024-10-01", to: "2026-01-01" },
    customerIds: Array.from({ length: count }, (_, c) => `c${c}`),
    customers: line(customers),
    days: line(days),
    amounts: Float64Array.from({ length: size }, () => 500 + Math.floor(5000 * random.next())),
    linesWithoutCost: size,
    orderCodes: Int32Array.from({ length: size }, (_, i) => i),
    orders: size,
    orderUnit: "customer-day",
    productIds: [],
    channelNames: [],
    placeIds: [],
  };
}
