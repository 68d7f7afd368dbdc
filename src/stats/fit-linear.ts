import { correctedLeastSquares } from "./_corrected-least-squares.ts";
import { type Design, designOf, INTERCEPT, pick, settingsOf, toColumn } from "./_design.ts";
import { carryOver, coefficientsOf, pivotal } from "./_inference.ts";
import { identityOf } from "./_multiply.ts";
import { norm2 } from "./_norms.ts";
import { sandwich } from "./_sandwich.ts";
import { fDistribution } from "./f-distribution.ts";
import type {
  InsufficientRows,
  RegressionData,
  RegressionFit,
  RegressionOptions,
} from "./regression-data.ts";

/** A linear regression, as {@link fitLinear} gives it. */
export interface LinearFit extends Omit<RegressionFit, "logLikelihood" | "aic" | "bic"> {
  /** Which regression it is. */
  readonly kind: "linear";
  /** σ: √(residual sum of squares / residualDf). */
  readonly residualStandardError: number;
  /** The residual sum of squares Σ w (y − ŷ)². */
  readonly deviance: number;
  /** The same of the constant alone (of nothing, without an intercept). */
  readonly nullDeviance: number;
  /** σ². */
  readonly dispersion: number;
  /** 1 − deviance / nullDeviance; not there where the response does not vary. */
  readonly rSquared?: number;
  /** 1 − (deviance / residualDf) / (nullDeviance / null degrees of freedom). */
  readonly adjustedRSquared?: number;
  /** Whether any column explains anything; not there without columns, or without residuals. */
  readonly fTest?: {
    readonly statistic: number;
    readonly df1: number;
    readonly df2: number;
    readonly pValue: number;
  };
  /** Not there where the fit leaves no residual, as for AIC and BIC. */
  readonly logLikelihood?: number;
  /** −2 ln L + 2 · parameters, σ counted; not there where the fit leaves no residual. */
  readonly aic?: number;
  /** −2 ln L + ln(rows) · parameters, σ counted; not there where the fit leaves no residual. */
  readonly bic?: number;
}

/**
 * Fits a linear regression by (weighted) least squares.
 *
 * β = argmin Σ w (y − offset − xᵀβ)², cov β = σ² (XᵀWX)⁻¹; ln L = ½ (Σ ln w − n (ln(2π RSS/n) + 1))
 *
 * By Householder QR, the solution corrected to the last digits. p values and intervals are of the t distribution with `residualDf` degrees of
 * freedom (clusters − 1 for standard errors by cluster). Degrees of AIC and BIC count σ.
 *
 * @returns the fit; or `insufficient` with fewer than one row more than coefficients
 * @throws RangeError when a column is not as long as the response, a value is not finite, or a column depends on others and
 *   `dependentColumns` is not `"drop"`.
 *
 * @see Golub and Van Loan, Matrix Computations, section 5.3; White (1980); MacKinnon and White (1985)
 *
 * @example
 * ```ts
 * import { fitLinear } from "clientele/stats";
 *
 * const fit = fitLinear({ response: [1.2, 1.9, 3.2, 3.9, 5.1], predictors: { week: [1, 2, 3, 4, 5] } });
 * if (fit.kind === "insufficient") throw new Error("too few rows");
 * fit.coefficients.map(({ name, estimate }) => `${name} ${estimate.toFixed(4)}`); // => ["(intercept) 0.1200", "week 0.9800"]
 * fit.coefficients[1]?.pValue?.toFixed(6); // => "0.000368"
 * fit.rSquared?.toFixed(4); // => "0.9909"
 * ```
 */
