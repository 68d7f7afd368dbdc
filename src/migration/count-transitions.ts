import type { Period } from "../calendar/index.ts";
import { NO_STATE, type StatePanel } from "../orders/index.ts";

/** How often customers went from one state to another between consecutive periods. */
export interface TransitionCounts {
  /** The states, in the order of rows and columns. */
  readonly states: readonly string[];
  /** `counts[i][j]`: moves from state i to state j. */
  readonly counts: readonly (readonly number[])[];
  /** All moves, staying included. */
  readonly total: number;
  /** First appearances by state: the customers that came after the first period, or were there in it. */
  readonly entries: readonly number[];
  /** Observed states that are followed by a gap: neither a stay nor a move. */
  readonly gaps: number;
  /** The periods counted over, oldest first. */
  readonly periods: readonly Period[];
}

/**
 * Counts the moves of all customers between consecutive periods of a panel.
 *
 * `n_ij = #{(c, p) : state(c, p) = i and state(c, p + 1) = j}`
 *
 * A period without a state is a gap and not a stay: the moves into it and out of it are not counted. The last
 * observation of a customer has no successor and counts in no row.
 *
 * @throws RangeError if the panel has fewer than two periods
 *
 * @see Anderson and Goodman (1957), Statistical Inference about Markov Chains, Annals of Mathematical Statistics 28
 *
 * @example
 * ```ts
 * import { createStatePanel, NO_STATE } from "clientele/orders";
 * import { countTransitions } from "clientele/migration";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2026-10-01" },
 * ] as const;
 * const cells = Uint8Array.of(0, NO_STATE, 0, 0, 1, 0);
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["A", "B"], cells });
 * countTransitions(panel).counts; // => [[2, 1], [0, 0]]
 * countTransitions(panel).entries; // => [2, 0]
 * ```
 */
export function countTransitions(panel: StatePanel): TransitionCounts {
  const { states, periods } = panel;
  if (periods.length < 2)
    throw new RangeError(
      `Cannot count transitions: the panel must have at least 2 periods, got ${periods.length}`,
    );
  const pairs = countPairs(panel);
  const counts = states.map((_, i) => Object.freeze(states.map((_, j) => pairs[(i << 8) | j]!)));
  const gaps = states.reduce((sum, _, i) => sum + pairs[(i << 8) | NO_STATE]!, 0);
  return Object.freeze({
    states,
    counts: Object.freeze(counts),
    total: counts.flat().reduce((sum, n) => sum + n, 0),
    entries: Object.freeze(firstAppearances(panel)),
    gaps,
    periods,
  });
}

/** Counts of every pair of raw cells; with one slot for each pair of bytes the hot loop needs no branch. */
function countPairs({ customerIds, periods, cells }: StatePanel): Float64Array {
  const customers = customerIds.length;
  const table = new Float64Array(256 * 256);
  for (let now = customers; now < customers * periods.length; now += customers)
    for (let c = now; c < now + customers; c++) table[(cells[c - customers]! << 8) | cells[c]!]!++;
  return table;
}

function firstAppearances({ customerIds, periods, states, cells }: StatePanel): number[] {
  const customers = customerIds.length;
  const entries = states.map(() => 0);
  const seen = new Uint8Array(customers);
  for (let p = 0; p < periods.length; p++)
    for (let c = 0; c < customers; c++) {
      const cell = cells[p * customers + c]!;
      if (cell === NO_STATE || seen[c] === 1) continue;
      seen[c] = 1;
      entries[cell]!++;
    }
  return entries;
}
