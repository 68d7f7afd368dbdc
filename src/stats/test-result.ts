/**
 * Which departures from the hypothesis count as evidence: both ways, a value below it, or a value above it. Of two samples or
 * groups the first is compared with the second: `"greater"` is that the first is larger.
 */
export type Alternative = "two-sided" | "less" | "greater";

/**
 * How an exact test of a discrete law counts the other side. `"minimum-likelihood"`: the outcomes that are no likelier than
 * the one observed (a probability within 1e-7, relative, counts as equal), as R does. `"central"`: twice the smaller tail, at
 * most 1, which agrees with the interval.
 */
export type TwoSidedRule = "minimum-likelihood" | "central";

/** A confidence interval. A bound that is not there is unbounded. */
export interface Interval {
  /** The lower bound; absent where there is none. */
  readonly lower?: number;
  /** The upper bound; absent where there is none. */
  readonly upper?: number;
  /** How often such an interval covers the truth, at least or nearly, as a share. */
  readonly confidence: number;
}

/**
 * The outcome of a test: a frozen record that survives JSON. What statistic, estimate and effect size are, is said with each
 * test.
 *
 * @example
 * ```ts
 * import { type TestResult, testBinomial, testDispersion } from "clientele/stats";
 *
 * const say = ({ method, p, n }: TestResult): string => `${method}: p = ${p.toFixed(4)}, n = ${n}`;
 * say(testBinomial({ successes: 682, trials: 925 }, { probability: 0.75 }));
 * // => "exact binomial test, minimum likelihood: p = 0.3825, n = 925"
 * const orders = testDispersion([5, 8, 6, 7, 20]);
 * orders.kind === "tested" && say(orders); // => "index of dispersion: p = 0.0025, n = 5"
 * ```
 */
export interface TestResult {
  /** Tells a result from an answer of {@link InsufficientSample}. */
  readonly kind: "tested";
  /** Which test it was and how its probability was found, in words. */
  readonly method: string;
  /** The test statistic. */
  readonly statistic: number;
  /** The probability of a statistic at least as extreme if the hypothesis holds. */
  readonly p: number;
  /** How many observations the test rests on. */
  readonly n: number;
  /** Which departures count; absent where the test has but one side. */
  readonly alternative?: Alternative;
  /** The degrees of freedom, where the law of the statistic has them. */
  readonly df?: number;
  /** The quantity tested, as estimated; absent where no finite estimate exists. */
  readonly estimate?: number;
  /** The confidence interval of the estimate. */
  readonly interval?: Interval;
  /** How large the departure is, in a unit that does not grow with n. */
  readonly effectSize?: number;
}

/** The answer where the data do not suffice for a test. */
export interface InsufficientSample {
  /** Tells this answer from a result. */
  readonly kind: "insufficient";
  /** What there is too little of. */
  readonly of: string;
  /** How much there is. */
  readonly have: number;
  /** How much is needed at least. */
  readonly need: number;
}
