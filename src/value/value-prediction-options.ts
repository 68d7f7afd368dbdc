import type { PlainDate } from "../calendar/index.ts";
import type { ObservationOptions } from "../orders/index.ts";
import type { ServiceCosts } from "./service-costs.ts";

/** Options of `predictValue`. */
export interface ValuePredictionOptions extends ObservationOptions {
  /** The day of the prediction; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * What is predicted: net revenue; or profit, which takes a cost of every line of both periods.
   * @defaultValue `"revenue"`
   */
  readonly of?: "revenue" | "profit" | undefined;
  /**
   * What serving the customers cost, taken off profit; see `sumCostToServe`.
   * @defaultValue none is taken off
   */
  readonly serviceCosts?: ServiceCosts | undefined;
  /**
   * The length of a period in months: what is predicted is the value of the next.
   * @defaultValue `12`
   */
  readonly months?: number | undefined;
  /**
   * Into how many parts customers are dealt; each is predicted by a model of the others.
   * @defaultValue `5`
   */
  readonly folds?: number | undefined;
  /**
   * The confidence of the intervals.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
  /**
   * On which scale the regression is made: of roots of amounts (and logarithms of days and lines), where a few large
   * customers do not decide for all; or of the amounts themselves.
   * @defaultValue `"root"`
   */
  readonly scale?: "root" | "linear" | undefined;
}

/** The answer where there is too little to fit. */
export interface NoValuePrediction {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers of the period before" | "months observed" | "gold customers" | "lines with a cost";
  /** How much there is. */
  readonly have: number;
  /** How much it takes. */
  readonly need: number;
}
