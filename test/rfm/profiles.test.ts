import { type OrderRow, orderLogFromRows, selectCustomers } from "clientele/orders";
import {
  assignSegments,
  compareProducts,
  crossScores,
  loyaltyIndex,
  measureRfm,
  profileSegment,
  scoreRfm,
  segmentRfm,
} from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows } from "../orders/arbitrary-rows.ts";
import { asOf, manyRows, tableOf } from "./arbitrary-table.ts";

const EUR = { currency: "EUR" } as const;
const may = { from: "2026-05-01", to: "2026-06-01" } as const;
const april = { from: "2026-04-01", to: "2026-05-01" } as const;
const buy = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  productId: string | undefined,
  amount: string,
): OrderRow => ({ customerId, orderId: `${customerId} ${orderedOn}`, orderedOn, productId, amount });

const log = orderLogFromRows(
  [
    buy("ann", "2026-04-03", "tea", "20"),
    buy("ann", "2026-05-03", "tea", "40"),
    buy("ann", "2026-05-03", "cup", "10"),
    buy("ann", "2026-05-20", "tea", "10"),
    buy("bob", "2026-04-04", "cup", "30"),
    buy("bob", "2026-05-04", "cup", "30"),
    buy("bob", "2026-05-05", undefined, "10"),
    buy("cyd", "2026-05-06", "pot", "-5"),
  ],
  EUR,
);
const facts = [
  { customerId: "ann", industry: "hotel", employees: 30, needs: ["linen", "soap"] },
  { customerId: "bob", industry: "school", employees: 10 },
  { customerId: "cyd", industry: "school", employees: 20, needs: ["soap"] },
  { customerId: "dan", industry: "hotel" },
];

