import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight } from "../model/index.ts";
import { affinityInsight } from "./_affinity-insight.ts";
import type { BundleChance } from "./find-bundles.ts";

/** Options of {@link findBundleInsights}. */
export interface BundleInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
}

/**
 * Tells of each customer the bundle that saves the largest share.
 *
 * `affinity.bundle`: the strength is the share of the parts that the customer has.
 *
 * @param chances - from `findBundles`
 * @returns insights by customer
 *
 * @example
 * ```ts
 * import { findBundleInsights } from "clientele/affinity";
 *
 * const chance = {
 *   customerId: "ann", bundleId: "set", has: ["beans"], lacks: ["mill"], saving: { amount: "13.00", currency: "EUR" }, share: 0.22,
 * };
 * const [insight] = findBundleInsights([chance], { asOf: "2026-06-01" });
 * [insight?.id, insight?.strength]; // => ["affinity.bundle:ann:2026-06-01", 0.5]
 * ```
 */
export function findBundleInsights(
  chances: Iterable<BundleChance>,
  { asOf }: BundleInsightOptions,
): readonly Insight[] {
  const best = new Map<string, BundleChance>();
  for (const chance of chances) {
    const known = best.get(chance.customerId);
    const better =
      known === undefined ||
      chance.share > known.share ||
      (chance.share === known.share && compareCodePoints(chance.bundleId, known.bundleId) < 0);
    if (better) best.set(chance.customerId, chance);
  }
  return Object.freeze(
    [...best.values()]
      .sort((a, b) => compareCodePoints(a.customerId, b.customerId))
      .map(({ customerId, bundleId, has, lacks, saving }) =>
        affinityInsight("affinity.bundle", {
          subjectId: customerId,
          asOf,
          strength: has.length / (has.length + lacks.length),
          evidence: [
            { label: "has of the bundle", value: cut(has.join(", ")) },
            { label: "lacks of it", value: cut(lacks.join(", ")) },
            { label: `saves, in ${saving.currency}`, value: saving.amount },
          ],
          payload: {
            bundleId,
            has: [...has],
            lacks: [...lacks],
            saving: saving.amount,
            currency: saving.currency,
          },
        }),
      ),
  );
}

/** Evidence is text of at most two thousand characters. */
const cut = (text: string): string =>
  text.length <= 2000 ? text : `${Array.from(text).slice(0, 999).join("")}…`;
