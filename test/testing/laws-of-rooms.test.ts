import { pointsBalance } from "clientele/ledger";
import {
  countTransitions,
  findLongRun,
  forecastTiers,
  planUnderBudget,
  simulateStates,
} from "clientele/migration";
import { createMoney, sumMoney, sumUnits } from "clientele/money";
import {
  appendOrders,
  createIdDictionary,
  createOrderTotals,
  createStatePanel,
  describeOrders,
  mergeOrderLogs,
  type OrderLog,
  type OrderRow,
  orderLogFromRows,
} from "clientele/orders";
import { measureRfm, scoreRfm } from "clientele/rfm";
import {
  arbitraryOrderRows,
  budgetLaws,
  type ForecastRule,
  forecastLaws,
  incrementalLaws,
  type Law,
  type Mergeable,
  mergeLaws,
  type PartitionRule,
  type PointsRule,
  partitionLaws,
  pointsLaws,
  pureLaws,
  seedLaws,
  sumLaws,
} from "clientele/testing";
import { partitionCustomers, valueCustomers } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const brokenBy = (laws: readonly Law[], numRuns = 100): string[] =>
  laws
    .filter((law) => fc.check(law.property, { numRuns, seed: 7, endOnFailure: true }).failed)
    .map((law) => law.id);

