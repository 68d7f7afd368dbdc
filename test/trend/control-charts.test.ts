import { createRandom, normal, poisson } from "clientele/stats";
import {
  type ControlChart,
  type ControlChartResult,
  chartCounts,
  chartGaps,
  chartIndividuals,
  chartMovingRanges,
  chartShares,
  chartTimesBetween,
  findRuleSignals,
  nelsonRules,
  westernElectricRules,
} from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const drawn = (result: ControlChartResult): ControlChart => {
  if (result.kind !== "chart") throw new Error(result.kind);
  return result;
};
const limits = (chart: ControlChart, at = 0): (string | undefined)[] => {
  const { lower, centre, upper } = chart.points[at]!;
  return [lower, centre, upper].map((x) => x?.toFixed(4));
};

// The examples of Montgomery, Introduction to Statistical Quality Control, chapters 6 and 7.
const boards = [
  21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
];
const juice = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
];
const loans = [
  310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
];
const valves = [
  286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96,
];

describe("control charts, published", () => {
  it("c chart of circuit boards: 6.48, 19.85, 33.22; boards 6 and 20 out of control", () => {
    const chart = drawn(chartCounts(boards, { limits: "three-sigma" }));
    expect(chart.centre).toBeCloseTo(516 / 26, 12);
    expect(limits(chart)).toEqual(["6.4814", "19.8462", "33.2109"]);
    expect(chart.signals.map(({ at, signal }) => [at + 1, signal])).toEqual([
      [6, "below"],
      [20, "above"],
    ]);
  });

  it("p chart of juice cans: .0524, .2313, .4102; samples 15 and 23 out of control", () => {
    const chart = drawn(chartShares({ counts: juice, totals: 50 }, { limits: "three-sigma" }));
    expect(limits(chart)).toEqual(["0.0524", "0.2313", "0.4102"]);
    expect(chart.signals.map(({ at }) => at + 1)).toEqual([15, 23]);
    const counts = drawn(
      chartShares({ counts: juice, totals: 50 }, { limits: "three-sigma", draw: "count" }),
    );
    expect(counts.points.map(({ value }) => value)).toEqual(juice);
    expect(counts.points[0]!.upper).toBeCloseTo(50 * chart.points[0]!.upper!, 10);
    expect(counts.signals.map(({ at }) => at)).toEqual(chart.signals.map(({ at }) => at));
  });

  it("individuals of loan costs: 279.78, 300.5, 321.22; moving ranges 7.79 up to 25.45", () => {
    const chart = drawn(chartIndividuals(loans, { limits: "three-sigma" }));
    const ranges = drawn(chartMovingRanges(loans, { limits: "three-sigma" }));
    expect(chart.centre).toBe(300.5);
    expect(ranges.centre.toFixed(2)).toBe("7.79");
    expect(Math.abs(chart.points[0]!.lower! - 279.78)).toBeLessThan(0.02); // printed with d₂ = 1.128
    expect(Math.abs(chart.points[0]!.upper! - 321.22)).toBeLessThan(0.02);
    expect(ranges.points[0]!.upper!.toFixed(1)).toBe("25.4");
    expect([chart.signals, ranges.signals]).toEqual([[], []]);
    expect(ranges.points.length).toBe(loans.length - 1);
  });

  it("t chart of valve failures: in control, by Nelson's power and by the exponential law", () => {
    const nelson = drawn(chartTimesBetween(valves, { limits: "three-sigma" }));
    const y = valves.map((t) => t ** (1 / 3.6));
    const mean = y.reduce((a, b) => a + b, 0) / 20;
    expect(Math.abs(mean - 5.386)).toBeLessThan(0.004); // printed with the power 0.2777
    expect(nelson.points[0]!.centre).toBeCloseTo(mean ** 3.6, 9);
    expect(nelson.points[0]!.upper! ** (1 / 3.6)).toBeCloseTo(11.62, 1);
    expect(nelson.points[0]!.lower).toBeUndefined();
    expect([nelson.signals, drawn(chartTimesBetween(valves)).signals]).toEqual([[], []]);
  });

  it("g chart: limits of the geometric law, at the mean of Benneyan's estimate", () => {
    const gaps = [40, 12, 95, 33, 7, 60, 28];
    const chart = drawn(chartGaps(gaps, { limits: "three-sigma" }));
    const mean = 275 / 7;
    expect(limits(chart)).toEqual([
      undefined,
      mean.toFixed(4),
      (mean + 3 * Math.sqrt(mean * (mean + 1))).toFixed(4),
    ]);
    const q = mean / (mean + 1);
    expect(chart.points[0]!.falseAlarm).toBeCloseTo(q ** (Math.floor(chart.points[0]!.upper!) + 1), 10);
    const exact = drawn(chartGaps(gaps, { risk: 0.1 })).points[0]!;
    expect(1 - q ** exact.lower!).toBeLessThan(0.05);
    expect(1 - q ** (exact.lower! + 1)).toBeGreaterThanOrEqual(0.05);
  });
});

