import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { countTransitions } from "./count-transitions.ts";

/** Standard errors of a transition matrix with and without regard to who moved. */
export interface ClusteredErrors {
  /** The states. */
  readonly states: readonly string[];
  /** Standard errors that let the moves of one customer depend on one another; 0 in rows without moves. */
  readonly clustered: readonly (readonly number[])[];
  /** Standard errors that take all moves for independent, `√(p(1 − p)/n)`; 0 in rows without moves. */
  readonly independent: readonly (readonly number[])[];
  /** How many customers have a move from each state. */
  readonly customers: readonly number[];
}

/**
 * Finds the standard errors of transition probabilities when the moves of one customer are not independent of one another:
 * some are restless, some never move.
 *
 * se²_ij = Σ_c (n_cij − p_ij·n_ci)²/n_i², over customers c (the sandwich estimator)
 *
 * They are sound for some thirty customers a row and more; see `customers`.
 *
 * @throws RangeError if the panel has fewer than two periods
 *
 * @see Liang and Zeger (1986), Longitudinal data analysis using generalized linear models
 *
 * @example
 * ```ts
 * import { clusteredErrors } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-02-01" },
 *   { from: "2026-02-01", to: "2026-03-01" },
 *   { from: "2026-03-01", to: "2026-04-01" },
 * ] as const;
 * // Ann always stays, Bob leaves: two moves of Ann weigh like one.
 * const cells = Uint8Array.of(0, 0, 0, 1, 0, 1);
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["A", "B"], cells });
 * const found = clusteredErrors(panel);
 * found.clustered[0]?.[0]?.toFixed(4); // => "0.3143"
 * found.independent[0]?.[0]?.toFixed(4); // => "0.2722"
 * ```
 */
export function clusteredErrors(panel: StatePanel): ClusteredErrors {
  const { states, counts } = countTransitions(panel);
  const { customerIds, periods, cells } = panel;
  const size = states.length;
  const customers = customerIds.length;
  const totals = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const p = counts.map((row, i) => row.map((n) => (totals[i] === 0 ? 0 : n / totals[i]!)));
  const squares = new Float64Array(size * size);
  const movers = new Float64Array(size);
  const own = new Float64Array(size * size);
  const ownTotals = new Float64Array(size);
  for (let c = 0; c < customers; c++) {
    let before = cells[c]!;
    for (let at = customers + c; at < customers * periods.length; at += customers) {
      const now = cells[at]!;
      if (before !== NO_STATE && now !== NO_STATE) {
        own[before * size + now]!++;
        ownTotals[before]!++;
      }
      before = now;
    }
    for (let i = 0; i < size; i++) {
      const total = ownTotals[i]!;
      if (total === 0) continue;
      movers[i]!++;
      for (let j = 0; j < size; j++) squares[i * size + j]! += (own[i * size + j]! - p[i]![j]! * total) ** 2;
      ownTotals[i] = 0;
      own.fill(0, i * size, (i + 1) * size);
    }
  }
  const rows = (of: (i: number, j: number) => number): readonly (readonly number[])[] =>
    Object.freeze(
      states.map((_, i) => Object.freeze(states.map((_, j) => (totals[i] === 0 ? 0 : of(i, j))))),
    );
  return Object.freeze({
    states,
    clustered: rows((i, j) => Math.sqrt(squares[i * size + j]!) / totals[i]!),
    independent: rows((i, j) => Math.sqrt((p[i]![j]! * (1 - p[i]![j]!)) / totals[i]!)),
    customers: Object.freeze([...movers]),
  });
}
