/**
 * Numbers only: special functions, probability distributions, seeded randomness, random variates of the usual
 * distributions, discrete quantiles, minimisation, regression.
 * distributions, discrete quantiles, linear algebra.
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
 * - *Test*: `test…(data, options)`, a record with statistic, p, n and, where defined, degrees of freedom, estimate, interval and
 *   effect size. p is the probability of data at least as extreme if the hypothesis holds; extreme are, of a discrete law, the
 *   outcomes that are no likelier (R's rule) unless `twoSided` is `"central"`; of ranks and chi-square tails twice the smaller tail.
 *   Data that cannot be tested are an answer of kind `"insufficient"`, not an error.
 * - *Regression*: a fit is a plain record of coefficients with their uncertainty; where the likelihood has no maximum the answer
 *   is `separated` and names the columns, with too few rows it is `insufficient`. Predictions are functions over the record.
 * - *Minimum*: `converged` says that the function rises in every direction; `boundary` and `not-identified` that there is no
 *   single finite best point, and along what; `failed` that none was found.
 * - *Discrete quantile*: always one of the values, the one of rank ⌈q·n⌉ (inverse of the empirical distribution
 *   function; `percentile_disc` of SQL, type 1 of Hyndman and Fan).
 * - *Rank*: from 1, the smallest value; equal values share one, by a stated rule.
 * - *Location* and *scale*: where the middle of some numbers is and how far they lie apart, each with an estimate that
 *   a few wild values cannot spoil. Variance and standard deviation are those of a sample, over n − 1.
 * - *Histogram* ({@link ValueHistogram}): counts in narrow bins that are the same for all data, so that parts merge by
 *   adding and exact order statistics need no sort.
 * - *Matrix*: given as rows of numbers, `matrix[row][column]`, and returned as frozen rows; vectors of a decomposition
 *   are its columns. *Singular*: the reciprocal condition 1 / (‖A‖₁ ‖A⁻¹‖₁) is below 2⁻⁵², so that rounding of the matrix
 *   alone would decide the answer. *Aliased*: a column that depends on those before it; it is left out and named.
 *
 * The numbers are not fit for secrets. The same seed gives the same numbers in every run; the uniform numbers are
 * integer arithmetic and equal on every machine, while variates go through `Math.log` and its kin, whose last
 * digit the language leaves to the engine.
 *
 * @packageDocumentation
 */

