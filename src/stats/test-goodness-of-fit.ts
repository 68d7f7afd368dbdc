import { wrongParameter } from "./_check.ts";
import { checkWeights } from "./_check-weights.ts";
import { type DivergenceStatistic, divergenceOf } from "./_divergence.ts";
import { type MonteCarlo, monteCarloP } from "./_monte-carlo.ts";
import { checkCount, insufficient, testedResult } from "./_result.ts";
import { gammaQ } from "./gamma-p.ts";
import { multinomialVariate, sharesOfRest } from "./multinomial.ts";
import { type SmallExpectations, smallExpectations } from "./test-independence.ts";
import type { InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testGoodnessOfFit}. */
export interface GoodnessOfFitOptions {
  /**
   * The hypothesis: the weight of each outcome; they need not add up to 1.
   * @defaultValue all equal
   */
  readonly weights?: readonly number[] | undefined;
  /**
   * Pearson's X² or the likelihood ratio G.
   * @defaultValue `"pearson"`
   */
  readonly statistic?: DivergenceStatistic | undefined;
  /**
   * How many parameters of the hypothesis were estimated from these counts; each costs a degree of freedom.
   * @defaultValue `0`
   */
  readonly estimatedParameters?: number | undefined;
  /** Finds p by drawing counts from the hypothesis instead of from χ². */
  readonly monteCarlo?: MonteCarlo | undefined;
}

/** The outcome of {@link testGoodnessOfFit}. */
export interface GoodnessOfFitResult extends TestResult {
  /** The degrees of freedom: outcomes that can happen − 1 − estimated parameters. */
  readonly df: number;
  /** Cohen's w, √(X² / n), always of X². */
  readonly effectSize: number;
  /** The outcomes of weight 0, left out of the test. */
  readonly impossible: readonly number[];
  /** The expected counts. */
  readonly expected: readonly number[];
  /** Which outcomes stand out: (O − E) / √(E (1 − E/n)), standard normal if the hypothesis holds; 0 where E is. */
  readonly residuals: readonly number[];
  /** How far χ² can be trusted. */
  readonly smallExpected: SmallExpectations;
  /** How many times counts were drawn, if they were. */
  readonly replicates?: number;
}

/**
 * Tests whether counts of outcomes follow given probabilities, known without error. For two samples of counts, such as two
 * periods, this is the wrong test, because it takes the reference for certain: use {@link testIndependence}.
 *
 * X² = Σ (O − E)²/E or G = 2 Σ O ln(O/E), Eᵢ = n wᵢ / Σw; p = P(χ² ≥ X²) of df = k − 1 − estimated parameters
 *
 * Outcomes of weight 0 are left out, and named; outcomes without counts stay, as they could have happened. With `monteCarlo`
 * p = (1 + #{X²* ≥ X²}) / (B + 1). Estimate and interval: none. Effect size: Cohen's w. Insufficient: no counts, or no
 * degree of freedom.
 *
 * @throws RangeError when a count is not a whole number from 0 up, or is above 0 where its weight is 0; when the weights do
 *   not match the counts, say nothing, or an option is out of its range; when Monte Carlo is asked for estimated parameters.
 *
 * @example
 * ```ts
 * import { testGoodnessOfFit } from "clientele/stats";
 *
 * const split = testGoodnessOfFit([5000, 5300]); // was traffic really split in halves?
 * split.kind === "tested" && [split.statistic.toFixed(6), split.df, split.p.toFixed(8)]; // => ["8.737864", 1, "0.00311669"]
 * ```
 */
export function testGoodnessOfFit(
  counts: readonly number[],
  options: GoodnessOfFitOptions = {},
): GoodnessOfFitResult | InsufficientSample {
  const doing = "test goodness of fit";
  const { statistic = "pearson", estimatedParameters = 0, monteCarlo } = options;
  if (statistic !== "pearson" && statistic !== "likelihood-ratio")
    throw wrongParameter(doing, "statistic", "pearson or likelihood-ratio", statistic);
  checkCount(doing, "estimatedParameters", estimatedParameters);
  if (monteCarlo !== undefined && estimatedParameters > 0)
    throw wrongParameter(doing, "estimatedParameters", "0 with monteCarlo", estimatedParameters);
  counts.forEach((count, i) => {
    checkCount(doing, `count ${i}`, count);
  });
  const given = options.weights ?? counts.map(() => 1);
  if (given.length !== counts.length)
    throw wrongParameter(doing, "weights", `one for each of ${counts.length} counts`, given);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (!Number.isSafeInteger(n)) throw wrongParameter(doing, "the sum of the counts", "a safe integer", n);
  if (n === 0) return insufficient("counts", 0, 1);
  const weights = checkWeights(doing, given);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  counts.forEach((count, i) => {
    if (count > 0 && weights[i] === 0)
      throw wrongParameter(doing, `count ${i}`, "0 where the weight is 0", count);
  });
  const expected = Array.from(weights, (weight) => (weight / total) * n);
  const possible = expected.flatMap((e, i) => (e > 0 ? [i] : []));
  const df = possible.length - 1 - estimatedParameters;
  if (df < 1) return insufficient("degrees of freedom", Math.max(0, df), 1);

  const sumOf = (observed: ArrayLike<number>, which: DivergenceStatistic): number => {
    let sum = 0;
    for (const i of possible)
      sum += divergenceOf(which, observed[i]!, expected[i]!, observed[i]! - expected[i]!);
    return sum;
  };
  const pearson = sumOf(counts, "pearson");
  const value = statistic === "pearson" ? pearson : sumOf(counts, statistic);
  const shares = sharesOfRest(weights);
  const drawn =
    monteCarlo &&
    monteCarloP(doing, monteCarlo, value, (random) =>
      sumOf(multinomialVariate(random, n, shares), statistic),
    );
  const name = statistic === "pearson" ? "chi-square" : "G";
  return testedResult<GoodnessOfFitResult>({
    method: `${name} test of goodness of fit${drawn ? ", Monte Carlo" : ""}`,
    statistic: value,
    df,
    p: drawn?.p ?? gammaQ(value / 2, df / 2),
    n,
    effectSize: Math.sqrt(pearson / n),
    impossible: Object.freeze(expected.flatMap((e, i) => (e > 0 ? [] : [i]))),
    expected: Object.freeze(expected),
    residuals: Object.freeze(
      expected.map((e, i) => (e === 0 || e === n ? 0 : (counts[i]! - e) / Math.sqrt(e * (1 - e / n)))),
    ),
    smallExpected: smallExpectations(possible.map((i) => expected[i]!)),
    replicates: drawn?.replicates,
    alternative: undefined,
    estimate: undefined,
    interval: undefined,
  });
}
