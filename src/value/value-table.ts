import type { PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import type { CustomerTable } from "../orders/index.ts";

/** What one customer is worth. */
export interface ValueRow {
  /** The customer. */
  readonly customerId: string;
  /** Purchases less returns. */
  readonly revenue: Money;
  /** Cost of the goods; absent where a line has none. */
  readonly cost?: Money | undefined;
  /** What serving the customer cost; absent where no service costs were given. */
  readonly costToServe?: Money | undefined;
  /** Revenue less cost and cost to serve, or revenue where the basis is revenue. */
  readonly value: Money;
}

/** What every customer with a line, or a service cost, in the period is worth, by column. */
export interface ValueTable extends CustomerTable<ValueRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** What the value is. */
  readonly basis: "profit" | "revenue";
  /** Integer units. */
  readonly revenue: Float64Array;
  /** Integer units; absent where a line of the period has no cost. */
  readonly cost?: Float64Array | undefined;
  /** Integer units; absent where no service costs were given. */
  readonly costToServe?: Float64Array | undefined;
  /** Integer units; with the basis revenue the same column as `revenue`. */
  readonly value: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
  /** How many lines of the period have no cost. */
  readonly linesWithoutCost: number;
}
