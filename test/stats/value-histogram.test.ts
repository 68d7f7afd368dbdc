import {
  boundaryBins,
  createRandom,
  histogramOf,
  mergeHistograms,
  normal,
  selectRanks,
  valuesAtRanks,
  valuesInBins,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 1000, max: 1010 }),
  fc.constantFrom(0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53, 0.1 + 0.2, 0.3),
);
const parts = fc.array(fc.array(anyNumber, { maxLength: 30 }), { minLength: 1, maxLength: 5 });

describe("selectRanks", () => {
  it("is what a sort has at every rank", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 60 }), (values) => {
        const sorted = Float64Array.from(values).sort();
        const ranks = values.map((_, i) => values.length - i);
        const expected = ranks.map((rank) => sorted[rank - 1]! + 0);
        expect(selectRanks(values, ranks)).toEqual(expected);
        expect(selectRanks(Float64Array.from(values), ranks)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("reads any column of numbers, also one that begins in the middle of a buffer", () => {
    const whole = Float64Array.of(9, 9, 5, 1, 3);
    expect(selectRanks(whole.subarray(2), [1, 2, 3])).toEqual([1, 3, 5]);
    expect(selectRanks(Int32Array.of(7, -2, 7), [1, 2])).toEqual([-2, 7]);
    expect(whole).toEqual(Float64Array.of(9, 9, 5, 1, 3));
  });

  it("cuts 100,000 normal values as a sort does", () => {
    const random = createRandom("ranks");
    const values = Float64Array.from({ length: 100_000 }, () => normal(random, 50, 20));
    const sorted = values.slice().sort();
    const ranks = [1, 20_000, 40_000, 60_000, 80_000, 100_000];
    expect(selectRanks(values, ranks)).toEqual(ranks.map((rank) => sorted[rank - 1]));
  });

  it("refuses ranks that do not exist and values that are not finite", () => {
    expect(() => selectRanks([1, 2], [3])).toThrow("rank must be a whole number from 1 to 2, got 3");
    expect(() => selectRanks([1, 2], [0])).toThrow("rank must be a whole number from 1 to 2, got 0");
    expect(() => selectRanks([], [1])).toThrow("rank must be a whole number from 1 to 0, got 1");
    expect(() => selectRanks([1, Number.NaN], [1])).toThrow("value 1 must be a finite number, got NaN");
    expect(() => selectRanks([Number.NEGATIVE_INFINITY], [1])).toThrow("value 0 must be a finite number");
  });
});

describe("histograms", () => {
  it("of parts merge to the histogram of all, in any order", () => {
    fc.assert(
      fc.property(parts, (some) => {
        const all = histogramOf(some.flat());
        expect(some.map(histogramOf).reduce(mergeHistograms)).toEqual(all);
        expect(some.map(histogramOf).reverse().reduce(mergeHistograms)).toEqual(all);
        expect(mergeHistograms(all, histogramOf([]))).toEqual(all);
      }),
    );
  });

  it("give the ranks of data that are never together", () => {
    fc.assert(
      fc.property(parts, (some) => {
        const sorted = Float64Array.from(some.flat()).sort();
        fc.pre(sorted.length > 0);
        const ranks = [1, Math.ceil(sorted.length / 3), sorted.length];
        const all = some.map(histogramOf).reduce(mergeHistograms);
        const bins = boundaryBins(all, ranks);
        const handedOver = some.map((part) => valuesInBins(part, bins));
        expect(valuesAtRanks(all, ranks, handedOver)).toEqual(ranks.map((rank) => sorted[rank - 1]! + 0));
      }),
    );
  });

  it("keep greater values in no smaller bin, 512 bins to a doubling", () => {
    const ordered = [-1e300, -2, -1, -1e-300, -0, 0, Number.MIN_VALUE, 1, 1.001, 1.01, 2, 1e300];
    const bins = ordered.map((x) => histogramOf([x]).bins[0]!);
    expect(bins).toEqual([...bins].sort((a, b) => a - b));
    const doubling = Array.from({ length: 4096 }, (_, i) => 1 + i / 4096);
    expect(histogramOf(doubling).bins).toHaveLength(512);
  });

  it("notice a part whose values were not handed over", () => {
    const values = [5, 5, 90];
    const all = histogramOf(values);
    const picked = valuesInBins(values, boundaryBins(all, [1]));
    expect(() => valuesAtRanks(all, [1], [picked.subarray(1)])).toThrow(
      "must be all 2 that were counted, got 1",
    );
    expect(valuesInBins(values, new Int32Array(0))).toHaveLength(0);
  });
});
