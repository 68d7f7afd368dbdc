import { wrongParameter } from "./_check.ts";
import { designOf, fromBasis, pick, settingsOf, toColumn } from "./_design.ts";
import { carryOver, coefficientsOf, pivotal } from "./_inference.ts";
import {
  combine,
  dotProduct,
  factorInformation,
  greatest,
  type Information,
  weightedCrossProducts,
} from "./_information.ts";
import { binomialLogLikelihood, logistic } from "./fit-logistic.ts";
import type {
  InsufficientRows,
  RegressionData,
  RegressionFit,
  RegressionOptions,
} from "./regression-data.ts";

/** A logistic regression with Firth's penalty, as {@link fitFirthLogistic} gives it. */
export interface FirthLogisticFit extends Omit<RegressionFit, "aic" | "bic"> {
  /** Which regression it is. */
  readonly kind: "firth-logistic";
  /** Whether the estimates came to rest; without that nothing of the fit is to be believed. */
  readonly converged: boolean;
  /** Steps of Newton's method. */
  readonly iterations: number;
  /** ln L + ½ ln |XᵀWX|: what is maximised. */
  readonly penalisedLogLikelihood: number;
  /** −2 ln L + 2 ln L of the perfect fit. */
  readonly deviance: number;
}

/** Options of {@link fitFirthLogistic}. */
export interface FirthOptions extends RegressionOptions {
  /** The most steps; by default 200. */
  readonly maxIterations?: number | undefined;
}

/**
 * Fits a logistic regression with Firth's penalty, which takes away most of the bias of few rows and gives finite estimates
 * also where the outcomes are separated.
 *
 * maximises ln L(β) + ½ ln |XᵀWX|; score Xᵀ (w(y − μ) + h(½ − μ)) = 0, h the diagonal of W^½ X (XᵀWX)⁻¹ Xᵀ W^½
 *
 * By Newton's method, the derivative of the score taken by differences.  * Standard errors are from (XᵀWX)⁻¹ at the estimates; intervals and p values are Wald's. In separated data these are too
 * narrow on the side of 0: there, read them as a hint. AIC and BIC are not given: the fit does not maximise the likelihood.
 *
 * @throws RangeError as {@link fitLogistic} does.
 *
 * @see Firth (1993), Bias reduction of maximum likelihood estimates, Biometrika 80; Heinze and Schemper (2002)
 *
 * @example
 * ```ts
 * import { fitFirthLogistic } from "clientele/stats";
 *
 * const fit = fitFirthLogistic({ response: [0, 0, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 4, 5, 6] } });
 * if (fit.kind === "insufficient") throw new Error("too few rows");
 * fit.coefficients.map(({ estimate }) => estimate.toFixed(6)); // => ["-3.951194", "1.128912"]
 * ```
 */
