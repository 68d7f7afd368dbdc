import { determinant, eigenvalues, multiplyMatrices, symmetricEigen } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const anyMatrix = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }), {
    minLength: n,
    maxLength: n,
  }),
);

describe("eigenvalues", () => {
  it("of a companion matrix are the roots of its polynomial", () => {
    // (x − 3)(x + 2)(x² − 2x + 5): 3, −2 and 1 ± 2i.
    const found = eigenvalues([
      [3, -1, -7, 30],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
    const expected = [
      [3, 0],
      [1, 2],
      [1, -2],
      [-2, 0],
    ];
    found.forEach(({ re, im, modulus }, i) => {
      expect(re).toBeCloseTo(expected[i]![0]!, 12);
      expect(im).toBeCloseTo(expected[i]![1]!, 12);
      expect(modulus).toBeCloseTo(Math.hypot(expected[i]![0]!, expected[i]![1]!), 12);
    });
  });

  it("add up to the trace, multiply to the determinant and come in pairs", () => {
    fc.assert(
      fc.property(anyMatrix, (rows) => {
        const found = eigenvalues(rows);
        const scale = Math.max(1, ...rows.flat().map(Math.abs)) * rows.length;
        const sum = (of: (value: (typeof found)[number]) => number) =>
          found.reduce((total, value) => total + of(value), 0);
        expect(Math.abs(sum(({ re }) => re) - rows.reduce((t, row, i) => t + row[i]!, 0))).toBeLessThan(
          1e-12 * scale,
        );
        expect(Math.abs(sum(({ im }) => im))).toBeLessThan(1e-6 * scale);
        const product = found.reduce((all, { modulus }) => all * modulus, 1);
        expect(Math.abs(product - Math.abs(determinant(rows)))).toBeLessThan(1e-9 * scale ** rows.length);
        for (let i = 1; i < found.length; i++)
          expect(found[i]!.modulus).toBeLessThanOrEqual(found[i - 1]!.modulus * (1 + 1e-12));
      }),
    );
  });

  it("of symmetric matrices are theirs, and scale with the matrix", () => {
    fc.assert(
      fc.property(anyMatrix, fc.constantFrom(1e-200, 1e-3, 1e3, 1e200), (rows, by) => {
        const turned = rows.map((_, i) => rows.map((row) => row[i]!));
        const symmetric = multiplyMatrices(rows, turned);
        const theirs = symmetricEigen(symmetric)
          .values.map((value) => Math.abs(value))
          .sort((a, b) => b - a);
        const found = eigenvalues(symmetric.map((row) => row.map((x) => x * by)));
        found.forEach(({ modulus, im }, i) => {
          expect(Math.abs(modulus / by - theirs[i]!)).toBeLessThan(1e-11 * Math.max(1, theirs[0]!));
          expect(Math.abs(im / by)).toBeLessThan(1e-11 * Math.max(1, theirs[0]!));
        });
      }),
    );
  });

  it("of what is not square and finite are refused", () => {
    expect(() => eigenvalues([[1, 2]])).toThrow(/Cannot find eigenvalues: .*square/);
    expect(() => eigenvalues([[Number.NaN]])).toThrow("Cannot find eigenvalues");
  });
});
