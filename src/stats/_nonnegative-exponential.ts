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
  let q = 0;
  for (let i = 0; i < n; i++) q = Math.max(q, -a[i * n + i]!);
  const shifted = a.slice();
  for (let i = 0; i < n; i++) shifted[i * n + i]! += q;
  const rows = rowSums(shifted, n);
  const squarings = Math.max(0, Math.ceil(Math.log2(Math.max(largestOf(rows), q) / 4)));
  const scale = 2 ** -squarings;
  const stochastic = isGenerator(a, n);
  let power: Float64Array = taylor(
    shifted.map((value) => value * scale),
    n,
  ).map((value) => value * Math.exp(-q * scale));
  if (stochastic) normaliseRows(power, n);
  for (let k = 0; k < squarings; k++) {
    power = multiply(power, power, n);
    if (stochastic) normaliseRows(power, n);
  }
  return power;
}

/** Whether every row sums to 0 up to rounding. */
function isGenerator(a: Float64Array, n: number): boolean {
  const sizes = rowSums(
    a.map((value) => Math.abs(value)),
    n,
  );
  return rowSums(a, n).every((sum, i) => Math.abs(sum) <= n * Number.EPSILON * sizes[i]!);
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
    // The rows of N are at most 4 in sum: from k = 16 on what is left is less than half the last term.
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
