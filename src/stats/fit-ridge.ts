import { checkFinite, wrongParameter } from "./_check.ts";
import { designOf, INTERCEPT, pick, settingsOf, toColumn } from "./_design.ts";
import { symmetric } from "./_inference.ts";
import { dotProduct, factorInformation, weightedCrossProducts } from "./_information.ts";
import { multiply } from "./_multiply.ts";
import type { Matrix } from "./matrix.ts";
import type { InsufficientRows, RegressionData, RegressionOptions } from "./regression-data.ts";

/** Options of {@link fitRidge}. */
export interface RidgeOptions extends Pick<RegressionOptions, "intercept" | "dependentColumns"> {
  /** λ ≥ 0, the weight of the penalty. */
  readonly penalty: number;
}

/** A coefficient that was pulled towards 0. */
export interface ShrunkCoefficient {
  /** The column, or `(intercept)`. */
  readonly name: string;
  /** The coefficient in the unit of its column, shrunk towards 0. */
  readonly estimate: number;
  /** Of its scatter about its own, shrunken mean; the bias is not in it. */
  readonly standardError: number;
}

/** A ridge regression, as {@link fitRidge} gives it. */
export interface RidgeFit {
  /** Which regression it is. */
  readonly kind: "ridge";
  /** λ, the weight of the penalty. */
  readonly penalty: number;
  /** Rows that took part. */
  readonly rows: number;
  /** In the order of the columns. */
  readonly coefficients: readonly ShrunkCoefficient[];
  /** The covariance of the coefficients about their own, shrunken means. */
  readonly covariance: Matrix;
  /** The trace of the matrix that makes fitted values of responses, the intercept counted. */
  readonly effectiveDf: number;
  /** The residual sum of squares Σ w (y − ŷ)². */
  readonly deviance: number;
  /** √(deviance / (rows − effectiveDf)). */
  readonly residualStandardError: number;
  /** Generalised cross-validation, rows · deviance / (rows − effectiveDf)²: the smaller, the better the penalty. */
  readonly gcv: number;
  /** Columns left out because they depend on others. */
  readonly dropped: readonly string[];
  /** Whether there is a constant, which is not shrunk. */
  readonly intercept: boolean;
}

/**
 * Fits a linear regression with a ridge penalty: coefficients of columns that say nearly the same are pulled towards 0.
 *
 * β = argmin Σ w (y − xᵀβ)² + λ Σ (sⱼ βⱼ)², sⱼ² = Σ w (xⱼ − x̄ⱼ)² / Σ w; the intercept is not penalised
 *
 * The penalty is that of columns in units of their own standard deviation (with divisor n, as `lm.ridge` of MASS has it), so
 * that units do not matter; a penalty of 0 is {@link fitLinear}. No p values are given: a shrunken estimate is biased on
 * purpose, and a test against 0 of it would not hold its level.
 *
 * @returns the fit; or `insufficient` with fewer than one row more than coefficients
 * @throws RangeError as {@link fitLinear} does, and when the penalty is below 0.
 *
 * @see Hoerl and Kennard (1970), Technometrics 12; Golub, Heath and Wahba (1979), Technometrics 21
 *
 * @example
 * ```ts
 * import { fitRidge } from "clientele/stats";
 *
 * const data = { response: [1, 2, 3, 4, 6], predictors: { a: [1, 2, 3, 4, 5], b: [1, 2, 3, 4, 5.1] } };
 * const fit = fitRidge(data, { penalty: 1 });
 * fit.kind === "ridge" && fit.coefficients.map(({ estimate }) => estimate.toFixed(4)); // => ["-0.0559", "0.5371", "0.5446"]
 * ```
 */
