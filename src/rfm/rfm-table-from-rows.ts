import { addDays, dayNumber, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { sortByCodePoints } from "../ids/index.ts";
import { createIssueCollector } from "../issues/index.ts";
import { createMoneyColumnBuilder, parseDecimal } from "../money/index.ts";
import { type RfmTable, rfmTableOf } from "./rfm-table.ts";

/** Recency, frequency and monetary of one customer, as they come from elsewhere. */
export interface RfmInputRow {
  /** The customer. */
  readonly customerId: string;
  /** Days from the last purchase to the day of the analysis, a whole number from 0. */
  readonly recencyDays: number;
  /** How often the customer bought, a whole number from 1. */
  readonly frequency: number;
  /** What the customer bought, as a plain decimal. */
  readonly monetary: string;
}

/** Options of {@link rfmTableFromRows}. */
export interface RfmTableOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** ISO 4217 code of monetary. */
  readonly currency: string;
  /**
   * The first day that the measures look at.
   * @defaultValue the day of the longest recency
   */
  readonly from?: PlainDate | undefined;
}

/**
 * Makes a table of measures that were counted elsewhere, such as by a database, one row a customer, ready for `scoreRfm`.
 *
 * @param rows - in any order, each customer once
 * @throws InvalidDataError with everything that is wrong with any row
 * @throws RangeError if a day is none or the currency unknown
 *
 * @example
 * ```ts
 * import { rfmTableFromRows, scoreRfm } from "clientele/rfm";
 *
 * const table = rfmTableFromRows(
 *   [
 *     { customerId: "bob", recencyDays: 40, frequency: 1, monetary: "9.90" },
 *     { customerId: "ann", recencyDays: 3, frequency: 7, monetary: "120.00" },
 *   ],
 *   { asOf: "2026-06-01", currency: "EUR" },
 * );
 * table.customerIds; // => ["ann", "bob"]
 * scoreRfm(table, { groups: 2 }).get("ann"); // => { customerId: "ann", recency: 2, frequency: 2, monetary: 2 }
 * ```
 */
export function rfmTableFromRows(rows: Iterable<RfmInputRow>, options: RfmTableOptions): RfmTable {
  const { asOf, currency } = options;
  const today = dayNumber(asOf);
  const issues = createIssueCollector();
  const byId = new Map<string, RfmInputRow>();
  let number = 0;
  for (const row of rows) {
    checkRow(row, byId.has(row.customerId), (path, expected, value) =>
      issues.add({ code: "bad-rfm-row", path: [path], row: number, value, expected }),
    );
    byId.set(row.customerId, row);
    number += 1;
  }
  issues.throwIfAny("read rfm rows");
  const customerIds = Object.freeze(sortByCodePoints([...byId.keys()]));
  const amounts = createMoneyColumnBuilder(currency);
  for (const id of customerIds) amounts.push(byId.get(id)!.monetary);
  const { units, exponent } = amounts.finish();
  const recencyDays = Int32Array.from(customerIds, (id) => byId.get(id)!.recencyDays);
  const longest = recencyDays.reduce((most, days) => Math.max(most, days), 0);
  const from = options.from ?? addDays(asOf, -longest);
  if (!isPlainDate(from) || dayNumber(from) > today) {
    throw new RangeError(`Cannot read rfm rows: from must be a day not after asOf ${asOf}, got ${from}`);
  }
  return rfmTableOf({
    customerIds,
    from,
    asOf,
    count: "purchases",
    recencyDays,
    frequency: Int32Array.from(customerIds, (id) => byId.get(id)!.frequency),
    monetary: units,
    currency,
    exponent,
    notScored: Object.freeze({ returnsOnly: 0, freeOnly: 0, linesBefore: 0, linesAfter: 0 }),
  });
}

const MOST = 0x7fffffff;

function checkRow(
  row: RfmInputRow,
  repeated: boolean,
  report: (path: keyof RfmInputRow, expected: string, value: unknown) => void,
): void {
  const whole = (value: number, least: number): boolean =>
    Number.isInteger(value) && value >= least && value <= MOST;
  if (typeof row.customerId !== "string" || row.customerId === "") {
    report("customerId", "text", row.customerId);
  } else if (repeated) report("customerId", "a customer once", row.customerId);
  if (!whole(row.recencyDays, 0)) report("recencyDays", "a whole number from 0", row.recencyDays);
  if (!whole(row.frequency, 1)) report("frequency", "a whole number from 1", row.frequency);
  try {
    parseDecimal(row.monetary, { maxExponent: 9 });
  } catch {
    report("monetary", "a plain decimal such as 12.50", row.monetary);
  }
}
