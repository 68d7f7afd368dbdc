import type { PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { NO_STATE, type StatePanel } from "../orders/index.ts";
import type { TransitionMatrix } from "./estimate-transition-matrix.ts";

/** Options of {@link findMigrationInsights}. */
export interface MigrationInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** Adds to each insight how likely a further move down is; its states must be those of the panel. */
  readonly matrix?: TransitionMatrix | undefined;
}

/**
 * Finds the customers who moved to another tier between the last two periods of a panel.
 *
 * The panel's states are read from the best to the worst. The strength is the distance moved over the longest possible
 * one, `|i − j| / (K − 1)`. With a matrix, `probabilityDown = Σ_{j worse than now} p_{now, j}`: what the chain says of
 * everybody in that tier, not of this customer alone.
 *
 * @returns insights of kind `migration.tier-moved`, by customer; none where the panel has fewer than two periods
 * @throws RangeError if the states of the matrix are not those of the panel
 *
 * @example
 * ```ts
 * import { findMigrationInsights } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 * ] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B", "C"], cells: Uint8Array.of(0, 2) });
 * const [moved] = findMigrationInsights(panel, { asOf: "2026-07-01" });
 * moved?.payload; // => { from: "A", to: "C", direction: "down", periodFrom: "2026-04-01", periodTo: "2026-07-01" }
 * ```
 */
export function findMigrationInsights(
  panel: StatePanel,
  options: MigrationInsightOptions,
): readonly Insight[] {
  const { asOf, matrix } = options;
  const { states, periods, cells, customerIds } = panel;
  if (matrix !== undefined && matrix.states.join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot find migration insights: the matrix must have the panel's states ${states.join(", ")}, got ${matrix.states.join(", ")}`,
    );
  const last = periods[periods.length - 1];
  if (last === undefined || periods.length < 2) return Object.freeze([]);
  const customers = customerIds.length;
  const now = (periods.length - 1) * customers;
  const insights: Insight[] = [];
  for (let c = 0; c < customers; c++) {
    const from = cells[now - customers + c]!;
    const to = cells[now + c]!;
    if (from === to || from === NO_STATE || to === NO_STATE) continue;
    const payload = {
      from: states[from]!,
      to: states[to]!,
      direction: to < from ? "up" : "down",
      periodFrom: last.from,
      periodTo: last.to,
      ...(matrix === undefined ? {} : { probabilityDown: probabilityDown(matrix, to) }),
    } satisfies InsightPayload<"migration.tier-moved">;
    insights.push(
      Object.freeze({
        schemaVersion: 1,
        id: `migration.tier-moved:${customerIds[c]!}:${asOf}`,
        kind: "migration.tier-moved",
        subjectId: customerIds[c]!,
        asOf,
        strength: Math.abs(from - to) / (states.length - 1),
        evidence: [
          { label: "tier before", value: payload.from, asOf: last.from, source: "migration" },
          { label: "tier now", value: payload.to, asOf: last.to, source: "migration" },
        ],
        payload: Object.freeze(payload),
      }),
    );
  }
  return Object.freeze(insights);
}

/** Sums of rounded quotients may pass 1 by a few units in the last place. */
function probabilityDown(matrix: TransitionMatrix, state: number): number {
  const worse = matrix.probabilities[state]!.slice(state + 1).reduce((sum, p) => sum + p, 0);
  return Math.min(1, worse);
}
