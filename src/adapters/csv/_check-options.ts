import { isTimeZone } from "../../calendar/index.ts";
import { describeValue } from "../../issues/index.ts";
import { checkDateFormat } from "./_date-reader.ts";
import { separators } from "./_header.ts";
import type { ReadOrdersCsvOptions } from "./read-orders-csv-options.ts";

/** Refuses a wrong call before a byte is read. */
export function checkOptions({
  columns = {},
  dateFormat,
  timeZone,
  separator,
  encoding,
  decimalMark,
}: ReadOrdersCsvOptions): void {
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot read orders: ${rule}, got ${describeValue(got)}`);
  };
  if (columns.amount !== undefined && (columns.quantity !== undefined || columns.price !== undefined))
    throw new RangeError(
      "Cannot read orders: give a column of amounts, or columns of quantities and prices, not both",
    );
  if (dateFormat !== undefined) checkDateFormat(dateFormat);
  if (timeZone !== undefined && !isTimeZone(timeZone)) refuse("the time zone must be an IANA name", timeZone);
  if (separator !== undefined && !separators.includes(separator))
    refuse("the separator must be a comma, a semicolon, a tab or a vertical bar", separator);
  if (decimalMark !== undefined && decimalMark !== "." && decimalMark !== ",")
    refuse("the decimal mark must be a point or a comma", decimalMark);
  if (encoding !== undefined) {
    try {
      new TextDecoder(encoding);
    } catch {
      refuse("the encoding must be one that browsers know, such as windows-1252", encoding);
    }
  }
}
