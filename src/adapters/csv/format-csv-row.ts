/** Options of {@link formatCsvRow}. */
export interface FormatCsvRowOptions {
  /**
   * The character between fields.
   * @defaultValue `","`
   */
  readonly separator?: string | undefined;
  /**
   * Whether the cells come from outside and may be opened in a spreadsheet: a cell that a spreadsheet could take
   * for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front.
   * @defaultValue `false`
   */
  readonly formulaSafe?: boolean | undefined;
}

/**
 * Writes cells as one line of CSV (RFC 4180), without the line break: a cell is quoted when it needs it.
 *
 * @example
 * ```ts
 * import { formatCsvRow } from "clientele/csv";
 *
 * formatCsvRow(["1", "Tea, green", 'A "B"']); // => '1,"Tea, green","A ""B"""'
 * formatCsvRow(["=1+1", "-2.50", "ok"], { formulaSafe: true }); // => "'=1+1,'-2.50,ok"
 * ```
 */
export function formatCsvRow(cells: readonly string[], options: FormatCsvRowOptions = {}): string {
  const { separator = ",", formulaSafe = false } = options;
  return cells
    .map((cell) => {
      const safe = formulaSafe && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
      return safe.includes(separator) || /["\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(separator);
}
