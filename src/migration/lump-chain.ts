import { type Chain, createChain } from "./chain.ts";

/** Options of {@link lumpChain}. */
export interface LumpOptions {
  /** The new states by name, each with the states that it takes together; every state in exactly one. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /**
   * How far the probabilities of states in one group may differ.
   * @defaultValue `1e-9`
   */
  readonly tolerance?: number | undefined;
}

/** Whether states may be taken together, and what then remains. */
export type LumpedChain =
  | {
      /** The states of each group behave alike: the grouped chain is a chain again, whatever the start. */
      readonly kind: "lumpable";
      /** The chain of the groups. */
      readonly chain: Chain;
    }
  | {
      /** Two states of a group differ in where they lead: taken together they would forget something that matters. */
      readonly kind: "not-lumpable";
      /** The greatest difference found. */
      readonly difference: number;
      /** The two states that differ. */
      readonly states: readonly [string, string];
      /** The group to which they lead with different probabilities. */
      readonly to: string;
    };

/**
 * Tells whether tiers may be merged without spoiling the chain, and merges them.
 *
 * Lumpable if Σ_{k ∈ B} p_ik is the same for all i of a group, for every group B
 *
 * @throws RangeError if a state is in no group or in two, or a group names no state
 *
 * @see Kemeny and Snell (1960), theorem 6.3.2
 *
 * @example
 * ```ts
 * import { createChain, lumpChain } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["gold", "new", "silver"],
 *   probabilities: [[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]],
 * });
 * const merged = lumpChain(chain, { groups: { valued: ["gold", "silver"], new: ["new"] } });
 * merged.kind === "lumpable" && merged.chain.probabilities; // => [[0.75, 0.25], [1, 0]]
 * lumpChain(chain, { groups: { early: ["gold", "new"], late: ["silver"] } }).kind; // => "not-lumpable"
 * ```
 */
export function lumpChain(chain: Chain, options: LumpOptions): LumpedChain {
  const { states, probabilities } = chain;
  const { groups, tolerance = 1e-9 } = options;
  if (!(tolerance >= 0))
    throw new RangeError(`Cannot lump a chain: tolerance must be a number from 0 up, got ${tolerance}`);
  const names = Object.keys(groups);
  const groupOf = groupsOf(states, groups);
  const sums = probabilities.map((row) => {
    const into = names.map(() => 0);
    row.forEach((p, j) => {
      into[groupOf[j]!]! += p;
    });
    return into;
  });
  const first = names.map((_, g) => groupOf.indexOf(g));
  let worst = { difference: 0, states: ["", ""] as [string, string], to: "" };
  sums.forEach((into, i) => {
    const like = first[groupOf[i]!]!;
    into.forEach((p, g) => {
      const difference = Math.abs(p - sums[like]![g]!);
      if (difference > worst.difference)
        worst = { difference, states: [states[like]!, states[i]!], to: names[g]! };
    });
  });
  if (worst.difference > tolerance)
    return Object.freeze({ kind: "not-lumpable", ...worst, states: Object.freeze(worst.states) });
  const lumped = createChain({ states: names, probabilities: first.map((i) => sums[i]!) });
  return Object.freeze({ kind: "lumpable", chain: lumped });
}

/** The group of each state, by number. */
function groupsOf(
  states: readonly string[],
  groups: Readonly<Record<string, readonly string[]>>,
): readonly number[] {
  const found = new Map<string, number>();
  Object.entries(groups).forEach(([name, members], g) => {
    if (members.length === 0)
      throw new RangeError(`Cannot lump a chain: group ${name} must name a state, got none`);
    for (const state of members) {
      if (!states.includes(state))
        throw new RangeError(`Cannot lump a chain: ${name} must name states of the chain, got ${state}`);
      if (found.has(state))
        throw new RangeError(`Cannot lump a chain: a state must be in one group, got ${state} twice`);
      found.set(state, g);
    }
  });
  return states.map((state) => {
    const group = found.get(state);
    if (group === undefined)
      throw new RangeError(`Cannot lump a chain: every state must be in a group, got ${state} in none`);
    return group;
  });
}
