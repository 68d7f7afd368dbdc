import { readFileSync, writeFileSync } from "node:fs";

const page = new URL("../../docs/trend.md", import.meta.url);

/** A table in Markdown, its columns padded as the formatter has them. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Puts a text between the marks `<!-- name -->` and `<!-- /name -->` of docs/trend.md. */
export function writeToDocs(name: string, text: string): void {
  const before = readFileSync(page, "utf8");
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [before.indexOf(open), before.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/trend.md has no place for ${name}`);
  writeFileSync(page, `${before.slice(0, from + open.length)}\n\n${text}\n\n${before.slice(to)}`);
}
