import type { Chain } from "./chain.ts";

/** States that all lead to one another. */
export interface StateClass {
  /** The states, in the chain's order. */
  readonly states: readonly string[];
  /** Whether no state outside can be reached: who is in the class stays in it. */
  readonly recurrent: boolean;
  /**
   * After how many steps, and multiples of it alone, a state can be met again; 1 for most classes, 0 for a single state
   * that never is.
   */
  readonly period: number;
}

/** How the states of a chain lead to one another. */
export interface StateClasses {
  /** The classes, by their first state. */
  readonly classes: readonly StateClass[];
  /** States that are met again and again by who has come there. */
  readonly recurrent: readonly string[];
  /** States that are left for good at some time. */
  readonly transient: readonly string[];
  /** States that are never left. */
  readonly absorbing: readonly string[];
  /** Whether all states lead to all others. */
  readonly irreducible: boolean;
}

/**
 * Sorts the states of a chain into classes: which lead to one another, which are left for good, which are never left.
 *
 * i and j share a class if some power of P is positive at (i, j) and some at (j, i); a class is recurrent if no move leads out
 * of it; its period is gcd{t : (Pᵗ)_ii > 0}
 *
 * A move counts however small its probability is.
 *
 * @see Tarjan (1972), Depth-first search and linear graph algorithms; Denardo (1977), Periods of connected networks
 *
 * @example
 * ```ts
 * import { classifyStates, createChain } from "clientele/migration";
 *
 * const chain = createChain({
 *   states: ["active", "quiet", "lost"],
 *   probabilities: [[0.8, 0.2, 0], [0.3, 0.5, 0.2], [0, 0, 1]],
 * });
 * const found = classifyStates(chain);
 * found.classes.map(({ states }) => states); // => [["active", "quiet"], ["lost"]]
 * [found.transient, found.absorbing]; // => [["active", "quiet"], ["lost"]]
 * ```
 */
export function classifyStates(chain: Chain): StateClasses {
  const { states, probabilities } = chain;
  const moves = probabilities.map((row) => row.flatMap((p, j) => (p > 0 ? [j] : [])));
  const classOf = stronglyConnected(moves);
  const members: number[][] = [];
  classOf.forEach((c, state) => {
    members[c] ??= [];
    members[c].push(state);
  });
  const ordered = members.sort((a, b) => a[0]! - b[0]!);
  const names = (positions: readonly number[]): readonly string[] =>
    Object.freeze(positions.map((at) => states[at]!));
  const classes = ordered.map((inside) =>
    Object.freeze({
      states: names(inside),
      recurrent: inside.every((from) => moves[from]!.every((to) => classOf[to] === classOf[from])),
      period: periodOf(inside, moves, classOf),
    }),
  );
  const ofKind = (recurrent: boolean): readonly string[] =>
    names(
      ordered
        .filter((_, c) => classes[c]!.recurrent === recurrent)
        .flat()
        .sort((a, b) => a - b),
    );
  return Object.freeze({
    classes: Object.freeze(classes),
    recurrent: ofKind(true),
    transient: ofKind(false),
    absorbing: names(states.flatMap((_, i) => (moves[i]!.length === 1 && moves[i]![0] === i ? [i] : []))),
    irreducible: classes.length === 1,
  });
}

/** The number of the class of each state; without recursion, so that no number of states is too many. */
function stronglyConnected(moves: readonly (readonly number[])[]): Int32Array {
  const size = moves.length;
  const classOf = new Int32Array(size).fill(-1);
  const order = new Int32Array(size).fill(-1);
  const lowest = new Int32Array(size);
  const next = new Int32Array(size);
  const waiting: number[] = [];
  let [met, classes] = [0, 0];
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const at = path[path.length - 1]!;
      if (order[at] === -1) {
        order[at] = lowest[at] = met++;
        waiting.push(at);
      }
      const to = moves[at]![next[at]!];
      if (to !== undefined) {
        next[at]!++;
        if (order[to] === -1) path.push(to);
        else if (classOf[to] === -1) lowest[at] = Math.min(lowest[at]!, order[to]!);
        continue;
      }
      path.pop();
      const before = path[path.length - 1];
      if (before !== undefined) lowest[before] = Math.min(lowest[before]!, lowest[at]!);
      if (lowest[at] !== order[at]) continue;
      for (let member = waiting.pop()!; ; member = waiting.pop()!) {
        classOf[member] = classes;
        if (member === at) break;
      }
      classes++;
    }
  }
  return classOf;
}

/** The greatest common divisor of level(i) + 1 − level(j) over the moves i → j within a class, levels being those of a search. */
function periodOf(
  members: readonly number[],
  moves: readonly (readonly number[])[],
  classOf: Int32Array,
): number {
  const level = new Map([[members[0]!, 0]]);
  let period = 0;
  for (const from of level.keys())
    for (const to of moves[from]!) {
      if (classOf[to] !== classOf[from]) continue;
      const known = level.get(to);
      if (known === undefined) level.set(to, level.get(from)! + 1);
      else period = gcd(period, Math.abs(level.get(from)! + 1 - known));
    }
  return period;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
