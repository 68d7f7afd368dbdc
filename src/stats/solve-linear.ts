import { prepareSystem, solveSystem } from "./_linear-system.ts";
import { toSquare } from "./_matrix.ts";
import { fromColumns, type RightSides, toSides } from "./_right-sides.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** The solution of a linear system, with what is needed to judge it. */
export interface LinearSolution<Solution extends readonly number[] | Matrix = readonly number[]> {
  /** x, or X for several right sides. */
  readonly solution: Solution;
  /**
   * An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁) after rows and columns are scaled by powers of 2 to largest entries near 1: a relative
   * error of the matrix may be multiplied in the solution by 1 over this.
   */
  readonly reciprocalCondition: number;
}

/**
 * Solves A x = b for one right side, or A X = B for the columns of a matrix.
 *
 * The system is scaled and solved by LU with partial pivoting; then the solution for what is left of the right side,
 * computed in twice the precision, is added until it changes nothing. The answer belongs to the numbers given to nearly
 * their last digit, even where the condition is bad; how far rounding *of these numbers* carries, the condition says.
 *
 * @throws RangeError when the matrix is not square and finite, the right side has not as many numbers (rows) as the
 *   matrix, or the solution exceeds a double.
 * @throws ClienteleError `singular-matrix` when the reciprocal condition is below 2⁻⁵².
 *
 * @see Demmel, Hida, Kahan, Li, Mukherjee and Riedy (2006), Error bounds from extra-precise iterative refinement, ACM
 *   Transactions on Mathematical Software 32
 *
 * @example
 * ```ts
 * import { solveLinear } from "clientele/stats";
 *
 * solveLinear([[2, 1], [1, 3]], [3, 5]).solution; // => [0.8, 1.4]
 * solveLinear([[2, 1], [1, 3]], [[3, 1], [5, 3]]).solution; // => [[0.8, 0], [1.4, 1]]
 * solveLinear([[1, 2], [2, 4]], [1, 1]); // throws must not be singular, but column 1 depends on those before it
 * ```
 */
export function solveLinear(matrix: MatrixRows, right: ArrayLike<number>): LinearSolution;
/** The same for several right sides, the columns of a matrix. */
export function solveLinear(matrix: MatrixRows, right: MatrixRows): LinearSolution<Matrix>;
export function solveLinear(
  matrix: MatrixRows,
  right: RightSides,
): LinearSolution<readonly number[] | Matrix> {
  const doing = "solve a linear system";
  const dense = toSquare(doing, "matrix", matrix);
  const { vectors, shape } = toSides(doing, "right side", right, dense.rows);
  const system = prepareSystem(doing, dense);
  return Object.freeze({
    solution: shape(vectors.map((b) => solveSystem(system, b))),
    reciprocalCondition: system.reciprocalCondition,
  });
}

/**
 * The inverse of a matrix, each column solved for as in {@link solveLinear}. Where a product with an inverse is wanted,
 * `solveLinear` is faster.
 *
 * A A⁻¹ = I
 *
 * @throws RangeError when the matrix is not square and finite, or an entry of the inverse exceeds a double.
 * @throws ClienteleError `singular-matrix` when the reciprocal condition is below 2⁻⁵².
 *
 * @example
 * ```ts
 * import { invertMatrix } from "clientele/stats";
 *
 * invertMatrix([[1, 2], [3, 4]]); // => [[-2, 1], [1.5, -0.5]]
 * ```
 */
export function invertMatrix(matrix: MatrixRows): Matrix {
  const doing = "invert a matrix";
  const system = prepareSystem(doing, toSquare(doing, "matrix", matrix));
  return fromColumns(
    Array.from({ length: system.n }, (_, j) => {
      const unit = new Float64Array(system.n);
      unit[j] = 1;
      return solveSystem(system, unit);
    }),
  );
}
