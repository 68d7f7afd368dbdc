import type { Design } from "./_design.ts";
import {
  combine,
  dotProduct,
  factorInformation,
  greatest,
  type Information,
  weightedCrossProducts,
} from "./_information.ts";

/** A generalised linear model with its canonical link, as far as fitting needs it. */
export interface Family {
  readonly mean: (eta: number) => number;
  readonly variance: (mean: number) => number;
  /** Twice the log-likelihood lost by μ in place of y, for a weight of 1. */
  readonly deviance: (y: number, eta: number) => number;
  /** The linear predictor to begin with, near g(y). */
  readonly start: (y: number, weight: number) => number;
}

export interface IrlsEnd {
  readonly converged: boolean;
  /** Set where the steps led along a direction that the caller recognised as one without end. */
  readonly escape?: Float64Array;
  readonly theta: Float64Array;
  /** The last step, whole. */
  readonly step?: Float64Array;
  readonly eta: Float64Array;
  readonly deviance: number;
  readonly information: Information | undefined;
  readonly iterations: number;
}

/** The largest change of a linear predictor that counts as none; one Newton step further there is nothing left. */
const STILL = 1e-8;

/**
 * Maximises the likelihood of a generalised linear model by iteratively reweighted least squares, which for a canonical
 * link is Newton's method: (QᵀWQ) δ = Qᵀ w (y − μ), W = w V(μ), in an orthonormal basis Q of the columns, steps halved
 * until the deviance falls.
 *
 * It has converged when no linear predictor changes any more: near the maximum that is the square of the change before. A
 * small gradient alone proves nothing, as it vanishes too where the likelihood has no maximum.
 *
 * @param endless - asked of a step that is still large: whether it leads along a direction without end
 */
export function reweight(
  { basis, weights, offset }: Design,
  y: Float64Array,
  family: Family,
  maxIterations: number,
  endless: (step: Float64Array) => boolean,
): IrlsEnd {
  const n = y.length;
  const p = basis.length;
  const total = (eta: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i]! * family.deviance(y[i]!, eta[i]!);
    return sum;
  };
  const scores = new Float64Array(n);
  const working = new Float64Array(n);
  const informationAt = (eta: Float64Array): Information | undefined => {
    for (let i = 0; i < n; i++) {
      const mean = family.mean(eta[i]!);
      scores[i] = weights[i]! * (y[i]! - mean);
      working[i] = weights[i]! * family.variance(mean);
    }
    return factorInformation(weightedCrossProducts(basis, working), p);
  };
  // The first step is a least-squares fit of the linear predictors that the responses suggest.
  let theta = new Float64Array(p);
  const suggested = y.map((one, i) => family.start(one, weights[i]!));
  const first = informationAt(suggested);
  if (first !== undefined) {
    const right = suggested.map((one, i) => working[i]! * (one - offset[i]!) + scores[i]!);
    theta = Float64Array.from(basis, (column) => dotProduct(column, right));
    first.solve(theta);
  }
  let eta = combine(basis, theta, offset);
  let deviance = total(eta);
  let information: Information | undefined;
  let step: Float64Array | undefined;
  for (let iteration = 1; ; iteration++) {
    const end = { theta, ...(step && { step }), eta, deviance, iterations: iteration };
    information = informationAt(eta);
    if (information === undefined) return { ...end, converged: false, information };
    step = Float64Array.from(basis, (column) => dotProduct(column, scores));
    const whole = step;
    information.solve(whole);
    let change = combine(basis, whole);
    const size = greatest(change);
    if (!(size < Number.POSITIVE_INFINITY)) return { ...end, converged: false, information };
    if (iteration > 4 && size > 0.05 && endless(whole))
      return { ...end, converged: false, escape: whole, information };
    let halvings = 0;
    let next = eta.map((one, i) => one + change[i]!);
    let lower = total(next);
    while (!(lower <= deviance + 1e-10 * (1 + Math.abs(deviance))) && halvings < 40) {
      halvings++;
      change = change.map((one) => one / 2);
      next = eta.map((one, i) => one + change[i]!);
      lower = total(next);
    }
    const factor = 0.5 ** halvings;
    theta = theta.map((one, k) => one + factor * whole[k]!);
    eta = combine(basis, theta, offset);
    deviance = total(eta);
    if (size <= STILL * Math.max(1, greatest(eta) * 1e-3) && halvings === 0) {
      const last = informationAt(eta);
      return {
        theta,
        eta,
        deviance,
        iterations: iteration,
        converged: last !== undefined,
        information: last,
      };
    }
    if (iteration >= maxIterations)
      return { theta, step, eta, deviance, iterations: iteration, converged: false, information };
  }
}
