/** A square complex matrix, row-major, real and imaginary parts apart. */
export interface Complex {
  readonly n: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A = Z T Zᴴ with T upper triangular and Z unitary. */
export interface Schur {
  readonly t: Complex;
  readonly z: Complex;
}

/**
 * The complex Schur form of a real matrix: rotations to Hessenberg form, then the QR algorithm with Wilkinson's shifts
 * (Golub and Van Loan, sections 7.4 and 7.5). Nothing if it does not converge, which is not known to happen.
 */
export function complexSchur(a: Float64Array, n: number): Schur | undefined {
  const t: Complex = { n, re: a.slice(), im: new Float64Array(n * n) };
  const z: Complex = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (let i = 0; i < n; i++) z.re[i * n + i] = 1;
  for (let column = 0; column < n - 2; column++)
    for (let row = n - 1; row > column + 1; row--) annihilate(t, z, row - 1, column);

  let high = n - 1;
  for (let steps = 0; high > 0; steps++) {
    if (steps > 100) return undefined;
    let low = high;
    while (low > 0 && !isNegligible(t, low)) low--;
    if (low > 0) set(t, low, low - 1);
    if (low === high) {
      high--;
      steps = -1;
      continue;
    }
    sweep(t, z, low, high, shiftOf(t, high, steps % 10 === 9));
  }
  return { t, z };
}

function isNegligible({ n, re, im }: Complex, k: number): boolean {
  const size = (i: number, j: number): number => Math.hypot(re[i * n + j]!, im[i * n + j]!);
  const below = size(k, k - 1);
  // The matrix has entries near 1: far below them, diagonals may be 0 and tell nothing.
  return below <= 2 ** -53 * (size(k - 1, k - 1) + size(k, k)) || below < 1e-150;
}

function set({ n, re, im }: Complex, i: number, j: number): void {
  re[i * n + j] = 0;
  im[i * n + j] = 0;
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry; now and then another, against cycles. */
function shiftOf({ n, re, im }: Complex, high: number, exceptional: boolean): [number, number] {
  const at = (i: number, j: number): [number, number] => [re[i * n + j]!, im[i * n + j]!];
  const [ar, ai] = at(high - 1, high - 1);
  const [br, bi] = at(high - 1, high);
  const [cr, ci] = at(high, high - 1);
  const [dr, di] = at(high, high);
  if (exceptional) return [dr + Math.hypot(cr, ci), di];
  // With h = (a − d)/2 the eigenvalues are d + h ± √(h² + b c) = d − b c / (h ± √…): the larger denominator is the nearer.
  const [hr, hi] = [(ar - dr) / 2, (ai - di) / 2];
  const [pr, pi] = [br * cr - bi * ci, br * ci + bi * cr];
  const [rr, ri] = complexRoot(hr * hr - hi * hi + pr, 2 * hr * hi + pi);
  const sign = hr * rr + hi * ri < 0 ? -1 : 1;
  const [er, ei] = [hr + sign * rr, hi + sign * ri];
  const square = er * er + ei * ei;
  if (square === 0) return [dr, di];
  return [dr - (pr * er + pi * ei) / square, di - (pi * er - pr * ei) / square];
}

/** The principal square root. */
export function complexRoot(re: number, im: number): [number, number] {
  const size = Math.hypot(re, im);
  if (size === 0) return [0, 0];
  const big = Math.sqrt((size + Math.abs(re)) / 2);
  const small = im / (2 * big);
  if (re >= 0) return [big, small];
  return [Math.abs(small), im < 0 ? -big : big];
}

/** One implicit QR step on the rows and columns from low to high. */
function sweep(t: Complex, z: Complex, low: number, high: number, [sr, si]: [number, number]): void {
  const { n, re, im } = t;
  turn(t, z, low, re[low * n + low]! - sr, im[low * n + low]! - si, low + 1, low);
  for (let k = low + 1; k < high; k++) annihilate(t, z, k, k - 1);
}

/** Makes the entry of a column in row k + 1 vanish by turning rows k and k + 1. */
function annihilate(t: Complex, z: Complex, k: number, column: number): void {
  const { n, re, im } = t;
  if (re[(k + 1) * n + column] === 0 && im[(k + 1) * n + column] === 0) return;
  turn(t, z, k, re[k * n + column]!, im[k * n + column]!, k + 1, column);
  set(t, k + 1, column);
}

/** Turns rows and columns k and k + 1 so that (f, entry of T) would become (r, 0). */
function turn(t: Complex, z: Complex, k: number, fr: number, fi: number, row: number, column: number): void {
  const { n, re, im } = t;
  const [gr, gi] = [re[row * n + column]!, im[row * n + column]!];
  const [f, g] = [Math.hypot(fr, fi), Math.hypot(gr, gi)];
  if (g === 0) return;
  const r = Math.hypot(f, g);
  const c = f / r;
  // s = (f/|f|) conj(g)/r
  const [ur, ui] = f === 0 ? [1, 0] : [fr / f, fi / f];
  const [sr, si] = [(ur * gr + ui * gi) / r, (ui * gr - ur * gi) / r];
  for (let j = 0, p = k * n, q = p + n; j < n; j++, p++, q++) turnPair(re, im, p, q, c, sr, si);
  for (const matrix of [t, z])
    for (let i = 0, p = k; i < n; i++, p += n) turnPair(matrix.re, matrix.im, p, p + 1, c, sr, -si);
}

/** x' = c x + s y, y' = c y − s̄ x. */
function turnPair(
  re: Float64Array,
  im: Float64Array,
  p: number,
  q: number,
  c: number,
  sr: number,
  si: number,
): void {
  const xr = re[p]!;
  const xi = im[p]!;
  const yr = re[q]!;
  const yi = im[q]!;
  re[p] = c * xr + sr * yr - si * yi;
  im[p] = c * xi + sr * yi + si * yr;
  re[q] = c * yr - sr * xr - si * xi;
  im[q] = c * yi - sr * xi + si * xr;
}
