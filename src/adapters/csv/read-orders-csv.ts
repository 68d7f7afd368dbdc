import { describeValue } from "../../issues/index.ts";
import { createOrderLogBuilder } from "../../orders/index.ts";
import { checkOptions } from "./_check-options.ts";
import { createDateReader } from "./_date-reader.ts";
import { decideFormats, sampleRows } from "./_decide-formats.ts";
import { createDecimalReader } from "./_decimal-reader.ts";
import { readHeader } from "./_header.ts";
import { createLineReader } from "./_line-reader.ts";
import { LONGEST_RECORD } from "./_record-scanner.ts";
import { createRowIntake } from "./_row-intake.ts";
import { createRowReader } from "./_row-reader.ts";
import { openText } from "./_text-of-bytes.ts";
import { csvError } from "./csv-error.ts";
import type { OrdersCsv } from "./orders-csv.ts";
import type { ReadOrdersCsvOptions } from "./read-orders-csv-options.ts";
import type { SetAside } from "./rejected-row.ts";

/** A sample of the file decides on columns, dates and decimal mark: so many characters of it. */
const SAMPLE = 4_000_000;

/**
 * Reads order lines from CSV, plain or packed with gzip, straight into an order log. Bad rows are set aside
 * by reason and never stop the reading; a file that is no table of orders is refused with one sentence.
 *
 * Understood: RFC 4180 quotes with line breaks inside, a byte order mark, LF, CRLF and CR, fields parted by
 * `,` `;` tab or `|`, ISO 8601 dates and date-times, other dates by a format, decimal point or comma.
 *
 * @param source - the bytes, in chunks of any size
 * @param options - the currency, and whatever should not be guessed
 * @throws ClienteleError with an {@link OrdersCsvErrorCode} when the file cannot be read as orders
 * @throws RangeError if an option is wrong
 *
 * @example
 * ```ts
 * import { readOrdersCsv } from "clientele/csv";
 *
 * async function* bytes(): AsyncGenerator<Uint8Array> {
 *   yield new TextEncoder().encode("Customer ID;Order date;Amount\nc1;24/12/2025;12,50\n;24/12/2025;1,00\n");
 * }
 * const read = await readOrdersCsv(bytes(), { currency: "EUR" });
 * read.log.size; // => 1
 * read.dateFormat; // => "dd/MM/yyyy"
 * read.decimalMark; // => ","
 * read.setAside.reasons.map((reason) => [reason.code, reason.rows]); // => [["no-customer", 1]]
 * ```
 */
export async function readOrdersCsv(
  source: AsyncIterable<Uint8Array>,
  options: ReadOrdersCsvOptions,
): Promise<OrdersCsv> {
  const { timeZone = "UTC", name = "orders", onRejects, signal } = options;
  checkOptions(options);
  const builder = createOrderLogBuilder({ currency: options.currency });
  const { encoding, compressed, pieces, close } = await openText(source, {
    name,
    encoding: options.encoding,
    onProgress: options.onProgress,
  });
  try {
    let { text, isLast } = await takeSample(pieces, signal);
    const header = readHeader(text, isLast, options.separator, name);
    const rows = createRowReader(header.separator, header.names.length);
    if (isLast && text.slice(header.end).trim() === "") throw noRows(name);
    const sample = sampleRows(rows, text, isLast, header);
    if (sample.length === 0)
      throw csvError(
        name,
        "csv-nothing-accepted",
        `no row has as many fields as its header, which has ${header.names.length}`,
      );
    const decided = decideFormats(sample, header, options, name);
    const dates = createDateReader(decided.dateFormat, timeZone);
    const readNumber = createDecimalReader(decided.decimalMark, options.currency);
    const readLine = createLineReader(builder, decided.columns, dates, readNumber);
    const intake = createRowIntake(readLine, {
      headerRow: header.row,
      separator: header.separator,
      keepRejects: onRejects !== undefined,
    });
    let at = header.end;
    for (;;) {
      at = rows.read(text, at, isLast, intake);
      const rejects = intake.takeRejects();
      if (rejects.length > 0) await onRejects?.(rejects, header.names);
      if (isLast) break;
      signal?.throwIfAborted();
      const next = await pieces.next();
      isLast = next.done === true;
      text = text.slice(at) + (next.done === true ? "" : next.value);
      at = 0;
      if (text.length > 2 * LONGEST_RECORD && !text.includes("\n"))
        throw csvError(
          name,
          "csv-endless-row",
          `row ${intake.lastRow + 1} does not end within a million characters`,
        );
    }
    const setAside = intake.setAside();
    if (intake.rows === 0) throw noRows(name);
    if (builder.size === 0) throw nothingAccepted(name, intake.rows, setAside);
    return Object.freeze({
      log: builder.finish(),
      header: header.names,
      ...decided,
      separator: header.separator,
      encoding,
      compressed,
      timeZone,
      instants: dates.instants,
      rows: intake.rows,
      accepted: builder.size,
      setAside,
    });
  } finally {
    await close();
  }
}

async function takeSample(
  pieces: AsyncGenerator<string>,
  signal: AbortSignal | undefined,
): Promise<{ text: string; isLast: boolean }> {
  const taken: string[] = [];
  let length = 0;
  while (length < SAMPLE) {
    signal?.throwIfAborted();
    const next = await pieces.next();
    if (next.done === true) return { text: taken.join(""), isLast: true };
    taken.push(next.value);
    length += next.value.length;
  }
  return { text: taken.join(""), isLast: false };
}

function noRows(name: string): Error {
  return csvError(name, "csv-no-rows", "it has a header but no rows");
}

function nothingAccepted(name: string, rows: number, aside: SetAside): Error {
  const [first] = aside.reasons;
  const [sample] = first?.samples ?? [];
  const place = sample === undefined ? "" : `, such as row ${sample.row}: ${describeValue(sample.value)}`;
  return csvError(
    name,
    "csv-nothing-accepted",
    `none of its ${rows} rows is an order line; ${first?.rows ?? 0} have ${first?.reason ?? "no fault"}${place}`,
  );
}
