import { matrixLogarithm } from "../stats/index.ts";
import { balanced } from "./_generator.ts";
import type { Chain } from "./chain.ts";

/** How a generator is made of a matrix. */
export interface GeneratorOptions {
  /**
   * What is done where the logarithm has rates below 0: `"diagonal"`, they become 0 and the diagonal what leaves; `"weighted"`, they become
   * 0 and what that adds is taken from the other rates of the row by their sizes; `"quasi-optimization"`, the nearest row with rates
   * from 0 on, in the Euclidean sense.
   * @defaultValue `"weighted"`
   */
  readonly adjust?: "diagonal" | "weighted" | "quasi-optimization" | undefined;
}

/** Rates to move at any time, whose exponential is a matrix of moves in a period. */
export interface Generator {
  /** The states. */
  readonly states: readonly string[];
  /** `rates[i][j]`: from i to j, by the period; each row sums to 0. */
  readonly rates: readonly (readonly number[])[];
}

/** A generator made of a matrix, and whether the matrix has one. */
export interface EstimatedGenerator extends Generator {
  /**
   * Whether the logarithm of the matrix is a generator: `"embeddable"`, exp(rates) is the matrix; `"adjusted"`, its rates had to be
   * changed. Another logarithm than the principal one could still be a generator where it says so, which is rare.
   */
  readonly embedding: "embeddable" | "adjusted";
  /** The lowest rate off the diagonal before any change. */
  readonly lowest: number;
  /** What was done with rates below 0. */
  readonly adjust: "diagonal" | "weighted" | "quasi-optimization" | "none";
}

/** Rates below 0 by no more than this are rounding of the logarithm. */
const ROUNDING = 1e-13;

/**
 * Makes the rates of a continuous-time chain of a matrix of moves in one period, and says whether the matrix has such rates at all.
 *
 * Q = ln P, the principal logarithm, if q_ij ≥ 0 for i ≠ j. Otherwise diagonal: q_ij ← max(q_ij, 0), q_ii ← −Σ q_ij; weighted: q_ij ←
 * max(q_ij, 0)·(1 − b_i/g_i), b_i = Σ max(−q_ij, 0), g_i = Σ max(q_ij, 0) over j ≠ i; quasi-optimization: min ‖row − q_i‖₂ on
 * the rows that sum to 0 with q_ij ≥ 0
 *
 * Few matrices of moves can be the result of moves at any time: a look a year later may have missed what happened in between.
 *
 * @throws ClienteleError `no-principal-logarithm` if the matrix has an eigenvalue that is real and 0 or below
 *
 * @see Israel, Rosenthal and Wei (2001), Finding generators for Markov chains via empirical transition matrices, Mathematical Finance
 * 11, section 4; Kreinin and Sidelnikova (2001), Regularization algorithms for transition matrices, for the last
 *
 * @example
 * ```ts
 * import { createChain, estimateGenerator } from "clientele/migration";
 *
 * const yearly = createChain({ states: ["A", "B"], probabilities: [[0.9, 0.1], [0.2, 0.8]] });
 * const found = estimateGenerator(yearly);
 * found.embedding; // => "embeddable"
 * found.rates[0]?.map((q) => q.toFixed(6)); // => ["-0.118892", "0.118892"]
 * ```
 */
export function estimateGenerator(chain: Chain, options: GeneratorOptions = {}): EstimatedGenerator {
  const { adjust = "weighted" } = options;
  if (!["diagonal", "weighted", "quasi-optimization"].includes(adjust))
    throw new RangeError(
      `Cannot estimate a generator: adjust must be diagonal, weighted or quasi-optimization, got ${adjust}`,
    );
  const logarithm = matrixLogarithm(chain.probabilities);
  const lowest = logarithm.reduce(
    (least, row, i) => row.reduce((low, q, j) => (i === j ? low : Math.min(low, q)), least),
    0,
  );
  const embeddable = lowest >= -ROUNDING;
  const adjusted = embeddable
    ? logarithm.map((row) => row.map((q) => Math.max(q, 0)))
    : logarithm.map((row, i) =>
        adjust === "diagonal"
          ? row.map((q) => Math.max(q, 0))
          : adjust === "weighted"
            ? weighted(row, i)
            : nearest(row, i),
      );
  return Object.freeze({
    states: chain.states,
    rates: frozen(balanced(adjusted)),
    embedding: embeddable ? "embeddable" : "adjusted",
    lowest,
    adjust: embeddable ? "none" : adjust,
  });
}

/** Takes what setting rates to 0 adds from the other rates of the row, by their sizes; the diagonal stays. */
function weighted(row: readonly number[], i: number): number[] {
  const good = row.reduce((sum, q, j) => sum + (j === i ? 0 : Math.max(q, 0)), 0);
  const bad = row.reduce((sum, q, j) => sum + (j === i ? 0 : Math.max(-q, 0)), 0);
  return row.map((q) => (good > 0 ? Math.max(q, 0) * Math.max(0, 1 - bad / good) : 0));
}

/** The projection on rows that sum to 0 with rates from 0 on: all rates that stay above 0 are lowered alike, the diagonal too. */
function nearest(row: readonly number[], i: number): number[] {
  const others = row.filter((_, j) => j !== i).sort((a, b) => b - a);
  // With m rates kept: (diagonal + their sum)/(m + 1) is taken from each of them.
  let shift = row[i]!;
  let sum = row[i]!;
  for (const [m, q] of others.entries()) {
    const next = (sum + q) / (m + 2);
    if (q - next <= 0) break;
    sum += q;
    shift = next;
  }
  return row.map((q, j) => (j === i ? q - shift : Math.max(0, q - shift)));
}

const frozen = (rows: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  Object.freeze(rows.map((row) => Object.freeze([...row])));
