import {
  clusteredErrors,
  countTransitions,
  countTransitionsByPeriod,
  drawChain,
  estimatePosterior,
  estimateTransitionMatrix,
  logPredictive,
  posteriorIntervals,
  type TransitionCounts,
  transitionIntervals,
} from "clientele/migration";
import { NO_STATE } from "clientele/orders";
import { createRandom, dirichletLogDensity } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

const countsOf = (counts: readonly (readonly number[])[], states = lettersFor(counts)): TransitionCounts => ({
  states,
  counts,
  total: counts.flat().reduce((sum, n) => sum + n, 0),
  entries: [],
  gaps: 0,
  periods: [],
});
const rain = countsOf([
  [362, 126, 60],
  [136, 90, 68],
  [50, 79, 124],
]);
interface SequenceCheck<T> {
  readonly input: {
    readonly sequence: (string | null)[];
    readonly states?: string[];
    readonly alpha?: number[][];
    readonly new?: string[];
  };
  readonly expected: T;
}
function goldenCounts<T>(id: string): SequenceCheck<T> & { readonly counts: TransitionCounts } {
  const found = check<SequenceCheck<T>>(id);
  const states = found.input.states ?? [...new Set(found.input.sequence.filter((s) => s !== null))].sort();
  return { ...found, counts: countTransitions(panelOf([found.input.sequence], states)) };
}
function expectRows(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  digits: number,
): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, row] of found.entries())
    for (const [j, value] of row.entries()) expect(value).toBeCloseTo(expected[i]![j]!, digits);
}

const anyCounts = fc
  .integer({ min: 1, max: 5 })
  .chain((k) =>
    fc.array(fc.array(fc.nat(30), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }),
  )
  .map((rows) => countsOf(rows.map((row, i) => row.map((n, j) => (i === j ? n + 1 : n)))));

/** Sequences with gaps, some customers, some periods. */
const anyPanel = fc
  .record({
    states: fc.integer({ min: 1, max: 18 }),
    customers: fc.integer({ min: 1, max: 11 }),
    periods: fc.integer({ min: 2, max: 5 }),
  })
  .chain(({ states, customers, periods }) =>
    fc
      .array(
        fc.array(fc.option(fc.nat(states - 1), { freq: 4 }), { minLength: periods, maxLength: periods }),
        { minLength: customers, maxLength: customers },
      )
      .map((rows) => {
        const names = lettersFor(Array.from({ length: states }));
        return panelOf(
          rows.map((row) => row.map((s) => (s === null ? null : names[s]!))),
          names,
        );
      }),
  );

