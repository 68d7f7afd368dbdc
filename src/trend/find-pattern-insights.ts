import type { PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { findPatterns, type PatternOptions } from "./find-patterns.ts";

/** Options of {@link findPatternInsights}. */
export interface PatternInsightOptions extends PatternOptions {
  /**
   * Of which patterns is told.
   * @defaultValue all four
   */
  readonly patterns?: readonly InsightPayload<"trend.pattern">["pattern"][] | undefined;
}

/**
 * Tells of customers whose purchases grow, decline, wear out or come in bursts; see {@link findPatterns}.
 *
 * `trend.pattern`: a pattern other than steady, with slope, index of dispersion and p. The strength is 1 − q.
 *
 * @returns insights by customer, as of the end of the last period
 * @throws RangeError as {@link findPatterns}
 *
 * @example
 * ```ts
 * import { addDays, trailingPeriods } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findPatternInsights } from "clientele/trend";
 *
 * const periods = trailingPeriods("2026-01-01", { months: 1, count: 10 });
 * const counts = [1, 1, 1, 2, 3, 4, 5, 7, 8, 9];
 * const rows = counts.flatMap((n, i) =>
 *   Array.from({ length: n }, (_, k) => ({ customerId: "ann", orderedOn: addDays(periods[i]!.from, k), amount: "10" })),
 * );
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-01-01" } });
 * const [insight] = findPatternInsights(log, { periods });
 * insight?.id; // => "trend.pattern:ann:growing:2026-01-01"
 * insight?.payload["since"]; // => "2025-04-01"
 * ```
 */
export function findPatternInsights(log: OrderLog, options: PatternInsightOptions): readonly Insight[] {
  const kind = "trend.pattern";
  const { patterns = ["growing", "declining", "volatile", "wearing-out"] } = options;
  const table = findPatterns(log, options);
  const asOf = table.periods.at(-1)!.to;
  const insights: Insight[] = [];
  for (let i = 0; i < table.size; i++) {
    if (table.kinds[i]! < 2) continue; // insufficient or steady: most customers, whose rows are not made
    const { customerId, result, counts, since } = table.row(i);
    if (result.kind === "insufficient" || result.kind === "steady" || since === undefined) continue;
    if (!patterns.includes(result.kind)) continue;
    const volatile = result.kind === "volatile";
    const [p, q] = volatile ? [result.pVolatility, result.qVolatility] : [result.p, result.qValue];
    const payload = {
      pattern: result.kind,
      ...(result.slope === undefined ? {} : { slope: result.slope }),
      volatility: result.volatility,
      p,
      periods: counts.length,
      since,
    } satisfies InsightPayload<typeof kind>;
    insights.push(
      Object.freeze({
        schemaVersion: 1 as const,
        id: `${kind}:${customerId}:${result.kind}:${asOf}`,
        kind,
        subjectId: customerId,
        asOf,
        strength: Math.min(1, Math.max(0, 1 - q)),
        evidence: evidenceOf(counts, asOf),
        payload: Object.freeze(payload),
      }),
    );
  }
  return Object.freeze(insights);
}

function evidenceOf(counts: readonly number[], asOf: PlainDate): Insight["evidence"] {
  const source = "trend: purchases by period";
  return [{ label: "purchases of each period", value: counts.slice(-60).join(", "), asOf, source }];
}
