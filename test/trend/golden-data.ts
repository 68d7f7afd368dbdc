import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["CLIENTELE_DATA"];

/** Whether the reference series are there; they are never committed. */
export const haveGolden = folder !== undefined && existsSync(join(folder, "golden/affinity"));

/** The text of a reference file. */
export function goldenText(name: string): string {
  if (folder === undefined) throw new Error("CLIENTELE_DATA is not set");
  return readFileSync(join(folder, "golden/affinity", name), "utf8");
}

/** The numbers of a reference file. */
export const goldenNumbers = (name: string): number[] => goldenText(name).trim().split(/\s+/).map(Number);
