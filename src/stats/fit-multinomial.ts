import { wrongParameter } from "./_check.ts";
import { type Design, designOf, fromBasis, settingsOf } from "./_design.ts";
import { coefficientsOf, pivotal, symmetric } from "./_inference.ts";
import { climb } from "./_multinomial-climb.ts";
import { formsOf } from "./_multinomial-forms.ts";
import { multiply } from "./_multiply.ts";
import { sandwich } from "./_sandwich.ts";
import {
  anyEndlessDirection,
  type EndlessDirection,
  endlessDirection,
  report,
  sizeOf,
} from "./_separation.ts";
import { solveUpper } from "./_triangular.ts";
import type { Matrix } from "./matrix.ts";
import type {
  Coefficient,
  InsufficientRows,
  RegressionData,
  RegressionFit,
  RegressionOptions,
} from "./regression-data.ts";
import type { SeparatedData } from "./separated-data.ts";

/** The rows of a multinomial regression. */
export interface CategoryData extends Omit<RegressionData, "response" | "offset"> {
  /** The category of each row. */
  readonly response: ArrayLike<string>;
}

/** Options of {@link fitMultinomial}. */
export interface MultinomialOptions extends RegressionOptions {
  /** The category that all others are compared with; by default the first in code-point order. */
  readonly reference?: string | undefined;
  /** The most steps; by default 100. */
  readonly maxIterations?: number | undefined;
}

/** The coefficients of one category against the reference. */
export interface CategoryCoefficients {
  /** The category that is compared with the reference. */
  readonly category: string;
  /** What each column adds to the logarithm of the odds against the reference. */
  readonly coefficients: readonly Coefficient[];
}

/** A multinomial logit model, as {@link fitMultinomial} gives it. */
export interface MultinomialFit extends Omit<RegressionFit, "coefficients"> {
  /** Which regression it is. */
  readonly kind: "multinomial";
  /** The category that all others are compared with. */
  readonly reference: string;
  /** All categories, the reference first, the others in code-point order. */
  readonly categories: readonly string[];
  /** One for each category but the reference. */
  readonly equations: readonly CategoryCoefficients[];
  /** Of all coefficients, equation by equation. */
  readonly covariance: Matrix;
  /** Whether the estimates came to rest; without that nothing of the fit is to be believed. */
  readonly converged: boolean;
  /** Newton's steps. */
  readonly iterations: number;
  /** −2 ln L. */
  readonly deviance: number;
  /** The same of the constants alone (of equal chances, without an intercept). */
  readonly nullDeviance: number;
}

/**
 * Fits a multinomial logit model by maximum likelihood: the chance of each of several categories, such as next period's
 * tier, by columns.
 *
 * P(y = k) = e^(xᵀβₖ) / (1 + Σⱼ e^(xᵀβⱼ)), β of the reference 0; cov = (−∂² ln L)⁻¹
 *
 * By Newton's method. A category that can be separated from the others leaves no maximum; the answer then says by which
 * columns. With `residualDf` = rows − all coefficients.
 *
 * @returns the fit; `separated`; `insufficient` with fewer than one row more than columns
 * @throws RangeError as {@link fitLinear} does, and when there are not two categories or the reference is not one.
 *
 * @see McFadden (1974); Albert and Anderson (1984)
 *
 * @example
 * ```ts
 * import { fitMultinomial } from "clientele/stats";
 *
 * const response = ["gold", "basic", "basic", "silver", "gold", "silver", "basic", "silver", "gold", "basic"];
 * const spend = [9, 2, 6, 3, 7, 6, 1, 8, 5, 4];
 * const fit = fitMultinomial({ response, predictors: { spend } });
 * if (fit.kind !== "multinomial") throw new Error(fit.kind);
 * fit.reference; // => "basic"
 * fit.equations.map(({ category, coefficients }) => `${category} ${coefficients[1]?.estimate.toFixed(4)}`); // => ["gold 0.9502", "silver 0.5669"]
 * ```
 */
