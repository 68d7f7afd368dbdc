import { normalDistribution } from "../stats/index.ts";
import { discountedVisits } from "./_solve-discounted.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";
import type { TransitionMatrix } from "./estimate-transition-matrix.ts";
import { type StateValues, type ValueStatesOptions, valueStates } from "./value-states.ts";

/** Options of {@link estimateStateValues}. */
export interface StateValueOptions extends ValueStatesOptions {
  /**
   * How probable it is that a value lies within its interval.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
}

/** What a customer in each state is worth, and how well that is known. */
export interface EstimatedStateValues extends StateValues {
  /** How far each value may be off because the chain is known from so many moves only. */
  readonly standardDeviation: readonly number[];
  /**
   * How the errors of the values go together. That of a whole base of n customers by state is √(n·covariance·nᵀ): smaller than
   * their sum.
   */
  readonly covariance: readonly (readonly number[])[];
  /** Values ∓ so many standard deviations as the probability asks for. */
  readonly interval: readonly (readonly [number, number])[];
}

/**
 * Values a customer by state, and says how well the value is known: the uncertainty of the estimated chain carried over to the
 * lifetime value by its first derivatives (the delta method).
 *
 * Cov(V_s, V_t) = Σ_i [Σ_j p_ij·w_sij·w_tij − (Σ_j p_ij·w_sij)(Σ_j p_ij·w_tij)]/m_i, w_sij = ∂V_s/∂p_ij = N_si·γ·(V_j + c_ij),
 * N = (I − γP)⁻¹, with c_ij what a move brings; m_i is the number of moves from i, of a posterior A_i + 1 with A_i the sum of its
 * shapes; over a finite horizon ∂V⁽ʰ⁾ = ∂P·γ·(V⁽ʰ⁻¹⁾ + c) + γP·∂V⁽ʰ⁻¹⁾
 *
 * The rewards are taken as known. `spread` is another matter: how far one customer may be from the mean. With few moves compare
 * {@link drawStateValues}, which makes no linear approximation.
 *
 * @param estimate - a posterior, or a matrix estimated by maximum likelihood
 * @throws RangeError as {@link valueStates}, if the probability is not between 0 and 1, or a matrix has a state without moves, of
 * whose probabilities nothing is known
 *
 * @see Pfeifer and Carraway (2000), eqs. 6 to 10, for V; Mannor, Simester, Sun and Tsitsiklis (2007), Bias and variance
 * approximation in value function estimates, for its error
 *
 * @example
 * ```ts
 * import { estimatePosterior, estimateStateValues, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts =
 *   { states: ["active", "lost"], counts: [[80, 20], [0, 50]], total: 150, entries: [], gaps: 0, periods: [] };
 * const worth = estimateStateValues(estimatePosterior(counts), { rewards: [100, 0], discountRate: 0.25 });
 * worth.values.map((v) => v.toFixed(1)); // => ["274.2", "0.0"]
 * worth.standardDeviation.map((v) => v.toFixed(1)); // => ["24.0", "0.0"]
 * ```
 */
export function estimateStateValues(
  estimate: TransitionPosterior | TransitionMatrix,
  options: StateValueOptions,
): EstimatedStateValues {
  const { probability = 0.95 } = options;
  if (!(probability > 0 && probability < 1))
    throw new RangeError(
      `Cannot estimate state values: probability must be between 0 and 1, got ${probability}`,
    );
  const moves = movesOf(estimate);
  const found = valueStates(estimate, options);
  const { probabilities, states } = estimate;
  const shift = { start: 1, middle: Math.sqrt(found.discountFactor), end: found.discountFactor }[
    found.timing
  ];
  const slopes = slopesOf(estimate, options, found, shift);
  const covariance = states.map((_, s) =>
    states.map((_, t) =>
      moves.reduce((sum, m, i) => {
        const row = probabilities[i]!;
        const [ws, wt] = [slopes[s]![i]!, slopes[t]![i]!];
        const [ms, mt] = [meanOf(row, ws), meanOf(row, wt)];
        return sum + row.reduce((part, p, j) => part + p * (ws[j]! - ms) * (wt[j]! - mt), 0) / m;
      }, 0),
    ),
  );
  const standardDeviation = covariance.map((row, s) => Math.sqrt(row[s]!));
  const z = normalDistribution().upperQuantile((1 - probability) / 2);
  return Object.freeze({
    ...found,
    standardDeviation: Object.freeze(standardDeviation),
    covariance: Object.freeze(covariance.map((row) => Object.freeze(row))),
    interval: Object.freeze(
      found.values.map((v, s) =>
        Object.freeze([v - z * standardDeviation[s]!, v + z * standardDeviation[s]!] as const),
      ),
    ),
  });
}

const meanOf = (row: readonly number[], of: readonly number[]): number =>
  row.reduce((sum, p, j) => sum + p * of[j]!, 0);

/** By how many moves each row's variance p(1 − p) is divided. */
function movesOf(estimate: TransitionPosterior | TransitionMatrix): readonly number[] {
  if ("shapes" in estimate) return estimate.shapes.map((row) => row.reduce((sum, a) => sum + a, 1));
  const { emptyRows, rowTotals } = estimate;
  if (emptyRows.length > 0)
    throw new RangeError(
      `Cannot estimate state values: every state must have been left at least once, got none for ${emptyRows.join(", ")}`,
    );
  return rowTotals;
}

/** `slopes[s][i][j]` = ∂V_s/∂p_ij. */
function slopesOf(
  { probabilities, states }: TransitionPosterior | TransitionMatrix,
  options: ValueStatesOptions,
  { discountFactor: factor, periods }: StateValues,
  shift: number,
): readonly (readonly (readonly number[])[])[] {
  const brings = (i: number, j: number): number => options.moveRewards?.[i]?.[j] ?? 0;
  const valuesOf = (horizon: number | "infinite"): readonly number[] =>
    valueStates({ states, probabilities }, { ...options, timing: "start", periods: horizon }).values;
  if (periods === "infinite") {
    const next = valuesOf("infinite");
    const visits = discountedVisits(probabilities, factor);
    return states.map((_, s) =>
      states.map((_, i) => next.map((v, j) => shift * visits[s]![i]! * factor * (v + brings(i, j)))),
    );
  }
  let next: readonly number[] = states.map(() => 0);
  let slopes = states.map(() => states.map(() => states.map(() => 0)));
  const reward = options.rewards;
  for (let t = 0; t < periods; t++) {
    const [before, slopesBefore] = [next, slopes];
    slopes = states.map((_, s) =>
      states.map((_, i) =>
        states.map((_, j) => {
          const own = s === i ? shift * factor * (before[j]! + brings(i, j)) : 0;
          return (
            own + factor * probabilities[s]!.reduce((sum, p, k) => sum + p * slopesBefore[k]![i]![j]!, 0)
          );
        }),
      ),
    );
    next = probabilities.map((row, i) =>
      row.reduce((sum, p, j) => sum + factor * p * (before[j]! + brings(i, j)), reward[i]!),
    );
  }
  return slopes;
}
