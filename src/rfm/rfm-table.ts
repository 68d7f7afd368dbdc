import type { PlainDate } from "../calendar/index.ts";
import type { Money, MoneyColumn } from "../money/index.ts";
import {
  type CountingUnit,
  type CustomerIndex,
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  withColumns,
} from "../orders/index.ts";
import type { MonetaryMeasure } from "./monetary-measure.ts";

/** Recency, frequency and monetary of one customer. */
export interface RfmRow {
  /** The customer. */
  readonly customerId: string;
  /** Days from the last purchase to the day of the analysis; at least 1. */
  readonly recencyDays: number;
  /** Orders with a purchase line, or customer-days, or purchase lines, as the table counts. */
  readonly frequency: number;
  /**
   * What the customer bought, less returns where they count; of the mean, rounded half up to the decimals of the
   * amounts, while the column keeps it in full.
   */
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
  /** Which lines monetary adds up. */
  readonly count: "purchases" | "net";
  /** What frequency counts. */
  readonly countBy: CountingUnit;
  /** What monetary is. */
  readonly measure: MonetaryMeasure;
  /** Days from the last purchase to `asOf`. */
  readonly recencyDays: Int32Array;
  /** Orders with a purchase line, or customer-days, or purchase lines. */
  readonly frequency: Int32Array;
  /** Units of `exponent`: exact integers of sum and profit, doubles in the currency itself of the mean. */
  readonly monetary: Float64Array;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit of monetary; 0 of the mean. */
  readonly exponent: number;
  /** Sum of the amounts that count, whatever monetary is; exact. */
  readonly revenue: MoneyColumn;
  /** What was seen and not scored. */
  readonly notScored: NotScored;
}

/** The columns of a table; what is left out is that of a sum over orders. */
export type RfmColumns = Omit<RfmTable, keyof CustomerTable<RfmRow> | "countBy" | "measure" | "revenue"> &
  Partial<Pick<RfmTable, "countBy" | "measure" | "revenue">> & {
    /** Ids in code-point order, or whatever knows them. */
    readonly customerIds: readonly string[] | CustomerIndex;
  };

/** The columns of a table, dressed as one. */
export function rfmTableOf(columns: RfmColumns): RfmTable {
  const { customerIds, ...measured } = columns;
  const { recencyDays, frequency, monetary, currency, exponent } = columns;
  const { countBy = "order", measure = "sum" } = columns;
  const revenue = columns.revenue ?? Object.freeze({ currency, exponent, units: monetary });
  const table: CustomerTable<RfmRow> = createCustomerTable(
    customerIds,
    (i): RfmRow =>
      Object.freeze({
        customerId: table.idAt(i),
        recencyDays: recencyDays[i]!,
        frequency: frequency[i]!,
        monetary:
          measure === "mean"
            ? moneyOfUnits(roundedMean(revenue.units[i]!, frequency[i]!), revenue)
            : moneyOfUnits(monetary[i]!, columns),
      }),
  );
  return withColumns(table, { ...measured, countBy, measure, revenue });
}

/** A mean in whole units, halves up; exact whatever the size of the sum. A table after a lapse has orders of none. */
function roundedMean(sum: number, count: number): bigint {
  if (count === 0) return 0n;
  const [twice, double] = [2n * BigInt(sum) + BigInt(count), 2n * BigInt(count)];
  const quotient = twice / double;
  return twice < 0n && twice % double !== 0n ? quotient - 1n : quotient;
}
