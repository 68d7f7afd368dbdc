import { minimizeScalar } from "../stats/index.ts";
import { summed } from "./_summed-counts.ts";
import type { TransitionCounts } from "./count-transitions.ts";
import { estimatePosterior, type TransitionPosterior } from "./estimate-posterior.ts";

/** Options of {@link blendSeasons}. */
export interface BlendOptions {
  /**
   * How many moves the pooled matrix counts for in each row of a season; or `"likeliest"`, the number that makes the moves of all seasons
   * likeliest, each row of the pooled matrix taken as given.
   * @defaultValue `"likeliest"`
   */
  readonly pooledMoves?: number | "likeliest" | undefined;
}

/** The matrices of seasons, each leaning on the pooled one. */
export interface BlendedSeasons {
  /** One for each group of counts, in their order. */
  readonly posteriors: readonly TransitionPosterior[];
  /** How many moves the pooled matrix counts for in each row. */
  readonly pooledMoves: number;
}

/** The most that the pooled matrix can count for. */
const MOST = 1e6;

/**
 * Blends the matrix of each season (or segment, or region) with the pooled one: the fewer moves a row has, the more it leans.
 *
 * p_ij(s) = Z·n_ij(s)/n_i(s) + (1 − Z)·n_ij/n_i, credibility Z = n_i(s)/(n_i(s) + κ); κ maximises Σ_s ln evidence(n(s) | κ·pooled)
 *
 * Where seasons do not differ κ is large and all have the pooled matrix; where they do it is small.
 *
 * @param groups - counts of the same states; a state that nobody left in any group stays
 * @throws RangeError if there is no group, states differ, or `pooledMoves` is not a positive number
 *
 * @see Bühlmann (1967), Experience rating and credibility; Good (1965) for the evidence
 *
 * @example
 * ```ts
 * import { blendSeasons, type TransitionCounts } from "clientele/migration";
 *
 * const of = (counts: number[][]): TransitionCounts => ({ states: ["A", "B"], counts, total: 0, entries: [], gaps: 0, periods: [] });
 * const { posteriors } = blendSeasons([of([[8, 2], [5, 5]]), of([[2, 8], [5, 5]])], { pooledMoves: 10 });
 * posteriors.map(({ probabilities }) => probabilities[0]); // => [[0.65, 0.35], [0.35, 0.65]]
 * ```
 */
export function blendSeasons(
  groups: readonly TransitionCounts[],
  options: BlendOptions = {},
): BlendedSeasons {
  const { pooledMoves = "likeliest" } = options;
  const [first] = groups;
  if (first === undefined) throw new RangeError("Cannot blend seasons: there must be counts, got none");
  for (const { states } of groups)
    if (states.join("\u0000") !== first.states.join("\u0000"))
      throw new RangeError(
        `Cannot blend seasons: all must have the states ${first.states.join(", ")}, got ${states.join(", ")}`,
      );
  if (pooledMoves !== "likeliest" && !(pooledMoves > 0 && pooledMoves <= MOST))
    throw new RangeError(
      `Cannot blend seasons: pooledMoves must be above 0 and at most ${MOST}, got ${pooledMoves}`,
    );
  const all = summed(groups).counts;
  const pooled = all.map((row, i) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    return row.map((n, j) => (total > 0 ? n / total : i === j ? 1 : 0));
  });
  const support = pooled.map((row) => row.map((p) => p > 0));
  const blended = (moves: number): TransitionPosterior[] =>
    groups.map((counts) =>
      estimatePosterior(counts, {
        support,
        prior: pooled.map((row) => row.map((p) => (p > 0 ? p * moves : 1))),
      }),
    );
  const evidence = (logMoves: number): number =>
    blended(Math.exp(logMoves)).reduce((sum, { logEvidence }) => sum + logEvidence, 0);
  const moves =
    pooledMoves === "likeliest"
      ? Math.exp(minimizeScalar((x) => -evidence(x), { lower: Math.log(1e-3), upper: Math.log(MOST) }).at)
      : pooledMoves;
  return Object.freeze({ posteriors: Object.freeze(blended(moves)), pooledMoves: moves });
}
