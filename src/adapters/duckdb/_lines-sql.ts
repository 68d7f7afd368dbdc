import { quoteName, quoteText } from "./_quote.ts";
import type { DuckdbCsv, DuckdbLines } from "./duckdb-lines.ts";

/** What stands behind `from` to read the columns of the lines as they are. */
export function linesSql(lines: DuckdbLines): string {
  if ("table" in lines)
    return [lines.database, lines.schema, lines.table]
      .filter((name) => name !== undefined)
      .map(quoteName)
      .join(".");
  if ("parquet" in lines) return `read_parquet(${paths(lines.parquet)})`;
  return readCsv(lines, "");
}

/** The same of a file whose header is known: nothing is guessed then, and every column is text. */
export function csvSql(lines: DuckdbCsv, names: readonly string[]): string {
  const columns = names.map((name) => `${quoteText(name)}: 'VARCHAR'`);
  return readCsv(lines, `, auto_detect = false, columns = {${columns.join(", ")}}`);
}

/** All that DuckDB would otherwise find out from a sample is said, down to what is no value. */
function readCsv({ csv, separator = "," }: DuckdbCsv, more: string): string {
  const said = `header = true, all_varchar = true, delim = ${quoteText(separator)}, quote = '"', escape = '"', comment = '', skip = 0`;
  return `read_csv(${paths(csv)}, ${said}, nullstr = '', ignore_errors = false, null_padding = false, strict_mode = true${more})`;
}

const paths = (path: string | readonly string[]): string =>
  typeof path === "string" ? quoteText(path) : `[${path.map(quoteText).join(", ")}]`;
