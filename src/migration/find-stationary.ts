import { stationaryDistribution } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import { classifyStates } from "./classify-states.ts";
import { findAbsorption } from "./find-absorption.ts";

/** Where a chain settles: one distribution for each recurrent class. */
export interface StationaryDistributions {
  /** The states, in the order of each distribution. */
  readonly states: readonly string[];
  /** One for each recurrent class, in the order of the classes. */
  readonly classes: readonly {
    /** The states of the class. */
    readonly states: readonly string[];
    /**
     * The share of time spent in each state by who is in the class, 0 outside of it. With a period above 1 the distribution
     * of a single period does not settle; the share of time does.
     */
    readonly distribution: readonly number[];
    /** The period of the class. */
    readonly period: number;
  }[];
}

/**
 * Finds the stationary distributions of a chain: one for each class that is never left.
 *
 * π·P = π, Σπ = 1, within each recurrent class
 *
 * By the elimination of Grassmann, Taksar and Heyman, which never subtracts: shares of 1e-20 have all their digits, where
 * eigenvalue routines return noise and negative numbers, and nearly separate classes do no harm.
 *
 * @see Grassmann, Taksar and Heyman (1985), Regenerative analysis and steady state distributions for Markov chains
 *
 * @example
 * ```ts
 * import { createChain, findStationary } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["A", "B", "lost"],
 *   probabilities: [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0, 0, 1]],
 * });
 * findStationary(chain).classes.map(({ distribution }) => distribution); // => [[0, 0, 1]]
 * ```
 */
export function findStationary(chain: Chain): StationaryDistributions {
  const { states, probabilities } = chain;
  const at = new Map(states.map((state, i) => [state, i]));
  const classes = classifyStates(chain)
    .classes.filter(({ recurrent }) => recurrent)
    .map((inside) => {
      const members = inside.states.map((state) => at.get(state)!);
      const within = stationaryDistribution(members.map((i) => members.map((j) => probabilities[i]![j]!)));
      const distribution = states.map(() => 0);
      members.forEach((state, i) => {
        distribution[state] = within[i]!;
      });
      return Object.freeze({
        states: inside.states,
        distribution: Object.freeze(distribution),
        period: inside.period,
      });
    });
  return Object.freeze({ states, classes: Object.freeze(classes) });
}

/**
 * Finds the share of time that will in the long run be spent in each state by customers who are now distributed as stated:
 * the mixture of the stationary distributions, each with the probability to end in its class.
 *
 * lim 1/T Σ_{t<T} n·Pᵗ = Σ_c P(end in c)·π_c
 *
 * @param now - customers, or shares, by state in the chain's order
 * @returns customers, or shares, by state; they sum to those of now
 * @throws RangeError if `now` does not fit the chain or is negative
 *
 * @example
 * ```ts
 * import { createChain, findLongRun } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["trial", "member", "lost"],
 *   probabilities: [[0.5, 0.25, 0.25], [0, 1, 0], [0, 0, 1]],
 * });
 * findLongRun(chain, [100, 10, 0]); // => [0, 60, 50]
 * ```
 */
export function findLongRun(chain: Chain, now: readonly number[]): readonly number[] {
  const { states } = chain;
  if (now.length !== states.length)
    throw new RangeError(
      `Cannot find the long run: now must have one number for each of the ${states.length} states, got ${now.length}`,
    );
  const wrong = now.findIndex((n) => !(n >= 0 && Number.isFinite(n)));
  if (wrong >= 0)
    throw new RangeError(
      `Cannot find the long run: ${states[wrong]} must have a non-negative number, got ${now[wrong]}`,
    );
  const { classes } = findStationary(chain);
  const { transient, probability } = findAbsorption(chain);
  const at = new Map(states.map((state, i) => [state, i]));
  const found = states.map(() => 0);
  // The endings are the recurrent classes, in the same order.
  classes.forEach(({ states: inside, distribution }, ending) => {
    const here = inside.reduce((sum, state) => sum + now[at.get(state)!]!, 0);
    const coming = transient.reduce(
      (sum, state, i) => sum + now[at.get(state)!]! * probability[i]![ending]!,
      0,
    );
    distribution.forEach((share, i) => {
      found[i]! += (here + coming) * share;
    });
  });
  return Object.freeze(found);
}
