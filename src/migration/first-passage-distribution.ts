import { positionsOf } from "./_state-set.ts";
import type { Chain } from "./chain.ts";

/** Options of {@link firstPassageDistribution}. */
export interface FirstPassageDistributionOptions {
  /** The state, or the states, whose first meeting is asked for. */
  readonly to: string | readonly string[];
  /** How many periods to look ahead. */
  readonly periods: number;
}

/**
 * Finds the probability to meet some states for the first time in exactly 1, 2, … periods, from each state.
 *
 * P(T = 1) = r; P(T = t) = Q·P(T = t − 1), with Q the moves to states outside of the target and r those into it
 *
 * @returns `rows[i][t − 1]`: the probability that it takes t periods from state i; a row sums to the probability to arrive
 * within the periods
 * @throws RangeError if a name is no state or `periods` is not a positive integer
 *
 * @example
 * ```ts
 * import { createChain, firstPassageDistribution } from "clientele/migration";
 *
 * const chain = createChain({ states: ["in", "out"], probabilities: [[0.5, 0.5], [0, 1]] });
 * firstPassageDistribution(chain, { to: "out", periods: 3 })[0]; // => [0.5, 0.25, 0.125]
 * ```
 */
export function firstPassageDistribution(
  chain: Chain,
  options: FirstPassageDistributionOptions,
): readonly (readonly number[])[] {
  const { probabilities } = chain;
  const doing = "find the distribution of a first passage";
  const targets = positionsOf(doing, "to", chain, options.to);
  const { periods } = options;
  if (!Number.isInteger(periods) || periods < 1)
    throw new RangeError(`Cannot ${doing}: periods must be a positive integer, got ${periods}`);
  const isTarget = new Uint8Array(probabilities.length);
  for (const target of targets) isTarget[target] = 1;
  let now = probabilities.map((row) => targets.reduce((sum, j) => sum + row[j]!, 0));
  const found = now.map((p) => [p]);
  for (let t = 2; t <= periods; t++) {
    const before = now;
    now = probabilities.map((row) =>
      row.reduce((sum, p, k) => (isTarget[k] === 1 ? sum : sum + p * before[k]!), 0),
    );
    for (const [i, p] of now.entries()) found[i]!.push(p);
  }
  return Object.freeze(found.map((row) => Object.freeze(row)));
}
