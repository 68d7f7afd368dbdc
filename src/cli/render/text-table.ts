import { fitText, padText, textWidth } from "./text-width.ts";

/** A column of a table: its title and the side on which its cells stand. */
export interface TextColumn {
  readonly title: string;
  readonly align?: "left" | "right" | undefined;
}

/** Columns of a page. */
export const PAGE_WIDTH = 100;

const GAP = 2;

/**
 * Lays out a table in plain text: no rules, columns parted by two spaces, numbers to the right. Where a table is
 * wider than the page its widest left-aligned column is cut. Without titles there is no line of them.
 */
export function formatTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  options: { readonly indent?: number } = {},
): readonly string[] {
  const { indent = 2 } = options;
  const widths = columns.map((column, at) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[at] ?? ""))),
  );
  const total = indent + widths.reduce((sum, width) => sum + width, 0) + GAP * (columns.length - 1);
  if (total > PAGE_WIDTH) {
    const lefts = columns.flatMap((column, at) => (column.align === "right" ? [] : [at]));
    const widest = lefts.sort((a, b) => widths[b]! - widths[a]!)[0];
    if (widest !== undefined) widths[widest] = Math.max(8, widths[widest]! - (total - PAGE_WIDTH));
  }
  const line = (cells: readonly string[]): string =>
    (
      " ".repeat(indent) +
      columns
        .map((column, at) =>
          padText(fitText(cells[at] ?? "", widths[at]!), widths[at]!, column.align ?? "left"),
        )
        .join(" ".repeat(GAP))
    ).trimEnd();
  const titles = columns.some((column) => column.title !== "")
    ? [line(columns.map((column) => column.title))]
    : [];
  return [...titles, ...rows.map(line)];
}
