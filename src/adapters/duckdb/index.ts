/**
 * Analyses inside DuckDB, over its tables and over files of CSV and Parquet that it reads.
 *
 * Definitions:
 * - The **lines** are rows of a table, a view or files; which column holds what is told, never guessed. A row is judged as
 *   `orderLogFromRows` judges it: one that is bad is refused with its place, counted from 0 in the order in which DuckDB reads, and
 *   none is left out.
 * - A **CSV** file has a header and is text in every column; an empty field is null. A **Parquet** file and a table have
 *   types, of which floats are refused for money, since they keep no cents.
 * - A **day** is a date, the date of a timestamp without zone, or that of a moment in a zone, by the zones of
 *   `clientele/calendar` and not by those of the database.
 * - **Ids** are equal if their code points are, and stand in their order, whatever collation the table has.
 * - It computes and reads; it is no store. Nothing is written but a copy of a CSV file, which ends with the call.
 *
 * This entry is for instances of `@duckdb/node-api`, which the user makes; nothing of it is imported.
 *
 * @packageDocumentation
 */

export type { LineTiersOptions, LineTotalsOptions } from "../push-down/index.ts";
export type { DuckdbConnection, DuckdbInstance, DuckdbRows } from "./duckdb-instance.ts";
export type {
  DuckdbColumns,
  DuckdbCsv,
  DuckdbLines,
  DuckdbLinesOptions,
  DuckdbParquet,
  DuckdbTable,
} from "./duckdb-lines.ts";
export { type DuckdbOrderTotalsOptions, readDuckdbOrderTotals } from "./read-duckdb-order-totals.ts";
export {
  countDuckdbTransitions,
  type DuckdbTierOptions,
  readDuckdbTierPanel,
} from "./read-duckdb-tier-panel.ts";
