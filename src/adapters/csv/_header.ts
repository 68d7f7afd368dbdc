import { LONGEST_RECORD, type RecordSpan, scanRecord } from "./_record-scanner.ts";
import { createRowReader } from "./_row-reader.ts";
import { csvError } from "./csv-error.ts";

/** The characters that may stand between fields. */
export type CsvSeparator = "," | ";" | "\t" | "|";

export const separators: readonly CsvSeparator[] = [",", ";", "\t", "|"];

export interface Header {
  readonly separator: CsvSeparator;
  readonly names: readonly string[];
  /** Row number of the header, from 1: blank lines may stand above it. */
  readonly row: number;
  /** Where the rows begin. */
  readonly end: number;
}

/** Reads the first line that is not blank; the separator is the one that makes most fields of it. */
export function readHeader(
  text: string,
  isLast: boolean,
  asked: CsvSeparator | undefined,
  name: string,
): Header {
  let start = 0;
  let row = 1;
  for (;;) {
    const end = text.indexOf("\n", start);
    if (end < 0 || text.slice(start, end).trim() !== "") break;
    start = end + 1;
    row += 1;
  }
  if (text.slice(start).trim() === "") throw csvError(name, "csv-empty", "it is empty");
  const span: RecordSpan = { end: 0, fields: 0, fault: undefined };
  let best: { separator: CsvSeparator; fields: number; end: number } | undefined;
  for (const separator of asked === undefined ? separators : [asked]) {
    if (!scanRecord(text, start, separator.charCodeAt(0), isLast, span) || span.fault !== undefined) continue;
    if (best === undefined || span.fields > best.fields)
      best = { separator, fields: span.fields, end: span.end };
  }
  if (best === undefined) {
    const endless = !text.includes("\n") && text.length > LONGEST_RECORD;
    throw csvError(
      name,
      endless ? "csv-endless-row" : "csv-bad-header",
      endless ? "its first line does not end, so it is not CSV" : "a quote in its header is not closed",
    );
  }
  let names: readonly string[] = [text.slice(start, best.end)];
  if (best.fields > 1) {
    createRowReader(best.separator, best.fields).read(text.slice(start, best.end + 1), 0, true, {
      good: (cells) => {
        names = cells.map((cell) => cell.trim());
      },
      bad: () => undefined,
      blank: () => undefined,
    });
  }
  return { separator: best.separator, names, row, end: best.end + 1 };
}
