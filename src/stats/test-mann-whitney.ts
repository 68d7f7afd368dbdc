import { checkFinite } from "./_check.ts";
import { lawOfChosenSum, quantileOf, tailsOf, tieTerm } from "./_rank-sums.ts";
import {
  checkAlternative,
  checkConfidence,
  checkCount,
  insufficient,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { readSample, type TwoSamples } from "./_samples.ts";
import { selectDifference } from "./_select-difference.ts";
import { normalDistribution } from "./normal-distribution.ts";
import { rankValues } from "./rank-values.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testMannWhitney}. */
export interface MannWhitneyOptions {
  /**
   * Which departures count.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * The shift x − y that is the hypothesis.
   * @defaultValue `0`
   */
  readonly shift?: number | undefined;
  /**
   * Up to which product of the sizes m n the probability is exact; beyond it is normal. 0 asks for the normal one.
   * @defaultValue `2500`
   */
  readonly exactUpTo?: number | undefined;
  /**
   * Whether the normal approximation is corrected for continuity.
   * @defaultValue `true`
   */
  readonly continuityCorrection?: boolean | undefined;
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/**
 * Tests whether values of one sample tend to be larger than those of another (Wilcoxon 1945; Mann and Whitney 1947).
 *
 * U = Σ ranks of x − m (m + 1)/2 = #{x > y} + ½ #{x = y}; normal: variance m n/12 · (N + 1 − Σ(t³ − t)/(N (N − 1)))
 *
 * The exact law is that of the midranks as they are, ties included; two-sided p is twice the smaller tail. Statistic: U, which R
 * calls W. Estimate: the shift of Hodges and Lehmann (1963), the median of all x − y. Interval: of these differences by
 * rank (Bauer 1972), from the law without ties, so that with many ties it is approximate. Effect size: the chance that a
 * value of x exceeds one of y (ties half), U / (m n). Insufficient: an empty sample; all values equal where p is normal.
 *
 * @throws RangeError when a value is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testMannWhitney } from "clientele/stats";
 *
 * const permeability = testMannWhitney({
 *   x: [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
 *   y: [1.15, 0.88, 0.9, 0.74, 1.21],
 * }, { alternative: "greater" });
 * permeability.kind === "tested" && [permeability.statistic, permeability.p.toFixed(4)]; // => [35, "0.1272"]
 * ```
 */
export function testMannWhitney(
  samples: TwoSamples,
  options: MannWhitneyOptions = {},
): TestResult | InsufficientSample {
  const doing = "compare samples by ranks";
  const alternative = checkAlternative(doing, options.alternative);
  const confidence = checkConfidence(doing, options.confidence);
  const { shift = 0, exactUpTo = 2500, continuityCorrection = true } = options;
  checkFinite(doing, "shift", shift);
  checkCount(doing, "exactUpTo", exactUpTo);
  const x = readSample(doing, "x", samples.x).sort();
  const y = readSample(doing, "y", samples.y).sort();
  const [m, n] = [x.length, y.length];
  if (m === 0) return insufficient("values of x", 0, 1);
  if (n === 0) return insufficient("values of y", 0, 1);
  const pool = Float64Array.from([...(shift === 0 ? x : x.map((value) => value - shift)), ...y]);
  const ranks = rankValues(pool);
  let u = (-m * (m + 1)) / 2;
  for (let i = 0; i < m; i++) u += ranks[i]!;
  const ties = tieTerm(pool.toSorted());
  const size = m + n;
  const exact = m * n <= exactUpTo;
  const variance = ((m * n) / 12) * (size + 1 - ties / (size * (size - 1)));
  if (!exact && !(variance > 0)) return insufficient("different values", 1, 2);

  const tails = exact
    ? exactTails(ranks, m, u)
    : normalTails(u - (m * n) / 2, variance, continuityCorrection);
  const { below, above } = sideRisks(alternative, confidence);
  const place = intervalPlaces(m, n, exact);
  return testedResult<TestResult>({
    method: exact
      ? "exact Mann-Whitney test"
      : `Mann-Whitney test, normal${continuityCorrection ? " with continuity correction" : ""}`,
    alternative,
    statistic: u,
    p:
      alternative === "two-sided" ? Math.min(1, 2 * Math.min(tails.less, tails.greater)) : tails[alternative],
    n: size,
    estimate: medianDifference(x, y),
    interval: intervalOf(
      confidence,
      below && selectDifference(x, y, place(below)),
      above && selectDifference(x, y, m * n + 1 - place(above)),
    ),
    effectSize: u / (m * n),
    df: undefined,
  });
}

/** From the sum of doubled midranks, less 2 each so that the law stays short. */
function exactTails(ranks: Float64Array, m: number, u: number): { less: number; greater: number } {
  const scores = ranks.map((rank) => 2 * rank - 2);
  return tailsOf(lawOfChosenSum(scores, m), Math.round(2 * u + m * (m + 1)) - 2 * m);
}

/** The tails of the standard normal law at a distance from its mean, moved by ½ towards it in each. */
export function normalTails(
  distance: number,
  variance: number,
  corrected: boolean,
): { less: number; greater: number } {
  const { lower, upper } = normalDistribution();
  const half = corrected ? 0.5 : 0;
  const sd = Math.sqrt(variance);
  return { less: lower((distance + half) / sd), greater: upper((distance - half) / sd) };
}

/** Which of the sorted differences is the lower bound that a risk allows. */
function intervalPlaces(m: number, n: number, exact: boolean): (risk: number) => number {
  if (exact) {
    const law = lawOfChosenSum(
      Array.from({ length: m + n }, (_, i) => i),
      m,
    );
    const least = (m * (m - 1)) / 2;
    return (risk) => Math.max(1, quantileOf(law, risk) - least);
  }
  const sd = Math.sqrt((m * n * (m + n + 1)) / 12);
  return (risk) =>
    Math.min(m * n, Math.max(1, Math.round((m * n) / 2 - normalDistribution().upperQuantile(risk) * sd)));
}

function medianDifference(x: Float64Array, y: Float64Array): number {
  const count = x.length * y.length;
  const low = selectDifference(x, y, Math.ceil(count / 2));
  return count % 2 === 1 ? low : low + (selectDifference(x, y, count / 2 + 1) - low) / 2;
}
