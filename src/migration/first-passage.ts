import { solveSubstochastic, substochasticOf } from "./_solve-substochastic.ts";
import { leadsTo, positionsOf } from "./_state-set.ts";
import type { Chain } from "./chain.ts";

/**
 * A mean number of periods, or why there is none: `"never"` where the target cannot be reached, `"not-certain"` where it is
 * reached with a probability below 1, so that the mean over all is infinite.
 */
export type MeanPeriods = number | "never" | "not-certain";

/** Options of {@link firstPassage}. */
export interface FirstPassageOptions {
  /** The state, or the states, whose first meeting is asked for. */
  readonly to: string | readonly string[];
}

/** When some states are met for the first time, from each state. */
export interface FirstPassage {
  /** The states from which one starts. */
  readonly states: readonly string[];
  /** The states to be met. */
  readonly to: readonly string[];
  /** The probability to meet one of them at some time, one period from now at the earliest. */
  readonly probability: readonly number[];
  /** The mean number of periods until then. */
  readonly mean: readonly MeanPeriods[];
  /** The variance of that number. */
  readonly variance: readonly MeanPeriods[];
  /** The mean number of periods among those who do meet one of them; nothing where nobody does. */
  readonly meanOfThose: readonly (number | "never")[];
}

/**
 * Finds how likely, and after how many periods, customers of each state meet some states for the first time; from one of
 * those states, for the first time again.
 *
 * T = min{t ≥ 1 : X_t ∈ A}; f = P(T < ∞) = r + Q·f, E[T] = 1 + Q·E[T], E[T²] = 1 + 2·Q·E[T] + Q·E[T²], with Q the moves among
 * the states outside of A, r those into A
 *
 * Solved without subtraction, so that rare and far states have all their digits. From states that do not lead to A the
 * probability is exactly 0.
 *
 * @throws RangeError if a name is no state
 *
 * @see Kemeny and Snell (1960), Finite Markov Chains, theorems 3.3.5 and 4.4.7
 *
 * @example
 * ```ts
 * import { createChain, firstPassage } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["active", "quiet", "lost"],
 *   probabilities: [[0.8, 0.2, 0], [0.25, 0.5, 0.25], [0, 0, 1]],
 * });
 * firstPassage(chain, { to: "lost" }).mean.map((t) => Number(t).toFixed(6)); // => ["14.000000", "9.000000", "1.000000"]
 * firstPassage(chain, { to: "active" }).mean; // => ["not-certain", "not-certain", "never"]
 * firstPassage(chain, { to: "active" }).probability[1]?.toFixed(6); // => "0.500000"
 * ```
 */
export function firstPassage(chain: Chain, options: FirstPassageOptions): FirstPassage {
  const { states, probabilities } = chain;
  const targets = positionsOf("find a first passage", "to", chain, options.to);
  const isTarget = new Uint8Array(states.length);
  for (const target of targets) isTarget[target] = 1;
  const leads = leadsTo(chain, targets);
  const outside = states.flatMap((_, i) => (leads[i] === 1 && isTarget[i] === 0 ? [i] : []));
  const part = substochasticOf(probabilities, outside);

  const intoTarget = (i: number): number => targets.reduce((sum, j) => sum + probabilities[i]![j]!, 0);
  const spread = (found: Float64Array): Float64Array => {
    const all = new Float64Array(states.length);
    outside.forEach((state, i) => {
      all[state] = found[i]!;
    });
    return all;
  };
  const solve = (right: (i: number) => number): Float64Array =>
    spread(solveSubstochastic(part, Float64Array.from(outside, right), 1));
  /** One step from any state, then on from where it leads, but for the targets, where one has arrived. */
  const step = (from: number, value: Float64Array): number =>
    probabilities[from]!.reduce((sum, p, to) => (isTarget[to] === 1 ? sum : sum + p * value[to]!), 0);

  const reach = solve(intoTarget);
  // T weighed with the event that it is finite: of those who do arrive.
  const weighted = solve((i) => intoTarget(i) + step(i, reach));
  const squares = solve((i) => intoTarget(i) + step(i, reach) + 2 * step(i, weighted));

  const certain = states.map((_, i) => isCertain(i));
  /** Certain to arrive: no path leads to where there is no way to a target without passing one. */
  function isCertain(start: number): boolean {
    const seen = new Set<number>();
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const [to, p] of probabilities[at]!.entries()) {
        if (p === 0 || isTarget[to] === 1 || seen.has(to)) continue;
        if (leads[to] === 0) return false;
        seen.add(to);
        open.push(to);
      }
    return true;
  }

  const probability = states.map((_, i) => (certain[i] ? 1 : Math.min(1, intoTarget(i) + step(i, reach))));
  const means = states.map((_, i) => intoTarget(i) + step(i, reach) + step(i, weighted));
  const seconds = states.map(
    (_, i) => intoTarget(i) + step(i, reach) + 2 * step(i, weighted) + step(i, squares),
  );
  const orWhy = (i: number, value: number): MeanPeriods => {
    if (certain[i]) return value;
    return probability[i] === 0 ? "never" : "not-certain";
  };
  return Object.freeze({
    states,
    to: Object.freeze(targets.map((at) => states[at]!)),
    probability: Object.freeze(probability),
    mean: Object.freeze(means.map((mean, i) => orWhy(i, mean))),
    variance: Object.freeze(seconds.map((second, i) => orWhy(i, Math.max(0, second - means[i]! ** 2)))),
    meanOfThose: Object.freeze(
      means.map((mean, i) => (probability[i] === 0 ? "never" : mean / probability[i]!)),
    ),
  });
}
