import { InvalidDataError } from "clientele/issues";
import type { CostEntry } from "clientele/model";
import { orderLogFromRows } from "clientele/orders";
import { partitionCustomers, sumCostToServe, topCustomers, valueCustomers } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const entry = (id: string, customerId: string, amount: string, more: Partial<CostEntry> = {}): CostEntry => ({
  schemaVersion: 1,
  id,
  customerId,
  on: "2026-03-02",
  kind: "service",
  amount,
  currency: "EUR",
  ...more,
});
const period = { from: "2026-01-01", asOf: "2026-06-01", currency: "EUR" } as const;
const codesOf = (run: () => unknown): readonly string[] => {
  try {
    run();
  } catch (error) {
    if (InvalidDataError.is(error)) return error.issues.map((issue) => issue.code);
    throw error;
  }
  return [];
};

describe("cost to serve", () => {
  it("adds what was booked and what was done at its rate, exactly [S3-10] [S4-39]", () => {
    const table = sumCostToServe(
      {
        entries: [
          entry("k1", "ann", "10.10"),
          entry("k2", "ann", "-0.10"),
          entry("k3", "ann", "5", { kind: "delivery", on: "2025-12-31" }),
          entry("k4", "bob", "0.001", { on: "2026-05-31" }),
          entry("k5", "bob", "7", { on: "2026-06-01" }),
        ],
        activities: [
          { customerId: "ann", on: "2026-02-01", driver: "minute", quantity: "40" },
          { customerId: "ann", on: "2026-06-01", driver: "minute", quantity: "40" },
        ],
        rates: { minute: { amount: "0.75", currency: "EUR" } },
      },
      period,
    );
    // ann: 10.10 − 0.10 + 40 · 0.75 = 40; what lies before and after the period does not count.
    expect([...table].map((row) => [row.customerId, row.cost.amount])).toEqual([
      ["ann", "40.00"],
      ["bob", "0.001"],
    ]);
    expect(table.get("ann")?.parts.map((part) => [part.name, part.cost.amount])).toEqual([
      ["minute", "30.00"],
      ["service", "10.00"],
    ]);
  });

  it("is exact where amounts go beyond the safe integers on the way and come back", () => {
    const all = 2n ** 53n - 1n;
    const units = fc.bigInt({ min: 0n, max: all });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(units, fc.nat({ max: 2 })), { minLength: 1, maxLength: 5 }),
        (charges) => {
          const fine = charges.map(([own, decimals]) => own * 10n ** BigInt(2 - decimals));
          const total = fine.reduce((sum, own) => sum + own, 0n);
          const entries = charges.map(([own, decimals], i) => {
            const digits = String(own).padStart(decimals + 1, "0");
            const at = digits.length - decimals;
            return entry(
              `k${i}`,
              "ann",
              decimals === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`,
            );
          });
          // Takes back what is above, in cents that fit, until 12.34 or less are left.
          const left = total < 1234n ? total : 1234n;
          for (let rest = total - left; rest > 0n; ) {
            const cents = rest < all ? rest : all;
            rest -= cents;
            const digits = String(cents).padStart(3, "0");
            entries.push(entry(`back-${rest}`, "ann", `-${digits.slice(0, -2)}.${digits.slice(-2)}`));
          }
          const cents = String(left).padStart(3, "0");
          const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
          expect(sumCostToServe({ entries }, period).get("ann")?.cost.amount).toBe(amount);
          expect(sumCostToServe({ entries: entries.reverse() }, period).get("ann")?.cost.amount).toBe(amount);
        },
      ),
      { numRuns: 200 },
    );
    const twice = ["k1", "k2"].map((id) => entry(id, "ann", "90071992547409.91"));
    expect(() => sumCostToServe({ entries: twice }, period)).toThrow(
      "the costs of a customer must stay below 2^53 units, got 18014398509481982 of ann",
    );
  });

  it("refuses negative cost, other currencies, unknown drivers and doubled entries, all at once", () => {
    const entries = [
      entry("k1", "ann", "1"),
      entry("k2", "ann", "-1.01"),
      entry("k3", "bob", "2", { currency: "USD" }),
      entry("k3", "bob", "2"),
      entry("k4", "bob", "1e5"),
    ];
    const activities = [
      { customerId: "ann", on: "2026-02-01", driver: "visit", quantity: "1" },
      { customerId: "ann", on: "2026-02-30", driver: "call", quantity: "-1" },
    ] as const;
    const rates = { call: { amount: "2", currency: "EUR" } };
    expect(codesOf(() => sumCostToServe({ entries, activities, rates }, period))).toEqual([
      "other-currency",
      "duplicate-entry",
      "bad-number",
      "negative-cost",
      "unknown-driver",
      "bad-day",
      "negative-quantity",
    ]);
    expect(() => sumCostToServe({ rates: { call: { amount: "2", currency: "USD" } } }, period)).toThrow(
      'currency must be "EUR", got "USD"',
    );
    expect(() => sumCostToServe({ rates: { call: { amount: "-2", currency: "EUR" } } }, period)).toThrow(
      "the rate of call must not be negative, got -2",
    );
  });

  it("does not depend on the order of the entries", () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom("ann", "bob", "cyd"), fc.nat(9999)), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, (list) => {
        const entries = list.map(([id, cents], i) => entry(`k${i}`, id, (cents / 100).toFixed(2)));
        const rows = (of: readonly CostEntry[]) =>
          JSON.stringify([...sumCostToServe({ entries: of }, period)]);
        expect(rows(entries.toReversed())).toBe(rows(entries));
      }),
      { seed: 7 },
    );
  });
});

describe("value after cost to serve", () => {
  const log = orderLogFromRows(
    [
      { customerId: "big", orderedOn: "2026-05-02", amount: "1000", cost: "700" },
      { customerId: "mid", orderedOn: "2026-05-02", amount: "400", cost: "250" },
    ],
    { currency: "EUR" },
  );
  const entries = [entry("k1", "big", "350.005"), entry("k2", "idle", "20", { on: "2026-05-20" })];
  const table = valueCustomers(log, { from: "2026-01-01", asOf: "2026-06-01", serviceCosts: { entries } });

  it("shows high revenue with high cost to serve for what it is [S3-10] [S3-1] [S4-35]", () => {
    expect(table.basis).toBe("profit");
    expect(table.get("big")).toEqual({
      customerId: "big",
      revenue: { amount: "1000.00", currency: "EUR" },
      cost: { amount: "700.00", currency: "EUR" },
      costToServe: { amount: "350.005", currency: "EUR" },
      value: { amount: "-50.005", currency: "EUR" },
    });
    expect(topCustomers(table, { count: 1 })[0]?.customerId).toBe("mid");
    expect(partitionCustomers(table).get("big")?.valueClass).toBe("BZC");
  });

  it("has customers who only cost", () => {
    expect(table.get("idle")).toMatchObject({ revenue: { amount: "0.00" }, value: { amount: "-20.00" } });
  });

  it("takes nothing off revenue where the cost of the goods is unknown, and says so", () => {
    const plain = orderLogFromRows([{ customerId: "big", orderedOn: "2026-05-02", amount: "10" }], {
      currency: "EUR",
    });
    const values = valueCustomers(plain, {
      from: "2026-01-01",
      asOf: "2026-06-01",
      serviceCosts: { entries },
    });
    expect([values.basis, values.get("big")?.value.amount, values.get("big")?.costToServe?.amount]).toEqual([
      "revenue",
      "10.00",
      "350.005",
    ]);
  });
});
