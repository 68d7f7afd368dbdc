import { CATALOGUE_TABLE } from "./_catalogue-table.ts";

/** An article of the invented retailer. */
export interface CatalogueProduct {
  /** The product id in order lines. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** The category it belongs to. */
  readonly category: string;
  /** Used up and bought again. */
  readonly consumable: boolean;
  /** Price of one, in minor units of whatever currency is asked for: 1650 is £16.50 or ¥1650. */
  readonly price: number;
  /** Cost of one, in minor units. */
  readonly cost: number;
  /** Weight in the choice of a customer without history. */
  readonly popularity: number;
  /** How often it wants service; absent for what is never installed. */
  readonly serviceIntervalMonths?: number | undefined;
  /** The product bought along with it, see `companionProbability` of the buying process. */
  readonly companionId?: string | undefined;
}

/**
 * The articles that the synthetic customers buy: the same for every seed. The position of an article is its code
 * in the columns of `generateOrderBatches`.
 *
 * @example
 * ```ts
 * import { retailCatalogue } from "clientele/synthetic";
 *
 * retailCatalogue.length; // => 62
 * new Set(retailCatalogue.map((product) => product.category)).size; // => 8
 * retailCatalogue[8]?.name; // => "Espresso machine Alba"
 * ```
 */
export const retailCatalogue: readonly CatalogueProduct[] = /* @__PURE__ */ readTable(CATALOGUE_TABLE);

function readTable(table: string): readonly CatalogueProduct[] {
  const products: CatalogueProduct[] = [];
  let category = "";
  for (const line of table.trim().split("\n")) {
    const [id = "", name, popularity, price, cost, kind, companion] = line.split("|");
    if (name === undefined) {
      category = id;
      continue;
    }
    products.push(
      Object.freeze({
        id,
        name,
        category,
        consumable: kind === "c",
        price: Number(price),
        cost: Number(cost),
        popularity: Number(popularity),
        ...(kind === "c" || kind === "-" ? {} : { serviceIntervalMonths: Number(kind) }),
        ...(companion === "" ? {} : { companionId: companion }),
      }),
    );
  }
  return Object.freeze(products);
}
