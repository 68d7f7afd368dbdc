import type fc from "fast-check";
import { type OrderLog, orderLogFromRows } from "../orders/index.ts";
import { type ArbitraryOrderRowsOptions, arbitraryOrderRows } from "./arbitrary-order-rows.ts";

/** Options of {@link arbitraryOrderLog}. */
export interface ArbitraryOrderLogOptions extends ArbitraryOrderRowsOptions {
  /**
   * The currency of the log.
   * @defaultValue `"EUR"`
   */
  readonly currency?: string | undefined;
}

/**
 * Draws order logs: those of the rows of {@link arbitraryOrderRows}, so with ties, returns, free lines and ids whose
 * order is not that of JavaScript. Shrinks row by row.
 *
 * @throws RangeError if a bound of the days is wrong, `customers` is not a positive integer or the currency is none
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { measureRfm } from "clientele/rfm";
 * import { arbitraryOrderLog } from "clientele/testing";
 *
 * const counted = fc.property(arbitraryOrderLog({ to: "2026-01-01" }), (log) => {
 *   const { size, frequency } = measureRfm(log, { asOf: "2026-01-01" });
 *   return Array.from({ length: size }, (_, i) => frequency[i]!).every((orders) => orders >= 1);
 * });
 * fc.check(counted).failed; // => false
 * ```
 */
export function arbitraryOrderLog(options: ArbitraryOrderLogOptions = {}): fc.Arbitrary<OrderLog> {
  const { currency = "EUR", ...rows } = options;
  return arbitraryOrderRows(rows).map((drawn) => orderLogFromRows(drawn, { currency }));
}
