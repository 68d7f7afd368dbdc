import { checkComputed, toList, toSymmetric } from "./_matrix.ts";
import { scaleOf } from "./_norms.ts";
import { fromColumns, rowsOf } from "./_right-sides.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** A = V Λ Vᵀ. */
export interface SymmetricEigen {
  /** The diagonal of Λ: the eigenvalues, largest first. */
  readonly values: readonly number[];
  /** V: orthonormal eigenvectors as columns; the entry of each that is largest in size is above 0. */
  readonly vectors: Matrix;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
 *
 * A V = V Λ, VᵀV = I
 *
 * Mirrored entries may differ by rounding (1e-12); their mean is taken. Rotations go on until every off-diagonal entry is
 * negligible beside the two diagonal ones it belongs to, so that small eigenvalues of a positive definite matrix that is
 * badly scaled and otherwise well-conditioned keep their relative digits (Demmel and Veselić 1992).
 *
 * @throws RangeError when the matrix is not square, symmetric and finite, or an eigenvalue exceeds a double.
 *
 * @see Golub and Van Loan, Matrix Computations, section 8.5
 *
 * @example
 * ```ts
 * import { symmetricEigen } from "clientele/stats";
 *
 * const { values, vectors } = symmetricEigen([[2, 1], [1, 2]]);
 * values.map((value) => value.toFixed(12)); // => ["3.000000000000", "1.000000000000"]
 * vectors.map((row) => row[0]?.toFixed(12)); // => ["0.707106781187", "0.707106781187"]
 * ```
 */
export function symmetricEigen(matrix: MatrixRows): SymmetricEigen {
  const doing = "find eigenvalues";
  const dense = toSymmetric(doing, "matrix", matrix);
  const n = dense.rows;
  const scale = scaleOf(dense.entries);
  const a = rowsOf({ ...dense, entries: dense.entries.map((value) => value * scale) });
  const vectors = a.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) {
        if (isNegligible(a[p]![q]!, a[p]![p]!, a[q]![q]!)) a[p]![q] = a[q]![p] = 0;
        else {
          annihilate(a, vectors, p, q);
          turned = true;
        }
      }
  }
  const values = checkComputed(
    doing,
    Float64Array.from(a, (row, i) => row[i]! / scale),
  );
  const order = [...values.keys()].sort((i, j) => values[j]! - values[i]!);
  for (const vector of vectors) {
    const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    if (largest < 0) for (let i = 0; i < n; i++) vector[i] = -vector[i]!;
  }
  return Object.freeze({
    values: toList(order.map((i) => values[i]!)),
    vectors: fromColumns(order.map((i) => vectors[i]!)),
  });
}

function isNegligible(off: number, p: number, q: number): boolean {
  const size = Math.abs(off);
  return size <= 2 ** -54 * Math.sqrt(Math.abs(p)) * Math.sqrt(Math.abs(q)) || size < 1e-290;
}

/** Turns the plane of axes p and q so that the entry between them vanishes (Rutishauser 1966). */
function annihilate(
  a: readonly Float64Array[],
  vectors: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const off = a[p]![q]!;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const tangent = Number.isFinite(theta)
    ? (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta))
    : 0;
  const c = 1 / Math.hypot(1, tangent);
  const s = c * tangent;
  const tau = s / (1 + c);
  a[p]![p]! -= tangent * off;
  a[q]![q]! += tangent * off;
  a[p]![q] = a[q]![p] = 0;
  const rowP = a[p]!;
  const rowQ = a[q]!;
  const vectorP = vectors[p]!;
  const vectorQ = vectors[q]!;
  for (let k = 0; k < a.length; k++) {
    if (k !== p && k !== q) {
      const x = rowP[k]!;
      const y = rowQ[k]!;
      const row = a[k]!;
      row[p] = rowP[k] = x - s * (y + tau * x);
      row[q] = rowQ[k] = y + s * (x - tau * y);
    }
    const x = vectorP[k]!;
    const y = vectorQ[k]!;
    vectorP[k] = x - s * (y + tau * x);
    vectorQ[k] = y + s * (x - tau * y);
  }
}
