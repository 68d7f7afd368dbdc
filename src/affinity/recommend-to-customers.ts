import { type CustomerTable, createCustomerTable, withColumns } from "../orders/index.ts";
import { wrongOption } from "./_check.ts";
import { createProductRanker, type RankedList } from "./_rank-products.ts";
import { checkRecommendOptions } from "./_recommend-options.ts";
import type { Baskets } from "./baskets.ts";
import type { NextProductModel } from "./next-product-model.ts";
import { checkSituation, writeOut } from "./recommend-products.ts";
import type { CustomerSituation, Recommendations, RecommendOptions } from "./recommendation.ts";

/** What is recommended to one customer. */
export interface CustomerRecommendations extends Recommendations {
  /** The customer. */
  readonly customerId: string;
}

/** What is recommended to every customer. */
export interface RecommendationTable extends CustomerTable<CustomerRecommendations> {
  /** How many customers have a list of which something rests on what they have or are interested in. */
  readonly personal: number;
  /** How many have a list of popular products only. */
  readonly popularOnly: number;
  /** How many have no list: without consent, or nothing may be offered. */
  readonly none: number;
  /** The share of the products of the model that are recommended to anybody. */
  readonly catalogueCoverage: number;
}

/** Options of {@link recommendToCustomers}. */
export interface RecommendToCustomersOptions extends RecommendOptions {
  /** What is peculiar to a customer: consent, refusals, interest. Asked once for each. */
  readonly situationOf?: ((customerId: string) => CustomerSituation | undefined) | undefined;
}

/**
 * Recommends products to all customers at once: what `recommendProducts` does for one, with the preparation made once.
 *
 * @param customers - baskets of customers; those of one customer are taken together
 * @throws RangeError if the baskets do not know their customers, or an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromOrders, fitNextProduct, recommendToCustomers } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = Array.from({ length: 40 }, (_, i) => ({ customerId: `c${10 + i}`, orderedOn: "2026-05-02" as const, amount: "9", productId: i < 20 ? "tea" : "ink" }));
 * const cups = rows.slice(1, 20).map((row) => ({ ...row, productId: "cup" }));
 * const log = orderLogFromRows([...rows, ...cups], { currency: "EUR" });
 * const customers = basketsFromOrders(log, { asOf: "2026-06-01", by: "customer" });
 * const table = recommendToCustomers(fitNextProduct(customers), customers, { fallback: "none" });
 * table.get("c10")?.products[0]?.sentence; // => "19 of 20 customers with tea also have cup."
 * [table.personal, table.popularOnly, table.none]; // => [1, 0, 39]
 * ```
 */
export function recommendToCustomers(
  model: NextProductModel,
  customers: Baskets,
  options: RecommendToCustomersOptions = {},
): RecommendationTable {
  const checked = checkRecommendOptions(options);
  const { customerIds, customers: owners } = customers;
  if (customerIds === undefined || owners === undefined)
    throw wrongOption("recommend products", "customers", "baskets with customers", "baskets without");
  const rank = createProductRanker(model, checked);
  const place = new Map(model.itemIds.map((id, code) => [id, code]));
  const placeOf = customers.itemIds.map((id) => place.get(id) ?? -1);
  const has = codesByCustomer(customers, owners, customerIds.length);
  const shown = new Uint8Array(model.itemIds.length);
  let [personal, popularOnly] = [0, 0];
  const lists: RankedList[] = has.map((codes, c) => {
    const situation = options.situationOf?.(customerIds[c]!);
    if (situation !== undefined) checkSituation(situation);
    const known = codes.map((code) => placeOf[code]!).filter((code) => code >= 0);
    const list = rank(known, situation);
    for (const { code } of list.products) shown[code] = 1;
    if (list.products.some(({ basis }) => basis !== "popularity")) personal++;
    else if (list.products.length > 0) popularOnly++;
    return list;
  });
  const { strength, names } = { ...checked };
  const table = createCustomerTable(customerIds, (c): CustomerRecommendations => {
    const unknown = has[c]!.filter((code) => placeOf[code]! < 0).map((code) => customers.itemIds[code]!);
    return Object.freeze({
      customerId: customerIds[c]!,
      ...writeOut(model, lists[c]!, { unknown, strength, names }),
    });
  });
  return withColumns(table, {
    personal,
    popularOnly,
    none: customerIds.length - personal - popularOnly,
    catalogueCoverage: shown.length === 0 ? 0 : shown.reduce((sum, one) => sum + one, 0) / shown.length,
  });
}

/** The distinct items of all baskets of each customer, rising. */
function codesByCustomer(
  { size, offsets, items }: Baskets,
  owners: Int32Array,
  customers: number,
): readonly (readonly number[])[] {
  const sets: Set<number>[] = Array.from({ length: customers }, () => new Set());
  for (let b = 0; b < size; b++)
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) sets[owners[b]!]!.add(items[at]!);
  return sets.map((set) => [...set].sort((a, b) => a - b));
}
