import { basketsFromLists, basketsFromOrders, basketsFromRows } from "clientele/affinity";
import { InvalidDataError } from "clientele/issues";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const issuesOf = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    if (InvalidDataError.is(error)) return error.issues.map(({ code, row, path }) => [code, row, ...path]);
    throw error;
  }
  return [];
};

describe("baskets of lists", () => {
  it("hold each item once, sorted, and report what was dropped", () => {
    const baskets = basketsFromLists([["b", "a", "b"], [], ["c"]]);
    expect([...baskets.offsets]).toEqual([0, 2, 2, 3]);
    expect([...baskets.items]).toEqual([0, 1, 2]);
    expect([...baskets.itemCounts]).toEqual([1, 1, 1]);
    expect(baskets.report).toEqual({
      occurrences: 4,
      duplicates: 1,
      emptyBaskets: 1,
      emptyCounted: true,
      setAside: [],
      largest: 2,
    });
    expect([baskets.codeOf("c"), baskets.codeOf("d"), baskets.totalWeight]).toEqual([2, undefined, 3]);
    expect(() => baskets.row(3)).toThrow("index must be an integer from 0 to 2, got 3");
  });

  it("leave empty ones out of n when asked to, and set large ones aside", () => {
    const lists = [["a", "b", "c"], [], ["a"], ["a", "a", "b"]];
    const baskets = basketsFromLists(lists, { emptyBaskets: "leave-out", maxItems: 2 });
    expect([baskets.size, baskets.report.setAside, baskets.report.emptyCounted]).toEqual([2, [0], false]);
    expect([...baskets].map((row) => row.items)).toEqual([["a"], ["a", "b"]]);
  });

  it("refuse what is no item, with all places at once", () => {
    const lists = [["a", 1], "ab", ["", "ok"], [null]] as unknown as string[][];
    expect(issuesOf(() => basketsFromLists(lists))).toEqual([
      ["bad-item", 0, 1],
      ["bad-basket", 1],
      ["bad-item", 2, 0],
      ["bad-item", 3, 0],
    ]);
    expect(() => basketsFromLists([], { maxItems: 0 })).toThrow("maxItems must be a positive integer, got 0");
    expect(() => basketsFromLists([], { emptyBaskets: "drop" as "count" })).toThrow(
      'emptyBaskets must be "count" or "leave-out", got "drop"',
    );
  });

  it("are the sets of the lists, whatever the lists", () => {
    const list = fc.array(fc.string({ minLength: 1, maxLength: 2, unit: "grapheme" }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(list, { maxLength: 12 }), (lists) => {
        const baskets = basketsFromLists(lists);
        expect([...baskets].map(({ items }) => new Set(items))).toEqual(lists.map((one) => new Set(one)));
        baskets.itemIds.forEach((id, code) => {
          expect(baskets.itemCounts[code]).toBe(lists.filter((one) => one.includes(id)).length);
        });
      }),
    );
  });
});

describe("baskets of rows", () => {
  it("do not depend on the order of the rows", () => {
    const rows = [
      { basketId: "2", itemId: "x", customerId: "b", boughtOn: "2026-01-02" },
      { basketId: "1", itemId: "y", customerId: "a", boughtOn: "2026-01-01" },
      { basketId: "2", itemId: "a", customerId: "b", boughtOn: "2026-01-02" },
    ] as const;
    const expected = [
      { items: ["y"], basketId: "1", customerId: "a" },
      { items: ["a", "x"], basketId: "2", customerId: "b" },
    ];
    expect([...basketsFromRows(rows)]).toEqual(expected);
    expect([...basketsFromRows([...rows].reverse())]).toEqual(expected);
    expect([...(basketsFromRows(rows).days ?? [])]).toEqual([20454, 20455]);
  });

  it("refuse contradictions and bad ids", () => {
    const rows = [
      { basketId: "1", itemId: "x", customerId: "a" },
      { basketId: "1", itemId: "y", customerId: "b" },
      { basketId: "", itemId: "y" },
      { basketId: "3", itemId: 7, boughtOn: "2026-02-30" },
    ] as unknown as Parameters<typeof basketsFromRows>[0];
    expect(issuesOf(() => basketsFromRows(rows))).toEqual([
      ["contradiction", 1, "customerId"],
      ["bad-id", 2, "basketId"],
      ["bad-item", 3, "itemId"],
      ["bad-day", 3, "boughtOn"],
    ]);
  });
});

describe("baskets of orders", () => {
  const row = (
    customerId: string,
    orderId: string,
    orderedOn: OrderRow["orderedOn"],
    productId: string,
    amount = "1",
  ) => ({ customerId, orderId, orderedOn, amount, ...(productId === "" ? {} : { productId }) });
  const log = orderLogFromRows(
    [
      row("ann", "1", "2026-01-05", "a"),
      row("ann", "1", "2026-01-05", "a"),
      row("ann", "1", "2026-01-05", "b"),
      row("ann", "2", "2026-01-20", "b", "-1"),
      row("ann", "3", "2026-02-03", "c"),
      row("ann", "3", "2026-02-03", "gift", "0"),
      row("bob", "1", "2026-02-04", "a"),
      row("bob", "9", "2026-02-04", ""),
      row("cyd", "7", "2026-03-01", "late"),
    ],
    { currency: "EUR" },
  );

  it("are purchases by order, and say what is in none", () => {
    const baskets = basketsFromOrders(log, { asOf: "2026-03-01" });
    expect([...baskets]).toEqual([
      { items: ["a", "b"], basketId: "1", customerId: "ann" },
      { items: ["c"], basketId: "3", customerId: "ann" },
      { items: ["a"], basketId: "1", customerId: "bob" },
    ]);
    expect(baskets.unit).toBe("order");
    expect(baskets.report).toMatchObject({
      duplicates: 1,
      leftOut: { returns: 1, freeLines: 1, withoutProduct: 1, outside: 1 },
    });
    expect(baskets.customerIds).toEqual(["ann", "bob"]);
    expect(baskets.itemIds).toEqual(["a", "b", "c"]);
  });

  it("are all of a customer, or what falls into one window before the day of the analysis", () => {
    const items = (options: Parameters<typeof basketsFromOrders>[1]) =>
      [...basketsFromOrders(log, options)].map((basket) => basket.items.join(""));
    expect(items({ asOf: "2026-03-01", by: "customer" })).toEqual(["abc", "a"]);
    // windows of 30 days before 1 March: [30 January, 1 March); the 25 days before it are no full window
    expect(items({ asOf: "2026-03-01", by: "window", windowDays: 30 })).toEqual(["c", "a"]);
    expect(items({ asOf: "2026-03-01", by: "window", windowDays: 11 })).toEqual(["ab", "c", "a"]);
    expect(items({ asOf: "2026-03-01", freeLines: "count" })).toEqual(["ab", "cgift", "a"]);
    expect(() => items({ asOf: "2026-03-01", by: "window" })).toThrow("windowDays must be given with by");
    expect(() => items({ asOf: "2026-03-01", windowDays: 3 })).toThrow("windowDays must be given with by");
  });
});
