import { addDays, daysBetween, type PlainDate } from "../../calendar/index.ts";
import type { Product } from "../../model/index.ts";
import { dayOf, evidence, once } from "../_moments.ts";
import { ordinal } from "../_ordinal.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier, Purchase } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";

/** The days on which each product was bought first and last, of the products that are known. */
function boughtProducts(
  purchases: readonly Purchase[],
  products: ReadonlyMap<string, Product> | undefined,
  { today }: RuleWindow,
): readonly { readonly product: Product; readonly first: PlainDate; readonly last: PlainDate }[] {
  const found = new Map<string, { product: Product; first: PlainDate; last: PlainDate }>();
  for (const { productId, on } of purchases) {
    const product = products?.get(productId);
    if (product === undefined || on > today) continue;
    const known = found.get(productId);
    if (known === undefined) found.set(productId, { product, first: on, last: on });
    else if (on < known.first) known.first = on;
    else if (on > known.last) known.last = on;
  }
  return [...found.values()];
}

/** Whether the customer has come to us from a day on: then no rule need ask how it goes. */
function hasComeSince({ interactions = [] }: Dossier, from: PlainDate, { today, zone }: RuleWindow): boolean {
  return interactions.some(({ direction, occurredAt }) => {
    if (direction !== "inbound") return false;
    const day = dayOf(occurredAt, zone);
    return day >= from && day <= today;
  });
}

const isHousehold = ({ party }: Dossier): boolean => party.kind !== "organisation";

/** A week after the first purchase of a durable product, asks how the first use goes, unless the customer has called. */
export const firstUseCheck = /* @__PURE__ */ builtIn({
  id: "first-use-check",
  catalogue: "PC2",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 62,
  catchUpDays: 14,
  reads: ["purchases"],
  options: { delayDays: 7 },
  timing: (o) =>
    `${o.delayDays} days after a person's first purchase of a product that is not used up, unless the customer has come to us since`,
  occurrences: (dossier, window, { o, say }) => {
    if (!isHousehold(dossier)) return [];
    return boughtProducts(dossier.purchases, dossier.products, window).flatMap(({ product, first }) =>
      product.consumable || hasComeSince(dossier, first, window)
        ? []
        : once(`first-use:${product.id}`, addDays(first, o.delayDays), window, () => ({
            ...say(dossier.party, { product: product.name, on: first, days: o.delayDays }),
            evidence: [evidence("first purchase", first, first, `product:${product.id}`)],
          })),
    );
  },
});

/** The day after the first purchase in a category, says how the service is reached and how long the warranty lasts. */
export const serviceNotice = /* @__PURE__ */ builtIn({
  id: "service-notice",
  catalogue: "PC3",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 55,
  catchUpDays: 14,
  digest: "new-product",
  reads: ["purchases"],
  options: { delayDays: 1, durableOnly: true },
  timing: (o) =>
    `${o.delayDays} day${o.delayDays === 1 ? "" : "s"} after the first purchase in a category${o.durableOnly ? " of products that are not used up" : ""}`,
  occurrences: ({ party, purchases, products, installedProducts = [] }, window, { o, say }) => {
    const firsts = new Map<string, { first: PlainDate; id: string }>();
    for (const { product, first } of boughtProducts(purchases, products, window)) {
      if (o.durableOnly && product.consumable) continue;
      const known = firsts.get(product.category);
      if (known === undefined || first < known.first || (first === known.first && product.id < known.id))
        firsts.set(product.category, { first, id: product.id });
    }
    return [...firsts].flatMap(([category, { first, id }]) =>
      once(`category:${category}`, addDays(first, o.delayDays), window, () => {
        const warranty = installedProducts.find(
          (one) => one.productId === id && one.warrantyEndsOn !== undefined && one.installedOn >= first,
        )?.warrantyEndsOn;
        return {
          ...say(party, { category, on: first, warranty: warranty ?? "" }),
          evidence: [evidence(`first purchase of ${category}`.slice(0, 200), first, first, `product:${id}`)],
        };
      }),
    );
  },
});

/** Two weeks after the first purchase of a durable product, asks for a review. */
export const reviewRequest = /* @__PURE__ */ builtIn({
  id: "review-request",
  catalogue: "P",
  cell: "product.care",
  goal: "acquire",
  lever: "marketing",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  priority: 22,
  catchUpDays: 14,
  cooldown: { days: 90, per: "rule" },
  reads: ["purchases"],
  options: { delayDays: 14 },
  timing: (o) =>
    `${o.delayDays} days after the first purchase of a product that is not used up; at most once in 90 days, and not while a complaint is open`,
  occurrences: ({ party, purchases, products, complaints = [] }, window, { o, say }) =>
    complaints.some(({ history }) => !["resolved", "closed"].includes(history.at(-1)?.state ?? "open"))
      ? []
      : boughtProducts(purchases, products, window).flatMap(({ product, first }) =>
          product.consumable
            ? []
            : once(`review:${product.id}`, addDays(first, o.delayDays), window, () => ({
                ...say(party, { product: product.name, on: first }),
                evidence: [evidence("first purchase", first, first, `product:${product.id}`)],
              })),
        ),
});

/** Says thank you for certain purchases: the fifth, the tenth … day of purchase. */
export const nthPurchase = /* @__PURE__ */ builtIn({
  id: "nth-purchase",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "marketing",
  trigger: "record",
  purpose: "care",
  audience: "customer",
  priority: 45,
  catchUpDays: 3,
  reads: ["purchases"],
  options: { numbers: [2, 5, 10, 25, 50, 100] as readonly number[], delayDays: 1 },
  timing: (o) =>
    `${o.delayDays} day${o.delayDays === 1 ? "" : "s"} after the ${o.numbers.map(ordinal).join(", ")} day of purchase`,
  occurrences: ({ party, purchases }, window, { o, say }) => {
    if (purchases.length === 0) return [];
    const days = [...new Set(purchases.map(({ on }) => on))].filter((on) => on <= window.today).sort();
    return o.numbers.flatMap((number) => {
      const on = days[number - 1];
      return on === undefined
        ? []
        : once(`purchase:${number}`, addDays(on, o.delayDays), window, () => ({
            ...say(party, { number, on }),
            evidence: [
              evidence("days of purchase up to this one", number, on, `purchases:${party.id}`),
              evidence(
                "days since the first purchase",
                daysBetween(days[0]!, on),
                on,
                `purchases:${party.id}`,
              ),
            ],
          }));
    });
  },
});
