/** One predicted row. */
export interface Prediction {
  /** The expected response: a mean, a chance, a count. */
  readonly mean: number;
  /** Of the linear predictor (of the mean itself in a linear regression). */
  readonly standardError: number;
  /** The confidence interval of the mean. */
  readonly lower: number;
  /** The upper end of that interval. */
  readonly upper: number;
}

/** Predictions by column, in the order of the rows asked for. */
export interface PredictionTable extends Iterable<Prediction> {
  /** How many rows there are. */
  readonly size: number;
  /** The expected response of each row. */
  readonly mean: Float64Array;
  /** Of the linear predictor (of the mean itself in a linear regression), row by row. */
  readonly standardError: Float64Array;
  /** The lower ends of the confidence intervals of the means. */
  readonly lower: Float64Array;
  /** The upper ends of the confidence intervals of the means. */
  readonly upper: Float64Array;
  /** One row; throws a RangeError where there is none. */
  row(i: number): Prediction;
}

/** Options of predictions. */
export interface PredictionOptions {
  /** The level of the intervals; by default that of the fit. */
  readonly confidence?: number | undefined;
}
