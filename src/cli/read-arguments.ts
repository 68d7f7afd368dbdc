import { parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

/** An option of the command: with a value, which help calls by `value`, or without. */
interface OptionSpec {
  /** What help calls the value; absent for a switch. */
  readonly value?: string | undefined;
  /** What it does, for help. */
  readonly text: string;
}

/** The options of a command, by name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What was given: the values by option name, and what stands by itself. */
export interface Arguments {
  readonly given: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
  readonly positionals: readonly string[];
}

/** Reads the arguments of a command strictly: what is not in its table is refused. */
export function readArguments(command: string, args: readonly string[], table: OptionTable): Arguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      name,
      { type: spec.value === undefined ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    const given = new Map<string, string>();
    const switches = new Set<string>();
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== "string") switches.add(name);
      else if (value.trim() === "") throw new UsageError(`--${name} needs a value`);
      else given.set(name, value);
    }
    return { given, switches, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${sentenceOf(error as Error)}; see clientele ${command} --help`);
  }
}

/** The finding of `parseArgs` without its advice: "Unknown option '--foo'". */
function sentenceOf(error: Error): string {
  const [first = ""] = error.message.split(/\. |\n/);
  return first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, "");
}
