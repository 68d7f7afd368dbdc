import type { CommandIo } from "./command-io.ts";
import { createPage, type Page } from "./render/page.ts";

/** Writes a result as JSON: two spaces of indent, a line break at the end. */
export function writeJson(io: CommandIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a page, with bold headings on a terminal unless `NO_COLOR` asks for none. */
export function writePage(io: CommandIo, fill: (page: Page) => void): void {
  const noColour = (io.env["NO_COLOR"] ?? "") !== "";
  const page = createPage({ bold: io.stdout.isTTY === true && !noColour });
  fill(page);
  io.stdout.write(page.toString());
}
