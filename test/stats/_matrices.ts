import type { Matrix, MatrixRows } from "clientele/stats";
import fc from "fast-check";

/** The plain triple loop, as a second opinion. */
export function product(a: MatrixRows, b: MatrixRows): Matrix {
  return a.map((row) =>
    Array.from({ length: b[0]!.length }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < b.length; k++) sum += row[k]! * b[k]![j]!;
      return sum;
    }),
  );
}

export const transpose = (a: MatrixRows): Matrix =>
  Array.from({ length: a[0]!.length }, (_, j) => a.map((row) => row[j]!));

export const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

export const largestEntry = (a: MatrixRows): number =>
  Math.max(...a.map((row) => Math.max(...Array.from(row, Math.abs))));

/** The largest difference of two matrices, by the largest entry of the second. */
export function difference(a: MatrixRows, b: MatrixRows): number {
  const apart = a.map((row, i) => Array.from(row, (value, j) => value - b[i]![j]!));
  return largestEntry(apart) / (largestEntry(b) || 1);
}

const entry = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }).map((value) => (Math.abs(value) < 1e-6 ? 0 : value)),
  fc.integer({ min: -3, max: 3 }),
);

const ofShape = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

const size = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });

/** A matrix of any shape within the sizes. */
export const matrixOf = (least: number, most: number): fc.Arbitrary<number[][]> =>
  fc.tuple(size(least, most), size(least, most)).chain(([rows, columns]) => ofShape(rows, columns));

/** A square matrix within the sizes. */
export const square = (least: number, most: number): fc.Arbitrary<number[][]> =>
  size(least, most).chain((n) => ofShape(n, n));
