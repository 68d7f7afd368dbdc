import { median } from "../stats/index.ts";
import type { SegmentCosts } from "./_segment-cost.ts";

/** One level of a wavelet matrix: what of the first i values goes left, and its weights. */
interface Level {
  readonly zeros: Int32Array;
  readonly weight: Float64Array;
  readonly moment: Float64Array;
  readonly allZeros: number;
}

/**
 * Laplace values of one known scale: 2 Σ w |x − m| / b about the weighted median m of the segment. A wavelet matrix (Claude and
 * Navarro 2012) finds median and sum of any segment in one step for each binary digit of the number of different values.
 */
export function absoluteCosts(values: Float64Array, scale: number, weights?: Float64Array): SegmentCosts {
  const different = [...new Set(values)].sort((a, b) => a - b);
  const place = new Map(different.map((value, at) => [value, at]));
  const levels = buildLevels(
    values,
    weights,
    Int32Array.from(values, (value) => place.get(value)!),
  );
  const weightSums = new Float64Array(values.length + 1);
  const momentSums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    const weight = weights?.[i] ?? 1;
    weightSums[i + 1] = weightSums[i]! + weight;
    momentSums[i + 1] = momentSums[i]! + weight * values[i]!;
  }
  /** Walks down to the median; leaves the weight and moment of the smaller values behind. */
  let below = 0;
  let belowMoment = 0;
  const findMedian = (from: number, to: number): number => {
    const half = (weightSums[to]! - weightSums[from]!) / 2;
    below = 0;
    belowMoment = 0;
    let [left, right, code] = [from, to, 0];
    for (const { zeros, weight, moment, allZeros } of levels) {
      const here = weight[right]! - weight[left]!;
      code *= 2;
      const [leftZeros, rightZeros] = [zeros[left]!, zeros[right]!];
      if (rightZeros > leftZeros && below + here >= half) {
        left = leftZeros;
        right = rightZeros;
      } else {
        below += here;
        belowMoment += moment[right]! - moment[left]!;
        left += allZeros - leftZeros;
        right += allZeros - rightZeros;
        code++;
      }
    }
    return different[code]!;
  };
  return {
    between: (from, to) => {
      const middle = findMedian(from, to);
      const all = weightSums[to]! - weightSums[from]!;
      const moment = momentSums[to]! - momentSums[from]!;
      const sum = middle * below - belowMoment + (moment - belowMoment) - middle * (all - below);
      return (2 * Math.max(0, sum)) / scale;
    },
    level: findMedian,
    parameters: 1,
    minimumSize: 1,
    shared: scale,
  };
}

function buildLevels(values: Float64Array, weights: Float64Array | undefined, codes: Int32Array): Level[] {
  const size = values.length;
  const highest = codes.reduce((a, b) => Math.max(a, b), 0);
  const levels: Level[] = [];
  let order = Int32Array.from(values, (_, i) => i);
  for (let bit = 31 - Math.clz32(highest); highest > 0 && bit >= 0; bit--) {
    const zeros = new Int32Array(size + 1);
    const weight = new Float64Array(size + 1);
    const moment = new Float64Array(size + 1);
    const next = new Int32Array(size);
    let allZeros = 0;
    for (const i of order) if (((codes[i]! >> bit) & 1) === 0) next[allZeros++] = i;
    let ones = allZeros;
    for (let at = 0; at < size; at++) {
      const i = order[at]!;
      const goesLeft = ((codes[i]! >> bit) & 1) === 0;
      const own = goesLeft ? (weights?.[i] ?? 1) : 0;
      zeros[at + 1] = zeros[at]! + (goesLeft ? 1 : 0);
      weight[at + 1] = weight[at]! + own;
      moment[at + 1] = moment[at]! + own * values[i]!;
      if (!goesLeft) next[ones++] = i;
    }
    levels.push({ zeros, weight, moment, allZeros });
    order = next;
  }
  return levels;
}

/** The median of |x − y| of two Laplace values of scale 1: the root of (1 + u/2) e^−u = ½. */
const MEDIAN_DIFFERENCE = 1.1461932206205823;

/**
 * The scale of Laplace values whose median may jump: the median of the distances of neighbours over 1.1462; where more than
 * half of these are 0, their mean over 1.5 instead; 0 where all values are equal.
 */
export function estimateScale(values: Float64Array): number {
  const distances = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < distances.length; i++) distances[i] = Math.abs(values[i + 1]! - values[i]!);
  if (distances.length === 0) return 0;
  const middle = median(distances);
  if (middle > 0) return middle / MEDIAN_DIFFERENCE;
  return distances.reduce((sum, d) => sum + d, 0) / distances.length / 1.5;
}
