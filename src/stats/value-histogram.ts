import { wrongParameter } from "./_check.ts";
import {
  binOfUpperWord,
  countBins,
  findBins,
  LAST_BIN,
  rangeOfBins,
  upperWord,
  upperWordsOf,
} from "./_value-bins.ts";

/**
 * How many of some numbers lie in each of very many narrow bins; made by {@link histogramOf}.
 *
 * The bins are the same for all numbers, so that two histograms merge by adding, and they are narrow everywhere: 512 to
 * each doubling of the value. Only bins that hold something are kept.
 */
export interface ValueHistogram {
  /** How many numbers were counted. */
  readonly size: number;
  /** The bins that hold something, in rising order of their values. */
  readonly bins: Int32Array;
  /** How many numbers each of these bins holds. */
  readonly counts: Float64Array;
}

/** From here on a table of all bins pays. */
const MANY = 65_536;
/** Counters that any number of values may have. */
const PAGE = 512;
function refuse(values: ArrayLike<number>): never {
  const wrong = Array.prototype.findIndex.call(values, (value: unknown) => !Number.isFinite(value));
  throw wrongParameter("count values", `value ${wrong}`, "a finite number", values[wrong]);
}

/**
 * Counts numbers by bins, for exact order statistics of data that are never together in one place: shards, batches,
 * days.
 *
 * bin(x) = the sign, the exponent and the first nine bits of the fraction of the double x
 *
 * First count each part with this function and {@link mergeHistograms merge}; {@link boundaryBins} names the few bins in
 * which the sought ranks lie; each part hands over its {@link valuesInBins}; {@link valuesAtRanks} has the answer, the
 * same as of a sort of all. {@link selectRanks} does all of it for one array.
 *
 * @param values - finite, in any order; left as they are
 * @throws RangeError when a value is not finite, naming its position.
 *
 * @example
 * ```ts
 * import { boundaryBins, histogramOf, mergeHistograms, valuesAtRanks, valuesInBins } from "clientele/stats";
 *
 * const shards = [[120, 15, 80], [15, 33], [1000, 7.5]];
 * const all = shards.map(histogramOf).reduce(mergeHistograms);
 * const median = [4];
 * const bins = boundaryBins(all, median);
 * valuesAtRanks(all, median, shards.map((shard) => valuesInBins(shard, bins))); // => [33]
 * ```
 */
export function histogramOf(values: ArrayLike<number>): ValueHistogram {
  const words = upperWordsOf(values);
  const size = values.length;
  const range = rangeOfBins(words);
  if (range === undefined) refuse(values);
  const { low, high } = range;
  // Few values far apart (both signs among them) would need more counters than it costs to sort their bins.
  const all = new Int32Array(high - low < 4 * size + PAGE ? 0 : size);
  for (let i = 0; i < all.length; i++) all[i] = binOfUpperWord(words[2 * i + upperWord]!);
  if (all.length > 0) return Object.freeze({ size, ...runsOf(all.sort()) });
  const counters = new Float64Array(Math.max(0, high - low + 1));
  countBins(words, low, counters);
  return Object.freeze({ size, ...usedOf(counters, low) });
}

function usedOf(counters: Float64Array, low: number): Pick<ValueHistogram, "bins" | "counts"> {
  let used = 0;
  for (let k = 0; k < counters.length; k++) if (counters[k]! > 0) used++;
  const bins = new Int32Array(used);
  const counts = new Float64Array(used);
  for (let k = 0, at = 0; at < used; k++) {
    if (counters[k] === 0) continue;
    bins[at] = low + k;
    counts[at++] = counters[k]!;
  }
  return { bins, counts };
}

function runsOf(sorted: Int32Array): Pick<ValueHistogram, "bins" | "counts"> {
  const bins: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) counts[counts.length - 1]! += 1;
    else {
      bins.push(sorted[i]!);
      counts.push(1);
    }
  }
  return { bins: Int32Array.from(bins), counts: Float64Array.from(counts) };
}

/**
 * Adds two histograms: the histogram of the numbers of both. The order of merging does not matter.
 *
 * @example
 * ```ts
 * import { histogramOf, mergeHistograms } from "clientele/stats";
 *
 * mergeHistograms(histogramOf([1, 2]), histogramOf([2, 3])); // => histogramOf([1, 2, 2, 3])
 * ```
 */
export function mergeHistograms(a: ValueHistogram, b: ValueHistogram): ValueHistogram {
  const bins = new Int32Array(a.bins.length + b.bins.length);
  const counts = new Float64Array(bins.length);
  let size = 0;
  for (let i = 0, j = 0; i < a.bins.length || j < b.bins.length; size++) {
    const left = a.bins[i] ?? LAST_BIN + 1;
    const right = b.bins[j] ?? LAST_BIN + 1;
    bins[size] = Math.min(left, right);
    counts[size] = (left <= right ? a.counts[i++]! : 0) + (right <= left ? b.counts[j++]! : 0);
  }
  return Object.freeze({
    size: a.size + b.size,
    bins: bins.slice(0, size),
    counts: counts.slice(0, size),
  });
}

/**
 * Names the bins in which the numbers of some ranks lie, each once, in rising order.
 *
 * @param ranks - from 1, the smallest number, to the number of numbers
 * @throws RangeError when a rank is none of the histogram.
 *
 * @example
 * ```ts
 * import { boundaryBins, histogramOf } from "clientele/stats";
 *
 * boundaryBins(histogramOf([5, 5, 5, 800]), [1, 2, 3]).length; // => 1
 * ```
 */
