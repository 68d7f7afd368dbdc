import type { PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits } from "../orders/index.ts";

/** Recency, frequency and monetary of one customer. */
export interface RfmRow {
  /** The customer. */
  readonly customerId: string;
  /** Days from the last purchase to the day of the analysis; at least 1. */
  readonly recencyDays: number;
  /** Orders with a purchase line. */
  readonly frequency: number;
  /** What the customer bought, less returns where they count. */
  readonly monetary: Money;
}

/** What was seen and did not lead to a score. */
export interface NotScored {
  /** Customers who only gave back; they may have free lines too. */
  readonly returnsOnly: number;
  /** Customers who only have free lines. */
  readonly freeOnly: number;
  /** Lines before the first day seen. */
  readonly linesBefore: number;
  /** Lines of the day of the analysis and later. */
  readonly linesAfter: number;
}

/** Recency, frequency and monetary of every customer with a purchase, by column. */
export interface RfmTable extends CustomerTable<RfmRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** What monetary adds up. */
  readonly count: "purchases" | "net";
  /** Days from the last purchase to `asOf`. */
  readonly recencyDays: Int32Array;
  /** Orders with a purchase line. */
  readonly frequency: Int32Array;
  /** Integer units, exact. */
  readonly monetary: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
  /** What was seen and not scored. */
  readonly notScored: NotScored;
}

/** The columns of a table, dressed as one. */
export function rfmTableOf(
  columns: Omit<RfmTable, keyof CustomerTable<RfmRow>> & { customerIds: readonly string[] },
): RfmTable {
  const { customerIds, recencyDays, frequency, monetary } = columns;
  return Object.freeze({
    ...columns,
    ...createCustomerTable(
      customerIds,
      (i): RfmRow =>
        Object.freeze({
          customerId: customerIds[i]!,
          recencyDays: recencyDays[i]!,
          frequency: frequency[i]!,
          monetary: moneyOfUnits(monetary[i]!, columns),
        }),
    ),
  });
}
