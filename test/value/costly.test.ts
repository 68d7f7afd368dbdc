import { findCostlyCustomers, valueTableFromColumns } from "clientele/value";
import { describe, expect, it } from "vitest";

const table = (revenue: readonly number[], costToServe?: readonly number[]) =>
  valueTableFromColumns({
    customers: revenue.map((_, i) => `c${i}`),
    from: "2026-01-01",
    asOf: "2026-06-01",
    currency: "EUR",
    exponent: 2,
    revenue: Float64Array.from(revenue, (units) => 100 * units),
    cost: Float64Array.from(revenue, (units) => Math.floor(50 * units)),
    ...(costToServe === undefined
      ? {}
      : { costToServe: Float64Array.from(costToServe, (units) => 100 * units) }),
  });

describe("customers of high revenue and high cost to serve", () => {
  it("are those who are high in both, the heaviest burden first, equals at the boundary included [S4-39]", () => {
    // The best two of five by revenue are c0 and c1, by cost to serve c1, c2 and c0 (equal at 60).
    const found = findCostlyCustomers(table([1000, 400, 90, 80, 10], [60, 300, 60, 1, 0]), { share: 0.4 });
    expect(found).toEqual([
      {
        customerId: "c1",
        revenue: { amount: "400.00", currency: "EUR" },
        costToServe: { amount: "300.00", currency: "EUR" },
        burden: 0.75,
        value: { amount: "-100.00", currency: "EUR" },
      },
      {
        customerId: "c0",
        revenue: { amount: "1000.00", currency: "EUR" },
        costToServe: { amount: "60.00", currency: "EUR" },
        burden: 0.06,
        value: { amount: "440.00", currency: "EUR" },
      },
    ]);
  });

  it("are none where nobody costs or brings anything, and cannot be told without a cost to serve", () => {
    expect(findCostlyCustomers(table([9, 8], [0, 0]))).toEqual([]);
    expect(findCostlyCustomers(table([0, -8], [5, 5]))).toEqual([]);
    expect(() => findCostlyCustomers(table([9]))).toThrow("the table must have a cost to serve, got none");
    expect(() => findCostlyCustomers(table([9], [1]), { share: -1 })).toThrow(
      "share must be from 0 to 1, got -1",
    );
  });
});
