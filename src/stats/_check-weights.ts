import { wrongParameter } from "./_check.ts";

/** The weights divided by the largest, so that their sum cannot overflow. */
export function checkWeights(doing: string, weights: readonly number[]): Float64Array {
  if (weights.length === 0) throw wrongParameter(doing, "weights", "at least one number", weights);
  let largest = 0;
  weights.forEach((weight, i) => {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw wrongParameter(doing, `weight ${i}`, "a number from 0 up", weight);
    largest = Math.max(largest, weight);
  });
  if (largest === 0) throw wrongParameter(doing, "weights", "above 0 for at least one index", weights);
  return Float64Array.from(weights, (weight) => weight / largest);
}
