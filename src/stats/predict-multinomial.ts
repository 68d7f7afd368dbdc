import { pivotal } from "./_inference.ts";
import { combine } from "./_information.ts";
import { checkConfidence, columnsFor, predictionTable } from "./_predict.ts";
import { logistic } from "./fit-logistic.ts";
import type { MultinomialFit } from "./fit-multinomial.ts";
import type { PredictionOptions, PredictionTable } from "./prediction-table.ts";
import type { Predictors } from "./regression-data.ts";

/**
 * Predicts the chance of every category by a multinomial logit model: one table a category, the reference first.
 *
 * Pₖ = e^ηₖ / Σ e^ηⱼ; the interval is that of ln Pₖ/(1 − Pₖ) by the delta method, so that it stays between 0 and 1
 *
 * `standardError` is that of the log-odds of the category against all others.
 *
 * @throws RangeError when a column of the fit is missing or a value is not finite.
 *
 * @example
 * ```ts
 * import { fitMultinomial, predictMultinomial } from "clientele/stats";
 *
 * const response = ["gold", "basic", "basic", "silver", "gold", "silver", "basic", "silver", "gold", "basic"];
 * const fit = fitMultinomial({ response, predictors: { spend: [9, 2, 6, 3, 7, 6, 1, 8, 5, 4] } });
 * if (fit.kind !== "multinomial") throw new Error(fit.kind);
 * const chances = predictMultinomial(fit, { spend: [8] });
 * chances.map(({ category, table }) => `${category} ${table.row(0).mean.toFixed(4)}`); // => ["basic 0.0582", "gold 0.6130", "silver 0.3289"]
 * ```
 */
export function predictMultinomial(
  fit: MultinomialFit,
  predictors: Predictors,
  options: PredictionOptions = {},
): readonly { readonly category: string; readonly table: PredictionTable }[] {
  const names = fit.equations[0]!.coefficients.map(({ name }) => name);
  const { size, columns } = columnsFor(doing, names, predictors);
  const tail = checkConfidence(doing, options.confidence ?? fit.confidence);
  const p = names.length;
  const etas = fit.equations.map(({ coefficients }) =>
    combine(
      columns,
      coefficients.map(({ estimate }) => estimate),
    ),
  );
  const chances = fit.categories.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    const all = [0, ...etas.map((eta) => eta[i]!)];
    const top = Math.max(...all);
    const sum = all.reduce((total, one) => total + Math.exp(one - top), 0);
    for (const [k, one] of all.entries()) chances[k]![i] = Math.exp(one - top) / sum;
  }
  const distribution = pivotal();
  return Object.freeze(
    fit.categories.map((category, k) => {
      const logOdds = new Float64Array(size);
      const errors = new Float64Array(size);
      for (let i = 0; i < size; i++) {
        // Relative to the likeliest of the others, so that nothing underflows where category k is all but certain.
        const all = [0, ...etas.map((eta) => eta[i]!)];
        const top = Math.max(...all.filter((_, l) => l !== k));
        const parts = all.map((eta, l) => (l === k ? 0 : Math.exp(eta - top)));
        const rest = parts.reduce((sum, part) => sum + part, 0);
        logOdds[i] = all[k]! - top - Math.log(rest);
        // ∂ ln Pₖ/(1 − Pₖ) / ∂ηₗ = 1 for l = k, −Pₗ / (1 − Pₖ) for the others
        const slope = (l: number): number => (l === k ? 1 : -parts[l]! / rest);
        let variance = 0;
        for (let a = 0; a < etas.length * p; a++)
          for (let b = 0; b < etas.length * p; b++)
            variance +=
              slope(1 + Math.floor(a / p)) *
              columns[a % p]![i]! *
              fit.covariance[a]![b]! *
              slope(1 + Math.floor(b / p)) *
              columns[b % p]![i]!;
        errors[i] = Math.sqrt(Math.max(0, variance));
      }
      return Object.freeze({
        category,
        table: predictionTable(logOdds, errors, { distribution, tail, inverseLink: logistic }),
      });
    }),
  );
}

const doing = "predict by a multinomial regression";
