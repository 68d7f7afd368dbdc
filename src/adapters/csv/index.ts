/**
 * Orders from CSV files, as exports of shops and tables write them.
 *
 * Definitions:
 * - A **row** is a record below the header; it may hold line breaks within quotes. Rows are numbered as a
 *   spreadsheet numbers them: the header is row 1. Blank lines count as places, not as rows.
 * - **Set aside** is a row that is no order line: it is counted by reason, sampled and handed back whole. Nothing
 *   is repaired and nothing is guessed cell by cell; what is guessed is guessed once for the file (columns, date
 *   format, decimal mark, separator), only where a sample leaves no doubt, and reported.
 * - A **date** of the file is a day of the shop's calendar. A time with an offset is an instant; the day it falls on
 *   is a matter of the time zone.
 * - A stray quote costs its own line and no other: a quoted cell of more than 100 lines is taken for a mistake.
 *
 * @module
 */

export type { DecimalMark } from "./_decimal-reader.ts";
export type { CsvSeparator } from "./_header.ts";
export type { ChosenColumn, ColumnChoice, ColumnNames, ColumnRole } from "./column-choice.ts";
export type { OrdersCsvErrorCode } from "./csv-error.ts";
export { type FormatCsvRowOptions, formatCsvRow } from "./format-csv-row.ts";
export type { OrdersCsv } from "./orders-csv.ts";
export { readOrdersCsv } from "./read-orders-csv.ts";
export type { ReadOrdersCsvOptions } from "./read-orders-csv-options.ts";
export type { RejectCode, RejectedRow, RejectReason, RejectSample, SetAside } from "./rejected-row.ts";
