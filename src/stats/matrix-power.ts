import { wrongParameter } from "./_check.ts";
import { checkComputed, toRows, toSquare } from "./_matrix.ts";
import { identityOf, multiply } from "./_multiply.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/**
 * A whole power of a square matrix, by repeated squaring: some 2·log₂(exponent) products.
 *
 * A^k = A · A · … · A, A⁰ = I
 *
 * @throws RangeError when the matrix is not square and finite, the exponent not a whole number from 0 on, or an entry exceeds a
 *   double.
 *
 * @example
 * ```ts
 * import { matrixPower } from "clientele/stats";
 *
 * matrixPower([[1, 1], [1, 0]], 50)[0]; // => [20365011074, 12586269025]
 * matrixPower([[1, 1], [1, 0]], -1); // throws exponent must be a whole number from 0 on, got -1
 * ```
 */
export function matrixPower(matrix: MatrixRows, exponent: number): Matrix {
  const doing = "raise a matrix to a power";
  if (!(Number.isSafeInteger(exponent) && exponent >= 0))
    throw wrongParameter(doing, "exponent", "a whole number from 0 on", exponent);
  const { rows: n, entries } = toSquare(doing, "matrix", matrix);
  let power = identityOf(n);
  let square = entries;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(power, square, n);
    if (left > 1) square = multiply(square, square, n);
  }
  return toRows(checkComputed(doing, power), n, n);
}
