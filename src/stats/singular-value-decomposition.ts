import { wrongParameter } from "./_check.ts";
import { applyQ, factorByReflectors } from "./_householder.ts";
import { completeBasis, rotateColumns } from "./_jacobi-svd.ts";
import { checkComputed, type Dense, toDense, toList, toRows, transposed } from "./_matrix.ts";
import { norm2, scaleOf } from "./_norms.ts";
import { fromColumns, rowsOf } from "./_right-sides.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** Options of {@link singularValueDecomposition} and {@link pseudoInverse}. */
export interface SingularValueOptions {
  /**
   * A singular value counts as 0 when it is at most this share of the largest.
   * @defaultValue max(rows, columns) · 2⁻⁵²
   */
  readonly tolerance?: number | undefined;
}

/** A = U Σ Vᵀ. */
export interface SingularValueDecomposition {
  /** U: the left singular vectors as columns, min(rows, columns) of them. */
  readonly left: Matrix;
  /** The diagonal of Σ: largest first, none below 0. */
  readonly values: readonly number[];
  /** V: the right singular vectors as columns; the entry of each that is largest in size is above 0. */
  readonly right: Matrix;
  /** How many singular values are above the tolerance. */
  readonly rank: number;
}

/**
 * Decomposes a matrix into two sets of orthonormal vectors and the lengths between them.
 *
 * A = U Σ Vᵀ, UᵀU = VᵀV = I, σ₁ ≥ σ₂ ≥ … ≥ 0
 *
 * QR with column pivoting first, then rotations of the columns of Rᵀ. Unlike methods that make the matrix bidiagonal, this
 * keeps the relative digits of small singular values of a matrix that is badly scaled and otherwise well-conditioned.
 *
 * @throws RangeError when the matrix is not rectangular and finite, or the tolerance not in [0, 1).
 *
 * @see Drmač and Veselić (2008), New fast and accurate Jacobi SVD algorithm, SIAM Journal on Matrix Analysis and
 *   Applications 29
 *
 * @example
 * ```ts
 * import { singularValueDecomposition } from "clientele/stats";
 *
 * const { values, rank } = singularValueDecomposition([[3, 0], [0, 4], [0, 0]]);
 * values; // => [4, 3]
 * rank; // => 2
 * ```
 */
export function singularValueDecomposition(
  matrix: MatrixRows,
  options: SingularValueOptions = {},
): SingularValueDecomposition {
  const doing = "make a singular value decomposition";
  const { left, values, right, rank } = decompose(doing, toDense(doing, "matrix", matrix), options);
  return Object.freeze({
    left: fromColumns(left),
    values: toList(values),
    right: fromColumns(right),
    rank,
  });
}

/**
 * The Moore–Penrose inverse: of all X that make ‖A X − I‖ least, the smallest. Singular values within the tolerance are
 * left out.
 *
 * A⁺ = V Σ⁺ Uᵀ = Σ_{σ_k > tol · σ₁} v_k u_kᵀ / σ_k
 *
 * @throws RangeError when the matrix is not rectangular and finite, the tolerance not in [0, 1), or an entry exceeds a double.
 *
 * @example
 * ```ts
 * import { pseudoInverse } from "clientele/stats";
 *
 * pseudoInverse([[2, 0], [0, 0], [0, 0]]); // => [[0.5, 0, 0], [0, 0, 0]]
 * ```
 */
export function pseudoInverse(matrix: MatrixRows, options: SingularValueOptions = {}): Matrix {
  const doing = "make a pseudo-inverse";
  const dense = toDense(doing, "matrix", matrix);
  const { left, values, right, rank } = decompose(doing, dense, options);
  const inverse = new Float64Array(dense.rows * dense.columns);
  for (let k = 0; k < rank; k++)
    for (let i = 0; i < dense.columns; i++)
      for (let j = 0; j < dense.rows; j++)
        inverse[i * dense.rows + j]! += (right[k]![i]! / values[k]!) * left[k]![j]!;
  return toRows(checkComputed(doing, inverse), dense.columns, dense.rows);
}

interface Vectors {
  readonly left: readonly Float64Array[];
  readonly values: Float64Array;
  readonly right: readonly Float64Array[];
  readonly rank: number;
}

function decompose(doing: string, dense: Dense, { tolerance }: SingularValueOptions): Vectors {
  if (tolerance !== undefined && !(tolerance >= 0 && tolerance < 1))
    throw wrongParameter(doing, "tolerance", "a number in [0, 1)", tolerance);
  const share = tolerance ?? Math.max(dense.rows, dense.columns) * Number.EPSILON;
  const scale = scaleOf(dense.entries);
  const scaled = { ...dense, entries: dense.entries.map((value) => value * scale) };
  const wide = dense.rows < dense.columns;
  const { left, values, right } = decomposeTall(wide ? scaled : transposed(scaled));
  const rank = values.filter((value) => value > share * values[0]!).length;
  const unscaled = checkComputed(
    doing,
    values.map((value) => value / scale),
  );
  const found = wide ? { left: right, right: left } : { left, right };
  for (const [k, vector] of found.right.entries()) {
    const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    if (largest > 0) continue;
    for (const side of [vector, found.left[k]!])
      side.forEach((value, i) => {
        side[i] = -value;
      });
  }
  return { ...found, values: unscaled, rank };
}

/** The same of a matrix with at least as many rows as columns, given by its transpose. */
function decomposeTall(mirrored: Dense): Omit<Vectors, "rank"> {
  const columns = rowsOf(mirrored);
  const n = columns.length;
  const reflected = factorByReflectors(columns, "largest", 0);
  // A P = Q R, Rᵀ V = U Σ, so A = (Q V) Σ (P U)ᵀ.
  const w = Array.from({ length: n }, (_, i) =>
    Float64Array.from(reflected.order, (c, j) => (j < i ? 0 : reflected.columns[c]![i]!)),
  );
  const turned = rotateColumns(w);
  const values = Float64Array.from(w, (column) => norm2(column));
  let positive = 0;
  while (positive < n && values[positive]! > 0) {
    const length = values[positive]!;
    w[positive]!.forEach((value, i, column) => {
      column[i] = value / length;
    });
    positive++;
  }
  completeBasis(w, positive);
  const right = w.map((u) => {
    const out = new Float64Array(n);
    for (const [k, column] of reflected.order.entries()) out[column] = u[k]!;
    return out;
  });
  const left = turned.map((v) => {
    const out = new Float64Array(reflected.rows);
    out.set(v);
    applyQ(reflected, out);
    return out;
  });
  return { left, values, right };
}
