import type { AnalysisOptions, CountingUnit } from "../orders/index.ts";
import type { MonetaryMeasure } from "./monetary-measure.ts";

/** Options of `measureRfm`. */
export interface MeasureRfmOptions extends AnalysisOptions {
  /**
   * What monetary adds up: purchase lines alone, or purchases less returns. Recency and frequency count
   * purchases either way.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
  /**
   * What frequency counts: orders, customer-days (visits) or lines, with a purchase.
   * @defaultValue `"order"`, or `"customer-day"` where not every line has an order id
   */
  readonly countBy?: CountingUnit | undefined;
  /**
   * What monetary is: the sum of the amounts, their mean per unit of frequency, or the profit.
   * @defaultValue `"sum"`
   */
  readonly monetary?: MonetaryMeasure | undefined;
}
