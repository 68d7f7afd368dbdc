import {
  choleskyDecomposition,
  invertCholesky,
  leastSquares,
  type Matrix,
  type MatrixRows,
  qrDecomposition,
  solveCholesky,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, identity, matrixOf, product, square, transpose } from "./_matrices.ts";

const tiny = 1e-13;

/** An n × n positive definite matrix: BᵀB and a little of the identity. */
const positiveDefinite = square(1, 8).map((b) => {
  const gram = product(transpose(b), b);
  return gram.map((row, i) => row.map((value, j) => value + (i === j ? 0.5 : 0)));
});

describe("choleskyDecomposition", () => {
  it("gives L Lᵀ = A, solves and inverts", () => {
    fc.assert(
      fc.property(positiveDefinite, (a) => {
        const decomposition = choleskyDecomposition(a);
        const { lower } = decomposition;
        expect(difference(product(lower, transpose(lower)), a)).toBeLessThan(tiny);
        const right = a.map((row) => row.reduce((sum, value) => sum + value, 0));
        for (const value of solveCholesky(decomposition, right)) expect(value).toBeCloseTo(1, 6);
        const inverse = invertCholesky(decomposition);
        expect(inverse).toEqual(transpose(inverse));
        expect(difference(product(a, inverse), identity(a.length))).toBeLessThan(
          tiny / decomposition.reciprocalCondition,
        );
      }),
    );
  });

  it("tells the logarithm of the determinant where the determinant has no double", () => {
    const a = identity(400).map((row) => row.map((value) => value * 1e10));
    expect(choleskyDecomposition(a).logDeterminant).toBeCloseTo(4000 * Math.LN10, 8);
  });

  it("refuses what is not positive definite, and names the pivot", () => {
    expect(() =>
      choleskyDecomposition([
        [1, 2],
        [2, 4],
      ]),
    ).toThrow("pivot 1 is 0");
    expect(() =>
      choleskyDecomposition([
        [1, 0],
        [0, -2],
      ]),
    ).toThrow("pivot 1 is -2");
    expect(() => choleskyDecomposition([[0]])).toThrow("pivot 0 is 0");
    expect(() =>
      choleskyDecomposition([
        [1, 2],
        [3, 1],
      ]),
    ).toThrow("symmetric, got 3 at row 1, column 0 and 2");
  });
});

describe("qrDecomposition", () => {
  const reassembled = ({
    orthogonal,
    triangular,
    permutation,
  }: ReturnType<typeof qrDecomposition>): Matrix => {
    const mixed = product(orthogonal, triangular);
    return mixed.map((row) => permutation.map((_, j) => row[permutation.indexOf(j)]!));
  };

  it.each(["largest", "given"] as const)("gives Q R = A P, QᵀQ = I, with pivoting %s", (pivoting) => {
    fc.assert(
      fc.property(matrixOf(1, 9), (a) => {
        const qr = qrDecomposition(a, { pivoting });
        const q = qr.orthogonal;
        expect(difference(product(transpose(q), q), identity(q[0]!.length))).toBeLessThan(tiny);
        expect(difference(reassembled(qr), a)).toBeLessThan(tiny);
        for (const [i, row] of qr.triangular.entries())
          for (const [j, value] of row.entries())
            expect(j < i ? value === 0 : j > i || value >= 0).toBe(true);
      }),
    );
  });

  it("finds the rank of products of thin matrices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), square(6, 6), square(6, 6), (rank, left, right) => {
        fc.pre(rankByLargest(left) === 6 && rankByLargest(right) === 6);
        const thin = product(
          left.map((row) => row.slice(0, rank)),
          right.slice(0, rank),
        );
        expect(qrDecomposition(thin, { tolerance: 1e-12 }).rank).toBe(rank);
      }),
    );
  });

  const rankByLargest = (a: MatrixRows): number => qrDecomposition(a, { tolerance: 1e-3 }).rank;

  it("keeps the order of independent columns, whatever their units", () => {
    const rows = [
      [1, 1e9, 1e-9, 1],
      [1, 2e9, 1e-9, 2],
      [1, 3e9, 5e-9, 3],
      [1, 4e9, 7e-9, 4],
    ];
    const { permutation, rank } = qrDecomposition(rows, { pivoting: "given" });
    expect({ permutation, rank }).toEqual({ permutation: [0, 1, 2, 3], rank: 3 });
  });
});

describe("leastSquares", () => {
  it("leaves residuals at right angles to the columns", () => {
    fc.assert(
      fc.property(matrixOf(1, 8), fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (a, numbers) => {
        fc.pre(a.some((row) => row.some((value) => value !== 0)));
        const b = a.map(() => numbers.next().value as number);
        const { residuals, coefficients } = leastSquares(a, b);
        const back = product(
          a,
          coefficients.map((value) => [value]),
        ).map(([value], i) => b[i]! - value!);
        const scale = Math.max(1, ...b.map(Math.abs)) * 10;
        const size = Math.max(1, ...coefficients.map(Math.abs));
        for (const [i, value] of back.entries())
          expect(Math.abs(value - residuals[i]!)).toBeLessThan(1e-12 * size);
        for (const column of transpose(a)) {
          const along = column.reduce((sum, value, i) => sum + value * residuals[i]!, 0);
          expect(Math.abs(along)).toBeLessThan(1e-12 * scale * a.length);
        }
      }),
    );
  });

  it("names aliased columns and what they are made of", () => {
    const design = [
      [1, 1, 0, 2],
      [1, 1, 0, 3],
      [1, 0, 1, 5],
      [1, 0, 1, 7],
    ];
    const fit = leastSquares(design, [1, 2, 3, 5], { names: ["one", "a", "b", "x"] });
    expect(fit.rank).toBe(3);
    expect(fit.aliased.map(({ name, column }) => [name, column])).toEqual([["b", 2]]);
    for (const [j, expected] of [1, -1, 0, 0].entries())
      expect(fit.aliased[0]!.combination[j]).toBeCloseTo(expected, 14);
    expect(fit.coefficients[2]).toBe(0);
  });

  it("refuses what it cannot use", () => {
    expect(() => leastSquares([[1], [2]], [1])).toThrow("right side must have 2 numbers, got 1");
    expect(() => leastSquares([[0], [0]], [1, 1])).toThrow("a column that is not 0");
    expect(() => leastSquares([[1], [2]], [1, 2], { names: [] })).toThrow("1 names, one for each column");
    expect(() => leastSquares([[1, 2], [2]], [1, 2])).toThrow("row 1 of matrix must have 2 numbers");
    expect(() => leastSquares([[1, Number.NaN]], [1])).toThrow("matrix at row 0, column 1");
    expect(() => leastSquares([[1]], [1], { tolerance: 1 })).toThrow("tolerance must be a number in [0, 1)");
  });
});
