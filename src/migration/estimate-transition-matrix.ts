import type { TransitionCounts } from "./count-transitions.ts";

/** Options of {@link estimateTransitionMatrix}. */
export interface TransitionMatrixOptions {
  /**
   * What becomes of a state that no customer was ever seen to leave: `"refuse"` throws and names it, `"stay"` says that
   * whoever is there stays, and lists the state in `emptyRows`.
   * @defaultValue `"refuse"`
   */
  readonly emptyRow?: "refuse" | "stay" | "uniform" | undefined;
}

/** An estimated matrix with what is needed to judge it. */
export interface TransitionMatrix {
  /** The states, in the order of rows and columns. */
  readonly states: readonly string[];
  /** `probabilities[i][j]`: the probability to be in state j one period after state i; each row sums to 1. */
  readonly probabilities: readonly (readonly number[])[];
  /** The moves behind each cell. */
  readonly counts: readonly (readonly number[])[];
  /** The moves behind each row. */
  readonly rowTotals: readonly number[];
  /** States that were never left in the data; their rows follow from the policy and not from counts. */
  readonly emptyRows: readonly string[];
  /** `Σ n_ij · ln p_ij` over the cells with a count. */
  readonly logLikelihood: number;
  /** How the probabilities were estimated. */
  readonly method: "maximum-likelihood";
}

/**
 * Estimates the transition probabilities of a first-order chain by maximum likelihood.
 *
 * `p_ij = n_ij / Σ_j n_ij`
 *
 * An empty row is never filled in silently; see `emptyRow`.
 *
 * @throws RangeError if a state was never left and `emptyRow` is `"refuse"`
 *
 * @see Anderson and Goodman (1957), Statistical Inference about Markov Chains, eq. 2.8
 *
 * @example
 * ```ts
 * import { estimateTransitionMatrix, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = {
 *   states: ["A", "B"],
 *   counts: [[30, 10], [5, 15]],
 *   total: 60,
 *   entries: [40, 20],
 *   gaps: 0,
 *   periods: [],
 * };
 * estimateTransitionMatrix(counts).probabilities; // => [[0.75, 0.25], [0.25, 0.75]]
 * ```
 */
export function estimateTransitionMatrix(
  counts: TransitionCounts,
  options: TransitionMatrixOptions = {},
): TransitionMatrix {
  const { emptyRow = "refuse" } = options;
  const { states } = counts;
  const rowTotals = counts.counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const emptyRows = states.filter((_, i) => rowTotals[i] === 0);
  if (emptyRow === "refuse" && emptyRows.length > 0)
    throw new RangeError(
      `Cannot estimate transition matrix: every state must have been left at least once, got none for ${emptyRows.join(", ")}`,
    );
  let logLikelihood = 0;
  const probabilities = counts.counts.map((row, i) => {
    const total = rowTotals[i]!;
    if (total === 0)
      return Object.freeze(
        states.map((_, j) => (emptyRow === "uniform" ? 1 / states.length : i === j ? 1 : 0)),
      );
    return Object.freeze(
      row.map((n) => {
        if (n > 0) logLikelihood += n * Math.log(n / total);
        return n / total;
      }),
    );
  });
  return Object.freeze({
    states,
    probabilities: Object.freeze(probabilities),
    counts: counts.counts,
    rowTotals: Object.freeze(rowTotals),
    emptyRows: Object.freeze(emptyRows),
    logLikelihood,
    method: "maximum-likelihood",
  });
}
