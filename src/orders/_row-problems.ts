import { isPlainDate } from "../calendar/index.ts";
import type { IssueInput } from "../issues/index.ts";
import { isId, LONGEST_ID } from "./_dictionary.ts";
import { moneyProblems } from "./_line-amounts.ts";
import { quantityProblems } from "./_line-quantities.ts";
import { readMoment } from "./_read-moment.ts";
import type { AnyOrderRow, OrderIssueCode } from "./order-row.ts";

/** What a row is judged by. */
export interface RowRules {
  readonly currency: string;
  readonly maxExponent: number;
  readonly timeZone: string | undefined;
}

/** Everything that is wrong with a row by itself. Slow, and only asked of rows that were refused. */
export function problemsOf(row: AnyOrderRow, rules: RowRules): IssueInput<OrderIssueCode>[] {
  const { currency, maxExponent, timeZone } = rules;
  const found: IssueInput<OrderIssueCode>[] = [];
  const check = (fine: boolean, code: OrderIssueCode, field: keyof AnyOrderRow, expected: string): void => {
    if (fine) return;
    const value: unknown = row[field];
    found.push({ code, path: [field], expected, ...(value === undefined ? {} : { value }) });
  };
  const anId = `text of 1 to ${LONGEST_ID} characters, well-formed and without U+0000`;
  const named = (id: string | undefined): boolean => id === undefined || isId(id);
  check(isId(row.customerId), "bad-customer", "customerId", anId);
  const moment = row.orderedAt === undefined || readMoment(row.orderedAt) !== undefined;
  if (row.orderedOn !== undefined || row.orderedAt === undefined) {
    check(isPlainDate(row.orderedOn as string), "bad-day", "orderedOn", "an existing day written YYYY-MM-DD");
  } else if (moment && timeZone === undefined) {
    check(false, "missing-day", "orderedOn", "a day, or the option timeZone to make one from the moment");
  } else if (moment) {
    check(inCalendar(row.orderedAt), "bad-moment", "orderedAt", "a moment within the years 0001 to 9999");
  }
  check(moment, "bad-moment", "orderedAt", "ISO 8601 with Z or an offset, or whole epoch milliseconds");
  check(named(row.orderId), "bad-order", "orderId", anId);
  check(named(row.productId), "bad-product", "productId", anId);
  check(named(row.channel), "bad-channel", "channel", anId);
  check(named(row.placeId), "bad-place", "placeId", anId);
  const other = row.currency !== undefined && row.currency !== currency;
  check(!other, "other-currency", "currency", `the currency of the log, ${currency}`);
  found.push(...moneyProblems(row, currency, maxExponent), ...quantityProblems(row, maxExponent));
  return found;
}

/** A day of margin, whatever the zone. */
function inCalendar(moment: string | number): boolean {
  const instant = readMoment(moment) ?? Number.NaN;
  return instant > -62_135_510_400_000 && instant < 253_402_214_400_000;
}
