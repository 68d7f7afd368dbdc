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
  const seen = new Uint8Array(counts.length);
  let size = 0;
  return (codes, weights) => {
    for (let t = 0; t < size; t++) {
      scores[touched[t]!] = 0;
      seen[touched[t]!] = 0;
    }
    size = 0;
    for (let c = 0; c < codes.length; c++) {
      const i = codes[c]!;
      const weight = weights === undefined ? 1 : weights[c]!;
      const denominator = weight * counts[i]! + strength;
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        const j = neighbours[at]!;
        if (seen[j] === 0) {
          seen[j] = 1;
          touched[size++] = j;
        }
        if (scorer === "tfidfCosine") scores[j]! += weight * similarity[at]!;
        else {
          const share = (weight * together[at]! + (strength * counts[j]!) / baskets) / denominator;
          if (share > scores[j]!) scores[j] = share;
        }
      }
    }
    return { size, touched, scores };
  };
}