export function fitMultinomial(
  data: CategoryData,
  options: MultinomialOptions = {},
): MultinomialFit | SeparatedData | InsufficientRows {
  const settings = settingsOf(doing, options, ["model", "hc0", "hc1", "cluster"]);
  const design = designOf(doing, data, options, false);
  if ("kind" in design) return design;
  const categories = categoriesOf(data, design, options.reference);
  const { rows: n, names, weights, triangle } = design;
  const p = names.length;
  const equations = categories.length - 1;
  const codes = new Map(categories.map((name, k) => [name, k]));
  const outcome = Int32Array.from(design.kept, (i) => codes.get(data.response[i]!)!);
  const forms = formsOf(design, outcome, equations);
  let endless: EndlessDirection | undefined;
  const { maxIterations = 100 } = options;
  const end = climb(design, outcome, equations, maxIterations, (step) => {
    endless = endlessDirection(forms, step);
    return endless !== undefined;
  });
  if (endless === undefined && !end.converged) endless = anyEndlessDirection(forms, [end.step, end.theta]);
  if (endless !== undefined) return separatedBy(design, categories, endless);
  const size = p * equations;
  const bread = end.information?.inverse() ?? new Float64Array(size * size);
  let inBasis = bread;
  let clusters: number | undefined;
  if (settings.standardErrors !== "model") {
    const robust = sandwich({
      kind: settings.standardErrors,
      basis: scoreColumns(design, outcome, equations, end.chances),
      scores: new Float64Array(n).fill(1),
      bread,
      leverage: () => 0,
      clusters: design.clusters,
      parameters: size,
    });
    inBasis = robust.covariance;
    clusters = robust.clusters;
  }
  const covariance = blockwise(triangle, p, equations, inBasis);
  const likelihood = end.logLikelihood;
  const estimates = Array.from({ length: equations }, (_, k) =>
    fromBasis(design, end.theta.slice(k * p, (k + 1) * p)),
  );
  const distribution = pivotal();
  return Object.freeze({
    kind: "multinomial",
    reference: categories[0]!,
    categories: Object.freeze(categories),
    equations: Object.freeze(
      estimates.map((beta, k) =>
        Object.freeze({
          category: categories[k + 1]!,
          coefficients: coefficientsOf(names, beta, blockOf(covariance, k, p), settings, distribution),
        }),
      ),
    ),
    covariance,
    converged: end.converged,
    iterations: end.iterations,
    rows: n,
    residualDf: n - size,
    deviance: -2 * likelihood,
    nullDeviance: nullDevianceOf(outcome, weights, categories.length, design.intercept),
    logLikelihood: likelihood,
    aic: -2 * likelihood + 2 * size,
    bic: -2 * likelihood + Math.log(n) * size,
    dropped: design.dropped,
    ...settings,
    ...(clusters !== undefined && { clusters }),
  });
}

const doing = "fit a multinomial regression";

function categoriesOf(data: CategoryData, design: Design, reference: string | undefined): string[] {
  const seen = new Set<string>();
  for (const i of design.kept) {
    const category = data.response[i];
    if (typeof category !== "string") throw wrongParameter(doing, `response at row ${i}`, "a text", category);
    seen.add(category);
  }
  const sorted = [...seen].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (sorted.length < 2) throw wrongParameter(doing, "response", "of at least 2 categories", sorted);
  if (reference === undefined) return sorted;
  if (!seen.has(reference))
    throw wrongParameter(doing, "reference", `one of ${sorted.join(", ")}`, reference);
  return [reference, ...sorted.filter((one) => one !== reference)];
}

function separatedBy(design: Design, categories: readonly string[], found: EndlessDirection): SeparatedData {
  const p = design.names.length;
  const weights = categories.slice(1).flatMap((category, k) => {
    const beta = fromBasis(design, found.direction.slice(k * p, (k + 1) * p));
    return design.names.map((name, j) => ({
      name: `${category}: ${name}`,
      column: name,
      weight: beta[j]!,
      size: sizeOf(design, j),
    }));
  });
  const rows = new Set(
    found.above.flatMap((above, k) => (above ? [Math.floor(k / (categories.length - 1))] : [])),
  );
  return report("multinomial", weights, [], rows.size, found.above.every(Boolean));
}

/** The score of a row as a row of columns, for robust covariances. */
function scoreColumns(
  { basis, weights, rows: n }: Design,
  outcome: Int32Array,
  equations: number,
  chances: readonly Float64Array[],
): Float64Array[] {
  return Array.from({ length: equations }, (_, k) =>
    basis.map((column) =>
      Float64Array.from(
        { length: n },
        (_, i) => weights[i]! * ((outcome[i] === k + 1 ? 1 : 0) - chances[k]![i]!) * column[i]!,
      ),
    ),
  ).flat();
}

/** (I ⊗ R⁻¹) M (I ⊗ R⁻ᵀ) */
function blockwise(triangle: Float64Array, p: number, equations: number, m: Float64Array): Matrix {
  const size = p * equations;
  const left = new Float64Array(size * size);
  for (let k = 0; k < equations; k++)
    for (let j = 0; j < p; j++) {
      const unit = new Float64Array(p);
      unit[j] = 1;
      solveUpper(triangle, p, unit);
      for (let i = 0; i < p; i++) left[(k * p + i) * size + k * p + j] = unit[i]!;
    }
  const right = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) right[j * size + i] = left[i * size + j]!;
  const product = multiply(multiply(left, m, size), right, size);
  return symmetric(Array.from({ length: size }, (_, i) => [...product.subarray(i * size, (i + 1) * size)]));
}

function blockOf(covariance: Matrix, k: number, p: number): Matrix {
  return covariance.slice(k * p, (k + 1) * p).map((row) => row.slice(k * p, (k + 1) * p));
}

function nullDevianceOf(
  outcome: Int32Array,
  weights: Float64Array,
  categories: number,
  intercept: boolean,
): number {
  const totals = new Float64Array(categories);
  for (let i = 0; i < outcome.length; i++) totals[outcome[i]!]! += weights[i]!;
  const all = totals.reduce((sum, one) => sum + one, 0);
  if (!intercept) return 2 * all * Math.log(categories);
  return -2 * totals.reduce((sum, one) => sum + one * Math.log(one / all), 0);
}
