import { logGamma } from "../stats/index.ts";

/** The logarithm of the probability of counts, in a certain order of the moves, under Dirichlet shapes for each row. */
export function logEvidence(
  prior: readonly (readonly number[])[],
  counts: readonly (readonly number[])[],
): number {
  let sum = 0;
  prior.forEach((row, i) => {
    let [a, n] = [0, 0];
    row.forEach((alpha, j) => {
      const count = counts[i]![j]!;
      if (alpha === 0) return;
      a += alpha;
      n += count;
      if (count > 0) sum += logGamma(alpha + count) - logGamma(alpha);
    });
    if (n > 0) sum += logGamma(a) - logGamma(a + n);
  });
  return sum;
}
