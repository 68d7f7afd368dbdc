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
export type OrderRow = OrderRowFacts & (OrderRowAmount | OrderRowProduct);

interface OrderRowFacts {
  /** Who bought: text of 1 to 200 UTF-16 units, well formed, without U+0000. */
  readonly customerId: string;
  /** The day of the order. */
  readonly orderedOn: PlainDate;
  /** The order, invoice or credit note of the line. */
  readonly orderId?: string | undefined;
  /** What was bought. */
  readonly productId?: string | undefined;
  /** Cost of the goods of the line as a plain decimal, of the same sign as the amount. */
  readonly cost?: string | undefined;
  /** ISO 4217 code; when given it must be that of the log. */
  readonly currency?: string | undefined;
}

interface OrderRowAmount {
  /** What the customer pays for the line as a plain decimal: negative for a return, zero for a free line. */
  readonly amount: string;
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
  | "bad-order"
  | "bad-product"
  | "other-currency"
  | "missing-amount"
  | "bad-amount"
  | "amount-out-of-range"
  | "bad-cost"
  | "cost-out-of-range";
