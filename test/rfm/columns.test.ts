import { dateOfDay } from "clientele/calendar";
import {
  type ColumnBatch,
  createIdDictionary,
  createOrderTotals,
  type OrderRow,
  orderLogFromRows,
  orderTotalsFromBatches,
} from "clientele/orders";
import { measureRfm, type RfmTable, scoreRfm, segmentRfm } from "clientele/rfm";
import { createRandom, normal } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { rankCuts } from "../../src/rfm/_rank-cuts.ts";
import { scoreColumn } from "../../src/rfm/_score-column.ts";

/** Long columns of every kind that a measure can be: the ways for long ones are others than those for short ones. */
const kinds = {
  "days, some far ago": (chance: () => number) => Math.floor(chance() * (chance() < 0.01 ? 1e6 : 700)),
  "counts, mostly one": (chance: () => number) => Math.ceil(1 / (chance() + 1e-6)),
  "counts beyond the table": (chance: () => number) => Math.floor(chance() * 1e6) - 1000,
  "signed, few outside": (chance: () => number) =>
    Math.floor((chance() - 0.01) * (chance() < 0.02 ? 1e7 : 100)),
  "amounts, skewed": (chance: () => number) => Math.round(2500 * Math.exp(4 * chance() * chance())),
  "amounts, net": (chance: () => number) => Math.round(1e5 * (chance() - 0.3) ** 3),
  "one amount": () => 1999,
} as const;
const size = 9_001;
const columnsOf = (kind: keyof typeof kinds, seed: number) => {
  const random = createRandom(seed);
  const values = Array.from({ length: size }, () => kinds[kind](() => random.next()));
  return [Int32Array.from(values), Float64Array.from(values)] as const;
};
const anyColumn = fc
  .tuple(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), fc.nat(1000), fc.boolean())
  .map(([kind, seed, integers]) => columnsOf(kind, seed)[integers ? 0 : 1]);

