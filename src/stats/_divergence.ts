import { deviance } from "./_deviance.ts";
import { productRest } from "./_exact-product.ts";

/** Pearson's X² = Σ (O − E)²/E, or the likelihood ratio G = 2 Σ O ln(O/E). */
export type DivergenceStatistic = "pearson" | "likelihood-ratio";

/** count − a·b/n with the digits that the subtraction would lose: of large counts a·b is no double. */
export function excessOver(count: number, a: number, b: number, n: number): number {
  const [observed, expected] = [count * n, a * b];
  return (observed - expected + (productRest(count, n, observed) - productRest(a, b, expected))) / n;
}

/**
 * What one cell adds to the statistic. Of G that is 2 (O ln(O/E) + E − O), never negative; the sums of O and E are equal.
 *
 * @param excess - O − E
 */
export function divergenceOf(
  statistic: DivergenceStatistic,
  count: number,
  expected: number,
  excess: number,
): number {
  if (expected === 0) return 0; // and so is the count
  return statistic === "pearson" ? (excess / expected) * excess : 2 * deviance(count, expected, -excess);
}
