import { createRandom } from "../stats/index.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { createHiddenRanker, type HiddenScorer } from "./_rank-hidden.ts";
import { type BasketContents, fitNextProduct } from "./fit-next-product.ts";

/** Options of {@link evaluateNextProduct}. */
export interface NextProductEvaluationOptions {
  /**
   * Every so manyth basket is a test, beginning with the first; the model is fitted to the others.
   * @defaultValue `5`
   */
  readonly every?: number | undefined;
  /**
   * How many products are recommended.
   * @defaultValue `10`
   */
  readonly limit?: number | undefined;
  /**
   * What is hidden of a test basket: each of its products in turn, and the mean taken (no chance, less noise); or one by chance,
   * which is how published tables are made.
   * @defaultValue `"each"`
   */
  readonly hide?: "each" | "one" | undefined;
  /**
   * Where chance is involved, what it follows from.
   * @defaultValue `"leave one out"`
   */
  readonly seed?: string | number | undefined;
  /**
   * Products in fewer baskets of the training part are left out, of the tests too.
   * @defaultValue `10`
   */
  readonly minimumCount?: number | undefined;
  /**
   * The most neighbours of a product; see `fitNextProduct`.
   * @defaultValue `1000`
   */
  readonly neighbourLimit?: number | undefined;
  /**
   * k of shrunk confidence.
   * @defaultValue `20`
   */
  readonly strength?: number | undefined;
}

/** A mean over tests, with its standard error. */
export interface MeanOverTests {
  /** The mean. */
  readonly mean: number;
  /** The standard deviation of the tests over the root of their number; 0 for a single test. */
  readonly standardError: number;
}

/** How well one way to score finds what was hidden. */
export interface ScorerEvaluation {
  /** The way to score. */
  readonly scorer: HiddenScorer;
  /** The share of hidden products among those recommended. */
  readonly hitRate: MeanOverTests;
  /** 1 / log₂(1 + place) of a hidden product at a place of the list, 0 of one that is not there. */
  readonly ndcg: MeanOverTests;
  /** The share of all products that are recommended to anybody. */
  readonly coverage: number;
  /** The hit rate less that of popularity in the same tests. */
  readonly abovePopularity: MeanOverTests;
}

/** How well next products are found. */
export interface NextProductEvaluation {
  /** Marks the record. */
  readonly kind: "next-product-evaluation";
  /** Test baskets with at least two products of the model. */
  readonly tests: number;
  /** Baskets that the model was fitted to. */
  readonly training: number;
  /** Products of the model. */
  readonly products: number;
  /** How many products were recommended. */
  readonly limit: number;
  /** Popularity, shrunk confidence and tf-idf cosine. */
  readonly scorers: readonly ScorerEvaluation[];
}

/** There are too few test baskets of at least two known products. */
export interface TooFewTests {
  /** Marks the record. */
  readonly kind: "insufficient";
  /** What is counted. */
  readonly of: "test baskets with two known products";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}

/**
 * Measures how well next products are found: hides products of baskets that the model has not seen, and looks whether
 * they are recommended by what is left of the basket.
 *
 * Lists are what the recommender would show: products with a score, the highest first, then the most popular ones.
 * `HR = mean(hit)`, `NDCG = mean(hit / log₂(1 + place))`, by basket.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromLists, evaluateNextProduct } from "clientele/affinity";
 *
 * const lists = Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? ["ink", "printer"] : ["lens", "camera"]));
 * const found = evaluateNextProduct(basketsFromLists(lists), { limit: 1 });
 * found.kind === "next-product-evaluation" && found.scorers.map((row) => row.hitRate.mean); // => [0.65, 1, 1]
 * ```
 */
export function evaluateNextProduct(
  baskets: BasketContents,
  options: NextProductEvaluationOptions = {},
): NextProductEvaluation | TooFewTests {
  const doing = "evaluate the next product";
  const { every = 5, limit = 10, hide = "each", seed = "leave one out", strength = 20 } = options;
  const { minimumCount = 10, neighbourLimit } = options;
  checkWhole(doing, "every", every, 2);
  checkWhole(doing, "limit", limit, 1);
  checkWord(doing, "hide", hide, ["each", "one"]);
  if (!(strength >= 0 && strength < Number.POSITIVE_INFINITY))
    throw wrongOption(doing, "strength", "a number of at least 0", strength);

  const model = fitNextProduct(trainingPart(baskets, every), { minimumCount, neighbourLimit });
  const place = new Map(model.itemIds.map((id, code) => [id, code]));
  const placeOf = baskets.itemIds.map((id) => place.get(id) ?? -1);
  const tests: number[][] = [];
  for (let b = 0; b < baskets.size; b += every) {
    const codes = Array.from(
      baskets.items.subarray(baskets.offsets[b], baskets.offsets[b + 1]),
      (code) => placeOf[code]!,
    ).filter((code) => code >= 0);
    if (codes.length >= 2) tests.push(codes);
  }
  if (tests.length === 0) {
    return Object.freeze({
      kind: "insufficient",
      of: "test baskets with two known products",
      have: 0,
      need: 1,
    });
  }
  const random = createRandom(seed);
  const hidden = tests.map((codes) =>
    hide === "each" ? undefined : [codes[Math.floor(random.next() * codes.length)]!],
  );
  const columns = (["popularity", "shrunkConfidence", "tfidfCosine"] as const).map((scorer) => {
    const ranker = createHiddenRanker(model, { scorer, strength, limit });
    const hits = new Float64Array(tests.length);
    const gains = new Float64Array(tests.length);
    tests.forEach((codes, t) => {
      const places = ranker.places(codes, hidden[t]);
      for (const at of places) {
        if (at < 0) continue;
        hits[t]! += 1 / places.length;
        gains[t]! += 1 / Math.log2(2 + at) / places.length;
      }
    });
    return { scorer, hits, gains, coverage: ranker.recommended() / model.itemIds.length };
  });
  const popularity = columns[0]!.hits;
  return Object.freeze({
    kind: "next-product-evaluation",
    tests: tests.length,
    training: model.baskets,
    products: model.itemIds.length,
    limit,
    scorers: Object.freeze(
      columns.map(({ scorer, hits, gains, coverage }) =>
        Object.freeze({
          scorer,
          hitRate: meanOf(hits),
          ndcg: meanOf(gains),
          coverage,
          abovePopularity: meanOf(hits.map((hit, t) => hit - popularity[t]!)),
        }),
      ),
    ),
  });
}

function trainingPart(baskets: BasketContents, every: number): BasketContents {
  const { size, offsets, items, itemIds, unit, weights } = baskets;
  const kept = Array.from({ length: size }, (_, b) => b).filter((b) => b % every !== 0);
  const newOffsets = new Int32Array(kept.length + 1);
  const newItems = new Int32Array(items.length);
  const itemCounts = new Int32Array(itemIds.length);
  let end = 0;
  kept.forEach((b, i) => {
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) {
      newItems[end++] = items[at]!;
      itemCounts[items[at]!]!++;
    }
    newOffsets[i + 1] = end;
  });
  return {
    size: kept.length,
    unit,
    itemIds,
    offsets: newOffsets,
    items: newItems.subarray(0, end),
    itemCounts,
    weights: weights && Float64Array.from(kept, (b) => weights[b]!),
  };
}

function meanOf(values: Float64Array): MeanOverTests {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Object.freeze({ mean, standardError: n === 1 ? 0 : Math.sqrt(squares / (n - 1) / n) });
}
