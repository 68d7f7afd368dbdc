import { checkFinite, wrongParameter } from "./_check.ts";
import type { Random } from "./random.ts";

/**
 * Draws a number uniform on [low, high).
 *
 * low + (high − low)·U
 *
 * @throws RangeError when a bound is not finite, or `high` is not above `low` by a finite amount.
 *
 * @example
 * ```ts
 * import { createRandom, uniform } from "clientele/stats";
 *
 * const random = createRandom("uniform");
 * const draws = Array.from({ length: 1000 }, () => uniform(random, -1, 3));
 * draws.every((x) => x >= -1 && x < 3); // => true
 * ```
 */
export function uniform(random: Random, low: number, high: number): number {
  checkFinite("draw a uniform variate", "low", low);
  const width = high - low;
  if (!(width > 0 && width < Number.POSITIVE_INFINITY))
    throw wrongParameter("draw a uniform variate", "high", `above low (${low}) by a finite amount`, high);
  for (;;) {
    const x = low + width * random.next();
    if (x < high) return x; // the sum may round up to the bound
  }
}
