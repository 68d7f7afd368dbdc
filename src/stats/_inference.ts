import type { Settings } from "./_design.ts";
import { solveUpper, solveUpperTransposed } from "./_triangular.ts";
import type { Distribution } from "./distribution.ts";
import type { Matrix } from "./matrix.ts";
import { normalDistribution } from "./normal-distribution.ts";
import type { Coefficient } from "./regression-data.ts";
import { tDistribution } from "./t-distribution.ts";

/** The distribution of an estimate over its standard error: t of so many degrees of freedom, normal without a number. */
export const pivotal = (df?: number): Distribution =>
  df === undefined ? normalDistribution() : tDistribution({ df });

/** The table of coefficients. */
export function coefficientsOf(
  names: readonly string[],
  estimates: ArrayLike<number>,
  covariance: Matrix,
  { confidence }: Pick<Settings, "confidence">,
  distribution: Distribution,
): readonly Coefficient[] {
  const quantile = distribution.upperQuantile((1 - confidence) / 2);
  return Object.freeze(
    names.map((name, i) => {
      const estimate = estimates[i]! + 0;
      const standardError = Math.sqrt(covariance[i]![i]!);
      const statistic = estimate / standardError;
      return Object.freeze({
        name,
        estimate,
        standardError,
        ...(Number.isFinite(statistic) && {
          statistic,
          pValue: Math.min(1, 2 * distribution.upper(Math.abs(statistic))),
        }),
        lower: estimate - quantile * standardError,
        upper: estimate + quantile * standardError,
      });
    }),
  );
}

/**
 * R⁻¹ M R⁻ᵀ: a covariance in the basis, carried over to the columns.
 *
 * @param m - row-major and symmetric; the identity where it is left out
 */
export function carryOver(triangle: Float64Array, p: number, m?: Float64Array, factor = 1): Matrix {
  // Column j of the inverse is R⁻¹ (M R⁻ᵀ eⱼ).
  const out = Array.from({ length: p }, () => new Array<number>(p).fill(0));
  for (let j = 0; j < p; j++) {
    const unit = new Float64Array(p);
    unit[j] = 1;
    solveUpperTransposed(triangle, p, unit);
    let column = unit;
    if (m !== undefined) {
      column = new Float64Array(p);
      for (let i = 0; i < p; i++) for (let k = 0; k < p; k++) column[i]! += m[i * p + k]! * unit[k]!;
    }
    solveUpper(triangle, p, column);
    for (let i = 0; i < p; i++) out[i]![j] = factor * column[i]!;
  }
  return symmetric(out);
}

/** Frozen, and exactly symmetric. */
export function symmetric(rows: readonly (readonly number[])[]): Matrix {
  return Object.freeze(
    rows.map((row, i) => Object.freeze(row.map((one, j) => (one + rows[j]![i]!) / 2 + 0))),
  );
}
