import { wrongParameter } from "./_check.ts";
import { sortedValues } from "./_sorted-values.ts";

/** What ranks equal values share: see {@link rankValues}. */
export type TieRule = "average" | "minimum" | "maximum" | "dense";

/** Options of {@link rankValues}. */
export interface RankOptions {
  /**
   * What equal values get: the mean of their places, the lowest or the highest of them, or, `"dense"`, the number of
   * different values up to them.
   * @defaultValue `"average"`
   */
  readonly ties?: TieRule | undefined;
}

/**
 * Ranks numbers from 1, the smallest; equal values share a rank.
 *
 * minimum: 1 + #{j : xⱼ < xᵢ}; maximum: #{j : xⱼ ≤ xᵢ}; average: their mean; dense: #{different xⱼ ≤ xᵢ}
 *
 * There is no rule that breaks ties by position: its ranks would depend on the order of the input.
 *
 * @param values - finite, in any order; left as they are
 * @returns one rank for each value, in the order of the values
 * @throws RangeError when there is no value, a value is not finite, or the rule is unknown.
 *
 * @example
 * ```ts
 * import { rankValues } from "clientele/stats";
 *
 * rankValues([30, 10, 30, 20]); // => Float64Array.of(3.5, 1, 3.5, 2)
 * rankValues([30, 10, 30, 20], { ties: "minimum" }); // => Float64Array.of(3, 1, 3, 2)
 * rankValues([10, 10, 40], { ties: "dense" }); // => Float64Array.of(1, 1, 2)
 * ```
 */
export function rankValues(values: ArrayLike<number>, options: RankOptions = {}): Float64Array {
  const doing = "rank values";
  const ties = options.ties ?? "average";
  if (!["average", "minimum", "maximum", "dense"].includes(ties))
    throw wrongParameter(doing, "ties", "average, minimum, maximum or dense", ties);
  const sorted = sortedValues(doing, values);
  // Places are looked up in the sorted values: sorting positions with a comparison function takes several times as long.
  const { lowest, highest, different } = placesOf(sorted);
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < ranks.length; i++) {
    const at = lowerBound(sorted, values[i]!);
    if (ties === "minimum") ranks[i] = lowest[at]!;
    else if (ties === "maximum") ranks[i] = highest[at]!;
    else if (ties === "dense") ranks[i] = different[at]!;
    else ranks[i] = (lowest[at]! + highest[at]!) / 2;
  }
  return ranks;
}

interface Places {
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  readonly different: Int32Array;
}

/** For each first of a run of equal sorted values: first and last place of the run, and which run it is. */
function placesOf(sorted: Float64Array): Places {
  const lowest = new Int32Array(sorted.length);
  const highest = new Int32Array(sorted.length);
  const different = new Int32Array(sorted.length);
  let runs = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    lowest[from] = from + 1;
    highest[from] = to;
    different[from] = ++runs;
  }
  return { lowest, highest, different };
}

/** The position of the first value that is not below x. */
function lowerBound(sorted: Float64Array, x: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < x) from = middle + 1;
    else to = middle;
  }
  return from;
}
