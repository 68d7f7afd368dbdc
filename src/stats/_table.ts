import { describeValue } from "../issues/index.ts";
import { wrongParameter } from "./_check.ts";
import { checkCount } from "./_result.ts";

/** A table of counts without the rows and columns that hold none. */
export interface Table {
  readonly counts: readonly (readonly number[])[];
  /** Which rows and columns of the given table these are. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly n: number;
  /** The rows and columns left out. */
  readonly emptyRows: readonly number[];
  readonly emptyColumns: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Reads a table of counts by rows; refuses one that is not rectangular or holds anything but counts. */
export function readTable(doing: string, table: readonly (readonly number[])[]): Table {
  if (table.length === 0) throw wrongParameter(doing, "the table", "at least one row", table);
  const width = table[0]!.length;
  table.forEach((row, i) => {
    if (row.length !== width)
      throw new RangeError(
        `Cannot ${doing}: row ${i} must have ${width} counts as row 0 has, got ${describeValue(row)}`,
      );
    row.forEach((count, j) => {
      checkCount(doing, `the count in row ${i}, column ${j},`, count);
    });
  });
  const allRows = table.map(sum);
  const allColumns = table[0]!.map((_, j) => sum(table.map((row) => row[j]!)));
  const n = sum(allRows);
  if (!Number.isSafeInteger(n)) throw wrongParameter(doing, "the sum of the counts", "a safe integer", n);
  const rows = indicesWhere(allRows, (total) => total > 0);
  const columns = indicesWhere(allColumns, (total) => total > 0);
  return {
    counts: rows.map((i) => columns.map((j) => table[i]![j]!)),
    rows,
    columns,
    rowTotals: rows.map((i) => allRows[i]!),
    columnTotals: columns.map((j) => allColumns[j]!),
    n,
    emptyRows: indicesWhere(allRows, (total) => total === 0),
    emptyColumns: indicesWhere(allColumns, (total) => total === 0),
  };
}

function indicesWhere(values: readonly number[], holds: (value: number) => boolean): number[] {
  return values.flatMap((value, i) => (holds(value) ? [i] : []));
}
