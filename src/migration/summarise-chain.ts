import { eigenvalues } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import { classifyStates } from "./classify-states.ts";
import { findStationary } from "./find-stationary.ts";
import type { MeanPeriods } from "./first-passage.ts";
import { meanFirstPassage } from "./mean-first-passage.ts";

/** Options of {@link summariseChain}. */
export interface SummariseChainOptions {
  /**
   * The share of customers in each state, in the chain's order, by which Bartholomew's indices weigh the states.
   * @defaultValue the stationary distribution
   */
  readonly shares?: readonly number[] | undefined;
}

/** Measures of movement that need one stationary distribution with all states in it. */
export interface IrreducibleSummary {
  /** Tells it from a chain that has none. */
  readonly kind: "irreducible";
  /** `Σ_j π_j·m_ij` with m_ii = 0: the mean number of periods to a state drawn by π, the same from every state. */
  readonly kemeny: number;
  /** `−Σ_i π_i Σ_j p_ij·log₂ p_ij`: how uncertain the next state is, in bits a period. */
  readonly entropyRate: number;
  /** `K·Σ w_i·(1 − p_ii)/(K − 1)`: the share of customers who move, 1 for independent draws from equal shares. */
  readonly bartholomewMoves: number;
  /** `Σ_i w_i Σ_j p_ij·|i − j|/(K − 1)`: the mean distance moved, 1 where everyone always crosses the whole scale. */
  readonly bartholomewDistance: number;
}

/** How much customers move. */
export interface ChainSummary {
  /** The states. */
  readonly states: readonly string[];
  /** `1/(1 − p_ii)`: the mean number of periods that a stay lasts; `"not-certain"` to end where it is never left. */
  readonly sojourn: readonly MeanPeriods[];
  /** Of each state, the probability to move to an earlier one, a better one where the states are ordered so. */
  readonly upgrade: readonly number[];
  /** Of each state, the probability to move to a later one. */
  readonly downgrade: readonly number[];
  /** `(K − tr P)/(K − 1)`: the share who leave their state, averaged over the states (Prais, Shorrocks). */
  readonly shorrocks: number;
  /** `1 − |det P|`: 0 where nobody moves or all only change places, 1 where two states lead on alike. */
  readonly determinantIndex: number;
  /** `1 − |λ₂|`, λ₂ the eigenvalue of second largest modulus: the share of what is left of a start that a period forgets. */
  readonly eigenvalueIndex: number;
  /**
   * `−1/ln|λ₂|`: the periods in which the memory of the start falls to 1/e; 0 where one period forgets it, `"never"` where it stays, the
   * chain having several ends or going round.
   */
  readonly relaxation: MeanPeriods;
  /** What holds for the chain as a whole once it has settled, where that is one thing. */
  readonly settled:
    | IrreducibleSummary
    | {
        /** Not all states lead to all others. */
        readonly kind: "reducible";
        /** The states of each class. */
        readonly classes: readonly (readonly string[])[];
      };
}

/**
 * Summarises how much customers move: how long stays last, how many go up and down, and the usual indices of mobility.
 *
 * Kemeny's constant and the entropy rate weigh the states by π; Bartholomew's indices by the shares w, π unless given.
 * Indices of movement over the scale read the states in their order, the best first. A chain of one state does not move: its
 * indices are 0.
 *
 * @throws RangeError if the shares are not one non-negative number for each state, summing to 1
 *
 * @see Shorrocks (1978), The measurement of mobility, for three of them; Sommers and Conlisk (1979), Eigenvalue immobility measures for
 * Markov chains; Bartholomew (1973), Stochastic Models for Social Processes; Kemeny and
 * Snell (1960), corollary 4.3.6
 *
 * @example
 * ```ts
 * import { createChain, summariseChain } from "clientele/migration";
 *
 * const found = summariseChain(createChain({ states: ["A", "B"], probabilities: [[0.75, 0.25], [0.5, 0.5]] }));
 * found.sojourn; // => [4, 2]
 * found.shorrocks; // => 0.75
 * if (found.settled.kind === "irreducible") found.settled.kemeny.toFixed(6); // => "1.333333"
 * ```
 */
export function summariseChain(chain: Chain, options: SummariseChainOptions = {}): ChainSummary {
  const { states, probabilities } = chain;
  const size = states.length;
  const scale = Math.max(1, size - 1);
  const sum = (row: readonly number[]): number => row.reduce((total, p) => total + p, 0);
  /** 1 − p_ii as the sum of the moves away, which loses no digits where a stay is nearly certain. */
  const leaving = probabilities.map((row, i) => sum(row.filter((_, j) => j !== i)));
  const spectrum = eigenvalues(probabilities);
  const second = size === 1 ? 0 : Math.min(1, spectrum[1]!.modulus);
  const product = spectrum.reduce((all, { modulus }) => all * modulus, 1);
  return Object.freeze({
    states,
    sojourn: Object.freeze(leaving.map((away) => (away === 0 ? "not-certain" : 1 / away))),
    upgrade: Object.freeze(probabilities.map((row, i) => sum(row.slice(0, i)))),
    downgrade: Object.freeze(probabilities.map((row, i) => sum(row.slice(i + 1)))),
    shorrocks: sum(leaving) / scale,
    determinantIndex: size === 1 ? 0 : 1 - Math.min(1, Math.abs(product)),
    eigenvalueIndex: size === 1 ? 0 : 1 - second,
    relaxation: second >= 1 - 1e-12 ? "never" : second < 1e-12 ? 0 : -1 / Math.log(second),
    settled: settledOf(chain, leaving, scale, checkedShares(chain, options.shares)),
  });
}

function checkedShares(
  { states }: Chain,
  shares: readonly number[] | undefined,
): readonly number[] | undefined {
  if (shares === undefined) return undefined;
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (shares.length !== states.length || !shares.every((share) => share >= 0) || Math.abs(total - 1) > 1e-8)
    throw new RangeError(
      `Cannot summarise a chain: shares must be ${states.length} non-negative numbers that sum to 1, got ${shares.join(", ")}`,
    );
  return shares;
}

function settledOf(
  chain: Chain,
  leaving: readonly number[],
  scale: number,
  given: readonly number[] | undefined,
): ChainSummary["settled"] {
  const { probabilities } = chain;
  const { irreducible, classes } = classifyStates(chain);
  if (!irreducible)
    return Object.freeze({
      kind: "reducible",
      classes: Object.freeze(classes.map(({ states }) => states)),
    });
  const pi = findStationary(chain).classes[0]!.distribution;
  const shares = given ?? pi;
  const mean = (of: (i: number) => number, weights = pi): number =>
    weights.reduce((total, share, i) => total + share * of(i), 0);
  const [first = []] = meanFirstPassage(chain);
  return Object.freeze({
    kind: "irreducible",
    kemeny: mean((j) => (j === 0 ? 0 : (first[j] as number))),
    entropyRate: mean((i) =>
      probabilities[i]!.reduce((bits, p) => (p > 0 ? bits - p * Math.log2(p) : bits), 0),
    ),
    bartholomewMoves: mean((i) => leaving[i]!, shares) * (pi.length / scale),
    bartholomewDistance: mean(
      (i) => probabilities[i]!.reduce((total, p, j) => total + (p * Math.abs(i - j)) / scale, 0),
      shares,
    ),
  });
}
