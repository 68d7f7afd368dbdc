import { addDays, dateOfDay, dayNumber } from "../../calendar/index.ts";
import type { Product } from "../../model/index.ts";
import { inSentence } from "../_sentence.ts";
import { isWithin } from "../_within.ts";
import { defineRule, type Occurrence, type ReminderRule, type RuleWindow } from "../rule.ts";

/** Days of purchase needed before a habit is spoken of. */
const PURCHASES = 3;
/** Whoever buys a product more often than this, in days, needs no reminder. */
const SHORTEST_GAP = 7;

/**
 * Offers a consumable product again when the customer's own usual interval has passed since the last purchase.
 *
 * due = last purchase + the lower median of the gaps between days of purchase
 */
export const replenishment: ReminderRule = defineRule({
  id: "replenishment",
  version: 1,
  cell: "product.recommend",
  purpose: "promotional",
  audience: "customer",
  priority: 60,
  catchUpDays: 14,
  reads: ["purchases"],
  occurrences: ({ party, purchases = [], products }, window) => {
    if (products === undefined || purchases.length < PURCHASES) return [];
    const days = new Map<Product, Set<number>>();
    for (const { productId, on } of purchases) {
      const product = products.get(productId);
      if (product?.consumable !== true || on > window.today) continue;
      const known = days.get(product);
      if (known === undefined) days.set(product, new Set([dayNumber(on)]));
      else known.add(dayNumber(on));
    }
    const name = inSentence(party.name);
    return [...days].flatMap(([product, bought]) =>
      bought.size < PURCHASES
        ? []
        : nextPurchase(
            product,
            [...bought].sort((a, b) => a - b),
            name,
            window,
          ),
    );
  },
});

function nextPurchase(
  product: Product,
  bought: readonly number[],
  name: string,
  window: RuleWindow,
): Occurrence[] {
  const gaps = bought.slice(1).map((day, i) => day - bought[i]!);
  gaps.sort((a, b) => a - b);
  const gap = gaps[Math.ceil(gaps.length / 2) - 1]!;
  if (gap < SHORTEST_GAP) return [];
  const last = dateOfDay(bought[bought.length - 1]!);
  const due = addDays(last, gap);
  if (!isWithin(due, window)) return [];
  const productName = inSentence(product.name);
  const source = `product:${product.id}`;
  return [
    {
      anchor: `replenish:${product.id}:${last}`,
      due,
      message: `${name} may need ${productName} again: bought every ${gap} days or so, last on ${last}.`,
      evidence: [
        { label: `last purchase of ${productName}`, value: last, asOf: last, source },
        { label: "usual days between purchases (median)", value: gap, asOf: last, source },
        { label: "days of purchase", value: bought.length, asOf: last, source },
      ],
    },
  ];
}
