/** The weight of a column in a direction that separates. */
export interface SeparatingWeight {
  /** The column, or `(intercept)`. */
  readonly name: string;
  /** Positive where larger values go with the response (a larger mean, the category named with it). */
  readonly weight: number;
}

/**
 * The answer of a regression whose maximum-likelihood estimates do not exist: along a direction of coefficients the
 * likelihood rises without end. Firth's penalty ({@link fitFirthLogistic}) gives finite estimates of a logistic one.
 */
export interface SeparatedData {
  /** That the estimates run to infinity. */
  readonly kind: "separated";
  /** The regression that was asked for. */
  readonly model: "logistic" | "poisson" | "multinomial";
  /** `complete`: every row lies on its side of the plane; `quasi-complete`: some lie on it. */
  readonly extent: "complete" | "quasi-complete";
  /** The columns that separate by themselves; where there is none, those of the direction. */
  readonly columns: readonly string[];
  /** The direction: Σ weight · column + constant is not below 0 for one outcome and not above for the other. */
  readonly direction: readonly SeparatingWeight[];
  /** How many rows lie off the plane. */
  readonly rowsSeparated: number;
  /** In words. */
  readonly reason: string;
}
