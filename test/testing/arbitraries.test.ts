import { isPlainDate } from "clientele/calendar";
import { orderLogFromRows } from "clientele/orders";
import { arbitraryOrderRows, arbitraryPlainDate } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("arbitraryPlainDate", () => {
  it("draws days of the half-open interval, both ends in reach", () => {
    const days = fc.sample(arbitraryPlainDate({ from: "2024-02-28", to: "2024-03-02" }), 200);
    expect([...new Set(days)].sort()).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(fc.sample(arbitraryPlainDate(), 100).every(isPlainDate)).toBe(true);
  });

  it("refuses an interval without a day", () => {
    expect(() => arbitraryPlainDate({ from: "2026-01-01", to: "2026-01-01" })).toThrow(
      "Cannot draw days: from must be before to 2026-01-01, got 2026-01-01",
    );
  });
});

describe("arbitraryOrderRows", () => {
  it("draws rows that an order log takes, of every kind", () => {
    const samples = fc.sample(arbitraryOrderRows(), 200);
    const logs = samples.map((rows) => orderLogFromRows(rows, { currency: "EUR" }));
    const amounts = logs.flatMap((log) => [...log.amounts]);
    expect([1, -1, 0].map((sign) => amounts.some((amount) => Math.sign(amount) === sign))).toEqual([
      true,
      true,
      true,
    ]);
    expect(logs.some((log) => log.exponent === 3)).toBe(true);
    expect(samples.some((rows) => rows.length === 0)).toBe(true);
    expect(logs.some((log) => log.customerIds.length === 6 && log.orders < log.size)).toBe(true);
    expect(new Set(samples.flat().map((row) => row.customerId)).size).toBe(6);
  });

  it("draws purchases only, of one customer, when asked", () => {
    const rows = fc.sample(arbitraryOrderRows({ customers: 1, returns: false, maxLength: 5 }), 100).flat();
    expect(rows.every((row) => row.customerId === "c1" && Number(row.amount) > 0)).toBe(true);
    expect(() => arbitraryOrderRows({ customers: 0 })).toThrow(RangeError);
  });
});
