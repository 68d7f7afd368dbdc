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

  it("keeps moments, quantities, channels and places, batch by batch where there are any", () => {
    const anyDetail = fc.record({
      line: anyLine,
      moment: fc.integer({ min: 0, max: 2e12 }),
      quantity: fc.integer({ min: -99, max: 99 }),
      channel: fc.constantFrom("web", "shop", "phone"),
      place: fc.constantFrom("é", "a"),
    });
    const utf8 = (texts: readonly string[]) => {
      const parts = texts.map((text) => new TextEncoder().encode(text));
      const offsets = new Int32Array(texts.length + 1);
      parts.forEach((part, i) => {
        offsets[i + 1] = offsets[i]! + part.length;
      });
      return { offsets, bytes: Uint8Array.from(parts.flatMap((part) => [...part])) };
    };
    fc.assert(
      fc.property(fc.array(anyDetail, { maxLength: 20 }), fc.array(anyDetail, { maxLength: 9 }), (a, b) => {
        const named = orderLogFromRows(
          [
            ...a.map(({ line, moment, quantity, channel, place }) => ({
              ...rowOf(line, names[line.customer]!),
              orderedAt: moment,
              quantity: (quantity / 10).toFixed(1),
              channel,
              placeId: place,
            })),
            ...b.map(({ line, quantity }) => ({
              ...rowOf(line, names[line.customer]!),
              quantity: String(quantity),
            })),
          ],
          EUR,
        );
        const log = orderLogFromBatches(
          [
            {
              ...batchOf(a.map(({ line }) => line)),
              moments: BigInt64Array.from(a, ({ moment }) => BigInt(moment)),
              quantities: { exponent: 1, units: Float64Array.from(a, ({ quantity }) => quantity) },
              channels: utf8(a.map(({ channel }) => channel)),
              places: utf8(a.map(({ place }) => place)),
            },
            {
              ...batchOf(b.map(({ line }) => line)),
              quantities: { exponent: 0, units: Int32Array.from(b, ({ quantity }) => quantity) },
            },
          ],
          { ...EUR, customers: createIdDictionary(names) },
        );
        const { quantities: ours, ...rest } = log;
        const { quantities: theirs, ...others } = named;
        expect(rest).toEqual(others);
        // The same quantities; rows choose the least scale that holds them.
        const plain = (q: typeof ours) =>
          q && [...q.values].map((value, i) => (q.known[i] === 1 ? value / 10 ** q.exponent : "none"));
        expect(plain(ours)).toEqual(plain(theirs));
      }),
      { numRuns: 50 },
    );
  });

  it("names bad moments and quantities by row, and columns that do not fit", () => {
    const batch = {
      customers: Int32Array.of(0, 0),
      days: Int32Array.of(20_000, 20_000),
      amounts: unitsOf([1, 2]),
    };
    const log = (more: object) => () => orderLogFromBatches([{ ...batch, ...more } as LineBatch], EUR);
    expect(log({ moments: Float64Array.of(1, 0.5) })).toThrow(/row 1.*moments.*whole epoch milliseconds/);
    expect(log({ moments: Float64Array.of(1) })).toThrow(
      "moments must have 2 rows, as customers have, got 1",
    );
    expect(log({ moments: [1, 2] })).toThrow("moments must be a Float64Array or BigInt64Array");
    expect(log({ quantities: { exponent: 16, units: Int32Array.of(1, 1) } })).toThrow(
      "quantities must have an exponent from 0 to 15, got 16",
    );
    expect(log({ quantities: { exponent: 0, units: [1, 2] } })).toThrow("quantities must be units in");
    expect(log({ quantities: { exponent: 0, units: Float64Array.of(2 ** 53, 1) } })).toThrow(
      /row 0.*quantities.*below 2\^53/,
    );
    expect(log({ channels: Int32Array.of(-1, 0) })).toThrow(/row 0.*channels/);
    expect(() =>
      orderLogFromBatches(
        [
          { ...batch, quantities: { exponent: 0, units: Float64Array.of(2 ** 52, 1) } },
          { ...batch, quantities: { exponent: 3, units: Float64Array.of(1, 1) } },
        ],
        EUR,
      ),
    ).toThrow("quantities must be below 2^53 units at the finest scale of all batches");
  });
});
