import type { Insight, InsightPayload } from "../model/index.ts";
import { findTermEnds, type TermEndOptions, type Terms } from "./find-term-ends.ts";

/**
 * Tells of the soonest term of each customer that comes to its end in the coming days; see {@link findTermEnds}.
 *
 * `ledger.term-ends`: the soonest of the customer's terms. The strength is `1 − days / (within + 1)`.
 *
 * @returns insights by day, then by customer
 * @throws RangeError as `findTermEnds`
 *
 * @example
 * ```ts
 * import { findTermInsights } from "clientele/ledger";
 *
 * const contract = { schemaVersion: 1, id: "k1", customerId: "ann", kind: "supply", name: "feed", startsOn: "2025-01-01", endsOn: "2026-06-11" } as const;
 * const [insight] = findTermInsights({ contracts: [contract] }, { asOf: "2026-06-01", within: 19 });
 * [insight?.id, insight?.strength]; // => ["ledger.term-ends:ann:2026-06-01", 0.5]
 * ```
 */
export function findTermInsights(terms: Terms, options: TermEndOptions): readonly Insight[] {
  const { asOf, within } = options;
  const kind = "ledger.term-ends";
  const seen = new Set<string>();
  const insights: Insight[] = [];
  for (const { on, days, customerId, what, id } of findTermEnds(terms, options)) {
    if (seen.has(customerId)) continue;
    seen.add(customerId);
    const payload: InsightPayload<typeof kind> = { what, on, recordId: id };
    insights.push(
      Object.freeze({
        schemaVersion: 1 as const,
        id: `${kind}:${customerId}:${asOf}`,
        kind,
        subjectId: customerId,
        asOf,
        strength: 1 - days / (within + 1),
        evidence: [{ label: `days until ${what}`, value: days, asOf, source: `record:${id}` }],
        payload: Object.freeze(payload),
      }),
    );
  }
  return Object.freeze(insights);
}
