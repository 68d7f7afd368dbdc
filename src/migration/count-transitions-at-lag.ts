import { NO_STATE, type StatePanel } from "../orders/index.ts";
import type { TransitionCounts } from "./count-transitions.ts";

/** Options of {@link countTransitionsAtLag}. */
export interface LagOptions {
  /** How many periods lie between the two states of a pair. */
  readonly lag: number;
  /**
   * Which pairs are counted: `"sliding"`, from every period on, so that pairs overlap and are not independent of one another; or
   * `"sample"`, from every lag-th period on, so that none overlap.
   * @defaultValue `"sliding"`
   */
  readonly counting?: "sliding" | "sample" | undefined;
}

/**
 * Counts where customers are some periods later, whatever they did in between: the moves of several periods, seen directly.
 *
 * `n_ij(h) = Σ_p #{c : state(c, p) = i and state(c, p + h) = j}`, p = 0, 1, 2, … or p = 0, h, 2h, …
 *
 * A customer without a state in either of the two periods is not counted; what lies in between may be a gap. A matrix of such counts
 * needs no assumption about the steps in between (the landmark estimate), where a power of the one-period matrix does.
 *
 * @returns counts whose `gaps` are states that are followed by none `lag` periods later, and whose `entries` are the rows' sums
 * with them
 * @throws RangeError if the lag is not a positive integer below the number of periods
 *
 * @see Putter and Spitoni (2018), Non-parametric estimation of transition probabilities in non-Markov multi-state models
 *
 * @example
 * ```ts
 * import { countTransitionsAtLag } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2026-10-01" },
 * ] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B"], cells: Uint8Array.of(0, 1, 0) });
 * countTransitionsAtLag(panel, { lag: 2 }).counts; // => [[1, 0], [0, 0]]
 * ```
 */
export function countTransitionsAtLag(panel: StatePanel, options: LagOptions): TransitionCounts {
  const { lag, counting = "sliding" } = options;
  const { customerIds, periods, states, cells } = panel;
  if (!(Number.isInteger(lag) && lag >= 1 && lag < periods.length))
    throw new RangeError(
      `Cannot count transitions: lag must be a positive integer below the ${periods.length} periods, got ${lag}`,
    );
  if (counting !== "sliding" && counting !== "sample")
    throw new RangeError(`Cannot count transitions: counting must be sliding or sample, got ${counting}`);
  const customers = customerIds.length;
  const table = new Float64Array(256 * 256);
  for (let p = 0; p + lag < periods.length; p += counting === "sample" ? lag : 1) {
    const [from, to] = [p * customers, (p + lag) * customers];
    for (let c = 0; c < customers; c++) table[(cells[from + c]! << 8) | cells[to + c]!]!++;
  }
  const counts = states.map((_, i) => Object.freeze(states.map((_, j) => table[(i << 8) | j]!)));
  const gaps = states.map((_, i) => table[(i << 8) | NO_STATE]!);
  const totals = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  return Object.freeze({
    states,
    counts: Object.freeze(counts),
    total: totals.reduce((sum, n) => sum + n, 0),
    entries: Object.freeze(totals.map((n, i) => n + gaps[i]!)),
    gaps: gaps.reduce((sum, n) => sum + n, 0),
    periods,
  });
}
