/**
 * Solves with the triangles of a square row-major matrix of order n, in place of the right side. The rows of the matrix
 * may be longer than n (`stride`); entries of the other triangle are not read.
 */
export interface TriangleOptions {
  readonly stride?: number;
  /** Whether the diagonal counts as 1. */
  readonly unit?: boolean;
}

/** L x = b. */
export function solveLower(l: Float64Array, n: number, x: Float64Array, options: TriangleOptions = {}): void {
  const { stride = n, unit = false } = options;
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let j = 0, at = i * stride; j < i; j++, at++) sum -= l[at]! * x[j]!;
    x[i] = unit ? sum : sum / l[i * stride + i]!;
  }
}

/** Lᵀ x = b. */
export function solveLowerTransposed(
  l: Float64Array,
  n: number,
  x: Float64Array,
  options: TriangleOptions = {},
): void {
  const { stride = n, unit = false } = options;
  for (let i = n - 1; i >= 0; i--) {
    const value = unit ? x[i]! : x[i]! / l[i * stride + i]!;
    x[i] = value;
    for (let j = 0, at = i * stride; j < i; j++, at++) x[j]! -= l[at]! * value;
  }
}

/** U x = b. */
export function solveUpper(u: Float64Array, n: number, x: Float64Array, options: TriangleOptions = {}): void {
  const { stride = n } = options;
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1, at = i * stride + i + 1; j < n; j++, at++) sum -= u[at]! * x[j]!;
    x[i] = sum / u[i * stride + i]!;
  }
}

/** Uᵀ x = b. */
export function solveUpperTransposed(
  u: Float64Array,
  n: number,
  x: Float64Array,
  options: TriangleOptions = {},
): void {
  const { stride = n } = options;
  for (let i = 0; i < n; i++) {
    const value = x[i]! / u[i * stride + i]!;
    x[i] = value;
    for (let j = i + 1, at = i * stride + i + 1; j < n; j++, at++) x[j]! -= u[at]! * value;
  }
}
