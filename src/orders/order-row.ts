import type { PlainDate } from "../calendar/index.ts";

/**
 * One line of an order as it comes in: a row of a file, a record of a store.
 *
 * The amount is given as such or as quantity and unit price, which are multiplied exactly. A row with an amount
 * is taken at it, whatever else it carries, so an `OrderLine` of `clientele/model` is a valid row.
 *
 * @example
 * ```ts
 * import { type OrderRow, orderLogFromRows } from "clientele/orders";
 *
 * const rows: OrderRow[] = [
 *   { customerId: "c1", orderId: "o1", orderedOn: "2026-05-02", amount: "19.90" },
 *   { customerId: "c1", orderId: "o1", orderedOn: "2026-05-02", quantity: "12", price: "0.425" },
 * ];
 * orderLogFromRows(rows, { currency: "GBP" }).amounts; // => Float64Array.of(510, 1990)
 * ```
 */
export type OrderRow = OrderRowFacts & OrderRowDay & (OrderRowAmount | OrderRowProduct);

/**
 * A line that comes with the moment of the order and without its day; the day is that of the moment in the time zone
 * that is given as an option.
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = [{ customerId: "c1", orderedAt: "2026-05-01T23:30:00Z", amount: "19.90" }];
 * orderLogFromRows(rows, { currency: "EUR", timeZone: "Europe/Berlin" }).window; // => { from: "2026-05-02", to: "2026-05-03" }
 * orderLogFromRows(rows, { currency: "EUR" }); // throws a day, or the option timeZone to make one from the moment
 * ```
 */
export type TimedOrderRow = OrderRowFacts & OrderRowMoment & (OrderRowAmount | OrderRowProduct);

/** A line of an order in either form. */
export type AnyOrderRow = OrderRow | TimedOrderRow;

interface OrderRowFacts {
  /** Who bought: text of 1 to 200 UTF-16 units, well formed, without U+0000. */
  readonly customerId: string;
  /** The order, invoice or credit note of the line. */
  readonly orderId?: string | undefined;
  /** What was bought. */
  readonly productId?: string | undefined;
  /** By which channel the order came: web, shop, phone … */
  readonly channel?: string | undefined;
  /** The shop, branch or site of the sale. */
  readonly placeId?: string | undefined;
  /** Cost of the goods of the line as a plain decimal, of the same sign as the amount. */
  readonly cost?: string | undefined;
  /** ISO 4217 code; when given it must be that of the log. */
  readonly currency?: string | undefined;
}

interface OrderRowDay {
  /** The day of the order. It stands as given, also beside a moment. */
  readonly orderedOn: PlainDate;
  /** The moment of the order, kept beside the day. */
  readonly orderedAt?: string | number | undefined;
}

interface OrderRowMoment {
  /** Left out: the day is that of the moment in the time zone that is given as an option. */
  readonly orderedOn?: undefined;
  /**
   * The moment of the order: ISO 8601 with `Z` or an offset, as in `2026-05-02T09:30:00+02:00`, or epoch
   * milliseconds.
   */
  readonly orderedAt: string | number;
}

interface OrderRowAmount {
  /** What the customer pays for the line as a plain decimal: negative for a return, zero for a free line. */
  readonly amount: string;
  /** How much of the product, as a plain decimal; kept beside the amount. */
  readonly quantity?: string | undefined;
}

interface OrderRowProduct {
  /** Left out: the amount is `quantity × price`. */
  readonly amount?: undefined;
  /** How many, as a plain decimal; negative for a return. */
  readonly quantity: string;
  /** Price of one, as a plain decimal. */
  readonly price: string;
}

/** The codes of the issues that a row can have; see `Issue` of `clientele/issues`. */
export type OrderIssueCode =
  | "bad-row"
  | "bad-customer"
  | "bad-day"
  | "missing-day"
  | "bad-moment"
  | "bad-order"
  | "bad-product"
  | "other-currency"
  | "missing-amount"
  | "bad-amount"
  | "amount-out-of-range"
  | "bad-cost"
  | "cost-out-of-range"
  | "bad-quantity"
  | "quantity-out-of-range"
  | "bad-channel"
  | "bad-place";
