import {
  type ChainTest,
  countTransitionsByPeriod,
  createChain,
  type TransitionCounts,
  testChain,
  testHomogeneity,
  testOrder,
} from "clientele/migration";
import { createRandom } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

type Tested = Extract<ChainTest, { kind: "tested" }>;
function tested(found: ChainTest): Tested {
  if (found.kind !== "tested") throw new Error(`only ${found.have} degrees of freedom`);
  return found;
}
const countsOf = (counts: readonly (readonly number[])[]): TransitionCounts => ({
  states: lettersFor(counts),
  counts,
  total: 0,
  entries: [],
  gaps: 0,
  periods: [],
});
function expectTest(found: Tested, [pearson, ratio, df]: readonly number[], digits: number): void {
  expect(found.pearson.statistic).toBeCloseTo(pearson!, digits);
  expect(found.likelihoodRatio.statistic).toBeCloseTo(ratio!, digits);
  expect(found.df).toBe(df);
}
const matrixOf = (file: string): number[][] =>
  dataRows(`data/markov/${file}`).map((row) => row.slice(-6).map(Number));

describe("a stated chain", () => {
  it("of Kullback, Kupperman and Ku: row totals, where the paper printed column totals", () => {
    const { input, expected } = check<{ input: { counts: number[][]; P0: number[][] }; expected: number }>(
      "kkk.specified.G2",
    );
    const plan = createChain({ states: lettersFor(input.P0), probabilities: input.P0 });
    const found = tested(testChain(countsOf(input.counts), plan));
    expectTest(found, [check<{ expected: number }>("kkk.specified.X2").expected, expected, 6], 9);
    expect(found.likelihoodRatio.p).toBeCloseTo(0.367687683383, 9);
    expect(found.pearson.p).toBeCloseTo(0.411011679409, 9);
    expect(found.rows.map(({ from }) => from)).toEqual(["a", "b", "c"]);
  });

  it("refuses moves that it holds for impossible, and other states", () => {
    const plan = createChain({
      states: ["a", "b"],
      probabilities: [
        [1, 0],
        [0.5, 0.5],
      ],
    });
    expect(() =>
      testChain(
        countsOf([
          [1, 1],
          [0, 0],
        ]),
        plan,
      ),
    ).toThrow("moves must be possible under it, got 1 of a → b");
    expect(() => testChain(countsOf([[1]]), plan)).toThrow("it must have the states a, got a, b");
    expect(
      testChain(
        countsOf([
          [5, 0],
          [0, 0],
        ]),
        plan,
      ),
    ).toEqual({ kind: "insufficient", have: 0, need: 1 });
  });
});

describe("homogeneity", () => {
  it.skipIf(!haveData)(
    "of Kullback's two samples: 29 degrees of freedom, since a column of row d is empty (CLIENTELE_DATA)",
    () => {
      const groups = ["markovchain_kullback_1.csv", "markovchain_kullback_2.csv"].map((file) =>
        countsOf(matrixOf(file)),
      );
      const found = tested(testHomogeneity(groups));
      expectTest(found, check<{ expected: number[] }>("kullback.homogeneity").expected, 8);
      const { expected } = check<{ expected: number[] }>("promo.homog.rows");
      found.rows.forEach((row, i) => {
        expect(row.likelihoodRatio.statistic).toBeCloseTo(expected[i]!, 8);
      });
      expect(found.rows.map(({ df }) => df)).toEqual([5, 5, 5, 4, 5, 5]);
    },
  );

  it.skipIf(!haveData)("over time of Holson's people (CLIENTELE_DATA)", () => {
    const rows = dataRows("data/markov/markovchain_holson_panel.csv").map((row) => row.slice(1));
    const found = tested(testHomogeneity(countTransitionsByPeriod(panelOf(rows, ["1", "2", "3"]))));
    expectTest(found, check<{ expected: number[] }>("holson.timeHomogeneity").expected, 6);
  });

  it.skipIf(!haveData)("over time of eight segments: the chain drifts (CLIENTELE_DATA)", () => {
    const names = lettersFor(Array.from({ length: 8 }));
    const rows = dataRows("data/markov/purchases_segment_panel_2006_2015.csv").map((row) =>
      row.slice(1).map((cell) => (cell === "" ? null : names[Number(cell)]!)),
    );
    const found = tested(testHomogeneity(countTransitionsByPeriod(panelOf(rows, names))));
    expect(found.likelihoodRatio.statistic).toBeCloseTo(1732, 0);
    expect(found.df).toBe(118);
    expect(found.effectSize).toBeLessThan(0.2);
  });

  it("is 0 for groups alike, does not see their order, and adds nothing for a group without moves", () => {
    const group = fc
      .array(fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 })
      .map(countsOf);
    fc.assert(
      fc.property(group, group, (a, b) => {
        const found = testHomogeneity([a, b]);
        const turned = testHomogeneity([b, a]);
        const padded = testHomogeneity([
          a,
          countsOf([
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, 0],
          ]),
          b,
        ]);
        expect(turned.kind).toBe(found.kind);
        if (found.kind === "insufficient" || turned.kind === "insufficient" || padded.kind === "insufficient")
          return;
        expect(turned.pearson.statistic).toBeCloseTo(found.pearson.statistic, 9);
        expect([padded.df, padded.n]).toEqual([found.df, found.n]);
        expect(padded.likelihoodRatio.statistic).toBeCloseTo(found.likelihoodRatio.statistic, 9);
        expect(found.effectSize).toBeLessThanOrEqual(1 + 1e-12);
        const alike = testHomogeneity([a, countsOf(a.counts.map((row) => row.map((n) => 2 * n)))]);
        if (alike.kind === "tested") expect(alike.pearson.statistic).toBeCloseTo(0, 9);
      }),
    );
  });

  it("by Monte Carlo agrees with χ² where there is much, and is reproducible", () => {
    const groups = [
      countsOf([
        [80, 20],
        [30, 70],
      ]),
      countsOf([
        [70, 30],
        [35, 65],
      ]),
    ];
    const exact = tested(testHomogeneity(groups));
    const monteCarlo = { seed: "homogeneity", replicates: 1999 };
    const drawn = tested(testHomogeneity(groups, { monteCarlo }));
    // Four standard errors of a share near 0.2 among 1,999.
    expect(Math.abs(drawn.likelihoodRatio.p - exact.likelihoodRatio.p)).toBeLessThan(0.036);
    expect(testHomogeneity(groups, { monteCarlo })).toEqual(drawn);
    expect(drawn.replicates).toBe(1999);
  });

  it("refuses one group, other states and weighted counts", () => {
    const one = countsOf([
      [1, 1],
      [1, 1],
    ]);
    expect(() => testHomogeneity([one])).toThrow("there must be two groups at least, got 1");
    expect(() => testHomogeneity([one, countsOf([[1]])])).toThrow(
      "all groups must have the states a, b, got a",
    );
    expect(() =>
      testHomogeneity([
        one,
        countsOf([
          [0.5, 1],
          [1, 1],
        ]),
      ]),
    ).toThrow("0.5");
    expect(() => testHomogeneity([one, one], { monteCarlo: { seed: 1, replicates: 0 } })).toThrow(
      "replicates must be a positive integer, got 0",
    );
  });
});

