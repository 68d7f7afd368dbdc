import { classifyAbc, flagGold, summariseTiers, topCustomers } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manyValues, tableOf } from "./arbitrary-values.ts";

const letters = (cents: readonly number[], shares?: readonly [number, number]): string =>
  [...classifyAbc(tableOf(cents), { shares })].map((row) => row.tier).join("");

/** Whole percents, as people write them. */
const anyShares = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

describe("A, B and C", () => {
  it.each([
    ["the fewest best who bring at least 80 %, then at least 95 %", [70_00, 15_00, 10_00, 5_00], "AABC"],
    ["exactly 80 % is enough", [80_00, 15_00, 5_00], "ABC"],
    ["a cent less is not", [79_99, 15_01, 5_00], "AAC"],
    ["one customer alone is A", [1], "A"],
    ["equals share the better class", [50_00, 10_00, 10_00, 10_00, 10_00, 10_00], "AAAAAA"],
    ["equals at the second boundary", [80_00, 5_00, 5_00, 5_00, 5_00], "ABBBB"],
    ["who brings nothing or costs is C", [100_00, 0, -100_00], "ACC"],
    ["nobody brings anything", [0, -5], "CC"],
    ["nobody at all", [], ""],
  ])("%s [S4-51] [S2-18]", (_, cents, expected) => {
    expect(letters(cents)).toBe(expected);
  });

  it("take other shares", () => {
    expect(letters([50, 30, 20], [0.5, 0.8])).toBe("ABC");
    expect(letters([50, 30, 20], [0, 0])).toBe("CCC");
    expect(letters([50, 30, 20, -1], [1, 1])).toBe("AAAC");
    // 0.07 · 100 is more than 7 in doubles; as the decimal it is exactly reached.
    expect(letters([7, 3, ...Array.from({ length: 90 }, () => 1)], [0.07, 0.1])).toBe(`AB${"C".repeat(90)}`);
  });

  it("say their lowest values", () => {
    const abc = classifyAbc(tableOf([70_00, 15_00, 10_00, 5_00]));
    expect([abc.lowestA?.amount, abc.lowestB?.amount]).toEqual(["15.00", "10.00"]);
    expect(classifyAbc(tableOf([-1]))).not.toHaveProperty("lowestA");
  });

  it("are by definition the fewest best that reach the share, for any shares", () => {
    fc.assert(
      fc.property(manyValues, anyShares, (cents, [a, ab]) => {
        const sorted = cents.filter((v) => v > 0).sort((x, y) => y - x);
        const total = sorted.reduce((sum, v) => sum + v, 0);
        const expected = cents.map((value) => {
          if (value <= 0) return "C";
          const better = sorted.filter((v) => v > value).reduce((sum, v) => sum + v, 0);
          return better * 100 < a * total ? "A" : better * 100 < ab * total ? "B" : "C";
        });
        expect(letters(cents, [a / 100, ab / 100])).toBe(expected.join(""));
      }),
    );
  });

  it("partition the customers and conserve the total [S2-18]", () => {
    fc.assert(
      fc.property(manyValues, (cents) => {
        const summary = summariseTiers(classifyAbc(tableOf(cents)));
        expect(summary.map((row) => row.tier)).toEqual(["A", "B", "C"]);
        expect(summary.reduce((sum, row) => sum + row.customers, 0)).toBe(cents.length);
        const units = summary.map((row) => Math.round(Number(row.value.amount) * 100));
        const total = cents.reduce((sum, v) => sum + v, 0);
        expect(units.reduce((sum, v) => sum + v, 0)).toBe(total);
        const shares = summary.reduce((sum, row) => sum + row.share, 0);
        expect(shares).toBeCloseTo(total > 0 ? 1 : 0, 9);
        expect(summary.reduce((sum, row) => sum + row.shareOfCustomers, 0)).toBeCloseTo(
          cents.length > 0 ? 1 : 0,
          9,
        );
        expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      }),
    );
  });

  it("do not change with the unit of money or the names of the customers", () => {
    fc.assert(
      fc.property(manyValues, fc.integer({ min: 2, max: 9_999 }), (cents, factor) => {
        const codes = [...classifyAbc(tableOf(cents)).codes];
        expect([...classifyAbc(tableOf(cents, factor)).codes]).toEqual(codes);
        expect([...classifyAbc(tableOf(cents.toReversed())).codes].reverse()).toEqual(codes);
      }),
    );
  });

  it.each([
    [[-0.1, 0.5], "the share of A must be from 0 to 1, got -0.1"],
    [[0.5, 1.1], "the share of A and B must be from 0 to 1, got 1.1"],
    [[Number.NaN, 0.5], "the share of A must be from 0 to 1, got NaN"],
    [[0.8, 0.5], "the share of A and B must be at least that of A, 0.8, got 0.5"],
  ] as const)("are refused with shares %j", (shares, message) => {
    expect(() => classifyAbc(tableOf([1]), { shares })).toThrow(RangeError);
    expect(() => classifyAbc(tableOf([1]), { shares })).toThrow(`Cannot classify customers: ${message}`);
  });
});

