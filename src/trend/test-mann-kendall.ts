import { type Alternative, normalDistribution, type TestResult } from "../stats/index.ts";
import { checkWhole, readSeries, wrongCall } from "./_check-series.ts";
import { type KendallSum, kendallSum, kendallUpper } from "./_kendall.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link testMannKendall}. */
export interface MannKendallOptions {
  /**
   * Which trends count: both, `"greater"` a rising one, `"less"` a falling one.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * How many values a season has, 12 for months: then only values of the same place in it are compared, so that the season itself
   * is no trend (Hirsch, Slack and Smith 1982).
   * @defaultValue `1`
   */
  readonly season?: number | undefined;
}

/** Up to so many different values the law of S is computed instead of approximated. */
const EXACT_UP_TO = 50;

/**
 * Tests for a slow trend, rising or falling in whatever form, by Mann and Kendall: whether later values tend to be larger.
 *
 * S = Σᵢ<ⱼ sign(xⱼ − xᵢ); Var S = (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) / 18 over ties of t; z = (S ∓ 1) / √Var S
 *
 * Exact for up to 50 values without ties or season, p = P(S ≥ s) by counting inversions, two-sided twice the smaller tail; else
 * normal with continuity correction. Statistic: S. Effect size: Kendall's τ_b = S / √(pairs · untied pairs). A series whose
 * values depend on those before alarms too often: the test takes them for independent.
 *
 * @returns insufficient where no order of the values would be significant: fewer than two values, or all of a season equal
 * @throws RangeError when a value is not finite or an option is out of its range
 *
 * @see Mann (1945), Nonparametric tests against trend; Kendall (1975), Rank Correlation Methods
 *
 * @example
 * ```ts
 * import { testMannKendall } from "clientele/trend";
 *
 * const revenue = testMannKendall([10, 12, 11, 14, 15]);
 * revenue.kind === "tested" && [revenue.statistic, revenue.p.toFixed(4), revenue.effectSize]; // => [8, "0.0833", 0.8]
 * ```
 */
export function testMannKendall(
  values: ArrayLike<number>,
  options: MannKendallOptions = {},
): TestResult | InsufficientEvidence {
  const doing = "test for a trend";
  const series = readSeries(doing, values);
  const { alternative = "two-sided", season = 1 } = options;
  if (!["two-sided", "less", "greater"].includes(alternative))
    throw wrongCall(doing, "alternative", "two-sided, less or greater", alternative);
  checkWhole(doing, "season", season, 1);
  const parts = Array.from({ length: season }, (_, at) =>
    kendallSum(series.filter((_x, i) => i % season === at)),
  );
  const sum = (of: (part: KendallSum) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const [s, variance, untied] = [sum((x) => x.s), sum((x) => x.variance), sum((x) => x.untied)];
  const pairs = sum(({ size }) => (size * (size - 1)) / 2);
  if (untied === 0) {
    const different = new Set(series).size;
    return Object.freeze(
      series.length < 2 * season
        ? { kind: "insufficient", of: "values", have: series.length, need: 2 * season }
        : { kind: "insufficient", of: "different values", have: different, need: different + 1 },
    );
  }
  const exact = season === 1 && untied === pairs && series.length <= EXACT_UP_TO;
  const [greater, less] = exact
    ? [kendallUpper(series.length, s), kendallUpper(series.length, -s)]
    : normalTails(s, variance);
  const p =
    alternative === "greater"
      ? greater
      : alternative === "less"
        ? less
        : Math.min(1, 2 * Math.min(greater, less));
  return Object.freeze({
    kind: "tested",
    method: `${season === 1 ? "Mann-Kendall test" : `seasonal Kendall test, season of ${season}`}, ${exact ? "exact" : "normal with continuity correction"}`,
    alternative,
    statistic: s,
    p,
    n: series.length,
    effectSize: s / Math.sqrt(pairs * untied),
  });
}

/** P(S ≥ s) and P(S ≤ s), each moved by 1 towards the middle. */
function normalTails(s: number, variance: number): [number, number] {
  const { upper, lower } = normalDistribution({ mean: 0, sd: Math.sqrt(variance) });
  return [upper(s - 1), lower(s + 1)];
}
