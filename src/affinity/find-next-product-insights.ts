import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { median, testBinomial } from "../stats/index.ts";
import { affinityInsight } from "./_affinity-insight.ts";
import { firstDays, pairLags } from "./_first-days.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";
import type { RecommendationTable } from "./recommend-to-customers.ts";

/** Options of {@link findNextProductInsights}. */
export interface NextProductInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** The purchases by customer, to tell after how many days the one product is bought after the other. */
  readonly sequences?: PurchaseSequences | undefined;
}

/** So many customers must have bought one after the other before a usual lag is told. */
const LAGS = 5;

/**
 * Tells of each customer the product to recommend first.
 *
 * `affinity.next-product`: the first of the customer's recommendations that rests on what the customer has (association or rule): what is only popular,
 * or only of a category of interest, is no finding about the customer. The strength is the confidence, shrunk. `lagDays` is the
 * median from the first purchase of the strongest evidence to that of the product, where at least five customers bought them in that order, and
 * significantly more than in the other (sign test, 5 %).
 *
 * @returns insights by customer
 *
 * @example
 * ```ts
 * import { basketsFromRows, findNextProductInsights, fitNextProduct, recommendToCustomers } from "clientele/affinity";
 *
 * const rows = Array.from({ length: 40 }, (_, i) => ({ basketId: `${i}`, customerId: `c${10 + i}`, itemId: i < 20 ? "tea" : "ink" }));
 * const customers = basketsFromRows([...rows, ...rows.slice(1, 20).map((row) => ({ ...row, itemId: "cup" }))]);
 * const table = recommendToCustomers(fitNextProduct(customers), customers);
 * const [insight] = findNextProductInsights(table, { asOf: "2026-06-01" });
 * [insight?.subjectId, insight?.payload["productId"], insight?.payload["both"]]; // => ["c10", "cup", 19]
 * ```
 */
export function findNextProductInsights(
  table: RecommendationTable,
  options: NextProductInsightOptions,
): readonly Insight[] {
  const { asOf } = options;
  const lagOf = createLagReader(options);
  const insights: Insight[] = [];
  for (const { customerId, products } of table) {
    const best = products.find(({ basis }) => basis === "association" || basis === "rule");
    if (best === undefined) continue;
    const { productId, rank, score, becauseOf, both, having, lift, confidence, sentence } = best;
    const lagDays = lagOf(becauseOf[0]!, productId);
    const payload: InsightPayload<"affinity.next-product"> = {
      productId,
      rank,
      score,
      becauseOf: [...becauseOf],
      both: Math.round(both),
      having: Math.round(having),
      ...(lift === undefined ? {} : { lift }),
      ...(lagDays === undefined ? {} : { lagDays }),
      sentence,
    };
    insights.push(
      affinityInsight("affinity.next-product", {
        subjectId: customerId,
        asOf,
        strength: Math.min(1, confidence),
        evidence: [
          { label: `has ${becauseOf.join(", ")}; with it goes`, value: productId },
          { label: "customers or baskets with both", value: payload.both },
          { label: "of those with what the customer has", value: payload.having },
        ],
        payload,
      }),
    );
  }
  return Object.freeze(insights);
}

function createLagReader({
  asOf,
  sequences,
}: NextProductInsightOptions): (from: string, to: string) => number | undefined {
  if (sequences === undefined) return () => undefined;
  const end = dayNumber(asOf);
  const first = firstDays(sequences, end);
  const place = new Map(sequences.itemIds.map((id, code) => [id, code]));
  const known = new Map<string, number | undefined>();
  const measure = (from: string, to: string): number | undefined => {
    const { lags, before } = pairLags(first.get(place.get(from) ?? -1), first.get(place.get(to) ?? -1), end);
    if (lags.length < LAGS) return undefined;
    const sign = testBinomial(
      { successes: lags.length, trials: lags.length + before },
      { alternative: "greater" },
    );
    return sign.p > 0.05 ? undefined : median(lags);
  };
  return (from, to) => {
    const key = JSON.stringify([from, to]);
    if (!known.has(key)) known.set(key, measure(from, to));
    return known.get(key);
  };
}
