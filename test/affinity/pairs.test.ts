import {
  basketsFromLists,
  deriveRules,
  findSubstitutes,
  measureRules,
  measureSwitching,
  mineItemsets,
  type RuleMeasure,
  TooManyResultsError,
  tabulatePairs,
  weighBaskets,
} from "clientele/affinity";
import { orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basketsOf, haveData } from "./_data.ts";

describe("pairs", () => {
  it("are those of openretailscience's example, in both directions [S2-31]", () => {
    const lists = [
      ["milk", "bread", "fruit"],
      ["butter", "eggs", "fruit"],
      ["beer", "diapers"],
      ["milk", "bread", "butter", "eggs", "fruit"],
      ["bread"],
    ];
    const baskets = basketsFromLists(lists);
    const pairs = tabulatePairs(baskets, { minCount: 1 });
    expect(2 * pairs.size).toBe(22);
    expect(pairs.get("diapers", "beer")).toMatchObject({ items: ["beer", "diapers"], count: 1, lift: 5 });
    expect(pairs.get("bread", "butter")).toMatchObject({
      support: 0.2,
      lift: expect.closeTo(5 / 6, 14),
      firstCount: 3,
      secondCount: 2,
    });
    const rules = deriveRules(mineItemsets(baskets, { minCount: 1 }), { minConfidence: 0 });
    expect([...rules].filter(({ left }) => left.length === 1).length).toBe(22);
    expect([...rules].filter(({ left }) => left.length === 2).length).toBe(30);
    expect(
      [...rules].find(({ left, right }) => left.join() === "bread,butter" && right[0] === "eggs"),
    ).toMatchObject({ confidence: 1, lift: 2.5 });
  });

  it("are counted as by itemsets, and those never together too", () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcdef"), { maxLength: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 3 }), (all, minCount) => {
        const baskets = basketsFromLists(all);
        const pairs = tabulatePairs(baskets, { minCount, minPairCount: 0 });
        const items = baskets.itemIds.filter((_, code) => baskets.itemCounts[code]! >= minCount);
        expect([pairs.size, pairs.candidates]).toEqual([
          (items.length * Math.max(0, items.length - 1)) / 2,
          pairs.size,
        ]);
        for (const { items: both, count } of pairs)
          expect(count).toBe(all.filter((one) => both.every((item) => one.includes(item))).length);
      }),
    );
    const four = basketsFromLists([["a", "b", "c", "d"]]);
    expect(() => tabulatePairs(four, { minCount: 1, maxResults: 5 })).toThrow(TooManyResultsError);
    expect(() => tabulatePairs(four, { minCount: 1, minPairCount: -1 })).toThrow("minPairCount must be");
    expect(() => tabulatePairs(four, { minCount: 1 }).row(6)).toThrow("Cannot read pair");
    expect(tabulatePairs(weighBaskets(four, [0.5]), { minCount: 0.1 }).row(0).count).toBe(0.5);
  });
});

describe("mlxtend's example", () => {
  const names = [
    "Apple",
    "Corn",
    "Dill",
    "Eggs",
    "Ice cream",
    "Kidney Beans",
    "Milk",
    "Nutmeg",
    "Onion",
    "Unicorn",
    "Yogurt",
  ];
  const rows = ["00010111101", "00110101101", "10010110000", "01000110011", "01011100100"];
  const baskets = basketsFromLists(rows.map((row) => names.filter((_, i) => row[i] === "1")));
  const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.6 }), {
    minConfidence: 0,
    rightSide: "any",
  });
  const atLeast = (measure: RuleMeasure, least: number) => {
    const column = measureRules(rules, measure);
    return [...rules].filter((_, rule) => {
      const found = column.at(rule);
      return found.kind === "unbounded" || (found.kind === "value" && found.value >= least - 1e-12);
    }).length;
  };
  it("has as many rules above each threshold", () => {
    expect(
      deriveRules(mineItemsets(baskets, { minSupport: 0.6 }), { minConfidence: 0.8, rightSide: "any" }).size,
    ).toBe(9);
    expect(atLeast("leverage", 0.1)).toBe(6);
    expect(atLeast("lift", 1.1)).toBe(6);
    expect(atLeast("jaccard", 0.7)).toBe(8);
    expect(atLeast("certainty", 0.6)).toBe(3);
    expect(atLeast("kulczynski", 0.9)).toBe(2);
    // mlxtend counts 11: it takes the five rules whose right side is in every basket, zero over zero, as infinite.
    expect(atLeast("conviction", 1.5)).toBe(6);
    const kinds = measureRules(rules, "conviction").kinds;
    expect(kinds.filter((kind) => kind === 2).length).toBe(5);
    const onion = [...rules].findIndex(
      ({ left, right }) => left.join() === "Onion" && right.join() === "Eggs",
    );
    const of = (measure: RuleMeasure) => measureRules(rules, measure).at(onion);
    expect(of("lift")).toEqual({ kind: "value", value: 1.25 });
    expect(of("leverage")).toEqual({ kind: "value", value: expect.closeTo(0.12, 14) });
    expect(of("conviction")).toEqual({ kind: "unbounded", sign: 1 });
    expect(of("zhang")).toEqual({ kind: "value", value: expect.closeTo(0.5, 14) });
    expect(of("kulczynski")).toEqual({ kind: "value", value: 0.875 });
  });
});

