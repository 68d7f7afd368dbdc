import { estimateTheilSen, testMannKendall } from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenNumbers, haveGolden } from "./golden-data.ts";

const tested = (...call: Parameters<typeof testMannKendall>) => {
  const result = testMannKendall(...call);
  if (result.kind !== "tested") throw new Error("insufficient");
  return result;
};

/** All orders of the numbers 0 … n − 1. */
function* orders(n: number): Generator<number[]> {
  if (n === 0) yield [];
  else for (const rest of orders(n - 1)) for (let at = 0; at < n; at++) yield rest.toSpliced(at, 0, n - 1);
}

const plainS = (values: readonly number[]): number =>
  values.reduce((s, y, j) => values.slice(0, j).reduce((t, x) => t + Math.sign(y - x), s), 0);

describe("Mann-Kendall", () => {
  it("the exact law is that of all orders", () => {
    for (const n of [2, 3, 4, 5, 6]) {
      const all = [...orders(n)].map(plainS);
      for (const values of [[...orders(n)][0]!, [...orders(n)].at(-1)!, [...orders(n)][2 % all.length]!]) {
        const s = plainS(values);
        const share = all.filter((other) => other >= s).length / all.length;
        expect(tested(values, { alternative: "greater" }).p).toBeCloseTo(share, 12);
        expect(tested(values, { alternative: "less" }).p).toBeCloseTo(
          all.filter((other) => other <= s).length / all.length,
          12,
        );
      }
    }
  });

  it("upper tails of Kendall's table: n = 4 (.042), 5 (.117, .0083), 8 (.031), 10 (.054, .036)", () => {
    const withS = (n: number, s: number): number[] => {
      const values = Array.from({ length: n }, (_, i) => i);
      let left = (n * (n - 1)) / 2 - s; // each swap of neighbours takes 2
      for (let end = n - 1; left > 0; end--)
        for (let i = 0; i < end && left > 0; i++, left -= 2)
          [values[i], values[i + 1]] = [values[i + 1]!, values[i]!];
      expect(plainS(values)).toBe(s);
      return values;
    };
    const p = (n: number, s: number) => tested(withS(n, s), { alternative: "greater" }).p;
    expect([p(4, 6), p(5, 6), p(5, 10), p(8, 16), p(10, 19), p(10, 21)].map((x) => x.toFixed(4))).toEqual([
      "0.0417",
      "0.1167",
      "0.0083",
      "0.0305",
      "0.0542",
      "0.0363",
    ]);
  });

  it("S by brute force, turned by order and by sign, unmoved by any rising function", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 40 }), (values) => {
        const result = testMannKendall(values);
        if (result.kind !== "tested") return expect(new Set(values).size).toBe(1);
        expect(result.statistic).toBe(plainS(values));
        const back = tested([...values].reverse());
        expect(back.statistic).toBe(-result.statistic || 0);
        expect(back.p).toBeCloseTo(result.p, 12);
        expect(tested(values.map((x) => x ** 3 + 7))).toEqual(result);
        expect(Math.abs(result.effectSize!)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("a season is no trend, and hides none", () => {
    const season = [9, 1, 1, 1];
    const flat = Array.from({ length: 24 }, (_, i) => season[i % 4]! + ((i * 7) % 3) / 10);
    const rising = flat.map((x, i) => x + Math.floor(i / 4));
    expect(tested(flat, { season: 4 }).p).toBeGreaterThan(0.3);
    expect(tested(rising, { season: 4 }).p).toBeLessThan(tested(rising).p / 1e4);
  });

  it("says what is missing", () => {
    expect(testMannKendall([3])).toEqual({ kind: "insufficient", of: "values", have: 1, need: 2 });
    expect(testMannKendall([3, 3, 3])).toEqual({
      kind: "insufficient",
      of: "different values",
      have: 1,
      need: 2,
    });
    expect(() => testMannKendall([1, 2], { season: 0 })).toThrow(
      "season must be a whole number from 1 up, got 0",
    );
  });
});

describe("Theil-Sen", () => {
  it("is the median of all slopes, and turns with the series", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 25 });
    fc.assert(
      fc.property(values, fc.integer({ min: -5, max: 5 }), (series, tilt) => {
        const line = estimateTheilSen(series);
        const tilted = estimateTheilSen(series.map((x, i) => x + tilt * i));
        if (line.kind !== "line" || tilted.kind !== "line") throw new Error("insufficient");
        const slopes = series
          .flatMap((y, j) => series.slice(0, j).map((x, i) => (y - x) / (j - i)))
          .sort((a, b) => a - b);
        const half = slopes.length / 2;
        const middle = (slopes[Math.ceil(half) - 1]! + slopes[Math.floor(half)]!) / 2;
        expect(line.slope).toBeCloseTo(middle, 10);
        expect(tilted.slope).toBeCloseTo(line.slope + tilt, 9);
        expect(line.interval.lower ?? line.slope).toBeLessThanOrEqual(line.slope);
        expect(line.interval.upper ?? line.slope).toBeGreaterThanOrEqual(line.slope);
      }),
    );
  });

  it("the interval covers the slope about as often as it says", () => {
    let [covered, state] = [0, 11];
    const next = () => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    };
    for (let round = 0; round < 400; round++) {
      const line = estimateTheilSen(Array.from({ length: 15 }, (_, i) => 0.3 * i + next() + next() + next()));
      if (line.kind !== "line") throw new Error("insufficient");
      if (line.interval.lower! <= 0.3 && line.interval.upper! >= 0.3) covered++;
    }
    expect(covered).toBeGreaterThan(368); // 95 % of 400 is 380 with a standard deviation of 4.4
    expect(covered).toBeLessThan(396);
  });

  it("times at will, and refusals in words", () => {
    const line = estimateTheilSen([1, 5, 9], { times: [0, 2, 4] });
    expect(line.kind === "line" && [line.slope, line.intercept]).toEqual([2, 1]);
    expect(() => estimateTheilSen([1, 2], { times: [1, 0] })).toThrow(
      "time 1 must be not below the one before, got 0",
    );
    expect(() => estimateTheilSen([1, 2], { times: [1] })).toThrow(
      "the number of times must be that of the values, 2",
    );
    expect(estimateTheilSen([1, 2], { times: [1, 1] })).toEqual({
      kind: "insufficient",
      of: "different times",
      have: 1,
      need: 2,
    });
  });
});

describe.skipIf(!haveGolden)("slow trends of published series (CLIENTELE_DATA)", () => {
  it("the Nile: S = −1387, p = 3.658e-5, slope −2.6", () => {
    const nile = goldenNumbers("nile_1871_1970.txt");
    const test = tested(nile);
    expect(test.statistic).toBe(-1387);
    expect(test.p).toBeCloseTo(3.65826292166433e-5, 15);
    const line = estimateTheilSen(nile);
    expect(line.kind === "line" && line.slope).toBeCloseTo(-2.6, 12);
  });
});
