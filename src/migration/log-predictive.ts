import { logEvidence } from "./_log-evidence.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";

/**
 * Finds the logarithm of the probability of further moves, given what a posterior knows.
 *
 * Σ_i [ln Γ(A_i) − ln Γ(A_i + N_i) + Σ_j ln Γ(a_ij + n_ij) − ln Γ(a_ij)], a the posterior's shapes
 *
 * @param moves - further moves, `moves[i][j]` from state i to state j, in a certain order
 * @throws RangeError if a move is impossible under the posterior, or the table does not fit
 *
 * @example
 * ```ts
 * import { estimatePosterior, logPredictive, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[2, 0], [0, 0]], total: 2, entries: [], gaps: 0, periods: [] };
 * const posterior = estimatePosterior(counts, { support: "all" });
 * Math.exp(logPredictive(posterior, [[1, 0], [0, 0]])).toFixed(6); // => "0.750000"
 * ```
 */
export function logPredictive(posterior: TransitionPosterior, moves: readonly (readonly number[])[]): number {
  const { states, shapes } = posterior;
  if (moves.length !== states.length || moves.some((row) => row.length !== states.length))
    throw new RangeError(`Cannot predict moves: moves must be ${states.length} × ${states.length} numbers`);
  moves.forEach((row, i) => {
    row.forEach((n, j) => {
      if (n > 0 && shapes[i]![j] === 0)
        throw new RangeError(
          `Cannot predict moves: ${states[i]} → ${states[j]} is impossible under the posterior, got ${n}`,
        );
    });
  });
  return logEvidence(shapes, moves);
}
