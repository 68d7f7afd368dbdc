import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { valueCustomers } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDay, anyRows, anyShuffledRows } from "../orders/arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;
const asOf = "2026-06-01";
const row = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: string,
  cost?: string,
): OrderRow => ({
  customerId,
  orderedOn,
  amount,
  cost,
});

describe("the value of customers", () => {
  it("is profit where every line has a cost, returns taking back both", () => {
    const log = orderLogFromRows(
      [
        row("a", "2026-05-01", "100", "60"),
        row("a", "2026-05-02", "-40", "-24.50"),
        row("b", "2026-05-01", "5", "9"),
      ],
      EUR,
    );
    const table = valueCustomers(log, { asOf });
    expect(table.basis).toBe("profit");
    const eur = (amount: string) => ({ amount, currency: "EUR" });
    expect([...table]).toEqual([
      { customerId: "a", revenue: eur("60.00"), cost: eur("35.50"), value: eur("24.50") },
      { customerId: "b", revenue: eur("5.00"), cost: eur("9.00"), value: eur("-4.00") },
    ]);
  });

  it("is revenue where a line has no cost, and says so", () => {
    const log = orderLogFromRows([row("a", "2026-05-01", "100", "60"), row("a", "2026-05-02", "10")], EUR);
    const table = valueCustomers(log, { asOf });
    expect([table.basis, table.cost, table.linesWithoutCost]).toEqual(["revenue", undefined, 1]);
    expect(table.row(0)).not.toHaveProperty("cost");
    expect(table.row(0).value.amount).toBe("110.00");
    expect(valueCustomers(orderLogFromRows([row("a", "2026-05-01", "1")], EUR), { asOf }).basis).toBe(
      "revenue",
    );
  });

  it("is profit again where the lines without a cost lie outside the period", () => {
    const log = orderLogFromRows([row("a", "2026-05-01", "100"), row("a", "2026-05-02", "10", "4")], EUR);
    const table = valueCustomers(log, { asOf, from: "2026-05-02" });
    expect([table.basis, table.linesWithoutCost, table.row(0).value.amount]).toEqual(["profit", 0, "6.00"]);
    expect(valueCustomers(log, { asOf: "2026-05-01" })).toMatchObject({ size: 0, basis: "revenue" });
  });

  it("has customers with returns alone, and is refused for days that make no sense", () => {
    const log = orderLogFromRows([row("a", "2026-05-01", "-3")], EUR);
    expect(valueCustomers(log, { asOf }).row(0).value.amount).toBe("-3.00");
    expect(() => valueCustomers(log, { asOf, from: "2026-07-01" })).toThrow(RangeError);
  });

  it("agrees with a sum by hand, and does not depend on the order of rows", () => {
    fc.assert(
      fc.property(anyShuffledRows, anyDay, ([rows, shuffled], end) => {
        const [log, other] = [orderLogFromRows(rows, EUR), orderLogFromRows(shuffled, EUR)];
        const table = valueCustomers(log, { asOf: end });
        expect([...valueCustomers(other, { asOf: end })]).toEqual([...table]);
        const seen = rows.filter((line) => line.orderedOn < end);
        const profit = seen.length > 0 && seen.every((line) => line.cost !== undefined);
        expect(table.basis).toBe(profit ? "profit" : "revenue");
        const units = (text: string | undefined): number => Math.round(Number(text ?? 0) * 10_000);
        for (const { customerId, value } of table) {
          const own = seen.filter((line) => line.customerId === customerId);
          const sum = own.reduce(
            (sum, line) => sum + units(line.amount) - (profit ? units(line.cost) : 0),
            0,
          );
          expect(units(value.amount)).toBe(sum);
        }
        expect(table.size).toBe(new Set(seen.map((line) => line.customerId)).size);
      }),
    );
  });

  it("leaves the log as it was", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [log, copy] = [orderLogFromRows(rows, EUR), orderLogFromRows(rows, EUR)];
        expect(Object.isFrozen(valueCustomers(log, { asOf }))).toBe(true);
        expect(log).toEqual(copy);
      }),
    );
  });
});