describe("gold", () => {
  it("is the best 5 % of all customers, rounded up, with all equals at the boundary [S4-37]", () => {
    const gold = flagGold(tableOf(Array.from({ length: 41 }, (_, i) => i + 1)));
    expect([gold.wanted, gold.count, gold.lowest?.amount]).toEqual([3, 3, "0.39"]);
    expect([...gold].filter((row) => row.gold).map((row) => row.customerId)).toEqual([
      "c038",
      "c039",
      "c040",
    ]);
    const equals = flagGold(tableOf([9, 5, 5, 5, 1, 1, 1, 1, 1, 1]), { share: 0.2 });
    expect([equals.wanted, equals.count]).toEqual([2, 4]);
  });

  it("takes the share as it is written, not as the double next to it", () => {
    expect(flagGold(tableOf(Array.from({ length: 100 }, (_, i) => i + 1)), { share: 0.07 }).wanted).toBe(7);
    expect(flagGold(tableOf([1, 2]), { share: 1e-7 }).wanted).toBe(1);
  });

  it("is nobody without a positive value, and nobody at a share of 0", () => {
    const poor = flagGold(tableOf([5, 0, -1, -2]), { share: 0.5 });
    expect([[...poor.flags], poor.wanted, poor.count]).toEqual([[1, 0, 0, 0], 2, 1]);
    expect(flagGold(tableOf([0, -1]), { share: 1 })).toMatchObject({ count: 0, wanted: 2 });
    expect(flagGold(tableOf([5, 4]), { share: 0 })).toMatchObject({ count: 0, wanted: 0 });
    expect(flagGold(tableOf([])).size).toBe(0);
    expect(() => flagGold(tableOf([]), { share: 5 })).toThrow(
      "Cannot flag gold customers: share must be from 0 to 1, got 5",
    );
  });

  it("leaves nobody out who is worth more, adds only equals, and does not change with the unit [S4-37]", () => {
    fc.assert(
      fc.property(manyValues, fc.integer({ min: 0, max: 100 }), (cents, percent) => {
        const gold = flagGold(tableOf(cents), { share: percent / 100 });
        const [inside, outside] = [
          cents.filter((_, i) => gold.flags[i] === 1),
          cents.filter((_, i) => gold.flags[i] === 0),
        ];
        const positive = cents.filter((v) => v > 0).length;
        expect(gold.wanted).toBe(Math.floor((percent * cents.length + 99) / 100));
        expect(inside.length).toBeGreaterThanOrEqual(Math.min(gold.wanted, positive));
        expect(inside.filter((v) => v > Math.min(...inside)).length).toBeLessThan(Math.max(gold.wanted, 1));
        if (gold.count > 0) expect(Math.min(...inside)).toBeGreaterThan(Math.max(0, ...outside));
        expect(flagGold(tableOf(cents, 1000), { share: percent / 100 }).flags).toEqual(gold.flags);
      }),
    );
  });
});

describe("the best customers", () => {
  it("come from the best down, equals by name, with rank and share [S0-61] [S3-6]", () => {
    expect(topCustomers(tableOf([10, 40, 10, 40, 0]), { count: 4 })).toEqual([
      { rank: 1, customerId: "c001", value: { amount: "0.40", currency: "EUR" }, share: 0.4 },
      { rank: 1, customerId: "c003", value: { amount: "0.40", currency: "EUR" }, share: 0.4 },
      { rank: 3, customerId: "c000", value: { amount: "0.10", currency: "EUR" }, share: 0.1 },
      { rank: 3, customerId: "c002", value: { amount: "0.10", currency: "EUR" }, share: 0.1 },
    ]);
  });

  it("are those that a full sort would give [S3-6]", () => {
    fc.assert(
      fc.property(manyValues, fc.integer({ min: 1, max: 70 }), (cents, count) => {
        const expected = cents
          .map((value, i) => ({ value, i }))
          .sort((x, y) => y.value - x.value || x.i - y.i)
          .slice(0, count);
        const best = topCustomers(tableOf(cents), { count });
        expect(best.map((row) => Number(row.customerId.slice(1)))).toEqual(expected.map(({ i }) => i));
        expect(best.map((row) => row.rank)).toEqual(
          expected.map(({ value }) => 1 + cents.filter((other) => other > value).length),
        );
      }),
    );
  });

  it("are refused for a count that is none", () => {
    expect(() => topCustomers(tableOf([1]), { count: 0 })).toThrow(
      "Cannot pick customers: count must be a positive integer, got 0",
    );
  });
});
