import { wrongParameter } from "./_check.ts";
import { sortedValues } from "./_sorted-values.ts";

/** Classes of numbers that lie close together. */
export interface NaturalBreaks {
  /** The largest value of every class but the last, rising: a value belongs to the first class whose break it does not exceed. */
  readonly breaks: readonly number[];
  /** How many values each class has, from the lowest class to the highest. */
  readonly sizes: readonly number[];
  /**
   * Goodness of variance fit: the share of the squared deviations that the classes take away, 0 to 1; 1 where each
   * class has one distinct value.
   */
  readonly fit: number;
}

/**
 * Divides numbers into classes whose members lie as close together as possible (natural breaks of Fisher and Jenks):
 * the division with the least sum of squared deviations from the class means, found exactly by dynamic programming.
 *
 * min over divisions into at most k classes of Σ_classes Σ (x − x̄_class)²
 *
 * Equal values are never divided. With fewer distinct values than classes asked for, each is a class of its own. Of
 * several best divisions the one with the lower breaks is taken. The unit of measure does not matter: values are
 * brought to [0, 1] first. O(k·m·log m) for m distinct values.
 *
 * @param values - finite, in any order; left as they are
 * @param classes - how many classes at most, a positive integer
 * @throws RangeError when there is no value, a value is not finite, or `classes` is not a positive integer
 *
 * @see Fisher (1958), On grouping for maximum homogeneity; Wang and Song (2011), Ckmeans.1d.dp
 *
 * @example
 * ```ts
 * import { naturalBreaks } from "clientele/stats";
 *
 * const { breaks, sizes } = naturalBreaks([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], 3);
 * breaks; // => [-1, 2]
 * sizes; // => [4, 3, 3]
 * ```
 */
export function naturalBreaks(values: ArrayLike<number>, classes: number): NaturalBreaks {
  const doing = "find natural breaks";
  if (!Number.isInteger(classes) || classes < 1) {
    throw wrongParameter(doing, "classes", "a positive integer", classes);
  }
  const sorted = sortedValues(doing, values);
  const { distinct, weights } = distinctOf(sorted);
  const m = distinct.length;
  const k = Math.min(classes, m);
  const cost = costOf(distinct, weights);
  // best[j]: the least cost of the first j + 1 distinct values in q classes; starts[q][j]: where the last class begins.
  let best = Float64Array.from({ length: m }, (_, j) => cost(0, j));
  const whole = best[m - 1]!;
  const starts: Int32Array[] = [];
  for (let q = 1; q < k; q++) {
    const next = new Float64Array(m);
    const start = new Int32Array(m);
    fillLayer({ before: best, next, start, cost }, { from: q, to: m - 1, low: q, high: m - 1 });
    starts.push(start);
    best = next;
  }
  const breaks: number[] = [];
  const sizes: number[] = [];
  for (let q = k - 1, end = m - 1; q >= 0; q--) {
    const first = q === 0 ? 0 : starts[q - 1]![end]!;
    let size = 0;
    for (let i = first; i <= end; i++) size += weights[i]!;
    sizes.unshift(size);
    if (q > 0) breaks.unshift(distinct[first - 1]!);
    end = first - 1;
  }
  return Object.freeze({
    breaks: Object.freeze(breaks),
    sizes: Object.freeze(sizes),
    fit: k === m ? 1 : Math.min(1, Math.max(0, 1 - best[m - 1]! / whole)),
  });
}

type Cost = (from: number, to: number) => number;

interface Layer {
  readonly before: Float64Array;
  readonly next: Float64Array;
  readonly start: Int32Array;
  readonly cost: Cost;
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** The last class of every end in [from, to] begins in [low, high]. */
  readonly low: number;
  readonly high: number;
}

/** The best beginning of the last class never falls as its end rises, so the middle end narrows the search for both halves. */
function fillLayer(layer: Layer, { from, to, low, high }: Range): void {
  if (from > to) return;
  const { before, next, start, cost } = layer;
  const middle = (from + to) >>> 1;
  let least = Number.POSITIVE_INFINITY;
  let at = low;
  for (let i = low; i <= Math.min(middle, high); i++) {
    const sum = before[i - 1]! + cost(i, middle);
    if (sum < least) {
      least = sum;
      at = i;
    }
  }
  next[middle] = least;
  start[middle] = at;
  fillLayer(layer, { from, to: middle - 1, low, high: at });
  fillLayer(layer, { from: middle + 1, to, low: at, high });
}

/** The distinct values of sorted ones, and how often each occurs. */
function distinctOf(sorted: Float64Array): { distinct: Float64Array; weights: Float64Array } {
  const [distinct, weights] = [new Float64Array(sorted.length), new Float64Array(sorted.length)];
  let m = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[m++] = sorted[i]!;
    weights[m - 1]!++;
  }
  return { distinct: distinct.slice(0, m), weights: weights.slice(0, m) };
}

/** Squared deviations of a run of distinct values from their mean, by running sums over values brought to [0, 1]. */
function costOf(distinct: Float64Array, weights: Float64Array): Cost {
  const m = distinct.length;
  const lowest = distinct[0]!;
  const width = distinct[m - 1]! - lowest;
  const [count, sum, square] = [new Float64Array(m + 1), new Float64Array(m + 1), new Float64Array(m + 1)];
  for (let i = 0; i < m; i++) {
    const z = width === 0 ? 0 : (distinct[i]! - lowest) / width;
    count[i + 1] = count[i]! + weights[i]!;
    sum[i + 1] = sum[i]! + weights[i]! * z;
    square[i + 1] = square[i]! + weights[i]! * z * z;
  }
  return (from, to) => {
    if (from === to) return 0;
    const total = sum[to + 1]! - sum[from]!;
    const deviations = square[to + 1]! - square[from]! - (total * total) / (count[to + 1]! - count[from]!);
    return Math.max(0, deviations);
  };
}
