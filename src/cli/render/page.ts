import { formatTable, PAGE_WIDTH, type TextColumn } from "./text-table.ts";
import { wrapText } from "./text-width.ts";

/** A page of plain text under construction: headings, lines, tables. */
export interface Page {
  heading(text: string): void;
  /** A sentence, broken at the width of the page. */
  line(text?: string, options?: { readonly indent?: number; readonly hanging?: number }): void;
  table(columns: readonly TextColumn[], rows: readonly (readonly string[])[], indent?: number): void;
  toString(): string;
}

/** Makes an empty page; headings are bold where there is colour. */
export function createPage(options: { readonly bold: boolean }): Page {
  const lines: string[] = [];
  return {
    heading(text) {
      if (lines.length > 0) lines.push("");
      lines.push(options.bold ? `\u001b[1m${text}\u001b[22m` : text);
    },
    line(text = "", { indent = 2, hanging = indent } = {}) {
      const [first = "", ...rest] = wrapText(text, PAGE_WIDTH - Math.max(indent, hanging));
      lines.push((" ".repeat(indent) + first).trimEnd(), ...rest.map((part) => " ".repeat(hanging) + part));
    },
    table(columns, rows, indent = 2) {
      lines.push(...formatTable(columns, rows, { indent }));
    },
    toString: () => `${lines.join("\n")}\n`,
  };
}
