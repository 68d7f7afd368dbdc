import type { Period } from "../calendar/index.ts";
import { logOfLines } from "./_log-of-lines.ts";
import { pickLines } from "./_pick-lines.ts";
import { rawLinesOf } from "./_raw-lines.ts";
import { keepUsed } from "./_renumber.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * Some lines of a log as a log of their own; they stay in the order in which they are.
 *
 * @param order - the lines to keep, rising
 */
export function keepLines(log: OrderLog, order: Int32Array, window: Period): OrderLog {
  const lines = pickLines(rawLinesOf(log), order);
  const customer = keepUsed(lines.customerIds, lines.customers);
  const product = keepUsed(lines.productIds, lines.products);
  const channel = lines.channels && keepUsed(lines.channelNames, lines.channels);
  const place = lines.places && keepUsed(lines.placeIds, lines.places);
  const numbered = {
    ...lines,
    window,
    customerIds: customer.ids,
    customers: customer.codes,
    productIds: product.ids,
    products: product.codes,
    channelNames: channel?.ids ?? [],
    channels: channel?.codes,
    placeIds: place?.ids ?? [],
    places: place?.codes,
  };
  return logOfLines(numbered, order.length === 0 || log.orderIds !== undefined);
}
