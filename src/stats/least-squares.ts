import { wrongParameter } from "./_check.ts";
import { correctedLeastSquares } from "./_corrected-least-squares.ts";
import { factorByReflectors, type Reflected, triangleOf } from "./_householder.ts";
import { checkComputed, toDense, toList, toVector, transposed } from "./_matrix.ts";
import { estimateNorm1, norm1, norm2, reciprocalConditionOf, scaleOf } from "./_norms.ts";
import { rowsOf } from "./_right-sides.ts";
import { solveUpper, solveUpperTransposed } from "./_triangular.ts";
import type { MatrixRows } from "./matrix.ts";
import { type QrOptions, toTolerance } from "./qr-decomposition.ts";

/** Options of {@link leastSquares}: of the decomposition, and what the columns are called. */
export interface LeastSquaresOptions extends QrOptions {
  /** One name for each column, for `aliased`; by default `"column 0"`, `"column 1"`, … */
  readonly names?: readonly string[] | undefined;
}

/** A column that depends on others, and how. */
export interface AliasedColumn {
  /** Its position. */
  readonly column: number;
  /** Its name. */
  readonly name: string;
  /** One coefficient for each column of the matrix: the column is their combination, to within the tolerance. */
  readonly combination: readonly number[];
}

/** The x that makes ‖A x − b‖₂ least. */
export interface LeastSquaresFit {
  /** One for each column; 0 for an aliased column, which takes no part. */
  readonly coefficients: readonly number[];
  /** b − A x. */
  readonly residuals: readonly number[];
  /** ‖b − A x‖₂². */
  readonly residualSumOfSquares: number;
  /** How many columns are independent. */
  readonly rank: number;
  /** The columns that depend on others; with one of them there are many best x, and the one without them is given. */
  readonly aliased: readonly AliasedColumn[];
  /** An estimate of 1 / (‖R‖₁ ‖R⁻¹‖₁) of the columns that take part, scaled by powers of 2 to largest entries near 1. */
  readonly reciprocalCondition: number;
}

/**
 * Solves a linear least-squares problem by Householder QR; columns that depend on earlier ones are left out
 * and named.
 *
 * x = argmin ‖A x − b‖₂, R x = Qᵀ b
 *
 * The answer for what is left, computed in twice the precision, is added until it changes nothing: coefficients belong to the
 * numbers given to nearly their last digit, even where the condition is bad.
 *
 * Columns are first scaled by powers of 2 to largest entries near 1. By default they keep their order (`pivoting: "given"`), so that of two that say the same the first takes part.
 *
 * @throws RangeError when the matrix is not rectangular and finite, the right side has not as many numbers as the matrix has
 *   rows, no column differs from 0, or a result exceeds a double.
 *
 * @see Björck (1967), Iterative refinement of linear least squares solutions I, BIT 7
 *
 * @example
 * ```ts
 * import { leastSquares } from "clientele/stats";
 *
 * const design = [[1, 0, 0], [1, 1, 2], [1, 2, 4], [1, 3, 6]];
 * const fit = leastSquares(design, [1, 3, 5, 7], { names: ["one", "days", "half days"] });
 * fit.coefficients.map((value) => value.toFixed(9)); // => ["1.000000000", "2.000000000", "0.000000000"]
 * fit.aliased.map(({ name }) => name); // => ["half days"]
 * ```
 */
export function leastSquares(
  matrix: MatrixRows,
  right: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresFit {
  const doing = "solve a least-squares problem";
  const dense = toDense(doing, "matrix", matrix);
  const b = toVector(doing, "right side", right, dense.rows);
  const { pivoting = "given", names } = options;
  if (names !== undefined && names.length !== dense.columns)
    throw wrongParameter(doing, "names", `${dense.columns} names, one for each column`, names);
  const tolerance = toTolerance(doing, dense.rows, dense.columns, pivoting, options.tolerance);
  // Scales are powers of 2, which rounds nothing, and keep products within the range of doubles.
  const columns = rowsOf(transposed(dense));
  const scales = Float64Array.from(columns, scaleOf);
  for (const [j, column] of columns.entries())
    for (let i = 0; i < column.length; i++) column[i]! *= scales[j]!;
  const scale = scaleOf(b);
  for (let i = 0; i < b.length; i++) b[i]! *= scale;
  const reflected = factorByReflectors(
    columns.map((column) => column.slice()),
    pivoting,
    tolerance,
  );
  const { rank, order } = reflected;
  if (rank === 0) throw wrongParameter(doing, "matrix", "a matrix with a column that is not 0", matrix);
  const r = triangleOf(reflected, rank);
  const kept = order.slice(0, rank).map((j) => columns[j]!);
  const corrected = correctedLeastSquares(reflected, r, kept, b);
  const coefficients = new Float64Array(dense.columns);
  for (let k = 0; k < rank; k++) coefficients[order[k]!] = (corrected.x[k]! / scale) * scales[order[k]!]!;
  const residuals = corrected.residuals.map((value) => value / scale);
  const residualSumOfSquares = norm2(residuals) ** 2;
  for (const computed of [coefficients, residuals, Float64Array.of(residualSumOfSquares)])
    checkComputed(doing, computed);
  const aliased = order
    .slice(rank)
    .sort((i, j) => i - j)
    .map((column) =>
      Object.freeze({
        column,
        name: names?.[column] ?? `column ${column}`,
        combination: toList(checkComputed(doing, combinationOf(reflected, r, scales, column))),
      }),
    );
  const inverseNorm = estimateNorm1(
    rank,
    (v) => solveUpper(r, rank, v),
    (v) => solveUpperTransposed(r, rank, v),
  );
  return Object.freeze({
    coefficients: toList(coefficients),
    residuals: toList(residuals),
    residualSumOfSquares,
    rank,
    aliased: Object.freeze(aliased),
    reciprocalCondition: reciprocalConditionOf(norm1(r, rank), inverseNorm),
  });
}

/** The coefficients of a dependent column over the independent ones. */
function combinationOf(
  { columns, order, rank }: Reflected,
  r: Float64Array,
  scales: Float64Array,
  column: number,
): Float64Array {
  const x = columns[column]!.slice(0, rank);
  solveUpper(r, rank, x);
  const out = new Float64Array(columns.length);
  for (let k = 0; k < rank; k++) out[order[k]!] = (x[k]! / scales[column]!) * scales[order[k]!]!;
  return out;
}
