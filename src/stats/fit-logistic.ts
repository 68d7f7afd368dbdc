import { wrongParameter } from "./_check.ts";
import { type Design, INTERCEPT } from "./_design.ts";
import { fitGlm } from "./_fit-glm.ts";
import type { Family } from "./_irls.ts";
import { logBeta } from "./log-beta.ts";
import type {
  GeneralisedFit,
  GeneralisedOptions,
  InsufficientRows,
  RegressionData,
} from "./regression-data.ts";
import type { SeparatedData } from "./separated-data.ts";

/** A logistic regression by maximum likelihood, as {@link fitLogistic} gives it. */
export interface LogisticFit extends GeneralisedFit {
  /** Which regression it is. */
  readonly kind: "logistic";
}

/**
 * Fits a logistic regression by maximum likelihood: the chance of a success, such as a visit or an order, by columns.
 *
 * P(y = 1) = μ = 1 / (1 + e^−η), η = offset + xᵀβ; cov β = (Xᵀ W X)⁻¹, W = w μ (1 − μ)
 *
 * The response is 0 or 1, or with `weights` trials the share of successes in them. By iteratively reweighted least squares
 * (Newton's method). Where the outcomes can be separated there is no maximum, and the answer says by which columns; the
 * proof is a direction along which no row loses and one gains. p values and intervals are Wald's (normal).
 *
 * @returns the fit; `separated` where there is no maximum; `insufficient` with fewer than one row more than coefficients
 * @throws RangeError as {@link fitLinear} does, and when a response is not in [0, 1].
 *
 * @see McCullagh and Nelder, Generalized Linear Models (1989); Albert and Anderson (1984), On the existence of maximum
 *   likelihood estimates in logistic regression models
 *
 * @example
 * ```ts
 * import { fitLogistic } from "clientele/stats";
 *
 * const visits = [2, 3, 5, 1, 8, 6, 4, 7];
 * const fit = fitLogistic({ response: [0, 0, 1, 0, 1, 0, 1, 1], predictors: { visits } });
 * if (fit.kind !== "logistic") throw new Error(fit.kind);
 * fit.coefficients.map(({ estimate }) => estimate.toFixed(4)); // => ["-3.7209", "0.8269"]
 *
 * const split = fitLogistic({ response: [0, 0, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 4, 5, 6] } });
 * split.kind; // => "separated"
 * split.kind === "separated" && split.columns; // => ["x"]
 * ```
 */
export function fitLogistic(
  data: RegressionData,
  options: GeneralisedOptions = {},
): LogisticFit | SeparatedData | InsufficientRows {
  const fit = fitGlm(
    {
      doing,
      model: "logistic",
      family: binomialFamily,
      check: (y, row) => {
        if (!(y >= 0 && y <= 1))
          throw wrongParameter(doing, `response at row ${row}`, "a number from 0 to 1", y);
      },
      logLikelihood: binomialLogLikelihood,
      side: (y) => (y === 1 ? 1 : y === 0 ? -1 : 0),
      alone: separatingAlone,
    },
    data,
    options,
  );
  return "kind" in fit ? fit : Object.freeze({ kind: "logistic", ...fit });
}

const doing = "fit a logistic regression";

/** ln(1 + eˣ) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

const entropy = (y: number): number => (y > 0 && y < 1 ? y * Math.log(y) + (1 - y) * Math.log1p(-y) : 0);

export const logistic = (eta: number): number =>
  eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));

const binomialFamily: Family = {
  mean: logistic,
  variance: (mean) => mean * (1 - mean),
  deviance: (y, eta) => 2 * (entropy(y) + softplus(eta) - y * eta),
  start: (y, weight) => {
    const share = (weight * y + 0.5) / (weight + 1);
    return Math.log(share / (1 - share));
  },
};

/** Of weight trials; the binomial coefficient is 1 where they all came out alike. */
export function binomialLogLikelihood(y: number, eta: number, weight: number): number {
  const ways = y === 0 || y === 1 ? 0 : -Math.log1p(weight) - logBeta(weight * y + 1, weight * (1 - y) + 1);
  return weight * (y * eta - softplus(eta)) + ways;
}

/** Columns whose values for successes all lie on one side of those for failures; the intercept where there is one outcome. */
function separatingAlone({ names, columns, intercept }: Design, y: Float64Array): readonly string[] {
  if (y.every((one) => one === 0) || y.every((one) => one === 1)) return intercept ? [INTERCEPT] : [];
  return names.filter((name, j) => {
    if (name === INTERCEPT) return false;
    const range = { low0: Infinity, high0: -Infinity, low1: Infinity, high1: -Infinity };
    const column = columns[j]!;
    for (let i = 0; i < y.length; i++) {
      const x = column[i]!;
      if (y[i]! < 1) {
        range.low0 = Math.min(range.low0, x);
        range.high0 = Math.max(range.high0, x);
      }
      if (y[i]! > 0) {
        range.low1 = Math.min(range.low1, x);
        range.high1 = Math.max(range.high1, x);
      }
    }
    if (range.low0 === range.high0 && range.low0 === range.low1 && range.low0 === range.high1) return false;
    if (intercept) return range.high0 <= range.low1 || range.high1 <= range.low0;
    return (range.high0 <= 0 && range.low1 >= 0) || (range.low0 >= 0 && range.high1 <= 0);
  });
}
