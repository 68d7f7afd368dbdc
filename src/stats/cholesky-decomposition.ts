import { ClienteleError } from "../issues/index.ts";
import { factorCholesky } from "./_cholesky.ts";
import { checkComputed, toRows, toSquare, toSymmetric } from "./_matrix.ts";
import { estimateNorm1, norm1, reciprocalConditionOf } from "./_norms.ts";
import { fromColumns, type RightSides, toSides } from "./_right-sides.ts";
import { solveLower, solveLowerTransposed } from "./_triangular.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** A = L Lᵀ. */
export interface CholeskyDecomposition {
  /** L: lower triangular, its diagonal above 0. */
  readonly lower: Matrix;
  /** ln det A = 2 Σ ln lᵢᵢ. */
  readonly logDeterminant: number;
  /** An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁): solutions lose about −log₁₀ of it digits. */
  readonly reciprocalCondition: number;
}

/**
 * Decomposes a symmetric positive definite matrix into a lower triangle times its mirror image.
 *
 * A = L Lᵀ, l_jj = √(a_jj − Σ_{k<j} l_jk²), l_ij = (a_ij − Σ_{k<j} l_ik l_jk) / l_jj
 *
 * Mirrored entries may differ by rounding (1e-12); their mean is taken. The condition is estimated as in
 * {@link luDecomposition}.
 *
 * @throws RangeError when the matrix is not square, symmetric and finite.
 * @throws ClienteleError `not-positive-definite` when a pivot l_jj² is not above its own rounding error; it is named.
 *
 * @see Golub and Van Loan, Matrix Computations, section 4.2
 *
 * @example
 * ```ts
 * import { choleskyDecomposition } from "clientele/stats";
 *
 * const spd = [[4, 2], [2, 10]];
 * choleskyDecomposition(spd).lower; // => [[2, 0], [1, 3]]
 * choleskyDecomposition([[1, 2], [2, 1]]); // throws pivot 1 is -3
 * ```
 */
export function choleskyDecomposition(matrix: MatrixRows): CholeskyDecomposition {
  const doing = "make a Cholesky decomposition";
  const { rows: n, entries: l } = toSymmetric(doing, "matrix", matrix);
  const norm = norm1(l, n);
  const failed = factorCholesky(l, n);
  if (failed)
    throw new ClienteleError(
      "not-positive-definite",
      `Cannot ${doing}: matrix must be positive definite, but pivot ${failed.pivot} is ${failed.value}`,
    );
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(l[i * n + i]!);
  const solve = (x: Float64Array): void => solveBoth(l, n, x);
  return Object.freeze({
    lower: toRows(l, n, n),
    logDeterminant,
    reciprocalCondition: reciprocalConditionOf(norm, estimateNorm1(n, solve, solve)),
  });
}

/**
 * Solves A x = b for one right side, or A X = B for the columns of a matrix, with a Cholesky decomposition of A.
 *
 * L y = b, Lᵀ x = y
 *
 * @throws RangeError when the right side has not as many numbers (rows) as the matrix, or the solution exceeds a double.
 *
 * @example
 * ```ts
 * import { choleskyDecomposition, solveCholesky } from "clientele/stats";
 *
 * solveCholesky(choleskyDecomposition([[4, 2], [2, 10]]), [8, 22]); // => [1, 2]
 * ```
 */
export function solveCholesky(
  decomposition: CholeskyDecomposition,
  right: ArrayLike<number>,
): readonly number[];
/** The same for several right sides, the columns of a matrix. */
export function solveCholesky(decomposition: CholeskyDecomposition, right: MatrixRows): Matrix;
export function solveCholesky(
  { lower }: CholeskyDecomposition,
  right: RightSides,
): readonly number[] | Matrix {
  const doing = "solve by a Cholesky decomposition";
  const { rows: n, entries: l } = toSquare(doing, "lower", lower);
  const { vectors, shape } = toSides(doing, "right side", right, n);
  for (const x of vectors) {
    solveBoth(l, n, x);
    checkComputed(doing, x);
  }
  return shape(vectors);
}

/**
 * The inverse of a symmetric positive definite matrix from its Cholesky decomposition, such as a covariance matrix from a
 * Hessian; exactly symmetric.
 *
 * A⁻¹ = L⁻ᵀ L⁻¹
 *
 * @throws RangeError when an entry of the inverse exceeds a double.
 *
 * @example
 * ```ts
 * import { choleskyDecomposition, invertCholesky } from "clientele/stats";
 *
 * invertCholesky(choleskyDecomposition([[4, 2], [2, 2]])); // => [[0.5, -0.5], [-0.5, 1]]
 * ```
 */
export function invertCholesky({ lower }: CholeskyDecomposition): Matrix {
  const doing = "invert by a Cholesky decomposition";
  const { rows: n, entries: l } = toSquare(doing, "lower", lower);
  const columns = Array.from({ length: n }, (_, j) => {
    const x = new Float64Array(n);
    x[j] = 1;
    solveLower(l, n, x); // column j of L⁻¹
    return x;
  });
  const inverse = columns.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += columns[i]![k]! * columns[j]![k]!;
      inverse[i]![j] = inverse[j]![i] = sum;
    }
  for (const column of inverse) checkComputed(doing, column);
  return fromColumns(inverse);
}

function solveBoth(l: Float64Array, n: number, x: Float64Array): void {
  solveLower(l, n, x);
  solveLowerTransposed(l, n, x);
}
