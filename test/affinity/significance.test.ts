import {
  basketsFromLists,
  type ContingencyTable,
  deriveRules,
  estimateAssociation,
  estimateRuleIntervals,
  type IntervalMeasure,
  judgeRules,
  measureAssociation,
  mineItemsets,
  pickRules,
  testImprovements,
  testRules,
} from "clientele/affinity";
import { adjustPValues } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustForTested } from "../../src/affinity/test-rules.ts";
import { basketsOf, csvRows, haveData, thorough } from "./_data.ts";

const herbs: ContingencyTable = { n11: 69, n10: 91, n01: 1003, n00: 8672 };
const boundsOf = (...args: Parameters<typeof estimateAssociation>) => {
  const found = estimateAssociation(...args);
  return found.kind === "interval" ? [found.lower, found.upper] : [];
};
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

describe("intervals", () => {
  it("of {herbs} ⇒ {root vegetables} are the published ones", () => {
    expect(boundsOf(herbs, "confidence", { method: "delta" })).toEqual(
      close([0.354511490682385, 0.507988509317615]),
    );
    expect(boundsOf(herbs, "lift")).toEqual(close([3.2599942532193, 4.65296050424339]));
    expect(boundsOf(herbs, "oddsRatio")).toEqual(close([4.76227745821624, 9.02479560365811]));
    expect(boundsOf(herbs, "support")).toEqual(close([0.0055478028986033, 0.00886867686828335]));
  });

  it("of the odds ratio can be Gart's or exact, and have no answer rather than an infinite one", () => {
    const empty = { ...herbs, n10: 0 };
    expect(estimateAssociation(empty, "oddsRatio")).toEqual({ kind: "undefined", method: "woolf" });
    expect(estimateAssociation(empty, "oddsRatio", { method: "gart" })).toMatchObject({ kind: "interval" });
    // Fisher's exact interval of R's fisher.test for [[69, 91], [1003, 8672]] covers Woolf's, a little wider.
    const [lower = 0, upper = 0] = boundsOf(herbs, "oddsRatio", { method: "exact" });
    expect([lower < 4.77, upper > 9.02, lower > 4.5, upper < 9.5]).toEqual([true, true, true, true]);
    const [low = 0, high = 0] = boundsOf(herbs, "lift", { method: "log-delta" });
    expect(low * high).toBeCloseTo(3.95647737873134 ** 2, 10);
    expect(() => estimateAssociation(herbs, "lift", { method: "wilson" })).toThrow(
      'method must be "delta" or "log-delta"',
    );
    expect(() => estimateAssociation({ ...herbs, n00: 0.5 }, "lift")).toThrow("n00 must be a whole number");
    expect(() => estimateAssociation(herbs, "lift", { confidence: 1 })).toThrow("confidence must be");
  });

  it("of phi follow the delta method; arules adds a term that is to be subtracted", () => {
    const phi = ([a, b, c, d]: readonly number[]) =>
      (a! * d! - b! * c!) / Math.sqrt((a! + b!) * (c! + d!) * (a! + c!) * (b! + d!));
    const cells = [68, 102, 2445, 7220];
    const n = 9835;
    const shares = cells.map((cell) => cell / n);
    const slope = shares.map((_, i) => {
      const moved = (step: number) => phi(shares.map((share, k) => (k === i ? share + step : share)));
      return (moved(1e-6) - moved(-1e-6)) / 2e-6;
    });
    const mean = slope.reduce((sum, g, i) => sum + g * shares[i]!, 0);
    const variance = slope.reduce((sum, g, i) => sum + g * g * shares[i]!, 0) - mean * mean;
    const spread = 1.959963984540054 * Math.sqrt(variance / n);
    const [lower, upper] = boundsOf({ n11: 68, n10: 102, n01: 2445, n00: 7220 }, "phi");
    expect(lower).toBeCloseTo(phi(shares) - spread, 8);
    expect(upper).toBeCloseTo(phi(shares) + spread, 8);
  });

  it("hold their estimate, and shrink as the table grows", () => {
    const cell = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(cell, cell, cell, cell, (n11, n10, n01, n00) => {
        for (const measure of ["support", "count", "confidence", "lift", "oddsRatio", "phi"] as const) {
          const found = estimateAssociation({ n11, n10, n01, n00 }, measure);
          const larger = estimateAssociation(
            { n11: 9 * n11, n10: 9 * n10, n01: 9 * n01, n00: 9 * n00 },
            measure,
          );
          if (found.kind !== "interval" || larger.kind !== "interval") throw new Error("no interval");
          expect(found.lower).toBeLessThanOrEqual(found.estimate);
          expect(found.upper).toBeGreaterThanOrEqual(found.estimate);
          const scale = measure === "count" ? 9 : 1;
          expect((larger.upper - larger.lower) / scale).toBeLessThan(found.upper - found.lower + 1e-12);
        }
      }),
    );
  });
});

