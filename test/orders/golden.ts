import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A published or measured expectation of `golden/rfm_lifetime_checks.json`. */
interface Check {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: each check has a form of its own
  readonly expected: any;
  // biome-ignore lint/suspicious/noExplicitAny: each check has a form of its own
  readonly input: any;
}

/** The expectation of an id; only where the data are. */
export function goldenCheck(id: string): Check {
  const file = join(process.env["CLIENTELE_DATA"] ?? "", "golden/rfm_lifetime_checks.json");
  const checks = JSON.parse(readFileSync(file, "utf8")) as readonly Check[];
  const found = checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
}