describe("control charts, laws", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 40 });

  it("limits of probability keep the risk, and one step closer would not", () => {
    const log: number[] = [0];
    for (let k = 1; k < 400; k++) log.push(log[k - 1]! + Math.log(k));
    const mass = (mean: number, from: number, to: number): number => {
      let p = 0;
      for (let k = Math.max(0, from); k <= to; k++) p += Math.exp(k * Math.log(mean) - mean - log[k]!);
      return p;
    };
    fc.assert(
      fc.property(counts, fc.double({ min: 0.001, max: 0.2, noNaN: true }), (values, risk) => {
        const result = chartCounts(values, { risk });
        if (result.kind !== "chart") return;
        const { centre, lower = 0, upper = 0, falseAlarm } = result.points[0]!;
        const [below, above] = [mass(centre, 0, lower - 1), mass(centre, upper + 1, upper + 200)];
        expect(falseAlarm).toBeCloseTo(below + above, 9);
        expect(below).toBeLessThanOrEqual(risk / 2 + 1e-9);
        expect(above).toBeLessThanOrEqual(risk / 2 + 1e-9);
        expect(mass(centre, 0, lower)).toBeGreaterThan(risk / 2 - 1e-9);
        expect(upper === 0 || mass(centre, upper, upper + 200) > risk / 2 - 1e-9).toBe(true);
      }),
    );
  });

  it("exposures that are all the same are a c chart in another unit", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), (values, exposure) => {
        const [c, u] = [chartCounts(values), chartCounts(values, { exposures: values.map(() => exposure) })];
        if (c.kind !== "chart" || u.kind !== "chart") return expect(c.kind).toBe(u.kind);
        expect(u.signals.map(({ at }) => at)).toEqual(c.signals.map(({ at }) => at));
        u.points.forEach((point, i) => {
          expect(point.upper! * exposure).toBeCloseTo(c.points[i]!.upper!, 9);
        });
      }),
    );
  });

  it("three-sigma limits of small counts alarm often, and the chart says how often", () => {
    const of = (rate: number) =>
      drawn(chartCounts([1], { rate, limits: "three-sigma" })).points[0]!.falseAlarm;
    // P(X > 4 | 1) = .00366, P(X > 1 | .1) = .00468, where a normal value would have .0027.
    expect([of(1).toFixed(5), of(0.1).toFixed(5)]).toEqual(["0.00366", "0.00468"]);
    const random = createRandom("c chart");
    const alarms = drawn(
      chartCounts(
        Array.from({ length: 40_000 }, () => poisson(random, 1)),
        { rate: 1, limits: "three-sigma" },
      ),
    ).signals.length;
    expect(Math.abs(alarms - 40_000 * of(1))).toBeLessThan(4 * Math.sqrt(40_000 * of(1)));
  });

  it("a short baseline: limits for the next count keep the risk where plain ones do not", () => {
    const random = createRandom("short baselines");
    const alarms = { probability: 0, predictive: 0 };
    const rounds = 4000;
    for (let round = 0; round < rounds; round++) {
      const values = Array.from({ length: 4 }, () => poisson(random, 4));
      for (const by of ["probability", "predictive"] as const) {
        const chart = drawn(chartCounts(values, { baseline: { from: 0, to: 3 }, limits: by, risk: 0.02 }));
        if (chart.signals.some(({ at }) => at === 3)) alarms[by]++;
      }
    }
    expect(alarms.predictive / rounds).toBeLessThan(0.02);
    expect(alarms.probability / rounds).toBeGreaterThan(0.02);
    const none = drawn(chartCounts([0, 0, 0, 0, 5], { baseline: { from: 0, to: 4 }, limits: "predictive" }));
    expect(none.signals.map(({ at }) => at)).toEqual([4]);
    // The next of four counts without an event: ½ · ¼ · (1 + ¼) is its variance, and no rule of patterns meets a NaN.
    expect(none.points.map(({ sigma }) => sigma)).toEqual(Array(5).fill(Math.sqrt(0.5 * 0.25 * 1.25)));
    expect(findRuleSignals(none)).toEqual([{ rule: "beyond-three-sigma", at: 4 }]);
    const long = Array.from({ length: 2000 }, (_, i) => 3 + (i % 3));
    expect(drawn(chartCounts(long, { limits: "predictive" })).points[0]!.sigma).toBeCloseTo(2, 2);
    expect(chartCounts([0, 0, 0, 0, 5], { baseline: { from: 0, to: 4 } })).toEqual({
      kind: "insufficient",
      of: "events in the baseline",
      have: 0,
      need: 1,
    });
  });

  it("clumped counts: with their dispersion the false alarms go", () => {
    const clumped = [0, 9, 1, 0, 12, 0, 2, 0, 8, 0, 0, 11, 1, 0, 0, 10, 0, 3, 0, 9];
    expect(drawn(chartCounts(clumped)).signals.length).toBeGreaterThan(1);
    const chart = drawn(chartCounts(clumped, { dispersion: "estimated" }));
    expect(chart.signals).toEqual([]);
    expect(chart.method).toContain("negative binomial, dispersion 1.48");
    const plain = drawn(chartCounts([3, 3, 3, 3], { dispersion: "estimated" }));
    expect(plain.points).toEqual(drawn(chartCounts([3, 3, 3, 3])).points);
  });

  it("turned upside down, individuals keep their signals", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 30 }), (values) => {
        const [there, back] = [chartIndividuals(values), chartIndividuals(values.map((x) => -x))];
        if (there.kind !== "chart" || back.kind !== "chart") return expect(there).toEqual(back);
        expect(back.signals.map(({ at, signal }) => [at, signal])).toEqual(
          there.signals.map(({ at, signal }) => [at, signal === "above" ? "below" : "above"]),
        );
      }),
    );
  });

  it("rules: each is told at the point that completes it", () => {
    // Neighbours 2/√π apart have a σ of 1 by their ranges; their centre is 0.
    const half = 1 / Math.sqrt(Math.PI);
    const calm = [half, -half, half, -half, half, -half];
    const rulesAfter = (z: readonly number[]) =>
      findRuleSignals(drawn(chartIndividuals([...calm, ...z], { baseline: { from: 0, to: 6 } }))).map(
        ({ rule, at }) => `${rule} ${at - 6}`,
      );
    expect(rulesAfter([3.1])).toContain("beyond-three-sigma 0");
    expect(rulesAfter([2.1, 0.1, 2.2])).toContain("two-of-three-beyond-two-sigma 2");
    expect(rulesAfter([2.1, 0.1, -2.2])).not.toContain("two-of-three-beyond-two-sigma 2");
    expect(rulesAfter([1.1, 1.2, 0.3, 1.4, 1.1])).toContain("four-of-five-beyond-one-sigma 4");
    expect(rulesAfter([-1.2, 1.1, -1.3, 1.2, -1.1, 1.1, -1.4, 1.6])).toContain("eight-beyond-one-sigma 7");
    expect(rulesAfter(new Array(9).fill(0.5))).toContain("nine-on-one-side 8");
    expect(rulesAfter([-0.6, -0.5, -0.4, -0.3, -0.2])).not.toContain("six-in-a-trend 4");
    expect(rulesAfter([-0.6, -0.5, -0.4, -0.3, -0.2, 0.1])).toContain("six-in-a-trend 5");
    expect(rulesAfter(Array.from({ length: 14 }, (_, i) => (i % 2) * 0.5))).toContain(
      "fourteen-alternating 13",
    );
    expect(rulesAfter(Array.from({ length: 9 }, (_, i) => (i % 3) * 0.2))).toContain(
      "fifteen-within-one-sigma 8",
    );
  });

  it("Western Electric's rules: a false alarm every 92 points, as Champ and Woodall (1987) computed", () => {
    const random = createRandom("zones");
    const calm = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : -1) / Math.sqrt(Math.PI));
    let total = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const values = [...calm, ...Array.from({ length: 700 }, () => normal(random, 0, 1))];
      const chart = drawn(chartIndividuals(values, { baseline: { from: 0, to: 20 } }));
      const points = chart.points.slice(20).map((point, at) => ({ ...point, at }));
      const first = findRuleSignals({ ...chart, points }, westernElectricRules)[0];
      total += (first?.at ?? 700) + 1;
    }
    expect(Math.abs(total / runs / 91.75 - 1)).toBeLessThan(0.2); // four standard errors
    expect(nelsonRules.length).toBe(8);
  });

  it("refuses what it cannot do, in words", () => {
    expect(() => chartCounts([1, -1])).toThrow(
      "Cannot chart counts: value 1 must be a whole number from 0 up, got -1",
    );
    expect(() => chartCounts([1], { exposures: [0] })).toThrow("exposure 0 must be a positive number, got 0");
    expect(() => chartCounts([1], { risk: 0 })).toThrow("risk must be a number between 0 and 1, got 0");
    expect(() => chartCounts([1], { baseline: { from: 0, to: 2 } })).toThrow(
      "baseline must be within the 1 points",
    );
    expect(() => chartCounts([1], { limits: "predictive", rate: 2 })).toThrow(
      "limits must be probability or three-sigma",
    );
    expect(() => chartShares({ counts: [5], totals: [4] })).toThrow(
      "count 0 must be at most its total 4, got 5",
    );
    expect(() => chartShares({ counts: [0], totals: [0] })).toThrow("total 0 must be at least 1, got 0");
    expect(() => chartTimesBetween([1, -2])).toThrow("time 1 must be not below 0, got -2");
    expect(chartShares({ counts: [0, 0], totals: 5 }).kind).toBe("insufficient");
    expect(chartIndividuals([4, 4, 4])).toEqual({
      kind: "insufficient",
      of: "different values of the baseline",
      have: 1,
      need: 2,
    });
    expect(chartCounts([])).toEqual({ kind: "insufficient", of: "points", have: 0, need: 1 });
    const chart = drawn(chartCounts([1, 2]));
    expect(() => findRuleSignals(chart, ["ten" as never])).toThrow("rule must be one of");
  });
});
