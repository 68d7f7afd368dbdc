import type { AnalysisOptions } from "../orders/index.ts";

/** Options of baskets of an order log. */
export interface BasketsFromOrdersOptions extends AnalysisOptions {
  /**
   * What makes one basket: an order (a customer-day where the log has no order ids), all that one customer bought, or what one
   * customer bought within one window of `windowDays`.
   *
   * They answer different questions. Two products can go together in orders and not in customers, and the other way round.
   * @defaultValue `"order"`
   */
  readonly by?: "order" | "customer" | "window" | undefined;
  /** The length of a window in days, by windows only: they are counted back from `asOf`, and an incomplete first one is left out. */
  readonly windowDays?: number | undefined;
  /**
   * Whether gifts and samples (lines of amount zero) are in the basket.
   * @defaultValue `"leave-out"`
   */
  readonly freeLines?: "count" | "leave-out" | undefined;
  /**
   * Baskets with more distinct items are set aside, and the report says which.
   * @defaultValue no limit
   */
  readonly maxItems?: number | undefined;
}
