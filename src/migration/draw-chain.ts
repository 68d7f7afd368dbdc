import { dirichlet, type Random } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";

/**
 * Draws a transition matrix from a posterior: one that the data could well have come from.
 *
 * p_i ~ Dirichlet(shapes_i), rows drawn apart
 *
 * @example
 * ```ts
 * import { drawChain, estimatePosterior, type TransitionCounts } from "clientele/migration";
 * import { createRandom } from "clientele/stats";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[90, 10], [0, 20]], total: 120, entries: [], gaps: 0, periods: [] };
 * const drawn = drawChain(estimatePosterior(counts), createRandom("draws"));
 * drawn.probabilities[1]; // => [0, 1]
 * Math.abs(drawn.probabilities[0]![0]! - 0.9) < 0.1; // => true
 * ```
 */
export function drawChain(posterior: TransitionPosterior, random: Random): Chain {
  const probabilities = posterior.shapes.map((row) => {
    const possible = row.filter((a) => a > 0);
    const drawn = dirichlet(random, possible);
    let next = 0;
    return Object.freeze(row.map((a) => (a > 0 ? drawn[next++]! : 0)));
  });
  return Object.freeze({ states: posterior.states, probabilities: Object.freeze(probabilities) });
}
