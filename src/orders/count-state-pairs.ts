import { countPairsByBits } from "./_count-pairs-by-bits.ts";
import { countPairsByWords } from "./_count-pairs-by-words.ts";
import { createPairsKernel } from "./_pairs-kernel.ts";
import type { StatePanel } from "./state-panel.ts";

/** The lowest three bits tell so many states apart, and none. */
const MOST_BY_BITS = 7;
/** For fewer customers the kernel would not pay for its making. */
const LEAST_BY_BITS = 4096;

/**
 * Counts the customers by their states in two consecutive periods, for each two of them: what transitions, entries and exits are made of.
 *
 * n_ij = #{customers in state i in period p and in state j in period p + 1}; to have no state is a state of its own here, the last
 *
 * Up to seven states are counted 64 customers at a time, by a small WebAssembly kernel where the host has it, with the same result.
 *
 * @returns one table for each pair of periods, `table[i · (K + 1) + j]` for K states
 *
 * @example
 * ```ts
 * import { countStatePairs, createStatePanel, NO_STATE } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }] as const;
 * const panel = createStatePanel({
 *   customerIds: ["ann", "bob", "cy"],
 *   periods,
 *   states: ["A", "B"],
 *   cells: Uint8Array.of(0, 0, NO_STATE, 1, 0, 0),
 * });
 * countStatePairs(panel).map((table) => [...table]); // => [[1, 1, 0, 0, 0, 0, 1, 0, 0]]
 * ```
 */
export function countStatePairs(panel: StatePanel): readonly Float64Array[] {
  const { customerIds, states } = panel;
  const kernel =
    customerIds.length >= LEAST_BY_BITS && states.length >= 1 && states.length <= MOST_BY_BITS
      ? createPairsKernel()
      : undefined;
  return kernel === undefined ? countPairsByWords(panel) : countPairsByBits(panel, kernel);
}
