import type { BasketUnit } from "./baskets.ts";

/**
 * Which products go together how often: what next products are found with. Plain columns, frozen; see
 * `nextProductRecord` for a form that goes through JSON.
 *
 * The neighbours of product i stand at `starts[i]` to `starts[i + 1] − 1`, by rising code.
 */
export interface NextProductModel {
  /** Marks the model. */
  readonly kind: "next-product";
  /** What a basket was when the model was fitted; the words of its evidence follow from it. */
  readonly unit: BasketUnit;
  /** n, the number of baskets. */
  readonly baskets: number;
  /** The products of the model, in code-point order; the position is the product's code. */
  readonly itemIds: readonly string[];
  /** nᵢ, in how many baskets each product is. */
  readonly counts: Int32Array;
  /** Where the neighbours of each product begin; one entry more than there are products. */
  readonly starts: Int32Array;
  /** Codes of the products that stood in a basket with it. */
  readonly neighbours: Int32Array;
  /** nᵢⱼ, in how many baskets both are. */
  readonly together: Int32Array;
  /** The tf-idf cosine of the two, from 0 to 1. */
  readonly similarity: Float64Array;
  /** Products in fewer baskets were left out. */
  readonly minimumCount: number;
  /** The most neighbours that a product could keep; those of the highest similarity stayed. */
  readonly neighbourLimit: number;
}

/** Where a product stands among the neighbours of another; −1 where it is none. */
export function neighbourPlace(model: NextProductModel, of: number, neighbour: number): number {
  const { starts, neighbours } = model;
  let [low, high] = [starts[of]!, starts[of + 1]!];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (neighbours[middle]! < neighbour) low = middle + 1;
    else high = middle;
  }
  return low < starts[of + 1]! && neighbours[low] === neighbour ? low : -1;
}