/** Every law is kept by what is right, and each is broken by something that is wrong in one way. */
describe("sumLaws", () => {
  const exact = (amounts: readonly string[]): string =>
    sumMoney(
      amounts.map((amount) => createMoney(amount, "EUR")),
      "EUR",
    ).amount;

  it("are kept by the sums of money, of texts and of units", () => {
    expect(brokenBy(sumLaws(exact))).toEqual([]);
    const units = (amounts: readonly string[]): string => {
      const sum = BigInt(sumUnits(Float64Array.from(amounts, (amount) => Math.round(Number(amount) * 1000))));
      const digits = String(sum < 0n ? -sum : sum).padStart(4, "0");
      return `${sum < 0n ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
    };
    expect(brokenBy(sumLaws(units))).toEqual([]);
  });

  it("catch floats, rounding, and a sum that drops what is small", () => {
    const floats = (amounts: readonly string[]) => String(amounts.reduce((sum, one) => sum + Number(one), 0));
    expect(brokenBy(sumLaws(floats))).toEqual(["exact", "order", "parts", "opposite"]);
    const cents = (amounts: readonly string[]) => Number(exact(amounts)).toFixed(2);
    expect(brokenBy(sumLaws(cents))).toContain("exact");
    const noReturns = (amounts: readonly string[]) => exact(amounts.filter((one) => !one.startsWith("-")));
    expect(brokenBy(sumLaws(noReturns))).toEqual(["exact", "opposite"]);
  });
});

describe("mergeLaws", () => {
  const rows = arbitraryOrderRows()
    .filter((drawn) => drawn.length > 0)
    .map((drawn) => drawn[0] as OrderRow);

  it("are kept by order logs", () => {
    const read = (log: OrderLog) => (log.days.length === 0 ? [] : describeOrders(log));
    const logs: Mergeable<OrderRow, OrderLog> = {
      of: (list) => orderLogFromRows(list, { currency: "EUR" }),
      merge: mergeOrderLogs,
      read,
    };
    expect(brokenBy(mergeLaws(logs, rows), 50)).toEqual([]);
  });

  it("are kept by the totals by customer", () => {
    const sale = fc.record({
      customer: fc.nat(3),
      day: fc.integer({ min: 20_000, max: 20_400 }),
      units: fc.integer({ min: -500, max: 500 }),
    });
    type Sale = { customer: number; day: number; units: number };
    const of = (list: readonly Sale[]) => {
      const totals = createOrderTotals({
        currency: "EUR",
        customers: createIdDictionary(["a", "b", "c", "d"]),
      });
      totals.add({
        customers: Int32Array.from(list, (one) => one.customer),
        days: Int32Array.from(list, (one) => one.day),
        amounts: { currency: "EUR", exponent: 2, units: Int32Array.from(list, (one) => one.units) },
      });
      return totals;
    };
    const laws = mergeLaws(
      {
        of,
        merge: (a, b) => {
          const both = of([]);
          both.merge(a.customers());
          both.merge(b.customers());
          return both;
        },
        read: (totals) => [...totals.customers()].map((one) => ({ ...one })),
      },
      sale,
    );
    expect(brokenBy(laws, 10)).toEqual([]);
  });

  it("are kept by transition counts, group of customers by group", () => {
    const states = ["a", "b"];
    const path = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1));
    const countOf = (paths: readonly [number, number, number][]) =>
      countTransitions(
        createStatePanel({
          customerIds: paths.map((_, i) => `c${i}`),
          periods: [
            { from: "2026-01-01", to: "2026-02-01" },
            { from: "2026-02-01", to: "2026-03-01" },
            { from: "2026-03-01", to: "2026-04-01" },
          ],
          states,
          cells: Uint8Array.from(
            { length: 3 * paths.length },
            (_, i) => paths[i % paths.length]![Math.floor(i / paths.length)]!,
          ),
        }),
      ).counts;
    const add = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
      a.map((row, i) => row.map((n, j) => n + b[i]![j]!));
    expect(brokenBy(mergeLaws({ of: countOf, merge: add }, path), 50)).toEqual([]);
  });

  it("catch a mean of means, a difference, and a merge into the first", () => {
    const numbers = fc.integer({ min: 1, max: 9 });
    const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);
    const mean = {
      of: (list: readonly number[]) => sum(list) / Math.max(1, list.length),
      merge: (a: number, b: number) => (a + b) / 2,
    };
    expect(brokenBy(mergeLaws(mean, numbers))).toEqual(["whole", "associative", "neutral"]);
    const minus = { of: sum, merge: (a: number, b: number) => a - b };
    expect(brokenBy(mergeLaws(minus, numbers))).toEqual(["whole", "commutative", "associative", "neutral"]);
    const first = { of: (list: readonly number[]) => list[0] ?? 0, merge: (a: number, b: number) => a || b };
    expect(brokenBy(mergeLaws(first, numbers))).toEqual(["commutative", "order"]);
    const into = {
      of: (list: readonly number[]) => ({ total: sum(list) }),
      merge: (a: { total: number }, b: { total: number }) => {
        a.total += b.total;
        return a;
      },
    };
    expect(brokenBy(mergeLaws(into, numbers))).toEqual(["unchanged"]);
  });
});

describe("incrementalLaws", () => {
  const rows = arbitraryOrderRows()
    .filter((drawn) => drawn.length > 0)
    .map((drawn) => drawn[0] as OrderRow);

  it("are kept by a log that orders are appended to, and by the scores made of it", () => {
    const log = (list: readonly OrderRow[]) => orderLogFromRows(list, { currency: "EUR" });
    const scores = (given: OrderLog) =>
      given.days.length === 0
        ? []
        : [...scoreRfm(measureRfm(given, { asOf: "2027-01-01" }))].map((one) => ({ ...one }));
    const laws = incrementalLaws(
      {
        full: log,
        next: (before: OrderLog, list: readonly OrderRow[]) => appendOrders(before, list),
        read: scores,
      },
      rows,
    );
    expect(brokenBy(laws, 50)).toEqual([]);
  });

  it("catch what looks at the last batch only, and what counts runs", () => {
    const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);
    const last = { full: sum, next: (_before: number, list: readonly number[]) => sum(list) };
    expect(brokenBy(incrementalLaws(last, fc.integer({ min: 1, max: 9 })))).toEqual(["incremental", "again"]);
    const runs = {
      full: (list: readonly number[]) => ({ total: sum(list), runs: 0 }),
      next: (before: { total: number; runs: number }, list: readonly number[]) => ({
        total: before.total + sum(list),
        runs: before.runs + Number(list.length === 0),
      }),
    };
    expect(brokenBy(incrementalLaws(runs, fc.nat(9)))).toContain("again");
  });
});

describe("partitionLaws", () => {
  type Customer = { readonly customerId: string; readonly amount: string; readonly cost: string };
  const decimal = fc.integer({ min: 0, max: 20 }).map(String);
  const options = {
    customers: fc.record({ amount: decimal, cost: decimal }),
    tiers: ["MVC", "MGC", "OTHER", "BZC"],
  };

  const classes: PartitionRule<Customer> = (customers) => {
    if (customers.length === 0) return new Map();
    const rows = customers.map((customer): OrderRow => ({ ...customer, orderedOn: "2026-05-02" }));
    const values = valueCustomers(orderLogFromRows(rows, { currency: "EUR" }), { asOf: "2026-06-01" });
    const potentials = new Map(
      customers.map(({ customerId, amount }) => [
        customerId,
        { amount: `${2 * Number(amount)}`, currency: "EUR" },
      ]),
    );
    return new Map(
      [...partitionCustomers(values, { potentials })].map((one) => [one.customerId, one.valueClass]),
    );
  };

  it("are kept by the classes of value", () => {
    expect(brokenBy(partitionLaws(classes, options))).toEqual([]);
  });

  it("catch a division that loses, invents, looks at places or writes", () => {
    const profitable: PartitionRule<Customer> = (customers) =>
      new Map([...classes(customers)].filter(([, tier]) => tier !== "BZC"));
    expect(brokenBy(partitionLaws(profitable, options))).toEqual(["total"]);
    const gold: PartitionRule<Customer> = (customers) =>
      new Map([...classes(customers)].map(([id, tier]) => [id, tier === "MVC" ? "GOLD" : tier]));
    expect(brokenBy(partitionLaws(gold, options))).toEqual(["known"]);
    const places: PartitionRule<Customer> = (customers) =>
      new Map(customers.map(({ customerId }, i) => [customerId, i % 2 === 0 ? "MVC" : "OTHER"]));
    expect(brokenBy(partitionLaws(places, options))).toEqual(["order", "twins"]);
    const writes: PartitionRule<Customer> = (customers) => {
      const tiers = classes(customers);
      if (!Object.isFrozen(customers)) (customers as Customer[]).pop();
      return tiers;
    };
    expect(brokenBy(partitionLaws(writes, options))).toEqual(["unchanged"]);
  });
});

describe("forecastLaws", () => {
  const forecast: ForecastRule = (chain, now, steps, inflow) =>
    forecastTiers(chain, now, { steps, inflow }).path.at(-1) as readonly number[];

  it("are kept by the forecast of tiers and by the long run", () => {
    expect(brokenBy(forecastLaws(forecast, { longRun: findLongRun }))).toEqual([]);
  });

  it("catch one that loses customers, forgets those who come, or takes one step too many", () => {
    const leaking: ForecastRule = (...given) => forecast(...given).map((n) => n * 0.999);
    expect(brokenBy(forecastLaws(leaking))).toEqual(["start", "conserve", "inflow", "powers"]);
    const deaf: ForecastRule = (chain, now, steps) => forecast(chain, now, steps);
    expect(brokenBy(forecastLaws(deaf))).toEqual(["inflow"]);
    const hasty: ForecastRule = (chain, now, steps, inflow) =>
      forecast(chain, now, steps === 0 ? 0 : steps + 1, inflow);
    expect(brokenBy(forecastLaws(hasty))).toEqual(["inflow", "powers"]);
    const squared: ForecastRule = (chain, now, steps, inflow) => {
      const all = forecast(chain, now, steps, inflow);
      const total = all.reduce((sum, n) => sum + n, 0);
      const squares = all.map((n) => n * n);
      const sum = squares.reduce((before, n) => before + n, 0);
      return sum === 0 ? all : squares.map((n) => (n / sum) * total);
    };
    expect(brokenBy(forecastLaws(squared))).toEqual(["start", "powers", "additive"]);
    const negative: ForecastRule = (chain, now, steps, inflow) => {
      const all = [...forecast(chain, now, steps, inflow)];
      if (all.length > 1 && steps > 0) [all[0], all[1]] = [all[0]! - 5000, all[1]! + 5000];
      return all;
    };
    expect(brokenBy(forecastLaws(negative))).toContain("range");
    const stuck = forecastLaws(forecast, { longRun: (_chain, now) => now });
    expect(brokenBy(stuck)).toEqual(["stationary"]);
  });

  it("refuse a tolerance that is none", () => {
    expect(() => forecastLaws(forecast, { tolerance: 1 })).toThrow(RangeError);
  });
});

describe("budgetLaws", () => {
  const nothing = {
    name: "nothing",
    cost: 0,
    probabilities: [
      [0.8, 0.2],
      [0, 1],
    ],
  };
  const letter = {
    name: "letter",
    cost: 5,
    probabilities: [
      [0.9, 0.1],
      [0, 1],
    ],
  };
  const visit = {
    name: "visit",
    cost: 19,
    probabilities: [
      [0.95, 0.05],
      [0.1, 0.9],
    ],
  };
  const process = {
    states: ["active", "lost"],
    actions: [nothing, letter, visit],
    rewards: [100, 0],
    discountRate: 0.25,
  };
  const plan = (budget: number) => {
    const found = planUnderBudget(process, { budget, start: [100, 40] });
    if (found.kind !== "planned") throw new Error("doing nothing costs nothing");
    return { value: found.value, spent: found.cost };
  };
  const budgets = fc.integer({ min: 0, max: 30_000 });

  it("are kept by the plan under a budget", () => {
    expect(brokenBy(budgetLaws(plan, { budgets }))).toEqual([]);
  });

  it("catch greed, overspending and chance", () => {
    const offers = [
      { cost: 5, value: 1 },
      { cost: 4, value: 9 },
    ];
    const greedy = (budget: number) => {
      const first = offers.find(({ cost }) => cost <= budget);
      return { value: first?.value ?? 0, spent: first?.cost ?? 0 };
    };
    expect(brokenBy(budgetLaws(greedy, { budgets: fc.nat(12) }))).toEqual(["monotone"]);
    const generous = (budget: number) => ({ value: budget, spent: budget + 1 });
    expect(brokenBy(budgetLaws(generous, { budgets }))).toEqual(["within"]);
    let calls = 0;
    const moody = () => ({ value: 1, spent: ++calls % 2 === 0 ? 0 : 1e-12 });
    expect(brokenBy(budgetLaws(moody, { budgets }))).toEqual(["repeatable"]);
    expect(() => budgetLaws(plan, { budgets, tolerance: -1 })).toThrow(RangeError);
  });
});

describe("seedLaws", () => {
  const chain = {
    states: ["a", "b"],
    probabilities: [
      [0.5, 0.5],
      [0.3, 0.7],
    ],
  };

  it("are kept by simulation", () => {
    const draw = (seed: number) => simulateStates(chain, { start: new Uint8Array(20), steps: 4, seed });
    expect(brokenBy(seedLaws(draw))).toEqual([]);
  });

  it("catch a hidden state and a seed that is not read", () => {
    let [last, drawn] = [-1, 0];
    const carried = (seed: number) => {
      if (seed !== last) drawn++;
      last = seed;
      return drawn;
    };
    expect(brokenBy(seedLaws(carried))).toEqual(["apart"]);
    expect(brokenBy(seedLaws(() => 4))).toEqual(["differs"]);
  });
});

describe("pureLaws", () => {
  it("are kept by the description of orders, which goes into reports", () => {
    const describe = (rows: OrderRow[]) => describeOrders(orderLogFromRows(rows, { currency: "EUR" }));
    expect(brokenBy(pureLaws(describe, arbitraryOrderRows()))).toEqual([]);
  });

  it("catch what counts its calls, sorts its input, or says NaN", () => {
    let calls = 0;
    expect(brokenBy(pureLaws(() => calls++, fc.nat()))).toEqual(["repeatable"]);
    const sorting = (list: number[]) => list.sort((a, b) => a - b)[0] ?? 0;
    expect(brokenBy(pureLaws(sorting, fc.array(fc.nat())))).toEqual(["unchanged"]);
    const share = (list: number[]) => ({ share: (list[0] ?? 0) / list.length });
    expect(brokenBy(pureLaws(share, fc.array(fc.nat())))).toEqual(["json"]);
    expect(brokenBy(pureLaws(() => undefined, fc.nat()))).toEqual(["json"]);
    expect(brokenBy(pureLaws((n: number) => new Date(n), fc.nat()))).toEqual(["json"]);
  });
});

describe("pointsLaws", () => {
  const balance: PointsRule = (entries, asOf) => pointsBalance(entries, asOf).balance;
  const sumOf = (entries: Parameters<PointsRule>[0], asOf: string): number =>
    entries
      .filter(({ on }) => on <= asOf)
      .reduce((sum, { kind, points }) => sum + (kind === "earn" ? 1 : -1) * Number(points), 0);

  it("catch a ledger for each law", () => {
    const first: PointsRule = (entries, asOf) =>
      entries[0]?.kind === "redeem" ? "0" : balance(entries, asOf);
    expect(brokenBy(pointsLaws(first))).toContain("order");
    let calls = 0;
    expect(
      brokenBy(pointsLaws((...given) => `${balance(...given)}${++calls % 2 === 0 ? "0" : ""}`)),
    ).toContain("repeatable");
    const writing: PointsRule = (entries, asOf) => {
      const found = balance(entries, asOf);
      if (!Object.isFrozen(entries)) (entries as unknown[]).pop();
      return found;
    };
    expect(brokenBy(pointsLaws(writing))).toEqual(["unchanged"]);
    // A plain sum knows of no expiry: what has expired unused stays in it.
    const endless: PointsRule = (entries, asOf) => sumOf(entries, asOf).toFixed(1);
    expect(brokenBy(pointsLaws(endless))).toEqual(["overdraft"]);
    // Takes away what expired, and what was redeemed of it once more.
    const twice: PointsRule = (entries, asOf) => {
      const expired = entries.filter(({ kind, expiresOn }) => kind === "earn" && (expiresOn ?? "9") <= asOf);
      return (sumOf(entries, asOf) - expired.reduce((sum, { points }) => sum + Number(points), 0)).toFixed(1);
    };
    expect(brokenBy(pointsLaws(twice))).toContain("negative");
    const forgetful: PointsRule = (entries, asOf) => String(Math.floor(Number(balance(entries, asOf)) / 2));
    expect(brokenBy(pointsLaws(forgetful))).toContain("redeem");
    const growing: PointsRule = (entries, asOf) =>
      asOf > "2026-09-01" ? (Number(balance(entries, asOf)) + 1).toFixed(1) : balance(entries, asOf);
    expect(brokenBy(pointsLaws(growing))).toContain("expire");
    const prophetic: PointsRule = (entries) => balance(entries, "2027-12-31");
    expect(brokenBy(pointsLaws(prophetic))).toContain("future");
    const lavish: PointsRule = (entries, asOf) => (2 * Number(balance(entries, asOf))).toFixed(1);
    expect(brokenBy(pointsLaws(lavish))).toContain("bounds");
  });
});
