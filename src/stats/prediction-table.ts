/** One predicted row. */
export interface Prediction {
  /** The expected response: a mean, a chance, a count. */
  readonly mean: number;
  /** Of the linear predictor (of the mean itself in a linear regression). */
  readonly standardError: number;
  /** The confidence interval of the mean. */
  readonly lower: number;
  readonly upper: number;
}

/** Predictions by column, in the order of the rows asked for. */
export interface PredictionTable extends Iterable<Prediction> {
  readonly size: number;
  readonly mean: Float64Array;
  readonly standardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** One row; throws a RangeError where there is none. */
  row(i: number): Prediction;
}

/** Options of predictions. */
export interface PredictionOptions {
  /** The level of the intervals; by default that of the fit. */
  readonly confidence?: number | undefined;
}
