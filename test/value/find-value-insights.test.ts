import { insightSchema } from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { findValueInsights } from "clientele/value";
import { describe, expect, it } from "vitest";

const asOf = "2026-06-01";
const productCategories = new Map([
  ["kettle", "kitchen"],
  ["pot", "kitchen"],
  ["lamp", "light"],
]);
const buys = (customerId: string, products: readonly (string | undefined)[], amount = "100"): OrderRow[] =>
  products.map((productId, i) => ({
    customerId,
    orderedOn: `2026-0${i + 1}-15` as "2026-01-15",
    amount,
    productId,
  }));
const found = (rows: OrderRow[], options: object = {}) =>
  findValueInsights(orderLogFromRows(rows, { currency: "EUR" }), { asOf, productCategories, ...options });

describe("a narrow range", () => {
  it("is found of A customers who buy from one category alone", () => {
    const [insight, ...others] = found([
      ...buys("ann", ["kettle", "pot", "kettle"]),
      ...buys("bob", ["kettle", "lamp", "kettle"]),
      ...buys("cyd", ["kettle", "kettle", "kettle"], "1"),
    ]);
    expect(others).toEqual([]);
    expect(insight).toMatchObject({
      id: "value.narrow-range:ann:2026-06-01",
      subjectId: "ann",
      strength: 0.75,
      payload: { categories: 1, amount: "300.00", currency: "EUR" },
    });
    expect(insight?.evidence.map((fact) => fact.value)).toEqual(["kitchen", 3, "300.00"]);
    expect(insightSchema.safeParse(insight).error).toBeUndefined();
    expect(JSON.parse(JSON.stringify(insight))).toEqual(insight);
  });

  it("is not concluded of few orders, unknown products, or purchases of another year", () => {
    expect(found(buys("ann", ["kettle", "pot"]))).toEqual([]);
    expect(found(buys("ann", ["kettle", "pot"]), { minimumOrders: 2 })).toHaveLength(1);
    expect(found(buys("ann", ["kettle", "pot", undefined]))).toEqual([]);
    expect(found(buys("ann", [undefined, "kettle", "pot"]))).toEqual([]);
    expect(found(buys("ann", ["kettle", "pot", "spoon"]))).toEqual([]);
    expect(found(buys("ann", [undefined, undefined, undefined]))).toEqual([]);
    expect(found(buys("ann", ["kettle", "pot", "pot"]), { asOf: "2027-02-16" })).toEqual([]);
    const sameDay = { orderId: "1", orderedOn: "2026-02-01" } as const;
    expect(found(buys("ann", ["kettle", "pot", "pot"]).map((row) => ({ ...row, ...sameDay })))).toEqual([]);
  });

  it("disregards what was given back or given away", () => {
    const rows = [
      ...buys("ann", ["kettle", "pot", "pot"]),
      { customerId: "ann", orderedOn: "2026-04-01", amount: "-5", productId: "lamp" } as const,
      { customerId: "ann", orderedOn: "2026-04-02", amount: "0", productId: "lamp" } as const,
    ];
    expect(found(rows)[0]?.payload).toMatchObject({ amount: "300.00" });
  });

  it("is refused for a number of orders that is none", () => {
    expect(() => found([], { minimumOrders: 0 })).toThrow(
      "Cannot find insights: minimumOrders must be a positive integer, got 0",
    );
  });
});