export function boundaryBins(histogram: ValueHistogram, ranks: readonly number[]): Int32Array {
  return Int32Array.from(new Set(placesOf(histogram, ranks).map(({ bin }) => bin))).sort();
}

/** The bin of each rank, and how many numbers lie in lower bins. */
function placesOf(
  { size, bins, counts }: ValueHistogram,
  ranks: readonly number[],
): { readonly bin: number; readonly rank: number; readonly inBin: number }[] {
  const doing = "find the values of ranks";
  for (const rank of ranks)
    if (!Number.isInteger(rank) || rank < 1 || rank > size)
      throw wrongParameter(doing, "rank", `a whole number from 1 to ${size}`, rank);
  const order = ranks.map((_, i) => i).sort((i, j) => ranks[i]! - ranks[j]!);
  const places = new Array<{ bin: number; rank: number; inBin: number }>(ranks.length);
  let at = 0;
  let below = 0;
  for (const i of order) {
    while (below + counts[at]! < ranks[i]!) below += counts[at++]!;
    places[i] = { bin: bins[at]!, rank: ranks[i]! - below, inBin: counts[at]! };
  }
  return places;
}

/**
 * Picks the numbers that lie in some bins, in the order in which they come: what a part of the data hands over in the
 * second round.
 *
 * @param bins - in rising order, as {@link boundaryBins} names them
 *
 * @example
 * ```ts
 * import { boundaryBins, histogramOf, valuesInBins } from "clientele/stats";
 *
 * const values = [5, 700, 5, 90];
 * valuesInBins(values, boundaryBins(histogramOf(values), [1])); // => Float64Array.of(5, 5)
 * ```
 */
export function valuesInBins(values: ArrayLike<number>, bins: Int32Array): Float64Array {
  if (bins.length === 0) return new Float64Array(0);
  const words = upperWordsOf(values);
  // A table of all bins where there are many numbers: of fewer, half the looks at the range would be guessed wrong.
  const [first, last] = values.length < MANY ? [bins[0]!, bins[bins.length - 1]!] : [0, LAST_BIN];
  const isSought = new Uint8Array(last - first + 1);
  for (const bin of bins) isSought[bin - first] = 1;
  return Float64Array.from(findBins(words, first, isSought), (at) => values[at]!);
}

/**
 * Finds the numbers of some ranks from the histogram of all numbers and the numbers in the {@link boundaryBins}.
 *
 * x₍ₖ₎ = the (k − Σ counts of lower bins)-th smallest of its bin
 *
 * @param ranks - from 1, the smallest number, to the number of numbers
 * @param parts - what {@link valuesInBins} picked from each part
 * @returns one number for each rank, in the order of the ranks
 * @throws RangeError when a rank is none of the histogram, or a bin does not hold as many numbers as were counted.
 *
 * @example
 * ```ts
 * import { boundaryBins, histogramOf, valuesAtRanks, valuesInBins } from "clientele/stats";
 *
 * const values = [30, 10, 20];
 * const all = histogramOf(values);
 * valuesAtRanks(all, [3, 1], [valuesInBins(values, boundaryBins(all, [3, 1]))]); // => [30, 10]
 * ```
 */
export function valuesAtRanks(
  histogram: ValueHistogram,
  ranks: readonly number[],
  parts: readonly ArrayLike<number>[],
): number[] {
  const places = placesOf(histogram, ranks);
  const ofBin = new Map<number, number[]>(places.map(({ bin }) => [bin, []]));
  for (const part of parts) {
    const words = upperWordsOf(part);
    for (let i = 0; i < part.length; i++)
      ofBin.get(binOfUpperWord(words[2 * i + upperWord]!))?.push(part[i]!);
  }
  const sorted = new Map([...ofBin].map(([bin, values]) => [bin, Float64Array.from(values).sort()]));
  return places.map(({ bin, rank, inBin }) => {
    const values = sorted.get(bin)!;
    if (values.length !== inBin)
      throw wrongParameter(
        "find the values of ranks",
        `the numbers of bin ${bin}`,
        `all ${inBin} that were counted`,
        values.length,
      );
    return values[rank - 1]! + 0; // + 0 makes −0 a 0: the two are one value
  });
}

/**
 * Finds the numbers of some ranks without sorting all: the k-th smallest, for each k asked for.
 *
 * The same as `values.sort()[k − 1]`, in two passes over the numbers.
 *
 * @param values - finite, in any order; left as they are
 * @param ranks - from 1, the smallest number, to the number of numbers
 * @throws RangeError when a value is not finite or a rank is none of the numbers'.
 *
 * @example
 * ```ts
 * import { selectRanks } from "clientele/stats";
 *
 * selectRanks([40, 10, 30, 20], [1, 4, 2]); // => [10, 40, 20]
 * ```
 */
export function selectRanks(values: ArrayLike<number>, ranks: readonly number[]): number[] {
  const doubles = values instanceof Float64Array ? values : Float64Array.from(values);
  const all = histogramOf(doubles);
  return valuesAtRanks(all, ranks, [valuesInBins(doubles, boundaryBins(all, ranks))]);
}