describe("the order of a chain", () => {
  it("of seventeen letters: two degrees of freedom, where R counted five", () => {
    const { input, expected } = check<{ input: { sequence: string[] }; expected: number[] }>("order.seq17");
    expectTest(tested(testOrder(panelOf([input.sequence], ["a", "b"]))), expected, 9);
  });

  it.skipIf(!haveData).each([
    ["order.rain", "markovchain_rain.csv", ["0", "1-5", "6+"]],
    ["order.preproglucacon", "markovchain_preproglucacon.csv", ["A", "C", "G", "T"]],
  ] as const)("%s (CLIENTELE_DATA)", (id, file, states) => {
    const sequence = dataRows(`data/markov/${file}`).map((row) => row[row.length - 1]!);
    expectTest(tested(testOrder(panelOf([sequence], states))), check<{ expected: number[] }>(id).expected, 8);
  });

  it.skipIf(!haveData)(
    "order 0 against 1 of the rain, and 1 against 2 of Holson's people (CLIENTELE_DATA)",
    () => {
      const rain = dataRows("data/markov/markovchain_rain.csv").map((row) => row[row.length - 1]!);
      const { expected } = check<{ expected: { X2: number; G2: number; df: number } }>("rain.order0v1");
      expectTest(
        tested(testOrder(panelOf([rain], ["0", "1-5", "6+"]), { order: 0 })),
        [expected.X2, expected.G2, expected.df],
        8,
      );
      const holson = dataRows("data/markov/markovchain_holson_panel.csv").map((row) => row.slice(1));
      expectTest(tested(testOrder(panelOf(holson, ["1", "2", "3"]))), [1573.34916645, 700.657317117, 12], 6);
    },
  );

  it("holds the false alarms of a true first-order chain at their level", () => {
    const random = createRandom("order");
    let alarms = 0;
    const trials = 300;
    for (let t = 0; t < trials; t++) {
      const rows = Array.from({ length: 40 }, () => {
        let state = 0;
        return Array.from({ length: 12 }, () => {
          state = random.next() < (state === 0 ? 0.7 : 0.4) ? 0 : 1;
          return state === 0 ? "a" : "b";
        });
      });
      if (tested(testOrder(panelOf(rows, ["a", "b"]))).pearson.p < 0.05) alarms++;
    }
    // Binomial(300, 0.05): 3 to 30 with a probability of 1 − 1e-4.
    expect(alarms).toBeGreaterThan(2);
    expect(alarms).toBeLessThan(31);
  });

  it("says how little it has, and refuses another order", () => {
    expect(testOrder(panelOf([["a", "a", "a"]], ["a", "b"]))).toEqual({
      kind: "insufficient",
      have: 0,
      need: 1,
    });
    expect(() => testOrder(panelOf([["a", "a"]], ["a"]), { order: 2 as never })).toThrow(
      "order must be 0 or 1, got 2",
    );
  });
});
