import type { Chain } from "./chain.ts";
import { firstPassage, type MeanPeriods } from "./first-passage.ts";

/**
 * Finds the mean number of periods from each state to the first meeting of each other, and on the diagonal until the state
 * is met again.
 *
 * m_ij = 1 + Σ_{k ≠ j} p_ik m_kj; m_ii = 1/π_i where the chain is irreducible
 *
 * Of a chain whose states do not all lead to one another the numbers that exist are there; the others say why not.
 *
 * @returns `rows[i][j]`, in the order of the states
 *
 * @see Kemeny and Snell (1960), Finite Markov Chains, theorem 4.4.4
 *
 * @example
 * ```ts
 * import { createChain, meanFirstPassage } from "clientele/migration";
 *
 * const chain = createChain({ states: ["A", "B"], probabilities: [[0.75, 0.25], [0.5, 0.5]] });
 * meanFirstPassage(chain); // => [[1.5, 4], [2, 3]]
 * ```
 */
export function meanFirstPassage(chain: Chain): readonly (readonly MeanPeriods[])[] {
  const columns = chain.states.map((to) => firstPassage(chain, { to }).mean);
  return Object.freeze(chain.states.map((_, i) => Object.freeze(columns.map((column) => column[i]!))));
}
