import { daysBetween } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import type { PointsTable } from "./points-table.ts";

/**
 * Tells of the points that customers are about to lose.
 *
 * `ledger.points-expiring`: of the table, customers of whom some points expire by `until`. The strength is
 * `1 − days / (within + 1)`, days to the first that are gone.
 *
 * @param balances - from `pointsBalances`; its `within` says how far ahead is looked
 * @returns insights by customer
 *
 * @example
 * ```ts
 * import { findExpiryInsights, pointsBalances } from "clientele/ledger";
 *
 * const earned = { schemaVersion: 1, id: "e1", customerId: "ann", on: "2026-02-10", kind: "earn", points: "50", expiresOn: "2026-06-11" } as const;
 * const [insight] = findExpiryInsights(pointsBalances([earned], { asOf: "2026-06-01", within: 19 }));
 * [insight?.id, insight?.strength]; // => ["ledger.points-expiring:ann:2026-06-01", 0.5]
 * insight?.payload; // => { points: "50", expiresOn: "2026-06-11", until: "2026-06-20" }
 * ```
 */
export function findExpiryInsights(balances: PointsTable): readonly Insight[] {
  const kind = "ledger.points-expiring";
  const { asOf, until } = balances;
  const within = daysBetween(asOf, until);
  const insights: Insight[] = [];
  for (let i = 0; i < balances.size; i++) {
    if (balances.expiring[i] === 0) continue;
    const { customerId, expiring, nextExpiry } = balances.row(i);
    const expiresOn = nextExpiry!; // something expires soon, so there is a next day
    const days = daysBetween(asOf, expiresOn);
    const payload: InsightPayload<typeof kind> = { points: expiring, expiresOn, until };
    insights.push(
      Object.freeze({
        schemaVersion: 1 as const,
        id: `${kind}:${customerId}:${asOf}`,
        kind,
        subjectId: customerId,
        asOf,
        strength: 1 - days / (within + 1),
        evidence: [
          { label: `points that expire by ${until}`, value: expiring, asOf, source: "ledger" },
          { label: "days to the first", value: days, asOf, source: "ledger" },
        ],
        payload: Object.freeze(payload),
      }),
    );
  }
  return Object.freeze(insights);
}
