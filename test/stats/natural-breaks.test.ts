import { naturalBreaks } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Squared deviations from the mean. */
function deviations(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0);
}

/** The least cost of any division of sorted distinct values into exactly k runs, ties together. */
function leastCost(runs: readonly (readonly number[])[], k: number): number {
  if (k === 1) return deviations(runs.flat());
  let least = Number.POSITIVE_INFINITY;
  for (let cut = k - 1; cut < runs.length; cut++) {
    least = Math.min(least, leastCost(runs.slice(0, cut), k - 1) + deviations(runs.slice(cut).flat()));
  }
  return least;
}

const costOf = (values: readonly number[], breaks: readonly number[]): number => {
  const classOf = (value: number): number => breaks.filter((cut) => cut < value).length;
  return [...new Set(values.map(classOf))].reduce(
    (sum, c) => sum + deviations(values.filter((value) => classOf(value) === c)),
    0,
  );
};

const anyValues = fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: -50, max: 400 })), {
  minLength: 1,
  maxLength: 12,
});

describe("natural breaks", () => {
  it("have the least squared deviations of all divisions", () => {
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 1, max: 5 }), (values, classes) => {
        const { breaks, sizes, fit } = naturalBreaks(values, classes);
        const distinct = [...new Set(values)].sort((a, b) => a - b);
        const k = Math.min(classes, distinct.length);
        expect(breaks).toHaveLength(k - 1);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(values.length);
        const runs = distinct.map((value) => values.filter((other) => other === value));
        const least = leastCost(runs, k);
        expect(costOf(values, breaks)).toBeCloseTo(least, 6);
        const whole = deviations(values);
        expect(fit).toBeCloseTo(whole === 0 ? 1 : 1 - least / whole, 9);
      }),
    );
  });

  it("do not depend on the unit or the order of the values", () => {
    fc.assert(
      fc.property(
        anyValues,
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom(10, 1000, 86_400),
        (values, k, unit) => {
          const { breaks, sizes } = naturalBreaks(values, k);
          const scaled = naturalBreaks(values.map((value) => value * unit).reverse(), k);
          expect(scaled.breaks).toEqual(breaks.map((cut) => cut * unit));
          expect(scaled.sizes).toEqual(sizes);
        },
      ),
    );
  });

  it("are the three groups that one sees (the example of simple-statistics)", () => {
    expect(naturalBreaks([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], 3)).toEqual({
      breaks: [-1, 2],
      sizes: [4, 3, 3],
      fit: expect.closeTo(1 - 2 / deviations([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1]), 12),
    });
  });

  it("of equal values are none, and leave the values as they were", () => {
    const values = Object.freeze([3, 3, 3]);
    expect(naturalBreaks(values, 5)).toEqual({ breaks: [], sizes: [3], fit: 1 });
    expect(naturalBreaks([9, 1], 5)).toEqual({ breaks: [1], sizes: [1, 1], fit: 1 });
  });

  it("of many values are found in a moment", () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => ((i * 7919) % 100_003) ** 2);
    const { breaks, fit } = naturalBreaks(values, 5);
    expect(breaks).toHaveLength(4);
    expect(fit).toBeGreaterThan(0.9);
  });

  it.each([
    [[1], 0, "Cannot find natural breaks: classes must be a positive integer, got 0"],
    [[], 2, "Cannot find natural breaks: values"],
    [[Number.NaN], 2, "Cannot find natural breaks: value 0 must be a finite number, got NaN"],
    [[Number.POSITIVE_INFINITY], 2, "Cannot find natural breaks: value 0"],
  ])("are refused of %j in %i classes", (values, classes, message) => {
    expect(() => naturalBreaks(values, classes)).toThrow(RangeError);
    expect(() => naturalBreaks(values, classes)).toThrow(message);
  });
});
