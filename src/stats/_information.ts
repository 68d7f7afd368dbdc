import { factorCholesky } from "./_cholesky.ts";
import { solveLower, solveLowerTransposed } from "./_triangular.ts";

/** A positive definite matrix of a few rows, factorised: what Newton's step and its covariance need. */
export interface Information {
  /** H x = b, in place. */
  readonly solve: (b: Float64Array) => void;
  /** H⁻¹, row-major. */
  readonly inverse: () => Float64Array;
  readonly logDeterminant: number;
}

/** @returns undefined where the matrix is not positive definite up to rounding */
export function factorInformation(matrix: Float64Array, p: number): Information | undefined {
  const lower = matrix.slice();
  if (factorCholesky(lower, p) !== undefined) return undefined;
  const solve = (b: Float64Array): void => {
    solveLower(lower, p, b);
    solveLowerTransposed(lower, p, b);
  };
  let logDeterminant = 0;
  for (let i = 0; i < p; i++) logDeterminant += 2 * Math.log(lower[i * p + i]!);
  return {
    solve,
    logDeterminant,
    inverse: () => {
      const out = new Float64Array(p * p);
      for (let j = 0; j < p; j++) {
        const unit = new Float64Array(p);
        unit[j] = 1;
        solve(unit);
        for (let i = 0; i < p; i++) out[i * p + j] = unit[i]!;
      }
      return out;
    },
  };
}

/** Σ w q qᵀ over the rows of a basis given by columns. */
export function weightedCrossProducts(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const p = basis.length;
  const out = new Float64Array(p * p);
  const scaled = new Float64Array(weights.length);
  for (let i = 0; i < p; i++) {
    for (let row = 0; row < weights.length; row++) scaled[row] = weights[row]! * basis[i]![row]!;
    for (let j = 0; j <= i; j++) {
      const sum = dotProduct(scaled, basis[j]!);
      out[i * p + j] = sum;
      out[j * p + i] = sum;
    }
  }
  return out;
}

export function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Σ θ_k q_k over the basis, added to `start` where it is given. */
export function combine(
  basis: readonly Float64Array[],
  theta: ArrayLike<number>,
  start?: Float64Array,
): Float64Array {
  const out = start ? start.slice() : new Float64Array(basis[0]!.length);
  for (const [k, column] of basis.entries()) {
    const factor = theta[k]!;
    for (let i = 0; i < out.length; i++) out[i]! += factor * column[i]!;
  }
  return out;
}

export function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
