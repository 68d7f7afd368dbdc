import type { ReminderDecision } from "../model/index.ts";
import type { CommandIo } from "./command-io.ts";
import { whyOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { readArguments } from "./read-arguments.ts";
import { writeDecision } from "./render/decision-lines.ts";
import { printable } from "./render/text-width.ts";
import { openFolder } from "./store-folder.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** `clientele why`: what was decided of a customer, or one decision, with its reasons and what it rests on. */
export async function whyCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const { given, switches, positionals } = readArguments("why", args, whyOptions);
  if (switches.has("help")) return void io.stdout.write(helpOf.why);
  const [id, second] = positionals;
  if (id === undefined) throw new UsageError("name a customer or a decision: clientele why C17");
  if (second !== undefined) throw new UsageError(`why takes one id, got a second: ${JSON.stringify(second)}`);
  await using folder = await openFolder(given.get("in") ?? ".");
  const { parties, decisions } = folder.store;
  const one = await decisions.get(id);
  const party = await parties.get(id);
  if (one === undefined && party === undefined)
    throw new UsageError(`there is no customer and no decision ${JSON.stringify(id)}`);
  const found: ReminderDecision[] = one === undefined ? [] : [one];
  if (party !== undefined) {
    const where = { op: "eq", field: "subjectId", value: id } as const;
    for await (const decision of decisions.stream({ where })) found.push(decision);
  }
  found.sort((a, b) => (a.decidedAt > b.decidedAt ? -1 : a.decidedAt < b.decidedAt ? 1 : a.rank - b.rank));
  const last = found[0]?.decidedAt;
  const shown = switches.has("all") ? found : found.filter(({ decidedAt }) => decidedAt === last);
  if (switches.has("json")) return writeJson(io, shown);
  writePage(io, (page) => {
    page.heading(printable(party === undefined ? id : `${party.name} (${id})`));
    if (shown.length === 0)
      page.line(
        "No rule found an occasion: nothing was due, put off or held back. clientele run says which rules lack data.",
      );
    for (const decision of shown) writeDecision(page, decision);
    if (shown.length < found.length)
      page.line(`and ${found.length - shown.length} of earlier runs; --all shows them`);
  });
}
