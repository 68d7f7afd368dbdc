import { checkComputed, toDense, toRows } from "./_matrix.ts";
import { multiplyDense } from "./_multiply.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/**
 * The product of two matrices.
 *
 * (A B)_ij = Σ_k a_ik b_kj
 *
 * @throws RangeError when a matrix is not rectangular and finite, the second has not as many rows as the first has columns, or
 *   an entry exceeds a double.
 *
 * @example
 * ```ts
 * import { multiplyMatrices } from "clientele/stats";
 *
 * multiplyMatrices([[1, 2], [3, 4]], [[1], [10]]); // => [[21], [43]]
 * ```
 */
export function multiplyMatrices(first: MatrixRows, second: MatrixRows): Matrix {
  const doing = "multiply matrices";
  const a = toDense(doing, "first", first);
  const b = toDense(doing, "second", second);
  if (a.columns !== b.rows)
    throw new RangeError(
      `Cannot ${doing}: second must have ${a.columns} rows, one for each column of first, got ${b.rows}`,
    );
  const product = multiplyDense(a.entries, b.entries, a.rows, a.columns, b.columns);
  return toRows(checkComputed(doing, product), a.rows, b.columns);
}
