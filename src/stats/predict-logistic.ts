import { toColumn } from "./_design.ts";
import { pivotal } from "./_inference.ts";
import { combine } from "./_information.ts";
import { checkConfidence, columnsFor, errorsOf, predictionTable } from "./_predict.ts";
import type { FirthLogisticFit } from "./fit-firth-logistic.ts";
import { type LogisticFit, logistic } from "./fit-logistic.ts";
import type { PredictionOptions, PredictionTable } from "./prediction-table.ts";
import type { Predictors } from "./regression-data.ts";

/** Options of {@link predictLogistic}. */
export interface LogisticPredictionOptions extends PredictionOptions {
  /** Added to the linear predictor; by default 0. */
  readonly offset?: ArrayLike<number> | undefined;
}

/**
 * Predicts chances by a logistic regression, with maximum-likelihood or Firth's estimates.
 *
 * P = 1 / (1 + e^−(xᵀβ ± z √(xᵀVx))): the interval is made for the log-odds, so that it stays between 0 and 1
 *
 * @throws RangeError when a column of the fit is missing or a value is not finite.
 *
 * @example
 * ```ts
 * import { fitFirthLogistic, predictLogistic } from "clientele/stats";
 *
 * const fit = fitFirthLogistic({ response: [0, 0, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 4, 5, 6] } });
 * if (fit.kind === "insufficient") throw new Error("too few rows");
 * const { mean, lower, upper } = predictLogistic(fit, { x: [3.5, 6] }).row(0);
 * [mean, lower, upper].map((value) => value.toFixed(4)); // => ["0.5000", "0.1043", "0.8957"]
 * ```
 */
export function predictLogistic(
  fit: LogisticFit | FirthLogisticFit,
  predictors: Predictors,
  options: LogisticPredictionOptions = {},
): PredictionTable {
  const names = fit.coefficients.map(({ name }) => name);
  const { size, columns } = columnsFor(doing, names, predictors, options.offset?.length);
  const tail = checkConfidence(doing, options.confidence ?? fit.confidence);
  const offset = options.offset && toColumn(doing, "offset", options.offset, size);
  const eta = combine(
    columns,
    fit.coefficients.map(({ estimate }) => estimate),
    offset,
  );
  const distribution = fit.standardErrors === "quasi" ? pivotal(fit.residualDf) : pivotal();
  return predictionTable(eta, errorsOf(columns, fit.covariance, size), {
    distribution,
    tail,
    inverseLink: logistic,
  });
}

const doing = "predict by a logistic regression";
