import {
  combinePValues,
  fitMultinomial,
  luDecomposition,
  predictMultinomial,
  standardDeviation,
  testMannWhitney,
  variance,
} from "clientele/stats";
import { describe, expect, it } from "vitest";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe("arguments at the edge", () => {
  it("Mann and Whitney's exact law follows the smaller sample, whichever comes first", () => {
    const y = [3.5, 40.5, 77.5, 120.5, 200.5, 399.5];
    const [long, short] = [testMannWhitney({ x: upTo(400), y }), testMannWhitney({ x: y, y: upTo(400) })];
    if (long.kind !== "tested" || short.kind !== "tested") throw new Error("there is enough to test");
    expect(long.p).toBeCloseTo(short.p, 13);
    expect(long.statistic).toBe(2400 - short.statistic);
    expect([long.interval?.lower, long.interval?.upper]).toEqual([
      -(short.interval?.upper ?? Number.NaN),
      -(short.interval?.lower ?? Number.NaN),
    ]);
    expect(testMannWhitney({ x: upTo(2400), y: [1.5] }).kind).toBe("tested");
  });

  it("predictions of a category that is all but certain keep a finite error", () => {
    const fit = fitMultinomial({
      response: ["gold", "basic", "basic", "silver", "gold", "silver", "basic", "silver", "gold", "basic"],
      predictors: { spend: [9, 2, 6, 3, 7, 6, 1, 8, 5, 4] },
    });
    if (fit.kind !== "multinomial") throw new Error(fit.kind);
    for (const spend of [2000, -2000])
      for (const { table } of predictMultinomial(fit, { spend: [spend] })) {
        const { mean, standardError, lower, upper } = table.row(0);
        for (const number of [mean, standardError, lower, upper]) expect(Number.isFinite(number)).toBe(true);
      }
  });

  it("deviations of tiny and of huge values are neither 0 nor refused", () => {
    expect(standardDeviation([1e-200, 3e-200]) / 1e-200).toBeCloseTo(Math.SQRT2, 14);
    expect(standardDeviation([1e200, -1e200]) / 1e200).toBeCloseTo(Math.SQRT2, 14);
    expect(() => variance([1e200, -1e200])).toThrow("within the doubles, got Infinity");
  });

  it("the condition of a matrix does not depend on its unit", () => {
    expect(
      luDecomposition([
        [1e-310, 0],
        [0, 1e-310],
      ]).reciprocalCondition,
    ).toBeCloseTo(1, 14);
    const unit = luDecomposition([
      [1, 1],
      [1, -0.1],
    ]).reciprocalCondition;
    expect(
      luDecomposition([
        [1e308, 1e308],
        [1e308, -1e307],
      ]).reciprocalCondition,
    ).toBeCloseTo(unit, 12);
  });

  it("Stouffer's combination takes very many values and very large weights", () => {
    expect(combinePValues(new Array<number>(150_000).fill(0.5), { method: "stouffer" }).p).toBeCloseTo(
      0.5,
      12,
    );
    const plain = combinePValues([0.1, 0.2], { method: "stouffer" });
    expect(combinePValues([0.1, 0.2], { method: "stouffer", weights: [1e308, 1e308] }).p).toBeCloseTo(
      plain.p,
      14,
    );
  });
});
