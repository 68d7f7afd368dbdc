import { checkStart, inflowRows } from "./_forecast-start.ts";
import type { Chain } from "./chain.ts";

/** Options of {@link forecastTiers}. */
export interface ForecastTiersOptions {
  /**
   * How many periods ahead.
   * @defaultValue `1`
   */
  readonly steps?: number | undefined;
  /**
   * New customers by state: one row for each of the coming periods, or one row that comes in every period. Those of a period are
   * there at its end and move from the next one on.
   * @defaultValue none
   */
  readonly inflow?: readonly number[] | readonly (readonly number[])[] | undefined;
  /**
   * What a customer brings in a period by state, in any unit.
   * @defaultValue no revenue is forecast
   */
  readonly revenue?: readonly number[] | undefined;
  /**
   * How much less a period's money is worth one period later, for the discounted revenue.
   * @defaultValue `0`
   */
  readonly discountRate?: number | undefined;
}

/** Revenue expected of the customers in each state. */
export interface RevenueForecast {
  /** `byState[t][j]`: of state j after t periods, the present one, t = 0, included. */
  readonly byState: readonly (readonly number[])[];
  /** The sum over states, period by period. */
  readonly total: readonly number[];
  /** The coming periods' revenue, each discounted to the present one, which is not in it. */
  readonly discounted: number;
}

/** Customers expected in each state. */
export interface TierForecast {
  /** The states. */
  readonly states: readonly string[];
  /** Customers in each state now. */
  readonly from: readonly number[];
  /** Customers expected in each state after `steps` periods. */
  readonly expected: readonly number[];
  /** `path[t][j]`: customers expected in state j after t periods, from now, t = 0, on. */
  readonly path: readonly (readonly number[])[];
  /**
   * `deviation[t][j]`: the standard deviation of that number if the chain is exactly known and customers move independently of one
   * another.
   */
  readonly deviation: readonly (readonly number[])[];
  /** How many periods ahead. */
  readonly steps: number;
  /** The customers that come in each period; without them the forecast speaks of the customers of today alone. */
  readonly inflow: "not included" | readonly (readonly number[])[];
  /** The revenue, where revenue by state was given. */
  readonly revenue?: RevenueForecast;
}

/**
 * Forecasts how many customers will be in each state, and what they will bring.
 *
 * `n_{t+1} = n_t·P + inflow_{t+1}`; variance given P: Σ_i n_i·P^h_ij·(1 − P^h_ij), inflows alike from when they come; revenue
 * Σ_j n_tj·r_j, discounted Σ_{t ≥ 1} revenue_t/(1 + d)ᵗ
 *
 * The customers are conserved: the expected numbers sum to those of today and those who came. The deviation is that of chance alone;
 * `forecastBands` of `clientele/migration` adds what is not known of the chain.
 *
 * @param matrix - the transition matrix of one period, or any chain
 * @param occupancy - customers by state, in the matrix's order; see {@link countOccupancy}
 * @throws RangeError if the occupancy, the inflow or the revenue does not fit the matrix or is out of range, or `steps` is not a
 * non-negative integer
 *
 * @see Bartholomew (1982), Stochastic Models for Social Processes, chapters 2 and 3
 *
 * @example
 * ```ts
 * import { createChain, forecastTiers } from "clientele/migration";
 *
 * const matrix = createChain({ states: ["A", "B"], probabilities: [[0.75, 0.25], [0.25, 0.75]] });
 * forecastTiers(matrix, [100, 20]).expected; // => [80, 40]
 * forecastTiers(matrix, [100, 20], { steps: 2 }).expected; // => [70, 50]
 * const grown = forecastTiers(matrix, [100, 20], { steps: 2, inflow: [0, 10], revenue: [5, 1] });
 * grown.path; // => [[100, 20], [80, 50], [72.5, 67.5]]
 * grown.revenue?.total; // => [520, 450, 430]
 * ```
 */
export function forecastTiers(
  matrix: Chain,
  occupancy: readonly number[],
  options: ForecastTiersOptions = {},
): TierForecast {
  const { steps = 1, discountRate = 0 } = options;
  const { states, probabilities } = matrix;
  checkStart(states, occupancy, steps);
  if (!(discountRate >= 0 && Number.isFinite(discountRate)))
    throw new RangeError(
      `Cannot forecast tiers: discountRate must be a number from 0 up, got ${discountRate}`,
    );
  const inflow = inflowRows(states, steps, options.inflow);
  const after = (row: readonly number[]): number[] =>
    states.map((_, j) => row.reduce((sum, n, i) => sum + n * probabilities[i]![j]!, 0));
  const path: (readonly number[])[] = [Object.freeze([...occupancy])];
  for (let t = 0; t < steps; t++)
    path.push(Object.freeze(after(path[t]!).map((n, j) => n + (inflow?.[t]?.[j] ?? 0))));
  return Object.freeze({
    states,
    from: path[0]!,
    expected: path[steps]!,
    path: Object.freeze(path),
    deviation: Object.freeze(deviations(matrix, occupancy, inflow, steps)),
    steps,
    inflow: inflow ?? "not included",
    ...(options.revenue === undefined
      ? {}
      : { revenue: revenueOf(states, path, options.revenue, discountRate) }),
  });
}

/** Chance alone: customers who came at the same time move as one multinomial from each state. */
function deviations(
  { states, probabilities }: Chain,
  occupancy: readonly number[],
  inflow: readonly (readonly number[])[] | undefined,
  steps: number,
): (readonly number[])[] {
  const variance = Array.from({ length: steps + 1 }, () => states.map(() => 0));
  // One power after the other: P^h serves today's customers at h and those who came at t at t + h.
  let power: readonly (readonly number[])[] = states.map((_, i) => states.map((_, j) => (i === j ? 1 : 0)));
  const came: readonly (readonly number[])[] = [occupancy, ...(inflow ?? [])];
  for (let h = 1; h <= steps; h++) {
    power = power.map((row) =>
      states.map((_, j) => row.reduce((sum, p, i) => sum + p * probabilities[i]![j]!, 0)),
    );
    for (let t = 0; t + h <= steps && t < came.length; t++)
      came[t]!.forEach((n, i) => {
        if (n > 0)
          power[i]!.forEach((p, j) => {
            variance[t + h]![j]! += n * p * Math.max(0, 1 - p);
          });
      });
  }
  return variance.map((row) => Object.freeze(row.map(Math.sqrt)));
}

function revenueOf(
  states: readonly string[],
  path: readonly (readonly number[])[],
  revenue: readonly number[],
  discountRate: number,
): RevenueForecast {
  if (revenue.length !== states.length)
    throw new RangeError(
      `Cannot forecast tiers: revenue must have one number for each of the ${states.length} states, got ${revenue.length}`,
    );
  const wrong = revenue.findIndex((r) => !Number.isFinite(r));
  if (wrong >= 0)
    throw new RangeError(
      `Cannot forecast tiers: revenue of ${states[wrong]} must be a finite number, got ${revenue[wrong]}`,
    );
  const byState = path.map((row) => Object.freeze(row.map((n, j) => n * revenue[j]!)));
  const total = byState.map((row) => row.reduce((sum, r) => sum + r, 0));
  return Object.freeze({
    byState: Object.freeze(byState),
    total: Object.freeze(total),
    discounted: total.reduce((sum, r, t) => (t === 0 ? 0 : sum + r / (1 + discountRate) ** t), 0),
  });
}
