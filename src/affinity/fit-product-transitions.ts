import { wrongOption } from "./_check.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** What is bought next after what: a model of the next purchase. Plain and frozen; it goes through JSON unchanged. */
export interface ProductTransitions {
  /** Marks the model. */
  readonly kind: "product-transitions";
  /** The products, in code-point order. */
  readonly itemIds: readonly string[];
  /** k, how many purchases the shares of all count. */
  readonly strength: number;
  /** Purchases that followed another of the same customer. */
  readonly following: number;
  /** pⱼ, the share of each product in those; they sum to 1. */
  readonly shares: readonly number[];
  /** nᵢ, how many purchases with product i were followed by another. */
  readonly left: readonly number[];
  /** nᵢⱼ by product i: the codes of the products that followed, rising. */
  readonly next: readonly (readonly number[])[];
  /** nᵢⱼ by product i: how often each did. */
  readonly counts: readonly (readonly number[])[];
}

/** Options of {@link fitProductTransitions}. */
export interface TransitionsOptions {
  /**
   * k, how many purchases the shares of all count beside those seen after a product.
   * @defaultValue `20`
   */
  readonly strength?: number | undefined;
}

/**
 * Fits what is bought at the next purchase after a product: a chain of first order, backed off to the shares of all purchases.
 *
 * Each following purchase counts one in all: of m products, 1/m each. So the probabilities are those of one product drawn at random from
 * the next purchase, and sum to 1.
 *
 * `P(j | i) = (nᵢⱼ + k pⱼ) / (nᵢ + k)`, the mean of a Dirichlet posterior with prior k·p
 *
 * @throws RangeError if the strength is no number above 0
 *
 * @example
 * ```ts
 * import { fitProductTransitions, nextPurchase, sequencesFromLists } from "clientele/affinity";
 *
 * const sequences = sequencesFromLists([[["printer"], ["ink"], ["ink"]], [["printer"], ["ink", "paper"]]]);
 * const model = fitProductTransitions(sequences, { strength: 1 });
 * model.shares; // => [2.5 / 3, 0.5 / 3, 0]
 * nextPurchase(model, ["printer"])[0]; // => { productId: "ink", probability: (1.5 + 2.5 / 3) / 3 }
 * ```
 */
export function fitProductTransitions(
  sequences: PurchaseSequences,
  options: TransitionsOptions = {},
): ProductTransitions {
  const { strength = 20 } = options;
  if (!(strength > 0 && strength < Number.POSITIVE_INFINITY))
    throw wrongOption("fit product transitions", "strength", "a number above 0", strength);
  const { itemIds, size, starts, offsets, items } = sequences;
  const followed = itemIds.map(() => 0);
  const left = itemIds.map(() => 0);
  const rows: Map<number, number>[] = itemIds.map(() => new Map());
  let following = 0;
  for (let s = 0; s < size; s++) {
    for (let e = starts[s]! + 1; e < starts[s + 1]!; e++) {
      const next = items.subarray(offsets[e], offsets[e + 1]);
      following++;
      for (const j of next) followed[j]! += 1 / next.length;
      for (const i of items.subarray(offsets[e - 1], offsets[e])) {
        left[i]!++;
        for (const j of next) rows[i]!.set(j, (rows[i]!.get(j) ?? 0) + 1 / next.length);
      }
    }
  }
  const sorted = rows.map((row) => [...row].sort(([a], [b]) => a - b));
  return Object.freeze({
    kind: "product-transitions",
    itemIds: Object.freeze([...itemIds]),
    strength,
    following,
    shares: Object.freeze(followed.map((count) => (following === 0 ? 0 : count / following))),
    left: Object.freeze(left),
    next: Object.freeze(sorted.map((row) => Object.freeze(row.map(([j]) => j)))),
    counts: Object.freeze(sorted.map((row) => Object.freeze(row.map(([, count]) => count)))),
  });
}

/** A product of the next purchase. */
export interface NextPurchase {
  /** The product. */
  readonly productId: string;
  /** How probable it is that a product drawn at random from the next purchase is this one. */
  readonly probability: number;
}

/**
 * What the next purchase holds, by what the last one held: the mean over its products of their transitions, and the shares of all where
 * none is known.
 *
 * @param last - the products of the last purchase
 * @returns every product with a probability above 0, the likeliest first, then by id; the probabilities sum to 1 unless nothing was ever
 *   bought after anything
 *
 * @example
 * ```ts
 * import { fitProductTransitions, nextPurchase, sequencesFromLists } from "clientele/affinity";
 *
 * const model = fitProductTransitions(sequencesFromLists([[["cup"], ["tea"]], [["cup"], ["tea"]]]));
 * nextPurchase(model, ["never seen"]); // => [{ productId: "tea", probability: 1 }]
 * ```
 */
export function nextPurchase(model: ProductTransitions, last: Iterable<string>): readonly NextPurchase[] {
  const { itemIds, strength, shares, left, next, counts } = model;
  const place = new Map(itemIds.map((id, code) => [id, code]));
  const from = [...new Set([...last].flatMap((id) => place.get(id) ?? []))].sort((a, b) => a - b);
  const probabilities = new Float64Array(itemIds.length);
  for (const i of from) {
    const scale = 1 / ((left[i]! + strength) * from.length);
    for (let j = 0; j < itemIds.length; j++) probabilities[j]! += strength * shares[j]! * scale;
    next[i]!.forEach((j, at) => {
      probabilities[j]! += counts[i]![at]! * scale;
    });
  }
  if (from.length === 0) probabilities.set(shares);
  const order = Array.from(probabilities.keys())
    .filter((j) => probabilities[j]! > 0)
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  return Object.freeze(
    order.map((j) => Object.freeze({ productId: itemIds[j]!, probability: probabilities[j]! })),
  );
}
