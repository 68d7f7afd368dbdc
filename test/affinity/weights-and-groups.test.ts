import {
  addGroups,
  basketsFromLists,
  basketsFromOrders,
  basketsFromRows,
  deriveRules,
  groupItems,
  matchRules,
  mineItemsets,
  pickRules,
  rankRules,
  testRules,
  weighBaskets,
  weighBasketsByAge,
  weighBasketsByHubs,
} from "clientele/affinity";
import { InvalidDataError } from "clientele/issues";
import { orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basketsOf, csvRows, haveData } from "./_data.ts";

/** Sun and Bai (2008): transactions 100 to 600. */
const sunBai = ["ABCDE", "CFG", "AB", "A", "CFGH", "AGH"].map((items) => [...items]);

describe("weighted baskets", () => {
  it("have the hub weights and supports of Sun and Bai's example", () => {
    const baskets = weighBasketsByHubs(basketsFromLists(sunBai), { rounds: 15 });
    const weights = [
      0.517652751163364, 0.436257136401648, 0.232137401852419, 0.147626241697736, 0.544045777416111,
      0.412369072131681,
    ];
    [...(baskets.weights ?? [])].forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights[i]!, 13);
    });
    const found = [...mineItemsets(baskets, { minSupport: 0.3 })].map(
      ({ items, support }) => [items.join(""), support] as const,
    );
    const expected: Readonly<Record<string, number>> = {
      C: 0.654103866745736,
      G: 0.608130235369464,
      A: 0.57193664572283,
      F: 0.42806335427717,
      FG: 0.42806335427717,
      CF: 0.42806335427717,
      CG: 0.42806335427717,
      CFG: 0.42806335427717,
      H: 0.417632287742065,
      GH: 0.417632287742065,
      B: 0.327406644803257,
      AB: 0.327406644803257,
    };
    expect(found.map(([items]) => items).sort()).toEqual(Object.keys(expected).sort());
    for (const [items, support] of found) expect(support).toBeCloseTo(expected[items]!, 13);
  });

  it("go on to the eigenvector where the published example stops early", () => {
    const { weights = [] } = weighBasketsByHubs(basketsFromLists(sunBai));
    const shared = sunBai.map((one) =>
      sunBai.map((other) => one.filter((item) => other.includes(item)).length),
    );
    const turned = shared.map((row) => row.reduce((sum, cell, i) => sum + cell * weights[i]!, 0));
    const ratios = turned.map((value, i) => value / weights[i]!);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 12);
  });

  it("lose half of their weight in a half-life", () => {
    const day = (boughtOn: `${number}-${number}-${number}`, itemId: string) => ({
      basketId: boughtOn,
      itemId,
      boughtOn,
    });
    const baskets = basketsFromRows([day("2026-01-31", "a"), day("2026-01-21", "a"), day("2026-01-11", "b")]);
    const weighed = weighBasketsByAge(baskets, { asOf: "2026-02-01", halfLifeDays: 10 });
    expect([...(weighed.weights ?? [])]).toEqual([0.25, 0.5, 1]);
    const found = mineItemsets(weighed, { minCount: 0.3 });
    expect([...found]).toEqual([{ items: ["a"], count: 1.5, support: 1.5 / 1.75 }]);
    expect(() => weighBasketsByAge(baskets, { asOf: "2026-01-31", halfLifeDays: 10 })).toThrow(
      "basket 2 must be of a day before",
    );
    expect(() =>
      weighBasketsByAge(basketsFromLists([["a"]]), { asOf: "2026-01-31", halfLifeDays: 10 }),
    ).toThrow("have no days");
    expect(() => weighBasketsByAge(baskets, { asOf: "2026-02-01", halfLifeDays: 0 })).toThrow(
      "halfLifeDays must be",
    );
  });

  it("with equal weights are baskets without, whatever the order, and are not tested", () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcde"), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 9,
    });
    const weight = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(lists, fc.array(weight, { minLength: 9, maxLength: 9 }), (all, weights) => {
        const plain = basketsFromLists(all);
        const same = weighBaskets(
          plain,
          all.map(() => 3),
        );
        const rows = (b: typeof plain, scale = 1) =>
          [...mineItemsets(b, { minSupport: 0.2 })].map((row) => [row.items, row.count / scale]);
        expect(rows(same, 3)).toEqual(rows(plain));
        const some = weights.slice(0, all.length);
        const forward = weighBaskets(plain, some);
        const back = weighBaskets(basketsFromLists([...all].reverse()), [...some].reverse());
        expect(rows(back)).toEqual(rows(forward));
      }),
    );
    const rules = deriveRules(
      mineItemsets(weighBaskets(basketsFromLists(sunBai), [1, 2, 3, 4, 5, 6]), { minSupport: 0.2 }),
    );
    expect(() => testRules(rules)).toThrow("the baskets are weighted");
    expect(() => weighBaskets(basketsFromLists(sunBai), [1])).toThrow(
      "weights must be 6 numbers, one a basket, got 1",
    );
    expect(() => weighBaskets(basketsFromLists([["a"]]), [-1])).toThrow("the weight of basket 0 must be");
    expect(() => weighBaskets(basketsFromLists([["a"]]), [0])).toThrow("the sum of the weights must be");
  });
});

