import { createRandom, type MonteCarlo, multinomial, type Random, type TestResult } from "../stats/index.ts";
import { checkWhole, wrongCall } from "./_check-series.ts";
import { chooseCosts, type SegmentCost, type SegmentCostOptions } from "./_choose-costs.ts";
import type { SegmentCosts } from "./_segment-cost.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link testSingleChange}. */
export interface SingleChangeOptions extends SegmentCostOptions, MonteCarlo {
  /** How the values are distributed before and after. */
  readonly cost: Exclude<SegmentCost, "l1">;
  /**
   * The fewest values before and after the change.
   * @defaultValue `1`, and `5` for `"normal"`
   */
  readonly minimumSize?: number | undefined;
}

/** The outcome of {@link testSingleChange}. */
export interface SingleChangeResult extends TestResult {
  /** The position of the first value after the likeliest change. */
  readonly change: number;
  /** The level before it. */
  readonly before: number;
  /** The level from it on. */
  readonly after: number;
}

/**
 * Tests whether a series changed once at an unknown place, against no change.
 *
 * LR = max over t of C(0, n) − C(0, t) − C(t, n), twice the gain of log likelihood; p = (1 + #{LR* ≥ LR}) / (B + 1)
 *
 * LR* are of the values in random order, which holds the chance of a false alarm whatever their distribution, provided that
 * their order tells nothing without a change. With `weights` (exposures) of Poisson counts the total is instead dealt out
 * anew in proportion to the exposures. Shared parameters stay as given or estimated from the series as it was. For wild values
 * use the ranks: {@link testPettitt}.
 *
 * @returns `change`, the levels before and after, LR as statistic; insufficient with fewer values than twice the least size
 * @throws RangeError as {@link findChangePoints}; weights with a cost other than `"poisson"`
 *
 * @see Hinkley (1970), Inference about the change-point in a sequence of random variables
 *
 * @example
 * ```ts
 * import { testSingleChange } from "clientele/trend";
 *
 * const counts = [4, 6, 5, 3, 6, 5, 4, 1, 0, 1, 2, 0, 1];
 * const found = testSingleChange(counts, { cost: "poisson", seed: 1, replicates: 999 });
 * found.kind === "tested" && [found.change, found.statistic.toFixed(4), found.p]; // => [7, "18.9958", 0.003]
 * ```
 */
export function testSingleChange(
  values: ArrayLike<number>,
  options: SingleChangeOptions,
): SingleChangeResult | InsufficientEvidence {
  const doing = "test for a change";
  const { cost, weights, seed, replicates = 9999 } = options;
  if ((cost as SegmentCost) === "l1")
    throw wrongCall(doing, "cost", "poisson, negative-binomial, normal-mean or normal", cost);
  if (weights !== undefined && cost !== "poisson")
    throw wrongCall(doing, "weights", "left out where the cost is not poisson", "a value");
  checkWhole(doing, "replicates", replicates, 1);
  const costs = chooseCosts(doing, values, options);
  const { minimumSize = costs.minimumSize } = options;
  checkWhole(doing, "minimumSize", minimumSize, 1);
  const size = values.length;
  if (size < 2 * minimumSize)
    return Object.freeze({ kind: "insufficient", of: "values", have: size, need: 2 * minimumSize });
  const found = likeliestChange(costs, size, minimumSize);
  // What was estimated once stays, so that every order of the values is judged by the same measure.
  const shared: SegmentCostOptions = {
    cost,
    ...(weights === undefined ? {} : { weights }),
    ...(cost === "normal-mean" ? { variance: costs.shared } : {}),
    ...(cost === "normal" ? { minimumVariance: costs.shared } : {}),
    ...(cost === "negative-binomial" ? { dispersion: costs.shared } : {}),
  };
  const random = createRandom(seed);
  const pool = Float64Array.from(values);
  const draw = weights === undefined ? () => reorder(pool, random) : dealer(pool, weights, random);
  const enough = found.ratio - 1e-10 * Math.abs(found.ratio);
  let extreme = 0;
  for (let round = 0; round < replicates; round++) {
    if (likeliestChange(chooseCosts(doing, draw(), shared), size, minimumSize).ratio >= enough) extreme++;
  }
  return Object.freeze({
    kind: "tested",
    method: `likelihood ratio of one change (${cost}), ${replicates} ${weights === undefined ? "random orders" : "draws of the total"}`,
    statistic: found.ratio,
    p: (1 + extreme) / (replicates + 1),
    n: size,
    estimate: found.change,
    change: found.change,
    before: costs.level(0, found.change),
    after: costs.level(found.change, size),
  });
}

/** The split that gains most; the first of equals. */
function likeliestChange({ between }: SegmentCosts, size: number, minimumSize: number) {
  const whole = between(0, size);
  let ratio = Number.NEGATIVE_INFINITY;
  let change = minimumSize;
  for (let t = minimumSize; t <= size - minimumSize; t++) {
    const gain = whole - between(0, t) - between(t, size);
    if (gain > ratio) {
      ratio = gain;
      change = t;
    }
  }
  return { ratio: Math.max(0, ratio), change };
}

/** The values in another order, in place. */
function reorder(pool: Float64Array, random: Random): Float64Array {
  for (let i = pool.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool;
}

/** Deals the total out by the exposures. */
function dealer(counts: Float64Array, weights: ArrayLike<number>, random: Random): () => ArrayLike<number> {
  const total = counts.reduce((sum, x) => sum + x, 0);
  const shares = Array.from(weights);
  return () => multinomial(random, total, shares);
}
