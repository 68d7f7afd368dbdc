import { hypergeometricDistribution } from "../stats/index.ts";
import type { NextProductModel } from "./next-product-model.ts";

/**
 * Tells whether two products go together more often than chance makes plausible. Lift is a gate here, and never a rank: it is
 * highest where counts are lowest.
 */
export function createPairGate(
  model: NextProductModel,
  options: { readonly minimumLift: number; readonly significance: number },
): (i: number, j: number, both: number) => boolean {
  const { counts, baskets } = model;
  const { minimumLift, significance } = options;
  const products = counts.length;
  const level = significance >= 1 ? 1 : significance / products;
  const known = new Map<number, boolean>();
  return (i, j, both) => {
    if (both * baskets < minimumLift * counts[i]! * counts[j]!) return false;
    if (level >= 1) return true;
    const key = i < j ? i * products + j : j * products + i; // the test is symmetric
    let passes = known.get(key);
    if (passes === undefined) {
      const chance = hypergeometricDistribution({
        marked: counts[i]!,
        unmarked: baskets - counts[i]!,
        draws: counts[j]!,
      });
      passes = chance.upper(both - 1) <= level;
      known.set(key, passes);
    }
    return passes;
  };
}