describe("groups of items", () => {
  const category = new Map([
    ["gouda", "cheese"],
    ["brie", "cheese"],
    ["ale", "beer"],
    ["stout", "beer"],
  ]);
  const department = new Map([
    ["gouda", "food"],
    ["brie", "food"],
    ["ale", "drink"],
    ["stout", "drink"],
  ]);
  const levels = [
    { name: "category", groupOf: (item: string) => category.get(item) ?? "" },
    { name: "department", groupOf: (item: string) => department.get(item) ?? "" },
  ];
  const baskets = basketsFromLists([["gouda", "ale"], ["brie", "ale", "stout"], ["gouda"]]);

  it("never stand beside an item or a group of their own", () => {
    const mixed = addGroups(baskets, levels);
    const sets = [...mineItemsets(mixed, { minCount: 1 })].map(({ items }) => items);
    const pathOf = (item: string) => [
      item,
      `category: ${category.get(item)}`,
      `department: ${department.get(item)}`,
    ];
    for (const set of sets)
      for (const item of category.keys())
        expect(set.filter((one) => pathOf(item).includes(one)).length).toBeLessThan(2);
    expect(sets).toContainEqual(["ale", "category: cheese"]);
    expect(sets).toContainEqual(["category: beer", "department: food"]);
    expect(sets).toContainEqual(["ale", "stout"]);
    // All sets without a trivial pair are there.
    const wholly = [...mineItemsets(basketsFromLists([...mixed].map(({ items }) => items)), { minCount: 1 })];
    const trivial = (set: readonly string[]) =>
      [...category.keys()].some((item) => set.filter((one) => pathOf(item).includes(one)).length > 1);
    expect(sets.length).toBe(wholly.filter(({ items }) => !trivial(items)).length);
  });

  it("must be known, and must not have the name of an item", () => {
    expect(() => groupItems(baskets, (item) => (item === "ale" ? "beer" : ""))).toThrow(InvalidDataError);
    expect(() => addGroups(basketsFromLists([["x: y", "z"]]), [{ name: "x", groupOf: () => "y" }])).toThrow(
      '"x: y" is both',
    );
    expect(() => addGroups(baskets, [levels[0]!, levels[0]!])).toThrow("different names");
  });

  it("keep customers, days and names", () => {
    const log = orderLogFromRows(
      [{ customerId: "c", orderedOn: "2026-01-01", orderId: "o", productId: "ale", amount: "1" }],
      { currency: "EUR" },
    );
    const grouped = groupItems(basketsFromOrders(log, { asOf: "2026-02-01" }), () => "beer");
    expect([grouped.row(0), grouped.days?.[0], grouped.unit]).toEqual([
      { items: ["beer"], basketId: "o", customerId: "c" },
      20454,
      "order",
    ]);
  });
});

