import type { Period } from "../calendar/index.ts";
import type { LineMoney } from "./_line-amounts.ts";
import { detailsOf, type LineDetails } from "./_line-details.ts";
import type { OrderLog } from "./order-log.ts";

/** Lines by column in any order, their ids numbered in any way; an id may be unused. */
export interface RawLines extends LineMoney, LineDetails {
  readonly currency: string;
  readonly window: Period | undefined;
  readonly customerIds: readonly string[];
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly orderIds: readonly string[];
  /** −1 for a line without an order id. */
  readonly orders: Int32Array;
  readonly productIds: readonly string[];
  /** −1 for a line without a product. */
  readonly products: Int32Array;
}

/** The lines of a log as they were before they were arranged; columns that the log lacks are filled. */
export function rawLinesOf(log: OrderLog): RawLines {
  const none = (): Int32Array => new Int32Array(log.size).fill(-1);
  const zeros = (): Float64Array => new Float64Array(log.size);
  return {
    currency: log.currency,
    exponent: log.exponent,
    window: log.window,
    customerIds: log.customerIds,
    customers: log.customers,
    days: log.days,
    orderIds: log.orderIds ?? [],
    orders: log.orderIds === undefined ? none() : log.orderCodes,
    productIds: log.productIds,
    products: log.products ?? none(),
    amounts: log.amounts,
    costs: log.costs ?? log.partialCosts?.units ?? zeros(),
    costKnown: log.partialCosts?.known ?? new Uint8Array(log.size).fill(log.costs === undefined ? 0 : 1),
    ...detailsOf(log),
  };
}
