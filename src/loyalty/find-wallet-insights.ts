import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight, InsightPayload, SpendEstimate } from "../model/index.ts";
import { shareOfWallet } from "./share-of-wallet.ts";

/** Options of {@link findWalletInsights}. */
export interface WalletInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /**
   * The share of wallet below which a gap is told.
   * @defaultValue `0.5`
   */
  readonly below?: number | undefined;
}

/**
 * Finds customers who spend most of their budget elsewhere.
 *
 * `loyalty.wallet-gap`: of the customer's estimates of all categories whose period had begun by `asOf`, the one that ends
 * last (of equals the last id), where the share of wallet is below `below`. The strength is `(1 − share) · confidence`.
 *
 * @returns insights by customer
 * @throws RangeError if `below` is not from 0 to 1
 *
 * @example
 * ```ts
 * import { findWalletInsights } from "clientele/loyalty";
 *
 * const estimate = {
 *   schemaVersion: 1, id: "e1", customerId: "ann", periodFrom: "2025-01-01", periodTo: "2026-01-01", confidence: 0.5,
 *   total: { amount: "100.00", currency: "EUR" }, ours: { amount: "20.00", currency: "EUR" },
 *   source: { observedOn: "2026-01-01", method: "stated" },
 * } as const;
 * const [insight] = findWalletInsights([estimate], { asOf: "2026-06-01" });
 * [insight?.id, insight?.strength]; // => ["loyalty.wallet-gap:ann:2026-06-01", 0.4]
 * insight?.payload; // => { share: 0.2, gap: "80.00", currency: "EUR", periodFrom: "2025-01-01", periodTo: "2026-01-01" }
 * ```
 */
export function findWalletInsights(
  estimates: Iterable<SpendEstimate>,
  options: WalletInsightOptions,
): readonly Insight[] {
  const { asOf, below = 0.5 } = options;
  if (!(below >= 0 && below <= 1)) {
    throw new RangeError(`Cannot find wallet insights: below must be from 0 to 1, got ${below}`);
  }
  const latest = new Map<string, SpendEstimate>();
  for (const estimate of estimates) {
    if (estimate.category !== undefined || estimate.periodFrom > asOf) continue;
    const known = latest.get(estimate.customerId);
    const later =
      known === undefined ||
      estimate.periodTo > known.periodTo ||
      (estimate.periodTo === known.periodTo && compareCodePoints(estimate.id, known.id) > 0);
    if (later) latest.set(estimate.customerId, estimate);
  }
  const kind = "loyalty.wallet-gap";
  const rows = [...latest].sort(([a], [b]) => compareCodePoints(a, b));
  const insights = rows.flatMap(([subjectId, estimate]): Insight[] => {
    const found = shareOfWallet(estimate);
    if (found.kind === "insufficient" || found.share >= below) return [];
    const { periodFrom, periodTo } = estimate;
    const payload: InsightPayload<typeof kind> = {
      share: found.share,
      gap: found.gap.amount,
      currency: found.gap.currency,
      periodFrom,
      periodTo,
    };
    const source = `spend-estimate:${estimate.id}`;
    return [
      Object.freeze({
        schemaVersion: 1 as const,
        id: `${kind}:${subjectId}:${asOf}`,
        kind,
        subjectId,
        asOf,
        strength: (1 - found.share) * found.confidence,
        evidence: [
          { label: `spent with us, in ${found.gap.currency}`, value: found.ours.amount, asOf, source },
          { label: `spent in all, in ${found.gap.currency}`, value: found.total.amount, asOf, source },
        ],
        payload: Object.freeze(payload),
      }),
    ];
  });
  return Object.freeze(insights);
}
