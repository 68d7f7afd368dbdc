import { logEvidence } from "./_log-evidence.ts";
import { pooledPrior } from "./_pooled-prior.ts";
import { type Support, supportOf } from "./_support.ts";
import { type Chain, createChain } from "./chain.ts";
import type { TransitionCounts } from "./count-transitions.ts";

/** Options of {@link estimatePosterior}. */
export interface PosteriorOptions {
  /**
   * What was believed before any move was seen, in moves: one number for every possible cell, or a table; or `"pooled"`, κ moves
   * in each row, shared out as all rows together are, with the κ that makes the data likeliest.
   * @defaultValue `1`
   */
  readonly prior?: number | readonly (readonly number[])[] | "pooled" | undefined;
  /**
   * Which moves are possible. No belief is spent on the others: their probability is 0.
   * @defaultValue `"observed"`
   */
  readonly support?: Support | undefined;
}

/** What the counts and a prior say of a transition matrix: a Dirichlet distribution for each row. */
export interface TransitionPosterior extends Chain {
  /** The posterior means; each row sums to 1. A chain, so that every analysis reads it. */
  readonly probabilities: readonly (readonly number[])[];
  /** The shapes of the Dirichlet distributions, prior and counts together; 0 where a move is impossible. */
  readonly shapes: readonly (readonly number[])[];
  /** The prior's part of the shapes. */
  readonly prior: readonly (readonly number[])[];
  /** The standard deviation of each probability. */
  readonly standardDeviation: readonly (readonly number[])[];
  /**
   * The likeliest matrix; `"boundary"` in rows where it lies on the edge, a shape being below 1, so that there is no single
   * one.
   */
  readonly mode: readonly (readonly number[] | "boundary")[];
  /** The logarithm of the probability of the observed moves, in their order, under the prior. */
  readonly logEvidence: number;
  /** Of the prior `"pooled"`: how many moves it counts for in each row. */
  readonly priorMoves?: number;
}

/**
 * Estimates transition probabilities with a Dirichlet prior on the possible moves.
 *
 * p_i ~ Dirichlet(α_i + n_i); mean (α_ij + n_ij)/(A_i + N_i); variance mean·(1 − mean)/(A_i + N_i + 1); mode
 * (α_ij + n_ij − 1)/(A_i + N_i − K_i); ln evidence = Σ_i [ln Γ(A_i) − ln Γ(A_i + N_i) + Σ_j ln Γ(α_ij + n_ij) − ln Γ(α_ij)]
 *
 * A small row leans on its prior, a large one on its counts. Structural zeros stay zero: smoothing over all cells would invent
 * moves that cannot happen.
 *
 * @throws RangeError if the prior is not positive on possible moves, does not fit, or the support forbids a move that was seen
 *
 * @see Martin (1967), Bayesian Decision Problems and Markov Chains; Good (1965) for the pooled prior
 *
 * @example
 * ```ts
 * import { estimatePosterior, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = {
 *   states: ["A", "B", "lost"],
 *   counts: [[6, 2, 0], [1, 3, 4], [0, 0, 9]],
 *   total: 25,
 *   entries: [],
 *   gaps: 0,
 *   periods: [],
 * };
 * const found = estimatePosterior(counts);
 * found.probabilities; // => [[0.7, 0.3, 0], [2 / 11, 4 / 11, 5 / 11], [0, 0, 1]]
 * found.mode[0]; // => [0.75, 0.25, 0]
 * ```
 */
export function estimatePosterior(
  counts: TransitionCounts,
  options: PosteriorOptions = {},
): TransitionPosterior {
  const doing = "estimate a posterior";
  const { states } = counts;
  const { prior: asked = 1, support = "observed" } = options;
  const allowed = supportOf(doing, states, counts.counts, support);
  const pooled = asked === "pooled" ? pooledPrior(counts.counts, allowed) : undefined;
  const prior = pooled?.prior ?? priorTable(doing, states, allowed, asked as Exclude<typeof asked, "pooled">);
  const shapes = prior.map((row, i) => row.map((a, j) => a + counts.counts[i]![j]!));
  const totals = shapes.map((row) => row.reduce((sum, a) => sum + a, 0));
  const probabilities = shapes.map((row, i) => row.map((a) => a / totals[i]!));
  return Object.freeze({
    ...createChain({ states, probabilities }),
    shapes: frozen(shapes),
    prior: frozen(prior),
    standardDeviation: frozen(
      probabilities.map((row, i) =>
        row.map((p, j) => Math.sqrt((p * (totals[i]! - shapes[i]![j]!)) / totals[i]! / (totals[i]! + 1))),
      ),
    ),
    mode: Object.freeze(shapes.map((row) => modeOf(row))),
    logEvidence: logEvidence(prior, counts.counts),
    ...(pooled === undefined ? {} : { priorMoves: pooled.moves }),
  });
}

const frozen = (rows: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  Object.freeze(rows.map((row) => Object.freeze([...row])));

function priorTable(
  doing: string,
  states: readonly string[],
  allowed: readonly (readonly boolean[])[],
  asked: number | readonly (readonly number[])[],
): readonly (readonly number[])[] {
  if (
    typeof asked !== "number" &&
    (asked.length !== states.length || asked.some((row) => row.length !== states.length))
  )
    throw new RangeError(`Cannot ${doing}: prior must be ${states.length} × ${states.length} numbers`);
  return allowed.map((row, i) =>
    row.map((possible, j) => {
      const a = typeof asked === "number" ? asked : asked[i]![j]!;
      if (!possible) return 0;
      if (!(a > 0 && Number.isFinite(a)))
        throw new RangeError(
          `Cannot ${doing}: prior of ${states[i]} → ${states[j]} must be a positive number, got ${a}`,
        );
      return a;
    }),
  );
}

function modeOf(shapes: readonly number[]): readonly number[] | "boundary" {
  const possible = shapes.filter((a) => a > 0);
  if (possible.some((a) => a < 1)) return "boundary";
  const total = possible.reduce((sum, a) => sum + a, 0) - possible.length;
  // All shapes 1: every matrix is as likely as any other.
  if (total === 0)
    return possible.length === 1 ? Object.freeze(shapes.map((a) => (a > 0 ? 1 : 0))) : "boundary";
  return Object.freeze(shapes.map((a) => (a > 0 ? (a - 1) / total : 0)));
}
