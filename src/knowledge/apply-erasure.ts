import type { RecordName } from "../model/index.ts";
import { type AnyRecord, entriesOf, recordsOf } from "./_party-references.ts";
import type { ErasurePlan } from "./erasure-plan.ts";
import type { PartyRecords } from "./party-records.ts";

/**
 * Carries out a planned erasure on records and adds the record of it. Lists come back in code-point order of ids.
 *
 * @throws RangeError if a record of the plan is missing or has changed since
 *
 * @example
 * ```ts
 * import { applyErasure, planErasure } from "clientele/knowledge";
 *
 * const records = { Party: [{ schemaVersion: 1 as const, kind: "person" as const, id: "ada", name: "Ada Byron" }] };
 * const erasure = { subjectId: "ada", pseudonym: "erased-7f3", erasedAt: "2026-06-01T00:00:00Z", recordId: "e1" };
 * const left = applyErasure(records, planErasure(records, erasure));
 * left.ErasureRecord?.map(({ id, subjectId }) => [id, subjectId]); // => [["e1", "erased-7f3"]]
 * ```
 */
export function applyErasure(records: PartyRecords, plan: ErasurePlan): PartyRecords {
  const changes = new Map(plan.changes.map((change) => [`${change.kind} ${change.before.id}`, change]));
  const lists = new Map<RecordName, AnyRecord[]>();
  for (const [kind, list] of entriesOf(records)) {
    const left: AnyRecord[] = [];
    for (const record of list) {
      const key = `${kind} ${record.id}`;
      const change = changes.get(key);
      if (change !== undefined && change.before !== record)
        throw new RangeError(`Cannot apply an erasure: ${key} must be the record that was planned`);
      changes.delete(key);
      const after = change === undefined ? record : change.after;
      if (after !== undefined) left.push(after);
    }
    lists.set(kind, left);
  }
  const [missing] = changes.keys();
  if (missing !== undefined)
    throw new RangeError(`Cannot apply an erasure: ${missing} must be among the records, and is not`);
  lists.set("ErasureRecord", [...(lists.get("ErasureRecord") ?? []), plan.record as unknown as AnyRecord]);
  return recordsOf(lists);
}
