import {
  adjustPValues,
  binomial,
  combinePValues,
  createRandom,
  estimateProportion,
  normal,
  poisson,
  testBinomial,
  testDistributionFit,
  testFisher,
  testFreemanHalton,
  testGoodnessOfFit,
  testIndependence,
  testKolmogorovSmirnov,
  testMannWhitney,
  testMean,
  testMeans,
  testPermutation,
  testRate,
  testRateRatio,
  testSignedRank,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceFrom } from "./_goodness-of-fit.ts";
import { choices, choose, tested } from "./_tested.ts";

const smallSample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });

/** The share of all splits of the pool whose statistic holds. */
function shareOfSplits(x: number[], y: number[], holds: (x: number[], y: number[]) => boolean): number {
  const pool = [...x, ...y];
  const all = choices(pool.length, x.length);
  const hits = all.filter((chosen) =>
    holds(
      chosen.map((i) => pool[i]!),
      pool.filter((_, i) => !chosen.includes(i)),
    ),
  );
  return hits.length / all.length;
}

const u = (x: number[], y: number[]): number =>
  x.reduce((sum, a) => sum + y.reduce((s, b) => s + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
const ks = (x: number[], y: number[]): number =>
  Math.max(
    ...[...x, ...y].map((t) =>
      Math.abs(x.filter((a) => a <= t).length * y.length - y.filter((b) => b <= t).length * x.length),
    ),
  );
const meanOf = (x: number[]): number => x.reduce((sum, a) => sum + a, 0) / x.length;

describe("exact probabilities against brute force", () => {
  it("binomial, both rules, with and without mid-p", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 1, max: 19 }),
        fc.nat(25),
        (n, twentieths, k) => {
          fc.pre(k <= n);
          const q = twentieths / 20;
          const f = Array.from({ length: n + 1 }, (_, i) => choose(n, i) * q ** i * (1 - q) ** (n - i));
          const sum = (holds: (i: number) => boolean): number =>
            f.reduce((s, p, i) => s + (holds(i) ? p : 0), 0);
          const equal = (i: number): boolean => Math.abs(f[i]! / f[k]! - 1) < 1e-7;
          const run = (options: object) =>
            testBinomial({ successes: k, trials: n }, { probability: q, ...options }).p;
          const [less, greater] = [sum((i) => i <= k), sum((i) => i >= k)];
          expect(run({ alternative: "less" })).toBeCloseTo(less, 12);
          expect(run({ alternative: "greater" })).toBeCloseTo(greater, 12);
          expect(run({ twoSided: "central" })).toBeCloseTo(Math.min(1, 2 * Math.min(less, greater)), 12);
          expect(run({})).toBeCloseTo(
            sum((i) => equal(i) || f[i]! < f[k]!),
            12,
          );
          expect(run({ midP: true })).toBeCloseTo(
            sum((i) => !equal(i) && f[i]! < f[k]!) + sum(equal) / 2,
            12,
          );
          expect(run({ midP: true, alternative: "less" })).toBeCloseTo(less - f[k]! / 2, 12);
        },
      ),
    );
  });

  it("Fisher and Freeman and Halton agree with the list of all tables", () => {
    const cell = fc.nat(6);
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const [m, v, n] = [a + b, c + d, a + c];
        const f = (k: number): number =>
          k > m || n - k > v || k < 0 || k > n ? 0 : choose(m, k) * choose(v, n - k);
        const all = Array.from({ length: n + 1 }, (_, k) => f(k));
        const total = all.reduce((s, x) => s + x, 0);
        const p = all.filter((x) => x <= f(a) * (1 + 1e-7)).reduce((s, x) => s + x, 0) / total;
        expect(
          testFisher([
            [a, b],
            [c, d],
          ]).p,
        ).toBeCloseTo(p, 12);
        expect(
          testFreemanHalton([
            [a, b],
            [c, d],
          ]).p,
        ).toBeCloseTo(p, 12);
      }),
    );
  });

  it("Freeman and Halton of 3×2 tables agree with a plain enumeration, however the table lies", () => {
    const cell = fc.nat(4);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 3, maxLength: 3 }), (rows) => {
        const totals = rows.map(([a, b]) => a + b);
        const first = rows.reduce((s, [a]) => s + a, 0);
        const weight = (ks: number[]): number => ks.reduce((w, k, i) => w * choose(totals[i]!, k), 1);
        let [sum, hits] = [0, 0];
        const limit = weight(rows.map(([a]) => a)) * (1 + 1e-7);
        for (let i = 0; i <= totals[0]!; i++)
          for (let j = 0; j <= totals[1]!; j++) {
            const k = first - i - j;
            if (k < 0 || k > totals[2]!) continue;
            const w = weight([i, j, k]);
            sum += w;
            if (w <= limit) hits += w;
          }
        const turned = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        expect(testFreemanHalton(rows).p).toBeCloseTo(hits / sum, 12);
        expect(testFreemanHalton(turned).p).toBeCloseTo(hits / sum, 12);
        expect(testFreemanHalton([rows[2]!, rows[0]!, rows[1]!]).p).toBeCloseTo(hits / sum, 12);
      }),
    );
  });

  it("Mann-Whitney, Kolmogorov-Smirnov and permutation, with ties and unequal sizes", () => {
    fc.assert(
      fc.property(smallSample, smallSample, (x, y) => {
        const less = shareOfSplits(x, y, (a, b) => u(a, b) <= u(x, y));
        const greater = shareOfSplits(x, y, (a, b) => u(a, b) >= u(x, y));
        const ranks = tested(testMannWhitney({ x, y }));
        expect(ranks.statistic).toBe(u(x, y));
        expect(ranks.p).toBeCloseTo(Math.min(1, 2 * Math.min(less, greater)), 12);
        expect(tested(testMannWhitney({ x, y }, { alternative: "less" })).p).toBeCloseTo(less, 12);
        const distance = shareOfSplits(x, y, (a, b) => ks(a, b) >= ks(x, y));
        expect(tested(testKolmogorovSmirnov({ x, y })).p).toBeCloseTo(distance, 12);
        const t = Math.abs(meanOf(x) - meanOf(y)) - 1e-9;
        const moved = shareOfSplits(x, y, (a, b) => Math.abs(meanOf(a) - meanOf(b)) >= t);
        expect(tested(testPermutation({ x, y }, { seed: 1 })).p).toBeCloseTo(moved, 12);
        const differences = x.flatMap((a) => y.map((b) => a - b)).sort((a, b) => a - b);
        const middle = differences.length / 2;
        expect(ranks.estimate).toBe(
          (differences[Math.ceil(middle) - 1]! + differences[Math.floor(middle)]!) / 2,
        );
      }),
    );
  });

  it("signed ranks with ties", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 }), (d) => {
        const kept = d.filter((v) => v !== 0);
        const result = testSignedRank({ x: d, y: d.map(() => 0) }, { alternative: "greater" });
        if (kept.length === 0) {
          expect(result).toEqual({ kind: "insufficient", of: "pairs that differ", have: 0, need: 1 });
          return;
        }
        const rank = kept.map(
          (v) =>
            kept.filter((w) => Math.abs(w) < Math.abs(v)).length +
            (kept.filter((w) => Math.abs(w) === Math.abs(v)).length + 1) / 2,
        );
        const v = rank.reduce((s, r, i) => s + (kept[i]! > 0 ? r : 0), 0);
        let hits = 0;
        for (let signs = 0; signs < 2 ** kept.length; signs++)
          if (rank.reduce((s, r, i) => s + ((signs >> i) & 1 ? r : 0), 0) >= v) hits++;
        expect(tested(result).statistic).toBe(v);
        expect(tested(result).p).toBeCloseTo(hits / 2 ** kept.length, 12);
      }),
    );
  });

  it("one-sample Kolmogorov-Smirnov: n = 1 and 2 by hand, both methods where they meet, 100 by another program", () => {
    const at = (values: number[], exactUpTo = 500) =>
      tested(testDistributionFit(values, { lower: (x) => x, exactUpTo })).p;
    expect(at([0.3])).toBeCloseTo(2 * (1 - 0.7), 14); // P(D ≥ d) = 2(1 − d) for d ≥ ½
    expect(at([0.1, 0.9])).toBeCloseTo(1 - 2 * (2 * 0.4 - 0.5) ** 2, 13); // 1 − 2(2d − ½)² for ¼ ≤ d ≤ ½
    const spread = Array.from({ length: 100 }, (_, i) => ((i + 1) * 0.6180339887) % 1).map((v) => v ** 1.3);
    expect(at(spread)).toBeCloseTo(KS_OF_100, 11);
    // The matrix and twice the one-sided sum give one value where n d² passes 5.5.
    const [low, high] = [5.4999, 5.5001].map((nd2) => {
      const d = Math.sqrt(nd2 / 60);
      return at(Array.from({ length: 60 }, (_, i) => Math.max(0, (i + 1) / 60 - d)));
    });
    expect(high! / low!).toBeCloseTo(Math.exp(-2 * 0.0002), 4);
  });
});

