import type { Period } from "../calendar/index.ts";
import { rescaleMoneyColumn } from "../money/index.ts";
import { joinCodes } from "./_join-codes.ts";
import { joinDetails } from "./_line-details.ts";
import type { MergedIds } from "./_merge-ids.ts";
import { type RawLines, rawLinesOf } from "./_raw-lines.ts";
import { recode } from "./_renumber.ts";
import type { OrderLog } from "./order-log.ts";

/** The lines of one log followed by those of another, their ids numbered in code-point order. */
export function joinLines(
  a: OrderLog,
  b: OrderLog,
  { exponent, window }: { readonly exponent: number; readonly window: Period },
): RawLines {
  const [left, right] = [rawLinesOf(a), rawLinesOf(b)];
  const customer = joinCodes([a.size, a.customerIds, a.customers], [b.size, b.customerIds, b.customers]);
  const product = joinCodes([a.size, a.productIds, a.products], [b.size, b.productIds, b.products]);
  const ints = (ofA: Int32Array, ofB: Int32Array): Int32Array => {
    const column = new Int32Array(a.size + b.size);
    column.set(ofA);
    column.set(ofB, a.size);
    return column;
  };
  const scaled = (units: Float64Array, { currency, exponent: own }: RawLines): Float64Array =>
    own === exponent ? units : rescaleMoneyColumn({ currency, exponent: own, units }, exponent).units;
  const money = (column: "amounts" | "costs"): Float64Array => {
    const units = new Float64Array(a.size + b.size);
    // A log without lines may have been of a finer scale.
    if (a.size > 0) units.set(scaled(left[column], left));
    if (b.size > 0) units.set(scaled(right[column], right), a.size);
    return units;
  };
  const costKnown = new Uint8Array(a.size + b.size);
  costKnown.set(left.costKnown);
  costKnown.set(right.costKnown, a.size);
  return {
    currency: a.currency,
    exponent,
    window,
    customerIds: customer.ids,
    customers: customer.codes,
    days: ints(left.days, right.days),
    orderIds: left.orderIds.concat(right.orderIds),
    orders: ints(left.orders, recode(right.orders, ordersAmong(a, b, customer))),
    productIds: product.ids,
    products: product.codes,
    amounts: money("amounts"),
    costs: money("costs"),
    costKnown,
    ...joinDetails(a, b),
  };
}

/**
 * The orders of the second log as those of both, which come first: a customer's order that is in the first log, too, is that one.
 * Elsewhere an id may have several numbers, for what one customer calls by an id is no order of another.
 */
function ordersAmong(a: OrderLog, b: OrderLog, customers: MergedIds): Int32Array {
  const orders = new Int32Array(b.orderIds?.length ?? 0);
  for (let order = 0; order < orders.length; order++) orders[order] = (a.orderIds?.length ?? 0) + order;
  if (a.orderIds === undefined || b.orderIds === undefined) return orders;
  const [ofA, ofB] = [firstOrders(a), firstOrders(b)];
  for (let i = 0, j = 0; i < customers.left.length && j < customers.right.length; ) {
    const apart = customers.left[i]! - customers.right[j]!;
    if (apart === 0) {
      const own = new Map<string, number>();
      for (let order = ofA[i]!; order < ofA[i + 1]!; order++) own.set(a.orderIds[order]!, order);
      for (let order = ofB[j]!; order < ofB[j + 1]!; order++) {
        const same = own.get(b.orderIds[order]!);
        if (same !== undefined) orders[order] = same;
      }
    }
    if (apart <= 0) i++;
    if (apart >= 0) j++;
  }
  return orders;
}

/** The first order of each customer, and the end of all orders. */
function firstOrders({ customerIds, customers, orderCodes, orders }: OrderLog): Int32Array {
  const first = new Int32Array(customerIds.length + 1).fill(orders);
  for (let line = customers.length - 1; line >= 0; line--) first[customers[line]!] = orderCodes[line]!;
  return first;
}
