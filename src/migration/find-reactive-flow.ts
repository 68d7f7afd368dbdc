import { solveSubstochastic, substochasticOf } from "./_solve-substochastic.ts";
import { leadsTo, positionsOf } from "./_state-set.ts";
import type { Chain } from "./chain.ts";
import { findStationary } from "./find-stationary.ts";

/** Options of {@link findReactiveFlow}. */
export interface ReactiveFlowOptions {
  /** Where the ways begin. */
  readonly from: string | readonly string[];
  /** Where they end. */
  readonly to: string | readonly string[];
}

/** On which ways customers go from some states to others. */
export interface ReactiveFlow {
  /** The states. */
  readonly states: readonly string[];
  /** `committor[i]`: the probability to meet `to` before `from`, from each state. */
  readonly committor: readonly number[];
  /** `flow[i][j]`: the net share of all moves of a period that are on a way from `from` to `to` and lead from i to j. */
  readonly flow: readonly (readonly number[])[];
  /** The share of customers who set out on such a way in a period. */
  readonly total: number;
  /** How many arrive in a period for each customer who was last in `from`. */
  readonly rate: number;
  /** The mean number of periods from `from` to `to`. */
  readonly meanPeriods: number;
}

/**
 * Finds the ways on which customers go from some states to others, such as from the best tier to churn, once the chain has
 * settled.
 *
 * q⁺ = P(meet B before A): q⁺ = P·q⁺ outside, 0 on A, 1 on B; q⁻ the same of the reversed chain, from A last and not from B;
 * f_ij = π_i q⁻_i p_ij q⁺_j, net flow max(0, f_ij − f_ji); total F = Σ_{i ∈ A} f_ij; rate F/Σ π q⁻
 *
 * @throws RangeError if a name is no state, the two sets share one, or not all states lead to all others
 *
 * @see Metzner, Schütte and Vanden-Eijnden (2009), Transition path theory for Markov jump processes, eqs. 2.13 to 2.22
 *
 * @example
 * ```ts
 * import { createChain, findReactiveFlow } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["A", "B", "out"],
 *   probabilities: [[0.8, 0.2, 0], [0.3, 0.5, 0.2], [0, 0.1, 0.9]],
 * });
 * const ways = findReactiveFlow(chain, { from: "A", to: "out" });
 * ways.committor; // => [0, 0.4, 1]
 * ways.meanPeriods.toFixed(6); // => "17.500000"
 * ```
 */
export function findReactiveFlow(chain: Chain, options: ReactiveFlowOptions): ReactiveFlow {
  const { states, probabilities } = chain;
  const doing = "find ways";
  const from = positionsOf(doing, "from", chain, options.from);
  const to = positionsOf(doing, "to", chain, options.to);
  const shared = from.find((i) => to.includes(i));
  if (shared !== undefined)
    throw new RangeError(`Cannot ${doing}: from and to must share no state, got ${states[shared]} in both`);
  const { classes } = findStationary(chain);
  const pi = classes[0]!.distribution;
  if (classes.length > 1 || pi.some((share) => share === 0))
    throw new RangeError(
      `Cannot ${doing}: all states must lead to all others, got classes ${classes.map((one) => one.states.join("+")).join(", ")}`,
    );
  const reversed = states.map((_, i) => states.map((_, j) => (pi[j]! * probabilities[j]![i]!) / pi[i]!));
  const forward = committorOf(probabilities, from, to);
  const backward = committorOf(reversed, to, from);
  const gross = states.map((_, i) =>
    states.map((_, j) => (i === j ? 0 : pi[i]! * backward[i]! * probabilities[i]![j]! * forward[j]!)),
  );
  const flow = gross.map((row, i) => Object.freeze(row.map((f, j) => Math.max(0, f - gross[j]![i]!))));
  const total = from.reduce((sum, i) => sum + gross[i]!.reduce((part, f) => part + f, 0), 0);
  const rate = total / pi.reduce((sum, share, i) => sum + share * backward[i]!, 0);
  return Object.freeze({
    states,
    committor: Object.freeze(forward),
    flow: Object.freeze(flow),
    total,
    rate,
    meanPeriods: 1 / rate,
  });
}

/** The probability to meet `to` before `avoid`, from each state. */
function committorOf(
  probabilities: readonly (readonly number[])[],
  avoid: readonly number[],
  to: readonly number[],
): number[] {
  const ends = new Set([...avoid, ...to]);
  const leads = leadsTo({ states: [], probabilities }, to);
  const between = probabilities.flatMap((_, i) => (leads[i] === 1 && !ends.has(i) ? [i] : []));
  const right = Float64Array.from(between, (i) => to.reduce((sum, j) => sum + probabilities[i]![j]!, 0));
  const found = solveSubstochastic(substochasticOf(probabilities, between), right, 1);
  const committor: number[] = probabilities.map((_, i) => (to.includes(i) ? 1 : 0));
  between.forEach((state, i) => {
    committor[state] = found[i]!;
  });
  return committor;
}
