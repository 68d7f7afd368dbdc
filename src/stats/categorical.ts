import { checkWeights } from "./_check-weights.ts";
import type { Random } from "./random.ts";

/**
 * Draws an index, each with its share of the weights; made by {@link createCategorical}.
 *
 * @example
 * ```ts
 * import { type Categorical, createCategorical, createRandom } from "clientele/stats";
 *
 * const drawChannel: Categorical = createCategorical([0, 1, 0]);
 * drawChannel(createRandom("channel")); // => 1
 * ```
 */
export type Categorical = (random: Random) => number;

/**
 * Prepares draws from the categorical distribution: index i with probability wᵢ / Σw.
 *
 * Walker's alias method with Vose's tables: one uniform number and two look-ups per draw, whatever the number of
 * weights. An index of weight 0 is never drawn.
 *
 * @param weights - at least one, none negative, not all 0; they need not add up to 1
 * @throws RangeError when there is no weight, a weight is negative or not finite, or all are 0.
 *
 * @example
 * ```ts
 * import { createCategorical, createRandom } from "clientele/stats";
 *
 * const draw = createCategorical([5, 3, 2]);
 * const random = createRandom("categorical");
 * const counts = [0, 0, 0];
 * for (let i = 0; i < 10_000; i++) counts[draw(random)]!++;
 * counts.map((count) => Math.round(count / 1000)); // => [5, 3, 2]
 * ```
 */
export function createCategorical(weights: readonly number[]): Categorical {
  const { keep, alias } = aliasTables(checkWeights("draw by weight", weights));
  const size = keep.length;
  return (random) => {
    const scaled = random.next() * size; // never rounds up to `size`
    const column = Math.floor(scaled);
    return scaled - column < keep[column]! ? column : alias[column]!;
  };
}

interface AliasTables {
  /** The part of each column that belongs to the column's own index. */
  readonly keep: Float64Array;
  /** The index that the rest of the column belongs to. */
  readonly alias: Int32Array;
}

function aliasTables(weights: Float64Array): AliasTables {
  const size = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const keep = weights.map((weight) => (weight * size) / sum);
  const alias = new Int32Array(size);
  const heaviest = weights.indexOf(1);
  const small: number[] = [];
  const large: number[] = [];
  keep.forEach((share, i) => {
    (share < 1 ? small : large).push(i);
  });
  while (small.length > 0 && large.length > 0) {
    const filled = small.pop()!;
    const giver = large[large.length - 1]!;
    alias[filled] = giver;
    keep[giver] = keep[giver]! - (1 - keep[filled]!);
    if (keep[giver]! < 1) small.push(large.pop()!);
  }
  // What rounding leaves over is a full column, but an index without weight must not come to own one.
  for (const left of [...small, ...large]) {
    if (weights[left]! > 0) keep[left] = 1;
    else alias[left] = heaviest;
  }
  return { keep, alias };
}
