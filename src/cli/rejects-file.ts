import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { formatCsvRow, type RejectedRow } from "../adapters/csv/index.ts";
import { UsageError } from "./usage-error.ts";

/** A file of the rows set aside: complete under its name, or not there. */
export interface RejectsFile {
  write(rows: readonly RejectedRow[], header: readonly string[]): Promise<void>;
  /** Puts the file under its name, also when no row was set aside. */
  finish(header: readonly string[]): Promise<void>;
  /** Takes back what was written; without effect after `finish`. */
  abandon(): Promise<void>;
}

/**
 * Opens a file for the rows set aside. It is written under another name in the same folder and renamed when it is
 * complete, so that nobody ever sees half of it and an older file is kept until then.
 *
 * Row number and reason come first, so that rows of any length keep their place; the file begins with a byte order
 * mark, without which spreadsheets misread what is not ASCII.
 */
export async function openRejectsFile(path: string, ordersPath: string): Promise<RejectsFile> {
  const place = await stat(path).catch(() => undefined);
  if (place !== undefined && !place.isFile()) throw new UsageError(`cannot write ${path}: it is not a file`);
  if (place !== undefined && (await realpath(path)) === (await realpath(ordersPath).catch(() => "")))
    throw new UsageError(`cannot write ${path}: it is the file of orders itself`);

  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  let file: FileHandle | undefined;
  try {
    file = await open(temporary, "wx");
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error, `there is no folder ${folder}`)}`, {
      cause: error,
    });
  }
  const handle = file;
  // An interrupted run leaves nothing behind either.
  const cleanUp = (): void => rmSync(temporary, { force: true });
  process.once("exit", cleanUp);
  let begun = false;
  let done = false;

  const writeLines = async (rows: readonly (readonly string[])[]): Promise<void> => {
    const text = rows.map((cells) => `${formatCsvRow(cells, { formulaSafe: true })}\r\n`).join("");
    await handle.writeFile(text);
  };
  const begin = async (header: readonly string[]): Promise<void> => {
    if (begun) return;
    begun = true;
    await handle.writeFile("\ufeff");
    await writeLines([["row", "reason", ...header]]);
  };
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw new UsageError(`cannot write ${path}: ${reasonOf(error, "its folder is gone")}`, {
        cause: error,
      });
    }
  };
  return {
    write: (rows, header) =>
      guarded(async () => {
        await begin(header);
        await writeLines(
          rows.map(({ row, reason, column, cells }) => [
            String(row),
            column === undefined ? reason : `${column}: ${reason}`,
            ...cells,
          ]),
        );
      }),
    finish: (header) =>
      guarded(async () => {
        await begin(header);
        await handle.sync();
        await handle.close();
        await rename(temporary, path);
        process.off("exit", cleanUp);
        done = true;
      }),
    async abandon() {
      if (done) return;
      done = true;
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
      process.off("exit", cleanUp);
    },
  };
}

/** The usual faults of files in words. */
export function reasonOf(error: unknown, missing: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return missing;
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
      return "its path leads through a file";
    case "ENOSPC":
      return "the disk is full";
    case "EROFS":
      return "the disk is read-only";
    default:
      return (error as Error).message;
  }
}
