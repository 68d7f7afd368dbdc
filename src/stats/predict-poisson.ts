import { toColumn } from "./_design.ts";
import { pivotal } from "./_inference.ts";
import { combine } from "./_information.ts";
import { checkConfidence, columnsFor, errorsOf, predictionTable } from "./_predict.ts";
import { type PoissonFit, withExposure } from "./fit-poisson.ts";
import type { PredictionOptions, PredictionTable } from "./prediction-table.ts";
import type { Predictors } from "./regression-data.ts";

/** Options of {@link predictPoisson}. */
export interface PoissonPredictionOptions extends PredictionOptions {
  /** What the count is proportional to; by default 1, so that rates are predicted. */
  readonly exposure?: ArrayLike<number> | undefined;
  /** Added to the linear predictor; by default 0. */
  readonly offset?: ArrayLike<number> | undefined;
}

/**
 * Predicts expected counts by a Poisson regression.
 *
 * μ = exposure · e^(xᵀβ ± z √(xᵀVx)): the interval is that of the expected count, not of a single one
 *
 * @throws RangeError when a column of the fit is missing, a value is not finite or an exposure is not above 0.
 *
 * @example
 * ```ts
 * import { fitPoisson, predictPoisson } from "clientele/stats";
 *
 * const fit = fitPoisson({ response: [2, 3, 6, 7, 8, 9], predictors: { treated: [0, 0, 0, 1, 1, 1] }, exposure: [1, 1, 2, 2, 2, 2] });
 * if (fit.kind !== "poisson") throw new Error(fit.kind);
 * const { mean, lower, upper } = predictPoisson(fit, { treated: [1] }, { exposure: [3] }).row(0);
 * [mean, lower, upper].map((value) => value.toFixed(4)); // => ["12.0000", "8.0432", "17.9033"]
 * ```
 */
export function predictPoisson(
  fit: PoissonFit,
  predictors: Predictors,
  options: PoissonPredictionOptions = {},
): PredictionTable {
  const names = fit.coefficients.map(({ name }) => name);
  const { size, columns } = columnsFor(
    doing,
    names,
    predictors,
    (options.exposure ?? options.offset)?.length,
  );
  const tail = checkConfidence(doing, options.confidence ?? fit.confidence);
  const offset = withExposure(doing, options, size);
  const start = offset && toColumn(doing, "offset", offset, size);
  const eta = combine(
    columns,
    fit.coefficients.map(({ estimate }) => estimate),
    start,
  );
  const distribution = fit.standardErrors === "quasi" ? pivotal(fit.residualDf) : pivotal();
  return predictionTable(eta, errorsOf(columns, fit.covariance, size), {
    distribution,
    tail,
    inverseLink: Math.exp,
  });
}

const doing = "predict by a Poisson regression";
