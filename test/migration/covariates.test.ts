import {
  blendSeasons,
  countTransitions,
  countTransitionsBySeason,
  createChain,
  estimateTransitionMatrix,
  fitTransitionLogit,
  predictTransitions,
  simulateStates,
  type TransitionCounts,
} from "clientele/migration";
import { createStatePanel, type StatePanel } from "clientele/orders";
import { describe, expect, it } from "vitest";
import { panelOf } from "./_panel.ts";

const states = ["a", "b", "c"];
const calm = createChain({
  states,
  probabilities: [
    [0.8, 0.15, 0.05],
    [0.2, 0.6, 0.2],
    [0, 0, 1],
  ],
});
const wild = createChain({
  states,
  probabilities: [
    [0.5, 0.3, 0.2],
    [0.4, 0.3, 0.3],
    [0, 0, 1],
  ],
});
/** A panel made with a chain, or with several in turn. */
function made(
  chain: Parameters<typeof simulateStates>[0],
  customers: number,
  periods: number,
  seed: string,
): StatePanel {
  const start = Uint8Array.from({ length: customers }, (_, c) => c % 2);
  const cells = simulateStates(chain, { start, steps: periods - 1, seed });
  const empty = panelOf([Array.from({ length: periods }, () => "a")], states);
  return createStatePanel({ ...empty, customerIds: Array.from(start, (_, c) => `c${c}`), cells });
}
function together(one: StatePanel, two: StatePanel): StatePanel {
  const [n, m] = [one.customerIds.length, two.customerIds.length];
  const cells = Uint8Array.from({ length: (n + m) * one.periods.length }, (_, at) => {
    const [p, c] = [Math.floor(at / (n + m)), at % (n + m)];
    return c < n ? one.cells[p * n + c]! : two.cells[p * m + c - n]!;
  });
  return createStatePanel({ ...one, customerIds: Array.from({ length: n + m }, (_, c) => `c${c}`), cells });
}

describe("fitTransitionLogit", () => {
  const panel = together(made(calm, 600, 5, "calm"), made(wild, 600, 5, "wild"));
  const covariates = {
    wild: (c: number) => (c < 600 ? 0 : 1),
    noise: (c: number, p: number) => Math.sin(12.9898 * c + 78.233 * p),
  };

  it("with one group column has the matrix of each group, and the test of homogeneity's G²", () => {
    const fit = fitTransitionLogit(panel, { covariates: { wild: covariates.wild } });
    const matrices = [made(calm, 600, 5, "calm"), made(wild, 600, 5, "wild")].map((group) =>
      estimateTransitionMatrix(countTransitions(group)),
    );
    matrices.forEach((matrix, k) => {
      predictTransitions(fit, { wild: k }).probabilities.forEach((row, i) => {
        row.forEach((p, j) => {
          expect(p).toBeCloseTo(matrix.probabilities[i]![j]!, 6);
        });
      });
    });
    const pooled = estimateTransitionMatrix(countTransitions(panel));
    const expected =
      2 * (matrices.reduce((sum, { logLikelihood }) => sum + logLikelihood, 0) - pooled.logLikelihood);
    const test = fit.relevance["wild"]!;
    expect(test).not.toBe("not-tested");
    if (test !== "not-tested") {
      expect(test.statistic).toBeCloseTo(expected, 5);
      expect(test.df).toBe(4);
      expect(test.p).toBeLessThan(1e-10);
    }
    expect(fit.rows[2]!.fit).toEqual({ kind: "one-way", to: "c" });
    expect(JSON.parse(JSON.stringify(fit.relevance))).toEqual(fit.relevance);
  });

  it("finds what matters and not what does not", () => {
    const { relevance } = fitTransitionLogit(panel, { covariates });
    const [relevant, noise] = [relevance["wild"]!, relevance["noise"]!];
    expect(relevant !== "not-tested" && relevant.p).toBeLessThan(1e-10);
    expect(noise !== "not-tested" && noise.p).toBeGreaterThan(0.01);
  });

  it("says why a state has no fit, and refuses covariates that are no numbers", () => {
    const small = panelOf(
      [
        ["a", "a"],
        ["a", "b"],
      ],
      ["a", "b", "c"],
    );
    const fit = fitTransitionLogit(small, { covariates: { x: (c) => c } });
    expect(["insufficient", "separated"]).toContain(fit.rows[0]!.fit.kind);
    expect(fit.rows[1]!.fit).toEqual({ kind: "no-moves" });
    expect(fit.relevance).toEqual({ x: "not-tested" });
    expect(() => predictTransitions(fit, { x: 1 })).toThrow(
      "Cannot predict transitions: a must have a fit, got",
    );
    expect(() => fitTransitionLogit(small, { covariates: {} })).toThrow(
      "covariates must name at least one, got none",
    );
    expect(() => fitTransitionLogit(small, { covariates: { x: () => Number.NaN } })).toThrow(
      "x of c0 in period 0 must be a finite number, got NaN",
    );
    const found = fitTransitionLogit(panel, { covariates: { wild: covariates.wild } });
    expect(() => predictTransitions(found, {})).toThrow("wild must be a finite number, got undefined");
  });
});

