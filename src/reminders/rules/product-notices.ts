import { addDays, type PlainDate } from "../../calendar/index.ts";
import type { Evidence, ProductNotice } from "../../model/index.ts";
import { around, before, evidence, holding, longest, once, pastDayOf, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";
import { concernedBy, isRefused, owned } from "./_products.ts";

type Money = NonNullable<ProductNotice["price"]>;

const asText = (money: Money | undefined): string =>
  money === undefined ? "" : `${money.currency} ${money.amount}`;

/** Whether a new price is lower; of a price that is not known nothing is said. */
const fallsBy = ({ priceBefore, price }: ProductNotice): number =>
  priceBefore === undefined || price === undefined
    ? 0
    : 1 - Number(price.amount) / Number(priceBefore.amount);

const notice = {
  cell: "product.care",
  goal: "retain",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  catchUpDays: (o: { readonly leadDays: readonly number[] }) => longest(o.leadDays),
  reads: ["productNotices"],
} as const;

/** Says in advance that a product which the customer has, or buys again and again, will have another price. */
export const priceNotice = /* @__PURE__ */ builtIn({
  ...notice,
  id: "price-notice",
  unsteady: true,
  catalogue: "PC8",
  lever: "pricing",
  priority: 64,
  options: { leadDays: [30, 7] as readonly number[], boughtDays: 365 },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before the price changes of a product that the customer has, or bought within ${o.boughtDays} days; not when it falls`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.productNotices.length === 0) return [];
    const own = owned(dossier, window);
    return dossier.productNotices.flatMap((each) => {
      const { id, kind, productIds, startsOn: on, what, priceBefore, price } = each;
      if (kind !== "price-change" || fallsBy(each) > 0) return [];
      const has = concernedBy(productIds, own, dossier, window, o.boughtDays);
      if (has === undefined) return [];
      return around(`notice:${id}`, on, before(o.leadDays), window, () => ({
        ...say(dossier.party, {
          product: has.name,
          on,
          price: asText(price),
          before: asText(priceBefore),
          what: what ?? "",
        }),
        evidence: [
          evidence("has or buys", has.name.slice(0, 2000), has.on, has.source),
          evidence("another price from", on, window.today, `product-notice:${id}`),
        ],
      }));
    });
  },
});

/** Says in advance that something which the customer has will not be available, or no longer be supported. */
export const outageNotice = /* @__PURE__ */ builtIn({
  ...notice,
  id: "outage-notice",
  catalogue: "PC8",
  lever: "service",
  priority: 67,
  options: {
    leadDays: [30, 7] as readonly number[],
    kinds: ["outage", "end-of-support"] as readonly string[],
  },
  choices: { kinds: ["outage", "end-of-support"] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before one begins for a product that the customer has (${o.kinds.join(", ")})`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.productNotices.length === 0) return [];
    const own = owned(dossier, window);
    return dossier.productNotices.flatMap(({ id, kind, productIds, startsOn: on, endsOn, what }) => {
      const has = o.kinds.includes(kind) ? concernedBy(productIds, own, dossier, window, 0) : undefined;
      if (has === undefined) return [];
      return around(`notice:${id}`, on, before(o.leadDays), window, () => ({
        ...say(dossier.party, { product: has.name, kind, on, until: endsOn ?? "", what: what ?? "" }),
        evidence: [
          evidence("has", has.name.slice(0, 2000), has.on, has.source),
          evidence(`${kind} from`, on, window.today, `product-notice:${id}`),
        ],
      }));
    });
  },
});

/** That the customer wants a product: it said so, left it in the basket, or looked at it again and again. */
interface Wish {
  readonly kind: "asked" | "looked";
  readonly since: PlainDate;
  readonly evidence: Evidence;
}

/** What speaks for the wish up to a day; nothing where it refused the product or to hear of it, or bought it since. */
function wishFor(
  productId: string,
  on: PlainDate,
  dossier: Dossier,
  window: RuleWindow,
  o: { readonly looks: number; readonly withinDays: number },
): Wish | undefined {
  const { preferences = [], behaviour = [], purchases = [] } = dossier;
  const said = holding(preferences, window)
    .filter((each) => each.about === "product" && each.productId === productId)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (said.some(({ stance }) => stance === "refuse") || isRefused(productId, dossier, window))
    return undefined;
  const wish = askedFor(said[0]) ?? lookedAt();
  const isBought =
    wish !== undefined &&
    purchases.some((one) => one.productId === productId && one.on >= wish.since && one.on <= window.today);
  return isBought ? undefined : wish;

  function lookedAt(): Wish | undefined {
    const looks = behaviour
      .flatMap((event) => {
        const day = event.productId === productId ? pastDayOf(event.occurredAt, window) : undefined;
        const fits = day !== undefined && day <= on && day > addDays(on, -o.withinDays);
        return fits && (event.kind === "basket" || event.kind === "browse") ? [{ day, event }] : [];
      })
      .sort((a, b) => (a.day === b.day ? (a.event.id < b.event.id ? -1 : 1) : a.day < b.day ? -1 : 1));
    const isBasket = looks.some(({ event }) => event.kind === "basket");
    const [first, last] = [looks[0], looks.at(-1)];
    if (first === undefined || last === undefined || (!isBasket && looks.length < o.looks)) return undefined;
    return {
      kind: "looked",
      since: first.day,
      evidence: evidence(
        isBasket ? "left in the basket, or looked at" : "looks",
        looks.length,
        last.day,
        `behaviour:${last.event.id}`,
      ),
    };
  }
}