export function fitLinear(
  data: RegressionData,
  options: RegressionOptions = {},
): LinearFit | InsufficientRows {
  const settings = settingsOf(doing, options, ["model", "hc0", "hc1", "hc2", "hc3", "cluster"]);
  const response = toColumn(doing, "response", data.response, data.response.length);
  const design = designOf(doing, data, options, true);
  if ("kind" in design) return design;
  const { rows: n, names, weights, basis, triangle, offset, intercept } = design;
  const p = names.length;
  const y = pick(response, design.kept).map((one, i) => one - offset[i]!);
  const roots = weights.map(Math.sqrt);
  const weighted = data.weights
    ? design.columns.map((column) => column.map((one, i) => one * roots[i]!))
    : design.columns;
  const { x: estimates, residuals } = correctedLeastSquares(
    design.reflected,
    triangle,
    weighted,
    y.map((one, i) => one * roots[i]!),
  );
  const residualDf = n - p;
  const deviance = norm2(residuals) ** 2;
  const dispersion = deviance / residualDf;
  const { standardErrors } = settings;
  const robust =
    standardErrors === "model"
      ? undefined
      : sandwich({
          kind: standardErrors,
          basis,
          scores: residuals,
          bread: identityOf(p),
          leverage: (row) => basis.reduce((sum, column) => sum + column[row]! ** 2, 0),
          clusters: design.clusters,
          parameters: p,
        });
  const covariance = robust
    ? carryOver(triangle, p, robust.covariance)
    : carryOver(triangle, p, undefined, dispersion);
  const df = robust?.clusters === undefined ? residualDf : robust.clusters - 1;
  const nullDeviance = nullDevianceOf(y, weights, intercept);
  return Object.freeze({
    kind: "linear",
    rows: n,
    coefficients: coefficientsOf(names, estimates, covariance, settings, pivotal(df)),
    covariance,
    residualDf,
    residualStandardError: Math.sqrt(dispersion),
    deviance,
    nullDeviance,
    dispersion,
    ...explained(design, deviance, nullDeviance),
    ...likelihood(design, deviance),
    dropped: design.dropped,
    ...settings,
    ...(robust?.clusters !== undefined && { clusters: robust.clusters }),
  });
}

const doing = "fit a linear regression";

function nullDevianceOf(y: Float64Array, weights: Float64Array, intercept: boolean): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    sum += weights[i]! * y[i]!;
    total += weights[i]!;
  }
  const centre = intercept ? sum / total : 0;
  let squares = 0;
  for (let i = 0; i < y.length; i++) squares += weights[i]! * (y[i]! - centre) ** 2;
  return squares;
}

function explained(
  { rows, names, intercept }: Design,
  deviance: number,
  nullDeviance: number,
): Pick<LinearFit, "rSquared" | "adjustedRSquared" | "fTest"> {
  if (!(nullDeviance > 0)) return {};
  const df1 = names.filter((name) => name !== INTERCEPT).length;
  const df2 = rows - names.length;
  const rSquared = 1 - deviance / nullDeviance;
  const adjustedRSquared = 1 - deviance / df2 / (nullDeviance / (rows - (intercept ? 1 : 0)));
  if (df1 === 0 || deviance === 0) return { rSquared, adjustedRSquared };
  const statistic = (nullDeviance - deviance) / df1 / (deviance / df2);
  const pValue = fDistribution({ df1, df2 }).upper(Math.max(0, statistic));
  return { rSquared, adjustedRSquared, fTest: Object.freeze({ statistic, df1, df2, pValue }) };
}

function likelihood(
  { rows: n, names, weights }: Design,
  deviance: number,
): Pick<LinearFit, "logLikelihood" | "aic" | "bic"> {
  if (deviance === 0) return {};
  let logWeights = 0;
  for (const weight of weights) logWeights += Math.log(weight);
  const logLikelihood = 0.5 * (logWeights - n * (Math.log((2 * Math.PI * deviance) / n) + 1));
  const parameters = names.length + 1;
  return {
    logLikelihood,
    aic: -2 * logLikelihood + 2 * parameters,
    bic: -2 * logLikelihood + Math.log(n) * parameters,
  };
}