describe("the profile of a segment", () => {
  const profile = profileSegment(log, { customerIds: ["ann", "dan"], period: may, before: april, facts });

  it("compares its size and value, and the trend of its sales, with the rest [S0-77] [S0-128]", () => {
    expect(profile.inside).toEqual({
      customers: 1,
      shareOfCustomers: 1 / 3,
      buyers: 1,
      orders: 2,
      revenue: { amount: "60.00", currency: "EUR" },
      shareOfRevenue: 0.6,
      orderValue: 30,
      revenuePerBuyer: 60,
      trend: {
        before: { amount: "20.00", currency: "EUR" },
        change: { amount: "40.00", currency: "EUR" },
        growth: 2,
      },
    });
    expect(profile.outside).toMatchObject({
      customers: 2,
      buyers: 1,
      orders: 2,
      shareOfRevenue: 0.4,
      trend: { growth: 1 / 3 },
    });
    expect(profile.membersWithoutOrders).toBe(1);
  });

  it("compares what it buys [S0-128]", () => {
    const shown = profile.products.map(({ group, shareInside, shareOutside, index }) => [
      group,
      shareInside,
      shareOutside,
      index,
    ]);
    expect(shown).toEqual([
      ["tea", 50 / 60, 0, undefined],
      ["cup", 10 / 60, 0.75, (100 * (10 / 60)) / 0.75],
      [undefined, 0, 0.25, 0],
    ]);
    const grouped = profileSegment(log, {
      customerIds: ["ann"],
      period: may,
      productGroupOf: (id) => (id === "tea" ? "food" : "ware"),
    });
    expect(grouped.products.map(({ group }) => group)).toEqual(["food", "ware", undefined]);
  });

  it("compares what is known of its members", () => {
    expect(profile.facts.map(({ field }) => field)).toEqual(["employees", "industry", "needs"]);
    const [employees, industry, needs] = profile.facts;
    expect(employees).toEqual({
      field: "employees",
      knownInside: 1,
      knownOutside: 2,
      meanInside: 30,
      meanOutside: 15,
    });
    expect(industry?.values).toEqual([
      { value: "hotel", inside: 2, outside: 0, shareInside: 1, shareOutside: 0 },
      { value: "school", inside: 0, outside: 2, shareInside: 0, shareOutside: 1 },
    ]);
    expect(needs).toMatchObject({
      knownInside: 1,
      knownOutside: 1,
      values: [
        { value: "linen", shareInside: 1, shareOutside: 0 },
        { value: "soap", shareInside: 1, shareOutside: 1 },
      ],
    });
  });

  it("analyses a market: each industry against all others [S2-29]", () => {
    const segments = ["hotel", "school"].map((industry) => ({
      id: industry,
      name: industry,
      version: 1,
      rule: { field: "industry", is: industry } as const,
    }));
    const shares = assignSegments(facts, { segments, asOf: "2026-06-01" }).segments.map(
      ({ id, customerIds }) => {
        const { inside } = profileSegment(log, { customerIds, period: may });
        return [id, inside.shareOfRevenue, inside.shareOfCustomers];
      },
    );
    expect(shares).toEqual([
      ["hotel", 0.6, 1 / 3],
      ["school", 0.4, 2 / 3],
    ]);
  });

  it("adds up: both sides are the whole, and swapping them swaps the profile", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const any = orderLogFromRows(rows, EUR);
        const period = { from: "2026-01-20", to: "2026-03-01" } as const;
        const members = any.customerIds.filter((_, i) => i % 2 === 0);
        const others = any.customerIds.filter((_, i) => i % 2 === 1);
        const one = profileSegment(any, { customerIds: members, period });
        const two = profileSegment(any, { customerIds: others, period });
        expect([one.inside, one.outside]).toEqual([two.outside, two.inside]);
        const table = measureRfm(any, { asOf: period.to, from: period.from });
        expect(one.inside.buyers + one.outside.buyers).toBe(table.size);
        expect(one.inside.orders + one.outside.orders).toBe(
          table.frequency.reduce((a: number, b: number) => a + b, 0),
        );
        const own = measureRfm(selectCustomers(any, members), { asOf: period.to, from: period.from });
        const units = Math.round(Number(one.inside.revenue.amount) * 10 ** any.exponent);
        expect(units).toBe(own.monetary.reduce((a: number, b: number) => a + b, 0));
        const shares = one.products.reduce((sum, row) => sum + row.shareInside, 0);
        if (one.inside.buyers > 0) expect(shares).toBeCloseTo(1, 9);
      }),
    );
  });

  it("is refused of periods that hold no day or overlap", () => {
    const none = { from: "2026-05-01", to: "2026-05-01" } as const;
    expect(() => profileSegment(log, { customerIds: [], period: none })).toThrow("a period must hold a day");
    expect(() => profileSegment(log, { customerIds: [], period: may, before: may })).toThrow(
      "before must not overlap the period",
    );
  });
});

