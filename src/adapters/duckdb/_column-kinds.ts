import type { DuckdbColumns } from "./duckdb-lines.ts";

/** What a column holds. */
export type ColumnKind = "text" | "integer" | "decimal" | "uuid" | "date" | "timestamp" | "moment";

/** What a column is read for. */
export type Role = keyof DuckdbColumns;

/** In the order in which a row is judged. */
const roles: readonly Role[] = [
  "customerId",
  "orderedOn",
  "orderedAt",
  "orderId",
  "currency",
  "amount",
  "cost",
];

/** Which kinds a role takes, and how that is said. Doubles are among none: they keep no cents. */
const taken: Readonly<Record<Role, readonly [readonly ColumnKind[], string]>> = {
  customerId: [["text", "integer", "uuid"], "text, integers or UUIDs"],
  orderId: [["text", "integer", "uuid"], "text, integers or UUIDs"],
  orderedOn: [["text", "date", "timestamp"], "dates, timestamps without time zone or text"],
  orderedAt: [["text", "integer", "moment"], "timestamps with time zone, integers or text"],
  currency: [["text"], "text"],
  amount: [["text", "integer", "decimal"], "decimals, integers or text"],
  cost: [["text", "integer", "decimal"], "decimals, integers or text"],
};

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(VARCHAR|ENUM\b.*)$/, "text"],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, "integer"],
  [/^DECIMAL\(\d+,\d+\)$/, "decimal"],
  [/^UUID$/, "uuid"],
  [/^DATE$/, "date"],
  [/^TIMESTAMP(_S|_MS|_NS)?$/, "timestamp"],
  [/^TIMESTAMP WITH TIME ZONE$/, "moment"],
];

/** The kinds of the columns that are asked for; refuses one that is not there, or holds what cannot be read. */
export function kindsOf(
  doing: string,
  columns: DuckdbColumns,
  types: ReadonlyMap<string, string>,
): ReadonlyMap<Role, ColumnKind> {
  const found = new Map<Role, ColumnKind>();
  for (const role of roles) {
    const name = columns[role];
    if (name === undefined) continue;
    const type = types.get(name);
    if (type === undefined)
      throw new RangeError(
        `Cannot ${doing}: columns.${role} must name a column, got ${JSON.stringify(name)}; there are ${[...types.keys()].map((one) => JSON.stringify(one)).join(", ")}`,
      );
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
    const [known, words] = taken[role];
    if (kind === undefined || !known.includes(kind))
      throw new RangeError(
        `Cannot ${doing}: the column of ${role} must hold ${words}, got ${JSON.stringify(name)} of type ${type}`,
      );
    found.set(role, kind);
  }
  return found;
}
