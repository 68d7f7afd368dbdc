import type { Design } from "./_design.ts";
import { combine, dotProduct, factorInformation, greatest, type Information } from "./_information.ts";

/** Where the ascent ended. */
export interface Climb {
  readonly theta: Float64Array;
  /** The last step, whole. */
  readonly step?: Float64Array;
  readonly chances: readonly Float64Array[];
  readonly logLikelihood: number;
  readonly information: Information | undefined;
  readonly converged: boolean;
  readonly iterations: number;
}

/** Newton's method from equal chances: the log-likelihood is concave, steps are halved until it rises. */
export function climb(
  design: Design,
  outcome: Int32Array,
  equations: number,
  maxIterations: number,
  endless: (step: Float64Array) => boolean,
): Climb {
  const { basis, weights, rows: n } = design;
  const p = basis.length;
  const predictorsAt = (theta: Float64Array): Float64Array[] =>
    Array.from({ length: equations }, (_, k) => combine(basis, theta.subarray(k * p, (k + 1) * p)));
  let theta = new Float64Array(p * equations);
  let etas = predictorsAt(theta);
  let { logLikelihood, chances } = chancesOf(etas, outcome, weights);
  let last: Float64Array | undefined;
  for (let iteration = 1; ; iteration++) {
    const information = informationOf(basis, weights, chances);
    const end = {
      theta,
      ...(last && { step: last }),
      chances,
      logLikelihood,
      information,
      iterations: iteration,
    };
    if (information === undefined) return { ...end, converged: false };
    const step = new Float64Array(p * equations);
    for (let k = 0; k < equations; k++) {
      const rest = Float64Array.from(
        { length: n },
        (_, i) => weights[i]! * ((outcome[i] === k + 1 ? 1 : 0) - chances[k]![i]!),
      );
      for (let j = 0; j < p; j++) step[k * p + j] = dotProduct(rest, basis[j]!);
    }
    information.solve(step);
    last = step;
    const size = Math.max(...predictorsAt(step).map(greatest));
    if (!(size < Number.POSITIVE_INFINITY)) return { ...end, converged: false };
    if (iteration > 4 && size > 0.05 && endless(step)) return { ...end, converged: false };
    let factor = 1;
    for (let halvings = 0; halvings < 40; halvings++, factor /= 2) {
      const next = theta.map((one, k) => one + factor * step[k]!);
      const found = predictorsAt(next);
      const there = chancesOf(found, outcome, weights);
      if (!(there.logLikelihood >= logLikelihood - 1e-10 * (1 + Math.abs(logLikelihood)))) continue;
      theta = next;
      etas = found;
      ({ logLikelihood, chances } = there);
      break;
    }
    if (size <= 1e-8 * Math.max(1, 1e-3 * Math.max(...etas.map(greatest))) && factor === 1) {
      const there = informationOf(basis, weights, chances);
      return {
        theta,
        chances,
        logLikelihood,
        information: there,
        iterations: iteration,
        converged: there !== undefined,
      };
    }
    if (iteration >= maxIterations) return { ...end, theta, chances, logLikelihood, converged: false };
  }
}

function chancesOf(
  etas: readonly Float64Array[],
  outcome: Int32Array,
  weights: Float64Array,
): { readonly logLikelihood: number; readonly chances: readonly Float64Array[] } {
  const chances = etas.map((eta) => eta.slice());
  let logLikelihood = 0;
  for (let i = 0; i < outcome.length; i++) {
    let top = 0;
    for (const eta of etas) top = Math.max(top, eta[i]!);
    let sum = Math.exp(-top);
    for (const eta of etas) sum += Math.exp(eta[i]! - top);
    for (const [k, eta] of etas.entries()) chances[k]![i] = Math.exp(eta[i]! - top) / sum;
    const chosen = outcome[i] === 0 ? 0 : etas[outcome[i]! - 1]![i]!;
    logLikelihood += weights[i]! * (chosen - top - Math.log(sum));
  }
  return { logLikelihood, chances };
}

/** Blocks Σ w pₖ (δₖₗ − pₗ) q qᵀ. */
function informationOf(
  basis: readonly Float64Array[],
  weights: Float64Array,
  chances: readonly Float64Array[],
): Information | undefined {
  const p = basis.length;
  const size = p * chances.length;
  const out = new Float64Array(size * size);
  const scaled = new Float64Array(weights.length);
  for (let k = 0; k < chances.length; k++)
    for (let l = 0; l <= k; l++) {
      const [one, other] = [chances[k]!, chances[l]!];
      for (let a = 0; a < p; a++) {
        for (let i = 0; i < weights.length; i++)
          scaled[i] = weights[i]! * one[i]! * ((k === l ? 1 : 0) - other[i]!) * basis[a]![i]!;
        for (let b = 0; b < p; b++) {
          const sum = dotProduct(scaled, basis[b]!);
          out[(k * p + a) * size + l * p + b] = sum;
          out[(l * p + b) * size + k * p + a] = sum;
        }
      }
    }
  return factorInformation(out, size);
}
