import { type OrderRow, orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows, anyShuffledRows } from "./arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;
const row = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: string,
  orderId?: string,
): OrderRow => ({
  customerId,
  orderedOn,
  amount,
  orderId,
});

describe("an order log", () => {
  it("stands in canonical order: customer, day, order, product, amount", () => {
    const log = orderLogFromRows(
      [
        { ...row("b", "2026-01-02", "1", "o9"), productId: "p" },
        { ...row("a", "2026-01-03", "9", "o2"), productId: "p" },
        { ...row("a", "2026-01-03", "5", "o1"), productId: "q" },
        { ...row("a", "2026-01-03", "7", "o1"), productId: "p" },
        { ...row("a", "2026-01-03", "6", "o1"), productId: "p" },
        { ...row("a", "2026-01-01", "2", "o3"), productId: "p" },
      ],
      EUR,
    );
    expect([...log.amounts]).toEqual([200, 600, 700, 500, 900, 100]);
    expect([...log.customers]).toEqual([0, 0, 0, 0, 0, 1]);
    expect([...log.orderCodes]).toEqual([0, 1, 1, 1, 2, 3]);
    expect(log.orderIds).toEqual(["o3", "o1", "o2", "o9"]);
    expect([...(log.products ?? [])]).toEqual([0, 0, 0, 1, 0, 0]);
    expect(log.productIds).toEqual(["p", "q"]);
  });

  it("sorts ids by code point, not by UTF-16 unit", () => {
    const rows = ["😀", "～", "b", "a"].map((id) => row(id, "2026-01-01", "1"));
    expect(orderLogFromRows(rows, EUR).customerIds).toEqual(["a", "b", "～", "😀"]);
  });

  it("tells the orders of two customers apart who carry the same order id", () => {
    const log = orderLogFromRows(
      [row("a", "2026-01-01", "1", "1"), row("b", "2026-01-01", "1", "1"), row("a", "2026-01-09", "1", "1")],
      EUR,
    );
    expect(log.orders).toBe(2);
    expect([...log.orderCodes]).toEqual([0, 0, 1]);
    expect(log.orderUnit).toBe("order");
  });

  it("takes a buying day for an order, and says so, where one line has no order id", () => {
    const log = orderLogFromRows(
      [row("a", "2026-01-01", "1", "1"), row("a", "2026-01-01", "1"), row("a", "2026-01-02", "1", "1")],
      EUR,
    );
    expect(log).toMatchObject({ orders: 2, orderUnit: "customer-day" });
    expect(log.orderIds).toBeUndefined();
    expect([...log.orderCodes]).toEqual([0, 0, 1]);
  });

  it("keeps every decimal, of amounts and of exact products", () => {
    const log = orderLogFromRows(
      [
        row("a", "2026-01-01", "8911407.904"),
        { customerId: "a", orderedOn: "2026-01-02", quantity: "12", price: "0.425" },
        { customerId: "a", orderedOn: "2026-01-03", quantity: "-3", price: "0.1" },
      ],
      EUR,
    );
    expect(log.exponent).toBe(3);
    expect([...log.amounts]).toEqual([8911407904, 5100, -300]);
  });

  it("takes a row with an amount at its amount, as an order line of the model has it", () => {
    const line = {
      ...row("a", "2026-01-01", "10.00"),
      quantity: "3",
      schemaVersion: 1,
      id: "l1",
      currency: "EUR",
    };
    expect([...orderLogFromRows([line], EUR).amounts]).toEqual([1000]);
  });

  it("has costs when every line has one, partial costs when some have, and says how many lack one", () => {
    const full = orderLogFromRows([{ ...row("a", "2026-01-01", "10"), cost: "4.125" }], EUR);
    expect([full.exponent, full.costs?.[0], full.linesWithoutCost]).toEqual([3, 4125, 0]);
    const part = orderLogFromRows(
      [{ ...row("a", "2026-01-01", "10"), cost: "4" }, row("a", "2026-01-02", "5")],
      EUR,
    );
    expect([part.costs, part.linesWithoutCost]).toEqual([undefined, 1]);
    expect(part.partialCosts).toEqual({ units: Float64Array.of(400, 0), known: Uint8Array.of(1, 0) });
    const none = orderLogFromRows([row("a", "2026-01-01", "10")], EUR);
    expect([none.costs, none.partialCosts, none.linesWithoutCost]).toEqual([undefined, undefined, 1]);
  });

  it("puts a cost of zero after no cost, so that equal lines stand the same however they came", () => {
    const known = { ...row("a", "2026-01-01", "10"), cost: "0" };
    const unknown = row("a", "2026-01-01", "10");
    const marks = [known, unknown].map((first, i) => {
      const log = orderLogFromRows([first, i === 0 ? unknown : known], EUR);
      return [...(log.partialCosts?.known ?? [])];
    });
    expect(marks).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it("marks lines without a product, and has no product column when no line has one", () => {
    const one = orderLogFromRows(
      [row("a", "2026-01-01", "1"), { ...row("a", "2026-01-02", "1"), productId: "p" }],
      EUR,
    );
    expect([...(one.products ?? [])]).toEqual([-1, 0]);
    expect(orderLogFromRows([row("a", "2026-01-01", "1")], EUR).products).toBeUndefined();
  });

  it("observes from the first day to the day after the last, or the window given", () => {
    const rows = [row("a", "2026-01-05", "1"), row("a", "2025-12-31", "1")];
    expect(orderLogFromRows(rows, EUR).window).toEqual({ from: "2025-12-31", to: "2026-01-06" });
    const window = { from: "2025-01-01", to: "2026-02-01" } as const;
    expect(orderLogFromRows(rows, { ...EUR, window }).window).toEqual(window);
  });

  it("refuses a window that does not hold all lines, or ends before it begins", () => {
    const rows = [row("a", "2026-01-05", "1")];
    expect(() =>
      orderLogFromRows(rows, { ...EUR, window: { from: "2026-01-01", to: "2026-01-05" } }),
    ).toThrow(
      new RangeError(
        "Cannot make order log: window must hold all lines, 2026-01-05 to 2026-01-05, got [2026-01-01, 2026-01-05)",
      ),
    );
    expect(() => orderLogFromRows([], { ...EUR, window: { from: "2026-01-02", to: "2026-01-01" } })).toThrow(
      /must not end before it begins/,
    );
  });

  it("is empty without rows", () => {
    const log = orderLogFromRows([], EUR);
    expect(log).toMatchObject({ size: 0, orders: 0, customerIds: [], exponent: 2, linesWithoutCost: 0 });
    expect(log.window.from).toBe(log.window.to);
  });

  it("names the customer whose amounts pass 2^53 units, and lets them come up to it", () => {
    const most = "90071992547409.91";
    expect(orderLogFromRows([row("a", "2026-01-01", most), row("b", "2026-01-01", most)], EUR).size).toBe(2);
    for (const more of ["0.01", "-0.01"]) {
      expect(() =>
        orderLogFromRows([row("a", "2026-01-01", most), row("a", "2026-01-02", more)], EUR),
      ).toThrow(
        /^Cannot make order log: the amounts and costs of customer "a" must add up to at most 90071992547409\.91 EUR/,
      );
    }
    expect(() => orderLogFromRows([{ ...row("a", "2026-01-01", most), cost: "0.01" }], EUR)).toThrow(
      /customer "a"/,
    );
  });

  it("refuses an unknown currency and a scale out of range", () => {
    expect(() => orderLogFromRows([], { currency: "EURO" })).toThrow(RangeError);
    expect(() => orderLogFromRows([], { ...EUR, maxExponent: 16 })).toThrow(RangeError);
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(anyShuffledRows, ([rows, shuffled]) => {
        expect(orderLogFromRows(shuffled, EUR)).toEqual(orderLogFromRows(rows, EUR));
      }),
    );
  });

  it("keeps every line, neither more nor less", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const log = orderLogFromRows(rows, EUR);
        const scale = 10 ** log.exponent;
        const lines = Array.from(log.amounts, (amount, i) =>
          JSON.stringify([
            log.customerIds[log.customers[i] ?? -1],
            log.days[i],
            Math.round(amount),
            log.productIds[log.products?.[i] ?? -1] ?? null,
          ]),
        );
        const expected = rows.map((line) =>
          JSON.stringify([
            line.customerId,
            Date.parse(line.orderedOn) / 86_400_000,
            Math.round(Number(line.amount) * scale),
            line.productId ?? null,
          ]),
        );
        expect(lines.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it("changes nothing of its rows, and freezes itself", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const frozen = rows.map((line) => Object.freeze({ ...line }));
        const log = orderLogFromRows(Object.freeze(frozen), EUR);
        expect(frozen).toEqual(rows);
        expect([log, log.customerIds, log.productIds, log.window].every(Object.isFrozen)).toBe(true);
      }),
    );
  });
});
