import { ClienteleError } from "../issues/index.ts";
import type { JsonValue, MergeRecord, RecordName } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { momentOf } from "./_moment.ts";
import { type AnyRecord, entriesOf, recordsOf } from "./_party-references.ts";
import type { PartyRecords } from "./party-records.ts";

/** Options of {@link undoMerge}. */
export interface UndoMergeOptions {
  /** The merge to undo. */
  readonly merge: MergeRecord;
  /** When it is undone. */
  readonly undoneAt: string;
}

/** A field that was changed again since the merge, and is left as it is. */
export interface UndoConflict {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The record. */
  readonly id: string;
  /** The field; absent when the record as a whole is gone. */
  readonly field?: string | undefined;
  /** What it was before the merge. */
  readonly before?: JsonValue | undefined;
}

/** The records after undoing. */
export interface UndoneMerge {
  /** All records, lists in code-point order of ids. */
  readonly records: PartyRecords;
  /** The merge with the moment at which it was undone. */
  readonly merge: MergeRecord;
  /** What could not be taken back, because it was changed again. */
  readonly conflicts: readonly UndoConflict[];
}

/**
 * Undoes a merge: every record that it changed becomes what it was. If nothing has changed since, all records are as
 * they were before: `undo ∘ merge = identity`. A field that was changed again since stays as it is and is listed; what
 * came to the survivor after the merge stays with the survivor.
 *
 * @throws ClienteleError `merge-not-undoable` if the merge is undone already, or one of the parties was erased since:
 * what was erased does not come back
 *
 * @example
 * ```ts
 * import { applyMerge, mergeRecordOf, planMerge, undoMerge } from "clientele/knowledge";
 *
 * const person = { schemaVersion: 1, kind: "person", name: "Ada Byron" } as const;
 * const records = { Party: [{ ...person, id: "a" }, { ...person, id: "b" }] };
 * const plan = planMerge(records, { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-06-01T00:00:00Z" });
 * const merge = mergeRecordOf(plan, { id: "m1" });
 * const undone = undoMerge(applyMerge(records, plan), { merge, undoneAt: "2026-06-02T00:00:00Z" });
 * undone.records; // => records
 * undone.conflicts; // => []
 * ```
 */
export function undoMerge(records: PartyRecords, options: UndoMergeOptions): UndoneMerge {
  const { merge, undoneAt } = options;
  momentOf("undo a merge", "undoneAt", undoneAt);
  const refuse = (why: string): never => {
    throw new ClienteleError("merge-not-undoable", `Cannot undo a merge: ${why}`);
  };
  if (merge.undoneAt !== undefined) refuse(`it was undone at ${merge.undoneAt}`);
  const parties = new Map((records.Party ?? []).map((party) => [party.id, party]));
  for (const id of [merge.survivorId, ...merge.mergedIds]) {
    const party = parties.get(id);
    if (party === undefined) refuse(`party ${id} is not among the records`);
    if (party?.closed?.reason === "erased") refuse(`party ${id} was erased`);
  }
  const lists = new Map(
    entriesOf(records).map(([kind, list]) => [kind, new Map(list.map((each) => [each.id, each]))]),
  );
  const conflicts: UndoConflict[] = [];
  for (const { collection, before, after } of merge.changes) {
    const kind = collection as RecordName;
    const list = lists.get(kind) ?? new Map<string, AnyRecord>();
    lists.set(kind, list);
    const [old, made] = [before as AnyRecord | undefined, after as AnyRecord | undefined];
    const id = old?.id ?? made?.id ?? "";
    const now = list.get(id);
    if (made === undefined && old !== undefined) {
      // Left out by the merge: it comes back, unless somebody has used its id.
      if (now === undefined) list.set(id, old);
      else conflicts.push(Object.freeze({ kind, id }));
    } else if (now === undefined) conflicts.push(Object.freeze({ kind, id }));
    else if (old !== undefined && made !== undefined) list.set(id, restored(kind, now, old, made, conflicts));
  }
  return Object.freeze({
    records: recordsOf([...lists].map(([kind, list]) => [kind, [...list.values()]])),
    merge: Object.freeze({ ...merge, undoneAt }),
    conflicts: Object.freeze(conflicts),
  });
}

/** The record with the fields of the merge as they were; fields changed since are left and listed. */
function restored(
  kind: RecordName,
  now: AnyRecord,
  before: AnyRecord,
  after: AnyRecord,
  conflicts: UndoConflict[],
): AnyRecord {
  if (now === after || canonicalText(now) === canonicalText(after)) return before;
  const record: Record<string, unknown> = { ...now };
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (canonicalText(before[field]) === canonicalText(after[field])) continue;
    if (canonicalText(now[field]) !== canonicalText(after[field])) {
      const value = before[field] as JsonValue | undefined;
      conflicts.push(
        Object.freeze({ kind, id: now.id, field, ...(value === undefined ? {} : { before: value }) }),
      );
    } else if (before[field] === undefined) delete record[field];
    else record[field] = before[field];
  }
  return record as AnyRecord;
}
