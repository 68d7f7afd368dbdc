import { createRandom, quantiles, type Random } from "../stats/index.ts";
import { checkShare, checkWhole, readSeries, wrongCall } from "./_check-series.ts";
import { driftNull } from "./_drift-null.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import type { DriftLabel, DriftLabelOptions } from "./drift-label.ts";
import { stabilityIndex } from "./label-mix-drift.ts";

/** Values of two periods. */
export interface ComparedValues {
  /** The values of the reference. */
  readonly reference: ArrayLike<number>;
  /** Those of now. */
  readonly current: ArrayLike<number>;
}

/** A measure of how far two samples of values lie apart. */
export type ValueDriftMeasure = "psi" | "kolmogorov-smirnov" | "wasserstein";

/** Options of {@link labelValueDrift}. */
export interface ValueDriftOptions extends DriftLabelOptions {
  /**
   * The measure: the population stability index over deciles of the reference, the largest difference of the distribution
   * functions, or Wasserstein's distance in standard deviations of the reference.
   * @defaultValue `"wasserstein"`
   */
  readonly measure?: ValueDriftMeasure | undefined;
  /**
   * The inner bounds of the bins of the index, rising; a value that equals one is above it.
   * @defaultValue the deciles of the reference
   */
  readonly bounds?: readonly number[] | undefined;
  /**
   * What is added to the count of every bin for the index.
   * @defaultValue `0.5`
   */
  readonly smoothing?: number | undefined;
}

const thumbs: Readonly<Record<ValueDriftMeasure, readonly number[]>> = {
  psi: [0.1, 0.25],
  "kolmogorov-smirnov": [],
  wasserstein: [0.1],
};

/**
 * Labels the difference of two samples of values, such as order amounts, by a common measure of drift, with how often it is as
 * large where nothing has drifted.
 *
 * KS = max |F − G|; W = ∫ |F − G| dx / sd of the reference; PSI as {@link labelMixDrift} over bins; p and critical value from B random
 * ways to split the pooled values into samples of these sizes, deciles found anew in each
 *
 * To decide whether values have changed use {@link compareAmounts}, or a test of `clientele/stats`.
 *
 * @returns insufficient with fewer than two values in a sample, or where all of the reference are equal
 * @throws RangeError when a value is not finite, bounds do not rise, the smoothing is 0 and PSI infinite, or an option is out of
 *   its range
 *
 * @example
 * ```ts
 * import { labelValueDrift } from "clientele/trend";
 *
 * const label = labelValueDrift({ reference: [3, 5, 4, 6, 5, 4], current: [9, 8, 10, 9] }, { seed: 1, replicates: 999 });
 * label.kind === "labelled" && [label.value.toFixed(2), label.p < 0.02]; // => ["4.70", true]
 * ```
 */
export function labelValueDrift(
  samples: ComparedValues,
  options: ValueDriftOptions,
): DriftLabel | InsufficientEvidence {
  const doing = "label a drift";
  const reference = readSeries(doing, samples.reference, "reference value");
  const current = readSeries(doing, samples.current, "current value");
  const { measure = "wasserstein", smoothing = 0.5, bounds, alpha = 0.05, replicates = 9999, seed } = options;
  if (!Object.hasOwn(thumbs, measure))
    throw wrongCall(doing, "measure", "psi, kolmogorov-smirnov or wasserstein", measure);
  if (!(smoothing >= 0 && smoothing < Number.POSITIVE_INFINITY))
    throw wrongCall(doing, "smoothing", "a number not below 0", smoothing);
  bounds?.forEach((bound, i) => {
    if (!(bound > (bounds[i - 1] ?? Number.NEGATIVE_INFINITY) && bound < Number.POSITIVE_INFINITY))
      throw wrongCall(doing, `bound ${i}`, "a number above the one before", bound);
  });
  checkShare(doing, "alpha", alpha);
  checkWhole(doing, "replicates", replicates, 1);
  for (const [of, sample] of [
    ["reference values", reference],
    ["current values", current],
  ] as const)
    if (sample.length < 2) return Object.freeze({ kind: "insufficient", of, have: sample.length, need: 2 });
  if (reference.every((x) => x === reference[0]))
    return Object.freeze({ kind: "insufficient", of: "different reference values", have: 1, need: 2 });
  const pool = Float64Array.from([...reference, ...current]).sort();
  const sortedReference = reference.slice().sort();
  const compute = (a: Float64Array, b: Float64Array): number =>
    measure === "psi"
      ? indexOf(a, b, bounds ?? decilesOf(a), smoothing)
      : measure === "wasserstein"
        ? wasserstein(a, b) / deviation(a)
        : largestGap(a, b);
  const value = compute(sortedReference, current.slice().sort());
  if (!Number.isFinite(value))
    throw wrongCall(doing, "smoothing", "above 0 where a bin is empty in a sample", smoothing);
  const random = createRandom(seed);
  const draw = (): number => {
    const [a, b] = split(pool, reference.length, random);
    const drawn = compute(a, b);
    return Number.isFinite(drawn) ? drawn : Number.MAX_VALUE;
  };
  const { p, critical, above } = driftNull(value, draw, { replicates, alpha });
  const thumbRules = thumbs[measure].map((threshold) =>
    Object.freeze({ threshold, exceeded: value > threshold, falseAlarm: above(threshold) }),
  );
  return Object.freeze({
    kind: "labelled",
    measure,
    value,
    critical,
    p,
    referenceSize: reference.length,
    currentSize: current.length,
    thumbRules: Object.freeze(thumbRules),
  });
}

/** Splits sorted values at random, each part sorted: every value is taken with the share of what is left to take (Fan et al. 1962). */
function split(pool: Float64Array, size: number, random: Random): [Float64Array, Float64Array] {
  const [a, b] = [new Float64Array(size), new Float64Array(pool.length - size)];
  let taken = 0;
  for (let i = 0; i < pool.length; i++) {
    if (random.next() * (pool.length - i) < size - taken) a[taken++] = pool[i]!;
    else b[i - taken] = pool[i]!;
  }
  return [a, b];
}

const decilesOf = (sorted: Float64Array): readonly number[] => [
  ...new Set(quantiles(sorted, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])),
];

function indexOf(a: Float64Array, b: Float64Array, bounds: readonly number[], smoothing: number): number {
  const binned = (sorted: Float64Array): Float64Array => {
    const counts = new Float64Array(bounds.length + 1);
    let bin = 0;
    for (const x of sorted) {
      while (bin < bounds.length && x >= bounds[bin]!) bin++;
      counts[bin]!++;
    }
    return counts;
  };
  return stabilityIndex(binned(a), binned(b), smoothing);
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}

/** Visits each different value with how far the distribution functions differ from it on, and the value after it. */
function eachGap(a: Float64Array, b: Float64Array, visit: (gap: number, width: number) => void): void {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const x = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    visit(Math.abs(i / a.length - j / b.length), next === Number.POSITIVE_INFINITY ? 0 : next - x);
  }
}

function largestGap(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  eachGap(a, b, (gap) => {
    largest = Math.max(largest, gap);
  });
  return largest;
}

function wasserstein(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  eachGap(a, b, (gap, width) => {
    sum += gap * width;
  });
  return sum;
}
