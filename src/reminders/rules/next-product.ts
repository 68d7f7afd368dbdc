import { addDays, type PlainDate } from "../../calendar/index.ts";
import type { InsightPayload } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight, quarterOf } from "../_insight.ts";
import { evidence, laterOf, once, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";

const promotional = {
  cell: "product.recommend",
  goal: "grow",
  lever: "marketing",
  trigger: "insight",
  purpose: "promotional",
  audience: "customer",
  catchUpDays: INSIGHT_DAYS,
} as const;

const names = (dossier: Dossier, ids: readonly string[]): string =>
  ids
    .slice(0, 3)
    .map((id) => productName(dossier.products, id))
    .join(", ");

/** The day on which others usually came for the product: so many days after they bought what speaks for it. */
function usualDay(
  { purchases = [] }: Dossier,
  { becauseOf, lagDays }: InsightPayload<"affinity.next-product">,
  { today }: RuleWindow,
): PlainDate {
  const bought = purchases
    .filter(({ productId, on }) => productId === becauseOf[0] && on <= today)
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return bought === undefined || lagDays === undefined ? EVER : addDays(bought, Math.round(lagDays));
}

const EVER: PlainDate = "0001-01-01";

/** Recommends the product that goes best with what the customer has. */
export const associatedProduct = /* @__PURE__ */ builtIn({
  ...promotional,
  id: "associated-product",
  catalogue: "PR1",
  priority: 49,
  cooldown: { days: 30, per: "rule" },
  reads: ["insight:affinity.next-product"],
  options: { highestRank: 1, leastLift: 1, waits: true },
  timing: (o) =>
    `an insight affinity.next-product of rank ${o.highestRank} at most and a lift above ${o.leastLift}${o.waits ? ", after the usual days from the one purchase to the other where they are known" : ""}; a product once a quarter, at least 30 days apart`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "affinity.next-product",
      window,
      ({ rank, lift }) => rank <= o.highestRank && (lift === undefined || lift > o.leastLift),
    );
    if (insight === undefined) return [];
    const { productId, becauseOf, both, having } = insight.payload;
    const due = o.waits ? laterOf(insight.asOf, usualDay(dossier, insight.payload, window)) : insight.asOf;
    return [
      {
        anchor: `product:${productId}`,
        step: quarterOf(due),
        due,
        ...say(dossier.party, {
          product: productName(dossier.products, productId),
          because: names(dossier, becauseOf),
          both,
          having,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Offers a new product to those whom it suits. */
export const newProduct = /* @__PURE__ */ builtIn({
  ...promotional,
  id: "new-product",
  catalogue: "PR2",
  priority: 47,
  cooldown: { days: 30, per: "rule" },
  reads: ["insight:affinity.suits-new-product"],
  options: { leastShare: 0.5 },
  timing: (o) =>
    `an insight affinity.suits-new-product with a score of ${o.leastShare} or more; a product once`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "affinity.suits-new-product",
      window,
      ({ score }) => score >= o.leastShare,
    );
    if (insight === undefined) return [];
    const { productId, matched, score } = insight.payload;
    return [
      {
        anchor: `new:${productId}`,
        due: insight.asOf,
        ...say(dossier.party, {
          product: productName(dossier.products, productId),
          matched: matched.slice(0, 3).join("; "),
        }),
        evidence: insight.evidence,
        strength: Math.min(insight.strength, score),
      },
    ];
  },
});

/** Proposes the rest of a bundle to whoever has a part of it. */
export const bundle = /* @__PURE__ */ builtIn({
  ...promotional,
  id: "bundle",
  catalogue: "PR5",
  lever: "pricing",
  priority: 43,
  cooldown: { days: 60, per: "rule" },
  reads: ["insight:affinity.bundle"],
  options: { leastSaving: 0, waits: true },
  timing: (o) =>
    `an insight affinity.bundle with a saving above ${o.leastSaving}${o.waits ? ", on the day of the next order where affinity.replenishment-due foretells it" : ""}; a bundle once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "affinity.bundle",
      window,
      ({ saving }) => Number(saving) > o.leastSaving,
    );
    if (insight === undefined) return [];
    const { bundleId, has, lacks, saving, currency } = insight.payload;
    const order = o.waits ? latestInsight(dossier, "affinity.replenishment-due", window) : undefined;
    // A forecast that has passed is none: then the bundle waits no longer.
    const due = laterOf(insight.asOf, order?.payload.due ?? insight.asOf);
    return [
      {
        anchor: `bundle:${bundleId}`,
        step: quarterOf(due),
        due,
        ...say(dossier.party, {
          has: names(dossier, has),
          lacks: names(dossier, lacks),
          saving: `${currency} ${saving}`,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Proposes other categories to a customer who spends much in few of them, at most once a quarter. */
export const narrowRange = /* @__PURE__ */ builtIn({
  ...promotional,
  id: "narrow-range",
  catalogue: "PR4",
  lever: "sales",
  priority: 40,
  cooldown: { days: 90, per: "rule" },
  reads: ["insight:value.narrow-range"],
  options: { mostCategories: 2 },
  timing: (o) =>
    `an insight value.narrow-range of ${o.mostCategories} categories at most; once a quarter, at least 90 days apart`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "value.narrow-range",
      window,
      ({ categories }) => categories <= o.mostCategories,
    );
    if (insight === undefined) return [];
    const { categories, amount, currency } = insight.payload;
    return [
      {
        anchor: "insight:value.narrow-range",
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { categories, amount: `${currency} ${amount}` }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Tells the owner that much of what the customer spends goes to others. */
export const walletGap = /* @__PURE__ */ builtIn({
  ...promotional,
  id: "wallet-gap",
  catalogue: "PR4",
  lever: "sales",
  purpose: "internal",
  audience: "owner",
  priority: 45,
  cooldown: { days: 90, per: "rule" },
  reads: ["insight:loyalty.wallet-gap"],
  options: { mostShare: 0.5 },
  timing: (o) =>
    `an insight loyalty.wallet-gap with our share at ${Math.round(o.mostShare * 100)} % or less; once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "loyalty.wallet-gap", window, ({ share }) => share <= o.mostShare);
    if (insight === undefined) return [];
    const { share, gap, currency } = insight.payload;
    return [
      {
        anchor: "insight:loyalty.wallet-gap",
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { percent: Math.round(share * 100), gap: `${currency} ${gap}` }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Asks the owner to find out, at the next contact, what the customer uses a product for. */
export const reasonForUse = /* @__PURE__ */ builtIn({
  id: "reason-for-use",
  catalogue: "PR3",
  cell: "product.recommend",
  goal: "grow",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 20,
  catchUpDays: 60,
  ridesAlong: true,
  reads: ["installedProducts"],
  options: { delayDays: 30 },
  timing: (o) =>
    `${o.delayDays} days after an installation, while the reason is not known; rides on a contact`,
  occurrences: ({ party, installedProducts }, window, { o, say }) =>
    installedProducts.flatMap(({ id, productName: name, installedOn: on, reasonForUse: reason, source }) =>
      reason !== undefined
        ? []
        : once(`reason:${id}`, addDays(on, o.delayDays), window, () => {
            const said = say(party, { product: name, on });
            return {
              ...said,
              evidence: [
                evidence(
                  `installation of ${said.wording.params["product"]}; reason for use not known`,
                  on,
                  source.observedOn,
                  `installed-product:${id}`,
                ),
              ],
            };
          }),
    ),
});
