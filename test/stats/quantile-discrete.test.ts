import { quantileDiscrete } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("quantileDiscrete", () => {
  it("takes the value of rank ⌈k·n/g⌉ at q = k/g, though k/g · n is inexact in doubles", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(100),
        (n, g, k) => {
          fc.pre(k <= g);
          const rank = Math.max(1, Number((BigInt(k) * BigInt(n) + BigInt(g) - 1n) / BigInt(g)));
          expect(quantileDiscrete(oneTo(n), k / g)).toBe(rank);
        },
      ),
      { numRuns: 2000 },
    );
    expect(quantileDiscrete(oneTo(100), 0.07)).toBe(7); // 0.07 · 100 = 7.000000000000001
  });

  it("agrees with percentile_disc of DuckDB and PostgreSQL on 0 … 99", () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    expect([quantileDiscrete(values, 0.2), quantileDiscrete(values, 0.8)]).toEqual([19, 79]);
  });

  it("is a value that a share q does not exceed, and no smaller value is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const x = quantileDiscrete(values, q);
          const upTo = (limit: number): number => values.filter((v) => v <= limit).length / values.length;
          expect(values).toContain(x);
          expect(upTo(x)).toBeGreaterThanOrEqual(q - 1e-12);
          for (const smaller of values.filter((v) => v < x)) expect(upTo(smaller)).toBeLessThan(q);
        },
      ),
    );
  });

  it("does not depend on the order of the values, and leaves them as they are", () => {
    const values = Object.freeze([3, -1, 1e308, -1e308, 2]);
    expect(quantileDiscrete(values, 0.5)).toBe(2);
    expect(quantileDiscrete([...values].reverse(), 0.5)).toBe(2);
    const column = Int32Array.of(30, 9, 200);
    expect(quantileDiscrete(column, 1)).toBe(200); // numbers, not texts, are sorted
    expect([...column]).toEqual([30, 9, 200]);
    expect(quantileDiscrete(column, 0)).toBe(9);
  });

  it("refuses an empty sample, NaN and a q beyond 0 … 1", () => {
    expect(() => quantileDiscrete([], 0.5)).toThrow(
      new RangeError("Cannot find a quantile: values must be at least one number, got an array of 0"),
    );
    expect(() => quantileDiscrete([1, Number.NaN, 2], 0.5)).toThrow(
      new RangeError("Cannot find a quantile: values must be numbers, got NaN"),
    );
    expect(() => quantileDiscrete([1], 1.1)).toThrow(
      new RangeError("Cannot find a quantile: q must be a number from 0 to 1, got 1.1"),
    );
  });
});
