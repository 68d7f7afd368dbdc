import type { OrderLog } from "./order-log.ts";

/**
 * Numbers the orders of lines in canonical order as they first appear. A table indexed by order id remembers
 * which customer used the id last; customers come one after the other, so that is enough to tell apart two
 * customers who carry the same id, without a key made for each line.
 *
 * @param ids - the order id of each line by number, or nothing where an order is a customer-day
 */
export function numberOrders(
  customers: Int32Array,
  days: Int32Array,
  ids: Int32Array | undefined,
  texts: readonly string[],
): Pick<OrderLog, "orderCodes" | "orders" | "orderUnit" | "orderIds"> {
  const orderCodes = new Int32Array(customers.length);
  let orders = 0;
  if (ids === undefined) {
    for (let i = 0; i < customers.length; i++) {
      if (i === 0 || customers[i] !== customers[i - 1] || days[i] !== days[i - 1]) orders += 1;
      orderCodes[i] = orders - 1;
    }
    return { orderCodes, orders, orderUnit: "customer-day" };
  }
  const usedBy = new Int32Array(texts.length).fill(-1);
  const codes = new Int32Array(texts.length);
  const orderIds: string[] = [];
  for (let i = 0; i < customers.length; i++) {
    const id = ids[i]!;
    if (usedBy[id] !== customers[i]) {
      usedBy[id] = customers[i]!;
      codes[id] = orders++;
      orderIds.push(texts[id]!);
    }
    orderCodes[i] = codes[id]!;
  }
  return { orderCodes, orders, orderUnit: "order", orderIds: Object.freeze(orderIds) };
}
