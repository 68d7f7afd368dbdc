import { chiSquareDistribution, estimateProportion } from "../stats/index.ts";
import type { TransitionCounts } from "./count-transitions.ts";

/** Options of {@link transitionIntervals}. */
export interface TransitionIntervalOptions {
  /**
   * `"wilson"`, `"jeffreys"` and `"clopper-pearson"` hold for one cell at a time; `"goodman"` for all cells of a row at once.
   * @defaultValue `"wilson"`
   */
  readonly method?: "wilson" | "jeffreys" | "clopper-pearson" | "goodman" | undefined;
  /**
   * How often such an interval covers the truth.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/**
 * Finds a confidence interval for each transition probability.
 *
 * Goodman: (A + 2n ± √(A(A + 4n(N − n)/N)))/(2(N + A)), A the quantile 1 − α/K of χ² with one degree of freedom; the others as
 * `estimateProportion` of `clientele/stats`
 *
 * They take moves for independent. Where customers differ, errors clustered by customer are up to 1.4 times as wide: see
 * {@link clusteredErrors}.
 *
 * @returns `rows[i][j]` = [lower, upper]; `"no-moves"` for a state that nobody was seen to leave
 * @throws RangeError if the counts are no whole numbers (a decay was used) or an option is out of range
 *
 * @see Goodman (1965), On simultaneous confidence intervals for multinomial proportions; Brown, Cai and DasGupta (2001)
 *
 * @example
 * ```ts
 * import { transitionIntervals, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[9, 1], [0, 0]], total: 10, entries: [], gaps: 0, periods: [] };
 * const [ofA, ofB] = transitionIntervals(counts);
 * ofA !== "no-moves" && ofA?.[1]?.map((p) => p.toFixed(3)); // => ["0.018", "0.404"]
 * ofB; // => "no-moves"
 * ```
 */
export function transitionIntervals(
  counts: TransitionCounts,
  options: TransitionIntervalOptions = {},
): readonly (readonly (readonly [number, number])[] | "no-moves")[] {
  const { method = "wilson", confidence = 0.95 } = options;
  const doing = "find transition intervals";
  if (!["wilson", "jeffreys", "clopper-pearson", "goodman"].includes(method))
    throw new RangeError(
      `Cannot ${doing}: method must be wilson, jeffreys, clopper-pearson or goodman, got ${method}`,
    );
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Cannot ${doing}: confidence must be between 0 and 1, got ${confidence}`);
  return Object.freeze(
    counts.counts.map((row, i) => {
      const trials = row.reduce((sum, n) => sum + n, 0);
      if (!row.every(Number.isInteger))
        throw new RangeError(
          `Cannot ${doing}: counts must be whole numbers, got ${row.join(", ")} from ${counts.states[i]}`,
        );
      if (trials === 0) return "no-moves";
      if (method === "goodman") return Object.freeze(goodman(row, trials, confidence));
      return Object.freeze(
        row.map((successes) => {
          const { lower, upper } = estimateProportion({ successes, trials }, { method, confidence });
          return Object.freeze([lower, upper] as const);
        }),
      );
    }),
  );
}

function goodman(
  row: readonly number[],
  total: number,
  confidence: number,
): readonly (readonly [number, number])[] {
  const a = chiSquareDistribution({ df: 1 }).upperQuantile((1 - confidence) / row.length);
  return row.map((n) => {
    const root = Math.sqrt(a * (a + (4 * n * (total - n)) / total));
    const upper = (a + 2 * n + root) / (2 * (total + a));
    // The smaller root from the product of both, which is n²/(N(N + A)).
    return Object.freeze([(n * n) / (total * (total + a)) / upper, Math.min(1, upper)] as const);
  });
}
