import { createRandom, type MonteCarlo, rankValues, shuffle, type TestResult } from "../stats/index.ts";
import { checkWhole, readSeries } from "./_check-series.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link testPettitt}. */
export interface PettittOptions {
  /**
   * Finds p from random orders of the values.
   * @defaultValue Pettitt's approximation
   */
  readonly monteCarlo?: MonteCarlo | undefined;
}

/** The outcome of {@link testPettitt}. */
export interface PettittResult extends TestResult {
  /** The position of the first value after the likeliest change. */
  readonly change: number;
  /** Whether the values rise there or fall. */
  readonly direction: "up" | "down";
}

/**
 * Tests whether a series changed its level once, by ranks alone, so that wild values count no more than others.
 *
 * Uₜ = 2 Σᵢ≤ₜ Rᵢ − t (n + 1); K = max |Uₜ|; p ≈ 2 exp(−6K² / (n³ + n²)), at most 1
 *
 * The approximation is good for p up to about one half, and on the safe side for short series; with `monteCarlo`
 * p = (1 + #{K* ≥ K}) / (B + 1).
 *
 * @returns K as statistic, the first position where it is reached; insufficient with fewer than two values
 * @throws RangeError when a value is not finite
 *
 * @see Pettitt (1979), A non-parametric approach to the change-point problem
 *
 * @example
 * ```ts
 * import { testPettitt } from "clientele/trend";
 *
 * const found = testPettitt([1, 2, 3, 2, 1, 3, 2, 8, 9, 7, 90, 8, 9]);
 * found.kind === "tested" && [found.change, found.direction, found.statistic, found.p.toFixed(4)]; // => [7, "up", 42, "0.0228"]
 * ```
 */
export function testPettitt(
  values: ArrayLike<number>,
  options: PettittOptions = {},
): PettittResult | InsufficientEvidence {
  const doing = "test for a change";
  const series = readSeries(doing, values);
  const size = series.length;
  if (size < 2) return Object.freeze({ kind: "insufficient", of: "values", have: size, need: 2 });
  const ranks = rankValues(series);
  const found = largestDeparture(ranks);
  const { monteCarlo } = options;
  let p = Math.min(1, 2 * Math.exp((-6 * found.k ** 2) / (size ** 3 + size ** 2)));
  if (monteCarlo !== undefined) {
    const rounds = checkWhole(doing, "replicates", monteCarlo.replicates ?? 9999, 1);
    const random = createRandom(monteCarlo.seed);
    let extreme = 0;
    for (let i = 0; i < rounds; i++) {
      if (largestDeparture(Float64Array.from(shuffle(random, ranks))).k >= found.k - 1e-9) extreme++;
    }
    p = (1 + extreme) / (rounds + 1);
  }
  return Object.freeze({
    kind: "tested",
    method: monteCarlo === undefined ? "Pettitt's test, approximate" : "Pettitt's test, random orders",
    statistic: found.k,
    p,
    n: size,
    estimate: found.change,
    change: found.change,
    direction: found.u < 0 ? "up" : "down",
  });
}

function largestDeparture(ranks: Float64Array): {
  readonly k: number;
  readonly u: number;
  readonly change: number;
} {
  let [sum, k, u, change] = [0, -1, 0, 1];
  for (let t = 1; t < ranks.length; t++) {
    sum += ranks[t - 1]!;
    const departure = 2 * sum - t * (ranks.length + 1);
    if (Math.abs(departure) > k) [k, u, change] = [Math.abs(departure), departure, t];
  }
  return { k, u, change };
}
