import { addDays, type PlainDate } from "../../calendar/index.ts";
import type { InstalledProduct } from "../../model/index.ts";
import { installedOn, pastDayOf, productName } from "../_moments.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";

/** That the customer has a product, and where that is known from. */
export interface Owned {
  /** How it is called. */
  readonly name: string;
  /** The record that says so. */
  readonly source: string;
  /** The day of that record. */
  readonly on: PlainDate;
}

/** Products of our own: what a competitor sold is the competitor's to install and to service. */
export const ours = (products: readonly InstalledProduct[]): readonly InstalledProduct[] =>
  products.filter(({ vendorId }) => vendorId === undefined);

/** What the customer has: installed, or bought and not used up. Each product once, with where that is known from. */
export function owned(dossier: Dossier, window: RuleWindow): ReadonlyMap<string, Owned> {
  const found = new Map<string, Owned>();
  for (const { id, productId, productName: name, source } of installedOn(dossier, window)) {
    const known = productId === undefined ? undefined : found.get(productId);
    if (productId !== undefined && (known === undefined || `installed-product:${id}` < known.source))
      found.set(productId, { name, source: `installed-product:${id}`, on: source.observedOn });
  }
  for (const { productId, on } of dossier.purchases ?? []) {
    const product = dossier.products?.get(productId);
    if (product === undefined || product.consumable || on > window.today) continue;
    const known = found.get(productId);
    if (known === undefined || (known.source.startsWith("product:") && on > known.on))
      found.set(productId, { name: product.name, source: `product:${productId}`, on });
  }
  return found;
}

/** The first of some products that the customer has, or bought within some days and uses up. */
export function concernedBy(
  productIds: readonly string[],
  own: ReadonlyMap<string, Owned>,
  dossier: Dossier,
  window: RuleWindow,
  boughtDays: number,
): Owned | undefined {
  const since = addDays(window.today, -boughtDays);
  for (const id of productIds) {
    const has = own.get(id);
    if (has !== undefined) return has;
    const last = (dossier.purchases ?? [])
      .filter(({ productId, on }) => productId === id && on > since && on <= window.today)
      .map(({ on }) => on)
      .sort()
      .at(-1);
    if (last !== undefined)
      return { name: productName(dossier.products, id), source: `product:${id}`, on: last };
  }
  return undefined;
}

/** A refusal is respected for so many days. */
export const REFUSED_DAYS = 60;

/** Whether the customer refused a product, or an offer of it, within the last 60 days. */
export function isRefused(
  productId: string,
  { offerDecisions = [], offers }: Dossier,
  window: RuleWindow,
): boolean {
  return offerDecisions.some(({ offerId, decision, decidedAt }) => {
    if (decision !== "refused") return false;
    if (offerId !== productId && offers?.get(offerId)?.productIds.includes(productId) !== true) return false;
    const on = pastDayOf(decidedAt, window);
    return on !== undefined && on > addDays(window.today, -REFUSED_DAYS);
  });
}
