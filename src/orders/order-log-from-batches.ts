import type { Period } from "../calendar/index.ts";
import { minorDigits } from "../money/index.ts";
import { arrangeLines } from "./_arrange-lines.ts";
import { refuseRows } from "./_bad-rows.ts";
import { daysOf, rowsOf, unitsOf } from "./_batch-columns.ts";
import { createBatchDetails } from "./_batch-details.ts";
import { checkIdColumn, createIdCodes } from "./_id-codes.ts";
import { DAY_RANGE } from "./_plain-kernel.ts";
import { MOST_CODES } from "./_totals-state.ts";
import type { ColumnBatch, QuantityColumn, Utf8Column } from "./column-batch.ts";
import type { IdDictionary } from "./id-dictionary.ts";
import type { OrderLog } from "./order-log.ts";

/** Order lines by column: a batch of orders whose rows may be lines of one order and may name a product. */
export type LineBatch = ColumnBatch & {
  /** The order, invoice or credit note of each line. */
  readonly orders?: Int32Array | Utf8Column | undefined;
  /** What was bought. */
  readonly products?: Int32Array | Utf8Column | undefined;
  /** By which sales channel. */
  readonly channels?: Int32Array | Utf8Column | undefined;
  /** The shop, branch or site of the sale. */
  readonly places?: Int32Array | Utf8Column | undefined;
  /** The moment of each line, as epoch milliseconds; it stands beside the day. */
  readonly moments?: Float64Array | BigInt64Array | undefined;
  /** How much of the product each line is about. */
  readonly quantities?: QuantityColumn | undefined;
};

/** Options of {@link orderLogFromBatches}. */
export interface OrderLogBatchOptions {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /**
   * Decimals of a unit of the log; batches may be coarser, never finer.
   * @defaultValue the minor digits of the currency
   */
  readonly exponent?: number | undefined;
  /**
   * The time observed, `[from, to)`; every line must lie in it.
   * @defaultValue from the first day of a line to the day after the last
   */
  readonly window?: Period | undefined;
  /**
   * What customer codes stand for.
   * @defaultValue themselves, as decimal text
   */
  readonly customers?: IdDictionary | undefined;
  /**
   * What order codes stand for.
   * @defaultValue themselves, as decimal text
   */
  readonly orders?: IdDictionary | undefined;
  /**
   * What product codes stand for.
   * @defaultValue themselves, as decimal text
   */
  readonly products?: IdDictionary | undefined;
  /**
   * What channel codes stand for.
   * @defaultValue themselves, as decimal text
   */
  readonly channels?: IdDictionary | undefined;
  /**
   * What place codes stand for.
   * @defaultValue themselves, as decimal text
   */
  readonly places?: IdDictionary | undefined;
}

/**
 * Makes an order log of batches of columns: the log of the same lines as rows, without an object for any of them.
 *
 * @throws InvalidDataError with every bad value of the first batch that has one, by row and field
 * @throws RangeError or TypeError if an option is wrong or a batch's columns do not fit, a line lies outside the window,
 *   or the amounts of one customer add up to 2⁵³ units
 *
 * @example
 * ```ts
 * import { createIdDictionary, orderLogFromBatches } from "clientele/orders";
 *
 * const log = orderLogFromBatches(
 *   [
 *     {
 *       customers: Int32Array.of(1, 0),
 *       orders: Int32Array.of(1001, 1000),
 *       days: Int32Array.of(20576, 20575),
 *       amounts: { currency: "EUR", exponent: 2, units: Int32Array.of(500, 1990) },
 *     },
 *   ],
 *   { currency: "EUR", customers: createIdDictionary(["ann", "bob"]) },
 * );
 * [log.customerIds, log.orderIds]; // => [["ann", "bob"], ["1000", "1001"]]
 * log.amounts; // => Float64Array.of(1990, 500)
 * ```
 */
export function orderLogFromBatches(batches: Iterable<LineBatch>, options: OrderLogBatchOptions): OrderLog {
  const { currency, exponent = minorDigits(currency) } = options;
  const scale = { currency, exponent };
  const customers = createIdCodes("customers", options.customers);
  const orders = createIdCodes("orders", options.orders);
  const products = createIdCodes("products", options.products);
  const channels = createIdCodes("channels", options.channels);
  const places = createIdCodes("places", options.places);
  const details = createBatchDetails();
  const days: Int32Array[] = [];
  const amounts: (Int32Array | Float64Array)[] = [];
  const costs: (Int32Array | Float64Array)[] = [];
  const costKnown: Uint8Array[] = [];
  let number = 0;
  for (const batch of batches) {
    const rows = rowsOf(batch);
    for (const name of ["orders", "products", "channels", "places"] as const) {
      if (batch[name] !== undefined) checkIdColumn(name, batch[name]);
    }
    const columns = {
      codes: new Int32Array(rows), // those of the customers are checked where they are taken
      days: daysOf(batch),
      units: unitsOf("amounts", batch.amounts, scale),
      costs: batch.costs === undefined ? undefined : unitsOf("costs", batch.costs, scale),
    };
    const { first, last } = DAY_RANGE;
    const fine =
      columns.days.every((day) => day >= first && day <= last) &&
      [columns.units, columns.costs ?? []].every((units) =>
        Array.prototype.every.call(units, Number.isSafeInteger),
      );
    if (!fine) refuseRows(number, batch, columns, { codes: MOST_CODES, firstDay: first, lastDay: last });
    customers.take(batch.customers, rows, number);
    orders.take(batch.orders, rows, number);
    products.take(batch.products, rows, number);
    channels.take(batch.channels, rows, number);
    places.take(batch.places, rows, number);
    details.take(batch, rows, number);
    days.push(columns.days.slice());
    amounts.push(columns.units.slice());
    costs.push(columns.costs?.slice() ?? new Float64Array(rows));
    costKnown.push(new Uint8Array(rows).fill(columns.costs === undefined ? 0 : 1));
    number += 1;
  }
  const [customer, order, product] = [customers.finish(), orders.finish(), products.finish()];
  const [channel, place] = [channels.finish(), places.finish()];
  const size = customer.codes.length;
  return arrangeLines({
    ...scale,
    window: options.window,
    customerIds: customer.ids,
    customers: customer.codes,
    days: joined(days, new Int32Array(size)),
    orderIds: order.ids,
    orders: order.codes,
    productIds: product.ids,
    products: product.codes,
    amounts: joined(amounts, new Float64Array(size)),
    costs: joined(costs, new Float64Array(size)),
    costKnown: joined(costKnown, new Uint8Array(size)),
    channelNames: channel.ids,
    channels: channel.codes,
    placeIds: place.ids,
    places: place.codes,
    ...details.finish(),
  });
}

function joined<A extends Int32Array | Float64Array | Uint8Array>(
  parts: readonly ArrayLike<number>[],
  into: A,
): A {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}
