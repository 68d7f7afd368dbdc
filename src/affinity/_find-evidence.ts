import { createRightSideMatcher } from "./_match-right-sides.ts";
import { createPairGate } from "./_pair-gate.ts";
import type { CheckedRecommendOptions } from "./_recommend-options.ts";
import { createCandidateScorer } from "./_score-candidates.ts";
import { type NextProductModel, neighbourPlace } from "./next-product-model.ts";
import type { RecommendationBasis } from "./recommendation.ts";

/** So many products of the customer are tried as evidence of one recommendation, and so many named. */
const TRIED = 10;
const NAMED = 3;

/** What speaks for a product. */
export interface Evidence {
  readonly basis: RecommendationBasis;
  /** Codes of what speaks for it, the strongest first. */
  readonly because: readonly number[];
  readonly both: number;
  readonly having: number;
}

/** Scores products by those that are there, and says what speaks for one. */
export interface Finder {
  /** The products with a score, and what it is; valid until the next call. */
  score(
    codes: readonly number[],
    weights: readonly number[] | undefined,
  ): { readonly codes: Iterable<number>; scoreOf(code: number): number };
  /** What speaks for a product and is no chance. */
  evidence(
    codes: readonly number[],
    product: number,
    weights: readonly number[] | undefined,
  ): Evidence | undefined;
}

/** The finder of a scorer. */
export function createFinder(model: NextProductModel, options: CheckedRecommendOptions): Finder {
  return options.scorer === "rules" ? ruleFinder(model, options) : pairFinder(model, options, options.scorer);
}

function pairFinder(
  model: NextProductModel,
  options: CheckedRecommendOptions,
  scorer: "tfidfCosine" | "shrunkConfidence",
): Finder {
  const { counts, baskets, together, similarity } = model;
  const { strength } = options;
  const score = createCandidateScorer(model, scorer, strength);
  const passes = createPairGate(model, options);
  return {
    score(codes, weights) {
      const { size, touched, scores } = score(codes, weights);
      return { codes: touched.subarray(0, size), scoreOf: (code) => scores[code]! };
    },
    evidence(codes, product, weights) {
      const share = counts[product]! / baskets;
      const speakers: { code: number; both: number; says: number }[] = [];
      codes.forEach((code, c) => {
        const at = neighbourPlace(model, code, product);
        const weight = weights?.[c] ?? 1;
        if (at < 0 || weight === 0) return;
        const both = together[at]!;
        const says =
          scorer === "tfidfCosine"
            ? weight * similarity[at]!
            : (weight * both + strength * share) / (weight * counts[code]! + strength);
        speakers.push({ code, both, says });
      });
      speakers.sort((a, b) => b.says - a.says || a.code - b.code);
      const real: typeof speakers = [];
      for (const one of speakers.slice(0, TRIED)) {
        if (real.length < NAMED && passes(one.code, product, one.both)) real.push(one);
      }
      const [first] = real;
      if (first === undefined) return undefined;
      return {
        basis: "association",
        because: real.map(({ code }) => code),
        both: first.both,
        having: counts[first.code]!,
      };
    },
  };
}

function ruleFinder(model: NextProductModel, options: CheckedRecommendOptions): Finder {
  const rules = options.rules!;
  const match = createRightSideMatcher(rules, model);
  const place = new Map(model.itemIds.map((id, code) => [id, code]));
  const { counts, leftCounts, rightCounts, total } = rules;
  let best: ReadonlyMap<number, number> = new Map();
  return {
    score(codes) {
      best = match(codes);
      return {
        codes: best.keys(),
        scoreOf(code) {
          const rule = best.get(code)!;
          return counts[rule]! / leftCounts[rule]!;
        },
      };
    },
    evidence(_, product) {
      const rule = best.get(product)!;
      if (counts[rule]! * total < options.minimumLift * leftCounts[rule]! * rightCounts[rule]!)
        return undefined;
      const { left } = rules.row(rule);
      return {
        basis: "rule",
        because: left.map((id) => place.get(id)!),
        both: counts[rule]!,
        having: leftCounts[rule]!,
      };
    },
  };
}
