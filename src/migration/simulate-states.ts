import { drawKey, drawStates } from "./_draw-states.ts";
import { drawTable } from "./_draw-table.ts";
import type { Chain } from "./chain.ts";

/** Options of {@link simulateStates}. */
export interface SimulateStatesOptions {
  /** The state number of each customer now, in the chain's order; a number that is no state (255 of a panel) stays as it is. */
  readonly start: Uint8Array;
  /** How many periods are simulated. */
  readonly steps: number;
  /** What all chance follows from. */
  readonly seed: string | number;
}

/**
 * Simulates customers that move by a chain, or by several in turn.
 *
 * state_{c, t+1} = min{j : Σ_{k ≤ j} p_{state, k} > u_{c, t}}, u_c the stream of customer c alone
 *
 * The chance of a customer follows from the seed and his or her number: it is the same whatever the others do and whichever chain
 * is simulated (common random numbers). Uniform numbers are multiples of 2⁻³¹, so probabilities are rounded to them.
 *
 * @param chain - one chain, or one for each period, repeated from the first where they are fewer: four for the seasons
 * @returns state numbers, period by period, `cells[t · customers + c]`, the start being t = 0: as in a state panel
 * @throws RangeError if chains have different states, there are more than 255, or `steps` is not a non-negative integer
 *
 * @example
 * ```ts
 * import { createChain, simulateStates } from "clientele/migration";
 *
 * const chain = createChain({ states: ["A", "B"], probabilities: [[0.5, 0.5], [0, 1]] });
 * const cells = simulateStates(chain, { start: Uint8Array.of(0, 0, 0, 1), steps: 2, seed: "cohort" });
 * cells.length; // => 12
 * [...simulateStates(chain, { start: Uint8Array.of(0), steps: 2, seed: "cohort" })].every((s, t) => s === cells[4 * t]); // => true
 * ```
 */
export function simulateStates(chain: Chain | readonly Chain[], options: SimulateStatesOptions): Uint8Array {
  const chains = checkChains(chain);
  checkSteps(options.steps);
  return drawStates(chains.map(drawTable), options.start, options.steps, drawKey(options.seed));
}

/** The chains of all periods, of the same states. */
export function checkChains(chain: Chain | readonly Chain[]): readonly Chain[] {
  const chains = "probabilities" in chain ? [chain] : chain;
  const [first] = chains;
  if (first === undefined) throw new RangeError("Cannot simulate customers: there must be a chain, got none");
  if (first.states.length > 255)
    throw new RangeError(`Cannot simulate customers: states must be at most 255, got ${first.states.length}`);
  for (const { states } of chains)
    if (states.join("\u0000") !== first.states.join("\u0000"))
      throw new RangeError(
        `Cannot simulate customers: all chains must have the states ${first.states.join(", ")}, got ${states.join(", ")}`,
      );
  return chains;
}

/** Refuses a number of periods that is none. */
export function checkSteps(steps: number): void {
  if (!(Number.isInteger(steps) && steps >= 0))
    throw new RangeError(`Cannot simulate customers: steps must be a non-negative integer, got ${steps}`);
}
