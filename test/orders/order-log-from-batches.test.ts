import { dateOfDay } from "clientele/calendar";
import {
  createIdDictionary,
  type LineBatch,
  type OrderRow,
  orderLogFromBatches,
  orderLogFromRows,
} from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const EUR = { currency: "EUR" } as const;
const anyLine = fc.record({
  customer: fc.nat(9),
  order: fc.nat(20),
  product: fc.nat(5),
  day: fc.integer({ min: 20_000, max: 20_010 }),
  cents: fc.integer({ min: -500, max: 900 }),
  cost: fc.integer({ min: -100, max: 300 }),
});
type Line = typeof anyLine extends fc.Arbitrary<infer T> ? T : never;

const unitsOf = (units: number[]) => ({ ...EUR, exponent: 2, units: Int32Array.from(units) });
const batchOf = (lines: readonly Line[]): LineBatch => ({
  customers: Int32Array.from(lines, (line) => line.customer),
  orders: Int32Array.from(lines, (line) => line.order),
  products: Int32Array.from(lines, (line) => line.product),
  days: Int32Array.from(lines, (line) => line.day),
  amounts: unitsOf(lines.map((line) => line.cents)),
  costs: unitsOf(lines.map((line) => line.cost)),
});
const rowOf = (line: Line, customerId: string): OrderRow => ({
  customerId,
  orderId: String(line.order),
  productId: String(line.product),
  orderedOn: dateOfDay(line.day),
  amount: (line.cents / 100).toFixed(2),
  cost: (line.cost / 100).toFixed(2),
});

describe("a log of batches", () => {
  const names = Array.from({ length: 10 }, (_, i) => `käufer ${9 - i}`);
  it("is the log of the same rows, with codes of a dictionary, bytes or bare numbers", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), fc.array(anyLine, { maxLength: 9 }), (a, b) => {
        const rows = [...a, ...b];
        const named = orderLogFromRows(
          rows.map((line) => rowOf(line, names[line.customer]!)),
          EUR,
        );
        const customers = createIdDictionary(names);
        expect(orderLogFromBatches([batchOf(a), batchOf(b)], { ...EUR, customers })).toEqual(named);
        const texts = [a, b].map((lines): LineBatch => {
          const parts = lines.map((line) => new TextEncoder().encode(names[line.customer]!));
          const offsets = new Int32Array(lines.length + 1);
          parts.forEach((part, i) => {
            offsets[i + 1] = offsets[i]! + part.length;
          });
          return {
            ...batchOf(lines),
            customers: { offsets, bytes: Uint8Array.from(parts.flatMap((part) => [...part])) },
          };
        });
        expect(orderLogFromBatches(texts, EUR)).toEqual(named);
        const bare = orderLogFromRows(
          rows.map((line) => rowOf(line, String(line.customer))),
          EUR,
        );
        expect(orderLogFromBatches([batchOf(b), batchOf(a)], EUR)).toEqual(bare);
      }),
      { numRuns: 50 },
    );
  });

  it("may lack orders, products and costs, and have a window", () => {
    const {
      orders: _,
      products: __,
      costs: ___,
      ...bare
    } = batchOf([{ customer: 1, order: 1, product: 1, day: 20_000, cents: 100, cost: 1 }]);
    const window = { from: "2024-10-01", to: "2024-11-01" } as const;
    const log = orderLogFromBatches([bare], { ...EUR, window });
    expect([log.orderUnit, log.products, log.linesWithoutCost, log.window]).toEqual([
      "customer-day",
      undefined,
      1,
      window,
    ]);
  });

  const batch = batchOf([{ customer: 1, order: 1, product: 1, day: 20_000, cents: 100, cost: 1 }]);
  it.each<[object, string]>([
    [{ orders: Int32Array.of(-1) }, "Cannot add batch 0: 1 issue\n  row 0, orders: expected a code from 0"],
    [{ customers: Int32Array.of(-1) }, "row 0, customers: expected a code from 0"],
    [{ days: Int32Array.of(-40_000) }, "row 0, days: expected a day from 1900-01-01"],
    [{ products: Int32Array.of(1, 2) }, "products must have 1 rows, as customers have, got 2"],
    [{ orders: ["1"] }, "orders must be an Int32Array of codes, or offsets and bytes, got an array of 1"],
  ])("refuses %j", (change, message) => {
    expect(() => orderLogFromBatches([{ ...batch, ...change } as LineBatch], EUR)).toThrow(message);
  });
});
