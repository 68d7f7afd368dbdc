import { wrongParameter } from "./_check.ts";
import { lawOfSignedSum, tailsOf, tieTerm } from "./_rank-sums.ts";
import { checkAlternative, checkCount, insufficient, testedResult } from "./_result.ts";
import { readSample, type TwoSamples } from "./_samples.ts";
import { rankValues } from "./rank-values.ts";
import { normalTails } from "./test-mann-whitney.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testSignedRank}. */
export interface SignedRankOptions {
  /**
   * Which departures count.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * Up to how many pairs that differ the probability is exact; beyond it is normal with continuity correction.
   * @defaultValue `200`
   */
  readonly exactUpTo?: number | undefined;
}

/**
 * Tests whether the differences x − y of pairs lie symmetrically around 0 (Wilcoxon's signed-rank test, 1945).
 *
 * V = Σ ranks of |xᵢ − yᵢ| over the pairs with xᵢ > yᵢ; pairs that do not differ are left out
 *
 * The exact law is that of the midranks as they are, ties included; two-sided p is twice the smaller tail. Statistic: V. n: the
 * pairs that differ. Effect size: the rank-biserial correlation, from −1 to 1. Insufficient: no pair that differs.
 *
 * @throws RangeError when the samples differ in length, a value is not finite, or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testSignedRank } from "clientele/stats";
 *
 * const depression = testSignedRank({
 *   x: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
 *   y: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
 * }, { alternative: "greater" });
 * depression.kind === "tested" && [depression.statistic, depression.p.toFixed(5)]; // => [40, "0.01953"]
 * ```
 */
export function testSignedRank(
  pairs: TwoSamples,
  options: SignedRankOptions = {},
): TestResult | InsufficientSample {
  const doing = "test paired ranks";
  const alternative = checkAlternative(doing, options.alternative);
  const { exactUpTo = 200 } = options;
  checkCount(doing, "exactUpTo", exactUpTo);
  const x = readSample(doing, "x", pairs.x);
  const y = readSample(doing, "y", pairs.y);
  if (x.length !== y.length) throw wrongParameter(doing, "y", `of ${x.length} values as x is`, pairs.y);
  const differences = x.map((value, i) => value - y[i]!).filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0) return insufficient("pairs that differ", 0, 1);
  const sizes = differences.map(Math.abs);
  const ranks = rankValues(sizes);
  const v = ranks.reduce((sum, rank, i) => sum + (differences[i]! > 0 ? rank : 0), 0);
  const all = (n * (n + 1)) / 2;
  const exact = n <= exactUpTo;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(sizes.toSorted()) / 48;
  const tails = exact
    ? tailsOf(lawOfSignedSum(ranks.map((rank) => 2 * rank)), Math.round(2 * v))
    : normalTails(v - all / 2, variance, true);
  return testedResult<TestResult>({
    method: exact ? "exact signed-rank test" : "signed-rank test, normal with continuity correction",
    alternative,
    statistic: v,
    p:
      alternative === "two-sided" ? Math.min(1, 2 * Math.min(tails.less, tails.greater)) : tails[alternative],
    n,
    effectSize: (2 * v - all) / all,
    df: undefined,
    estimate: undefined,
    interval: undefined,
  });
}