const KS_OF_100 = 0.20897347563665383;

describe("laws", () => {
  it("swapping samples mirrors the result, and order never matters", () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    const sample = fc.array(value, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        for (const test of [testMannWhitney, testKolmogorovSmirnov, testMeans] as const) {
          const [one, other] = [test({ x, y }), test({ x: y, y: x })];
          const shuffled = test({ x: [...x].reverse(), y: [...y].reverse() });
          expect(shuffled).toEqual(one);
          if (one.kind === "tested") expect(tested(other).p).toBeCloseTo(one.p, 11);
        }
        const options = { seed: 3, exactUpTo: 0, replicates: 99 };
        expect(testPermutation({ x: [...x].reverse(), y }, options)).toEqual(
          testPermutation({ x, y }, options),
        );
      }),
    );
  });

  it("independence does not depend on the order of rows and columns, nor on empty ones", () => {
    const row = fc.array(fc.nat(30), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(row, row, (a, b) => {
        const plain = testIndependence([a, b]);
        const turned = testIndependence([[...b].reverse(), [...a].reverse()]);
        const padded = testIndependence([
          [...a, 0],
          [0, 0, 0, 0],
          [...b, 0],
        ]);
        if (plain.kind === "insufficient") {
          expect(turned.kind).toBe("insufficient");
          return;
        }
        expect(tested(turned).p).toBeCloseTo(plain.p, 12);
        expect(tested(padded).df).toBe(plain.df);
        expect(tested(padded).p).toBeCloseTo(plain.p, 12);
        expect(tested(padded).emptyRows).toContain(1);
        expect(tested(padded).emptyColumns).toContain(3);
      }),
    );
  });

  it("adjusted values keep the order, never fall below the raw ones, and Holm is below Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (ps) => {
        const by = (["benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"] as const).map(
          (method) => adjustPValues(ps, { method }),
        );
        ps.forEach((p, i) => {
          for (const adjusted of by) {
            expect(adjusted[i]!).toBeGreaterThanOrEqual(p * (1 - 1e-12));
            expect(adjusted[i]!).toBeLessThanOrEqual(1);
            ps.forEach((q, j) => {
              if (p <= q) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
            });
          }
          expect(by[0]![i]!).toBeLessThanOrEqual(by[1]![i]! + 1e-15);
          expect(by[2]![i]!).toBeLessThanOrEqual(by[3]![i]! + 1e-15);
        });
      }),
    );
  });

  it("intervals hold the values that the central test of the same level does not refuse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.boolean(), (trials, k, midP) => {
        fc.pre(k <= trials);
        const count = { successes: k, trials };
        const { interval } = testBinomial(count, { midP });
        const pAt = (probability: number): number =>
          testBinomial(count, { probability, twoSided: "central", midP }).p;
        if (interval!.lower! > 0) expect(pAt(interval!.lower!)).toBeCloseTo(0.05, 10);
        if (interval!.upper! < 1) expect(pAt(interval!.upper!)).toBeCloseTo(0.05, 10);
        const rate = testRate({ events: k, exposure: 2 }, { midP }).interval!;
        const rateP = (r: number): number =>
          testRate({ events: k, exposure: 2 }, { rate: r, twoSided: "central", midP }).p;
        expect(rateP(rate.upper!)).toBeCloseTo(0.05, 9);
        if (k > 0) expect(rateP(rate.lower!)).toBeCloseTo(0.05, 9);
        const table = [
          [k, trials - k],
          [7, 5],
        ];
        const odds = testFisher(table).interval!;
        if (odds.upper !== undefined)
          expect(testFisher(table, { oddsRatio: odds.upper, twoSided: "central" }).p).toBeCloseTo(0.05, 9);
        if (odds.lower! > 0)
          expect(testFisher(table, { oddsRatio: odds.lower!, twoSided: "central" }).p).toBeCloseTo(0.05, 9);
      }),
    );
  });

  it("results are frozen and survive JSON", () => {
    const results = [
      testBinomial({ successes: 0, trials: 0 }),
      testRateRatio({ first: { events: 0, exposure: 1 }, second: { events: 0, exposure: 2 } }),
      testFisher([
        [3, 0],
        [0, 4],
      ]),
      testIndependence([
        [3, 0, 2],
        [0, 0, 4],
      ]),
      testMannWhitney({ x: [1], y: [2] }),
      testMean([1]),
    ];
    for (const result of results) {
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      expect(Object.isFrozen(result)).toBe(true);
    }
    expect(results[5]).toEqual({ kind: "insufficient", of: "values", have: 1, need: 2 });
  });
});

