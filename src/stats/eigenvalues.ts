import { complexSchur } from "./_complex-schur.ts";
import { toSquare } from "./_matrix.ts";
import { scaleOf } from "./_norms.ts";
import type { MatrixRows } from "./matrix.ts";

/** An eigenvalue: a real number, or one of a pair that differ by the sign of `im`. */
export interface Eigenvalue {
  /** The real part. */
  readonly re: number;
  /** The imaginary part. */
  readonly im: number;
  /** √(re² + im²). */
  readonly modulus: number;
}

/**
 * The eigenvalues of a square matrix, symmetric or not, each as often as it is a root of det(A − λI).
 *
 * Complex Schur form A = Z·T·Zᴴ, λ the diagonal of T. The error of each is about 1e-15·‖A‖ times its condition; of eigenvalues that fall
 * together only about half the digits are found.
 *
 * @returns the largest modulus first; of equal ones the larger real part, then the positive imaginary part
 * @throws RangeError when the matrix is not square and finite.
 *
 * @see Golub and Van Loan, Matrix Computations (2013), sections 7.4 and 7.5
 *
 * @example
 * ```ts
 * import { eigenvalues } from "clientele/stats";
 *
 * eigenvalues([[0.9, 0.1], [0.2, 0.8]]).map(({ re }) => re.toFixed(6)); // => ["1.000000", "0.700000"]
 * eigenvalues([[0, 1], [-1, 0]]).map(({ im }) => im.toFixed(6)); // => ["1.000000", "-1.000000"]
 * ```
 */
export function eigenvalues(matrix: MatrixRows): readonly Eigenvalue[] {
  const doing = "find eigenvalues";
  const { rows: n, entries } = toSquare(doing, "matrix", matrix);
  const scale = scaleOf(entries);
  const schur = complexSchur(
    entries.map((value) => value * scale),
    n,
  );
  if (schur === undefined) throw new RangeError(`Cannot ${doing}: each must be found in 100 steps`);
  const found = Array.from({ length: n }, (_, i) => {
    const [re, rest] = [schur.t.re[i * n + i]! / scale, schur.t.im[i * n + i]! / scale];
    const modulus = Math.hypot(re, rest);
    // A real matrix has real eigenvalues or pairs: so small an imaginary part is rounding.
    const im = Math.abs(rest) <= 8 * n * Number.EPSILON * modulus ? 0 : rest;
    return Object.freeze({ re, im, modulus });
  });
  const near = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  return Object.freeze(
    found.sort((a, b) =>
      near(a.modulus, b.modulus) ? (near(a.re, b.re) ? b.im - a.im : b.re - a.re) : b.modulus - a.modulus,
    ),
  );
}