describe("exact tests", () => {
  it("add up: both tails hold the observed count", () => {
    const cell = fc.nat(12);
    fc.assert(
      fc.property(cell, cell, cell, cell, (n11, n10, n01, n00) => {
        const lists = [
          ...Array.from({ length: n11 }, () => ["x", "y"]),
          ...Array.from({ length: n10 }, () => ["x"]),
          ...Array.from({ length: n01 }, () => ["y"]),
          ...Array.from({ length: n00 }, () => []),
        ];
        const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 1 }), {
          minConfidence: 0,
          left: { only: ["x"] },
        });
        if (rules.size === 0) return;
        const above = testRules(rules, { adjust: "none" }).ps[0]!;
        const below = testRules(rules, { adjust: "none", alternative: "apart" }).ps[0]!;
        const [a, b, n] = [n11 + n10, n11 + n01, lists.length];
        const choose = (m: number, k: number) =>
          Array.from({ length: k }, (_, i) => (m - i) / (i + 1)).reduce((p, x) => p * x, 1);
        const point = (choose(b, n11) * choose(n - b, a - n11)) / choose(n, a);
        expect(above + below - point).toBeCloseTo(1, 10);
        expect(measureAssociation({ n11, n10, n01, n00 }, "hyperConfidence")).toEqual({
          kind: "value",
          value: expect.closeTo(1 - above, 12),
        });
      }),
    );
  });

  it("are adjusted as if those left out had p = 1", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 12 }), fc.nat(30), (ps, more) => {
        for (const adjust of ["benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"] as const) {
          const found = adjustForTested(Float64Array.from(ps), adjust, ps.length + more);
          const all = adjustPValues([...ps, ...Array.from({ length: more }, () => 1)], { method: adjust });
          found.forEach((value, i) => {
            expect(value).toBeCloseTo(all[i]!, 14);
          });
        }
      }),
    );
  });

  it("count the hypotheses that confidence left out", () => {
    const lists = [["a", "b"], ["a", "b"], ["a", "c"], ["b", "c"], ["d"], ["d"]];
    const itemsets = mineItemsets(basketsFromLists(lists), { minCount: 1 });
    const [some, all] = [0.6, 0].map((minConfidence) => deriveRules(itemsets, { minConfidence }));
    expect([some!.size, some!.candidates, all!.size]).toEqual([2, 6, 6]);
    const full = testRules(all!, { adjust: "bonferroni" });
    expect(testRules(some!, { adjust: "bonferroni" }).adjusted[0]).toBe(full.adjusted[0]);
    expect(testRules(some!, { adjust: "holm" }).adjusted[0]).toBeLessThanOrEqual(full.adjusted[0]!);
    expect(() => testRules(some!, { tested: 1 })).toThrow("tested must be an integer of at least 2, got 1");
    expect(() => testRules(some!, { level: 0 })).toThrow("level must be a number between 0 and 1");
  });
});

