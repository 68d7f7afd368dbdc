import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { type OrdersCsv, type ReadOrdersCsvOptions, readOrdersCsv } from "../adapters/csv/index.ts";
import { ClienteleError } from "../issues/index.ts";
import type { CommandIo } from "./command-io.ts";
import { startProgress } from "./progress-bar.ts";
import { openRejectsFile, reasonOf } from "./rejects-file.ts";
import { printable } from "./render/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What to add to a finding of the reader: the options that answer it. */
const ADVICE: Readonly<Record<string, string>> = {
  "csv-not-text": "; if it is text, give its encoding, for example --encoding windows-1252",
  "csv-missing-column":
    "; give --customer-column, --date-column and --amount-column (or --quantity-column with --price-column)",
  "csv-date-format": "; give --date-format, for example --date-format dd/MM/yyyy",
  "csv-decimal-mark": '; give --decimal-mark "." or --decimal-mark ","',
};

/** Reads a file of orders with a bar on the terminal, and the rows set aside into a file of their own. */
export async function readOrdersFile(
  path: string,
  options: Omit<ReadOrdersCsvOptions, "name" | "onProgress" | "onRejects">,
  io: CommandIo,
  rejectsPath?: string,
): Promise<OrdersCsv> {
  const name = printable(basename(path));
  const size = await sizeOf(path);
  const rejects = rejectsPath === undefined ? undefined : await openRejectsFile(rejectsPath, path);
  const bar = startProgress(io, `Reading ${name}`, size);
  try {
    const read = await readOrdersCsv(bytesOf(path), {
      ...options,
      name,
      onProgress: ({ bytes }) => bar.reach(bytes),
      onRejects: rejects && ((rows, header) => rejects.write(rows, header)),
    });
    await rejects?.finish(read.header);
    return read;
  } catch (error) {
    throw asUsageError(error, path);
  } finally {
    bar.clear();
    await rejects?.abandon();
  }
}

/** Opened when the first byte is wanted, so that a wrong option leaves no file open. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 1 << 18 });
}

/** Opens the file once before anything is drawn or written; a folder can be opened but not read. */
async function sizeOf(path: string): Promise<number> {
  try {
    const file = await open(path, "r");
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw new UsageError(`cannot read ${printable(path)}: it is a folder`);
      return stats.size;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asUsageError(error, path);
  }
}

function asUsageError(error: unknown, path: string): unknown {
  if (error instanceof UsageError) return error;
  if (ClienteleError.is(error))
    return new UsageError(lowerFirst(error.message) + (ADVICE[error.code] ?? ""), { cause: error });
  if (typeof (error as NodeJS.ErrnoException).syscall === "string")
    return new UsageError(`cannot read ${printable(path)}: ${reasonOf(error, "there is no such file")}`, {
      cause: error,
    });
  if (error instanceof RangeError) return new UsageError(lowerFirst(error.message), { cause: error });
  return error;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