describe("counting", () => {
  it("agrees with a count cell by cell, whatever the number of states and customers", () => {
    fc.assert(
      fc.property(anyPanel, (panel) => {
        const customers = panel.customerIds.length;
        const expected = panel.states.map(() => panel.states.map(() => 0));
        let gaps = 0;
        for (let p = 1; p < panel.periods.length; p++)
          for (let c = 0; c < customers; c++) {
            const [from, to] = [panel.cells[(p - 1) * customers + c]!, panel.cells[p * customers + c]!];
            if (from !== NO_STATE && to !== NO_STATE) expected[from]![to]!++;
            else if (from !== NO_STATE) gaps++;
          }
        const found = countTransitions(panel);
        expect(found.counts).toEqual(expected);
        expect(found.gaps).toBe(gaps);
        expect(found.entries.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(customers);
        const steps = countTransitionsByPeriod(panel);
        expect(steps).toHaveLength(panel.periods.length - 1);
        expect(steps.reduce((sum, step) => sum + step.total, 0)).toBe(found.total);
      }),
    );
  });

  it("counts cells that lie anywhere in a buffer alike", () => {
    const panel = panelOf(
      [
        ["a", "b", "b"],
        ["b", "b", "a"],
        ["a", null, "b"],
        ["b", "a", "a"],
      ],
      ["a", "b"],
    );
    const found = countTransitions(panel);
    expect(found.counts).toEqual([
      [1, 1],
      [2, 2],
    ]);
    for (const offset of [0, 1, 2, 3, 4]) {
      const cells = new Uint8Array(new ArrayBuffer(20), offset, 12);
      cells.set(panel.cells);
      expect(countTransitions({ ...panel, cells })).toEqual(found);
    }
  });

  it("weighs moves by their age", () => {
    const panel = panelOf([["a", "a", "b", "b"]], ["a", "b"]);
    expect(countTransitions(panel, { decay: 0.5 }).counts).toEqual([
      [0.25, 0.5],
      [0, 1],
    ]);
    for (const decay of [0, 1.5, Number.NaN])
      expect(() => countTransitions(panel, { decay })).toThrow("decay must be above 0 and at most 1");
  });
});

describe("maximum likelihood", () => {
  it.each(["mle.na", "mle.sanitize", "mle.possibleStates", "qe.estimate"])("%s", (id) => {
    const { counts, expected } = goldenCounts<number[][]>(id);
    const found = estimateTransitionMatrix(counts, { emptyRow: "uniform" });
    const rows = found.probabilities.map((row, i) =>
      id === "mle.na" && found.emptyRows.includes(counts.states[i]!) ? [0, 0, 0] : row,
    );
    expectRows(rows, expected, 12);
  });
});

describe("the posterior", () => {
  it("its mode: with a flat prior the maximum likelihood, with a strong one the published table", () => {
    const flat = goldenCounts<number[][]>("map.flat");
    expectRows(estimatePosterior(flat.counts).mode as number[][], flat.expected, 12);
    const hyper = goldenCounts<number[][]>("map.hyper");
    const found = estimatePosterior(hyper.counts, { prior: hyper.input.alpha!, support: "all" });
    expectRows(found.mode as number[][], hyper.expected, 12);
  });

  it("mean, standard deviation and intervals of Alofi's rain", () => {
    const found = estimatePosterior(rain);
    expectRows(found.probabilities, check<{ expected: number[][] }>("rain.posteriorMean").expected, 11);
    expectRows(found.standardDeviation, check<{ expected: number[][] }>("rain.posteriorSd").expected, 11);
    const intervals = posteriorIntervals(found);
    const { expected } = check<{ expected: number[][] }>("rain.betaCI");
    expectRows([[...intervals[0]![0]!], [...intervals[0]![2]!]], expected, 7);
    // The evidence that the state matters: order 1 against order 0, one row for all.
    expect(found.logEvidence).toBeCloseTo(-1055.875375262506, 8);
    const columns = rain.states.map((_, j) => rain.counts.reduce((sum, row) => sum + row[j]!, 0));
    const order0 = estimatePosterior(countsOf([columns, [1, 0, 0], [1, 0, 0]]), {
      support: [
        [true, true, true],
        [true, false, false],
        [true, false, false],
      ],
    });
    expect(order0.logEvidence).toBeCloseTo(-1142.661299342274, 8);
  });

  it("the probability of further moves", () => {
    const { counts, input, expected } = goldenCounts<number>("predictive");
    const further = countTransitions(panelOf([input.new!], counts.states)).counts;
    const posterior = estimatePosterior(counts, { prior: input.alpha!, support: "all" });
    expect(logPredictive(posterior, further)).toBeCloseTo(expected, 12);
  });

  it("spends nothing on moves that cannot happen", () => {
    const counts = countsOf([
      [0, 5],
      [3, 2],
    ]);
    const found = estimatePosterior(counts);
    expect(found.probabilities[0]).toEqual([0, 1]);
    expect(posteriorIntervals(found)[0]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(estimatePosterior(counts, { support: "all" }).probabilities[0]).toEqual([1 / 7, 6 / 7]);
    expect(() =>
      logPredictive(found, [
        [1, 0],
        [0, 0],
      ]),
    ).toThrow("a → a is impossible under the posterior, got 1");
  });

  it("pools rows by as much as they agree", () => {
    const alike = countsOf([
      [61, 39],
      [58, 42],
    ]);
    const apart = countsOf([
      [95, 5],
      [4, 96],
    ]);
    const much = estimatePosterior(alike, { prior: "pooled" });
    const little = estimatePosterior(apart, { prior: "pooled" });
    expect(much.priorMoves).toBeGreaterThan(100 * little.priorMoves!);
    // κ is a maximum: no other number of moves makes the data likelier.
    const shares = little.prior[0]!.map((a) => a / little.priorMoves!);
    for (const factor of [0.5, 0.9, 1.1, 2]) {
      const prior = [0, 1].map(() => shares.map((share) => share * little.priorMoves! * factor));
      expect(estimatePosterior(apart, { prior }).logEvidence).toBeLessThan(little.logEvidence);
    }
    // A new row leans on the others.
    const sparse = countsOf([
      [90, 10, 0],
      [85, 15, 0],
      [1, 0, 0],
    ]);
    const leaning = estimatePosterior(sparse, {
      prior: "pooled",
      support: [
        [true, true, false],
        [true, true, false],
        [true, true, false],
      ],
    });
    expect(leaning.probabilities[2]![1]).toBeGreaterThan(0.05);
  });

  it("goes over into maximum likelihood as the prior fades, and its rows sum to 1", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const faint = estimatePosterior(counts, { prior: 1e-9 });
        expectRows(faint.probabilities, estimateTransitionMatrix(counts).probabilities, 8);
        for (const row of estimatePosterior(counts, { prior: 2, support: "all" }).probabilities)
          expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("has no single mode where a shape is below 1", () => {
    const found = estimatePosterior(
      countsOf([
        [3, 0],
        [0, 4],
      ]),
      { prior: 0.5, support: "all" },
    );
    expect(found.mode).toEqual(["boundary", "boundary"]);
    expect(
      estimatePosterior(
        countsOf([
          [3, 0],
          [0, 4],
        ]),
        { prior: 0.5 },
      ).mode[1],
    ).toEqual([0, 1]);
  });

  it("draws have its mean, and keep impossible moves impossible", () => {
    const posterior = estimatePosterior(
      countsOf([
        [8, 2, 0],
        [1, 6, 3],
        [0, 0, 5],
      ]),
    );
    const random = createRandom("posterior draws");
    const sums = posterior.states.map(() => posterior.states.map(() => 0));
    const draws = 4000;
    for (let d = 0; d < draws; d++)
      for (const [i, row] of drawChain(posterior, random).probabilities.entries())
        for (const [j, p] of row.entries()) sums[i]![j]! += p / draws;
    sums.forEach((row, i) => {
      row.forEach((mean, j) => {
        const sd = posterior.standardDeviation[i]![j]!;
        // Five standard errors: a false alarm in some 200,000 runs of these nine cells.
        expect(Math.abs(mean - posterior.probabilities[i]![j]!)).toBeLessThanOrEqual(
          (5 * sd) / Math.sqrt(draws) + 1e-12,
        );
      });
    });
    expect(sums[0]![2]).toBe(0);
  });

  it("refuses priors and supports that make no sense, naming the move", () => {
    const counts = countsOf([
      [1, 2],
      [0, 3],
    ]);
    const call = (options: object) => () => estimatePosterior(counts, options);
    expect(call({ prior: 0 })).toThrow("prior of a → a must be a positive number, got 0");
    expect(call({ prior: [[1, 1]] })).toThrow("prior must be 2 × 2 numbers");
    expect(
      call({
        support: [
          [true, false],
          [false, true],
        ],
      }),
    ).toThrow("support must allow every move that was seen, got none for a → b, seen 2 times");
    expect(call({ support: [[true]] })).toThrow("support must be 2 × 2, got 1 rows of 1");
    expect(() =>
      estimatePosterior(
        countsOf([
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toThrow("support must allow some move from every state, got none from b");
    expect(() => posteriorIntervals(estimatePosterior(counts), { probability: 1 })).toThrow(
      "probability must be between 0 and 1, got 1",
    );
    expect(() => logPredictive(estimatePosterior(counts), [[1]])).toThrow("moves must be 2 × 2 numbers");
  });
});

describe("intervals", () => {
  it("Wilson, Jeffreys and Clopper–Pearson of 362 dry days in 548", () => {
    const of = (method: "wilson" | "jeffreys" | "clopper-pearson"): readonly number[] => {
      const [row] = transitionIntervals(rain, { method });
      if (row === undefined || row === "no-moves") throw new Error("there are moves");
      return row[0]!;
    };
    expectRows([[...of("wilson")]], [check<{ expected: number[] }>("ci.wilson").expected], 9);
    expectRows([[...of("jeffreys")]], [[0.6201753549, 0.6993013143]], 9);
    expectRows([[...of("clopper-pearson")]], [[0.6192420467, 0.700183052]], 9);
  });

  it("Goodman's, for the whole row at once", () => {
    const { expected } = check<{ expected: number[][] }>("ci.goodman");
    const [row] = transitionIntervals(
      countsOf([
        [23, 12, 44],
        [1, 0, 0],
        [1, 0, 0],
      ]),
      { method: "goodman" },
    );
    if (row === undefined || row === "no-moves") throw new Error("there are moves");
    expectRows(
      row.map((bounds) => [...bounds]),
      expected,
      9,
    );
  });

  it("hold the estimate and stay within 0 and 1; a rarer miss is wider", () => {
    fc.assert(
      fc.property(
        anyCounts,
        fc.constantFrom("wilson", "jeffreys", "clopper-pearson", "goodman"),
        (counts, method) => {
          const { probabilities } = estimateTransitionMatrix(counts);
          const found = transitionIntervals(counts, { method });
          const wide = transitionIntervals(counts, { method, confidence: 0.999 });
          found.forEach((row, i) => {
            if (row === "no-moves") throw new Error("every state is left");
            row.forEach(([lower, upper], j) => {
              const p = probabilities[i]![j]!;
              if (method !== "jeffreys") expect(lower <= p + 1e-12 && p <= upper + 1e-12).toBe(true);
              expect(lower >= 0 && upper <= 1).toBe(true);
              const [low, high] = (wide[i] as readonly (readonly [number, number])[])[j]!;
              expect(low <= lower + 1e-12 && upper <= high + 1e-12).toBe(true);
            });
          });
        },
      ),
    );
  });

  it("refuse weighted counts, an unknown method and a confidence beyond 0 … 1", () => {
    expect(() =>
      transitionIntervals(
        countsOf([
          [0.5, 1],
          [1, 1],
        ]),
      ),
    ).toThrow("counts must be whole numbers, got 0.5, 1 from a");
    expect(() => transitionIntervals(rain, { method: "wald" as never })).toThrow(
      "method must be wilson, jeffreys",
    );
    expect(() => transitionIntervals(rain, { confidence: 1 })).toThrow(
      "confidence must be between 0 and 1, got 1",
    );
  });
});

describe("errors clustered by customer", () => {
  it("standard errors of Alofi's rain as if moves were independent; R's p/√n is wrong", () => {
    const { expected } = check<{ expected: number[][] }>("rain.mleSe");
    // Any sequence with these counts has these errors: one customer for each move.
    const moves = rain.counts.flatMap((row, i) =>
      row.flatMap((n, j) => Array.from({ length: n }, () => [rain.states[i]!, rain.states[j]!])),
    );
    const { independent, clustered } = clusteredErrors(panelOf(moves, rain.states));
    expectRows(independent, expected, 7);
    // With one move a customer there is nothing to cluster.
    expectRows(clustered, independent, 12);
  });

  it.skipIf(!haveData)("Holson's people differ: up to 1.4 times as wide (CLIENTELE_DATA)", () => {
    const rows = dataRows("data/markov/markovchain_holson_panel.csv").map((row) => row.slice(1));
    const { clustered, independent, customers } = clusteredErrors(panelOf(rows, ["1", "2", "3"]));
    expect(clustered.map((row, i) => row[i]!.toFixed(6))).toEqual(["0.003496", "0.013567", "0.011558"]);
    expect(independent.map((row, i) => row[i]!.toFixed(6))).toEqual(["0.002754", "0.012052", "0.008277"]);
    expect(Math.min(...customers)).toBeGreaterThan(200);
  });
});

describe("the density of a prior", () => {
  it("row by row is the published one (prior.logdensity)", () => {
    const { input, expected, tol } = check<{
      input: { p: number[][]; alpha: number[][] };
      expected: number[];
      tol: number;
    }>("prior.logdensity");
    expected.forEach((log, i) => {
      expect(Math.abs(dirichletLogDensity(input.p[i]!, input.alpha[i]!) - log)).toBeLessThan(tol);
    });
  });

  it("is flat with shapes of 1, and that of the posterior up to a constant: prior times likelihood", () => {
    expect(dirichletLogDensity([0, 0.4, 0.6], [1, 1, 1])).toBeCloseTo(Math.log(2), 14);
    const [shapes, counts] = [
      [0.5, 2, 3],
      [4, 0, 7],
    ];
    const beyond = ([p, q, r]: readonly number[]): number =>
      dirichletLogDensity([p!, q!, r!], shapes!) +
      counts!.reduce((sum, n, i) => sum + n * Math.log([p!, q!, r!][i]!), 0) -
      dirichletLogDensity(
        [p!, q!, r!],
        shapes!.map((a, i) => a + counts![i]!),
      );
    expect(beyond([0.2, 0.3, 0.5])).toBeCloseTo(beyond([0.6, 0.1, 0.3]), 12);
  });

  it("is refused where shares and shapes do not fit", () => {
    const wrong = (shares: number[], shapes: number[]) => () => dirichletLogDensity(shares, shapes);
    expect(wrong([0.5], [1, 1])).toThrow("there must be 2 shares, got 1");
    expect(wrong([0.5, 0.4], [1, 1])).toThrow("shares must add up to 1, got 0.9");
    expect(wrong([0.5, 0.5], [1, 0])).toThrow("shape 1 must be above 0, got 0");
    expect(wrong([1.5, -0.5], [1, 1])).toThrow("share 1 must be from 0 to 1, got -0.5");
    expect(wrong([1, 0], [1, 2])).toThrow("share 1 must be above 0 where its shape is not 1, got 0");
  });
});
