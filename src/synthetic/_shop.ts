import { type Categorical, createCategorical } from "../stats/index.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** The catalogue by column, with what a draw from it needs. */
export interface Shop {
  readonly prices: Float64Array;
  readonly costs: Float64Array;
  /** 1 for a consumable. */
  readonly consumable: Uint8Array;
  /** Category code of each product. */
  readonly categories: Int32Array;
  /** The companion of each product, −1 for none. */
  readonly companions: Int32Array;
  /** Draws any product by popularity. */
  readonly drawProduct: Categorical;
  /** Draws a product of a category by popularity: a position in `categoryProducts[category]`. */
  readonly drawInCategory: readonly Categorical[];
  readonly categoryProducts: readonly Int32Array[];
  /** Consumables, the only products of habits and free samples, and a draw of a position among them. */
  readonly consumables: Int32Array;
  readonly drawConsumable: Categorical;
}

/** Lays out the catalogue. */
export function createShop(): Shop {
  const names = [...new Set(retailCatalogue.map((product) => product.category))];
  const codes = new Map(retailCatalogue.map((product, code) => [product.id, code]));
  const popularity = retailCatalogue.map((product) => product.popularity);
  const where = (holds: (code: number) => boolean): Int32Array =>
    Int32Array.from(retailCatalogue.keys()).filter(holds);
  const drawAmong = (products: Int32Array): Categorical =>
    createCategorical(Array.from(products, (code) => popularity[code]!));
  const categories = Int32Array.from(retailCatalogue, (product) => names.indexOf(product.category));
  const consumable = Uint8Array.from(retailCatalogue, (product) => (product.consumable ? 1 : 0));
  const categoryProducts = names.map((_, category) => where((code) => categories[code] === category));
  const consumables = where((code) => consumable[code] === 1);
  return {
    prices: Float64Array.from(retailCatalogue, (product) => product.price),
    costs: Float64Array.from(retailCatalogue, (product) => product.cost),
    consumable,
    categories,
    companions: Int32Array.from(retailCatalogue, ({ companionId }) =>
      companionId === undefined ? -1 : codes.get(companionId)!,
    ),
    drawProduct: createCategorical(popularity),
    drawInCategory: categoryProducts.map(drawAmong),
    categoryProducts,
    consumables,
    drawConsumable: drawAmong(consumables),
  };
}
