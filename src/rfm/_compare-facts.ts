import { compareCodePoints } from "../ids/index.ts";
import type { FactComparison, FactShare } from "./segment-profile.ts";
import type { CustomerFacts } from "./segment-rule.ts";

type Value = string | number | boolean;

export function compareFacts<Facts extends CustomerFacts>(
  records: readonly Facts[],
  members: ReadonlySet<string>,
  fields: readonly string[] | undefined,
): readonly FactComparison[] {
  const all =
    fields ?? [...new Set(records.flatMap((record) => Object.keys(record)))].sort(compareCodePoints);
  return all
    .filter((field) => field !== "customerId")
    .map((field) => {
      const [inside, outside]: [unknown[], unknown[]] = [[], []];
      for (const record of records) {
        const value = (record as Readonly<Record<string, unknown>>)[field];
        if (value === undefined || value === null) continue;
        (members.has(record.customerId) ? inside : outside).push(value);
      }
      return compareField(field, inside, outside);
    });
}

function compareField(
  field: string,
  inside: readonly unknown[],
  outside: readonly unknown[],
): FactComparison {
  const known = { field, knownInside: inside.length, knownOutside: outside.length };
  if ([...inside, ...outside].every((value) => typeof value === "number")) {
    const [a, b] = [meanOf(inside as number[]), meanOf(outside as number[])];
    return Object.freeze({
      ...known,
      ...(a === undefined ? {} : { meanInside: a }),
      ...(b === undefined ? {} : { meanOutside: b }),
    });
  }
  const [ofMembers, ofOthers] = [countValues(inside), countValues(outside)];
  const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  const values = [...new Set([...ofMembers.keys(), ...ofOthers.keys()])].map((value): FactShare => {
    const [a, b] = [ofMembers.get(value) ?? 0, ofOthers.get(value) ?? 0];
    return Object.freeze({
      value,
      inside: a,
      outside: b,
      shareInside: share(a, inside.length),
      shareOutside: share(b, outside.length),
    });
  });
  const distance = (row: FactShare): number => Math.abs(row.shareInside - row.shareOutside);
  values.sort((a, b) => distance(b) - distance(a) || compareCodePoints(String(a.value), String(b.value)));
  return Object.freeze({ ...known, values: Object.freeze(values) });
}

/** The sum over sorted values does not depend on the order of the records. */
const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0
    ? undefined
    : Float64Array.from(values)
        .sort()
        .reduce((sum, value) => sum + value, 0) / values.length;

function countValues(facts: readonly unknown[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const fact of facts) {
    const items = new Set((Array.isArray(fact) ? fact : [fact]) as readonly Value[]);
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}
