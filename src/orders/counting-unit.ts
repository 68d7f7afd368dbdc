import type { OrderLog } from "./order-log.ts";

/**
 * What is counted as one purchase: a line, an order (invoice), or a customer-day, all that one customer bought on one
 * day (a visit-day).
 */
export type CountingUnit = "line" | "order" | "customer-day";

/**
 * Checks a unit of counting against what a log can tell, and gives it back; for analyses of your own.
 *
 * @param doing - what is being done, for the message
 * @throws RangeError if there is no such unit, or the log has no orders to count
 *
 * @example
 * ```ts
 * import { checkCountingUnit, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * checkCountingUnit("count", "customer-day", log); // => "customer-day"
 * checkCountingUnit("count", "order", log); // throws where not every line has an order id
 * ```
 */
export function checkCountingUnit(doing: string, unit: CountingUnit, log: OrderLog): CountingUnit {
  if (unit !== "line" && unit !== "order" && unit !== "customer-day") {
    throw new RangeError(
      `Cannot ${doing}: countBy must be line, order or customer-day, got ${JSON.stringify(unit)}`,
    );
  }
  if (unit === "order" && log.orderUnit !== "order") {
    throw new RangeError(
      `Cannot ${doing}: countBy must be line or customer-day where not every line has an order id, got "order"`,
    );
  }
  return unit;
}
