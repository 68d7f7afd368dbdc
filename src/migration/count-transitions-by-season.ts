import type { Period } from "../calendar/index.ts";
import type { StatePanel } from "../orders/index.ts";
import { summed } from "./_summed-counts.ts";
import { countTransitionsByPeriod, type TransitionCounts } from "./count-transitions.ts";

/** Options of {@link countTransitionsBySeason}. */
export interface SeasonOptions {
  /** The season of a move, by the period in which it begins: its quarter, its month. */
  readonly seasonOf: (period: Period) => string;
}

/** The moves of one season. */
export interface SeasonCounts extends TransitionCounts {
  /** The season. */
  readonly season: string;
}

/**
 * Counts the moves of each season apart: those that begin in the first quarters of all years together, and so on.
 *
 * n_ij(s) = Σ_{p: season(p) = s} n_ij(p)
 *
 * Whether seasons differ at all is for {@link testHomogeneity} to say. A season of few years needs the others' moves, see
 * {@link blendSeasons}; {@link simulateStates} takes the chains of the seasons in turn.
 *
 * @returns one for each season, in the order in which they first come; `entries` are the states of the periods in which moves begin
 * @throws RangeError if the panel has fewer than two periods
 *
 * @example
 * ```ts
 * import { countTransitionsBySeason } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2025-01-01", to: "2025-07-01" },
 *   { from: "2025-07-01", to: "2026-01-01" },
 *   { from: "2026-01-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2027-01-01" },
 * ] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B"], cells: Uint8Array.of(0, 1, 0, 1) });
 * const halves = countTransitionsBySeason(panel, { seasonOf: ({ from }) => (from.slice(5, 7) < "07" ? "first" : "second") });
 * halves.map(({ season, counts }) => [season, counts]); // => [["first", [[0, 2], [0, 0]]], ["second", [[0, 0], [1, 0]]]]
 * ```
 */
export function countTransitionsBySeason(panel: StatePanel, options: SeasonOptions): readonly SeasonCounts[] {
  const groups = new Map<string, TransitionCounts[]>();
  for (const step of countTransitionsByPeriod(panel)) {
    const season = options.seasonOf(step.periods[0]!);
    groups.set(season, [...(groups.get(season) ?? []), step]);
  }
  return Object.freeze([...groups].map(([season, steps]) => Object.freeze({ season, ...summed(steps) })));
}
