import type { Matrix } from "./matrix.ts";

/** Columns by name, all of one length: what the response is explained by. */
export type Predictors = Readonly<Record<string, ArrayLike<number>>>;

/** The rows that a regression is fitted to, column by column. */
export interface RegressionData {
  /** The response, one number a row. */
  readonly response: ArrayLike<number>;
  /** The explaining columns by name; the order of their names is that of the coefficients. */
  readonly predictors: Predictors;
  /**
   * Weights, not below 0, by default 1; rows of weight 0 take no part. Linear: the variance of a row is σ²/weight.
   * Logistic: the number of trials of which the response is the share. Poisson, multinomial: the row counts so often.
   */
  readonly weights?: ArrayLike<number> | undefined;
  /** Added to the linear predictor with the coefficient 1; by default 0. */
  readonly offset?: ArrayLike<number> | undefined;
  /** Who a row belongs to, for standard errors by cluster: rows of one are not independent of each other. */
  readonly clusters?: ArrayLike<string | number> | undefined;
}

/**
 * How standard errors are made. `model`: the model holds. `hc0` … `hc3`: the variance of each row is its own (White 1980;
 * MacKinnon and White 1985). `cluster`: rows of one cluster hang together (Liang and Zeger 1986), with the factor
 * G/(G − 1) · (n − 1)/(n − p). `quasi`: the model's, times √dispersion.
 */
export type StandardErrors = "model" | "hc0" | "hc1" | "hc2" | "hc3" | "cluster" | "quasi";

/** Options of all regressions. */
export interface RegressionOptions {
  /** Whether there is a constant, `(intercept)`, before all other coefficients; by default true. */
  readonly intercept?: boolean | undefined;
  /** The level of the confidence intervals; by default 0.95. */
  readonly confidence?: number | undefined;
  /** What the standard errors allow for; by default `model`. */
  readonly standardErrors?: StandardErrors | undefined;
  /** What becomes of a column that depends on those before it: by default it is refused by name. */
  readonly dependentColumns?: "refuse" | "drop" | undefined;
}

/** A coefficient with its uncertainty. */
export interface Coefficient {
  /** The column, or `(intercept)`. */
  readonly name: string;
  /** What one more unit of the column adds to the linear predictor. */
  readonly estimate: number;
  /** The square root of its variance, as `standardErrors` of the fit says. */
  readonly standardError: number;
  /** estimate / standardError: t or z. Not there where the standard error is 0. */
  readonly statistic?: number;
  /** P(|T| ≥ |statistic|) where the coefficient is 0 in truth. */
  readonly pValue?: number;
  /** The confidence interval. */
  readonly lower: number;
  /** The upper end of the confidence interval. */
  readonly upper: number;
}

/** What every fit tells of itself. */
export interface RegressionFit {
  /** Rows that took part. */
  readonly rows: number;
  /** In the order of the columns. */
  readonly coefficients: readonly Coefficient[];
  /** The covariance of the coefficients, from which the standard errors are. */
  readonly covariance: Matrix;
  /** Rows less coefficients. */
  readonly residualDf: number;
  /** ln L at the estimates, constants included. */
  readonly logLikelihood: number;
  /** −2 ln L + 2 · parameters. */
  readonly aic: number;
  /** −2 ln L + ln(rows) · parameters. */
  readonly bic: number;
  /** Columns left out because they depend on others. */
  readonly dropped: readonly string[];
  /** Whether there is a constant. */
  readonly intercept: boolean;
  /** The level of the confidence intervals. */
  readonly confidence: number;
  /** What the standard errors allow for. */
  readonly standardErrors: StandardErrors;
  /** How many clusters the standard errors stand on, where they do. */
  readonly clusters?: number;
}

/** What a generalised linear regression tells besides. */
export interface GeneralisedFit extends RegressionFit {
  /** Whether the estimates came to rest; without that nothing of the fit is to be believed. */
  readonly converged: boolean;
  /** Steps of iteratively reweighted least squares. */
  readonly iterations: number;
  /** Twice the log-likelihood lost against a model with one coefficient a row. */
  readonly deviance: number;
  /** The same of the constant alone (of the offset alone, without an intercept). */
  readonly nullDeviance: number;
  /** Pearson's Σ w (y − μ)² / V(μ) / residualDf: near 1 where the model holds. */
  readonly dispersion: number;
}

/** Options of {@link fitLogistic} and {@link fitPoisson}. */
export interface GeneralisedOptions extends RegressionOptions {
  /** The most steps; by default 100. */
  readonly maxIterations?: number | undefined;
}

/** Too few rows to fit and to judge the fit. */
export interface InsufficientRows {
  /** That there is too little to go by. */
  readonly kind: "insufficient";
  /** What there is too little of. */
  readonly of: "rows";
  /** How many rows take part. */
  readonly have: number;
  /** One more than there are coefficients. */
  readonly need: number;
}
