import { factorLu } from "./_lu.ts";
import { toSquare } from "./_matrix.ts";
import { scaleOf } from "./_norms.ts";
import type { MatrixRows } from "./matrix.ts";

/** The sign of a determinant and the logarithm of its size; of 0 there is no logarithm. */
export type LogDeterminant =
  | { readonly sign: 1 | -1; readonly logAbsolute: number }
  | { readonly sign: 0; readonly logAbsolute?: undefined };

/**
 * The determinant of a square matrix, from its LU decomposition.
 *
 * det A = det P · Π u_ii
 *
 * The relative error is about 2⁻⁵² times the condition: a determinant that should be 0 may come out as rounding, so
 * judge whether a matrix is singular by the condition of {@link luDecomposition}.
 *
 * @throws RangeError when the matrix is not square and finite, or when the determinant is not 0 and beyond the range of a
 *   double; {@link logDeterminant} has its logarithm.
 *
 * @example
 * ```ts
 * import { determinant } from "clientele/stats";
 *
 * determinant([[1, 2], [4, 4]]); // => -4
 * ```
 */
export function determinant(matrix: MatrixRows): number {
  const doing = "compute a determinant";
  const { n, u, sign, scale } = eliminated(doing, matrix);
  let product: number = sign;
  let exponent = -n * Math.log2(scale);
  for (let i = 0; i < n; i++) {
    const pivot = u[i * n + i]!;
    if (pivot === 0) return 0;
    const power = Math.floor(Math.log2(Math.abs(pivot)));
    product *= scaleBy(pivot, -power);
    exponent += power;
    if (Math.abs(product) >= 2) {
      product /= 2;
      exponent++;
    }
  }
  const value = scaleBy(product, exponent);
  if (!Number.isFinite(value) || Math.abs(value) < 2 ** -1022)
    throw new RangeError(
      `Cannot ${doing}: it must be within the range of a double, got ${product} · 2^${exponent}; use logDeterminant`,
    );
  return value;
}

/**
 * The sign and the logarithm of the size of a determinant, where the determinant itself may exceed a double. A singular
 * matrix has sign 0 and no logarithm.
 *
 * ln |det A| = Σ ln |u_ii|
 *
 * @throws RangeError when the matrix is not square and finite.
 *
 * @example
 * ```ts
 * import { logDeterminant } from "clientele/stats";
 *
 * logDeterminant([[0, 1e200], [1e200, 0]]); // => { sign: -1, logAbsolute: 921.0340371976183 }
 * logDeterminant([[1, 2], [2, 4]]); // => { sign: 0 }
 * ```
 */
export function logDeterminant(matrix: MatrixRows): LogDeterminant {
  const { n, u, sign: first, scale } = eliminated("compute the logarithm of a determinant", matrix);
  let sign: number = first;
  let logAbsolute = -n * Math.log(scale);
  for (let i = 0; i < n; i++) {
    const pivot = u[i * n + i]!;
    if (pivot === 0) return Object.freeze({ sign: 0 });
    if (pivot < 0) sign = -sign;
    logAbsolute += Math.log(Math.abs(pivot));
  }
  return Object.freeze({ sign: sign === 1 ? 1 : -1, logAbsolute });
}

/** U of the matrix times a power of 2, so that no pivot exceeds a double. */
function eliminated(
  doing: string,
  matrix: MatrixRows,
): { n: number; u: Float64Array; sign: 1 | -1; scale: number } {
  const { rows: n, entries } = toSquare(doing, "matrix", matrix);
  const scale = scaleOf(entries);
  const u = entries.map((value) => value * scale);
  return { n, u, sign: factorLu(u, n).sign, scale };
}

/** value · 2^power in two steps, since a power may exceed a double where the product does not. */
function scaleBy(value: number, power: number): number {
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}
