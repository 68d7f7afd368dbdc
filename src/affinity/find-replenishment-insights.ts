import { addDays, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight } from "../model/index.ts";
import { affinityInsight } from "./_affinity-insight.ts";
import { checkWhole, wrongOption } from "./_check.ts";
import type { ReplenishmentRow } from "./predict-replenishment.ts";

/** Options of {@link findReplenishmentInsights}. */
export interface ReplenishmentInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** The probability of the intervals, as predicted with. */
  readonly confidence: number;
  /**
   * How many days ahead are looked at.
   * @defaultValue `14`
   */
  readonly horizonDays?: number | undefined;
  /**
   * The least probability that the gap goes on so long: below it the customer has probably stopped or bought elsewhere.
   * @defaultValue `(1 - confidence) / 2`, up to the end of the interval
   */
  readonly leastStillDue?: number | undefined;
}

/**
 * Tells which customers will soon be out of a product.
 *
 * `affinity.replenishment-due`: of the customer's products due before `asOf` plus the horizon, and not overdue beyond reason, the one that falls due
 * first. The strength is `gaps / (gaps + 1)`.
 *
 * @param rows - from `predictReplenishment`
 * @returns insights by customer
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { findReplenishmentInsights } from "clientele/affinity";
 *
 * const row = {
 *   customerId: "ann", productId: "coffee", lastBought: "2026-05-03", gaps: 5, due: "2026-06-02",
 *   dueFrom: "2026-05-28", dueTo: "2026-06-08", stillDue: 0.6,
 * } as const;
 * const [insight] = findReplenishmentInsights([row], { asOf: "2026-06-01", confidence: 0.8 });
 * [insight?.id, insight?.payload["due"]]; // => ["affinity.replenishment-due:ann:2026-06-01", "2026-06-02"]
 * ```
 */
export function findReplenishmentInsights(
  rows: Iterable<ReplenishmentRow>,
  options: ReplenishmentInsightOptions,
): readonly Insight[] {
  const doing = "find replenishment insights";
  const { asOf, confidence, horizonDays = 14 } = options;
  const { leastStillDue = (1 - confidence) / 2 } = options;
  checkWhole(doing, "horizonDays", horizonDays, 1);
  for (const [name, value] of Object.entries({ confidence, leastStillDue }))
    if (!(value >= 0 && value <= 1)) throw wrongOption(doing, name, "a number from 0 to 1", value);
  const until = addDays(asOf, horizonDays);
  const soonest = new Map<string, ReplenishmentRow>();
  for (const row of rows) {
    if (row.due >= until || row.stillDue < leastStillDue) continue;
    const known = soonest.get(row.customerId);
    const sooner =
      known === undefined ||
      row.due < known.due ||
      (row.due === known.due && compareCodePoints(row.productId, known.productId) < 0);
    if (sooner) soonest.set(row.customerId, row);
  }
  return Object.freeze(
    [...soonest.values()]
      .sort((a, b) => compareCodePoints(a.customerId, b.customerId))
      .map(({ customerId, productId, lastBought, gaps, due, dueFrom, dueTo, chance }) =>
        affinityInsight("affinity.replenishment-due", {
          subjectId: customerId,
          asOf,
          strength: gaps / (gaps + 1),
          evidence: [
            { label: `last purchase of ${productId}`, value: lastBought },
            { label: "bought again so many times", value: gaps },
            { label: "as likely before as after", value: due },
            ...(chance === undefined
              ? []
              : [{ label: `chance that it is bought by ${dueTo}`, value: Number(chance.toFixed(2)) }]),
          ],
          payload: { productId, lastBought, due, dueFrom, dueTo, confidence, gaps },
        }),
      ),
  );
}
