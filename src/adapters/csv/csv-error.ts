import { ClienteleError } from "../../issues/index.ts";

/** Why a file of orders could not be read at all. */
export type OrdersCsvErrorCode =
  /** The data are binary, a workbook, or in another character encoding. */
  | "csv-not-text"
  /** The gzip data are cut short or damaged. */
  | "csv-bad-gzip"
  /** There is nothing in it. */
  | "csv-empty"
  /** The header has a quote that is not closed. */
  | "csv-bad-header"
  /** The first line is a row of data. */
  | "csv-no-header"
  /** There is a header but no row below it. */
  | "csv-no-rows"
  /** A row is longer than any row of a table can be. */
  | "csv-endless-row"
  /** A column was asked for that the file does not have. */
  | "csv-unknown-column"
  /** A column was asked for by a name that occurs twice. */
  | "csv-ambiguous-column"
  /** A column was not named and could not be guessed. */
  | "csv-missing-column"
  /** The dates can be read in more than one way, or in none of the usual ones. */
  | "csv-date-format"
  /** The numbers can be read in more than one way. */
  | "csv-decimal-mark"
  /** There are rows, but none of them is an order line. */
  | "csv-nothing-accepted";

/** The one error of this room: `message` is a whole sentence, `code` is for programs. */
export function csvError(
  name: string,
  code: OrdersCsvErrorCode,
  finding: string,
  options?: ErrorOptions,
): ClienteleError {
  return new ClienteleError(code, `Cannot read ${name}: ${finding}`, options);
}
