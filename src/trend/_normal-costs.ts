import { mean, medianAbsoluteDeviation } from "../stats/index.ts";
import { prefixSums, type SegmentCosts } from "./_segment-cost.ts";

interface Moments {
  /** Σ w (x − x̄)² of a segment. */
  readonly squares: (from: number, to: number) => number;
  readonly level: (from: number, to: number) => number;
  readonly weight: (from: number, to: number) => number;
}

/** Sums of a segment in constant time, about the mean of all so that little cancels. */
function moments(values: Float64Array, weights?: Float64Array): Moments {
  const middle = mean(values);
  const off = values.map((x) => x - middle);
  const weighted = weights === undefined ? off : off.map((x, i) => x * weights[i]!);
  const sums = prefixSums(weighted);
  const squares = prefixSums(weighted.map((x, i) => x * off[i]!));
  const over = weights === undefined ? undefined : prefixSums(weights);
  const weightOf = (from: number, to: number): number =>
    over === undefined ? to - from : over[to]! - over[from]!;
  return {
    squares: (from, to) => {
      const sum = sums[to]! - sums[from]!;
      return Math.max(0, squares[to]! - squares[from]! - (sum * sum) / weightOf(from, to));
    },
    level: (from, to) => middle + (sums[to]! - sums[from]!) / weightOf(from, to),
    weight: weightOf,
  };
}

/** Normal values of one known variance (divided by the weights): Σ w (x − x̄)² / σ². */
export function normalMeanCosts(
  values: Float64Array,
  variance: number,
  weights?: Float64Array,
): SegmentCosts {
  const { squares, level, weight } = moments(values, weights);
  return {
    between: (from, to) => squares(from, to) / variance,
    within: (from, to, budget) => {
      const room = budget * variance - squares(from, to);
      if (room < 0) return undefined;
      const [middle, width] = [level(from, to), Math.sqrt(room / weight(from, to))];
      return [middle - width, middle + width];
    },
    level,
    parameters: 1,
    minimumSize: 1,
    shared: variance,
  };
}

/** Normal values with a variance of every segment, never below a floor: n (ln 2πv + s/v), s the mean square, v = max(s, floor). */
export function normalCosts(values: Float64Array, floor: number): SegmentCosts {
  const { squares, level } = moments(values);
  const ln2pi = Math.log(2 * Math.PI);
  return {
    between: (from, to) => {
      const size = to - from;
      const square = squares(from, to) / size;
      const variance = Math.max(square, floor);
      return size * (ln2pi + Math.log(variance) + square / variance);
    },
    level,
    variance: (from, to) => Math.max(squares(from, to) / (to - from), floor),
    parameters: 2,
    minimumSize: 5,
    shared: floor,
  };
}

/** The differences of neighbours, each over the square root of the sum of their variances in units of the common one. */
function standardDifferences(values: Float64Array, weights?: Float64Array): Float64Array {
  const differences = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < differences.length; i++) {
    const width = weights === undefined ? 2 : 1 / weights[i]! + 1 / weights[i + 1]!;
    differences[i] = (values[i + 1]! - values[i]!) / Math.sqrt(width);
  }
  return differences;
}

/**
 * The variance of values whose mean may jump: (1.4826 · MAD of the differences of neighbours / √2)². Where more than half of
 * these are equal, their mean square instead; 0 where all values are equal.
 */
export function estimateVariance(values: Float64Array, weights?: Float64Array): number {
  const differences = standardDifferences(values, weights);
  if (differences.length === 0) return 0;
  const deviation = medianAbsoluteDeviation(differences);
  if (deviation > 0) return deviation ** 2;
  return differences.reduce((sum, d) => sum + d * d, 0) / differences.length;
}

/** The variance of rounding to the smallest step seen: (smallest difference of unequal values)² / 12; 0 if all are equal. */
export function roundingVariance(values: Float64Array): number {
  const sorted = values.slice().sort();
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > 0 && gap < step) step = gap;
  }
  return Number.isFinite(step) ? step ** 2 / 12 : 0;
}
