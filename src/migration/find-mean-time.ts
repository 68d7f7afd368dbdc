import { solveSubstochastic, substochasticOf } from "./_solve-substochastic.ts";
import { positionsOf } from "./_state-set.ts";
import { checkRates } from "./advance-generator.ts";
import type { Generator } from "./estimate-generator.ts";
import { firstPassage, type MeanPeriods } from "./first-passage.ts";

/** Options of {@link findMeanTime}. */
export interface MeanTimeOptions {
  /** The state or states to be reached. */
  readonly to: string | readonly string[];
}

/**
 * Finds how long it takes on average to reach some states, of customers that may move at any time.
 *
 * k_i = 0 for i in A, −Σ_j q_ij·k_j = 1 otherwise
 *
 * @returns one for each state, in the unit of time of the rates: 0 in the states to be reached, `"never"` where they cannot be,
 * `"not-certain"` where they are reached with a probability below 1
 * @throws RangeError if a state is none of the generator's or the rates are no generator
 *
 * @see Norris (1997), Markov Chains, theorem 3.3.3
 *
 * @example
 * ```ts
 * import { findMeanTime } from "clientele/migration";
 *
 * const daily = { states: ["active", "quiet", "lost"], rates: [[-0.1, 0.1, 0], [0.05, -0.1, 0.05], [0, 0, 0]] };
 * findMeanTime(daily, { to: "lost" }); // => [40, 30, 0]
 * findMeanTime(daily, { to: "active" }); // => [0, "not-certain", "never"]
 * ```
 */
export function findMeanTime(generator: Generator, options: MeanTimeOptions): readonly MeanPeriods[] {
  const { states } = generator;
  const rates = checkRates("find a mean time", generator);
  const jumps = {
    states,
    probabilities: rates.map((row, i) =>
      row.map((q, j) => (row[i] === 0 ? (i === j ? 1 : 0) : i === j ? 0 : q / -row[i]!)),
    ),
  };
  const targets = positionsOf("find a mean time", "to", jumps, options.to);
  const { mean } = firstPassage(jumps, { to: options.to });
  // Where the targets are certain, they are so from all that can come before them.
  const certain = [...states.keys()].filter((i) => !targets.includes(i) && typeof mean[i] === "number");
  const times = solveSubstochastic(
    substochasticOf(jumps.probabilities, certain),
    Float64Array.from(certain, (i) => 1 / -rates[i]![i]!),
    1,
  );
  const found: MeanPeriods[] = states.map((_, i) => (targets.includes(i) ? 0 : mean[i]!));
  certain.forEach((i, k) => {
    found[i] = times[k]!;
  });
  return Object.freeze(found);
}
