/** √Σx² of a stretch of a vector, without overflow or underflow on the way. */
export function norm2(vector: Float64Array, from = 0, to = vector.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += vector[i]! * vector[i]!;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(vector[i]!));
  if (largest === 0) return 0;
  sum = 0;
  for (let i = from; i < to; i++) sum += (vector[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** The largest column sum of absolute values of a square matrix. */
export function norm1(entries: Float64Array, n: number): number {
  const sums = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < n; j++, at++) sums[j]! += Math.abs(entries[at]!);
  return largestOf(sums);
}

/** Applies a linear map to a vector, in place. */
export type Apply = (vector: Float64Array) => void;

/**
 * A lower bound of the 1-norm of a linear map of n-vectors, nearly always within a factor of 3 and mostly exact, from a
 * few applications of the map and of its transpose (Hager 1984; Higham 1988, Algorithm 2.4 with the alternating vector).
 */
export function estimateNorm1(n: number, apply: Apply, applyTransposed: Apply): number {
  const x = new Float64Array(n).fill(1 / n);
  apply(x);
  let estimate = sumOfAbsolutes(x);
  let before = new Float64Array(n);
  for (let round = 0; round < 5 && n > 1; round++) {
    const signs = x.map((value) => (value < 0 ? -1 : 1));
    if (round > 0 && signs.every((sign, i) => sign === before[i])) break;
    before = signs.slice();
    applyTransposed(signs);
    let at = 0;
    for (let i = 1; i < n; i++) if (Math.abs(signs[i]!) > Math.abs(signs[at]!)) at = i;
    x.fill(0);
    x[at] = 1;
    apply(x);
    const sum = sumOfAbsolutes(x);
    if (sum <= estimate) break;
    estimate = sum;
  }
  for (let i = 0; i < n; i++) x[i] = (i % 2 === 0 ? 1 : -1) * (1 + i / Math.max(1, n - 1));
  apply(x);
  return Math.max(estimate, (2 * sumOfAbsolutes(x)) / (3 * n));
}

function sumOfAbsolutes(vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += Math.abs(vector[i]!);
  return sum;
}

/** 1 / (‖A‖ ‖A⁻¹‖), and 0 where a double cannot tell it from 0. */
export function reciprocalConditionOf(norm: number, inverseNorm: number): number {
  const reciprocal = 1 / norm / inverseNorm;
  return reciprocal <= 1 ? reciprocal : reciprocal > 1 ? 1 : 0;
}

/** The largest absolute value. */
export function largestOf(vector: Float64Array): number {
  let most = 0;
  for (let i = 0; i < vector.length; i++) most = Math.max(most, Math.abs(vector[i]!));
  return most;
}

/** The power of 2 that brings the largest number of a vector into [½, 2), 1 for zeros. */
export function scaleOf(vector: Float64Array): number {
  const largest = largestOf(vector);
  if (largest === 0) return 1;
  return 2 ** Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(largest))));
}