describe("items that add nothing", () => {
  it("are found by the test of the baskets that hold the rest of the left side", () => {
    const lists = [
      ...Array.from({ length: 9 }, () => ["tea", "milk"]),
      ["tea", "milk", "cup"],
      ["tea", "cup"],
      ...Array.from({ length: 9 }, () => ["bread"]),
    ];
    const itemsets = mineItemsets(basketsFromLists(lists), { minCount: 1 });
    const rules = deriveRules(itemsets, { minConfidence: 0, right: { only: ["milk"] }, emptyLeft: true });
    const found = testImprovements(rules, { adjust: "none" });
    const p = new Map([...rules].map(({ left }, i) => [left.join(), found.ps[i]]));
    expect(p.get("")).toBe(1);
    // Of 11 with tea, 2 have a cup, 10 have milk: a cup with milk in 1 of 2 is no more than chance.
    expect(p.get("cup,tea")).toBe(1);
    // Of 20 baskets 11 have tea and 10 milk, all of these with tea: C(11, 10) / C(20, 10).
    expect(p.get("tea")).toBeCloseTo(11 / 184_756, 12);
    expect(p.get("tea")).toBe(
      testRules(rules, { adjust: "none" }).ps[[...rules].findIndex(({ left }) => left.join() === "tea")],
    );
  });
});

describe("simpler rules", () => {
  const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcde"), { maxLength: 5 }), { maxLength: 12 });
  it("are all looked at, the empty one and those below the threshold included", () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(0, 0.4, 0.7), (all, minConfidence) => {
        const count = (items: readonly string[]) =>
          all.filter((one) => items.every((item) => one.includes(item))).length;
        const options = { minConfidence, rightSide: "any", emptyLeft: true } as const;
        const rules = deriveRules(mineItemsets(basketsFromLists(all), { minCount: 1 }), options);
        const judged = judgeRules(rules);
        [...rules].forEach(({ left, right, confidence }, rule) => {
          const simpler = Array.from({ length: 2 ** left.length - 1 }, (_, mask) =>
            left.filter((_, i) => (mask >> i) & 1),
          );
          const best = Math.max(0, ...simpler.map((part) => count([...part, ...right]) / count(part)));
          expect(judged.simplerConfidences[rule]).toBe(best);
          expect(judged.redundant[rule]).toBe(confidence <= best ? 1 : 0);
        });
      }),
    );
  });

  it("make a rule redundant whatever the threshold, unlike in arules", () => {
    // bread is in 3 of 4 baskets; with milk in 2 of 3, so milk adds nothing, even if 3 of 4 misses the threshold.
    const baskets = basketsFromLists([["bread", "milk"], ["bread", "milk"], ["milk"], ["bread"]]);
    const rules = deriveRules(mineItemsets(baskets, { minCount: 1 }), {
      minConfidence: 0.6,
      right: { only: ["bread"] },
    });
    expect(judgeRules(rules).redundant).toEqual(Uint8Array.of(1));
    expect(judgeRules(rules, { against: "table" }).redundant).toEqual(Uint8Array.of(0));
  });
});

