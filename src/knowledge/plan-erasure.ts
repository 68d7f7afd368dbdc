import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import {
  type AttributeCatalogue,
  builtInAttributes,
  type ErasureRecord,
  listPersonalFields,
  type Party,
  type RecordName,
} from "../model/index.ts";
import { erasedRecord, mentioning } from "./_erased-record.ts";
import { subjectsOf } from "./_erasure-rules.ts";
import { dayOfMoment, momentOf } from "./_moment.ts";
import { entriesOf, mentionsOf } from "./_party-references.ts";
import { applyErasure } from "./apply-erasure.ts";
import type { ErasureChange, ErasurePlan } from "./erasure-plan.ts";
import { findLeftovers } from "./find-leftovers.ts";
import type { AnyRecord, PartyRecords } from "./party-records.ts";

/** Options of {@link planErasure}. */
export interface PlanErasureOptions {
  /** Whom to erase. Parties that were merged into this one are erased with it. */
  readonly subjectId: string;
  /** The id that stands in its place everywhere: drawn by the caller, with nothing of the old one in it. */
  readonly pseudonym: string;
  /** When. */
  readonly erasedAt: string;
  /** The id of the record of the erasure. */
  readonly recordId: string;
  /** When it was asked for. */
  readonly requestedOn?: PlainDate | undefined;
  /** On which ground: the request, a withdrawn consent, the end of a term. */
  readonly basis?: string | undefined;
  /** What the law says must be kept, and why: it goes into the record. */
  readonly keptFor?: readonly { readonly collection: RecordName; readonly reason: string }[] | undefined;
  /**
   * The catalogue whose attributes say what becomes of facts.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/**
 * Plans the erasure of a party so that the books stay right: what is about the person goes, what the ledger needs stays
 * under a pseudonym, the same everywhere, so that orders, points and costs add up as before.
 *
 * - Facts by the strategy of their attribute: `delete`; `blank` (value null, confidence 0); `generalise`; `keep`. A fact
 *   under an attribute that the catalogue does not know is deleted.
 * - Contact points, preferences, dates, life events, affiliations, relationships, questions, behaviour, insights,
 *   snapshots, reminder decisions and merge records go.
 * - The party itself stays as an empty record, closed as erased.
 * - All other records about it keep their amounts, days and references; fields that the vocabulary marks as personal,
 *   the `custom` bag and places go.
 * - In records of others only the id is replaced, and its entry in a list of participants or representatives goes.
 *
 * Words about the person in the free text of others' records cannot be removed by rule: they are found and listed.
 *
 * @throws RangeError if the subject is no party of the records, or the pseudonym is in use or contains the subject's id
 *
 * @example
 * ```ts
 * import { applyErasure, planErasure } from "clientele/knowledge";
 *
 * const records = {
 *   Party: [{ schemaVersion: 1 as const, kind: "person" as const, id: "ada", name: "Ada Byron" }],
 *   OrderLine: [
 *     { schemaVersion: 1 as const, id: "l1", orderId: "o1", customerId: "ada", orderedOn: "2026-05-01" as const, amount: "9.50", currency: "EUR" },
 *   ],
 * };
 * const plan = planErasure(records, {
 *   subjectId: "ada",
 *   pseudonym: "erased-7f3",
 *   erasedAt: "2026-06-01T00:00:00Z",
 *   recordId: "e1",
 * });
 * const left = applyErasure(records, plan);
 * left.Party; // => [{ schemaVersion: 1, kind: "person", id: "erased-7f3", name: "erased", closed: { reason: "erased", on: "2026-06-01" } }]
 * left.OrderLine?.map(({ customerId, amount }) => [customerId, amount]); // => [["erased-7f3", "9.50"]]
 * plan.record.counts; // => [{ collection: "OrderLine", deleted: 0, changed: 1, kept: 0 }, { collection: "Party", deleted: 0, changed: 1, kept: 0 }]
 * ```
 */
export function planErasure(records: PartyRecords, options: PlanErasureOptions): ErasurePlan {
  const doing = "plan an erasure";
  const { subjectId, pseudonym, erasedAt, recordId, requestedOn, basis, keptFor } = options;
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  const on = dayOfMoment(momentOf(doing, "erasedAt", erasedAt));
  const parties = records.Party ?? [];
  if (!parties.some(({ id }) => id === subjectId))
    throw new RangeError(
      `Cannot ${doing}: subjectId must be a party of the records, got ${describeValue(subjectId)}`,
    );
  if (pseudonym === "" || pseudonym.includes(subjectId) || parties.some(({ id }) => id === pseudonym))
    throw new RangeError(
      `Cannot ${doing}: pseudonym must be a new id without the old one in it, got ${describeValue(pseudonym)}`,
    );
  const gone = aliasesOf(subjectId, parties);
  const replace = (id: string): string => (gone.has(id) ? pseudonym : id);
  const personal = personalFields(attributes);
  const changes: ErasureChange[] = [];
  const counts: ErasureRecord["counts"] = [];
  for (const [kind, list] of entriesOf(records)) {
    if (kind === "ErasureRecord") continue;
    const count = { collection: kind, deleted: 0, changed: 0, kept: 0 };
    for (const before of [...list].sort((a, b) => compareCodePoints(a.id, b.id))) {
      const isAbout = subjectsOf(kind, before).some((id) => gone.has(id as string));
      if (!isAbout && mentionsOf(kind, before, gone).length === 0) continue;
      if (kind === "MergeRecord" && holdsRecordOf(before, gone)) {
        // It holds whole records of the person, and undoing the merge would bring them back.
        count.deleted++;
        changes.push(Object.freeze({ kind, before }));
        continue;
      }
      const after = isAbout
        ? erasedRecord(kind, before, { replace, gone, subjectId, pseudonym, on, attributes, personal })
        : mentioning(kind, before, replace, gone);
      if (after === undefined) count.deleted++;
      else if (kind === "Fact" && keepsValue(before, attributes)) count.kept++;
      else count.changed++;
      changes.push(
        Object.freeze({ kind, before, ...(after === undefined ? {} : { after: Object.freeze(after) }) }),
      );
    }
    if (count.deleted + count.changed + count.kept > 0) counts.push(count);
  }
  const record: ErasureRecord = Object.freeze({
    schemaVersion: 1,
    id: recordId,
    subjectId: pseudonym,
    erasedAt,
    ...(requestedOn === undefined ? {} : { requestedOn }),
    ...(basis === undefined ? {} : { basis }),
    counts,
    ...(keptFor === undefined ? {} : { keptFor: keptFor.map((each) => ({ ...each })) }),
  });
  const plan = { changes: Object.freeze(changes), record };
  const leftovers = findLeftovers(applyErasure(records, { ...plan, leftovers: [] }), records, gone);
  return Object.freeze({ ...plan, leftovers: Object.freeze(leftovers) });
}

/** The subject and every party that was merged into it, however far back. */
function aliasesOf(subjectId: string, parties: readonly Party[]): ReadonlySet<string> {
  const ids = new Set([subjectId]);
  for (let size = 0; size !== ids.size; ) {
    size = ids.size;
    for (const { id, mergedIntoId } of parties)
      if (mergedIntoId !== undefined && ids.has(mergedIntoId)) ids.add(id);
  }
  return ids;
}

/** Paths of the fields that the vocabulary marks as personal, by kind; ids are replaced and not removed. */
function personalFields(attributes: AttributeCatalogue): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byKind = new Map<string, (readonly string[])[]>();
  for (const { record, path, category, attribute } of listPersonalFields({ catalogue: attributes })) {
    if (category === "user.unique_id" || attribute !== undefined) continue;
    byKind.set(record, [...(byKind.get(record) ?? []), path]);
  }
  return byKind;
}

function keepsValue(record: AnyRecord, attributes: AttributeCatalogue): boolean {
  return attributes.find(record["attribute"] as string)?.erasure === "keep";
}

/** Whether the record of a merge keeps, in what it changed, a record about one of the parties. */
function holdsRecordOf(merge: AnyRecord, gone: ReadonlySet<string>): boolean {
  if (subjectsOf("MergeRecord", merge).some((id) => gone.has(id as string))) return false;
  const changes = merge["changes"] as readonly {
    readonly collection: string;
    readonly before?: AnyRecord;
    readonly after?: AnyRecord;
  }[];
  return changes.some(({ collection, before, after }) =>
    [before, after].some(
      (one) =>
        one !== undefined && subjectsOf(collection as RecordName, one).some((id) => gone.has(id as string)),
    ),
  );
}
