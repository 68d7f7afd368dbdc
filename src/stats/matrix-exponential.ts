import { wrongParameter } from "./_check.ts";
import { checkComputed, toRows, toSquare } from "./_matrix.ts";
import { identityOf, multiply } from "./_multiply.ts";
import { exponentialOfNonnegative } from "./_nonnegative-exponential.ts";
import { norm1 } from "./_norms.ts";
import { solveMatrix } from "./_solve-matrix.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** Numerators of the diagonal Padé approximants of e^x, constant first, with the norms up to which each is exact. */
const PADE: readonly { readonly bound: number; readonly coefficients: readonly number[] }[] = [
  { bound: 1.495585217958292e-2, coefficients: [120, 60, 12, 1] },
  { bound: 2.53939833006323e-1, coefficients: [30240, 15120, 3360, 420, 30, 1] },
  { bound: 9.504178996162932e-1, coefficients: [17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1] },
  {
    bound: 2.097847961257068,
    coefficients: [17643225600, 8821612800, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90, 1],
  },
  {
    bound: 4.25,
    coefficients: [
      64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
      10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ],
  },
];

/**
 * The exponential of a square matrix: of a generator Q times a time, the probabilities of moves in that time.
 *
 * exp(A) = Σ_{k ≥ 0} Aᵏ/k!
 *
 * Scaling and squaring with Padé approximants, scaled no more than the powers of A need. Where no number off the diagonal
 * is below 0, as in a generator, only positive terms are added: every entry then keeps its relative digits, none is
 * negative, and rows that sum to 0 give rows that sum to 1.
 *
 * @throws RangeError when the matrix is not square and finite, an entry of the exponential exceeds a double, or a column sum of
 *   sizes is 1e30 or more (1e300 where no number off the diagonal is below 0).
 *
 * @see Al-Mohy and Higham (2009), A new scaling and squaring algorithm for the matrix exponential, SIAM Journal on Matrix
 *   Analysis and Applications 31, Algorithm 5.1
 * @see Xue and Ye (2013), Computing exponentials of essentially non-negative matrices entrywise to high relative accuracy,
 *   Mathematics of Computation 82
 *
 * @example
 * ```ts
 * import { matrixExponential } from "clientele/stats";
 *
 * const monthly = matrixExponential([[-0.25, 0.25], [0, 0]]);
 * monthly[0]?.map((p) => p.toFixed(12)); // => ["0.778800783071", "0.221199216929"]
 * monthly[1]; // => [0, 1]
 * matrixExponential([[1000]]); // throws the result must not exceed a double
 * ```
 */
export function matrixExponential(matrix: MatrixRows): Matrix {
  const doing = "compute a matrix exponential";
  const { rows: n, entries: a } = toSquare(doing, "matrix", matrix);
  const nonnegative = a.every((value, at) => value >= 0 || at % (n + 1) === 0);
  const norm = norm1(a, n);
  // Without subtractions the matrix itself must fit, otherwise its eighth power.
  const most = nonnegative ? 1e300 : 1e30;
  if (!(norm < most)) throw wrongParameter(doing, "the largest column sum of matrix", `below ${most}`, norm);
  const result = nonnegative ? exponentialOfNonnegative(a, n) : exponentialByPade(a, n);
  return toRows(checkComputed(doing, result), n, n);
}

