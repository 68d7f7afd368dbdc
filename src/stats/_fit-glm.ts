import { type Design, designOf, fromBasis, pick, settingsOf, toColumn } from "./_design.ts";
import { carryOver, coefficientsOf, pivotal } from "./_inference.ts";
import { type Family, reweight } from "./_irls.ts";
import { sandwich } from "./_sandwich.ts";
import {
  anyEndlessDirection,
  type EndlessDirection,
  endlessDirection,
  type Forms,
  separatedData,
} from "./_separation.ts";
import type {
  Coefficient,
  GeneralisedFit,
  GeneralisedOptions,
  InsufficientRows,
  RegressionData,
  StandardErrors,
} from "./regression-data.ts";
import type { SeparatedData } from "./separated-data.ts";

export interface GlmModel {
  readonly doing: string;
  readonly model: "logistic" | "poisson";
  readonly family: Family;
  /** Refuses a response that the model cannot have. */
  readonly check: (y: number, row: number) => void;
  readonly logLikelihood: (y: number, eta: number, weight: number) => number;
  /** The side on which a row lies: 1 rises without end with its linear predictor, −1 falls, 0 holds it back. */
  readonly side: (y: number) => 1 | -1 | 0;
  /** Columns that separate by themselves. */
  readonly alone: (design: Design, y: Float64Array) => readonly string[];
}

const ALLOWED: readonly StandardErrors[] = ["model", "hc0", "hc1", "hc2", "hc3", "cluster", "quasi"];

export function fitGlm(
  { doing, model, family, check, logLikelihood, side, alone }: GlmModel,
  data: RegressionData,
  options: GeneralisedOptions,
): GeneralisedFit | SeparatedData | InsufficientRows {
  const settings = settingsOf(doing, options, ALLOWED);
  const response = toColumn(doing, "response", data.response, data.response.length);
  response.forEach(check);
  const design = designOf(doing, data, options, false);
  if ("kind" in design) return design;
  const { rows: n, names, basis, weights, offset, triangle, intercept } = design;
  const p = names.length;
  const y = pick(response, design.kept);
  const forms = formsOf(design, y, side);
  let endless: EndlessDirection | undefined;
  const { maxIterations = 100 } = options;
  const end = reweight(design, y, family, maxIterations, (step) => {
    endless = endlessDirection(forms, step);
    return endless !== undefined;
  });
  if (endless === undefined && !end.converged) endless = anyEndlessDirection(forms, [end.step, end.theta]);
  if (endless !== undefined) return separatedData(model, design, endless, alone(design, y));
  const means = end.eta.map(family.mean);
  const information = end.information;
  // Only where the search broke off in the middle of nowhere: there is nothing to be said of precision.
  const bread = information?.inverse() ?? new Float64Array(p * p);
  let pearson = 0;
  let likelihood = 0;
  for (let i = 0; i < n; i++) {
    const variance = family.variance(means[i]!);
    if (variance > 0) pearson += (weights[i]! * (y[i]! - means[i]!) ** 2) / variance;
    likelihood += logLikelihood(y[i]!, end.eta[i]!, weights[i]!);
  }
  const residualDf = n - p;
  const dispersion = pearson / residualDf;
  const { standardErrors } = settings;
  const own = standardErrors === "model" || standardErrors === "quasi";
  const robust = own
    ? undefined
    : sandwich({
        kind: standardErrors,
        basis,
        scores: y.map((one, i) => weights[i]! * (one - means[i]!)),
        bread,
        leverage: (row) => leverageOf(basis, bread, row) * weights[row]! * family.variance(means[row]!),
        clusters: design.clusters,
        parameters: p,
      });
  const covariance = carryOver(
    triangle,
    p,
    robust?.covariance ?? bread,
    standardErrors === "quasi" ? dispersion : 1,
  );
  const estimates = fromBasis(design, end.theta);
  const distribution = standardErrors === "quasi" ? pivotal(residualDf) : pivotal();
  const nothing: Design = {
    ...design,
    basis: intercept ? [new Float64Array(n).fill(1 / Math.sqrt(n))] : [],
  };
  const nullDeviance = intercept
    ? reweight(nothing, y, family, maxIterations, () => false).deviance
    : y.reduce((sum, one, i) => sum + weights[i]! * family.deviance(one, offset[i]!), 0);
  const coefficients: readonly Coefficient[] = coefficientsOf(
    names,
    estimates,
    covariance,
    settings,
    distribution,
  );
  return Object.freeze({
    converged: end.converged,
    iterations: end.iterations,
    rows: n,
    coefficients,
    covariance,
    residualDf,
    deviance: end.deviance,
    nullDeviance,
    dispersion,
    logLikelihood: likelihood,
    aic: -2 * likelihood + 2 * p,
    bic: -2 * likelihood + Math.log(n) * p,
    dropped: design.dropped,
    ...settings,
    ...(robust?.clusters !== undefined && { clusters: robust.clusters }),
  });
}

function formsOf({ basis, rows }: Design, y: Float64Array, side: (y: number) => 1 | -1 | 0): Forms {
  const rowOf = (k: number, sign: number): Float64Array =>
    Float64Array.from(basis, (column) => sign * column[k]!);
  return {
    count: rows,
    length: basis.length,
    value: (k, direction) => {
      let sum = 0;
      for (let j = 0; j < basis.length; j++) sum += basis[j]![k]! * direction[j]!;
      return sum * (side(y[k]!) || 1);
    },
    row: (k) => rowOf(k, side(y[k]!) || 1),
    kind: (k) => (side(y[k]!) === 0 ? "still" : "rising"),
  };
}

function leverageOf(basis: readonly Float64Array[], bread: Float64Array, row: number): number {
  const p = basis.length;
  let sum = 0;
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) sum += basis[i]![row]! * bread[i * p + j]! * basis[j]![row]!;
  return sum;
}
