import {
  createChain,
  drawChain,
  estimatePosterior,
  estimateTransitionMatrix,
  forecastBands,
  forecastTiers,
  type TransitionCounts,
} from "clientele/migration";
import { createRandom } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawDrift } from "../../src/migration/_draw-drift.ts";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";

const countsOf = (counts: readonly (readonly number[])[]): TransitionCounts => ({
  states: lettersFor(counts),
  counts,
  total: counts.flat().reduce((sum, n) => sum + n, 0),
  entries: [],
  gaps: 0,
  periods: [],
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const crm = () => ({
  matrix: estimateTransitionMatrix(countsOf(check<{ expected: number[][] }>("crm.counts").expected)),
  now: check<{ input: { n0: number[] } }>("crm.forecast2016").input.n0,
});
const chain = createChain({
  states: ["a", "b", "c"],
  probabilities: [
    [0.7, 0.2, 0.1],
    [0.3, 0.5, 0.2],
    [0, 0.1, 0.9],
  ],
});

describe("forecastTiers over several periods", () => {
  it("has the standard deviation of chance as published (crm.count.sd) [S2-19]", () => {
    const { matrix, now } = crm();
    const { expected, tol } = check<{ expected: number[]; tol: number }>("crm.count.sd");
    forecastTiers(matrix, now).deviation[1]!.forEach((sd, j) => {
      expect(Math.abs(sd - expected[j]!)).toBeLessThan(tol);
    });
  });

  it.skipIf(!haveData)(
    "forecasts ten years of revenue, and 2,150,564 as the value of the base, as published (CLIENTELE_DATA)",
    () => {
      const { matrix, now } = crm();
      const spent = new Map<string, number>();
      for (const [id = "", amount, date = ""] of dataRows("data/markov/purchases_18417.csv"))
        if (date.startsWith("2015")) spent.set(id, (spent.get(id) ?? 0) + Number(amount));
      const segments = now.map(() => ({ customers: 0, revenue: 0 }));
      for (const row of dataRows("data/markov/purchases_segment_panel_2006_2015.csv")) {
        const segment = segments[Number(row[10])]!;
        segment.customers++;
        segment.revenue += spent.get(row[0]!) ?? 0;
      }
      const revenue = segments.map((s) => s.revenue / s.customers);
      const found = forecastTiers(matrix, now, { steps: 10, revenue, discountRate: 0.1 });
      expect(found.revenue!.total.map(Math.round)).toEqual([
        478394, 397481, 379526, 365921, 351072, 339488, 330139, 322557, 316409, 311418, 307360,
      ]);
      expect(Math.round(found.revenue!.discounted)).toBe(check<{ expected: number }>("crm.dbvalue").expected);
      for (const row of found.path) expect(sum(row)).toBeCloseTo(18417, 8);
    },
  );

  it("conserves customers and inflow, and takes each inflow for a forecast of its own", () => {
    const numbers = fc.array(fc.nat(500), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(numbers, fc.array(numbers, { minLength: 4, maxLength: 4 }), (start, inflow) => {
        const found = forecastTiers(chain, start, { steps: 4, inflow });
        found.path.forEach((row, t) => {
          expect(sum(row)).toBeCloseTo(sum(start) + sum(inflow.slice(0, t).flat()), 8);
        });
        // Superposition, of the mean and of the variance.
        const parts = [
          forecastTiers(chain, start, { steps: 4 }),
          ...inflow.map((row, t) => forecastTiers(chain, row, { steps: 3 - t })),
        ];
        chain.states.forEach((_, j) => {
          expect(found.expected[j]).toBeCloseTo(sum(parts.map((part) => part.expected[j]!)), 8);
          const variance = sum(parts.map((part) => part.deviation[part.steps]![j]! ** 2));
          expect(found.deviation[4]![j]! ** 2).toBeCloseTo(variance, 8);
        });
        expect(found.deviation[0]).toEqual([0, 0, 0]);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
    );
    const each = forecastTiers(chain, [0, 0, 0], { steps: 2, inflow: [10, 0, 0] });
    expect(each.inflow).toEqual([
      [10, 0, 0],
      [10, 0, 0],
    ]);
    expect(each.expected.map((n) => n.toFixed(12))).toEqual([17, 2, 1].map((n) => n.toFixed(12)));
  });

  it.each([
    [{ inflow: [[1, 2, 3]], steps: 2 }, "inflow must have one row for each of the 2 periods, got 1"],
    [{ inflow: [1, 2] }, "inflow in period 1 must have one number for each of the 3 states, got 2"],
    [{ inflow: [1, 2, -1] }, "inflow in period 1 of c must be a non-negative number, got -1"],
    [{ revenue: [1] }, "revenue must have one number for each of the 3 states, got 1"],
    [{ revenue: [1, Number.NaN, 0] }, "revenue of b must be a finite number, got NaN"],
    [{ discountRate: -1 }, "discountRate must be a number from 0 up, got -1"],
  ])("refuses %j", (options, message) => {
    expect(() => forecastTiers(chain, [1, 1, 1], options)).toThrow(`Cannot forecast tiers: ${message}`);
  });
});

describe("drifting matrices", () => {
  it("keep their mean, and after h periods have the variance of Dirichlet(δʰ·a)", () => {
    const shapes = [
      [8, 2, 0],
      [1, 1, 4],
      [0, 0, 3],
    ];
    const random = createRandom("drift");
    const [n, discount, steps] = [20_000, 0.8, 3];
    const drawn = Array.from({ length: n }, (_, d) => {
      const rows = drawDrift(shapes, discount, random.split(d));
      rows.next();
      rows.next();
      return rows.next().slice();
    });
    shapes.forEach((row, i) => {
      const total = sum(row);
      row.forEach((a, j) => {
        const values = drawn.map((rows) => rows[i * 3 + j]!);
        const average = sum(values) / n;
        const mean = a / total;
        const variance = (mean * (1 - mean)) / (discount ** steps * total + 1);
        expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / n) + 1e-12);
        const found = sum(values.map((v) => (v - average) ** 2)) / n;
        expect(Math.abs(found - variance)).toBeLessThan(0.05 * variance + 1e-12);
      });
    });
  });
});

describe("forecastBands", () => {
  const posterior = estimatePosterior(
    countsOf([
      [70, 20, 10],
      [30, 50, 20],
      [0, 10, 90],
    ]),
  );
  const start = [300, 200, 100];

  it("has the exact mean and deviation where chance alone is drawn", () => {
    const options = { steps: 3, inflow: [20, 0, 0] };
    const exact = forecastTiers(posterior, start, options);
    const { path } = forecastBands(posterior, start, { ...options, seed: 1, from: ["chance"], draws: 4000 });
    path.forEach((row, t) => {
      row.forEach((band, j) => {
        const sd = exact.deviation[t + 1]![j]!;
        expect(Math.abs(band.mean - exact.path[t + 1]![j]!)).toBeLessThan((4 * sd) / Math.sqrt(4000));
        expect(Math.abs(band.deviation / sd - 1)).toBeLessThan(0.06);
      });
    });
  });

  it("has the variance of posterior means where the chain alone is drawn, and of both together their sum", () => {
    const of = (from: ("chance" | "chain")[]) =>
      forecastBands(posterior, start, { seed: 2, from, draws: 4000 }).path[0]!;
    const variance = start.map((_, j) =>
      sum(start.map((n, i) => n * n * posterior.standardDeviation[i]![j]! ** 2)),
    );
    of(["chain"]).forEach((band, j) => {
      expect(Math.abs(band.deviation ** 2 / variance[j]! - 1)).toBeLessThan(0.1);
    });
    // E[n p (1 − p)] over the posterior, plus the variance of n p.
    of(["chance", "chain"]).forEach((band, j) => {
      const chance = sum(
        start.map((n, i) => {
          const p = posterior.probabilities[i]![j]!;
          return n * (p * (1 - p) - posterior.standardDeviation[i]![j]! ** 2);
        }),
      );
      expect(Math.abs(band.deviation ** 2 / (variance[j]! + chance) - 1)).toBeLessThan(0.1);
    });
  });

  it("widens with drift, the further ahead the more, and says what is in it", () => {
    const of = (discount: number) => forecastBands(posterior, start, { seed: 3, steps: 4, discount });
    const [still, drifting] = [of(1), of(0.7)];
    expect(still.from).toEqual(["chance", "chain"]);
    expect(drifting.from).toEqual(["chance", "chain", "drift"]);
    for (const t of [0, 3])
      for (const j of [0, 1, 2])
        expect(drifting.path[t]![j]!.deviation).toBeGreaterThan(still.path[t]![j]!.deviation);
  });

  it("covers as often as it says where the truth is drawn from the posterior", () => {
    const random = createRandom("coverage");
    const { path } = forecastBands(posterior, start, { seed: 4, level: 0.8, draws: 2000 });
    const trials = 400;
    let inside = 0;
    for (let k = 0; k < trials; k++) {
      const truth = drawChain(posterior, random.split(`truth ${k}`));
      // One future of that truth: a forecast of one draw of chance, of a posterior that knows it.
      const shapes = truth.probabilities.map((row) => row.map((p) => p * 1e9));
      const one = forecastBands({ ...posterior, ...truth, shapes }, start, {
        seed: `${k}`,
        draws: 2,
        from: ["chance"],
      });
      const seen = one.path[0]![0]!.low;
      const other = one.path[0]![0]!.high;
      for (const n of [seen, other]) if (n >= path[0]![0]!.low && n <= path[0]![0]!.high) inside++;
    }
    expect(Math.abs(inside / trials / 2 - 0.8)).toBeLessThan(0.06);
  });

  it("is the same for the same seed, conserves customers in every future, and bands revenue", () => {
    const options = { seed: "x", steps: 2, revenue: [1, 1, 1], discount: 0.9 };
    const found = forecastBands(posterior, start, options);
    expect(forecastBands(posterior, start, options)).toEqual(found);
    expect(found.revenue!.map(({ low, high, deviation }) => [low, high, deviation])).toEqual([
      [600, 600, 0],
      [600, 600, 0],
    ]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it.each([
    [{ level: 1 }, "level must be between 0 and 1, got 1"],
    [{ draws: 1 }, "draws must be an integer from 2 up, got 1"],
    [{ from: [] }, "from must name chance or chain, got none"],
    [{ from: ["luck" as "chance"] }, "from must name chance or chain, got luck"],
    [{ discount: 0 }, "discount must be above 0 and at most 1, got 0"],
    [{ discount: 0.5, from: ["chance" as const] }, 'discount below 1 needs "chain" in from, got chance'],
    [{ inflow: [0.5, 0, 0] }, "customers must be whole numbers, got 0.5"],
  ])("refuses %j", (options, message) => {
    expect(() => forecastBands(posterior, start, { seed: 1, ...options })).toThrow(
      `Cannot forecast bands: ${message}`,
    );
  });
});
