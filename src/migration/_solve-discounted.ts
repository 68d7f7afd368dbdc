import { solveSubstochastic } from "./_solve-substochastic.ts";

/** (I − factor·P)⁻¹·right for a factor below 1: what the discount takes away leaves the chain. */
export function solveDiscounted(
  probabilities: readonly (readonly number[])[],
  right: readonly number[],
  factor: number,
): readonly number[] {
  return [...solveSubstochastic(discounted(probabilities, factor), Float64Array.from(right), 1)];
}

/** (I − factor·P)⁻¹ row by row: the discounted periods that a customer of one state spends in each. */
export function discountedVisits(
  probabilities: readonly (readonly number[])[],
  factor: number,
): readonly (readonly number[])[] {
  const size = probabilities.length;
  const unit = new Float64Array(size * size);
  for (let i = 0; i < size; i++) unit[i * size + i] = 1;
  const visits = solveSubstochastic(discounted(probabilities, factor), unit, size);
  return probabilities.map((_, i) => [...visits.subarray(i * size, (i + 1) * size)]);
}

function discounted(probabilities: readonly (readonly number[])[], factor: number) {
  const size = probabilities.length;
  return {
    size,
    within: Float64Array.from(probabilities.flatMap((row) => row.map((p) => factor * p))),
    exits: new Float64Array(size).fill(1 - factor),
  };
}