describe("p under the hypothesis", () => {
  const draws = (
    label: string,
    p: (random: ReturnType<typeof createRandom>) => number,
    size = 4000,
  ): number[] => {
    const random = createRandom(label);
    return Array.from({ length: size }, () => p(random));
  };
  const uniform = (ps: number[]): number => distanceFrom(ps, (p) => p);
  const sample = (r: Parameters<typeof normal>[0], n: number): number[] =>
    Array.from({ length: n }, () => normal(r, 5, 2));

  it("is uniform for continuous statistics", () => {
    expect(
      uniform(
        draws(
          "t",
          (r) => tested(testMeans({ x: sample(r, 4), y: sample(r, 9) }, { equalVariances: true })).p,
        ),
      ),
    ).toBeLessThan(1);
    expect(
      uniform(draws("t", (r) => tested(testMeans({ x: sample(r, 4), y: sample(r, 9).map((v) => v + 1) })).p)),
    ).toBeGreaterThan(1);
    expect(
      uniform(
        draws(
          "combined",
          (r) => combinePValues([r.next() || 0.5, r.next() || 0.5], { method: "stouffer" }).p,
        ),
      ),
    ).toBeLessThan(1);
    expect(
      uniform(
        draws(
          "fit",
          (r) =>
            tested(
              testDistributionFit(
                Array.from({ length: 12 }, () => r.next()),
                { lower: (x) => x },
              ),
            ).p,
        ),
      ),
    ).toBeLessThan(1);
  });

  it("never falls below its level too often for exact tests", () => {
    const tests: Record<string, (r: Parameters<typeof normal>[0]) => number> = {
      binomial: (r) => testBinomial({ successes: binomial(r, 30, 0.2), trials: 30 }, { probability: 0.2 }).p,
      rates: (r) =>
        testRateRatio({
          first: { events: poisson(r, 3), exposure: 3 },
          second: { events: poisson(r, 12), exposure: 12 },
        }).p,
      fisher: (r) =>
        testFisher([
          [poisson(r, 4), poisson(r, 8)],
          [poisson(r, 3), poisson(r, 6)],
        ]).p,
      ranks: (r) =>
        tested(testMannWhitney({ x: sample(r, 5).map(Math.round), y: sample(r, 7).map(Math.round) })).p,
    };
    for (const [label, p] of Object.entries(tests)) {
      const ps = draws(label, p);
      for (const level of [0.01, 0.05, 0.2]) {
        const alarms = ps.filter((value) => value <= level).length;
        expect(
          testBinomial(
            { successes: alarms, trials: ps.length },
            { probability: level, alternative: "greater" },
          ).p,
          label,
        ).toBeGreaterThan(1e-6);
      }
    }
  });

  it("by Monte Carlo comes near the exact one, is seeded, and is never 0", () => {
    const table = [
      [8, 1, 1],
      [1, 2, 7],
    ];
    const monteCarlo = { seed: "tables", replicates: 9999 };
    const drawn = tested(testIndependence(table, { monteCarlo }));
    expect(drawn).toEqual(tested(testIndependence(table, { monteCarlo })));
    // Of the tables with these margins a share of 0.00586… has an X² at least as large, counted by hand.
    const exact = shareOfLargeX2(table);
    expect(
      testBinomial({ successes: Math.round(drawn.p * 10_000) - 1, trials: 9999 }, { probability: exact }).p,
    ).toBeGreaterThan(1e-6);
    expect(
      tested(
        testIndependence(
          [
            [500, 0],
            [0, 500],
          ],
          { monteCarlo },
        ),
      ).p,
    ).toBe(1e-4);
    expect(tested(testGoodnessOfFit([900, 100], { monteCarlo })).p).toBe(1e-4);
  });
});

