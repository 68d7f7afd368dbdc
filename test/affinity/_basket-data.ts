import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Baskets, basketsFromLists } from "clientele/affinity";

const folder = process.env["CLIENTELE_DATA"];

/** Whether the real baskets are there. */
export const haveBaskets = folder !== undefined && existsSync(join(folder, "data/affinity"));

/** The text of a file of the data folder. */
export function affinityText(path: string): string {
  if (folder === undefined) throw new Error("CLIENTELE_DATA is not set");
  return readFileSync(join(folder, path), "utf8");
}

/** A file with one basket a line. */
export function readBaskets(file: string, first = Number.POSITIVE_INFINITY): Baskets {
  const lines = affinityText(`data/affinity/${file}`).split("\n");
  return basketsFromLists(
    lines
      .filter((line) => line.trim() !== "")
      .slice(0, first)
      .map((line) => line.trim().split(/[\s,]+/)),
  );
}