describe("substitutes", () => {
  it("are tested among all pairs of frequent items", () => {
    const apart = [
      ...Array.from({ length: 12 }, () => ["a", "c"]),
      ...Array.from({ length: 12 }, () => ["b", "c"]),
    ];
    const found = findSubstitutes(basketsFromLists(apart), { minCount: 1, adjust: "bonferroni" });
    expect(found.map(({ items }) => items)).toEqual([["a", "b"]]);
    // Of three pairs this one alone: 1 / C(24, 12).
    expect(found[0]?.p).toBeCloseTo(1 / 2_704_156, 15);
    expect(found[0]?.adjusted).toBeCloseTo(3 / 2_704_156, 15);
    expect(() =>
      findSubstitutes(
        weighBaskets(
          basketsFromLists(apart),
          apart.map(() => 1),
        ),
        { minCount: 1 },
      ),
    ).toThrow("are weighted");
    expect(() => findSubstitutes(basketsFromLists(apart), { minCount: 1, level: 2 })).toThrow(
      "level must be",
    );
  });

  describe.skipIf(!haveData)("of Groceries (needs CLIENTELE_DATA)", () => {
    it("are the ones of the reference", () => {
      const baskets = basketsOf("groceries");
      const pairs = tabulatePairs(baskets, { minCount: 1 });
      expect(pairs.get("whole milk", "other vegetables")).toMatchObject({
        count: 736,
        lift: expect.closeTo(1.513634094824621, 14),
        jaccard: 0.2,
      });
      expect(pairs.get("rolls/buns", "whole milk")).toMatchObject({
        count: 557,
        lift: expect.closeTo(1.20503178936638, 13),
      });
      const found = findSubstitutes(baskets, { minSupport: 0.005, level: 0.05 });
      const of = (one: string, other: string) =>
        found.find(({ items }) => items.join() === [one, other].sort().join());
      expect(of("canned beer", "butter milk")).toMatchObject({
        count: 4,
        expected: expect.closeTo(21.36, 2),
        lift: expect.closeTo(0.1872, 4),
        p: expect.closeTo(2.48359616660837e-6, 18),
      });
      expect(of("liquor", "whole milk")).toMatchObject({
        count: 6,
        expected: expect.closeTo(27.85, 2),
        lift: expect.closeTo(0.2154, 4),
      });
      expect(found.every((pair, i) => i === 0 || pair.p >= found[i - 1]!.p)).toBe(true);
    });
  });
});

describe("switching", () => {
  const row = (
    customerId: string,
    orderedOn: "2026-01-10" | "2026-02-10",
    productId: string,
    amount: string,
  ) => ({ customerId, orderedOn, productId, amount });
  const options = {
    before: { from: "2026-01-01", to: "2026-02-01" },
    after: { from: "2026-02-01", to: "2026-03-01" },
    focus: ["f"],
    comparison: ["c"],
  } as const;

  it("splits each change into won, lost, more, less and moved", () => {
    const log = orderLogFromRows(
      [
        row("new", "2026-02-10", "f", "7"),
        row("gone", "2026-01-10", "f", "5"),
        row("gone", "2026-01-10", "c", "1"),
        row("more", "2026-01-10", "f", "5"),
        row("more", "2026-02-10", "f", "9"),
        row("in", "2026-01-10", "c", "10"),
        row("in", "2026-02-10", "f", "6"),
        row("in", "2026-02-10", "c", "8"),
        row("out", "2026-01-10", "f", "10"),
        row("out", "2026-02-10", "c", "3"),
        row("less", "2026-01-10", "f", "4"),
        row("less", "2026-01-10", "c", "4"),
        row("less", "2026-02-10", "f", "1"),
        row("less", "2026-02-10", "c", "4"),
        row("other", "2026-02-10", "x", "99"),
      ],
      { currency: "JPY" },
    );
    const table = measureSwitching(log, options);
    const part = (
      id: string,
      key: "won" | "lost" | "increased" | "decreased" | "switchedIn" | "switchedOut",
    ) => table.get(id)?.[key];
    expect(table.customerIds).toEqual(["gone", "in", "less", "more", "new", "out"]);
    expect([part("new", "won"), part("gone", "lost"), part("more", "increased")]).toEqual([7, -5, 4]);
    expect([part("in", "switchedIn"), part("in", "increased")]).toEqual([2, 4]);
    expect([part("out", "switchedOut"), part("out", "decreased")]).toEqual([-3, -7]);
    expect(part("less", "decreased")).toBe(-3);
    expect(table.total).toEqual({
      focusBefore: 24,
      focusAfter: 23,
      comparisonBefore: 15,
      comparisonAfter: 15,
      won: 7,
      lost: -5,
      increased: 8,
      decreased: -10,
      switchedIn: 2,
      switchedOut: -3,
    });
  });

  it("adds up to the change, for any amounts", () => {
    const amount = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount, amount, amount), { maxLength: 8 }), (customers) => {
        const log = orderLogFromRows(
          customers.flatMap(([f, g, c, d], i) => [
            row(`c${i}`, "2026-01-10", "f", `${f}`),
            row(`c${i}`, "2026-02-10", "f", `${g}`),
            row(`c${i}`, "2026-01-10", "c", `${c}`),
            row(`c${i}`, "2026-02-10", "c", `${d}`),
          ]),
          { currency: "JPY" },
        );
        for (const part of [...measureSwitching(log, options), measureSwitching(log, options).total])
          expect(
            part.won + part.lost + part.increased + part.decreased + part.switchedIn + part.switchedOut,
          ).toBe(part.focusAfter - part.focusBefore);
      }),
    );
  });

  it("refuses groups that overlap and periods out of order", () => {
    const log = orderLogFromRows([row("a", "2026-01-10", "f", "1")], { currency: "JPY" });
    expect(() => measureSwitching(log, { ...options, comparison: ["f"] })).toThrow(
      "comparison must be none of the products of the focus",
    );
    expect(() => measureSwitching(log, { ...options, focus: [] })).toThrow(
      "focus must be at least one product",
    );
    expect(() => measureSwitching(log, { ...options, after: options.before })).toThrow(
      "after must be a period that does not begin before",
    );
  });
});