describe("products in two periods", () => {
  it("have a purchase rate and spend in each, and the increments", () => {
    const rows = compareProducts(log, { period: may, before: april });
    expect(
      rows.map(({ productId, now, before, incrementalSpend, incrementalPurchaseRate }) => [
        productId,
        now.buyers,
        now.purchaseRate,
        before.purchaseRate,
        incrementalSpend.amount,
        incrementalPurchaseRate,
      ]),
    ).toEqual([
      ["cup", 2, 1, 0.5, "10.00", 0.5],
      ["tea", 1, 0.5, 0.5, "30.00", 0],
    ]);
    const tea = compareProducts(selectCustomers(log, ["ann"]), { period: may, before: april })[1];
    expect(tea?.now.purchaseRate).toBe(1);
  });

  it("agree with a count by hand", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [before, period] = [
          { from: "2026-01-01", to: "2026-02-01" },
          { from: "2026-02-01", to: "2026-03-01" },
        ] as const;
        const found = compareProducts(orderLogFromRows(rows, EUR), { period, before });
        const bought = rows.filter((row) => Number(row.amount) > 0);
        for (const { productId, now, incrementalSpend } of found) {
          const inPeriod = bought.filter((row) => row.orderedOn >= period.from && row.orderedOn < period.to);
          const buyers = new Set(
            inPeriod.filter((row) => row.productId === productId).map((row) => row.customerId),
          );
          const active = new Set(inPeriod.map((row) => row.customerId));
          expect(now.buyers).toBe(buyers.size);
          expect(now.purchaseRate).toBe(active.size === 0 ? 0 : buyers.size / active.size);
          const spend = (from: string, to: string) =>
            bought
              .filter((row) => row.productId === productId && row.orderedOn >= from && row.orderedOn < to)
              .reduce((sum, row) => sum + Math.round(Number(row.amount) * 1000), 0);
          expect(Math.round(Number(incrementalSpend.amount) * 1000)).toBe(
            spend(period.from, period.to) - spend(before.from, before.to),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it("are refused of periods that overlap or hold no day", () => {
    expect(() => compareProducts(log, { period: may, before: may })).toThrow(
      "both periods must hold a day and not overlap, got [2026-05-01, 2026-06-01) and [2026-05-01, 2026-06-01)",
    );
  });
});

describe("the loyalty index", () => {
  it("is 100 on the mean, and the standing a half on the mean", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const table = tableOf(rows);
        fc.pre(table.size > 0);
        const { index, standing, meanFrequency } = loyaltyIndex(table);
        const mean = (values: Float64Array) =>
          values.reduce((a: number, b: number) => a + b, 0) / values.length;
        expect(mean(index)).toBeCloseTo(100, 9);
        expect(mean(standing)).toBeCloseTo(0.5, 9);
        for (let i = 0; i < table.size; i++) {
          expect(index[i]).toBeCloseTo((100 * (table.frequency[i] ?? 0)) / meanFrequency, 9);
          const below = table.frequency.filter((n) => n < (table.frequency[i] ?? 0)).length;
          const same = table.frequency.filter((n) => n === table.frequency[i]).length;
          expect(standing[i]).toBeCloseTo((below + same / 2) / table.size, 12);
        }
      }),
    );
    expect(loyaltyIndex(tableOf([])).meanFrequency).toBe(0);
  });
});

describe("two scores crossed", () => {
  const measured = measureRfm(log, { asOf: "2026-06-01" });

  it("hold every customer once, with the sums of the whole", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const scores = scoreRfm(tableOf(rows));
        const { cells } = crossScores(scores, { rows: "recency", columns: "frequency" });
        expect(cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(scores.size);
        for (const { row, column, customers } of cells) {
          expect(customers).toBe(
            [...scores].filter((s) => s.recency === row && s.frequency === column).length,
          );
        }
        const units = cells.reduce((sum, cell) => sum + Math.round(Number(cell.revenue.amount) * 100), 0);
        const whole = segmentRfm(scores).summary.reduce(
          (sum, s) => sum + Math.round(Number(s.revenue.amount) * 100),
          0,
        );
        expect(units).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("show the investment of customers and the profit made from them [S0-68]", () => {
    const costs = orderLogFromRows(
      [
        { customerId: "ann", orderedOn: "2026-04-01", amount: "100", cost: "90" },
        { customerId: "ann", orderedOn: "2026-04-02", amount: "100", cost: "90" },
        { customerId: "bob", orderedOn: "2026-04-03", amount: "50", cost: "10" },
      ],
      EUR,
    );
    const scores = scoreRfm(measureRfm(costs, { asOf, monetary: "profit" }), { groups: 2 });
    const { cells } = crossScores(scores, { rows: "frequency", columns: "monetary" });
    // Who bought most often left the smaller profit.
    expect(cells.find((cell) => cell.row === 2 && cell.column === 1)).toMatchObject({
      customers: 1,
      revenue: { amount: "200.00" },
      monetary: { amount: "20.00" },
    });
  });

  it("have no sum of means, and are refused of one measure twice", () => {
    const scores = scoreRfm(measureRfm(log, { asOf: "2026-06-01", monetary: "mean" }));
    expect(crossScores(scores, { rows: "recency", columns: "monetary" }).cells[0]).not.toHaveProperty(
      "monetary",
    );
    expect(() => crossScores(scoreRfm(measured), { rows: "recency", columns: "recency" })).toThrow(
      "rows and columns must differ, got recency twice",
    );
    expect(() => crossScores(scoreRfm(measured), { rows: "age" as "recency", columns: "recency" })).toThrow(
      'rows and columns must be recency, frequency or monetary, got "age"',
    );
  });
});
