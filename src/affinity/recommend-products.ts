import { wrongOption } from "./_check.ts";
import { createProductRanker, type RankedList } from "./_rank-products.ts";
import { checkRecommendOptions } from "./_recommend-options.ts";
import { evidenceSentence } from "./_recommendation-text.ts";
import type { NextProductModel } from "./next-product-model.ts";
import type {
  CustomerSituation,
  Recommendation,
  Recommendations,
  RecommendOptions,
} from "./recommendation.ts";

/** Options of {@link recommendProducts}: those of all customers, and what is peculiar to this one. */
export interface RecommendProductsOptions extends RecommendOptions, CustomerSituation {}

/**
 * Recommends products to whoever has some already: a customer, or a basket that is being filled.
 *
 * Products that go with those given are scored; what the customer has, refused or cannot get, what earns too little and what may be chance is
 * held back, and counted. Never is anything ranked by lift, which is highest where the counts are lowest: of hidden products of
 * 1552 baskets of groceries, ranking by lift finds 3 %, by tf-idf cosine 41 %. Where evidence does not fill the list, the most
 * popular products do, and say so in `basis`.
 *
 * @param products - what is there: the customer's purchases, or the basket. Products that the model does not know are named in `unknown`
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromLists, fitNextProduct, recommendProducts } from "clientele/affinity";
 *
 * const lists = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? ["cup", "tea"] : i % 3 === 1 ? ["ink"] : ["ink", "paper"]));
 * const model = fitNextProduct(basketsFromLists(lists));
 * const { products, personal } = recommendProducts(model, ["tea"], { limit: 2 });
 * products[0]?.sentence; // => "20 of 20 baskets with tea also hold cup."
 * products.map(({ productId, basis }) => [productId, basis]); // => [["cup", "association"], ["ink", "popularity"]]
 * personal; // => 1
 * ```
 */
export function recommendProducts(
  model: NextProductModel,
  products: Iterable<string>,
  options: RecommendProductsOptions = {},
): Recommendations {
  const checked = checkRecommendOptions(options);
  checkSituation(options);
  const place = new Map(model.itemIds.map((id, code) => [id, code]));
  const codes = new Set<number>();
  const unknown = new Set<string>();
  for (const id of products) {
    const code = place.get(id);
    if (code === undefined) unknown.add(id);
    else codes.add(code);
  }
  const rank = createProductRanker(model, checked);
  return writeOut(
    model,
    rank(
      [...codes].sort((a, b) => a - b),
      options,
    ),
    { unknown: [...unknown], strength: checked.strength, names: options.names },
  );
}

/** Refuses numbers that would make a list of NaN. */
export function checkSituation({ interest, weights }: CustomerSituation): void {
  for (const [name, map] of [
    ["interest", interest],
    ["weights", weights],
  ] as const) {
    for (const [key, value] of map ?? []) {
      if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
        throw wrongOption("recommend products", `${name} of ${key}`, "a number of at least 0", value);
    }
  }
}

/** A list with ids, shares and sentences. */
export function writeOut(
  model: NextProductModel,
  { products, held }: RankedList,
  more: {
    readonly unknown: readonly string[];
    readonly strength: number;
    readonly names: ReadonlyMap<string, string> | undefined;
  },
): Recommendations {
  const { itemIds, counts, baskets, unit } = model;
  const nameOf = (code: number): string => more.names?.get(itemIds[code]!) ?? itemIds[code]!;
  const rows = products.map(({ code, score, basis, because, both, having }, place): Recommendation => {
    const share = counts[code]! / baskets;
    return Object.freeze({
      productId: itemIds[code]!,
      rank: place + 1,
      score,
      basis,
      becauseOf: Object.freeze(because.map((one) => itemIds[one]!)),
      both,
      having,
      confidence: because.length === 0 ? share : (both + more.strength * share) / (having + more.strength),
      ...(because.length === 0 ? {} : { lift: both / having / share }),
      sentence: evidenceSentence({
        unit,
        product: nameOf(code),
        // Counts of an association are those of its strongest product alone.
        because: (basis === "rule" ? because : because.slice(0, 1)).map(nameOf),
        both,
        having,
      }),
    });
  });
  return Object.freeze({
    products: Object.freeze(rows),
    personal: rows.filter(({ basis }) => basis !== "popularity").length,
    unknown: Object.freeze(more.unknown),
    held: Object.freeze({ ...held }),
  });
}