export function fitFirthLogistic(
  data: RegressionData,
  options: FirthOptions = {},
): FirthLogisticFit | InsufficientRows {
  const settings = settingsOf(doing, options, ["model"]);
  const response = toColumn(doing, "response", data.response, data.response.length);
  for (const [row, y] of response.entries())
    if (!(y >= 0 && y <= 1)) throw wrongParameter(doing, `response at row ${row}`, "a number from 0 to 1", y);
  const design = designOf(doing, data, options, false);
  if ("kind" in design) return design;
  const { rows: n, names, basis, weights, offset, triangle } = design;
  const p = names.length;
  const y = pick(response, design.kept);

  const state = (theta: Float64Array): State | undefined => {
    const eta = combine(basis, theta, offset);
    const means = eta.map(logistic);
    const working = means.map((mean, i) => weights[i]! * mean * (1 - mean));
    const information = factorInformation(weightedCrossProducts(basis, working), p);
    if (information === undefined) return undefined;
    let logLikelihood = 0;
    for (let i = 0; i < n; i++) logLikelihood += binomialLogLikelihood(y[i]!, eta[i]!, weights[i]!);
    const penalised = logLikelihood + 0.5 * information.logDeterminant;
    return { theta, eta, means, working, information, logLikelihood, penalised };
  };

  const scoreOf = ({ information, working, means }: State): Float64Array => {
    const inverse = information.inverse();
    const scores = y.map((one, i) => {
      let h = 0;
      for (let a = 0; a < p; a++)
        for (let b = 0; b < p; b++) h += basis[a]![i]! * inverse[a * p + b]! * basis[b]![i]!;
      return weights[i]! * (one - means[i]!) + working[i]! * h * (0.5 - means[i]!);
    });
    return Float64Array.from(basis, (column) => dotProduct(column, scores));
  };

  /** Minus the derivative of the score, by differences: with it the steps are Newton's. */
  const curvatureAt = ({ theta }: State): Information | undefined => {
    const h = 1e-4 * Math.sqrt(n);
    const moved = (k: number, by: number) => state(theta.map((one, j) => (j === k ? one + by : one)));
    const rows = basis.map((_, k) => {
      const [ahead, behind] = [moved(k, h), moved(k, -h)];
      if (ahead === undefined || behind === undefined) return undefined;
      const [one, other] = [scoreOf(ahead), scoreOf(behind)];
      return one.map((value, j) => (other[j]! - value) / (2 * h));
    });
    const matrix = new Float64Array(p * p);
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        const [one, other] = [rows[a], rows[b]];
        if (one === undefined || other === undefined) return undefined;
        matrix[a * p + b] = (one[b]! + other[a]!) / 2;
      }
    return factorInformation(matrix, p);
  };

  const { maxIterations = 200 } = options;
  let now = state(new Float64Array(p));
  if (now === undefined)
    throw wrongParameter(doing, "weights", "numbers that do not vanish beside each other", data.weights);
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIterations) {
    iterations++;
    const { theta, eta } = now;
    const step = scoreOf(now);
    (curvatureAt(now) ?? now.information).solve(step);
    const size = greatest(combine(basis, step));
    // Far from the maximum a step may overshoot: no linear predictor moves by more than 5 at once.
    let factor = Math.min(1, 5 / size);
    let next: State | undefined;
    for (let halvings = 0; halvings < 40; halvings++, factor /= 2) {
      next = state(theta.map((one, k) => one + factor * step[k]!));
      if (next !== undefined && next.penalised >= now.penalised - 1e-12 * (1 + Math.abs(now.penalised)))
        break;
      next = undefined;
    }
    if (next === undefined) {
      converged = size <= 1e-7; // no step is better any more, up to rounding
      break;
    }
    now = next;
    converged = size <= 1e-11 * Math.max(1, greatest(eta));
  }
  const inverse = now.information.inverse();
  const covariance = carryOver(triangle, p, inverse);
  let perfect = 0;
  for (let i = 0; i < n; i++) {
    const one = y[i]!;
    if (one > 0 && one < 1) perfect += binomialLogLikelihood(one, Math.log(one / (1 - one)), weights[i]!);
  }
  let logScale = 0;
  for (let k = 0; k < p; k++) logScale += Math.log(Math.abs(triangle[k * p + k]!));
  return Object.freeze({
    kind: "firth-logistic",
    converged,
    iterations,
    rows: n,
    coefficients: coefficientsOf(names, fromBasis(design, now.theta), covariance, settings, pivotal()),
    covariance,
    residualDf: n - p,
    logLikelihood: now.logLikelihood,
    penalisedLogLikelihood: now.penalised + logScale, // |XᵀWX| = |R|² |QᵀWQ|
    deviance: 2 * (perfect - now.logLikelihood),
    dropped: design.dropped,
    ...settings,
  });
}

const doing = "fit a Firth logistic regression";

interface State {
  readonly theta: Float64Array;
  readonly eta: Float64Array;
  readonly means: Float64Array;
  readonly working: Float64Array;
  readonly information: Information;
  readonly logLikelihood: number;
  readonly penalised: number;
}
