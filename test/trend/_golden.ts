import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["CLIENTELE_DATA"] ?? "";

/** Text of a recorded output of another program; nothing where the folder is absent. */
export function recorded(name: string): string | undefined {
  const path = join(folder, "golden/affinity", name);
  return folder !== "" && existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** All numbers on the line that begins so, after its beginning. */
export function numbersAfter(text: string, beginning: string): number[] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(beginning));
  if (line === undefined) throw new Error(`no line begins with ${beginning}`);
  return [...line.slice(beginning.length).matchAll(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([number]) =>
    Number(number),
  );
}