describe("matching rules to baskets", () => {
  it("finds the rules whose left side a basket holds, also with other items", () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcdef"), { maxLength: 5 }), { maxLength: 9 });
    fc.assert(
      fc.property(lists, lists, fc.boolean(), (before, after, onlyNew) => {
        const rules = deriveRules(mineItemsets(basketsFromLists(before), { minCount: 1 }), {
          minConfidence: 0.3,
          rightSide: "any",
          emptyLeft: true,
        });
        const baskets = basketsFromLists(after);
        const matches = matchRules(rules, baskets, { onlyNew });
        after.forEach((basket, b) => {
          const expected = [...rules].flatMap(({ left, right }, rule) =>
            left.every((item) => basket.includes(item)) &&
            !(onlyNew && right.every((item) => basket.includes(item)))
              ? [rule]
              : [],
          );
          expect([...matches.rules.subarray(matches.offsets[b], matches.offsets[b + 1])]).toEqual(expected);
        });
      }),
    );
    const rules = deriveRules(mineItemsets(basketsFromLists([["a", "b"]]), { minCount: 1 }));
    expect(() => matchRules(rules, basketsFromLists([["a", "b"]]), { maxResults: 1 })).toThrow(
      "more than 1 matches",
    );
  });
});

describe.skipIf(!haveData)("groups and matches of Groceries (needs CLIENTELE_DATA)", () => {
  const taxonomy = haveData ? csvRows("data/affinity/groceries_items.csv").slice(1) : [];
  const levelOf = (level: 1 | 2) => new Map(taxonomy.map((row) => [row[0]!, row[level === 2 ? 1 : 2]!]));

  it("are those of arules on both levels", () => {
    const grouped = (level: 1 | 2) => groupItems(basketsOf("groceries"), (item) => levelOf(level).get(item)!);
    expect([grouped(2).itemIds.length, grouped(1).itemIds.length]).toEqual([55, 10]);
    const itemsets = mineItemsets(grouped(2), { minSupport: 0.01 });
    const rules = deriveRules(itemsets);
    expect([itemsets.size, rules.size]).toEqual([625, 533]);
    expect([...pickRules(rules, rankRules(rules, "lift").subarray(0, 1))]).toEqual([
      {
        left: ["poultry", "sausage"],
        right: ["vegetables"],
        count: 101,
        support: expect.closeTo(0.0102694458566345, 14),
        confidence: expect.closeTo(0.742647058823529, 14),
        lift: expect.closeTo(2.72027330485267, 13),
      },
    ]);
    expect(deriveRules(mineItemsets(grouped(1), { minSupport: 0.01 })).size).toBe(493);
  });

  it("hold no item beside its own group when products and groups are mixed", () => {
    const levels = [
      { name: "level2", groupOf: (item: string) => levelOf(2).get(item)! },
      { name: "level1", groupOf: (item: string) => levelOf(1).get(item)! },
    ];
    const mixed = mineItemsets(addGroups(basketsOf("groceries"), levels), { minSupport: 0.02, maxLength: 3 });
    const [two, one] = [levelOf(2), levelOf(1)];
    for (const { items } of mixed)
      for (const item of items)
        if (two.has(item))
          expect(
            items.includes(`level2: ${two.get(item)}`) || items.includes(`level1: ${one.get(item)}`),
          ).toBe(false);
    expect(mixed.get(["level2: vegetables", "level2: poultry"])?.count).toBeGreaterThan(0);
  });

  it("are 155,413 of 5,668 rules and 9,835 baskets, as arules counts them", () => {
    const baskets = basketsOf("groceries");
    const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.001 }));
    expect([rules.size, matchRules(rules, baskets).size]).toEqual([5668, 155_413]);
  });
});
