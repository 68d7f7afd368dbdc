import type { TransitionMatrix } from "./estimate-transition-matrix.ts";

/** Options of {@link forecastTiers}. */
export interface ForecastTiersOptions {
  /**
   * How many periods ahead.
   * @defaultValue `1`
   */
  readonly steps?: number | undefined;
}

/** Customers expected in each state. */
export interface TierForecast {
  /** The states. */
  readonly states: readonly string[];
  /** Customers in each state now. */
  readonly from: readonly number[];
  /** Customers expected in each state after `steps` periods. */
  readonly expected: readonly number[];
  /** How many periods ahead. */
  readonly steps: number;
  /** The forecast speaks of the customers of today; those who are yet to come are not in it. */
  readonly inflow: "not included";
}

/**
 * Forecasts how many of today's customers will be in each state.
 *
 * `n_{t+h} = n_t · Pʰ`, where n is the row of customers by state
 *
 * The customers are conserved: the expected numbers sum to those of today.
 *
 * @param matrix - the transition matrix of one period
 * @param occupancy - customers by state, in the matrix's order; see {@link countOccupancy}
 * @throws RangeError if the occupancy does not fit the matrix or is negative, or `steps` is not a non-negative integer
 *
 * @example
 * ```ts
 * import { estimateTransitionMatrix, forecastTiers, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[30, 10], [5, 15]], total: 60, entries: [40, 20], gaps: 0, periods: [] };
 * const matrix = estimateTransitionMatrix(counts);
 * forecastTiers(matrix, [100, 20]).expected; // => [80, 40]
 * forecastTiers(matrix, [100, 20], { steps: 2 }).expected; // => [70, 50]
 * ```
 */
export function forecastTiers(
  matrix: TransitionMatrix,
  occupancy: readonly number[],
  options: ForecastTiersOptions = {},
): TierForecast {
  const { steps = 1 } = options;
  const { states, probabilities } = matrix;
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`Cannot forecast tiers: steps must be a non-negative integer, got ${steps}`);
  if (occupancy.length !== states.length)
    throw new RangeError(
      `Cannot forecast tiers: occupancy must have one number for each of the ${states.length} states, got ${occupancy.length}`,
    );
  const wrong = occupancy.findIndex((n) => !(n >= 0 && Number.isFinite(n)));
  if (wrong >= 0)
    throw new RangeError(
      `Cannot forecast tiers: occupancy of ${states[wrong]} must be a non-negative number, got ${occupancy[wrong]}`,
    );
  let expected = [...occupancy];
  for (let step = 0; step < steps; step++) {
    const row = expected;
    expected = states.map((_, j) => row.reduce((sum, n, i) => sum + n * probabilities[i]![j]!, 0));
  }
  return Object.freeze({
    states,
    from: Object.freeze([...occupancy]),
    expected: Object.freeze(expected),
    steps,
    inflow: "not included",
  });
}