describe("long columns", () => {
  it("are cut as a sort cuts them", () => {
    fc.assert(
      fc.property(
        anyColumn,
        fc.integer({ min: 2, max: 10 }),
        fc.constantFrom(1, -1),
        (values, groups, sign) => {
          const sorted = Float64Array.from(values, (value) => sign * value).sort();
          const expected = Array.from(
            { length: groups - 1 },
            (_, k) => sign * sorted[Math.ceil(((k + 1) * size) / groups) - 1]! + 0,
          );
          expect(rankCuts(values, groups, sign)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("have the same scores on a host without WebAssembly", async () => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", undefined);
    try {
      const plain = await import("../../src/rfm/_score-column.ts");
      for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
        for (const values of columnsOf(kind, 3)) {
          for (const sign of [1, -1] as const) {
            const cuts = rankCuts(values, 5, sign);
            const scores = plain.scoreColumn(values, cuts, "beyond", sign);
            expect(scores.join("")).toBe(scoreColumn(values, cuts, "beyond", sign).join(""));
          }
        }
      }
    } finally {
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  });

  it("of segments are summed up alike with the kernel and without, and exactly beyond the safe integers", async () => {
    const customers = Int32Array.from({ length: 5_000 }, (_, i) => i);
    const days = customers.map((i) => 20_000 + ((i * 7919) % 400));
    for (const largest of [1, 2 ** 50]) {
      const units = Float64Array.from(customers, (i) => largest * (1 + (i % 5)) + i);
      const totals = orderTotalsFromBatches(
        [{ customers, days, amounts: { currency: "EUR", exponent: 2, units } }],
        { currency: "EUR" },
      );
      const scores = scoreRfm(measureRfm(totals, { asOf: "2026-06-01" }));
      const { codes, summary } = segmentRfm(scores);
      const cents = (one: { revenue: { amount: string } }): bigint =>
        BigInt(one.revenue.amount.replace(".", ""));
      expect(summary.reduce((sum, one) => sum + cents(one), 0n)).toBe(
        units.reduce((sum, unit) => sum + BigInt(unit), 0n),
      );
      expect(summary.map((one) => one.customers)).toEqual(
        summary.map((_, segment) => codes.filter((code) => code === segment).length),
      );
      vi.resetModules();
      vi.stubGlobal("WebAssembly", undefined);
      try {
        const plain = await import("../../src/rfm/segment-rfm.ts");
        const other = plain.segmentRfm(scores);
        expect([other.codes.join(), other.summary]).toEqual([codes.join(), summary]);
      } finally {
        vi.unstubAllGlobals();
        vi.resetModules();
      }
    }
  });

  it("are scored as one value after the other is", () => {
    fc.assert(
      fc.property(
        anyColumn,
        fc.integer({ min: 2, max: 10 }),
        fc.constantFrom("beyond", "reach"),
        fc.constantFrom(1, -1),
        (values, groups, rule, sign) => {
          const cuts = rankCuts(values, groups, sign);
          const scores = scoreColumn(values, cuts, rule as "beyond", sign as 1);
          const expected = Uint8Array.from(
            values,
            (value) =>
              1 +
              cuts.filter((cut) =>
                rule === "reach" ? sign * cut <= sign * value : sign * cut < sign * value,
              ).length,
          );
          expect(scores.join("")).toBe(expected.join(""));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are scored right beside a cut of zero, whatever its sign", () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => [0, -0, 1, -1, 5e-324][i % 5]!);
    for (const cuts of [[0], [-0]]) {
      expect([...scoreColumn(values, cuts).slice(0, 5)]).toEqual([1, 1, 2, 1, 2]);
    }
  });
});

const asOf = "2026-05-01";

/** Orders of one row each, so that a log and totals see the same. */
const anyOrders = fc.array(
  fc.record({
    customer: fc.nat(30),
    day: fc.integer({ min: 20_400, max: 20_573 }),
    cents: fc.oneof(fc.integer({ min: -500, max: 9000 }), fc.constantFrom(0, 500, 1000)),
  }),
  { maxLength: 120 },
);
type Orders = typeof anyOrders extends fc.Arbitrary<infer T> ? T : never;
const idOf = (customer: number): string => `c${customer}`;

const batchOf = (orders: Orders): ColumnBatch => ({
  customers: Int32Array.from(orders, (order) => order.customer),
  days: Int32Array.from(orders, (order) => order.day),
  amounts: { currency: "EUR", exponent: 2, units: Int32Array.from(orders, (order) => order.cents) },
  costs: { currency: "EUR", exponent: 2, units: Float64Array.from(orders, (order) => order.cents >> 1) },
});

const rowsOf = (orders: Orders): OrderRow[] =>
  orders.map((order, i) => ({
    customerId: idOf(order.customer),
    orderId: String(i),
    orderedOn: dateOfDay(order.day),
    amount: (order.cents / 100).toFixed(2),
    cost: ((order.cents >> 1) / 100).toFixed(2),
  }));

const columnsIn = ({
  recencyDays,
  frequency,
  monetary,
  revenue,
  notScored,
  customerIds,
  exponent,
}: RfmTable) => ({
  recencyDays: [...recencyDays],
  frequency: [...frequency],
  monetary: [...monetary],
  revenue: [...revenue.units],
  notScored,
  customerIds,
  exponent,
});

describe("totals", () => {
  it("measure, score and segment as a log of the same orders does", () => {
    fc.assert(
      fc.property(
        anyOrders,
        fc.constantFrom("purchases", "net"),
        fc.constantFrom("sum", "mean", "profit"),
        (orders, count, monetary) => {
          const log = orderLogFromRows(rowsOf(orders), { currency: "EUR" });
          const customers = createIdDictionary(Array.from({ length: 31 }, (_, i) => idOf(i)));
          const totals = orderTotalsFromBatches([batchOf(orders)], { currency: "EUR", customers });
          const options = { asOf, count, monetary, from: "2025-01-01" } as const;
          const [a, b] = [measureRfm(log, options), measureRfm(totals, options)];
          expect(columnsIn(b)).toEqual(columnsIn(a));
          expect([...b]).toEqual([...a]);
          const [s, t] = [segmentRfm(scoreRfm(a)), segmentRfm(scoreRfm(b))];
          expect([...t]).toEqual([...s]);
          expect([...t.scores]).toEqual([...s.scores]);
          expect(t.summary).toEqual(s.summary);
        },
      ),
    );
  });

  it("with a day folded in are those of all days, to the last byte", () => {
    const random = createRandom("fold");
    const orders = Array.from({ length: 60_000 }, (_, i) => ({
      customer: Math.floor(8000 * random.next() ** 2),
      day: 20_400 + Math.floor(i / 1000),
      cents: Math.round(normal(random, 3000, 2500)),
    }));
    const totals = createOrderTotals({ currency: "EUR" });
    const segmentsOf = (some: typeof totals) => segmentRfm(scoreRfm(measureRfm(some, { asOf })));
    for (let day = 20_400; day < 20_460; day++) {
      totals.add(batchOf(orders.filter((order) => order.day === day)));
      if (day < 20_457) continue;
      const whole = orderTotalsFromBatches([batchOf(orders.filter((order) => order.day <= day))], {
        currency: "EUR",
      });
      const [a, b] = [segmentsOf(totals), segmentsOf(whole)];
      expect(a.size).toBeGreaterThan(6000);
      expect(columnsIn(a.scores.measures)).toEqual(columnsIn(b.scores.measures));
      expect([a.codes, a.scores.recency, a.scores.frequency, a.scores.monetary, a.summary]).toEqual([
        b.codes,
        b.scores.recency,
        b.scores.frequency,
        b.scores.monetary,
        b.summary,
      ]);
    }
  });

  it("cannot be cut, and say so", () => {
    const order = { customer: 0, day: 20_500, cents: 100 };
    const totals = orderTotalsFromBatches([batchOf([order])], { currency: "EUR" });
    expect(measureRfm(totals, { asOf: "2026-02-17" }).row(0).recencyDays).toBe(1);
    expect(() => measureRfm(totals, { asOf: "2026-02-16" })).toThrow(
      "Cannot measure rfm: totals cannot be cut, so [from, asOf) must hold all their days, [2026-02-16, 2026-02-17), got [2026-02-16, 2026-02-16)",
    );
    expect(() => measureRfm(totals, { asOf, from: "2026-02-17" })).toThrow("got [2026-02-17, 2026-05-01)");
    expect(() => measureRfm(totals, { asOf, countBy: "line" })).toThrow('countBy must be "order" of totals');
    expect(() => measureRfm(totals, { asOf, count: "all" as "net" })).toThrow(
      'count must be "purchases" or "net"',
    );
    const { costs: _, ...bare } = batchOf([order]);
    totals.add(bare);
    expect(() => measureRfm(totals, { asOf, monetary: "profit" })).toThrow("every order must have a cost");
    expect(measureRfm(orderTotalsFromBatches([], { currency: "EUR" }), { asOf }).size).toBe(0);
  });

  it("refuse a customer whose sum no double holds, by name", () => {
    const big = { currency: "EUR", exponent: 2, units: Float64Array.of(2 ** 53 - 1, 2 ** 53 - 1) };
    const batch = { customers: Int32Array.of(7, 7), days: Int32Array.of(20_000, 20_000), amounts: big };
    const totals = orderTotalsFromBatches([batch], { currency: "EUR" });
    expect(totals.customers().get("7")?.purchased.amount).toBe("180143985094819.82");
    expect(() => measureRfm(totals, { asOf })).toThrow(
      'what customer "7" bought, gave back or cost must add up to at most 90071992547409.91 EUR',
    );
  });
});
