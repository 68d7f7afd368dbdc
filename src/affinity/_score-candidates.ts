import type { NextProductModel } from "./next-product-model.ts";

/** The names of the ways to score a product by those that are there. */
export type PairScorer = "tfidfCosine" | "shrunkConfidence";

/** Scores of products by those that are there; the columns are used again by the next call. */
export interface CandidateScores {
  /** How many products have a neighbour among those that are there; their codes stand first in `touched`. */
  readonly size: number;
  readonly touched: Int32Array;
  /** The score of each product; of products not touched as of the scorer's start, 0. */
  readonly scores: Float64Array;
}

/**
 * Prepares to score all neighbours of some products.
 *
 * tfidfCosine: Σᵢ uᵢ sᵢⱼ. shrunkConfidence: maxᵢ (uᵢ nᵢⱼ + k pⱼ) / (uᵢ nᵢ + k), with pⱼ = nⱼ / n. uᵢ is how much product i counts.
 */
export function createCandidateScorer(
  model: NextProductModel,
  scorer: PairScorer,
  strength: number,
): (codes: ArrayLike<number>, weights?: ArrayLike<number>) => CandidateScores {
  const { starts, neighbours, together, similarity, counts, baskets } = model;
  const scores = new Float64Array(counts.length);
  const touched = new Int32Array(counts.length);
  const share = Float64Array.from(counts, (count) => (strength * count) / Math.max(1, baskets));
  let size = 0;
  // A score of zero tells that a product has not been met, so neighbours that add nothing are passed over.
  const addSimilarities = (i: number, weight: number): void => {
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      const said = weight * similarity[at]!;
      if (said === 0) continue;
      const j = neighbours[at]!;
      const known = scores[j]!;
      if (known === 0) touched[size++] = j;
      scores[j] = known + said;
    }
  };
  const raiseConfidences = (i: number, weight: number): void => {
    const having = weight * counts[i]! + strength;
    for (let at = starts[i]!, end = starts[i + 1]!; at < end; at++) {
      const j = neighbours[at]!;
      const confidence = (weight * together[at]! + share[j]!) / having;
      const known = scores[j]!;
      if (confidence <= known) continue;
      if (known === 0) touched[size++] = j;
      scores[j] = confidence;
    }
  };
  const add = scorer === "tfidfCosine" ? addSimilarities : raiseConfidences;
  return (codes, weights) => {
    for (let t = 0; t < size; t++) scores[touched[t]!] = 0;
    size = 0;
    for (let c = 0; c < codes.length; c++) {
      const weight = weights === undefined ? 1 : weights[c]!;
      // What counts nothing says nothing; without a strength its confidence would be 0 / 0.
      if (weight > 0) add(codes[c]!, weight);
    }
    return { size, touched, scores };
  };
}
