import { inferSchema, initParser, type Parser } from "udsv";
import { type QuoteFault, type RecordSpan, scanRecord } from "./_record-scanner.ts";

/** Takes what a text holds, record by record, in its order. */
export interface RowSink {
  /** A record of the right number of fields. */
  good(cells: readonly string[]): void;
  /** A record that is not one. */
  bad(cells: readonly string[], fault: QuoteFault | "field-count"): void;
  /** A line with nothing on it. */
  blank(): void;
}

export interface RowReader {
  /** Reads the complete records from `from` on and returns where the first incomplete one begins. */
  read(text: string, from: number, isLast: boolean, sink: RowSink): number;
}

/** Frames the records of a text and hands the sound ones, as long runs, to the parser of udsv. */
export function createRowReader(separator: string, fields: number): RowReader {
  const code = separator.charCodeAt(0);
  const span: RecordSpan = { end: 0, fields: 0, fault: undefined };
  const parserOf = parsersOf(separator);
  const parser = parserOf(fields);
  return {
    read(text, from, isLast, sink) {
      let at = from;
      let runStart = from;
      const endRun = (): void => {
        if (runStart < at) {
          parser.stringArrs<string[] & []>(text.slice(runStart, at), (cells) => {
            sink.good(cells);
            return true;
          });
        }
      };
      while (at < text.length && scanRecord(text, at, code, isLast, span)) {
        if (span.fault !== undefined || span.fields !== fields) {
          endRun();
          const record = text.slice(at, span.end);
          const cells = cellsOfBad(record, span, parserOf);
          if (cells.every((cell) => cell.trim() === "")) sink.blank();
          else sink.bad(cells, span.fault ?? "field-count");
          runStart = span.end + 1;
        }
        at = span.end + 1;
      }
      endRun();
      return at;
    },
  };
}

/** One parser for each number of fields; whether there are quotes it tells anew for every run. */
function parsersOf(separator: string): (fields: number) => Parser {
  const parsers = new Map<number, Parser>();
  return (fields) => {
    let parser = parsers.get(fields);
    if (parser === undefined) {
      const model = `${Array(fields).fill("x").join(separator)}\n`;
      parser = initParser(inferSchema(model, { col: separator, row: "\n", header: () => [] }));
      parsers.set(fields, parser);
    }
    return parser;
  };
}

function cellsOfBad(
  record: string,
  span: RecordSpan,
  parserOf: (fields: number) => Parser,
): readonly string[] {
  if (span.fault !== undefined || span.fields === 1) return [record];
  return parserOf(span.fields).stringArrs<string[] & []>(`${record}\n`)[0] ?? [record];
}