export type { DivergenceStatistic } from "./_divergence.ts";
export type { MonteCarlo } from "./_monte-carlo.ts";
export type { TwoSamples } from "./_samples.ts";
export { type AdjustmentOptions, adjustPValues } from "./adjust-p-values.ts";
export { bernoulli } from "./bernoulli.ts";
export { beta } from "./beta.ts";
export { type BetaBinomialParameters, betaBinomialDistribution } from "./beta-binomial-distribution.ts";
export { type BetaParameters, betaDistribution } from "./beta-distribution.ts";
export { betaP, betaQ } from "./beta-p.ts";
export { betaPInverse, betaQInverse } from "./beta-p-inverse.ts";
export { binomial } from "./binomial.ts";
export { type BinomialParameters, binomialDistribution } from "./binomial-distribution.ts";
export { bootstrapIndices, type ClusterBootstrap, createClusterBootstrap } from "./bootstrap-indices.ts";
export { type Categorical, createCategorical } from "./categorical.ts";
export { type ChiSquareParameters, chiSquareDistribution } from "./chi-square-distribution.ts";
export {
  type CholeskyDecomposition,
  choleskyDecomposition,
  invertCholesky,
  solveCholesky,
} from "./cholesky-decomposition.ts";
export { type CombinationOptions, combinePValues } from "./combine-p-values.ts";
export { determinant, type LogDeterminant, logDeterminant } from "./determinant.ts";
export { digamma } from "./digamma.ts";
export { dirichlet } from "./dirichlet.ts";
export { dirichletLogDensity } from "./dirichlet-log-density.ts";
export type { Distribution } from "./distribution.ts";
export { type Eigenvalue, eigenvalues } from "./eigenvalues.ts";
export { erf, erfc } from "./erf.ts";
export { erfcInverse, erfInverse } from "./erf-inverse.ts";
export { type BoundedEstimate, estimateProportion, type ProportionOptions } from "./estimate-proportion.ts";
export {
  estimateProportionDifference,
  type ProportionDifferenceOptions,
  type ProportionPair,
} from "./estimate-proportion-difference.ts";
export { exponential } from "./exponential.ts";
export { type FParameters, fDistribution } from "./f-distribution.ts";
export { findRoot, type Root, type RootOptions } from "./find-root.ts";
export { type FirthLogisticFit, type FirthOptions, fitFirthLogistic } from "./fit-firth-logistic.ts";
export { fitLinear, type LinearFit } from "./fit-linear.ts";
export { fitLogistic, type LogisticFit } from "./fit-logistic.ts";
export {
  type CategoryCoefficients,
  type CategoryData,
  fitMultinomial,
  type MultinomialFit,
  type MultinomialOptions,
} from "./fit-multinomial.ts";
export { fitPoisson, type PoissonData, type PoissonFit } from "./fit-poisson.ts";
export { fitRidge, type RidgeFit, type RidgeOptions, type ShrunkCoefficient } from "./fit-ridge.ts";
export { gamma } from "./gamma.ts";
export { type GammaParameters, gammaDistribution } from "./gamma-distribution.ts";
export { gammaP, gammaQ } from "./gamma-p.ts";
export { gammaPInverse, gammaQInverse } from "./gamma-p-inverse.ts";
export { hyp2f1, logHyp2f1 } from "./hyp2f1.ts";
export {
  type HypergeometricParameters,
  hypergeometricDistribution,
} from "./hypergeometric-distribution.ts";
export { type IndicatorOptions, indicatorColumns } from "./indicator-columns.ts";
export {
  type AliasedColumn,
  type LeastSquaresFit,
  type LeastSquaresOptions,
  leastSquares,
} from "./least-squares.ts";
export { logBeta } from "./log-beta.ts";
export { logGamma } from "./log-gamma.ts";
export { logRisingFactorial } from "./log-rising-factorial.ts";
export { type LuDecomposition, luDecomposition } from "./lu-decomposition.ts";
export type { Matrix, MatrixRows } from "./matrix.ts";
export { matrixExponential } from "./matrix-exponential.ts";
export { matrixLogarithm } from "./matrix-logarithm.ts";
export { matrixPower } from "./matrix-power.ts";
export { minimize } from "./minimize.ts";
export { minimizeScalar, type ScalarMinimum, type ScalarMinimumOptions } from "./minimize-scalar.ts";
export type {
  FailedSearch,
  FoundMinimum,
  MinimizedParameter,
  MinimizeOptions,
  Minimum,
  ParameterRange,
  RandomStarts,
  SearchReport,
  StartReport,
} from "./minimum.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export { multinomial } from "./multinomial.ts";
export { multiplyMatrices } from "./multiply-matrices.ts";
export { type NaturalBreaks, naturalBreaks } from "./natural-breaks.ts";
export {
  type NegativeBinomialParameters,
  negativeBinomialDistribution,
} from "./negative-binomial-distribution.ts";
export { normal } from "./normal.ts";
export { type NormalParameters, normalDistribution } from "./normal-distribution.ts";
export {
  computeProportionPower,
  type PlannedProportions,
  type ProportionPlan,
  type ProportionPlanOptions,
  type ProportionPowerOptions,
  planProportionTest,
} from "./plan-proportion-test.ts";
export { poisson } from "./poisson.ts";
export { type PoissonParameters, poissonDistribution } from "./poisson-distribution.ts";
export {
  type LinearPrediction,
  type LinearPredictionOptions,
  type LinearPredictionTable,
  predictLinear,
} from "./predict-linear.ts";
export { type LogisticPredictionOptions, predictLogistic } from "./predict-logistic.ts";
export { predictMultinomial } from "./predict-multinomial.ts";
export { type PoissonPredictionOptions, predictPoisson } from "./predict-poisson.ts";
export type { Prediction, PredictionOptions, PredictionTable } from "./prediction-table.ts";
export { type QrDecomposition, type QrOptions, qrDecomposition } from "./qr-decomposition.ts";
export { type QuantileMethod, type QuantileOptions, quantile, quantiles } from "./quantile.ts";
export { quantileDiscrete } from "./quantile-discrete.ts";
export { createRandom, type Random } from "./random.ts";
export { type RankOptions, rankValues, type TieRule } from "./rank-values.ts";
export type {
  Coefficient,
  GeneralisedFit,
  GeneralisedOptions,
  InsufficientRows,
  Predictors,
  RegressionData,
  RegressionFit,
  RegressionOptions,
  StandardErrors,
} from "./regression-data.ts";
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
export type { SeparatedData, SeparatingWeight } from "./separated-data.ts";
export { shuffle } from "./shuffle.ts";
export {
  pseudoInverse,
  type SingularValueDecomposition,
  type SingularValueOptions,
  singularValueDecomposition,
} from "./singular-value-decomposition.ts";
export { invertMatrix, type LinearSolution, solveLinear } from "./solve-linear.ts";
export { type StationaryDistributionOptions, stationaryDistribution } from "./stationary-distribution.ts";
export { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.ts";
export { type TParameters, tDistribution } from "./t-distribution.ts";
export {
  type BinomialCount,
  type BinomialTestOptions,
  type ExactTestOptions,
  testBinomial,
} from "./test-binomial.ts";
export { type DispersionTestOptions, testDispersion } from "./test-dispersion.ts";
export { type FisherTestOptions, testFisher } from "./test-fisher.ts";
export { type FreemanHaltonOptions, testFreemanHalton } from "./test-freeman-halton.ts";
export {
  type GoodnessOfFitOptions,
  type GoodnessOfFitResult,
  testGoodnessOfFit,
} from "./test-goodness-of-fit.ts";
export {
  type IndependenceTestOptions,
  type IndependenceTestResult,
  type SmallExpectations,
  testIndependence,
} from "./test-independence.ts";
export {
  type DistributionFitOptions,
  type KolmogorovSmirnovOptions,
  testDistributionFit,
  testKolmogorovSmirnov,
} from "./test-kolmogorov-smirnov.ts";
export { type MannWhitneyOptions, testMannWhitney } from "./test-mann-whitney.ts";
export {
  type MeansTestOptions,
  type MeanTestOptions,
  testMean,
  testMeans,
  testPairedMeans,
} from "./test-means.ts";
export { type PermutationTestOptions, testPermutation } from "./test-permutation.ts";
export { type ProportionTrendOptions, testProportionTrend } from "./test-proportion-trend.ts";
export { type RateCount, type RateTestOptions, testRate } from "./test-rate.ts";
export { type RatePair, type RateRatioTestOptions, testRateRatio } from "./test-rate-ratio.ts";
export type { Alternative, InsufficientSample, Interval, TestResult, TwoSidedRule } from "./test-result.ts";
export { type SignedRankOptions, testSignedRank } from "./test-signed-rank.ts";
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
