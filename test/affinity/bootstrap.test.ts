import {
  basketsFromLists,
  bootstrapAssociation,
  bootstrapRuleIntervals,
  type ContingencyTable,
  deriveRules,
  measureAssociation,
  mineItemsets,
  pickRules,
  type RuleMeasure,
  weighBaskets,
} from "clientele/affinity";
import { createRandom, multinomial, normalDistribution } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thorough } from "./_data.ts";

const herbs: ContingencyTable = { n11: 69, n10: 91, n01: 1003, n00: 8672 };
const tableOf = ([n11, n10, n01, n00]: readonly number[]): ContingencyTable => ({
  n11: n11!,
  n10: n10!,
  n01: n01!,
  n00: n00!,
});
const measured = (cells: readonly number[], measure: RuleMeasure): number => {
  const found = measureAssociation(tableOf(cells), measure);
  if (found.kind === "value") return found.value;
  return found.kind === "undefined" ? Number.NaN : found.sign * Number.POSITIVE_INFINITY;
};
const intervalOf = (...args: Parameters<typeof bootstrapAssociation>) => {
  const found = bootstrapAssociation(...args);
  if (found.kind !== "interval") throw new Error(found.because);
  return found;
};

describe("bootstrap intervals", () => {
  it("are those of all 1,373,701 tables of 200 baskets, and of scipy", () => {
    // Spread and quantiles: every table with its multinomial probability (numpy). Corrected bounds: scipy.stats.bootstrap 1.17.1 of the
    // 200 baskets themselves, method BCa, 400,000 resamples.
    const expected = [
      ["lift", 0.243532038799, [1.21457489879, 2.1770682148], [1.21212121212, 2.17113665389]],
      ["jaccard", 0.0485972266696, [0.157894736842, 0.348314606742], [0.1625, 0.354430379747]],
      ["kulczynski", 0.062750882359, [0.289682539683, 0.535839439312], [0.291423001949, 0.536931818182]],
      ["conviction", 0.225745906298, [1.099, 1.97058823529], [1.096875, 1.96392857143]],
      ["zhang", 0.114615247353, [0.220779220779, 0.667721518987], [0.216783216783, 0.666666666667]],
      ["leverage", 0.0143805702251, [0.01215, 0.06845], [0.013575, 0.07005]],
    ] as const;
    const table = { n11: 20, n10: 20, n01: 40, n00: 120 };
    for (const [measure, spread, percentile, bca] of expected)
      for (const [method, [low, high]] of [
        ["percentile", percentile],
        ["bca", bca],
      ] as const) {
        const found = intervalOf(table, measure, { seed: 7, method, replicates: 40_000 });
        const off = (value = Number.NaN, bound = 0) => Math.abs(value - bound) / (high - low);
        expect([measure, method, off(found.lower, low) < 0.02, off(found.upper, high) < 0.02]).toEqual([
          measure,
          method,
          true,
          true,
        ]);
        expect(Math.abs((found.standardError ?? 0) / spread - 1)).toBeLessThan(0.015);
      }
  });

  it("correct for bias and skew as the exact law of the resamples of twelve baskets says", () => {
    const cells = [4, 2, 3, 3];
    const n = 12;
    const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
    for (const measure of ["jaccard", "leverage"] as const) {
      const law: [value: number, p: number][] = [];
      for (let a = 0; a <= n; a++)
        for (let b = 0; a + b <= n; b++)
          for (let c = 0; a + b + c <= n; c++) {
            const drawn = [a, b, c, n - a - b - c];
            const ways = factorial(n) / drawn.reduce((product, k) => product * factorial(k), 1);
            const p = drawn.reduce((product, k, j) => product * (cells[j]! / n) ** k, ways);
            // Jaccard has no value where neither side was drawn, one in 330,000.
            if (Number.isFinite(measured(drawn, measure))) law.push([measured(drawn, measure), p]);
          }
      law.sort((x, y) => x[0] - y[0]);
      const estimate = measured(cells, measure);
      const share = law.reduce(
        (sum, [value, p]) => sum + (Math.abs(value - estimate) < 1e-12 ? p / 2 : value < estimate ? p : 0),
        0,
      );
      const shift = normalDistribution().quantile(share);
      const without = cells.flatMap((count, j) =>
        Array.from({ length: count }, () =>
          measured(
            cells.map((other, k) => other - (k === j ? 1 : 0)),
            measure,
          ),
        ),
      );
      const mean = without.reduce((sum, value) => sum + value, 0) / n;
      const power = (k: number) => without.reduce((sum, value) => sum + (mean - value) ** k, 0);
      const acceleration = power(3) / (6 * power(2) ** 1.5);
      const exact = [-1.6448536269514722, 1.6448536269514722].map((z) => {
        const level = normalDistribution().lower(shift + (shift + z) / (1 - acceleration * (shift + z)));
        let sum = 0;
        return law.find(([, p]) => {
          sum += p;
          return sum >= level;
        })?.[0];
      });
      const { lower, upper } = intervalOf(tableOf(cells), measure, {
        seed: 3,
        confidence: 0.9,
        replicates: 100_000,
      });
      expect([measure, lower, upper]).toEqual([
        measure,
        expect.closeTo(exact[0]!, 9),
        expect.closeTo(exact[1]!, 9),
      ]);
    }
  });

  it("of a measure with a formula spread as the formula says", () => {
    // The delta method of the lift of {herbs} ⇒ {root vegetables}: standard error .355355063157187.
    const { standardError = 0 } = intervalOf(herbs, "lift", { seed: 1, replicates: 20_000 });
    expect(standardError / 0.355355063157187).toBeGreaterThan(0.97);
    expect(standardError / 0.355355063157187).toBeLessThan(1.03);
  });

  it("cover the truth as often as they say", () => {
    const shares = [0.03, 0.02, 0.15, 0.8];
    const runs = thorough ? 1500 : 300;
    const measures = thorough
      ? (["lift", "jaccard", "conviction", "zhang", "kulczynski", "leverage", "cosine", "certainty"] as const)
      : (["jaccard", "conviction"] as const);
    for (const measure of measures) {
      const truth = measured(shares, measure);
      const random = createRandom(`coverage of ${measure}`);
      let [asked, below, above] = [0, 0, 0];
      for (let run = 0; run < runs; run++) {
        const table = tableOf(multinomial(random, 500, shares));
        const found = bootstrapAssociation(table, measure, { seed: run, replicates: 499 });
        if (found.kind !== "interval") continue;
        asked++;
        if (found.lower !== undefined && truth < found.lower) below++;
        if (found.upper !== undefined && truth > found.upper) above++;
      }
      const noise = 3.5 * Math.sqrt((0.95 * 0.05) / asked);
      expect(asked).toBeGreaterThan(0.98 * runs);
      expect(Math.abs(1 - (below + above) / asked - 0.95)).toBeLessThan(noise + 0.015);
      // and miss it on either side
      expect(Math.max(below, above) / asked).toBeLessThan(
        0.025 + 3.5 * Math.sqrt((0.025 * 0.975) / asked) + 0.01,
      );
    }
  });

  it("have no bound where resamples have none, and none at all where a cell is empty", () => {
    // Of 12 baskets 2 are exceptions; one resample in nine has none, and a conviction without bound.
    const conviction = intervalOf({ n11: 4, n10: 2, n01: 3, n00: 3 }, "conviction", { seed: 1 });
    expect(conviction.upper).toBeUndefined();
    expect(conviction.standardError).toBeUndefined();
    expect(conviction.lower).toBeGreaterThan(0);
    expect(Math.abs(conviction.withoutValue / conviction.replicates - (10 / 12) ** 12)).toBeLessThan(0.03);
    // Seldom a left side at all: confidence is zero over zero in a third of the resamples, and neither bound is known.
    const rare = intervalOf({ n11: 1, n10: 1, n01: 10, n00: 200 }, "confidence", { seed: 1 });
    expect([rare.lower, rare.upper]).toEqual([undefined, undefined]);
    expect(bootstrapAssociation({ ...herbs, n10: 0 }, "confidence", { seed: 1 })).toEqual({
      kind: "undefined",
      because: "empty-cell",
    });
    expect(bootstrapAssociation({ ...herbs, n10: 0 }, "conviction", { seed: 1 })).toEqual({
      kind: "undefined",
      because: "no-value",
    });
    const smoothed = intervalOf({ n11: 9, n10: 0, n01: 20, n00: 71 }, "confidence", {
      seed: 1,
      smoothing: 0.5,
    });
    expect(smoothed.estimate).toBe(0.95);
    expect(smoothed.lower).toBeLessThan(0.95);
  });

  it("widen with confidence, shrink with baskets, and survive JSON", () => {
    const cell = fc.integer({ min: 5, max: 60 });
    const method = fc.constantFrom("bca", "percentile");
    const name = fc.constantFrom<RuleMeasure>("lift", "jaccard", "phi", "cosine", "zhang", "support");
    fc.assert(
      fc.property(cell, cell, cell, cell, method, name, (n11, n10, n01, n00, how, measure) => {
        const options = { seed: "law", replicates: 399, method: how } as const;
        const table = { n11, n10, n01, n00 };
        const found = intervalOf(table, measure, options);
        const wide = intervalOf(table, measure, { ...options, confidence: 0.99 });
        expect(wide.lower!).toBeLessThanOrEqual(found.lower!);
        expect(wide.upper!).toBeGreaterThanOrEqual(found.upper!);
        expect(found.lower!).toBeLessThan(found.upper!);
        const large = { n11: 25 * n11, n10: 25 * n10, n01: 25 * n01, n00: 25 * n00 };
        expect(intervalOf(large, measure, options).standardError!).toBeLessThan(found.standardError!);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
        expect(intervalOf(table, measure, options)).toEqual(found);
      }),
      { numRuns: 25 },
    );
  });

  it("refuse what they cannot use", () => {
    const ask = (options: object, table = herbs, measure = "lift") =>
      bootstrapAssociation(table, measure as RuleMeasure, { seed: 1, ...options });
    expect(() => ask({ replicates: 98 })).toThrow(
      "replicates must be a whole number from 99 to 1000000, got 98",
    );
    expect(() => ask({ confidence: 1 })).toThrow("confidence must be a number between 0 and 1, got 1");
    expect(() => ask({ method: "studentised" })).toThrow('method must be "bca" or "percentile"');
    expect(() => ask({ smoothing: -1 })).toThrow("smoothing must be a number from 0 to 1");
    expect(() => ask({}, { ...herbs, n11: 0.5 })).toThrow("n11 must be a whole number from 0 up");
    expect(() => ask({}, { n11: 0, n10: 0, n01: 0, n00: 0 })).toThrow("n must be at least 1, got 0");
    expect(() => ask({}, herbs, "fame")).toThrow("measure must be one of");
    expect(() => ask({ seed: Number.NaN })).toThrow(RangeError);
    expect(() => ask({ seed: undefined })).toThrow(TypeError);
  });
});

