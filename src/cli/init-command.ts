import type { CommandIo } from "./command-io.ts";
import { initOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { currencyOption, zoneOption } from "./option-values.ts";
import { readArguments } from "./read-arguments.ts";
import { printable } from "./render/text-width.ts";
import { createFolder } from "./store-folder.ts";
import { UsageError } from "./usage-error.ts";

/** `clientele init`: an empty store in a folder. */
export async function initCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const { given, switches, positionals } = readArguments("init", args, initOptions);
  if (switches.has("help")) return void io.stdout.write(helpOf.init);
  if (positionals.length > 0)
    throw new UsageError(`init takes no ${JSON.stringify(positionals[0])}; name the folder by --in FOLDER`);
  const currency = given.get("currency");
  if (currency === undefined)
    throw new UsageError("say in which currency the orders are, for example --currency GBP");
  const folder = given.get("in") ?? ".";
  await createFolder(folder, {
    currency: currencyOption("currency", currency),
    zone: zoneOption("time-zone", given.get("time-zone") ?? "UTC"),
    companyId: given.get("company"),
  });
  io.stdout.write(
    `An empty store is in ${printable(folder)}. Next: clientele import ORDERS.csv, then clientele run\n`,
  );
}
