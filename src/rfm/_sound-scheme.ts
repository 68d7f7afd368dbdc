import { schemeGroups, segmentsOfCells } from "./_cells.ts";
import { checkScheme } from "./check-scheme.ts";
import type { RfmScheme } from "./rfm-scheme.ts";

/** The segment of each combination, by position in the scheme; refuses an unsound scheme. */
export function cellTable(scheme: RfmScheme): Uint8Array {
  const cells = segmentsOfCells(scheme);
  const table = Uint8Array.from(cells, (found) => found[0] ?? 0);
  const names = new Set(scheme.segments.map(({ name }) => name));
  const all = scheme.segments.length;
  const sound = names.size === all && new Set(table).size === all && cells.every((one) => one.length === 1);
  if (!sound) refuse(scheme);
  return table;
}

function refuse(scheme: RfmScheme): never {
  const { gaps, overlaps, empty, repeatedNames } = checkScheme(scheme);
  const wrong = [
    gaps.length > 0 ? `${gaps.length} in none (${shorten(gaps)})` : "",
    overlaps.length > 0
      ? `${overlaps.length} in several (${shorten(overlaps.map(({ cell, segments }) => `${cell} in ${segments.join(" and ")}`))})`
      : "",
    empty.length > 0 ? `no combination in ${empty.join(", ")}` : "",
    repeatedNames.length > 0 ? `the name ${repeatedNames.join(", ")} twice` : "",
  ];
  throw new RangeError(
    `Cannot segment customers: scheme ${JSON.stringify(scheme.name)} must have each of the ${schemeGroups(scheme) ** 3} combinations of scores in exactly one segment, got ${wrong.filter((part) => part !== "").join("; ")}`,
  );
}

const shorten = (items: readonly string[]): string =>
  items.length > 3 ? `${items.slice(0, 3).join(", ")}, …` : items.join(", ");
