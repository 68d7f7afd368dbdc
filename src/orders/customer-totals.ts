import type { Period, PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import type { CustomerIndex, CustomerTable } from "./customer-table.ts";
import type { UnitScale } from "./money-of-units.ts";

/** What one customer ordered. */
export interface CustomerTotalsRow {
  /** The customer. */
  readonly customerId: string;
  /** How many orders came to an amount above zero. */
  readonly purchases: number;
  /** How many came to one below zero. */
  readonly returns: number;
  /** How many came to nothing. */
  readonly freeOrders: number;
  /** Sum of the purchases. */
  readonly purchased: Money;
  /** Sum of the returns, not above zero. */
  readonly returned: Money;
  /** Day of the first purchase; absent where there is none. */
  readonly firstPurchase?: PlainDate | undefined;
  /** Day of the last purchase; absent where there is none. */
  readonly lastPurchase?: PlainDate | undefined;
}

/** Totals by customer as data: what can be stored, and merged again with `merge` of `OrderTotals`. */
export interface CustomerTotalsColumns extends UnitScale {
  /** The customers with an order, in the order of every table. */
  readonly customerIds: readonly string[];
  /** Their codes, where integers stand for themselves; then the ids are these numbers as text. */
  readonly codes?: Int32Array | undefined;
  /** How many orders they are the totals of. */
  readonly orders: number;
  /** From the first day of an order to the day after the last; absent where there is no order. */
  readonly window?: Period | undefined;
  /** Orders with an amount above zero. */
  readonly purchases: Int32Array;
  /** Their sum in units; exact but for what is in `wide`. */
  readonly purchaseUnits: Float64Array;
  /** Orders with an amount below zero. */
  readonly returns: Int32Array;
  /** Their sum in units, not above zero; exact but for what is in `wide`. */
  readonly returnUnits: Float64Array;
  /** Orders with the amount zero. */
  readonly freeOrders: Int32Array;
  /** Day of the first purchase, as days since 1970-01-01; means nothing where there is none. */
  readonly firstPurchase: Int32Array;
  /** Day of the last purchase, likewise. */
  readonly lastPurchase: Int32Array;
  /** Costs of the purchases, and of returns and free orders; absent where no order came with one. */
  readonly costs?: { readonly purchaseUnits: Float64Array; readonly otherUnits: Float64Array } | undefined;
  /** How many orders came without a cost. */
  readonly ordersWithoutCost: number;
  /** The exact sums of 2⁵³ units and more, for which the columns have the nearest double. */
  readonly wide: readonly WideSum[];
}

/** A sum that a double cannot hold. */
export interface WideSum {
  /** Which sum. */
  readonly sum: "purchases" | "returns" | "purchaseCosts" | "otherCosts";
  /** Whose: a position in the columns. */
  readonly index: number;
  /** The exact sum. */
  readonly units: bigint;
}

/** Totals of every customer with an order, by column. */
export type CustomerTotals = CustomerTable<CustomerTotalsRow> & CustomerTotalsColumns;

/** The customers with a purchase, by column. */
export interface Buyers extends UnitScale {
  /** Who they are, in the order of every table. */
  readonly customers: CustomerIndex;
  /** Orders with an amount above zero. */
  readonly purchases: Int32Array;
  /** Day of the last of them, as days since 1970-01-01. */
  readonly lastPurchase: Int32Array;
  /** Sum of the purchases, less returns where they count: integer units, exact. */
  readonly units: Float64Array;
  /** Their cost; absent unless every order came with one. */
  readonly costs?: Float64Array | undefined;
  /** How many other customers gave something back; they may have free orders too. */
  readonly returnsOnly: number;
  /** How many other customers have free orders alone. */
  readonly freeOnly: number;
}
