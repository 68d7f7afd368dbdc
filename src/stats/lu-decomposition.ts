import { conditionOf } from "./_linear-system.ts";
import { factorLu } from "./_lu.ts";
import { checkComputed, toList, toRows, toSquare } from "./_matrix.ts";
import { norm1, scaleOf } from "./_norms.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** P A = L U. */
export interface LuDecomposition {
  /** L: lower triangular, its diagonal 1, no entry beyond 1 in size. */
  readonly lower: Matrix;
  /** U: upper triangular. */
  readonly upper: Matrix;
  /** P: row i of L U is row `permutation[i]` of A. */
  readonly permutation: readonly number[];
  /** det P. */
  readonly sign: 1 | -1;
  /** An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁); 0 where the matrix is singular. */
  readonly reciprocalCondition: number;
}

/**
 * Decomposes a square matrix into a lower and an upper triangle, by Gaussian elimination with partial pivoting. A singular
 * matrix has such a decomposition too, with a 0 on the diagonal of U.
 *
 * P A = L U, |l_ij| ≤ 1
 *
 * The condition is estimated from a few solutions (Hager 1984; Higham 1988): never too small, nearly always within a
 * factor of 3.
 *
 * @throws RangeError when the matrix is not square and finite, or an entry of U exceeds a double.
 *
 * @see Golub and Van Loan, Matrix Computations, section 3.4
 *
 * @example
 * ```ts
 * import { luDecomposition } from "clientele/stats";
 *
 * const { lower, upper, permutation } = luDecomposition([[1, 2], [4, 4]]);
 * lower; // => [[1, 0], [0.25, 1]]
 * upper; // => [[4, 4], [0, 1]]
 * permutation; // => [1, 0]
 * ```
 */
export function luDecomposition(matrix: MatrixRows): LuDecomposition {
  const doing = "make an LU decomposition";
  const { rows: n, entries } = toSquare(doing, "matrix", matrix);
  // A power of 2, so that no norm leaves the doubles and no digit is lost.
  const scale = scaleOf(entries);
  const lu = entries.map((entry) => entry * scale);
  const norm = norm1(lu, n);
  const { order, sign, empty } = factorLu(lu, n);
  const reciprocalCondition = empty < 0 ? conditionOf(lu, n, norm) : 0;
  const upper = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    upper.set(lu.subarray(i * n + i, (i + 1) * n), i * n + i);
    lu.fill(0, i * n + i, (i + 1) * n);
    lu[i * n + i] = 1;
  }
  return Object.freeze({
    lower: toRows(lu, n, n),
    upper: toRows(
      checkComputed(
        doing,
        upper.map((entry) => entry / scale),
      ),
      n,
      n,
    ),
    permutation: toList(order),
    sign,
    reciprocalCondition,
  });
}
