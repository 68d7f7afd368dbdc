import { betaDistribution } from "../stats/index.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";

/** Options of {@link posteriorIntervals}. */
export interface PosteriorIntervalOptions {
  /**
   * How probable it is that a probability lies within its interval.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
}

/**
 * Finds the equal-tailed interval of each transition probability.
 *
 * Quantiles (1 ∓ probability)/2 of Beta(α_ij + n_ij, the rest of its row)
 *
 * @returns `rows[i][j]` = [lower, upper]; [0, 0] for an impossible move, [1, 1] for the only possible one
 * @throws RangeError if the probability is not between 0 and 1
 *
 * @example
 * ```ts
 * import { estimatePosterior, posteriorIntervals, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[9, 1], [2, 2]], total: 14, entries: [], gaps: 0, periods: [] };
 * posteriorIntervals(estimatePosterior(counts))[0]?.[0]?.map((p) => p.toFixed(3)); // => ["0.587", "0.977"]
 * ```
 */
export function posteriorIntervals(
  posterior: TransitionPosterior,
  options: PosteriorIntervalOptions = {},
): readonly (readonly (readonly [number, number])[])[] {
  const { probability = 0.95 } = options;
  if (!(probability > 0 && probability < 1))
    throw new RangeError(
      `Cannot find posterior intervals: probability must be between 0 and 1, got ${probability}`,
    );
  const tail = (1 - probability) / 2;
  return Object.freeze(
    posterior.shapes.map((row) => {
      const total = row.reduce((sum, a) => sum + a, 0);
      return Object.freeze(
        row.map((a): readonly [number, number] => {
          if (a === 0) return [0, 0];
          const rest = row.reduce((sum, b) => sum + b, 0) - a;
          if (rest === 0 || a === total) return [1, 1];
          const { quantile, upperQuantile } = betaDistribution({ a, b: rest });
          return Object.freeze([quantile(tail), upperQuantile(tail)] as const);
        }),
      );
    }),
  );
}
