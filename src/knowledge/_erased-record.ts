import type { PlainDate } from "../calendar/index.ts";
import { type AttributeCatalogue, type Fact, type RecordName, recordKinds } from "../model/index.ts";
import { deletedKinds, personalEntries, wordyFields } from "./_erasure-rules.ts";
import { replaceParties } from "./_party-references.ts";
import type { AnyRecord } from "./party-records.ts";

/** What erasing one record needs. */
export interface Erasing {
  readonly replace: (id: string) => string;
  readonly gone: ReadonlySet<string>;
  readonly subjectId: string;
  readonly pseudonym: string;
  readonly on: PlainDate;
  readonly attributes: AttributeCatalogue;
  readonly personal: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** What becomes of a record about the person. */
export function erasedRecord(kind: RecordName, before: AnyRecord, erasing: Erasing): AnyRecord | undefined {
  const { replace, gone, subjectId, pseudonym, on, attributes, personal } = erasing;
  if (deletedKinds.has(kind)) return undefined;
  if (kind === "Party")
    return before.id === subjectId
      ? {
          schemaVersion: 1,
          kind: before["kind"],
          id: pseudonym,
          name: "erased",
          closed: { reason: "erased", on },
        }
      : undefined;
  if (kind === "Fact") return erasedFact(before as unknown as Fact, attributes, replace);
  const bare = mentioning(kind, before, replace, gone) as Record<string, unknown>;
  const { custom: _custom, ...rest } = bare;
  let record = withoutPlace(rest);
  for (const field of wordyFields[kind] ?? []) record = without(record, [field]);
  for (const path of personal.get(kind) ?? []) record = without(record, path);
  return fitting(kind, record, bare);
}

function erasedFact(
  fact: Fact,
  attributes: AttributeCatalogue,
  replace: (id: string) => string,
): AnyRecord | undefined {
  const definition = attributes.find(fact.attribute);
  if (definition === undefined || definition.erasure === "delete") return undefined;
  const { custom: _custom, ...rest } = replaceParties("Fact", fact, replace);
  const record = withoutPlace(rest) as unknown as Fact;
  const made: Fact =
    definition.erasure === "blank"
      ? { ...record, value: null, confidence: 0 }
      : definition.erasure === "generalise"
        ? { ...record, value: definition.generalise!(record.value) as Fact["value"] }
        : record;
  return made as unknown as AnyRecord;
}

/** A record of somebody else: the id is replaced, and the person's own entry in a list goes. */
export function mentioning(
  kind: RecordName,
  record: AnyRecord,
  replace: (id: string) => string,
  gone: ReadonlySet<string>,
): AnyRecord {
  return replaceParties(kind, withoutEntries(record, gone) as AnyRecord, replace);
}

function withoutEntries(value: unknown, gone: ReadonlySet<string>, field = ""): unknown {
  // What the user's own fields mean is not ours to say.
  if (field === "custom") return value;
  if (Array.isArray(value)) {
    const kept = personalEntries.has(field)
      ? value.filter(
          ({ personId, withPersonId }) => !gone.has(personId as string) && !gone.has(withPersonId as string),
        )
      : value;
    return kept.map((item) => withoutEntries(item, gone));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutEntries(item, gone, key)]),
  );
}

function withoutPlace(record: Record<string, unknown>): Record<string, unknown> {
  return without(without(without(record, ["source", "place"]), ["provenance", "place"]), ["place"]);
}

/** A copy without the field at a path; `*` goes through every item of a list. */
function without(record: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  const [field = "", ...rest] = path;
  if (field === "*" || !Object.hasOwn(record, field)) return record;
  const { [field]: value, ...others } = record;
  if (rest.length === 0) return others;
  if (Array.isArray(value)) {
    const deeper = rest.slice(1);
    const items = value.map((item) =>
      deeper.length === 0 || typeof item !== "object"
        ? undefined
        : without(item as Record<string, unknown>, deeper),
    );
    return { ...record, [field]: items.filter((item) => item !== undefined) };
  }
  if (typeof value !== "object" || value === null) return record;
  return { ...record, [field]: without(value as Record<string, unknown>, rest) };
}

/** What the schema demands and had to go is said to be erased; where that is no valid value the record goes. */
function fitting(
  kind: RecordName,
  record: Record<string, unknown>,
  whole: Record<string, unknown>,
): AnyRecord | undefined {
  const { schema } = recordKinds[kind];
  const first = schema.safeParse(record);
  if (first.success) return record as AnyRecord;
  const filled = { ...record };
  for (const { path } of first.error.issues) {
    const [field] = path;
    if (typeof field === "string" && typeof whole[field] === "string") filled[field] = "erased";
    else if (typeof field === "string" && path.length > 1) delete filled[field];
  }
  return schema.safeParse(filled).success ? (filled as AnyRecord) : undefined;
}
