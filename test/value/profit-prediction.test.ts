import type { CostEntry } from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom, normal } from "clientele/stats";
import { estimatePotential, predictGold, predictValue, valueCustomers } from "clientele/value";
import { describe, expect, it } from "vitest";

const window = { from: "2024-06-01", to: "2026-06-01" } as const;
const asOf = "2026-06-01";
const name = (i: number) => `c${String(i).padStart(3, "0")}`;

/** Two years of purchases, in hundreds of a unit; the goods cost a share of the amount. */
function rowsOf(seed: number, costOf: (i: number, amount: number) => number, count = 120): OrderRow[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const root = 4 + 16 * random.next();
    const buy = (orderedOn: OrderRow["orderedOn"], of: number): OrderRow => {
      const amount = Math.max(1, Math.round(of ** 2)) * 10;
      return {
        customerId: name(i),
        orderedOn,
        amount: amount.toFixed(2),
        cost: costOf(i, amount).toFixed(2),
      };
    };
    return [
      buy("2024-09-10", root),
      buy("2025-02-10", root),
      buy("2025-09-10", root + normal(random, 0, 1)),
      buy("2026-02-10", root + normal(random, 0, 1)),
    ];
  }).flat();
}

const predict = (...args: Parameters<typeof predictValue>) => {
  const found = predictValue(...args);
  if (found.kind === "insufficient") throw new Error("insufficient");
  return found;
};

