import type { OrderLog } from "../orders/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { checkWhole } from "./_check.ts";
import { collectOrders } from "./_collect-orders.ts";
import type { Baskets } from "./baskets.ts";
import type { BasketsFromOrdersOptions } from "./order-basket-options.ts";

/**
 * Makes baskets of an order log: what was bought together, by whom and when.
 *
 * Purchases alone make a basket; goods given back are not in it, nor taken out of it, since the day of the purchase is
 * what the customer wanted. A purchase without a product is left out and counted: its content is unknown, not empty, so no basket of
 * an order log is ever empty.
 *
 * Baskets stand by customer and day. `days` is the day of the first purchase of each.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromOrders } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = [
 *   { customerId: "ann", orderId: "o1", orderedOn: "2026-05-02", productId: "tea", amount: "4" },
 *   { customerId: "ann", orderId: "o1", orderedOn: "2026-05-02", productId: "milk", amount: "1" },
 *   { customerId: "ann", orderId: "o2", orderedOn: "2026-05-09", productId: "bread", amount: "3" },
 * ] as const;
 * const log = orderLogFromRows(rows, { currency: "EUR" });
 * basketsFromOrders(log, { asOf: "2026-06-01" }).row(0); // => { items: ["milk", "tea"], basketId: "o1", customerId: "ann" }
 * basketsFromOrders(log, { asOf: "2026-06-01", by: "customer" }).row(0).items; // => ["bread", "milk", "tea"]
 * ```
 */
export function basketsFromOrders(log: OrderLog, options: BasketsFromOrdersOptions): Baskets {
  const doing = "make baskets";
  checkWhole(doing, "maxItems", options.maxItems, 1);
  return arrangeBaskets(collectOrders(doing, log, options).raw, {
    emptyBaskets: "count",
    maxItems: options.maxItems,
  });
}