/** By all tables of two rows with the margins of the one given. */
function shareOfLargeX2(table: number[][]): number {
  const columns = table[0]!.map((a, j) => a + table[1]![j]!);
  const rowTotal = table[0]!.reduce((s, a) => s + a, 0);
  const n = columns.reduce((s, a) => s + a, 0);
  const x2 = (row: number[]): number =>
    row.reduce((s, k, j) => s + (k - (columns[j]! * rowTotal) / n) ** 2 / columns[j]!, 0);
  let [all, hits] = [0, 0];
  for (let i = 0; i <= columns[0]!; i++)
    for (let j = 0; j <= columns[1]!; j++) {
      const row = [i, j, rowTotal - i - j];
      if (row[2]! < 0 || row[2]! > columns[2]!) continue;
      const weight = row.reduce((w, k, c) => w * choose(columns[c]!, k), 1);
      all += weight;
      if (x2(row) >= x2(table[0]!) - 1e-9) hits += weight;
    }
  return hits / all;
}

describe("large counts and refusals", () => {
  it("neither overflow nor lose their digits", () => {
    const big = tested(
      testIndependence([
        [4e14, 6e14],
        [4e14 + 4e7, 6e14 - 4e7],
      ]),
    );
    expect(big.statistic / 3.3333332777777844).toBeCloseTo(1, 14); // by exact fractions
    expect(
      testFisher([
        [200_000, 1_000_000],
        [150_000, 830_000],
      ]).p / 1.5259826633632e-163,
    ).toBeCloseTo(1, 8);
    expect(testBinomial({ successes: 5e11, trials: 1e12 }).p).toBe(1);
    expect(estimateProportion({ successes: 1, trials: 1e12 }).lower).toBeGreaterThan(1e-13);
    const x = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001);
    const ranks = tested(testMannWhitney({ x, y: x.map((v) => v + 100) }));
    expect(ranks.estimate).toBe(-100);
    expect(ranks.method).toContain("normal");
  });

  it("structural zeros cost degrees of freedom and hold no counts", () => {
    const zeros = [
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ];
    const result = tested(
      testIndependence(
        [
          [0, 5, 3],
          [4, 0, 6],
          [7, 8, 0],
        ],
        { structuralZeros: zeros },
      ),
    );
    expect(result.df).toBe(1);
    const sums = result.expected.map((row) => row.reduce((s, e) => s + e, 0));
    [8, 10, 15].forEach((total, i) => {
      expect(sums[i]).toBeCloseTo(total, 10);
    });
    expect(result.expected.map((row, i) => row[i])).toEqual([0, 0, 0]);
    const [e] = [result.expected];
    expect((e[0]![1]! * e[1]![2]! * e[2]![0]!) / (e[0]![2]! * e[1]![0]! * e[2]![1]!)).toBeCloseTo(1, 10);
    const apart = [
      [false, true],
      [true, false],
    ];
    expect(
      testIndependence(
        [
          [3, 0],
          [0, 4],
        ],
        { structuralZeros: apart },
      ),
    ).toEqual({ kind: "insufficient", of: "degrees of freedom", have: 0, need: 1 });
    expect(() =>
      testIndependence(
        [
          [1, 2],
          [3, 4],
        ],
        { structuralZeros: apart },
      ),
    ).toThrow(
      new RangeError(
        "Cannot test independence: the count in row 0, column 1, a structural zero, must be 0, got 2",
      ),
    );
  });

  it("name what is wrong", () => {
    expect(() => testBinomial({ successes: 3, trials: 2 })).toThrow(
      new RangeError("Cannot test a proportion: successes must be at most the 2 trials, got 3"),
    );
    expect(() => testRate({ events: 1, exposure: 0 })).toThrow(
      new RangeError("Cannot test a rate: exposure must be a positive number, got 0"),
    );
    expect(() =>
      testFreemanHalton(
        [
          [9, 9, 9],
          [9, 9, 9],
          [9, 9, 9],
        ],
        { maxSteps: 100 },
      ),
    ).toThrow("use testIndependence with monteCarlo");
    expect(() => testMeans({ x: [1, Number.NaN], y: [1, 2] })).toThrow(
      new RangeError("Cannot compare two means: x[1] must be a finite number, got NaN"),
    );
    expect(() => adjustPValues([0.5, 2])).toThrow(
      new RangeError("Cannot adjust p values: p value 1 must be a number from 0 to 1, got 2"),
    );
    expect(
      testIndependence([
        [1, 2],
        [0, 0],
      ]),
    ).toEqual({ kind: "insufficient", of: "rows with counts", have: 1, need: 2 });
  });
});
