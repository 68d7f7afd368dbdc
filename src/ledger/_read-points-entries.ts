import { dayNumber } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { IssueCollector } from "../issues/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { parseDecimal } from "../money/index.ts";
import type { ReadEntries } from "./_balance-columns.ts";
import { NEVER, POINTS_KINDS } from "./_settle-columns.ts";

/** Entries of all customers as columns of one scale; what is wrong by itself is reported and left out. */
export function readPointsEntries(
  entries: Iterable<PointsEntry>,
  issues: IssueCollector,
): ReadEntries & { readonly list: readonly PointsEntry[] } {
  const list: PointsEntry[] = [];
  const rowOf = new Map<string, number>();
  const parsed: { readonly units: number; readonly exponent: number }[] = [];
  let row = -1;
  for (const entry of entries) {
    row++;
    if (rowOf.has(entry.id)) {
      issues.add({
        code: "duplicate-entry",
        row,
        path: [entry.id],
        value: entry.id,
        expected: "an id of its own",
      });
      continue;
    }
    const points = readPoints(entry.points);
    if (points === undefined) {
      issues.add({
        code: "bad-points",
        row,
        path: [entry.id, "points"],
        value: entry.points,
        expected: "a positive decimal such as 12.50, below 2^53 in its smallest unit",
      });
      continue;
    }
    rowOf.set(entry.id, list.length);
    list.push(entry);
    parsed.push(points);
  }
  const exponent = parsed.reduce((finest, points) => Math.max(finest, points.exponent), 0);
  const customerIds = Object.freeze(
    [...new Set(list.map((entry) => entry.customerId))].sort(compareCodePoints),
  );
  const codes = new Map(customerIds.map((id, code) => [id, code]));
  const column = (of: (entry: PointsEntry, i: number) => number): Int32Array => Int32Array.from(list, of);
  return {
    list,
    customerIds,
    exponent,
    customers: column((entry) => codes.get(entry.customerId)!),
    days: column((entry) => dayNumber(entry.on)),
    kinds: Uint8Array.from(list, (entry) => POINTS_KINDS.indexOf(entry.kind)),
    points: Float64Array.from(parsed, (points, i) => {
      const units = points.units * 10 ** (exponent - points.exponent);
      if (Number.isSafeInteger(units)) return units;
      issues.add({
        code: "too-many-points",
        path: [list[i]!.id, "points"],
        value: list[i]!.points,
        expected: `points below 2^53 units of the finest entry, with ${exponent} decimals`,
      });
      return 1;
    }),
    expires: column((entry) => (entry.expiresOn === undefined ? NEVER : dayNumber(entry.expiresOn))),
    corrects: column((entry) => (entry.kind === "reverse" ? (rowOf.get(entry.correctsId ?? "") ?? -1) : -1)),
  };
}

function readPoints(text: string): { readonly units: number; readonly exponent: number } | undefined {
  try {
    const points = parseDecimal(text);
    return points.units > 0 ? points : undefined;
  } catch {
    return undefined;
  }
}