function askedFor(said: NonNullable<Dossier["preferences"]>[number] | undefined): Wish | undefined {
  if (said === undefined) return undefined;
  const since = said.validFrom ?? said.source.observedOn;
  return {
    kind: "asked",
    since,
    evidence: evidence("asked to hear of it", "yes", since, `preference:${said.id}`),
  };
}

const wished = {
  cell: "product.recommend",
  goal: "grow",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  catchUpDays: 3,
  cooldown: { days: 7, per: "rule" },
  reads: ["productNotices", "behaviour"],
  // A wish may also stand among the preferences.
  asksAlways: true,
} as const;

/** The products of a notice that the customer wishes for, each with its moment. */
function tellWhoWishes(
  dossier: Dossier,
  window: RuleWindow,
  o: { readonly looks: number; readonly withinDays: number },
  fits: (each: ProductNotice) => boolean,
  content: (each: ProductNotice, product: string, wish: Wish) => Omit<Occurrence, "anchor" | "due">,
): Occurrence[] {
  const { productNotices = [], behaviour = [], preferences = [] } = dossier;
  if (behaviour.length === 0 && !preferences.some(({ about }) => about === "product")) return [];
  return productNotices.flatMap((each) =>
    !fits(each)
      ? []
      : each.productIds.flatMap((productId) => {
          const wish = wishFor(productId, each.startsOn, dossier, window, o);
          if (wish === undefined) return [];
          const { id, startsOn, endsOn } = each;
          const isShort = endsOn !== undefined && endsOn <= addDays(startsOn, wished.catchUpDays);
          return once(`notice:${id}:${productId}`.slice(0, 300), startsOn, window, () => ({
            ...(isShort ? { expiresOn: endsOn } : {}),
            ...content(each, productName(dossier.products, productId), wish),
          }));
        }),
  );
}

/** Tells whoever wants a product that it costs less. */
export const priceDrop = /* @__PURE__ */ builtIn({
  ...wished,
  id: "price-drop",
  unsteady: true,
  catalogue: "P",
  lever: "pricing",
  priority: 58,
  options: { leastShare: 0.05, looks: 2, withinDays: 30 },
  timing: (o) =>
    `the day on which a product costs ${Math.round(o.leastShare * 100)} % less or more than that, that the customer asked to hear of, left in the basket, or looked at ${o.looks} times or more in the ${o.withinDays} days before; not after a purchase or a refusal`,
  occurrences: (dossier, window, { o, say }) =>
    tellWhoWishes(
      dossier,
      window,
      o,
      (each) => each.kind === "price-change" && fallsBy(each) > 0 && fallsBy(each) >= o.leastShare,
      (each, product, wish) => ({
        ...say(dossier.party, {
          product,
          on: each.startsOn,
          price: asText(each.price),
          before: asText(each.priceBefore),
          wish: wish.kind,
        }),
        evidence: [
          wish.evidence,
          evidence("costs", asText(each.price), each.startsOn, `product-notice:${each.id}`),
          evidence("cost before", asText(each.priceBefore), each.startsOn, `product-notice:${each.id}`),
        ],
      }),
    ),
});

/** Tells whoever wants a product that it can be had again. */
export const backInStock = /* @__PURE__ */ builtIn({
  ...wished,
  id: "back-in-stock",
  unsteady: true,
  catalogue: "P",
  lever: "sales",
  priority: 59,
  options: { looks: 2, withinDays: 30 },
  timing: (o) =>
    `the day on which a product is in stock again that the customer asked to hear of, left in the basket, or looked at ${o.looks} times or more in the ${o.withinDays} days before; not after a purchase or a refusal`,
  occurrences: (dossier, window, { o, say }) =>
    tellWhoWishes(
      dossier,
      window,
      o,
      ({ kind }) => kind === "back-in-stock",
      (each, product, wish) => ({
        ...say(dossier.party, { product, on: each.startsOn, wish: wish.kind }),
        evidence: [
          wish.evidence,
          evidence("in stock again from", each.startsOn, each.startsOn, `product-notice:${each.id}`),
        ],
      }),
    ),
});
