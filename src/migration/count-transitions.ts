import type { Period } from "../calendar/index.ts";
import { countStatePairs, NO_STATE, type StatePanel } from "../orders/index.ts";

/** Options of {@link countTransitions}. */
export interface CountTransitionsOptions {
  /**
   * The weight of a move, for each period that it lies before the last one: below 1, recent moves count more.
   * @defaultValue `1`
   */
  readonly decay?: number | undefined;
}

/** How often customers went from one state to another between consecutive periods. */
export interface TransitionCounts {
  /** The states, in the order of rows and columns. */
  readonly states: readonly string[];
  /** `counts[i][j]`: moves from state i to state j; with a decay, each by its weight. */
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
 * `n_ij = Σ_p decay^(last − p) · #{c : state(c, p) = i and state(c, p + 1) = j}`
 *
 * A period without a state is a gap and not a stay: the moves into it and out of it are not counted. The last
 * observation of a customer has no successor and counts in no row.
 *
 * @throws RangeError if the panel has fewer than two periods, or the decay is not above 0 and at most 1
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
export function countTransitions(panel: StatePanel, options: CountTransitionsOptions = {}): TransitionCounts {
  const { decay = 1 } = options;
  if (!(decay > 0 && decay <= 1))
    throw new RangeError(`Cannot count transitions: decay must be above 0 and at most 1, got ${decay}`);
  const steps = countTransitionsByPeriod(panel);
  const { states, periods } = panel;
  const weights = steps.map((_, p) => decay ** (steps.length - 1 - p));
  const counts = states.map((_, i) =>
    Object.freeze(
      states.map((_, j) => steps.reduce((sum, step, p) => sum + weights[p]! * step.counts[i]![j]!, 0)),
    ),
  );
  return Object.freeze({
    states,
    counts: Object.freeze(counts),
    total: counts.flat().reduce((sum, n) => sum + n, 0),
    entries: Object.freeze(firstAppearances(panel, steps[0]!.entries)),
    gaps: steps.reduce((sum, step) => sum + step.gaps, 0),
    periods,
  });
}

/**
 * Counts the moves between each two consecutive periods of a panel apart: what {@link countTransitions} adds up.
 *
 * @returns one for each period but the last; its `entries` are the states of the first of its two periods
 * @throws RangeError if the panel has fewer than two periods
 *
 * @example
 * ```ts
 * import { createStatePanel } from "clientele/orders";
 * import { countTransitionsByPeriod } from "clientele/migration";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2026-10-01" },
 * ] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B"], cells: Uint8Array.of(0, 1, 1) });
 * countTransitionsByPeriod(panel).map(({ counts }) => counts); // => [[[0, 1], [0, 0]], [[0, 0], [0, 1]]]
 * ```
 */
export function countTransitionsByPeriod(panel: StatePanel): readonly TransitionCounts[] {
  const { states, periods } = panel;
  if (periods.length < 2)
    throw new RangeError(
      `Cannot count transitions: the panel must have at least 2 periods, got ${periods.length}`,
    );
  const side = states.length + 1;
  return Object.freeze(
    countStatePairs(panel).map((pairs, p): TransitionCounts => {
      const rows = states.map((_, i) => [...pairs.subarray(i * side, (i + 1) * side)]);
      const counts = rows.map((row) => Object.freeze(row.slice(0, -1)));
      const entries = rows.map((row) => row.reduce((sum, n) => sum + n, 0));
      const total = counts.flat().reduce((sum, n) => sum + n, 0);
      return Object.freeze({
        states,
        counts: Object.freeze(counts),
        total,
        entries: Object.freeze(entries),
        gaps: entries.reduce((sum, n) => sum + n, 0) - total,
        periods: Object.freeze(periods.slice(p, p + 2)),
      });
    }),
  );
}

function firstAppearances(
  { customerIds, periods, states, cells }: StatePanel,
  inFirst: readonly number[],
): readonly number[] {
  const customers = customerIds.length;
  if (inFirst.reduce((sum, n) => sum + n, 0) === customers) return [...inFirst];
  const entries = states.map(() => 0);
  // Most customers are there in the first period; only the others are looked for in the next.
  let awaited = new Int32Array(customers);
  for (let c = 0; c < customers; c++) awaited[c] = c;
  for (let p = 0; p < periods.length; p++) {
    let left = 0;
    for (const c of awaited) {
      const cell = cells[p * customers + c]!;
      if (cell === NO_STATE) awaited[left++] = c;
      else entries[cell]!++;
    }
    awaited = awaited.subarray(0, left);
  }
  return entries;
}