export function fitRidge(data: RegressionData, options: RidgeOptions): RidgeFit | InsufficientRows {
  const { penalty } = options;
  checkFinite(doing, "penalty", penalty);
  if (penalty < 0) throw wrongParameter(doing, "penalty", "a number not below 0", penalty);
  settingsOf(doing, options, ["model"]);
  const response = toColumn(doing, "response", data.response, data.response.length);
  const design = designOf(doing, data, options, true);
  if ("kind" in design) return design;
  const { rows: n, weights, offset, intercept } = design;
  const names = design.names.filter((name) => name !== INTERCEPT);
  const columns = design.columns.filter((_, j) => design.names[j] !== INTERCEPT);
  const p = names.length;
  const total = weights.reduce((sum, one) => sum + one, 0);
  const centre = (column: Float64Array): number => (intercept ? dotProduct(column, weights) / total : 0);
  const y = pick(response, design.kept).map((one, i) => one - offset[i]!);
  const yCentre = centre(y);
  const centres = columns.map(centre);
  const scales = columns.map((column, j) =>
    Math.sqrt(column.reduce((sum, one, i) => sum + weights[i]! * (one - centres[j]!) ** 2, 0) / total),
  );
  const standard = columns.map((column, j) => column.map((one) => (one - centres[j]!) / scales[j]!));
  const plain = weightedCrossProducts(standard, weights);
  const penalised = plain.slice();
  for (let j = 0; j < p; j++) penalised[j * p + j]! += penalty;
  const information = factorInformation(penalised, p);
  if (information === undefined)
    throw wrongParameter(doing, "penalty", "large enough for columns this alike", penalty);
  const beta = Float64Array.from(standard, (column) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i]! * column[i]! * (y[i]! - yCentre);
    return sum;
  });
  information.solve(beta);
  let deviance = 0;
  for (let i = 0; i < n; i++) {
    let rest = y[i]! - yCentre;
    for (let j = 0; j < p; j++) rest -= beta[j]! * standard[j]![i]!;
    deviance += weights[i]! * rest * rest;
  }
  const inverse = information.inverse();
  const hat = multiply(inverse, plain, p);
  let effectiveDf = intercept ? 1 : 0;
  for (let j = 0; j < p; j++) effectiveDf += hat[j * p + j]!;
  const dispersion = deviance / (n - effectiveDf);
  const spread = multiply(hat, inverse, p);
  // Back to the units of the columns; the intercept is ȳ − Σ β x̄.
  const estimates = [...beta].map((one, j) => one / scales[j]!);
  const slopes = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, j) => (dispersion * spread[i * p + j]!) / (scales[i]! * scales[j]!)),
  );
  const rows = intercept ? withIntercept(slopes, centres, dispersion / total) : slopes;
  const covariance = symmetric(rows);
  const all = intercept
    ? [yCentre - estimates.reduce((sum, one, j) => sum + one * centres[j]!, 0), ...estimates]
    : estimates;
  return Object.freeze({
    kind: "ridge",
    penalty,
    rows: n,
    coefficients: Object.freeze(
      all.map((estimate, j) =>
        Object.freeze({
          name: intercept ? (j === 0 ? INTERCEPT : names[j - 1]!) : names[j]!,
          estimate: estimate + 0,
          standardError: Math.sqrt(covariance[j]![j]!),
        }),
      ),
    ),
    covariance,
    effectiveDf,
    deviance,
    residualStandardError: Math.sqrt(dispersion),
    gcv: (n * deviance) / (n - effectiveDf) ** 2,
    dropped: design.dropped,
    intercept,
  });
}

const doing = "fit a ridge regression";

/** The covariance with that of ȳ − Σ β x̄ before it. */
function withIntercept(slopes: number[][], centres: readonly number[], ofMean: number): number[][] {
  const cross = slopes.map((row) => -row.reduce((sum, one, j) => sum + one * centres[j]!, 0));
  const own = ofMean - cross.reduce((sum, one, j) => sum + one * centres[j]!, 0);
  return [[own, ...cross], ...slopes.map((row, i) => [cross[i]!, ...row])];
}
