import type { OrderLog } from "../../orders/index.ts";
import type { DecimalMark } from "./_decimal-reader.ts";
import type { CsvSeparator } from "./_header.ts";
import type { ColumnChoice } from "./column-choice.ts";
import type { SetAside } from "./rejected-row.ts";

/** A file of orders, read: the log, and how it was made. */
export interface OrdersCsv {
  /** The order lines. */
  readonly log: OrderLog;
  /** The names of the columns, in the order of the file. */
  readonly header: readonly string[];
  /** Which column was taken for what. */
  readonly columns: ColumnChoice;
  /** The character between fields. */
  readonly separator: CsvSeparator;
  /** The character before decimals. */
  readonly decimalMark: DecimalMark;
  /** The character encoding. */
  readonly encoding: string;
  /** Whether the file was packed with gzip. */
  readonly compressed: boolean;
  /** How the dates were read: `"ISO 8601"`, or tokens of date-fns. */
  readonly dateFormat: string;
  /** A date as it stands in the file and the day it was read as. */
  readonly dateExample?: { readonly text: string; readonly day: string } | undefined;
  /** The zone by which instants became days. */
  readonly timeZone: string;
  /** How many rows carried an instant, that is, a time with an offset. */
  readonly instants: number;
  /** Rows below the header, blank lines not counted. */
  readonly rows: number;
  /** Rows that became order lines. */
  readonly accepted: number;
  /** The other rows, by reason. */
  readonly setAside: SetAside;
}
