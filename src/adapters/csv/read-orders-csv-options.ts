import type { DecimalMark } from "./_decimal-reader.ts";
import type { CsvSeparator } from "./_header.ts";
import type { ColumnNames } from "./column-choice.ts";
import type { RejectedRow } from "./rejected-row.ts";

/** Options of `readOrdersCsv`. */
export interface ReadOrdersCsvOptions {
  /** ISO 4217 code of all amounts of the file. */
  readonly currency: string;
  /**
   * Which column holds what; those left out are guessed.
   * @defaultValue all guessed
   */
  readonly columns?: ColumnNames | undefined;
  /**
   * How the dates are written, in tokens of date-fns such as `dd/MM/yyyy HH:mm`.
   * @defaultValue ISO 8601, or one of the usual formats if a sample of the file leaves no doubt
   */
  readonly dateFormat?: string | undefined;
  /**
   * The zone whose calendar gives the day of a date-time that carries an offset (`…Z`, `…+09:00`). Dates and
   * date-times without one are days and clocks of the shop and are not moved.
   * @defaultValue `"UTC"`
   */
  readonly timeZone?: string | undefined;
  /**
   * The character between fields.
   * @defaultValue the one of `,` `;` tab `|` that makes most fields of the header
   */
  readonly separator?: CsvSeparator | undefined;
  /**
   * The character before decimals. With a comma, points group thousands, and the other way about.
   * @defaultValue told from a sample of the numbers; refused if they leave it open
   */
  readonly decimalMark?: DecimalMark | undefined;
  /**
   * Character encoding, by its WHATWG label: `windows-1252`, `gb18030`, `big5`, `shift_jis` …
   * @defaultValue UTF-16 where the file says so by a byte order mark, else UTF-8
   */
  readonly encoding?: string | undefined;
  /**
   * What messages call the file.
   * @defaultValue `"orders"`
   */
  readonly name?: string | undefined;
  /** Told after every chunk how many bytes of the source have been taken (packed bytes, if packed). */
  readonly onProgress?: ((progress: { readonly bytes: number }) => void) | undefined;
  /** Given the rows set aside, in the order of the file, a batch at a time; awaited. */
  readonly onRejects?:
    | ((rows: readonly RejectedRow[], header: readonly string[]) => void | Promise<void>)
    | undefined;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
}
