import { ClienteleError } from "../issues/index.ts";
import { type Complex, complexSchur } from "./_complex-schur.ts";
import { checkComputed, toRows, toSquare } from "./_matrix.ts";
import { largestOf, norm1, norm2, scaleOf } from "./_norms.ts";
import { solveMatrix } from "./_solve-matrix.ts";
import { BOUND, logarithmOfTriangle, NODES } from "./_triangular-logarithm.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/**
 * The principal logarithm of a square matrix: the one X with exp(X) = A whose eigenvalues have imaginary parts between −π and
 * π. Of the probabilities of moves in a year it is the generator by the year, if its entries off the diagonal are not
 * below 0.
 *
 * exp(ln A) = A, |Im λ(ln A)| < π
 *
 * Complex Schur form, square roots until the triangle is near I, a Padé approximant, and back. Eigenvalues may be complex
 * pairs; the logarithm is real all the same.
 *
 * @throws RangeError when the matrix is not square and finite.
 * @throws ClienteleError `no-principal-logarithm` when an eigenvalue is 0 or below, or so near to it that rounding decides: a
 *   singular matrix has no logarithm, one with a negative eigenvalue no principal one that is real.
 *
 * @see Al-Mohy and Higham (2012), Improved inverse scaling and squaring algorithms for the matrix logarithm, SIAM Journal
 *   on Scientific Computing 34
 *
 * @example
 * ```ts
 * import { matrixLogarithm } from "clientele/stats";
 *
 * const yearly = [[0.9, 0.1], [0.2, 0.8]];
 * matrixLogarithm(yearly)[0]?.map((rate) => rate.toFixed(12)); // => ["-0.118891647980", "0.118891647980"]
 * matrixLogarithm([[0, 1], [1, 0]]); // throws is negative
 * ```
 */
export function matrixLogarithm(matrix: MatrixRows): Matrix {
  const doing = "compute a matrix logarithm";
  const { rows: n, entries } = toSquare(doing, "matrix", matrix);
  const x = entries.slice();
  for (let i = 0; i < n; i++) x[i * n + i]! -= 1;
  if (norm1(x, n) <= BOUND) return toRows(logarithmNearIdentity(x, n), n, n);
  const scale = scaleOf(entries);
  const a = entries.map((value) => value * scale);
  const schur = complexSchur(a, n);
  if (schur === undefined)
    throw new RangeError(`Cannot ${doing}: the eigenvalues of matrix must be found in 100 steps each`);
  checkSpectrum(doing, schur.t, a, scale);
  const { re, im } = turnBack(logarithmOfTriangle(schur.t), schur.z);
  // The rest of a real logarithm is rounding; anything more is a negative eigenvalue that rounding has moved off the axis.
  if (largestOf(im) > 1e-8 * Math.max(largestOf(re), 1))
    throw refusal(doing, "an eigenvalue cannot be told from a negative one");
  for (let i = 0; i < n; i++) re[i * n + i]! -= Math.log(scale);
  return toRows(checkComputed(doing, re), n, n);
}

/** ln(I + X) for a small X, by the same approximant without any root; all eigenvalues are then within 0.3 of 1. */
function logarithmNearIdentity(x: Float64Array, n: number): Float64Array {
  const sum = new Float64Array(n * n);
  for (const [node, weight] of NODES) {
    const denominator = x.map((value) => node * value);
    for (let i = 0; i < n; i++) denominator[i * n + i]! += 1;
    const fraction = solveMatrix(denominator, x, n);
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * fraction[i]!;
  }
  return sum;
}

/** Refuses eigenvalues on the closed negative real axis, up to rounding. */
function checkSpectrum(doing: string, { n, re, im }: Complex, a: Float64Array, scale: number): void {
  // The eigenvalues of a triangle are its diagonal and carry no rounding.
  const rounding = isTriangular(a, n) ? 0 : n * Number.EPSILON * norm2(a);
  for (let i = 0; i < n; i++) {
    const [x, y] = [re[i * n + i]!, im[i * n + i]!];
    if (Math.hypot(x, y) <= rounding)
      throw refusal(doing, `the eigenvalue ${x / scale} cannot be told from 0: the matrix is singular`);
    if (x < 0 && Math.abs(y) <= rounding) throw refusal(doing, `the eigenvalue ${x / scale} is negative`);
  }
}

function refusal(doing: string, finding: string): ClienteleError {
  return new ClienteleError(
    "no-principal-logarithm",
    `Cannot ${doing}: no eigenvalue of matrix may be real and 0 or below, but ${finding}`,
  );
}

function isTriangular(a: Float64Array, n: number): boolean {
  const none = (beyond: (i: number, j: number) => boolean): boolean =>
    a.every((value, at) => value === 0 || !beyond(Math.floor(at / n), at % n));
  return none((i, j) => i > j);
}

/** Z L Zᴴ. */
function turnBack(l: Complex, z: Complex): Complex {
  const { n } = l;
  const half = { re: new Float64Array(n * n), im: new Float64Array(n * n) };
  const out = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const [zr, zi] = [z.re[i * n + k]!, z.im[i * n + k]!];
      for (let j = k; j < n; j++) {
        half.re[i * n + j]! += zr * l.re[k * n + j]! - zi * l.im[k * n + j]!;
        half.im[i * n + j]! += zr * l.im[k * n + j]! + zi * l.re[k * n + j]!;
      }
    }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [hr, hi] = [half.re[i * n + k]!, half.im[i * n + k]!];
        const [zr, zi] = [z.re[j * n + k]!, -z.im[j * n + k]!];
        out.re[i * n + j]! += hr * zr - hi * zi;
        out.im[i * n + j]! += hr * zi + hi * zr;
      }
  return out;
}
