/**
 * Asks every engine about the generated logs, compares with memory, and writes the table of `docs/sql.md`. It needs
 * PostgreSQL and MariaDB at hand, and Node 22 or later for SQLite; without one of them it ends and writes nothing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answersOf, inMemory, openEngines } from "../test/adapters/_engines.ts";
import { generatedLogs } from "../test/adapters/_generated-lines.ts";
import { root } from "./_run.ts";

const [begin, end] = ["<!-- engines -->", "<!-- end of engines -->"];
const engines = await openEngines();
const absent = engines.flatMap(({ name, engine }) =>
  typeof engine === "string" ? [`${name}: ${engine}`] : [],
);
if (absent.length > 0) {
  console.error(`Cannot compare the engines: ${absent.join("; ")}`);
  process.exit(1);
}

const rows: string[][] = [];
let unequal = 0;
for (const log of generatedLogs) {
  const memory = inMemory(log);
  const expected = Object.entries(await answersOf(memory));
  const cells = [log.name, `${memory.size}`, `${memory.customerIds.length}`];
  for (const { engine } of engines) {
    if (typeof engine === "string") continue;
    await engine.load(log);
    const found = await answersOf(engine);
    const wrong = expected
      .filter(([question, answer]) => found[question] !== answer)
      .map(([question]) => question);
    unequal += wrong.length;
    cells.push(wrong.length === 0 ? "equal" : `**${wrong.join(", ")}**`);
  }
  rows.push(cells);
}
for (const { engine } of engines) if (typeof engine !== "string") await engine.close();

const heads = ["log", "lines", "customers", ...engines.map(({ name }) => name)];
const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
const table = [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");

const page = join(root, "docs/sql.md");
const text = readFileSync(page, "utf8");
const [before, rest] = text.split(begin);
const after = rest?.split(end)[1];
if (before === undefined || after === undefined) throw new Error(`${page} has no place for the table`);
writeFileSync(page, `${before}${begin}\n\n${table}\n\n${end}${after}`);
console.log(table);
if (unequal > 0) process.exit(1);
process.exit(0);
