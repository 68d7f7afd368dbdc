import {
  mineProfitableItemsets,
  TooManyResultsError,
  type ValuedItem,
  valuedBasketsFromLists,
  valuedBasketsFromOrders,
} from "clientele/affinity";
import { InvalidDataError } from "clientele/issues";
import { orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haveData, textOf } from "./_data.ts";

describe("profitable itemsets", () => {
  it("equal those added up one by one, losses included", () => {
    const basket = fc.uniqueArray(
      fc.record({ itemId: fc.constantFrom(..."abcde"), value: fc.integer({ min: -6, max: 9 }) }),
      {
        selector: ({ itemId }) => itemId,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(
        fc.array(basket, { maxLength: 9 }),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 5 }),
        (lists, minValue, maxLength) => {
          const expected: string[] = [];
          for (let mask = 1; mask < 32; mask++) {
            const set = [..."abcde"].filter((_, i) => (mask >> i) & 1);
            if (set.length > maxLength) continue;
            const holding = lists.filter((list) =>
              set.every((item) => list.some(({ itemId }) => itemId === item)),
            );
            const value = holding
              .flat()
              .reduce((sum, item) => sum + (set.includes(item.itemId) ? item.value : 0), 0);
            if (value >= minValue) expected.push(`${set.join("")} ${value} ${holding.length}`);
          }
          const found = mineProfitableItemsets(valuedBasketsFromLists(lists), { minValue, maxLength });
          expect(
            found.map(({ items, value, count }) => `${items.join("")} ${value} ${count}`).sort(),
          ).toEqual(expected.sort());
          expect(found.every(({ value }, i) => i === 0 || value <= found[i - 1]!.value)).toBe(true);
        },
      ),
    );
  });

  it("of orders count revenue less cost, exactly, and refuse where costs are missing", () => {
    const line = (orderId: string, productId: string, amount: string, cost?: string) => ({
      customerId: "ann",
      orderedOn: "2026-01-02" as const,
      orderId,
      productId,
      amount,
      ...(cost === undefined ? {} : { cost }),
    });
    const log = orderLogFromRows(
      [
        line("1", "a", "10.10", "4.05"),
        line("1", "a", "0.20", "0.10"),
        line("1", "b", "1", "3"),
        line("2", "a", "5", "1"),
      ],
      { currency: "EUR" },
    );
    const found = mineProfitableItemsets(valuedBasketsFromOrders(log, { asOf: "2026-02-01" }), {
      minValue: 400,
    });
    expect(found).toEqual([
      { items: ["a"], value: 1015, count: 2 },
      { items: ["a", "b"], value: 415, count: 1 },
    ]);
    const revenue = valuedBasketsFromOrders(log, { asOf: "2026-02-01", value: "revenue", by: "customer" });
    expect([...revenue.values]).toEqual([1530, 100]);
    const without = orderLogFromRows([line("1", "a", "1"), line("2", "b", "1", "0.5")], { currency: "EUR" });
    expect(() => valuedBasketsFromOrders(without, { asOf: "2026-02-01" })).toThrow("1 of 2 lack theirs");
  });

  it("of a basket with 10,000 items end with what to change, and not with the stack", () => {
    const of = (length: number) =>
      valuedBasketsFromLists([
        Array.from({ length }, (_, i) => ({ itemId: `i${i}`, value: 1 })),
        [
          { itemId: "i1", value: 3 },
          { itemId: "i2", value: 2 },
        ],
      ]);
    expect(() => mineProfitableItemsets(of(10_000), { minValue: 9999 })).toThrow(
      "Cannot mine profitable itemsets: sets of more than 500 items may be worth 9999; raise minValue, or give a maxLength of at most 500",
    );
    // One item in two baskets is worth 4, and with each other of the large one 5.
    expect(mineProfitableItemsets(of(1000), { minValue: 6, maxLength: 2 })).toEqual([
      { items: ["i1", "i2"], value: 7, count: 2 },
    ]);
  });

  it("refuse bad values and options", () => {
    const bad = [
      [
        { itemId: "a", value: Number.NaN },
        { itemId: 1, value: 1 },
      ],
    ] as unknown as ValuedItem[][];
    expect(() => valuedBasketsFromLists(bad)).toThrow(InvalidDataError);
    const baskets = valuedBasketsFromLists([
      [
        { itemId: "a", value: 2 },
        { itemId: "b", value: 2 },
      ],
    ]);
    expect(() => mineProfitableItemsets(baskets, { minValue: 0 })).toThrow(
      "minValue must be a number above 0, got 0",
    );
    expect(() => mineProfitableItemsets(baskets, { minValue: 1, maxResults: 1 })).toThrow(
      TooManyResultsError,
    );
  });

  describe.skipIf(!haveData)("of SPMF's example (needs CLIENTELE_DATA)", () => {
    it("are the eight of HUI-Miner", () => {
      const lists = textOf("golden/affinity/spmf_DB_utility.txt")
        .trim()
        .split("\n")
        .map((line) => {
          const [items = "", , values = ""] = line.trim().split(":");
          const worth = values.split(" ").map(Number);
          return items.split(" ").map((itemId, i) => ({ itemId, value: worth[i]! }));
        });
      const found = mineProfitableItemsets(valuedBasketsFromLists(lists), { minValue: 30 });
      expect(Object.fromEntries(found.map(({ items, value }) => [items.join(), value]))).toEqual({
        "2,4": 30,
        "2,5": 31,
        "1,3,5": 31,
        "2,3,4": 34,
        "2,3,5": 37,
        "2,4,5": 36,
        "2,3,4,5": 40,
        "1,2,3,4,5,6": 30,
      });
    });
  });
});
