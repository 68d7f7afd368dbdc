import type { ContactPoint, Party, RecordName } from "../model/index.ts";
import { type AnyRecord, entriesOf } from "./_party-references.ts";
import type { PartyRecords } from "./party-records.ts";

/** A text in which something of an erased party may still stand. */
export interface Leftover {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The record. */
  readonly id: string;
  /** The field. */
  readonly path: readonly string[];
}

/** Short words would be found everywhere; a Chinese name is short and telling. */
const TELLING = /^(?:.{4,}|.*\p{Script=Han}.*\p{Script=Han}.*)$/u;

/** Looks in every text that is left for the names, addresses and numbers of the parties that went. */
export function findLeftovers(
  left: PartyRecords,
  before: PartyRecords,
  gone: ReadonlySet<string>,
): readonly Leftover[] {
  const needles = needlesOf(before, gone);
  const found: Leftover[] = [];
  if (needles.length === 0) return found;
  const look = (kind: RecordName, id: string, value: unknown, path: readonly string[]): void => {
    if (typeof value === "string") {
      const text = value.toLowerCase();
      if (needles.some((needle) => text.includes(needle)))
        found.push(Object.freeze({ kind, id, path: Object.freeze([...path]) }));
    } else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value)) look(kind, id, item, [...path, key]);
  };
  for (const [kind, list] of entriesOf(left))
    for (const record of list)
      for (const [key, item] of Object.entries(record)) look(kind, record.id, item, [key]);
  return found;
}

function needlesOf(records: PartyRecords, gone: ReadonlySet<string>): string[] {
  const texts = new Set<string>();
  for (const party of (records.Party ?? []) as readonly Party[]) {
    if (!gone.has(party.id)) continue;
    texts.add(party.name);
    const { given, family } =
      (party as AnyRecord & { personName?: { given?: string; family?: string } }).personName ?? {};
    if (given !== undefined && family !== undefined) texts.add(`${given} ${family}`).add(`${family}${given}`);
  }
  for (const { partyId, value } of (records.ContactPoint ?? []) as readonly ContactPoint[])
    if (gone.has(partyId)) texts.add(value);
  for (const id of gone) texts.add(id);
  return [...texts].map((text) => text.toLowerCase()).filter((text) => TELLING.test(text));
}