describe("a prediction of profit", () => {
  const log = orderLogFromRows(
    rowsOf(1, (_, amount) => 0.6 * amount),
    { currency: "EUR", window },
  );

  it("is two fifths of that of revenue where the goods cost three fifths of it", () => {
    for (const scale of ["linear", "root"] as const) {
      const [revenue, profit] = [predict(log, { asOf, scale }), predict(log, { asOf, scale, of: "profit" })];
      expect([revenue.of, profit.of]).toEqual(["revenue", "profit"]);
      for (let i = 0; i < profit.size; i++) {
        expect(profit.typical[i]).toBeCloseTo(0.4 * revenue.typical[i]!, 6);
        expect(profit.upper[i]).toBeCloseTo(0.4 * revenue.upper[i]!, 6);
        if (scale === "linear") expect(profit.expected[i]).toBeCloseTo(0.4 * revenue.expected[i]!, 6);
      }
      const { typical, naive, coverage } = revenue.heldOut;
      expect(profit.heldOut.typical.meanAbsolute).toBeCloseTo(0.4 * typical.meanAbsolute, 6);
      expect(profit.heldOut.naive.rootMeanSquare).toBeCloseTo(0.4 * naive.rootMeanSquare, 6);
      expect(profit.heldOut.coverage).toBe(coverage);
    }
  });

  it("takes cost to serve off, so that the error of the last value is that of the profits of both years", () => {
    const entries = Array.from(
      { length: 120 },
      (_, i): CostEntry => ({
        schemaVersion: 1,
        id: `k${i}`,
        customerId: name(i),
        on: i % 2 === 0 ? "2025-01-05" : "2025-12-05",
        kind: "service",
        amount: String(100 + i),
        currency: "EUR",
      }),
    );
    const serviceCosts = { entries };
    const year = (to: "2025-06-01" | "2026-06-01", from: "2024-06-01" | "2025-06-01") =>
      valueCustomers(log, { asOf: to, from, serviceCosts });
    const [before, now] = [year("2025-06-01", "2024-06-01"), year("2026-06-01", "2025-06-01")];
    const profitOf = (table: typeof now, id: string) => Number(table.get(id)?.value.amount);
    const errors = log.customerIds.map((id) => Math.abs(profitOf(now, id) - profitOf(before, id)));
    const found = predict(log, { asOf, of: "profit", serviceCosts });
    expect(found.heldOut.naive.meanAbsolute).toBeCloseTo(
      errors.reduce((sum, error) => sum + error, 0) / errors.length,
      9,
    );
    // Without them, and of revenue, they are not seen.
    expect(predict(log, { asOf, of: "profit" }).heldOut.naive.meanAbsolute).not.toBeCloseTo(
      found.heldOut.naive.meanAbsolute,
      3,
    );
    expect(predict(log, { asOf, serviceCosts }).expected).toEqual(predict(log, { asOf }).expected);
  });

  it("may be below zero, where the mean lies between the ends and the bias is small", () => {
    // Of every other customer the goods cost more than they bring.
    const losing = orderLogFromRows(
      rowsOf(2, (i, amount) => (i % 2 === 0 ? 1.2 : 0.5) * amount, 300),
      { currency: "EUR", window },
    );
    const found = predict(losing, { asOf, of: "profit" });
    const even = [...found.typical].filter((_, i) => i % 2 === 0);
    expect(even.filter((amount) => amount < 0).length).toBeGreaterThan(100);
    for (let i = 0; i < found.size; i++) {
      expect(found.expected[i]).toBeGreaterThan(found.lower[i]!);
      expect(found.expected[i]).toBeLessThan(found.upper[i]!);
    }
    expect(Math.abs(found.heldOut.bias!)).toBeLessThan(0.05);
  });

  it("is no number where a line has no cost, and refused of what is none", () => {
    const rows = rowsOf(1, (_, amount) => amount / 2);
    const partial = orderLogFromRows(
      rows.map(({ cost, ...row }, i) =>
        i === 5 ? row : { ...row, ...(cost === undefined ? {} : { cost }) },
      ),
      { currency: "EUR", window },
    );
    expect(predictValue(partial, { asOf, of: "profit" })).toEqual({
      kind: "insufficient",
      of: "lines with a cost",
      have: 479,
      need: 480,
    });
    expect(predictValue(partial, { asOf })).toMatchObject({ kind: "prediction", of: "revenue" });
    expect(() => predictValue(log, { asOf, of: "luck" as "profit" })).toThrow(
      'of must be "revenue" or "profit", got "luck"',
    );
    const entries = [
      {
        schemaVersion: 1,
        id: "k",
        customerId: "c001",
        on: "2026-01-01",
        kind: "service",
        amount: "-5",
        currency: "EUR",
      },
    ] as const;
    expect(() => predictValue(log, { asOf, of: "profit", serviceCosts: { entries } })).toThrow(
      /no more can be taken back than was charged/,
    );
  });

  it("is taken for a potential as it is, and refused where the values are revenue", () => {
    const prediction = predict(log, { asOf, of: "profit" });
    const values = valueCustomers(log, { asOf, from: "2025-06-01" });
    expect(values.basis).toBe("profit");
    const source = estimatePotential(values, { prediction }).get("c001")?.sources[0];
    expect(source).toMatchObject({ source: "prediction", amount: prediction.get("c001")?.expected });
    expect(source?.text).toMatch(/^is expected to bring profit of /);
    const revenue = valueCustomers(
      orderLogFromRows([{ customerId: "c001", orderedOn: "2026-01-01", amount: "1" }], { currency: "EUR" }),
      { asOf },
    );
    expect(() => estimatePotential(revenue, { prediction })).toThrow(
      "the prediction must be of revenue, as the values are, got profit",
    );
  });

  it("names gold by profit: not the largest by revenue, whose goods cost all of it [S4-38]", () => {
    const rows = rowsOf(3, (_, amount) => amount / 2, 40).flatMap((row) =>
      row.customerId === "c000" ? [{ ...row, amount: "90000.00", cost: "89990.00" }] : [row],
    );
    const large = orderLogFromRows(rows, { currency: "EUR", window });
    const named = (of: "revenue" | "profit") => {
      const gold = predictGold(large, { asOf, of, by: "last-value" });
      if (gold.kind === "insufficient") throw new Error("insufficient");
      return [
        gold.customers.some((one) => one.customerId === "c000"),
        gold.actual,
        gold.tests["last-value"].predicted,
      ];
    };
    expect(named("revenue")).toEqual([true, 2, 2]);
    expect(named("profit")).toEqual([false, 2, 2]);
  });
});
