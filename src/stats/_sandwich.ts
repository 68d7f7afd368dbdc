import { multiply } from "./_multiply.ts";
import type { StandardErrors } from "./regression-data.ts";

/** What a robust covariance is made from, all in an orthonormal basis of the columns. */
export interface SandwichInput {
  readonly kind: StandardErrors;
  /** The basis. */
  readonly basis: readonly Float64Array[];
  /** Residual of a row times its weight: its share of the score is that times its row of the basis. */
  readonly scores: Float64Array;
  /** The inverse of the information, row-major; the identity for linear least squares. */
  readonly bread: Float64Array;
  /** The leverage of a row. */
  readonly leverage: (row: number) => number;
  readonly clusters: readonly (string | number)[] | undefined;
  /** Number of coefficients, for the small-sample factors. */
  readonly parameters: number;
}

/** B (Σ u uᵀ) B, the sum over rows or clusters. */
export function sandwich(input: SandwichInput): {
  readonly covariance: Float64Array;
  readonly clusters?: number;
} {
  const { kind, basis, scores, bread, leverage, clusters, parameters } = input;
  const p = basis.length;
  const n = scores.length;
  const meat = new Float64Array(p * p);
  const add = (u: ArrayLike<number>): void => {
    for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) meat[i * p + j]! += u[i]! * u[j]!;
  };
  let factor = 1;
  let groups: number | undefined;
  if (kind === "cluster") {
    const sums = new Map<string | number, Float64Array>();
    for (let row = 0; row < n; row++) {
      let sum = sums.get(clusters![row]!);
      if (sum === undefined) {
        sum = new Float64Array(p);
        sums.set(clusters![row]!, sum);
      }
      for (let k = 0; k < p; k++) sum[k]! += scores[row]! * basis[k]![row]!;
    }
    groups = sums.size;
    if (groups < 2)
      throw new RangeError(
        `Cannot make standard errors by cluster: clusters must be at least 2, got ${groups}`,
      );
    for (const sum of sums.values()) add(sum);
    factor = (groups / (groups - 1)) * ((n - 1) / (n - parameters));
  } else {
    const u = new Float64Array(p);
    for (let row = 0; row < n; row++) {
      const share = scores[row]! * lift(kind, leverage(row));
      for (let k = 0; k < p; k++) u[k] = share * basis[k]![row]!;
      add(u);
    }
    if (kind === "hc1") factor = n / (n - parameters);
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) meat[j * p + i] = meat[i * p + j]!;
  const covariance = multiply(multiply(bread, meat, p), bread, p).map((one) => factor * one);
  return groups === undefined ? { covariance } : { covariance, clusters: groups };
}

/** A row of leverage 1 has no residual, and lifts nothing. */
function lift(kind: StandardErrors, leverage: number): number {
  const rest = Math.max(1 - leverage, 1e-12);
  if (kind === "hc2") return 1 / Math.sqrt(rest);
  return kind === "hc3" ? 1 / rest : 1;
}
