import { createRandom, type MonteCarlo } from "../stats/index.ts";
import { checkWhole, wrongParameter } from "./_check.ts";
import { type Compositions, compositionsOf, contrastOf, permutationP } from "./_contrast-permutation.ts";
import { decide, insufficient } from "./_decide.ts";
import {
  checkMixOptions,
  type MixComparisonOptions,
  type MixResult,
  type MovedShare,
  neededNow,
  sortMoved,
  withMoved,
} from "./compare-mixes.ts";
import { measureMixDistance } from "./measure-mix-distance.ts";

/** Sessions, baskets or orders, each as the distinct values in it. */
export interface ComparedSessions {
  /** Those of the reference. */
  readonly reference: readonly (readonly string[])[];
  /** Those of now. */
  readonly current: readonly (readonly string[])[];
}

/** Options of {@link compareSessionMixes}. */
export interface SessionMixOptions
  extends Pick<MixComparisonOptions, "alpha" | "minimumDistance">,
    MonteCarlo {}

/**
 * Tells whether the mix of what comes in sessions or baskets has changed, by dealing whole sessions to the two periods anew.
 *
 * T = Σ (c̄ₖ − r̄ₖ)² / x̄ₖ, where a session counts once, in equal parts for each of its values; p = (1 + #{T* ≥ T}) / (B + 1)
 *
 * What is in one basket belongs together: counting its values as if each were chosen by itself makes ten observations of one, and
 * alarms too often. Effect: the Jensen–Shannon distance of the mean sessions. Sessions without a value are left out.
 *
 * @throws RangeError when an option is out of its range
 *
 * @example
 * ```ts
 * import { compareSessionMixes } from "clientele/trend";
 *
 * const reference = Array.from({ length: 12 }, () => ["shares", "funds"]);
 * const current = Array.from({ length: 6 }, () => ["bonds", "funds"]);
 * const result = compareSessionMixes({ reference, current }, { seed: 1 });
 * result.kind === "changed" && [result.p < 0.001, result.moved.map(({ value }) => value).slice(0, 2).sort()]; // => [true, ["bonds", "shares"]]
 * ```
 */
export function compareSessionMixes(sessions: ComparedSessions, options: SessionMixOptions): MixResult {
  const doing = "compare mixes of sessions";
  const settings = checkMixOptions(doing, options);
  const replicates = checkReplicates(doing, options.replicates);
  const reference = sessions.reference.filter((session) => session.length > 0);
  const current = sessions.current.filter((session) => session.length > 0);
  const [m, n] = [reference.length, current.length];
  if (m === 0) return insufficient("sessions in the reference", 0, 1);
  if (n === 0) return insufficient("sessions now", 0, 1);
  const names = [...new Set([...reference, ...current].flat())].sort();
  if (names.length < 2) return insufficient("values", names.length, 2);
  const short = neededNow(m, n, settings.alpha);
  if (short !== undefined) return short;
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const data = compositionsOf(
    [...reference, ...current].map((session) =>
      [...new Set(session)].map((value) => codeOf.get(value)!).sort((a, b) => a - b),
    ),
    names.length,
  );
  const weights = twoGroups(m, n);
  const random = createRandom(options.seed);
  const p = permutationP(data, coefficientsOf(weights), { random, replicates });
  const { before, after, moved } = sharesOf(data, weights, (code) => names[code]!);
  const { jensenShannon } = measureMixDistance({ reference: before, current: after });
  return withMoved(
    decide(
      {
        method: `permutation of sessions, ${replicates} draws`,
        direction: "sideways",
        effect: jensenShannon,
        interval: undefined,
        p,
        logBayesFactor: undefined,
      },
      { significant: p <= settings.alpha, large: jensenShannon >= settings.minimumDistance },
    ),
    moved,
  );
}

export function checkReplicates(doing: string, replicates = 9999): number {
  if (replicates > 1e7) throw wrongParameter(doing, "replicates", "10 million at most", replicates);
  return checkWhole(doing, "replicates", replicates, 1);
}

/** Weights of observations before and after, each adding up to 1. */
export interface TwoWeights {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export const coefficientsOf = ({ before, after }: TwoWeights): Float64Array =>
  after.map((weight, u) => weight - before[u]!);

/** The mean shares under both weights, and what has moved. */
export function sharesOf(
  data: Compositions,
  weights: TwoWeights,
  nameOf: (code: number) => string,
): { readonly before: Float64Array; readonly after: Float64Array; readonly moved: readonly MovedShare[] } {
  const { residuals } = contrastOf(data, coefficientsOf(weights));
  const meanOf = (weight: Float64Array): Float64Array => {
    const mean = new Float64Array(data.values);
    for (let u = 0; u < data.size; u++)
      for (let i = data.starts[u]!; i < data.starts[u + 1]!; i++)
        mean[data.codes[i]!]! += weight[u]! * data.weights[i]!;
    return mean.map((share) => Math.min(1, share));
  };
  const [before, after] = [meanOf(weights.before), meanOf(weights.after)];
  const moved = Array.from(before, (share, k) =>
    Object.freeze({ value: nameOf(k), before: share, after: after[k]!, residual: residuals[k]! }),
  ).filter((row) => row.before > 0 || row.after > 0);
  return { before, after, moved: sortMoved(moved) };
}

/** Observations of two groups, the first m in the first. */
export function twoGroups(m: number, n: number): TwoWeights {
  return {
    before: Float64Array.from({ length: m + n }, (_, u) => (u < m ? 1 / m : 0)),
    after: Float64Array.from({ length: m + n }, (_, u) => (u < m ? 0 : 1 / n)),
  };
}
