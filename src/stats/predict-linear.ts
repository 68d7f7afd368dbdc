import { toColumn } from "./_design.ts";
import { pivotal } from "./_inference.ts";
import { combine } from "./_information.ts";
import { checkConfidence, columnsFor, errorsOf, predictionTable, tableOf } from "./_predict.ts";
import type { LinearFit } from "./fit-linear.ts";
import type { Prediction, PredictionOptions, PredictionTable } from "./prediction-table.ts";
import type { Predictors } from "./regression-data.ts";

/** One predicted row of a linear regression. */
export interface LinearPrediction extends Prediction {
  /** The interval in which a new observation of weight 1 falls. */
  readonly observationLower: number;
  /** The upper end of that interval. */
  readonly observationUpper: number;
}

/** Predictions of a linear regression by column. */
export interface LinearPredictionTable
  extends Omit<PredictionTable, "row" | typeof Symbol.iterator>,
    Iterable<LinearPrediction> {
  /** The lower ends of the intervals in which a new observation of weight 1 falls. */
  readonly observationLower: Float64Array;
  /** The upper ends of those intervals. */
  readonly observationUpper: Float64Array;
  /** One row; throws a RangeError where there is none. */
  row(i: number): LinearPrediction;
}

/** Options of {@link predictLinear}. */
export interface LinearPredictionOptions extends PredictionOptions {
  /** Added to the mean; by default 0. */
  readonly offset?: ArrayLike<number> | undefined;
}

/**
 * Predicts by a linear regression: the mean of every row with its confidence interval, and the interval of a new observation.
 *
 * mean = xᵀβ ± t √(xᵀVx); observation = xᵀβ ± t √(xᵀVx + σ²)
 *
 * The interval of an observation takes the residuals as normal, which that of the mean of many rows need not.
 *
 * @throws RangeError when a column of the fit is missing or a value is not finite.
 *
 * @example
 * ```ts
 * import { fitLinear, predictLinear } from "clientele/stats";
 *
 * const fit = fitLinear({ response: [1.2, 1.9, 3.2, 3.9, 5.1], predictors: { week: [1, 2, 3, 4, 5] } });
 * if (fit.kind === "insufficient") throw new Error("too few rows");
 * const { mean, lower, upper, observationUpper } = predictLinear(fit, { week: [6] }).row(0);
 * [mean, lower, upper, observationUpper].map((value) => value.toFixed(4)); // => ["6.0000", "5.4283", "6.5717", "6.7899"]
 * ```
 */
export function predictLinear(
  fit: LinearFit,
  predictors: Predictors,
  options: LinearPredictionOptions = {},
): LinearPredictionTable {
  const names = fit.coefficients.map(({ name }) => name);
  const { size, columns } = columnsFor(doing, names, predictors, options.offset?.length);
  const tail = checkConfidence(doing, options.confidence ?? fit.confidence);
  const offset = options.offset && toColumn(doing, "offset", options.offset, size);
  const eta = combine(
    columns,
    fit.coefficients.map(({ estimate }) => estimate),
    offset,
  );
  const errors = errorsOf(columns, fit.covariance, size);
  const distribution = pivotal(fit.clusters === undefined ? fit.residualDf : fit.clusters - 1);
  const ofMean = predictionTable(eta, errors, { distribution, tail, inverseLink: (one) => one });
  const quantile = pivotal(fit.residualDf).upperQuantile(tail);
  const reach = errors.map((error) => quantile * Math.sqrt(error * error + fit.dispersion));
  return tableOf<LinearPrediction>({
    mean: eta,
    standardError: errors,
    lower: ofMean.lower,
    upper: ofMean.upper,
    observationLower: eta.map((one, i) => one - reach[i]!),
    observationUpper: eta.map((one, i) => one + reach[i]!),
  });
}

const doing = "predict by a linear regression";