function exponentialByPade(matrix: Float64Array, n: number): Float64Array {
  // exp(A) = e^μ exp(A − μ I), with the mean of the diagonal as μ where that makes A smaller.
  let mean = 0;
  for (let i = 0; i < n; i++) mean += matrix[i * n + i]! / n;
  const moved = matrix.slice();
  for (let i = 0; i < n; i++) moved[i * n + i]! -= mean;
  const shift = norm1(moved, n) < norm1(matrix, n) ? mean : 0;
  let a = shift === 0 ? matrix : moved;

  let a2 = multiply(a, a, n);
  let a4 = multiply(a2, a2, n);
  let a6 = multiply(a4, a2, n);
  let a8 = multiply(a4, a4, n);
  const [d4, d6] = [norm1(a4, n) ** (1 / 4), norm1(a6, n) ** (1 / 6)];
  const [d8, d10] = [norm1(a8, n) ** (1 / 8), norm1(multiply(a4, a6, n), n) ** (1 / 10)];
  const early = [Math.max(d4, d6), Math.max(d4, d6), Math.max(d6, d8), Math.max(d6, d8)];
  let degree = early.findIndex(
    (size, k) => size <= PADE[k]!.bound && moreSquarings(a, n, PADE[k]!.coefficients.length - 1) === 0,
  );
  let squarings = 0;
  if (degree < 0) {
    degree = 4;
    const size = Math.min(Math.max(d6, d8), Math.max(d8, d10));
    squarings = Math.max(0, Math.ceil(Math.log2(size / PADE[4]!.bound)));
    squarings += moreSquarings(scaled(a, squarings), n, 13);
    a = scaled(a, squarings);
    a2 = scaled(a2, 2 * squarings);
    a4 = scaled(a4, 4 * squarings);
    a6 = scaled(a6, 6 * squarings);
    a8 = scaled(a8, 8 * squarings);
  }
  let power = pade(PADE[degree]!.coefficients, a, [identityOf(n), a2, a4, a6, a8], n);
  for (let k = 0; k < squarings; k++) power = multiply(power, power, n);
  // In two steps, since e^μ may leave the range of doubles where the product does not.
  return shift === 0 ? power : power.map((value) => value * Math.exp(shift / 2) * Math.exp(shift / 2));
}

const scaled = (a: Float64Array, squarings: number): Float64Array =>
  squarings === 0 ? a : a.map((value) => value * 2 ** -squarings);

/** How many more squarings rounding asks for where the powers of |A| are larger than those of A (their ℓ). */
function moreSquarings(a: Float64Array, n: number, m: number): number {
  let row = new Float64Array(n).fill(1);
  let log = 0;
  for (let k = 0; k < 2 * m + 1; k++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[j]! += row[i]! * Math.abs(a[i * n + j]!);
    const largest = next.reduce((most, value) => Math.max(most, value), 0);
    if (largest === 0) return 0;
    log += Math.log2(largest);
    row = next.map((value) => value / largest);
  }
  log -= Math.log2(norm1(a, n));
  for (let k = 2; k <= 2 * m + 1; k++) log -= Math.log2(k); // (2m + 1)!
  for (let k = 1; k <= m; k++) log -= Math.log2((m + k) / k); // the binomial coefficient of 2m and m
  return Math.max(0, Math.ceil((log + 53) / (2 * m)));
}

/** (V − U)⁻¹ (V + U), with the odd terms in U and the even ones in V. */
function pade(
  coefficients: readonly number[],
  a: Float64Array,
  evenPowers: readonly Float64Array[],
  n: number,
): Float64Array {
  const combine = (from: number, to: number, parity: number, base: number): Float64Array => {
    const sum = new Float64Array(n * n);
    for (let k = from; k <= to; k += 2) {
      const c = coefficients[k + parity];
      const power = evenPowers[(k - base) / 2]!;
      if (c !== undefined) for (let i = 0; i < sum.length; i++) sum[i]! += c * power[i]!;
    }
    return sum;
  };
  const part = (parity: number): Float64Array => {
    if (coefficients.length < 14) return combine(0, 8, parity, 0);
    // Degree 13 needs no more powers than A⁶: the upper half is multiplied by it.
    const low = combine(0, 6, parity, 0);
    const high = multiply(evenPowers[3]!, combine(8, 12, parity, 6), n);
    return low.map((value, i) => value + high[i]!);
  };
  const u = multiply(a, part(1), n);
  const v = part(0);
  const denominator = v.map((value, i) => value - u[i]!);
  const numerator = v.map((value, i) => value + u[i]!);
  return solveMatrix(denominator, numerator, n);
}
