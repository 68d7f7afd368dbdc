import { rankValues } from "clientele/stats";
import {
  type ChangePointOptions,
  type ChangePoints,
  compareChangePoints,
  findChangePoints,
  testPettitt,
  testSingleChange,
} from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenNumbers, haveGolden } from "./golden-data.ts";

const segmented = (values: ArrayLike<number>, options: ChangePointOptions): ChangePoints => {
  const found = findChangePoints(values, options);
  if (found.kind !== "segmented") throw new Error(found.kind);
  return found;
};

/** The costs again, from their definitions and without sums carried along. */
function plainCost(values: readonly number[], options: ChangePointOptions): number {
  const weights = values.map(() => 1);
  const sum = values.reduce((a, b) => a + b, 0);
  const mean = sum / values.length;
  switch (options.cost) {
    case "poisson":
      return -2 * values.reduce((l, x) => l + (x === 0 ? 0 : x * Math.log(mean)) - mean, 0);
    case "negative-binomial": {
      const alpha = options.dispersion ?? 0;
      return (
        -2 *
        values.reduce(
          (l, x) =>
            l +
            (x === 0 ? 0 : x * Math.log(mean / (1 + alpha * mean))) -
            (1 / alpha) * Math.log(1 + alpha * mean),
          0,
        )
      );
    }
    case "normal-mean":
      return values.reduce((s, x) => s + (x - mean) ** 2, 0) / (options.variance ?? 1);
    case "normal": {
      const square = values.reduce((s, x) => s + (x - mean) ** 2, 0) / values.length;
      const v = Math.max(square, options.minimumVariance ?? 0);
      return -2 * values.reduce((l, x) => l - 0.5 * Math.log(2 * Math.PI * v) - (x - mean) ** 2 / (2 * v), 0);
    }
    case "l1": {
      const sorted = [...values].sort((a, b) => a - b);
      const m = sorted[Math.floor((sorted.length - 1) / 2)]!;
      return (2 * values.reduce((s, x, i) => s + weights[i]! * Math.abs(x - m), 0)) / (options.scale ?? 1);
    }
  }
}

/** The least criterion of all 2ⁿ⁻¹ partitions. */
function bruteForce(values: readonly number[], options: ChangePointOptions): number {
  const n = values.length;
  const parameters = options.cost === "normal" ? 2 : 1;
  const least = options.minimumSize ?? 1;
  let best = Number.POSITIVE_INFINITY;
  for (let cuts = 0; cuts < 2 ** (n - 1); cuts++) {
    const bounds = [0];
    for (let i = 1; i < n; i++) if ((cuts >> (i - 1)) & 1) bounds.push(i);
    bounds.push(n);
    const k = bounds.length - 2;
    if (options.changes !== undefined && k !== options.changes) continue;
    let total = 0;
    for (let j = 0; j <= k; j++) {
      const size = bounds[j + 1]! - bounds[j]!;
      if (size < least) total = Number.POSITIVE_INFINITY;
      total += plainCost(values.slice(bounds[j], bounds[j + 1]), options);
      if (options.penalty === "mbic") total += parameters * Math.log(size);
    }
    if (options.changes === undefined)
      total +=
        k *
        (typeof options.penalty === "number"
          ? options.penalty
          : options.penalty === "mbic"
            ? 2 * Math.log(n)
            : (parameters + 1) * Math.log(n));
    best = Math.min(best, total);
  }
  return best;
}

const models: readonly ChangePointOptions[] = [
  { cost: "poisson" },
  { cost: "negative-binomial", dispersion: 0.4 },
  { cost: "normal-mean", variance: 2 },
  { cost: "normal", minimumVariance: 0.1, minimumSize: 2 },
  { cost: "l1", scale: 0.7 },
];
const penalties = ["bic", "mbic", 0.5, 3] as const;

