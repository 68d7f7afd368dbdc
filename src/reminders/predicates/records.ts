import * as z from "zod";
import { addDays, daysBetween, type PlainDate } from "../../calendar/index.ts";
import { pointsBalance } from "../../ledger/index.ts";
import { installedOn } from "../_moments.ts";
import type { Dossier } from "../dossier.ts";
import { bounded, definePredicate, rangeShape, UNKNOWN, within } from "../predicate.ts";
import type { RuleWindow } from "../rule.ts";

const text = z.string().min(1).max(200);
const what = {
  productIds: z.array(text).min(1).max(1000).optional(),
  categories: z.array(text).min(1).max(1000).optional(),
};
const days = z.int().min(1).max(36600);

interface What {
  readonly productIds?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly withinDays?: number | undefined;
}

/** The days of purchase of what is asked about. */
function purchaseDays(o: What): (dossier: Dossier, window: RuleWindow) => ReadonlySet<PlainDate> | undefined {
  const ids = o.productIds === undefined ? undefined : new Set(o.productIds);
  const categories = o.categories === undefined ? undefined : new Set(o.categories);
  return ({ purchases, products }, { today }) => {
    if (purchases === undefined) return undefined;
    const since = o.withinDays === undefined ? "" : addDays(today, -o.withinDays);
    const found = new Set<PlainDate>();
    for (const { productId, on } of purchases) {
      if (on > today || on <= since) continue;
      if (ids !== undefined && !ids.has(productId)) continue;
      if (categories !== undefined && !categories.has(products?.get(productId)?.category ?? "")) continue;
      found.add(on);
    }
    return found;
  };
}

/** Questions about orders, products at the customer's, and points. */
export const recordPredicates = {
  "orders.days": definePredicate({
    schema: bounded(z.strictObject({ ...rangeShape, ...what, withinDays: days.optional() })),
    asks: "On how many days did the customer buy, of all or of some products, ever or within some days?",
    reads: () => ["purchases"],
    compile: (o) => {
      const [fits, find] = [within(o), purchaseDays(o)];
      return (dossier, window) => fits(find(dossier, window)?.size);
    },
  }),
  "orders.days-since-last": definePredicate({
    schema: bounded(z.strictObject({ ...rangeShape, ...what })),
    asks: "How many days ago did the customer buy last, of all or of some products?",
    reads: () => ["purchases"],
    compile: (o) => {
      const [fits, find] = [within(o), purchaseDays(o)];
      return (dossier, window) => {
        let last: PlainDate | undefined;
        for (const on of find(dossier, window) ?? []) if (last === undefined || on > last) last = on;
        return fits(last === undefined ? undefined : daysBetween(last, window.today));
      };
    },
  }),
  "products.installed": definePredicate({
    schema: z.strictObject({
      productIds: z.array(text).min(1).max(1000).optional(),
      name: text.optional(),
    }),
    asks: "Does a product stand at the customer's: one of these, or one whose name contains a text?",
    reads: () => ["installedProducts"],
    compile: (o) => {
      const ids = o.productIds === undefined ? undefined : new Set(o.productIds);
      // A plain search, linear in the text: no pattern of a user's is ever run.
      const part = o.name?.toLowerCase();
      return (dossier, window) => {
        const found = installedOn(dossier, window).find(
          ({ productId, productName }) =>
            (ids === undefined || (productId !== undefined && ids.has(productId))) &&
            (part === undefined || productName.toLowerCase().includes(part)),
        );
        return found === undefined ? UNKNOWN : { holds: true, value: found.productName };
      };
    },
  }),
  "ledger.balance": definePredicate({
    schema: bounded(z.strictObject(rangeShape)),
    asks: "How many points does the customer have?",
    reads: () => ["points"],
    compile: (o) => {
      const fits = within(o);
      return ({ points }, { today }) =>
        fits(points === undefined ? undefined : Number(pointsBalance(points, today).balance));
    },
  }),
  "ties.member-of": definePredicate({
    schema: z.strictObject({ programmeId: text.optional(), tier: text.optional() }),
    asks: "Is the customer a member of a programme, or of a tier of it?",
    reads: () => ["memberships"],
    compile:
      (o) =>
      ({ memberships = [] }, { today }) => {
        const found = memberships.find(
          ({ programmeId, tier, validFrom, validTo }) =>
            (o.programmeId === undefined || programmeId === o.programmeId) &&
            (o.tier === undefined || tier === o.tier) &&
            (validFrom === undefined || validFrom <= today) &&
            (validTo === undefined || validTo > today),
        );
        return found === undefined ? UNKNOWN : { holds: true, value: found.tier ?? found.programmeId };
      },
  }),
  "ties.under-contract": definePredicate({
    schema: z.strictObject({
      kind: z
        .enum(["supply", "service", "framework", "lease", "loan", "licence", "membership", "other"])
        .optional(),
    }),
    asks: "Does a contract hold, of any kind or of one?",
    reads: () => ["contracts"],
    compile:
      (o) =>
      ({ contracts = [] }, { today }) => {
        const found = contracts.find(
          ({ kind, startsOn, endsOn }) =>
            (o.kind === undefined || kind === o.kind) &&
            startsOn <= today &&
            (endsOn === undefined || endsOn > today),
        );
        return found === undefined ? UNKNOWN : { holds: true, value: found.name };
      },
  }),
} as const;