describe("seasons", () => {
  const seasonOf = ({ from }: { from: string }) => (Number(from.slice(0, 4)) % 2 === 1 ? "odd" : "even");

  it("are counted apart and add up to all", () => {
    const panel = made([calm, wild], 500, 7, "seasons");
    const seasons = countTransitionsBySeason(panel, { seasonOf });
    expect(seasons.map(({ season }) => season)).toEqual(["odd", "even"]);
    const { counts, total } = countTransitions(panel);
    counts.forEach((row, i) => {
      row.forEach((n, j) => {
        expect(seasons.reduce((sum, s) => sum + s.counts[i]![j]!, 0)).toBe(n);
      });
    });
    expect(seasons.reduce((sum, s) => sum + s.total, 0)).toBe(total);
  });

  it("keep their own matrices where they differ, and share one where they do not", () => {
    const differ = blendSeasons(
      countTransitionsBySeason(made([calm, wild], 3000, 7, "differ"), { seasonOf }),
    );
    const alike = blendSeasons(countTransitionsBySeason(made(calm, 3000, 7, "alike"), { seasonOf }));
    expect(differ.pooledMoves).toBeLessThan(100);
    expect(alike.pooledMoves).toBeGreaterThan(1000);
    expect(Math.abs(differ.posteriors[0]!.probabilities[0]![0]! - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(differ.posteriors[1]!.probabilities[0]![0]! - 0.5)).toBeLessThan(0.03);
  });

  it("blend by Bühlmann's formula, between the season's own matrix and the pooled one", () => {
    const of = (counts: number[][]): TransitionCounts => ({
      states: ["a", "b"],
      counts,
      total: 0,
      entries: [],
      gaps: 0,
      periods: [],
    });
    const groups = [
      of([
        [30, 10],
        [0, 0],
      ]),
      of([
        [5, 15],
        [4, 6],
      ]),
    ];
    const { posteriors } = blendSeasons(groups, { pooledMoves: 20 });
    const z = 40 / 60;
    expect(posteriors[0]!.probabilities[0]![0]).toBeCloseTo(z * (30 / 40) + (1 - z) * (35 / 60), 12);
    expect(posteriors[0]!.probabilities[1]).toEqual([0.4, 0.6]); // no moves of its own: the pooled row
    expect(() => blendSeasons([])).toThrow("there must be counts, got none");
    expect(() => blendSeasons(groups, { pooledMoves: 0 })).toThrow("pooledMoves must be above 0");
    expect(() => blendSeasons([groups[0]!, { ...groups[1]!, states: ["a", "x"] }])).toThrow(
      "all must have the states a, b, got a, x",
    );
  });
});
