import { checkFinite } from "./_check.ts";

/** Two samples to compare. */
export interface TwoSamples {
  /** The first sample, in any order. */
  readonly x: ArrayLike<number>;
  /** The second sample, in any order. */
  readonly y: ArrayLike<number>;
}

/** A copy of a sample, refused if a value is not finite. */
export function readSample(doing: string, name: string, values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values);
  copy.forEach((value, i) => {
    if (!Number.isFinite(value)) checkFinite(doing, `${name}[${i}]`, value);
  });
  return copy;
}

/** Mean and sum of squared distances from it, with the rounding of the mean corrected; of sorted values. */
export function momentsOf(values: Float64Array): { readonly mean: number; readonly squares: number } {
  const sorted = values.toSorted(); // so that the last digit does not depend on the order
  const n = sorted.length;
  let mean = 0;
  for (const x of sorted) mean += x / n;
  let rest = 0;
  for (const x of sorted) rest += (x - mean) / n;
  mean += rest;
  let [squares, left] = [0, 0];
  for (const x of sorted) {
    squares += (x - mean) ** 2;
    left += x - mean;
  }
  return { mean, squares: Math.max(0, squares - (left * left) / n) };
}
