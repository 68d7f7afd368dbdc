import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Reference values of one function: arguments first, one or more values in the last columns; null is not told. */
export interface GoldenTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

export const readGolden = <T>(file: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../golden", file), "utf8"));

export const specialFunctions = readGolden<Readonly<Record<string, GoldenTable>>>("special-functions.json");
export const hypergeometric = readGolden<Readonly<Record<string, GoldenTable>>>("hypergeometric.json");
export const distributions = readGolden<Readonly<Record<string, GoldenTable>>>("distributions.json");

/** |value / expected − 1|, and 0 for two zeros; Infinity for what is not a number. */
export function relativeError(value: number, expected: number): number {
  if (value === expected) return 0;
  const error = Math.abs(value / expected - 1);
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** The worst relative error over the rows of a table, with the row and the value that has it. */
export function worstError(
  table: GoldenTable,
  column: string,
  compute: (...args: number[]) => number,
): { readonly error: number; readonly row: string; readonly rows: number } {
  const at = table.columns.indexOf(column);
  const args = table.columns.indexOf(firstValue(table));
  const told = table.rows.filter((row) => row[at] !== null);
  if (at < 0 || told.length === 0) throw new Error(`no column ${column}`);
  let [error, worst] = [0, ""];
  for (const row of told) {
    const value = compute(...(row.slice(0, args) as number[]));
    const here = relativeError(value, row[at] as number);
    if (here >= error) [error, worst] = [here, `${JSON.stringify(row)} gave ${value}`];
  }
  return { error, row: worst, rows: told.length };
}

/** The first column that is a value and no argument. */
function firstValue(table: GoldenTable): string {
  const values = ["value", "P", "density"];
  return table.columns.find((name) => values.includes(name)) ?? "x";
}