describe("bootstrap intervals of rules", () => {
  const lists = [
    ...Array.from({ length: 40 }, () => ["tea", "milk", "cup"]),
    ...Array.from({ length: 20 }, () => ["tea", "milk"]),
    ...Array.from({ length: 15 }, () => ["tea"]),
    ...Array.from({ length: 25 }, () => ["bread", "milk"]),
    ...Array.from({ length: 50 }, () => ["bread"]),
  ];
  const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 20 }), { minConfidence: 0.3 });

  it("are those of their tables, whichever other rules there are", () => {
    const options = { seed: "rules", replicates: 299 } as const;
    const all = bootstrapRuleIntervals(rules, "kulczynski", options);
    const order = [...rules].map((_, i) => i).reverse();
    const turned = bootstrapRuleIntervals(pickRules(rules, order), "kulczynski", options);
    [...rules].forEach(({ count, left, right }, i) => {
      const has = (side: readonly string[]) =>
        lists.filter((list) => side.every((item) => list.includes(item))).length;
      const [a, b] = [has(left), has(right)];
      const table = { n11: count, n10: a - count, n01: b - count, n00: lists.length - a - b + count };
      const one = bootstrapAssociation(table, "kulczynski", options);
      expect(all.at(i)).toEqual(one);
      expect(turned.at(rules.size - 1 - i)).toEqual(one);
      if (one.kind === "interval")
        expect([all.bounds[i], all.lower[i], all.upper[i]]).toEqual([3, one.lower, one.upper]);
      else expect([all.bounds[i], all.lower[i], all.upper[i]]).toEqual([0, 0, 0]);
    });
    // {cup} ⇒ {tea} has no exception: an empty cell.
    expect(new Set(all.bounds)).toEqual(new Set([0, 3]));
    expect(() => all.at(rules.size)).toThrow(RangeError);
  });

  it("take the thresholds of the rules for the measure that needs them, and refuse weights", () => {
    const options = { seed: 1, replicates: 199 } as const;
    const i = [...rules].findIndex(({ left, right }) => `${left}=>${right}` === "bread=>milk");
    const found = bootstrapRuleIntervals(rules, "stdLift", options).at(i);
    const table = { n11: 25, n10: 50, n01: 60, n00: 15 };
    expect(found).toEqual(
      bootstrapAssociation(table, "stdLift", { ...options, minSupport: 20 / 150, minConfidence: 0.3 }),
    );
    const weights = lists.map((_, k) => 1 + (k % 2));
    const weighted = weighBaskets(basketsFromLists(lists), weights);
    const heavy = deriveRules(mineItemsets(weighted, { minCount: 20 }));
    expect(() => bootstrapRuleIntervals(heavy, "lift", options)).toThrow("the baskets are weighted");
  });
});