describe("change points", () => {
  it("are those of the best of all partitions, for every cost, penalty and least size", () => {
    const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 10 });
    const every = fc.record({
      values: series,
      model: fc.constantFrom(...models),
      penalty: fc.constantFrom(...penalties),
      minimumSize: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(every, ({ values, model, penalty, minimumSize }) => {
        const options = { ...model, penalty, minimumSize };
        const found = segmented(values, options);
        expect(found.criterion).toBeCloseTo(bruteForce(values, options), 8);
        expect(found.segments.every(({ from, to }) => to - from >= minimumSize)).toBe(true);
      }),
    );
  });

  it("with their number given are the best of all partitions with so many", () => {
    const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(...models),
        fc.integer({ min: 0, max: 2 }),
        (values, model, changes) => {
          const options = { ...model, changes };
          const found = segmented(values, options);
          expect(found.changes.length).toBe(changes);
          expect(found.cost).toBeCloseTo(bruteForce(values, options), 8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("no number of changes does better by criterion than the penalty's own choice, in longer series", () => {
    const jumps = fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 12 })), {
      minLength: 1,
      maxLength: 6,
    });
    const noise = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 150, maxLength: 150 });
    fc.assert(
      fc.property(jumps, noise, fc.constantFrom(...models), (levels, off, model) => {
        const values = levels
          .flatMap(([size, level]) => new Array<number>(size).fill(level))
          .map((x, i) => x + off[i]!);
        fc.pre(values.length > 3);
        const found = segmented(values, { ...model, penalty: 4 });
        for (let changes = 0; changes < Math.min(7, Math.floor(values.length / 2)); changes++) {
          const fixed = segmented(values, { ...model, changes });
          expect(found.criterion!).toBeLessThanOrEqual(fixed.cost + changes * 4 + 1e-7);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("weights stand for repeated values, and exposures for merged periods", () => {
    const values = [3, 4, 3, 9, 8, 9];
    const repeated = [3, 3, 4, 4, 3, 3, 9, 9, 8, 8, 9, 9];
    const weights = values.map(() => 2);
    for (const model of [
      { cost: "normal-mean", variance: 1 },
      { cost: "l1", scale: 1 },
    ] as const) {
      const one = segmented(values, { ...model, weights, changes: 1 });
      const two = segmented(repeated, { ...model, changes: 1 });
      expect(one.cost).toBeCloseTo(two.cost, 10);
      expect(two.changes[0]).toBe(2 * one.changes[0]!);
    }
    const rates = segmented([2, 4, 2, 4, 6], { cost: "poisson", weights: [1, 2, 1, 2, 4] });
    expect(rates.changes).toEqual([]); // the difference is one of exposure and chance
    expect(rates.segments[0]!.level).toBeCloseTo(1.8, 12);
    const steady = segmented([20, 40, 20, 10, 20], { cost: "poisson", weights: [1, 2, 1, 2, 4] });
    expect(steady.changes).toEqual([3]);
    expect(steady.segments.map(({ level }) => level)).toEqual([20, 5]);
  });

  it("a constant series has none, whatever the cost", () => {
    for (const cost of ["poisson", "negative-binomial", "normal-mean", "normal", "l1"] as const)
      expect(segmented(new Array(12).fill(4), { cost }).changes).toEqual([]);
  });

  it("wild values: l1 keeps what the normal cost cuts out", () => {
    const values = [1, 1.2, 0.9, 1.1, 60, 1, 1.1, 0.9, 1, 1.1, 0.8, 1.2];
    expect(segmented(values, { cost: "normal-mean" }).changes).toEqual([4, 5]);
    expect(segmented(values, { cost: "l1", minimumSize: 3 }).changes).toEqual([]);
  });

  it("refuses what it cannot do, in words", () => {
    const call = (values: number[], options: object) => () =>
      findChangePoints(values, { cost: "poisson", ...options });
    const step = (scale: number) => [1, 1.1, 1, 1.2, 3, 3.1, 3, 3.2].map((x) => x * scale);
    for (const cost of ["normal-mean", "normal"] as const) {
      expect(() => findChangePoints(step(1e200), { cost })).toThrow(
        "every value must be from -1e150 to 1e150, so that squares are numbers, got 3.2e+200",
      );
      expect(() => findChangePoints(step(-1e200), { cost })).toThrow("so that squares are numbers, got -3.2");
      // Their squares are all zero, and a change would never be seen.
      expect(() => findChangePoints(step(1e-200), { cost })).toThrow("at least 1e-150");
    }
    expect(segmented(step(1e200), { cost: "l1" }).changes).toEqual(
      segmented(step(1), { cost: "l1" }).changes,
    );
    expect(call([1, 2.5], {})).toThrow(
      "Cannot find change points: value 1 must be a whole number from 0 up, got 2.5",
    );
    expect(call([1, -1], {})).toThrow("value 1 must be a whole number from 0 up, got -1");
    expect(call([1, Number.NaN], { cost: "l1" })).toThrow("value 1 must be a finite number");
    expect(call([1, 2], { cost: "gaussian" })).toThrow(
      "cost must be poisson, negative-binomial, normal-mean, normal or l1",
    );
    expect(call([1, 2], { penalty: "aic" })).toThrow("penalty must be bic, mbic or a number");
    expect(call([1, 2], { penalty: -1 })).toThrow("penalty must be a number not below 0");
    expect(call([1, 2], { changes: 2 })).toThrow("changes must be at most 1, so that they fit, got 2");
    expect(call([1, 2], { changes: 1, penalty: 1 })).toThrow(
      "penalty must be left out where changes is given",
    );
    expect(call([1, 2], { variance: 1 })).toThrow("variance must be left out where the cost is poisson");
    expect(call([1, 2], { weights: [1] })).toThrow(
      "the number of weights must be that of the values, 2, got 1",
    );
    expect(call([1, 2], { weights: [1, 0] })).toThrow("weight 1 must be a positive number, got 0");
    expect(call([1, 2], { minimumSize: 0 })).toThrow("minimumSize must be a whole number from 1 up, got 0");
    expect(findChangePoints([1, 2, 3], { cost: "normal", minimumSize: 2 })).toEqual({
      kind: "insufficient",
      of: "values",
      have: 3,
      need: 4,
    });
  });

  it("published toys: binary segmentation's [0, .1, 1.2, 1], the L1 Potts series, weights on an outlier", () => {
    const toy = [0, 0.1, 1.2, 1];
    const of = (changes: number) => segmented(toy, { cost: "normal-mean", variance: 1, changes }).changes;
    expect([of(0), of(1), of(2), of(3)]).toEqual([[], [2], [2, 3], [1, 2, 3]]);
    const potts = (values: number[], penalty: number, weights?: number[]) =>
      segmented(values, { cost: "l1", scale: 2, penalty, weights }).changes;
    expect(potts([0, 0, 0, 5, 5, 5, 5, -2, -2], 0.5)).toEqual([3, 7]);
    expect(potts([1, 1, 100, 1, 1], 10)).toEqual([2, 3]);
    expect(potts([1, 1, 100, 1, 1], 10, [1, 1, 1e-3, 1, 1])).toEqual([]);
  });
});

describe("one change", () => {
  it("permutation p is at most α for at most a share α of unchanged series", () => {
    const alarms = { poisson: 0, pettitt: 0 };
    const rounds = 300;
    let state = 7;
    const next = () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    };
    for (let round = 0; round < rounds; round++) {
      const counts = Array.from({ length: 24 }, () => {
        let [k, u] = [0, next()];
        for (let p = Math.exp(-2), s = p; u > s && k < 30; s += p) p *= 2 / ++k;
        u = k;
        return u;
      });
      const a = testSingleChange(counts, { cost: "poisson", seed: round, replicates: 99 });
      const b = testPettitt(counts);
      if (a.kind === "tested" && a.p <= 0.05) alarms.poisson++;
      if (b.kind === "tested" && b.p <= 0.05) alarms.pettitt++;
    }
    // 5 % of 300 is 15 with a standard deviation of 3.8; Pettitt's approximation is on the safe side.
    expect(alarms.poisson).toBeLessThan(27);
    expect(alarms.poisson).toBeGreaterThan(4);
    expect(alarms.pettitt).toBeLessThan(16);
  });

  it("exposures are dealt with: a long month is no change", () => {
    const counts = [10, 11, 9, 10, 30, 31, 29, 30];
    const weights = [1, 1, 1, 1, 3, 3, 3, 3];
    const options = { cost: "poisson", seed: "x", replicates: 499 } as const;
    const blind = testSingleChange(counts, options);
    const fair = testSingleChange(counts, { ...options, weights });
    expect([blind.kind === "tested" && blind.p < 0.05, fair.kind === "tested" && fair.p > 0.9]).toEqual([
      true,
      true,
    ]);
  });

  it("the same seed gives the same p, and mirrored series mirrored changes", () => {
    const values = [5, 6, 5, 7, 1, 2, 1, 1, 2];
    const options = { cost: "normal-mean", seed: 3, replicates: 199 } as const;
    const there = testSingleChange(values, options);
    expect(testSingleChange(values, options)).toEqual(there);
    const back = testSingleChange([...values].reverse(), options);
    if (there.kind !== "tested" || back.kind !== "tested") throw new Error("insufficient");
    expect(back.change).toBe(values.length - there.change);
    expect(back.statistic).toBeCloseTo(there.statistic, 10);
    const [up, down] = [testPettitt(values), testPettitt(values.map((x) => -x))];
    if (up.kind !== "tested" || down.kind !== "tested") throw new Error("insufficient");
    expect([up.direction, down.direction]).toEqual(["down", "up"]);
    expect([up.change, up.statistic]).toEqual([down.change, down.statistic]);
  });

  it("l1 is refused: ranks do it better", () => {
    const wrong = { cost: "l1", seed: 1 } as unknown as Parameters<typeof testSingleChange>[1];
    expect(() => testSingleChange([1, 2], wrong)).toThrow("cost must be poisson, negative-binomial");
  });
});

describe("agreement of change points", () => {
  it("as ruptures counts it: Hausdorff 200, precision .25, recall .5, Rand .961226452905812", () => {
    const found = compareChangePoints([105, 115, 350, 400], [100, 200], { size: 500, margin: 10 });
    expect([found.hausdorff, found.precision, found.recall]).toEqual([200, 0.25, 0.5]);
    expect(compareChangePoints([103, 211], [100, 200], { size: 500 }).rand).toBeCloseTo(
      0.961226452905812,
      12,
    );
    expect(compareChangePoints([], [], { size: 5 })).toEqual({ rand: 1 });
    expect(() => compareChangePoints([5], [], { size: 5 })).toThrow(
      "position 0 must be a whole number above 0",
    );
  });
});

describe.skipIf(!haveGolden)("change points of published series (CLIENTELE_DATA)", () => {
  const nile = haveGolden ? goldenNumbers("nile_1871_1970.txt") : [];
  const coal = haveGolden ? goldenNumbers("coal_yearly_1851_1962.txt") : [];
  const years = nile.map((_, i) => 1871 + i);

  it("the Nile falls in 1899: least squares, medians and ranks, with 1 to 3 changes", () => {
    const squares = (changes: number) =>
      segmented(nile, { cost: "normal-mean", variance: 1, minimumSize: 2, changes });
    expect([1, 2, 3].map((k) => squares(k).changes)).toEqual([[28], [19, 28], [28, 83, 95]]);
    expect(squares(0).cost).toBeCloseTo(2835156.75, 4);
    expect(squares(1).cost).toBeCloseTo(1597457.19444444, 4);
    expect(squares(2).cost).toBeCloseTo(1542326.65789474, 4);
    expect(squares(3).cost).toBeCloseTo(1438125.53636364, 4);
    expect(segmented(nile, { cost: "l1", minimumSize: 2, changes: 2 }).changes).toEqual([28, 83]);
    const ranks = rankValues(nile);
    expect(segmented(ranks, { cost: "normal-mean", minimumSize: 2, changes: 2 }).changes).toEqual([28, 97]);
    expect(years[28]).toBe(1899); // the first low year; 1898 is the last of the high ones
  });

  it("the Nile by penalty: BIC with the robust variance finds one, 50000 finds ten", () => {
    const bic = segmented(nile, { cost: "normal-mean", minimumSize: 2 });
    expect(Math.sqrt(bic.shared!)).toBeCloseTo(115.319389075828, 9);
    expect(bic.changes).toEqual([28]);
    const cheap = segmented(nile, { cost: "normal-mean", variance: 1, minimumSize: 2, penalty: 50_000 });
    expect(cheap.changes).toEqual([7, 10, 19, 28, 37, 40, 45, 47, 83, 95]);
    expect(segmented(nile, { cost: "normal-mean", penalty: "mbic" }).changes).toEqual([28]);
    expect(segmented(nile, { cost: "normal" }).changes).toEqual([28]);
  });

  it("coal disasters fall in 1892 by a cost for counts; the normal cost puts it five years early", () => {
    const [one] = [testSingleChange(coal, { cost: "poisson", seed: 1, replicates: 999 })];
    if (one.kind !== "tested") throw new Error("insufficient");
    expect([one.change, one.p]).toEqual([41, 0.001]);
    expect(one.statistic).toBeCloseTo(69.9883447472511, 9);
    expect(one.before).toBeCloseTo(3.09756097560976, 12);
    expect(one.after).toBeCloseTo(0.901408450704225, 12);
    expect(segmented(coal, { cost: "poisson", changes: 1 }).changes).toEqual([41]);
    expect(segmented(coal, { cost: "negative-binomial", changes: 1 }).changes).toEqual([41]);
    // By BIC there is a second fall, after 1947, which Bayesian studies of the series find likely as well.
    expect(segmented(coal, { cost: "poisson" }).changes).toEqual([41, 97]);
    for (const cost of ["normal-mean", "l1"] as const)
      expect(segmented(coal, { cost, changes: 1, minimumSize: 2 }).changes).toEqual([36]);
    const ranks = segmented(rankValues(coal), { cost: "normal-mean", changes: 1 });
    expect(ranks.changes).toEqual([41]);
  });

  it("every position is looked at: a step of five would miss the best changes", () => {
    const all = segmented(nile, { cost: "normal-mean", variance: 1, changes: 1, minimumSize: 2 });
    const steps = [25, 30].map(
      (at) =>
        segmented(nile.slice(0, at), { cost: "normal-mean", variance: 1, changes: 0 }).cost +
        segmented(nile.slice(at), { cost: "normal-mean", variance: 1, changes: 0 }).cost,
    );
    expect(all.changes[0]! % 5).not.toBe(0);
    expect(all.cost).toBeLessThan(Math.min(...steps));
  });

  it("Pettitt's test of the Nile: t = 28, K = 1617, p = 3.59e-7", () => {
    const found = testPettitt(nile);
    if (found.kind !== "tested") throw new Error("insufficient");
    expect([found.change, found.statistic, found.direction]).toEqual([28, 1617, "down"]);
    expect(found.p).toBeCloseTo(3.59102217693629e-7, 18);
    const drawn = testPettitt(nile, { monteCarlo: { seed: 1, replicates: 499 } });
    expect(drawn.kind === "tested" && drawn.p).toBe(0.002);
  });
});
