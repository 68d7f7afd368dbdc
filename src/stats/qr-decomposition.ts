import { wrongParameter } from "./_check.ts";
import { applyQ, factorByReflectors } from "./_householder.ts";
import { checkComputed, toDense, toList, toRows, transposed } from "./_matrix.ts";
import { scaleOf } from "./_norms.ts";
import { fromColumns, rowsOf } from "./_right-sides.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** Options of {@link qrDecomposition} and {@link leastSquares}. */
export interface QrOptions {
  /**
   * The order in which columns are taken: `"largest"` takes the one whose rest is longest (Businger and Golub), which
   * reveals the rank; `"given"` keeps the order and moves a column that depends on earlier ones to the end, as R's `lm` does.
   */
  readonly pivoting?: "largest" | "given" | undefined;
  /**
   * A column counts as dependent on those taken before when what they leave of it is at most this share: of the longest
   * rest for `"largest"` (by default max(rows, columns) · 2⁻⁵²), of the column's own length for `"given"` (by default
   * 1e-11, which does not depend on the units of the columns).
   */
  readonly tolerance?: number | undefined;
}

/** A P = Q R. */
export interface QrDecomposition {
  /** Q: orthonormal columns, as many as R has rows. */
  readonly orthogonal: Matrix;
  /** R: upper triangular (trapezoidal), min(rows, columns) rows, its diagonal not below 0. */
  readonly triangular: Matrix;
  /** P: column k of Q R is column `permutation[k]` of A. */
  readonly permutation: readonly number[];
  /** How many columns are independent: the first so many of the permutation. */
  readonly rank: number;
}

/**
 * Decomposes a matrix into orthonormal columns times a triangle, by Householder reflections with column pivoting.
 *
 * A P = Q R, QᵀQ = I, r_kk ≥ 0
 *
 * @throws RangeError when the matrix is not rectangular and finite, the tolerance not in [0, 1), or an entry of R exceeds
 *   a double.
 *
 * @see Businger and Golub (1965), Linear least squares solutions by Householder transformations, Numerische Mathematik 7
 *
 * @example
 * ```ts
 * import { qrDecomposition } from "clientele/stats";
 *
 * const twice = qrDecomposition([[1, 2, 0], [1, 2, 1], [1, 2, 5]], { pivoting: "given" });
 * twice.rank; // => 2
 * twice.permutation; // => [0, 2, 1]
 * ```
 */
export function qrDecomposition(matrix: MatrixRows, options: QrOptions = {}): QrDecomposition {
  const doing = "make a QR decomposition";
  const dense = toDense(doing, "matrix", matrix);
  const { pivoting = "largest" } = options;
  const tolerance = toTolerance(doing, dense.rows, dense.columns, pivoting, options.tolerance);
  const scale = scaleOf(dense.entries);
  const mirrored = transposed({ ...dense, entries: dense.entries.map((value) => value * scale) });
  const reflected = factorByReflectors(rowsOf(mirrored), pivoting, tolerance);
  const size = reflected.tau.length;
  const r = new Float64Array(size * dense.columns);
  const q: Float64Array[] = [];
  for (let k = 0; k < size; k++) {
    // The sign of a row of R is free; the diagonal is made positive, so that the decomposition is unique.
    const sign = reflected.columns[reflected.order[k]!]![k]! < 0 ? -1 : 1;
    for (let j = k; j < dense.columns; j++)
      r[k * dense.columns + j] = (sign * reflected.columns[reflected.order[j]!]![k]!) / scale;
    const unit = new Float64Array(dense.rows);
    unit[k] = sign;
    applyQ(reflected, unit);
    q.push(unit);
  }
  return Object.freeze({
    orthogonal: fromColumns(q),
    triangular: toRows(checkComputed(doing, r), size, dense.columns),
    permutation: toList(reflected.order),
    rank: reflected.rank,
  });
}

/** The tolerance asked for, checked, or the default. */
export function toTolerance(
  doing: string,
  rows: number,
  columns: number,
  pivoting: "largest" | "given",
  asked: number | undefined,
): number {
  if (pivoting !== "largest" && pivoting !== "given")
    throw wrongParameter(doing, "pivoting", '"largest" or "given"', pivoting);
  if (asked === undefined) return pivoting === "given" ? 1e-11 : Math.max(rows, columns) * Number.EPSILON;
  if (!(asked >= 0 && asked < 1)) throw wrongParameter(doing, "tolerance", "a number in [0, 1)", asked);
  return asked;
}
