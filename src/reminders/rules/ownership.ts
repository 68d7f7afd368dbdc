import { addDays, addMonths } from "../../calendar/index.ts";
import type { Recall } from "../../model/index.ts";
import { around, before, evidence, installedOn, longest, once, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";
import { isRefused, ours, owned } from "./_products.ts";

/** A week after a product is sold that takes the place of one the customer has, offers it. */
export const upgradeOffer = /* @__PURE__ */ builtIn({
  id: "upgrade-offer",
  unsteady: true,
  catalogue: "PC7",
  cell: "product.care",
  goal: "grow",
  lever: "service",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  priority: 48,
  catchUpDays: 21,
  reads: ["installedProducts"],
  options: { delayDays: 7 },
  timing: (o) =>
    `${o.delayDays} days after the launch of a product that takes the place of an installed one, unless it was refused`,
  occurrences: (dossier, window, { o, say }) => {
    const { products } = dossier;
    if (products === undefined || dossier.installedProducts.length === 0) return [];
    const own = owned(dossier, window);
    return [...own].flatMap(([productId, { name, source, on }]) =>
      successorsOf(products, productId).flatMap(({ id, name: successor, launchedOn }) =>
        launchedOn === undefined || own.has(id) || isRefused(id, dossier, window)
          ? []
          : once(`upgrade:${productId}>${id}`, addDays(launchedOn, o.delayDays), window, () => ({
              ...say(dossier.party, { product: name, successor, launchedOn }),
              evidence: [
                evidence("has the product that it replaces", name.slice(0, 2000), on, source),
                evidence("launched on", launchedOn, launchedOn, `product:${id}`),
              ],
            })),
      ),
    );
  },
});

type Products = NonNullable<Dossier["products"]>;
type Successor = Products extends ReadonlyMap<string, infer P> ? P : never;
const successors = new WeakMap<Products, ReadonlyMap<string, readonly Successor[]>>();

/** One map serves all dossiers, so it is turned round once. */
function successorsOf(products: Products, id: string): readonly Successor[] {
  let known = successors.get(products);
  if (known === undefined) {
    const made = new Map<string, Successor[]>();
    for (const product of products.values()) {
      if (product.replacesId === undefined) continue;
      made.set(product.replacesId, [...(made.get(product.replacesId) ?? []), product]);
    }
    known = made;
    successors.set(products, known);
  }
  return known.get(id) ?? [];
}

/** When an installed product has been in use for years, offers a check, a repair or an upgrade. */
export const ageingProduct = /* @__PURE__ */ builtIn({
  id: "ageing-product",
  catalogue: "PC7",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  priority: 38,
  catchUpDays: 30,
  reads: ["installedProducts"],
  options: { afterMonths: [60, 84, 120] as readonly number[] },
  timing: (o) => `${o.afterMonths.join(", ")} months after the installation`,
  occurrences: (dossier, window, { o, say }) =>
    ours(installedOn(dossier, window)).flatMap(({ id, productName: product, installedOn: on, source }) =>
      o.afterMonths.flatMap((months) =>
        once(`age:${id}:${months}`, addMonths(on, months), window, () => ({
          ...say(dossier.party, { product, on, months }),
          evidence: [evidence("installed on", on, source.observedOn, `installed-product:${id}`)],
        })),
      ),
    ),
});

/** Says in advance that a product which the customer has will no longer be sold. */
export const advanceNotice = /* @__PURE__ */ builtIn({
  id: "advance-notice",
  catalogue: "PC8",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 64,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["installedProducts"],
  options: { leadDays: [30, 7] as readonly number[] },
  timing: (o) => `${o.leadDays.join(" and ")} days before an installed product is withdrawn`,
  occurrences: (dossier, window, { o, say }) =>
    [...owned(dossier, window)].flatMap(([productId, { name, source, on }]) => {
      const withdrawnOn = dossier.products?.get(productId)?.withdrawnOn;
      if (withdrawnOn === undefined) return [];
      return around(`withdrawn:${productId}`, withdrawnOn, before(o.leadDays), window, () => ({
        ...say(dossier.party, { product: name, on: withdrawnOn }),
        evidence: [
          evidence("has", name.slice(0, 2000), on, source),
          evidence("withdrawn from", withdrawnOn, window.today, `product:${productId}`),
        ],
      }));
    }),
});

/** Says that a warranty ends, while it can still be used. */
export const warrantyEnd = /* @__PURE__ */ builtIn({
  id: "warranty-end",
  catalogue: "P",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 63,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["installedProducts"],
  options: { leadDays: [30, 7] as readonly number[] },
  timing: (o) => `${o.leadDays.join(" and ")} days before a warranty ends`,
  occurrences: (dossier, window, { o, say }) =>
    ours(installedOn(dossier, window)).flatMap(({ id, productName: product, warrantyEndsOn: on, source }) =>
      on === undefined
        ? []
        : around(`warranty:${id}:${on}`, on, before(o.leadDays), window, () => ({
            ...say(dossier.party, { product, on }),
            evidence: [evidence("warranty ends on", on, source.observedOn, `installed-product:${id}`)],
          })),
    ),
});

/** The pieces that a recall names, or all of the product; undefined where every piece is known not to be among them. */
function calledBack(
  { productId, serialNumbers }: Recall,
  dossier: Dossier,
  window: RuleWindow,
): { readonly serial?: string } | undefined {
  if (serialNumbers === undefined) return {};
  const pieces = installedOn(dossier, window).filter((one) => one.productId === productId);
  const named = new Set(serialNumbers);
  const serial = pieces.map((one) => one.serialNumber ?? "").find((one) => named.has(one));
  if (serial !== undefined) return { serial };
  // A piece whose number nobody wrote down may be one of them.
  return pieces.length > 0 && pieces.every((one) => one.serialNumber !== undefined) ? undefined : {};
}

/** Tells whoever has a product that it is called back. Goes out whatever the consents and caps. */
export const productRecall = /* @__PURE__ */ builtIn({
  id: "product-recall",
  catalogue: "P",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "mandatory",
  audience: "customer",
  priority: 100,
  catchUpDays: 365,
  reads: ["recalls"],
  options: {},
  timing: () =>
    "the day on which a product that the customer has or bought is called back; of some serial numbers alone, not where all pieces are known to be others",
  occurrences: (dossier, window, { say }) => {
    if (dossier.recalls.length === 0) return [];
    const { party, purchases = [], products } = dossier;
    const own = owned(dossier, window);
    return dossier.recalls.flatMap((recall) => {
      const { id, productId, announcedOn, what } = recall;
      const bought = purchases.filter((one) => one.productId === productId && one.on <= window.today);
      const last = bought
        .map(({ on }) => on)
        .sort()
        .at(-1);
      const has = own.get(productId);
      const since = has?.on ?? last;
      const called = since === undefined ? undefined : calledBack(recall, dossier, window);
      if (since === undefined || called === undefined) return [];
      return once(`recall:${id}`, announcedOn, window, () => ({
        ...say(party, { product: has?.name ?? productName(products, productId), what }),
        evidence: [
          evidence("called back", what.slice(0, 2000), announcedOn, `recall:${id}`),
          evidence(
            has === undefined ? "last bought on" : "has it",
            since,
            since,
            has?.source ?? `product:${productId}`,
          ),
          ...(called.serial === undefined
            ? []
            : [evidence("serial number called back", called.serial, announcedOn, `recall:${id}`)]),
        ],
      }));
    });
  },
});
