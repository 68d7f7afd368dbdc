import type { JsonObject, MergeRecord } from "../model/index.ts";
import { type AnyRecord, entriesOf, recordsOf } from "./_party-references.ts";
import type { MergePlan } from "./merge-plan.ts";
import type { PartyRecords } from "./party-records.ts";

/**
 * Carries out a planned merge on records: those of the plan are replaced or left out, all others stay as they are.
 * Lists come back in code-point order of ids.
 *
 * @throws RangeError if a record of the plan is missing or has changed since
 *
 * @example
 * ```ts
 * import { applyMerge, planMerge } from "clientele/knowledge";
 *
 * const person = { schemaVersion: 1, kind: "person", name: "Ada Byron" } as const;
 * const records = { Party: [{ ...person, id: "a" }, { ...person, id: "b" }] };
 * const plan = planMerge(records, { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-06-01T00:00:00Z" });
 * applyMerge(records, plan).Party?.map(({ id, mergedIntoId }) => [id, mergedIntoId]); // => [["a", undefined], ["b", "a"]]
 * ```
 */
export function applyMerge(records: PartyRecords, plan: MergePlan): PartyRecords {
  const changes = new Map(plan.changes.map((change) => [`${change.kind} ${change.before.id}`, change]));
  const lists = entriesOf(records).map(([kind, list]) => {
    const after = list.flatMap((record): AnyRecord[] => {
      const key = `${kind} ${record.id}`;
      const change = changes.get(key);
      if (change === undefined) return [record];
      if (change.before !== record)
        throw new RangeError(
          `Cannot apply a merge: ${kind} ${record.id} must be the record that was planned`,
        );
      changes.delete(key);
      return change.after === undefined ? [] : [change.after];
    });
    return [kind, after] as const;
  });
  const [missing] = changes.keys();
  if (missing !== undefined)
    throw new RangeError(`Cannot apply a merge: ${missing} must be among the records, and is not`);
  return recordsOf(lists);
}

/** Options of {@link mergeRecordOf}. */
export interface MergeRecordOptions {
  /** The id of the record. */
  readonly id: string;
  /** Why the parties are one. */
  readonly reason?: string | undefined;
}

/**
 * Writes down a merge: every record that changed, as it was and as it became. Saved with the records, it is what makes
 * {@link undoMerge} exact.
 *
 * @example
 * ```ts
 * import { mergeRecordOf, planMerge } from "clientele/knowledge";
 *
 * const person = { schemaVersion: 1, kind: "person", name: "Ada Byron" } as const;
 * const records = { Party: [{ ...person, id: "a" }, { ...person, id: "b" }] };
 * const plan = planMerge(records, { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-06-01T00:00:00Z" });
 * mergeRecordOf(plan, { id: "m1", reason: "same e-mail address" }).changes.map(({ collection }) => collection); // => ["Party"]
 * ```
 */
export function mergeRecordOf(plan: MergePlan, options: MergeRecordOptions): MergeRecord {
  const { id, reason } = options;
  return Object.freeze({
    schemaVersion: 1,
    id,
    survivorId: plan.survivorId,
    mergedIds: [...plan.mergedIds],
    mergedAt: plan.mergedAt,
    ...(reason === undefined ? {} : { reason }),
    changes: plan.changes.map(({ kind, before, after }) => ({
      collection: kind,
      before: before as JsonObject,
      ...(after === undefined ? {} : { after: after as JsonObject }),
    })),
  });
}
