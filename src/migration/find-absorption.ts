import { solveSubstochastic, substochasticOf } from "./_solve-substochastic.ts";
import type { Chain } from "./chain.ts";
import { classifyStates } from "./classify-states.ts";

/** What becomes of customers in states that are left for good. */
export interface Absorption {
  /** The transient states, from which one starts. */
  readonly transient: readonly string[];
  /** The classes of states in which one may end, each by its states. */
  readonly endings: readonly (readonly string[])[];
  /** `visits[i][j]`: the mean number of periods spent in transient state j by who starts in i, the first included. */
  readonly visits: readonly (readonly number[])[];
  /** The mean number of periods until one of the endings, from each transient state. */
  readonly meanPeriods: readonly number[];
  /** The variance of that number. */
  readonly variance: readonly number[];
  /** `probability[i][e]`: the probability to end in `endings[e]`; each row sums to 1. */
  readonly probability: readonly (readonly number[])[];
}

/**
 * Finds where customers end who are in a state that is left for good, when, and what they pass through.
 *
 * N = (I − Q)⁻¹; t = N·1; var = (2N − I)·t − t²; B = N·R, with Q the moves among transient states and R those out of them
 *
 * The matrix is never inverted by subtraction: see `solveSubstochastic` in the source. A chain without transient states has
 * empty lists.
 *
 * @see Kemeny and Snell (1960), Finite Markov Chains, definition 3.2.2, theorems 3.3.5 and 3.3.7
 *
 * @example
 * ```ts
 * import { createChain, findAbsorption } from "clientele/migration";
 *
 * const ladder = createChain({
 *   states: ["lost", "c", "b", "a", "kept"],
 *   probabilities: [[1, 0, 0, 0, 0], [0.5, 0, 0.5, 0, 0], [0, 0.5, 0, 0.5, 0], [0, 0, 0.5, 0, 0.5], [0, 0, 0, 0, 1]],
 * });
 * const found = findAbsorption(ladder);
 * found.visits[0]; // => [1.5, 1, 0.5]
 * found.meanPeriods; // => [3, 4, 3]
 * found.probability[0]; // => [0.75, 0.25]
 * ```
 */
export function findAbsorption(chain: Chain): Absorption {
  const { states, probabilities } = chain;
  const { classes, transient } = classifyStates(chain);
  const endings = classes.filter(({ recurrent }) => recurrent).map((inside) => inside.states);
  const at = new Map(states.map((state, i) => [state, i]));
  const members = transient.map((state) => at.get(state)!);
  const part = substochasticOf(probabilities, members);
  const n = members.length;

  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const visits = rowsOf(solveSubstochastic(part, identity, n), n, n);
  const meanPeriods = visits.map((row) => row.reduce((sum, x) => sum + x, 0));
  // E[T²] = N·(2t − 1): all of it positive, as t is at least 1.
  const squares = visits.map((row) => row.reduce((sum, x, j) => sum + x * (2 * meanPeriods[j]! - 1), 0));

  const ways = Float64Array.from(
    members.flatMap((from) =>
      endings.map((ending) => ending.reduce((sum, to) => sum + probabilities[from]![at.get(to)!]!, 0)),
    ),
  );
  return Object.freeze({
    transient,
    endings: Object.freeze(endings),
    visits: Object.freeze(visits),
    meanPeriods: Object.freeze(meanPeriods),
    variance: Object.freeze(squares.map((second, i) => Math.max(0, second - meanPeriods[i]! ** 2))),
    probability: Object.freeze(rowsOf(solveSubstochastic(part, ways, endings.length), n, endings.length)),
  });
}

function rowsOf(numbers: Float64Array, rows: number, columns: number): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, i) =>
    Object.freeze([...numbers.subarray(i * columns, (i + 1) * columns)]),
  );
}
