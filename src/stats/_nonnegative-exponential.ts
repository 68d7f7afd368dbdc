import { multiply } from "./_multiply.ts";
import { largestOf } from "./_norms.ts";

/**
 * The exponential of a matrix that is nowhere negative off the diagonal, such as a generator: exp(A) = e^−q exp(A + q I)
 * with q so large that A + q I is nowhere negative. Only positive numbers are added and multiplied, so that every entry,
 * however small, has its digits (Xue and Ye 2013).
 *
 * Rows of a generator sum to 0 and those of its exponential to 1; each squaring would double the rounding of that sum, so
 * it is taken out of each row in turn.
 */
export function exponentialOfNonnegative(a: Float64Array, n: number): Float64Array {
  const sums = rowSums(a, n);
  const rounding = rowSums(
    a.map((value) => Math.abs(value)),
    n,
  ).map((size) => n * Number.EPSILON * size);
  if (sums.some((sum, i) => sum > rounding[i]!)) return sumAndSquare(a, n, false);
  if (sums.every((sum, i) => sum >= -rounding[i]!)) return sumAndSquare(a, n, true);
  // Where rows sum to less than 0, one more state takes what leaves the others, and the whole is a generator.
  const m = n + 1;
  const closed = new Float64Array(m * m);
  for (let i = 0; i < n; i++) {
    closed.set(a.subarray(i * n, (i + 1) * n), i * m);
    closed[i * m + n] = Math.max(0, -sums[i]!);
  }
  const whole = sumAndSquare(closed, m, true);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out.set(whole.subarray(i * m, i * m + n), i * n);
  return out;
}

function sumAndSquare(a: Float64Array, n: number, isGenerator: boolean): Float64Array {
  let q = 0;
  for (let i = 0; i < n; i++) q = Math.max(q, -a[i * n + i]!);
  const shifted = a.slice();
  for (let i = 0; i < n; i++) shifted[i * n + i]! += q;
  // Taylor terms stay few while the powers of the scaled matrix are small, and e^−q must not underflow.
  const size = Math.max(growthOf(shifted, n) / 4, q / 500);
  const squarings = Math.max(0, Math.ceil(Math.log2(size)));
  const scale = 2 ** -squarings;
  let power: Float64Array = taylor(
    shifted.map((value) => value * scale),
    n,
  ).map((value) => value * Math.exp(-q * scale));
  if (isGenerator) normaliseRows(power, n);
  for (let k = 0; k < squarings; k++) {
    power = multiply(power, power, n);
    if (isGenerator) normaliseRows(power, n);
  }
  return power;
}

/** The least of ‖N‖, ‖N²‖^½, ‖N⁴‖^¼, ‖N⁸‖^⅛ in the row-sum norm: large entries that lead nowhere ask for no squaring. */
function growthOf(nonnegative: Float64Array, n: number): number {
  let power = nonnegative;
  let least = largestOf(rowSums(power, n));
  for (let k = 2; k <= 8 && least > 4; k *= 2) {
    power = multiply(power, power, n);
    const norm = largestOf(rowSums(power, n));
    if (Number.isFinite(norm)) least = Math.min(least, norm ** (1 / k));
  }
  return least;
}

/** Σ Nᵏ/k!, until no entry changes. */
function taylor(nonnegative: Float64Array, n: number): Float64Array {
  const sum = new Float64Array(n * n);
  for (let i = 0; i < n; i++) sum[i * n + i] = 1;
  let term: Float64Array = sum.slice();
  for (let k = 1; ; k++) {
    term = multiply(term, nonnegative, n);
    let changed = false;
    for (let i = 0; i < term.length; i++) {
      term[i]! /= k;
      if (term[i]! > 2 ** -56 * sum[i]!) changed = true;
      sum[i]! += term[i]!;
    }
    // Powers of N grow like 4ᵏ at most: from k = 16 on terms fall fast. An entry that a longer path reaches for the first
    // time keeps the sum going, since the entries along that path were new one term earlier each.
    if (!changed && k >= 16) return sum;
  }
}

function rowSums(a: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j]!;
    return sum;
  });
}

function normaliseRows(a: Float64Array, n: number): void {
  const sums = rowSums(a, n);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < n; j++, at++) a[at]! /= sums[i]!;
}