describe.skipIf(!haveData)("significance on Groceries (needs CLIENTELE_DATA)", () => {
  const rulesAt = (minSupport: number, minConfidence: number) =>
    deriveRules(mineItemsets(basketsOf("groceries"), { minSupport }), { minConfidence });

  it("is that of arules: none, Bonferroni, Benjamini–Hochberg at 1 %", () => {
    const expected = [
      [0.001, 0.5, 5594, 1815, 5594],
      [0.006, 0.25, 453, 410, 453],
      [0.01, 0.1, 377, 330, 377],
      [0.001, 0.1, 26_034, 4260, 25_405],
    ] as const;
    for (const [support, confidence, ...counts] of expected) {
      if (counts[0] > 20_000 && !thorough) continue;
      const rules = rulesAt(support, confidence);
      const found = (["none", "bonferroni", "benjamini-hochberg"] as const).map(
        (adjust) => testRules(rules, { adjust, level: 0.01, tested: rules.size }).discoveries,
      );
      expect([support, confidence, ...found]).toEqual([support, confidence, ...counts]);
    }
  });

  it("counts redundant rules as arules does when told to, and more against all rules", () => {
    const expected = [
      [0.001, 0.5, 572],
      [0.001, 0.25, 2273],
      [0.006, 0.25, 17],
      [0.01, 0.5, 0],
    ] as const;
    for (const [support, confidence, count] of expected) {
      const rules = rulesAt(support, confidence);
      expect([support, judgeRules(rules, { against: "table" }).redundantCount]).toEqual([support, count]);
      expect(judgeRules(rules).redundantCount).toBeGreaterThanOrEqual(count);
    }
    // Each rule of the golden file is marked as here.
    const rules = rulesAt(0.001, 0.5);
    const { redundant } = judgeRules(rules, { against: "table" });
    const sorted = (side: readonly string[]) => [...side].sort().join(",");
    const ours = new Map([...rules].map((row, i) => [`${sorted(row.left)}=>${row.right}`, redundant[i]]));
    for (const [left = "", right = "", ...rest] of csvRows(
      "golden/affinity/groceries_rules_supp0.001_conf0.5.csv",
    ).slice(1)) {
      const side = (text: string) => text.slice(1, -1).split(",");
      const mark = ours.get(`${sorted(side(left))}=>${side(right)}`);
      if (mark !== (rest.at(-1) === "TRUE" ? 1 : 0)) throw new Error(`${left} => ${right}`);
    }
  });

  it("gives arules' intervals of all 463 rules, but for phi", () => {
    const rules = rulesAt(0.006, 0.25);
    const at = new Map(
      [...rules].map((row, i) => [`{${[...row.left].sort().join(",")}} => {${row.right}}`, i]),
    );
    const place = (rule: string) => {
      const [left = "", right = ""] = rule.split(" => ").map((side) => side.slice(1, -1));
      return at.get(`{${left.split(",").sort().join(",")}} => {${right}}`) ?? -1;
    };
    let wrong = 0;
    for (const measure of [
      "confidence",
      "count",
      "lift",
      "oddsRatio",
      "support",
      "phi",
    ] as const satisfies readonly IntervalMeasure[]) {
      const found = estimateRuleIntervals(
        rules,
        measure,
        measure === "confidence" ? { method: "delta" } : {},
      );
      const rows = csvRows(`golden/affinity/groceries_0.006_0.25_confint_${measure}.csv`).slice(1);
      expect(rows.length).toBe(463);
      for (const [rule = "", lower, upper] of rows) {
        const i = place(rule);
        for (const [value, expected] of [
          [found.lower[i]!, Number(lower)],
          [found.upper[i]!, Number(upper)],
        ] as const) {
          const same = Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
          if (measure === "phi") wrong += same ? 0 : 1;
          else if (!same) expect([measure, rule, value]).toEqual([measure, rule, expected]);
        }
      }
    }
    expect(wrong).toBe(2 * 463);
  });

  it("of soda and whole milk: bought apart (arules gives .2515 where .0036 is right)", () => {
    const rules = deriveRules(mineItemsets(basketsOf("groceries"), { minSupport: 0.01 }), {
      minConfidence: 0,
      left: { only: ["soda"] },
      right: { only: ["whole milk"] },
    });
    expect(testRules(rules, { alternative: "apart", adjust: "none" }).ps[0]).toBeCloseTo(
      0.00363456825548637,
      14,
    );
    expect(rules.row(0)).toMatchObject({ count: 394, lift: expect.closeTo(0.899112370774016, 14) });
    const soda = pickRules(rules, [0]);
    expect(soda.size).toBe(1);
  });
});
