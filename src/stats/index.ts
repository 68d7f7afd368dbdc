/**
 * Numbers only: special functions, probability distributions, seeded randomness, random variates of the usual
 * distributions, discrete quantiles.
 *
 * Definitions:
 * - *Seed*: a number or a text from which a stream of random numbers follows. A number is read as its text, so
 *   that `42` and `"42"` are the same seed.
 * - *Stream* ({@link Random}): a reproducible sequence of numbers, uniform on [0, 1). Drawing from it advances it.
 * - *Split*: another stream made from a stream's seed and a label alone; how much has been drawn does not matter,
 *   and the stream itself is not advanced. One label per purpose and per subject keeps the chance of one subject
 *   apart from that of all others.
 * - *Variate*: one draw from a distribution. Parameters are those of the textbook name given with each function;
 *   gamma and exponential take a *rate* (1 / scale). Methods are exact up to the rounding of doubles: none is an
 *   approximation by another distribution.
 * - *Special function*: takes its arguments one by one, in the order of R (`gammaP(x, a)`, `betaP(x, a, b)`); P and I
 *   are regularised, so that they run from 0 to 1. What is called a gamma, beta, normal … *distribution* is a
 *   {@link Distribution}, a record of functions; what is called `gamma`, `beta`, `normal` … alone draws a variate.
 * - *Lower* and *upper* tail: P(X ≤ x) and P(X > x). Each is computed on its own, so that a tiny one has all its digits.
 * - *Outside*: every function states its domain and throws a `RangeError` beyond it. NaN is never returned, an
 *   infinite number only as the logarithm of a density of 0.
 * - *Quantile*: by one of the nine definitions of Hyndman and Fan, R's types 1 to 9, named as in NumPy; the default is
 *   `"linear"`, R's type 7.
 * - *Discrete quantile*: always one of the values, the one of rank ⌈q·n⌉ (inverse of the empirical distribution
 *   function; `percentile_disc` of SQL, type 1 of Hyndman and Fan).
 * - *Rank*: from 1, the smallest value; equal values share one, by a stated rule.
 * - *Location* and *scale*: where the middle of some numbers is and how far they lie apart, each with an estimate that
 *   a few wild values cannot spoil. Variance and standard deviation are those of a sample, over n − 1.
 * - *Histogram* ({@link ValueHistogram}): counts in narrow bins that are the same for all data, so that parts merge by
 *   adding and exact order statistics need no sort.
 *
 * The numbers are not fit for secrets. The same seed gives the same numbers in every run; the uniform numbers are
 * integer arithmetic and equal on every machine, while variates go through `Math.log` and its kin, whose last
 * digit the language leaves to the engine.
 *
 * @packageDocumentation
 */
export { bernoulli } from "./bernoulli.ts";
export { beta } from "./beta.ts";
export { type BetaBinomialParameters, betaBinomialDistribution } from "./beta-binomial-distribution.ts";
export { type BetaParameters, betaDistribution } from "./beta-distribution.ts";
export { betaP, betaQ } from "./beta-p.ts";
export { betaPInverse, betaQInverse } from "./beta-p-inverse.ts";
export { type BinomialParameters, binomialDistribution } from "./binomial-distribution.ts";
export { type Categorical, createCategorical } from "./categorical.ts";
export { type ChiSquareParameters, chiSquareDistribution } from "./chi-square-distribution.ts";
export { digamma } from "./digamma.ts";
export type { Distribution } from "./distribution.ts";
export { erf, erfc } from "./erf.ts";
export { erfcInverse, erfInverse } from "./erf-inverse.ts";
export { exponential } from "./exponential.ts";
export { type FParameters, fDistribution } from "./f-distribution.ts";
export { gamma } from "./gamma.ts";
export { type GammaParameters, gammaDistribution } from "./gamma-distribution.ts";
export { gammaP, gammaQ } from "./gamma-p.ts";
export { gammaPInverse, gammaQInverse } from "./gamma-p-inverse.ts";
export { hyp2f1, logHyp2f1 } from "./hyp2f1.ts";
export {
  type HypergeometricParameters,
  hypergeometricDistribution,
} from "./hypergeometric-distribution.ts";
export { logBeta } from "./log-beta.ts";
export { logGamma } from "./log-gamma.ts";
export { logRisingFactorial } from "./log-rising-factorial.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export { type NaturalBreaks, naturalBreaks } from "./natural-breaks.ts";
export {
  type NegativeBinomialParameters,
  negativeBinomialDistribution,
} from "./negative-binomial-distribution.ts";
export { normal } from "./normal.ts";
export { type NormalParameters, normalDistribution } from "./normal-distribution.ts";
export { poisson } from "./poisson.ts";
export { type PoissonParameters, poissonDistribution } from "./poisson-distribution.ts";
export { type QuantileMethod, type QuantileOptions, quantile, quantiles } from "./quantile.ts";
export { quantileDiscrete } from "./quantile-discrete.ts";
export { createRandom, type Random } from "./random.ts";
export { type RankOptions, rankValues, type TieRule } from "./rank-values.ts";
export {
  type HuberOptions,
  huberLocation,
  median,
  type TrimmedMeanOptions,
  trimmedMean,
} from "./robust-location.ts";
export {
  type DeviationOptions,
  interquartileRange,
  medianAbsoluteDeviation,
  qnScale,
} from "./robust-scale.ts";
export { shuffle } from "./shuffle.ts";
export { type TParameters, tDistribution } from "./t-distribution.ts";
export { trigamma } from "./trigamma.ts";
export { uniform } from "./uniform.ts";
export {
  boundaryBins,
  histogramOf,
  mergeHistograms,
  selectRanks,
  type ValueHistogram,
  valuesAtRanks,
  valuesInBins,
} from "./value-histogram.ts";
