import type { PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { betaDistribution } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";
import type { InfluenceTable } from "./rank-influence.ts";

/** Options of {@link findPredictedMoves}. */
export interface PredictedMoveOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** A chain over the panel's states; of a posterior the lower bound is given beside. */
  readonly chain: Chain | TransitionPosterior;
  /**
   * How probable a move must be to be told.
   * @defaultValue `0.25`
   */
  readonly threshold?: number | undefined;
  /**
   * How probable it is that the probability lies above its lower bound.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
}

/**
 * Finds the customers whose tier makes a move up or down likely in the coming period.
 *
 * P(down) = Σ_{j worse than i} p_ij, P(up) = Σ_{j better than i} p_ij, states from the best to the worst; told from the threshold up, and
 * of the two the likelier. Lower bound: a quantile of Beta(Σ shapes in that direction, the rest of the row)
 *
 * It is what the chain says of everybody in that tier, not of this customer alone. The identity of an insight is the customer and the end
 * of the period that it starts from, so that the same finding on another day is the same insight.
 *
 * @returns insights of kind `migration.move-predicted`, by customer
 * @throws RangeError if the states of the chain are not those of the panel, or a probability is out of range
 *
 * @example
 * ```ts
 * import { createChain, findPredictedMoves } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["A", "B"], cells: Uint8Array.of(0, 1) });
 * const chain = createChain({ states: ["A", "B"], probabilities: [[0.6, 0.4], [0.1, 0.9]] });
 * const found = findPredictedMoves(panel, { asOf: "2026-04-02", chain });
 * found.map(({ id }) => id); // => ["migration.move-predicted:ann:2026-04-01"]
 * found[0]?.payload; // => { state: "A", direction: "down", probability: 0.4, periodTo: "2026-04-01" }
 * ```
 */
export function findPredictedMoves(panel: StatePanel, options: PredictedMoveOptions): readonly Insight[] {
  const doing = "find predicted moves";
  const { asOf, chain, threshold = 0.25, probability = 0.95 } = options;
  const { states, periods, cells, customerIds } = panel;
  if (chain.states.join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot ${doing}: the chain must have the panel's states ${states.join(", ")}, got ${chain.states.join(", ")}`,
    );
  if (!(threshold > 0 && threshold <= 1))
    throw new RangeError(`Cannot ${doing}: threshold must be above 0 and at most 1, got ${threshold}`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Cannot ${doing}: probability must be between 0 and 1, got ${probability}`);
  const last = periods[periods.length - 1];
  if (last === undefined) return Object.freeze([]);
  const payloads = states.map((state, i) => {
    const of = (row: readonly number[], holds: (j: number) => boolean): number =>
      row.reduce((sum, p, j) => (holds(j) ? sum + p : sum), 0);
    const row = chain.probabilities[i]!;
    const [up, down] = [of(row, (j) => j < i), of(row, (j) => j > i)];
    const direction: "up" | "down" = up > down ? "up" : "down";
    const likely = Math.min(1, Math.max(up, down));
    if (likely < threshold) return undefined;
    const inIt = (j: number): boolean => (direction === "up" ? j < i : j > i);
    const shapes = "shapes" in chain ? chain.shapes[i]! : undefined;
    return Object.freeze({
      state,
      direction,
      probability: likely,
      ...(shapes === undefined
        ? {}
        : {
            lowerBound: lowerOf(
              of(shapes, inIt),
              of(shapes, (j) => !inIt(j)),
              probability,
            ),
          }),
      periodTo: last.to,
    } satisfies InsightPayload<"migration.move-predicted">);
  });
  const now = (periods.length - 1) * customerIds.length;
  return Object.freeze(
    customerIds.flatMap((customerId, c): Insight[] => {
      const state = cells[now + c]!;
      const payload = state === NO_STATE ? undefined : payloads[state];
      if (payload === undefined) return [];
      return [
        Object.freeze({
          schemaVersion: 1,
          id: `migration.move-predicted:${customerId}:${last.to}`,
          kind: "migration.move-predicted",
          subjectId: customerId,
          asOf,
          strength: payload.probability,
          evidence: [
            { label: "tier", value: payload.state, asOf: last.to, source: "migration" },
            {
              label: `share of this tier that moves ${payload.direction} in a period`,
              value: payload.probability,
              asOf: last.to,
              source: "migration",
            },
          ],
          payload,
        }),
      ];
    }),
  );
}

function lowerOf(a: number, b: number, probability: number): number {
  return b === 0 ? 1 : betaDistribution({ a, b }).quantile(1 - probability);
}

/** Options of {@link findInfluenceable}. */
export interface InfluenceableOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** The end of the period whose states the table was made from. */
  readonly periodTo: PlainDate;
  /**
   * How many customers at most, from the first rank down.
   * @defaultValue all
   */
  readonly most?: number | undefined;
}

/**
 * Tells of the customers on whom an action would gain more than it costs, from the first rank down.
 *
 * The persuadable of {@link rankInfluence}; the strength is the probability that it asked for.
 *
 * @returns insights of kind `migration.influenceable`; their identity is customer, action and the end of the period
 * @throws RangeError if `most` is not a positive integer
 *
 * @example
 * ```ts
 * import { estimateActionEffect, findInfluenceable, rankInfluence, type TransitionCounts } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const counts = (rows: number[][]): TransitionCounts =>
 *   ({ states: ["active", "lost"], counts: rows, total: 0, entries: [], gaps: 0, periods: [] });
 * const effect = estimateActionEffect(
 *   { control: counts([[700, 300], [0, 50]]), treated: counts([[800, 200], [0, 9]]) },
 *   { action: "letter", rewards: [100, 0], discountRate: 0.25, cost: 5, seed: "letter" },
 * );
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["active", "lost"], cells: Uint8Array.of(0, 1) });
 * const found = findInfluenceable(rankInfluence(panel, { effect }), { asOf: "2026-04-02", periodTo: "2026-04-01" });
 * found.map(({ id }) => id); // => ["migration.influenceable:ann:letter:2026-04-01"]
 * ```
 */
export function findInfluenceable(table: InfluenceTable, options: InfluenceableOptions): readonly Insight[] {
  const { asOf, periodTo, most = Number.MAX_SAFE_INTEGER } = options;
  if (!Number.isInteger(most) || most < 1)
    throw new RangeError(`Cannot find influenceable customers: most must be a positive integer, got ${most}`);
  const insights: Insight[] = [];
  for (const c of table.order) {
    if (insights.length >= most) break;
    const { customerId, state, influence, gain, lowerBound, rank } = table.row(c);
    if (influence !== "persuadable" || gain === undefined || lowerBound === undefined || rank === undefined)
      continue;
    const payload = {
      state,
      action: table.action,
      gain,
      lowerBound,
      rank,
      periodTo,
    } satisfies InsightPayload<"migration.influenceable">;
    insights.push(
      Object.freeze({
        schemaVersion: 1,
        id: `migration.influenceable:${customerId}:${table.action}:${periodTo}`,
        kind: "migration.influenceable",
        subjectId: customerId,
        asOf,
        strength: table.probability,
        evidence: [
          { label: "tier", value: state, asOf: periodTo, source: "migration" },
          {
            label: `gain of ${table.action} beyond its cost`,
            value: gain,
            asOf: periodTo,
            source: "migration",
          },
        ],
        payload: Object.freeze(payload),
      }),
    );
  }
  return Object.freeze(insights);
}
