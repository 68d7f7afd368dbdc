import { ClienteleError } from "../issues/index.ts";
import { wrongParameter } from "./_check.ts";
import { type Dense, toList, toSquare } from "./_matrix.ts";
import type { MatrixRows } from "./matrix.ts";

/** Options of {@link stationaryDistribution}. */
export interface StationaryDistributionOptions {
  /**
   * What the matrix holds: `"probabilities"` of moves in one step (rows sum to 1) or `"rates"` of a continuous-time chain (a
   * generator: rows sum to 0).
   * @defaultValue `"probabilities"`
   */
  readonly of?: "probabilities" | "rates" | undefined;
}

/** How far the sum of a row may be off, by the size of its entries: rounding, but not a lost digit. */
const ROW_TOLERANCE = 1e-9;

/**
 * The stationary distribution of an irreducible Markov chain: the one distribution that a step does not change, the
 * long-run share of time in each state.
 *
 * π P = π (or π Q = 0), Σ π_i = 1
 *
 * States are eliminated one by one (Grassmann, Taksar and Heyman). Nothing is subtracted and the diagonal is not
 * read, so that every entry, however small, has its digits even where groups of states hardly ever change: its relative error
 * is at most about 2n³ · 2⁻⁵³ (O'Cinneide 1993), in practice some 1e-15. A thousand states take about a second.
 *
 * @throws RangeError when the matrix is not square, holds a negative number off the diagonal (for probabilities: anywhere),
 *   a row does not sum to 1 (to 0) within 1e-9, or a probability exceeds the range of doubles.
 * @throws ClienteleError `reducible-chain` when some state cannot be reached from another; they are named. Ask for one class
 *   of states that reach each other at a time.
 *
 * @see Grassmann, Taksar and Heyman (1985), Regenerative analysis and steady state distributions for Markov chains, Operations
 *   Research 33
 *
 * @example
 * ```ts
 * import { stationaryDistribution } from "clientele/stats";
 *
 * const weather = [[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]];
 * stationaryDistribution(weather).map((p) => p.toFixed(12)); // => ["0.400000000000", "0.200000000000", "0.400000000000"]
 * stationaryDistribution([[-2, 2], [6, -6]], { of: "rates" }); // => [0.75, 0.25]
 * stationaryDistribution([[0.5, 0.4], [0, 1]]); // throws row 0 of matrix must sum to 1, got 0.9
 * stationaryDistribution([[0.5, 0.5], [0, 1]]); // throws state 0 cannot be reached from state 1
 * ```
 */
export function stationaryDistribution(
  matrix: MatrixRows,
  options: StationaryDistributionOptions = {},
): readonly number[] {
  const doing = "find a stationary distribution";
  const { of = "probabilities" } = options;
  if (of !== "probabilities" && of !== "rates")
    throw wrongParameter(doing, "of", '"probabilities" or "rates"', of);
  const dense = toSquare(doing, "matrix", matrix);
  checkRows(doing, dense, of);
  checkIrreducible(doing, dense);
  const pi = eliminateStates(dense.entries, dense.rows);
  let total = 0;
  for (const value of pi) total += value;
  if (!Number.isFinite(total) || !(total > 0))
    throw new RangeError(`Cannot ${doing}: the moves between states must stay within the range of doubles`);
  return toList(pi.map((value) => value / total));
}

/** Refuses rows that are no distribution (no row of a generator), naming the first. */
function checkRows(doing: string, { rows: n, entries: p }: Dense, of: "probabilities" | "rates"): void {
  const target = of === "rates" ? 0 : 1;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    let size = 0;
    for (let j = 0; j < n; j++) {
      const value = p[i * n + j]!;
      if (value < 0 && (of === "probabilities" || i !== j))
        throw wrongParameter(doing, `matrix at row ${i}, column ${j}`, "a number not below 0", value);
      sum += value;
      size += Math.abs(value);
    }
    if (!(Math.abs(sum - target) <= ROW_TOLERANCE * (target || size)))
      throw new RangeError(`Cannot ${doing}: row ${i} of matrix must sum to ${target}, got ${sum}`);
  }
}

/** Refuses a chain whose states do not all reach state 0 and are not all reached from it. */
function checkIrreducible(doing: string, dense: Dense): void {
  const unreached = statesApart(dense, false);
  if (unreached.length > 0)
    throw reducible(doing, unreached, (states) => `${states} cannot be reached from state 0`);
  const stuck = statesApart(dense, true);
  if (stuck.length > 0) throw reducible(doing, stuck, (states) => `state 0 cannot be reached from ${states}`);
}

function reducible(
  doing: string,
  states: readonly number[],
  say: (states: string) => string,
): ClienteleError {
  const shown =
    states.slice(0, 10).join(", ") + (states.length > 10 ? ` and ${states.length - 10} more` : "");
  const finding = say(`${states.length === 1 ? "state" : "states"} ${shown}`);
  return new ClienteleError(
    "reducible-chain",
    `Cannot ${doing}: every state must be reachable from every other, but ${finding}`,
  );
}

/** The states that moves from state 0 (or back to it) never touch. */
function statesApart({ rows: n, entries: p }: Dense, backwards: boolean): number[] {
  const seen = new Uint8Array(n);
  const queue = [0];
  seen[0] = 1;
  for (const state of queue)
    for (let other = 0; other < n; other++) {
      if (seen[other] === 1 || !(p[backwards ? other * n + state : state * n + other]! > 0)) continue;
      seen[other] = 1;
      queue.push(other);
    }
  return [...seen.keys()].filter((state) => seen[state] === 0);
}

/**
 * The unscaled stationary vector; the matrix is overwritten. State by state from the last, the moves through a state are
 * added to the direct moves between the states before it.
 */
function eliminateStates(p: Float64Array, n: number): Float64Array {
  let k = n - 1;
  // Two states at a time, so that the rows before them are read and written once and not twice.
  for (; k > 1; k -= 2) {
    const last = k * n;
    const second = last - n;
    const out = sumOf(p, last, k); // what leaves state k towards the states before it: 1 − p_kk without subtracting
    const shareOfSecond = p[second + k]! / out;
    p[second + k] = shareOfSecond;
    for (let j = 0; j < k; j++) p[second + j]! += shareOfSecond * p[last + j]!;
    const outOfSecond = sumOf(p, second, k - 1);
    for (let i = 0; i < k - 1; i++) {
      const row = i * n;
      const share = p[row + k]! / out;
      p[row + k] = share;
      const viaSecond = (p[row + k - 1]! + share * p[last + k - 1]!) / outOfSecond;
      p[row + k - 1] = viaSecond;
      if (share === 0 && viaSecond === 0) continue;
      for (let j = 0; j < k - 1; j++) p[row + j]! += share * p[last + j]! + viaSecond * p[second + j]!;
    }
  }
  if (k === 1) p[1]! /= p[n]!;
  const pi = new Float64Array(n);
  pi[0] = 1;
  for (let state = 1; state < n; state++) {
    let sum = 0;
    for (let i = 0; i < state; i++) sum += pi[i]! * p[i * n + state]!;
    pi[state] = sum;
    // Long chains of rare moves pass the range of doubles: what is far below the largest may vanish, not the largest.
    if (sum > 1e150) for (let i = 0; i <= state; i++) pi[i]! /= sum;
  }
  return pi;
}

function sumOf(p: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let j = from; j < from + count; j++) sum += p[j]!;
  return sum;
}
