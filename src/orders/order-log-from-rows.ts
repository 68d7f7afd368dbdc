import { createIssueCollector } from "../issues/index.ts";
import { createLineIntake } from "./_line-intake.ts";
import type { OrderLog } from "./order-log.ts";
import type { OrderLogBuilderOptions, OrderLogFinishOptions } from "./order-log-builder.ts";
import type { AnyOrderRow } from "./order-row.ts";

/** Options of {@link orderLogFromRows}. */
export interface OrderLogOptions extends OrderLogBuilderOptions, OrderLogFinishOptions {}

/**
 * Makes an order log of rows at hand.
 *
 * @param rows - in any order
 * @throws InvalidDataError with everything that is wrong with any row
 * @throws RangeError if an option is wrong, a line lies outside the window, or the amounts of one customer add up
 *   to 2⁵³ units
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "c2", orderedOn: "2026-05-03", amount: "5.00" },
 *     { customerId: "c1", orderedOn: "2026-05-02", amount: "19.90" },
 *   ],
 *   { currency: "EUR" },
 * );
 * log.customerIds; // => ["c1", "c2"]
 * log.amounts; // => Float64Array.of(1990, 500)
 * log.window; // => { from: "2026-05-02", to: "2026-05-04" }
 * ```
 */
export function orderLogFromRows(rows: Iterable<AnyOrderRow>, options: OrderLogOptions): OrderLog {
  const intake = createLineIntake(options);
  const issues = createIssueCollector();
  let row = 0;
  for (const line of rows) {
    for (const problem of intake.add(line)) issues.add({ ...problem, row });
    row += 1;
  }
  issues.throwIfAny("read orders");
  return intake.finish(options.window);
}
