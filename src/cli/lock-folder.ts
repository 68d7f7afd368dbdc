import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printable } from "./render/text-width.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Keeps other commands out of a folder: two processes on the files of one embedded database would destroy them. A lock
 * whose process is gone, as after a kill, is taken over.
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const path = join(folder, "lock");
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw busy(folder, error);
      const holder = Number(await readFile(path, "utf8").catch(() => ""));
      if (isRunning(holder)) throw busy(folder, error);
      await rm(path, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0); // asks only whether there is such a process
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const busy = (folder: string, cause: unknown): UsageError =>
  (cause as NodeJS.ErrnoException).code === "EEXIST"
    ? new UsageError(`another command is at work in ${printable(folder)}; wait for it`, { cause })
    : new UsageError(`cannot use ${printable(folder)}: ${(cause as Error).message}`, { cause });
