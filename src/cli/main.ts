import { briefCommand } from "./brief-command.ts";
import type { CommandIo } from "./command-io.ts";
import { demoCommand } from "./demo-command.ts";
import { overview } from "./help.ts";
import { importCommand } from "./import-command.ts";
import { initCommand } from "./init-command.ts";
import { printable } from "./render/text-width.ts";
import { reportCommand } from "./report-command.ts";
import { runCommand } from "./run-command.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";
import { whyCommand } from "./why-command.ts";

const commands = {
  report: reportCommand,
  demo: demoCommand,
  init: initCommand,
  import: importCommand,
  run: runCommand,
  brief: briefCommand,
  why: whyCommand,
} as const;

/**
 * Runs the command and returns its exit code: 0 done, 2 wrong call or unreadable file, 1 a fault of the program.
 *
 * @param args - the arguments, without those of Node
 * @param io - where to write
 */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [first, ...rest] = args;
  try {
    if (first === "--help" || first === "-h" || first === "help") io.stdout.write(overview);
    else if (first === "--version" || first === "-v") io.stdout.write(`${version}\n`);
    else if (first === undefined)
      throw new UsageError(
        "say what to do: clientele report, clientele demo or clientele init; see clientele --help",
      );
    else if (Object.hasOwn(commands, first)) await commands[first as keyof typeof commands](rest, io);
    else throw new UsageError(`there is no command ${JSON.stringify(first)}; see clientele --help`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`clientele: ${printable(error.message)}\n`);
      return 2;
    }
    io.stderr.write(
      `clientele: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 1;
  }
}
