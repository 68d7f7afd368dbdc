import { wrongOption } from "./_check.ts";
import type { Baskets } from "./baskets.ts";

/** How often something must occur: a share of the baskets or a number of them, one of the two. */
export interface LeastCount {
  /**
   * The least support, from 0 to 1: a count of at least ⌈minSupport · n − 10⁻⁹⌉, and of at least 1. With 0 everything that occurs is
   * frequent. One of `minSupport` and `minCount` is given.
   */
  readonly minSupport?: number | undefined;
  /** The least count, above 0; of weighted baskets the least sum of weights. */
  readonly minCount?: number | undefined;
}

/** The least count of some baskets. */
export function leastCountOf(
  doing: string,
  baskets: Pick<Baskets, "totalWeight" | "weights">,
  options: LeastCount,
): number {
  const { minSupport, minCount } = options;
  if ((minSupport === undefined) === (minCount === undefined))
    throw new RangeError(
      `Cannot ${doing}: one of minSupport and minCount must be given, got ${minSupport === undefined ? "neither" : "both"}`,
    );
  if (minCount !== undefined) {
    if (!(minCount > 0 && Number.isFinite(minCount)))
      throw wrongOption(doing, "minCount", "a number above 0", minCount);
    return baskets.weights === undefined ? Math.ceil(minCount) : minCount;
  }
  if (!(minSupport! >= 0 && minSupport! <= 1))
    throw wrongOption(doing, "minSupport", "a number from 0 to 1", minSupport);
  const least = minSupport! * baskets.totalWeight;
  // A share times a number of baskets must not be missed by the rounding of the product.
  if (baskets.weights === undefined) return Math.max(1, Math.ceil(least - 1e-9));
  return Math.max(Number.MIN_VALUE, least * (1 - 1e-12));
}
