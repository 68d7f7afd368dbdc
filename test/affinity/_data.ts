import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Baskets, basketsFromLists } from "clientele/affinity";

/** The folder of the data sets and reference outputs that are never committed. */
const folder = process.env["CLIENTELE_DATA"];

/** Whether they are there. */
export const haveData = folder !== undefined && existsSync(join(folder, "data/affinity"));

/** Whether this is the nightly run, which also takes what needs seconds. */
export const thorough = process.env["CLIENTELE_RUNS"] !== undefined;

/** The text of a file of the folder. */
export const textOf = (path: string): string => readFileSync(join(folder ?? "", path), "utf8");

const made = new Map<string, Baskets>();

/** Baskets of a data set, made once: fields of a line, by the mark between them. */
export function basketsOf(name: "groceries" | "retail" | "T10I4D100K" | "bms1" | "online_retail"): Baskets {
  const known = made.get(name);
  if (known !== undefined) return known;
  const lists =
    name === "groceries"
      ? csvRows("data/affinity/groceries_baskets.csv")
      : linesOf(
          name === "online_retail" ? "data/affinity/online_retail_baskets.txt" : `data/affinity/${name}.dat`,
        ).map((line) => line.trim().split(name === "online_retail" ? "," : " "));
  const baskets = basketsFromLists(lists);
  made.set(name, baskets);
  return baskets;
}

const linesOf = (path: string): string[] => textOf(path).trimEnd().split("\n");

/** The fields of a file of quoted and bare fields. */
export function csvRows(path: string): string[][] {
  return linesOf(path).map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map((m) => (m[1] ?? m[2] ?? "").replaceAll('""', '"')),
  );
}
