import { describeOrders, orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows } from "./arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;

describe("the summary of an order log", () => {
  it("keeps purchases, returns and free lines apart", () => {
    const on = { orderedOn: "2026-01-01" } as const;
    const log = orderLogFromRows(
      [
        { customerId: "a", orderId: "1", amount: "5.25", ...on },
        { customerId: "a", orderId: "1", amount: "0", ...on },
        { customerId: "b", orderId: "2", amount: "1.125", ...on },
        { customerId: "b", orderId: "3", amount: "-0.125", ...on },
        { customerId: "c", orderId: "4", amount: "-2", ...on },
        { customerId: "d", orderId: "5", amount: "0.00", ...on },
      ],
      EUR,
    );
    expect(describeOrders(log)).toEqual({
      purchases: { lines: 2, customers: 2, orders: 2, amount: { amount: "6.375", currency: "EUR" } },
      returns: {
        lines: 2,
        customers: 2,
        orders: 2,
        creditNotes: 2,
        amount: { amount: "-2.125", currency: "EUR" },
      },
      freeLines: 2,
      net: { customers: 4, amount: { amount: "4.25", currency: "EUR" } },
    });
  });

  it("is exact beyond 2^53", () => {
    const most = "90071992547409.91";
    const log = orderLogFromRows(
      ["a", "b", "c"].map((customerId) => ({ customerId, orderedOn: "2026-01-01", amount: most })),
      EUR,
    );
    expect(describeOrders(log).purchases.amount.amount).toBe("270215977642229.73");
  });

  it("is a frozen record that JSON keeps, and agrees with a count by hand", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const summary = describeOrders(orderLogFromRows(rows, EUR));
        expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
        expect(Object.isFrozen(summary) && Object.isFrozen(summary.purchases)).toBe(true);
        const bought = rows.filter((row) => Number(row.amount) > 0);
        expect(summary.purchases.lines).toBe(bought.length);
        expect(summary.purchases.customers).toBe(new Set(bought.map((row) => row.customerId)).size);
        const byId = rows.every((row) => row.orderId !== undefined);
        const keys = bought.map((row) =>
          JSON.stringify([row.customerId, byId ? row.orderId : row.orderedOn]),
        );
        expect(summary.purchases.orders).toBe(new Set(keys).size);
      }),
    );
  });
});
