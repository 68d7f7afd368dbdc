import { chooseColumns } from "./_choose-columns.ts";
import { chooseDateFormat, looksLikeDate } from "./_choose-date-format.ts";
import { createDateReader } from "./_date-reader.ts";
import { chooseDecimalMark, type DecimalMark } from "./_decimal-reader.ts";
import type { Header } from "./_header.ts";
import type { RowReader } from "./_row-reader.ts";
import type { ColumnChoice } from "./column-choice.ts";
import { csvError } from "./csv-error.ts";
import type { OrdersCsv } from "./orders-csv.ts";
import type { ReadOrdersCsvOptions } from "./read-orders-csv-options.ts";

/** Columns are told from so many rows; dates and numbers from the whole sample. */
const COLUMN_ROWS = 1000;

/** The rows of a text that have the right number of fields and say anything. */
export function sampleRows(
  rows: RowReader,
  text: string,
  isLast: boolean,
  header: Header,
): readonly (readonly string[])[] {
  const sample: (readonly string[])[] = [];
  rows.read(text, header.end, isLast, {
    good: (cells) => {
      if (cells.some((cell) => cell.trim() !== "")) sample.push(cells);
    },
    bad: () => undefined,
    blank: () => undefined,
  });
  return sample;
}

export interface Formats {
  readonly columns: ColumnChoice;
  readonly dateFormat: string;
  readonly dateExample: OrdersCsv["dateExample"];
  readonly decimalMark: DecimalMark;
}

/** Decides, once for the file, what no cell can say by itself: columns, format of dates, decimal mark. */
export function decideFormats(
  sample: readonly (readonly string[])[],
  header: Header,
  options: ReadOrdersCsvOptions,
  name: string,
): Formats {
  const { dateFormat: given, timeZone = "UTC" } = options;
  const givenReader = given === undefined ? undefined : createDateReader(given, timeZone);
  const columns = chooseColumns(header.names, sample.slice(0, COLUMN_ROWS), {
    asked: options.columns ?? {},
    isDate: givenReader === undefined ? looksLikeDate : (cell) => givenReader.read(cell) !== undefined,
    name,
  });
  const textsOf = (index: number): string[] => sample.map((cells) => cells[index]!.trim());
  const dateTexts = textsOf(columns.date.index);
  const dateFormat = given ?? chooseDateFormat(dateTexts, columns.date.name, name);
  const reader = createDateReader(dateFormat, timeZone);
  const text = dateTexts.find((candidate) => reader.read(candidate) !== undefined);
  const day = text === undefined ? undefined : reader.read(text);

  const numbers = [columns.amount, columns.quantity, columns.price, columns.cost].flatMap((column) =>
    column === undefined ? [] : textsOf(column.index),
  );
  const { mark = options.decimalMark, evidence } = chooseDecimalMark(numbers);
  const decimalMark = options.decimalMark ?? mark;
  if (decimalMark === undefined)
    throw csvError(
      name,
      "csv-decimal-mark",
      evidence.doubtful === undefined
        ? "some of its numbers have a decimal point and some a decimal comma"
        : `the comma in "${evidence.doubtful}" could part decimals or thousands`,
    );
  return {
    columns,
    dateFormat,
    dateExample: text === undefined || day === undefined ? undefined : Object.freeze({ text, day }),
    decimalMark,
  };
}
