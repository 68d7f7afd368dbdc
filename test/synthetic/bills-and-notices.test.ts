import { addDays } from "clientele/calendar";
import { checkRecords, recordKinds } from "clientele/model";
import { generateRetailer } from "clientele/synthetic";
import { describe, expect, it } from "vitest";

const asOf = "2026-11-22";
const retailer = generateRetailer({ seed: 4, asOf, customers: 600, turns: true });

describe("bills, recalls and notices", () => {
  it("bill each order of an organisation the day after, for what its lines cost, to be paid in 30 days", () => {
    const { invoices, orderLines } = retailer;
    expect(checkRecords(recordKinds.Invoice.schema, invoices).issues).toEqual([]);
    const orders = new Map<string, { on: string; pence: number }>();
    for (const { orderId, customerId, orderedOn, amount } of orderLines) {
      const pence = Math.round(100 * Number(amount));
      if (!customerId.startsWith("o") || pence <= 0) continue;
      const order = orders.get(orderId) ?? { on: orderedOn, pence: 0 };
      orders.set(orderId, { ...order, pence: order.pence + pence });
    }
    const billed = new Map(invoices.map((invoice) => [invoice.orderIds?.[0] ?? "", invoice]));
    expect(billed.size).toBe(invoices.length);
    expect([...orders.keys()].filter((id) => !billed.has(id))).toEqual([]);
    for (const [id, { on, pence }] of orders) {
      const { issuedOn, dueOn, amount } = billed.get(id)!;
      expect([id, issuedOn, dueOn]).toEqual([
        id,
        addDays(on as typeof asOf, 1),
        addDays(on as typeof asOf, 31),
      ]);
      expect([id, Math.round(100 * Number(amount))]).toEqual([id, pence]);
    }
  });

  it("are open for a while, and now and then come back", () => {
    const { invoices } = retailer;
    const open = invoices.filter(({ paidOn }) => paidOn === undefined);
    expect(open.length).toBeGreaterThan(0);
    // Ten days at most after the term of 30, or five weeks late: nothing is open for longer.
    expect(open.every(({ dueOn }) => dueOn > addDays(asOf, -37))).toBe(true);
    expect(invoices.some(({ paymentFailedOn }) => paymentFailedOn !== undefined)).toBe(true);
    expect(invoices.every(({ paidOn }) => paidOn === undefined || paidOn < asOf)).toBe(true);
  });

  it("tell of what is called back and what changes its price, of the catalogue's products", () => {
    const { recalls, productNotices, products, installedProducts, orderLines } = retailer;
    expect(checkRecords(recordKinds.Recall.schema, recalls).issues).toEqual([]);
    expect(checkRecords(recordKinds.ProductNotice.schema, productNotices).issues).toEqual([]);
    const ids = new Set(products.map(({ id }) => id));
    for (const { productId } of recalls) {
      expect(ids.has(productId)).toBe(true);
      expect([...installedProducts, ...orderLines].some((one) => one.productId === productId)).toBe(true);
    }
    expect(productNotices.flatMap((one) => one.productIds).filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(productNotices.map(({ kind }) => kind))).toEqual(
      new Set(["price-change", "back-in-stock"]),
    );
    const plain = generateRetailer({ seed: 4, asOf, customers: 600 });
    expect([plain.recalls, plain.productNotices]).toEqual([[], []]);
    expect(plain.invoices).toEqual(retailer.invoices);
  });
});
