import { instantOf } from "../calendar/index.ts";
import { type Channel, channelSchema } from "../model/index.ts";
import { contactBrief } from "../workflow/index.ts";
import type { CommandIo } from "./command-io.ts";
import { briefOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { choiceOption, dayOption, timeOption } from "./option-values.ts";
import { readArguments } from "./read-arguments.ts";
import { writeBrief } from "./render/brief-page.ts";
import { openFolder } from "./store-folder.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** `clientele brief`: what to know of a customer before a contact, and what to ask. */
export async function briefCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const { given, switches, positionals } = readArguments("brief", args, briefOptions);
  if (switches.has("help")) return void io.stdout.write(helpOf.brief);
  const [id, second] = positionals;
  if (id === undefined) throw new UsageError("name a customer: clientele brief C17");
  if (second !== undefined)
    throw new UsageError(`brief takes one customer, got a second: ${JSON.stringify(second)}`);
  const dayText = given.get("as-of");
  const time = timeOption("time", given.get("time") ?? "09:00");
  const channels = Object.fromEntries(channelSchema.options.map((channel) => [channel, channel]));
  const channel = choiceOption<Channel>("channel", given.get("channel"), channels);
  await using folder = await openFolder(given.get("in") ?? ".");
  const { store, settings } = folder;
  const moment =
    dayText === undefined ? io.now() : instantOf(dayOption("as-of", dayText), time, settings.zone);
  if ((await store.parties.get(id)) === undefined)
    throw new UsageError(`there is no customer ${JSON.stringify(id)}`);
  const brief = await contactBrief(store, id, {
    asOf: new Date(moment).toISOString(),
    zone: settings.zone,
    channel,
  });
  if (switches.has("json")) return writeJson(io, brief);
  writePage(io, (page) => writeBrief(page, brief));
}
