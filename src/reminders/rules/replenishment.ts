import { addDays, dateOfDay, dayNumber, type PlainDate } from "../../calendar/index.ts";
import type { Product } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { evidence, once, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Occurrence } from "../rule.ts";

/**
 * Offers a consumable product again when the customer's own usual interval has passed since the last purchase.
 *
 * due = last purchase + the lower median of the gaps between days of purchase
 */
export const replenishment = /* @__PURE__ */ builtIn({
  id: "replenishment",
  catalogue: "P",
  cell: "product.recommend",
  goal: "retain",
  lever: "sales",
  trigger: "interval",
  purpose: "promotional",
  audience: "customer",
  priority: 60,
  catchUpDays: 14,
  reads: ["purchases"],
  options: { leastPurchases: 3, leastDays: 7 },
  timing: (o) =>
    `last purchase + the lower median of the own gaps; a consumable bought on at least ${o.leastPurchases} days, at least ${o.leastDays} days apart; silent where affinity.replenishment-due speaks of the customer`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, purchases, products } = dossier;
    if (products === undefined || purchases.length < o.leastPurchases) return [];
    // The analysis knows more than the median of one customer's gaps.
    if (dossier.insights?.some(({ kind }) => kind === RUNS_OUT) === true) return [];
    const days = new Map<Product, Set<number>>();
    for (const { productId, on } of purchases) {
      const product = products.get(productId);
      if (product?.consumable !== true || on > window.today) continue;
      const known = days.get(product);
      if (known === undefined) days.set(product, new Set([dayNumber(on)]));
      else known.add(dayNumber(on));
    }
    return [...days].flatMap(([product, set]): Occurrence[] => {
      if (set.size < Math.max(2, o.leastPurchases)) return [];
      const bought = [...set].sort((a, b) => a - b);
      const gaps = bought.slice(1).map((day, i) => day - bought[i]!);
      gaps.sort((a, b) => a - b);
      const gap = gaps[Math.ceil(gaps.length / 2) - 1]!;
      if (gap < o.leastDays) return [];
      const last: PlainDate = dateOfDay(bought[bought.length - 1]!);
      return once(`replenish:${product.id}:${last}`, addDays(last, gap), window, () => {
        const source = `product:${product.id}`;
        const said = say(party, { product: product.name, gap, last });
        return {
          ...said,
          evidence: [
            evidence(`last purchase of ${said.wording.params["product"]}`, last, last, source),
            evidence("usual days between purchases (median)", gap, last, source),
            evidence("days of purchase", bought.length, last, source),
          ],
        };
      });
    });
  },
});

const RUNS_OUT = "affinity.replenishment-due";

/** Offers a product again before the customer runs out of it, by the analysis of the purchases of all. */
export const runsOut = /* @__PURE__ */ builtIn({
  id: "runs-out",
  catalogue: "P",
  cell: "product.recommend",
  goal: "retain",
  lever: "sales",
  trigger: "insight",
  purpose: "promotional",
  audience: "customer",
  priority: 60,
  catchUpDays: INSIGHT_DAYS,
  reads: [`insight:${RUNS_OUT}`],
  options: { leadDays: 3 },
  timing: (o) =>
    `${o.leadDays} days before the day on which an insight affinity.replenishment-due expects the purchase`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, RUNS_OUT, window);
    if (insight === undefined) return [];
    const { productId, lastBought, due, dueFrom, dueTo } = insight.payload;
    return once(`replenish:${productId}:${lastBought}`, addDays(due, -o.leadDays), window, () => ({
      ...say(dossier.party, {
        product: productName(dossier.products, productId),
        last: lastBought,
        from: dueFrom,
        to: dueTo,
      }),
      evidence: insight.evidence,
      strength: insight.strength,
    }));
  },
});
