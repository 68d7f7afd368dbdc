import { dateOfDay, localDayNumber } from "../calendar/index.ts";
import { runDaily } from "../workflow/index.ts";
import type { CommandIo } from "./command-io.ts";
import { runOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { dayOption, zoneOption } from "./option-values.ts";
import { readArguments } from "./read-arguments.ts";
import { writeDailySections } from "./render/daily-sections.ts";
import { createNumberStyle } from "./render/numbers.ts";
import { readRunOptions } from "./run-options.ts";
import { openFolder } from "./store-folder.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** `clientele run`: the day, on the store of a folder. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const read = readArguments("run", args, runOptions);
  if (read.switches.has("help")) return void io.stdout.write(helpOf.run);
  if (read.positionals.length > 0)
    throw new UsageError(
      `run takes no file, got ${JSON.stringify(read.positionals[0])}; clientele import takes one`,
    );
  const options = readRunOptions(read);
  await using folder = await openFolder(read.given.get("in") ?? ".");
  const { store, settings } = folder;
  const zoneText = read.given.get("time-zone");
  const zone = zoneText === undefined ? settings.zone : zoneOption("time-zone", zoneText);
  const dayText = read.given.get("as-of");
  const report = await runDaily(store, {
    asOf: dayText === undefined ? dateOfDay(localDayNumber(io.now(), zone)) : dayOption("as-of", dayText),
    time: options.time,
    zone,
    currency: settings.currency,
    companyId: settings.companyId,
    count: read.switches.has("net") ? "net" : "purchases",
  });
  if (options.json) return writeJson(io, report);
  writePage(io, (page) => writeDailySections(page, report, createNumberStyle(options.locale)));
}
