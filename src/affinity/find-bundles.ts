import { compareCodePoints } from "../ids/index.ts";
import type { Product } from "../model/index.ts";
import { compareMoney, type Money, subtractMoney, sumMoney } from "../money/index.ts";
import { wrongOption } from "./_check.ts";
import { multiplyExactly } from "./_multiply-exactly.ts";
import type { CustomerProfile } from "./customer-profile.ts";

/** A bundle of which a customer has a part. */
export interface BundleChance {
  /** The customer. */
  readonly customerId: string;
  /** The bundle. */
  readonly bundleId: string;
  /** The parts that the customer has, in code-point order. */
  readonly has: readonly string[];
  /** The parts that are missing. */
  readonly lacks: readonly string[];
  /** What the parts that the customer would buy cost one by one, less the price of the bundle. */
  readonly saving: Money;
  /** The saving over what those parts cost one by one. */
  readonly share: number;
}

/** Options of {@link findBundles}. */
export interface BundleOptions {
  /**
   * What products cost one by one; without it the bundle's own `separatePrice` counts, where every part is used up and bought again.
   * @defaultValue none
   */
  readonly prices?: ReadonlyMap<string, Money> | undefined;
  /**
   * The least saving, as a share of what the parts cost one by one.
   * @defaultValue `0.05`
   */
  readonly minimumShare?: number | undefined;
}

/**
 * Finds the customers who have part of a bundle, and for whom the bundle costs less than what they lack.
 *
 * What a customer would buy is what he lacks, and of what he has whatever is used up (`consumable`): a machine is not bought twice. The
 * saving is exact: the prices of those parts by their quantities, less the price of the bundle. A bundle without a price, or with a part whose price is
 * needed and not known, is left out.
 *
 * @param products - the bundles, and the products they are made of
 * @param customers - with the products that they have
 * @returns by customer, then by the larger share saved, then by bundle
 * @throws RangeError if an option is out of range
 * @throws TypeError if prices are in another currency than the bundle's
 *
 * @example
 * ```ts
 * import { findBundles } from "clientele/affinity";
 *
 * const product = { schemaVersion: 1, category: "kitchen" } as const;
 * const products = [
 *   { ...product, id: "beans", name: "Beans", consumable: true },
 *   { ...product, id: "mill", name: "Mill", consumable: false },
 *   { ...product, id: "set", name: "Set", consumable: false, bundle: {
 *     parts: [{ productId: "beans", quantity: "2" }, { productId: "mill", quantity: "1" }],
 *     price: { amount: "45.00", currency: "EUR" },
 *   } },
 * ];
 * const prices = new Map([["beans", { amount: "9.00", currency: "EUR" }], ["mill", { amount: "40.00", currency: "EUR" }]]);
 * const [chance] = findBundles(products, [{ customerId: "ann", products: new Set(["beans"]) }], { prices });
 * [chance?.lacks, chance?.saving.amount]; // => [["mill"], "13.00"]
 * ```
 */
export function findBundles(
  products: Iterable<Product>,
  customers: Iterable<CustomerProfile>,
  options: BundleOptions = {},
): readonly BundleChance[] {
  const { prices, minimumShare = 0.05 } = options;
  if (!(minimumShare > 0 && minimumShare < 1))
    throw wrongOption("find bundles", "minimumShare", "a number between 0 and 1", minimumShare);
  const all = [...products];
  const consumable = new Set(all.filter((one) => one.consumable).map(({ id }) => id));
  const bundles = all.filter(({ bundle }) => bundle?.price !== undefined);
  const found: BundleChance[] = [];
  for (const { customerId, products: owned } of customers) {
    for (const { id, bundle } of bundles) {
      if (owned === undefined || owned.has(id)) continue;
      const parts = bundle!.parts;
      const ids = [...new Set(parts.map(({ productId }) => productId))].sort(compareCodePoints);
      const [has, lacks] = [ids.filter((one) => owned.has(one)), ids.filter((one) => !owned.has(one))];
      if (has.length === 0 || lacks.length === 0) continue;
      const bought = parts.filter(({ productId }) => !owned.has(productId) || consumable.has(productId));
      const apart = priceOf(
        bought,
        bought.length === parts.length ? bundle!.separatePrice : undefined,
        prices,
      );
      if (apart === undefined || compareMoney(apart, bundle!.price!) <= 0) continue;
      const saving = subtractMoney(apart, bundle!.price!);
      const share = Number(saving.amount) / Number(apart.amount);
      if (share < minimumShare) continue;
      found.push(
        Object.freeze({
          customerId,
          bundleId: id,
          has: Object.freeze(has),
          lacks: Object.freeze(lacks),
          saving,
          share,
        }),
      );
    }
  }
  found.sort(
    (a, b) =>
      compareCodePoints(a.customerId, b.customerId) ||
      b.share - a.share ||
      compareCodePoints(a.bundleId, b.bundleId),
  );
  return Object.freeze(found);
}

/** What parts cost one by one: by their prices, or as stated for the whole bundle; nothing where one is not known. */
function priceOf(
  parts: readonly { readonly productId: string; readonly quantity: string }[],
  stated: Money | undefined,
  prices: ReadonlyMap<string, Money> | undefined,
): Money | undefined {
  const each = parts.map(({ productId, quantity }) => {
    const price = prices?.get(productId);
    return price === undefined ? undefined : multiplyExactly(price, quantity);
  });
  if (each.some((price) => price === undefined)) return stated;
  return sumMoney(each as Money[], each[0]!.currency);
}
