import { compareCodePoints } from "../ids/index.ts";
import type { RecordName } from "../model/index.ts";
import type { AnyRecord, PartyRecords } from "./party-records.ts";

/** Fields that name a party, whatever the record they stand in. */
export const partyFields: ReadonlySet<string> = new Set([
  "agreedWithIds",
  "approverId",
  "attendeeIds",
  "auditorId",
  "buyerId",
  "byId",
  "competitorId",
  "competitorIds",
  "counterpartPersonId",
  "customerId",
  "endUserId",
  "fromId",
  "handlerId",
  "hostIds",
  "inviteeIds",
  "maintainerIds",
  "mergedIntoId",
  "organisationId",
  "ownerId",
  "partnerId",
  "partyId",
  "personId",
  "referredId",
  "referrerId",
  "reportsToId",
  "reviewerId",
  "senderId",
  "signedById",
  "staffId",
  "subjectId",
  "toId",
  "userIds",
  "vendorId",
  "winnerId",
  "withPersonId",
]);

/** Fields of other things that happen to have the name of one that names a party. */
function namesParty(kind: RecordName, field: string): boolean {
  if (field === "parentId") return kind === "Party";
  return partyFields.has(field);
}

/** The kinds of the records, in the order of their names, and their lists. */
export function entriesOf(records: PartyRecords): [RecordName, readonly AnyRecord[]][] {
  return (Object.entries(records) as [RecordName, readonly AnyRecord[] | undefined][])
    .filter((entry): entry is [RecordName, readonly AnyRecord[]] => entry[1] !== undefined)
    .sort(([a], [b]) => compareCodePoints(a, b));
}

/** Lists in code-point order of ids, so that equal sets of records are equal. */
export function recordsOf(lists: Iterable<readonly [RecordName, readonly AnyRecord[]]>): PartyRecords {
  return Object.freeze(
    Object.fromEntries(
      [...lists].map(([kind, list]) => [
        kind,
        Object.freeze([...list].sort((a, b) => compareCodePoints(a.id, b.id))),
      ]),
    ),
  ) as PartyRecords;
}

/**
 * A copy of a value in which the ids of parties are replaced; the value itself where nothing is. In a list of ids
 * each is named once.
 */
export function replaceParties<T>(kind: RecordName, value: T, replace: (id: string) => string): T {
  return walk(kind, value, "", replace) as T;
}

function walk(kind: RecordName, value: unknown, field: string, replace: (id: string) => string): unknown {
  if (typeof value === "string") return namesParty(kind, field) ? replace(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => walk(kind, item, field, replace));
    if (items.every((item, i) => item === value[i])) return value;
    return namesParty(kind, field) ? [...new Set(items)] : items;
  }
  let changed: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(value)) {
    // What a user keeps in the bag of own fields is the user's to interpret.
    if (key === "custom") continue;
    const named =
      field === "actor" && key === "id" && typeof item === "string"
        ? replace(item)
        : walk(kind, item, key, replace);
    if (named === item) continue;
    changed ??= { ...value };
    changed[key] = named;
  }
  return changed ?? value;
}

/** The paths at which a record names one of the parties. */
export function mentionsOf(kind: RecordName, record: AnyRecord, ids: ReadonlySet<string>): string[] {
  const paths: string[] = [];
  const look = (value: unknown, field: string, path: readonly string[]): void => {
    if (typeof value === "string") {
      if (ids.has(value) && (namesParty(kind, field) || (field === "id" && path.at(-2) === "actor")))
        paths.push(path.join("."));
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) look(item, field, [...path, String(i)]);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) if (key !== "custom") look(item, key, [...path, key]);
    }
  };
  for (const [key, item] of Object.entries(record)) if (key !== "custom") look(item, key, [key]);
  if (kind === "Party" && ids.has(record.id)) paths.unshift("id");
  return paths;
}
