import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import type { ContactPoint, Fact, JsonValue, Party, RecordName } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { mergedParty } from "./_merged-party.ts";
import { momentOf } from "./_moment.ts";
import { type AnyRecord, entriesOf, replaceParties } from "./_party-references.ts";
import { type FactIndex, type IndexFactsOptions, indexFacts } from "./index-facts.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";
import type { PartyRecords } from "./party-records.ts";

/** Options of {@link planMerge}. */
export interface PlanMergeOptions extends Pick<IndexFactsOptions, "attributes"> {
  /** The party that stays. */
  readonly survivorId: string;
  /** The parties that turn out to be the same one; where their records disagree, the first comes first. */
  readonly mergedIds: readonly string[];
  /** When. */
  readonly mergedAt: string;
}

/** One record that changes by a merge. */
export interface MergeChange {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The record as it is. */
  readonly before: AnyRecord;
  /** The record as it becomes; absent when it goes. */
  readonly after?: AnyRecord | undefined;
  /**
   * Why: it named a merged party; the survivor takes over what it lacked; the merged party points to the survivor; the
   * survivor has the same already; it would tie the survivor to itself; its period contradicts the survivor's.
   */
  readonly reason: "repointed" | "completed" | "merged-away" | "duplicate" | "self-reference" | "retracted";
}

/** Where the parties disagree, and what is kept. */
export interface MergeConflict {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The field, or the attribute of a fact. */
  readonly field: string;
  /** What the survivor has, and keeps. */
  readonly kept: JsonValue;
  /** What the merged party had. */
  readonly given: JsonValue;
  /** The merged party. */
  readonly from: string;
  /** What becomes of the other: it is given up, kept beside it for the views to resolve, or retracted. */
  readonly outcome: "given-up" | "beside" | "retracted";
}

/** What a merge would do: nothing has happened yet. */
export interface MergePlan {
  /** The party that stays. */
  readonly survivorId: string;
  /** The parties that turn out to be the same one. */
  readonly mergedIds: readonly string[];
  /** When. */
  readonly mergedAt: string;
  /** Every record that would change, in the order of kinds and ids. */
  readonly changes: readonly MergeChange[];
  /** Where the parties disagree. */
  readonly conflicts: readonly MergeConflict[];
  /** How many records of each kind would move to the survivor, disappear, or change otherwise. */
  readonly counts: Readonly<
    Record<string, { readonly moved: number; readonly dropped: number; readonly changed: number }>
  >;
}

/**
 * Plans the merge of parties that are one, as a dry run: which records would move to the survivor, what would be given
 * up, and where the parties disagree. Nothing is lost: the merged parties stay as records that point to the survivor,
 * and every change is kept as it was, so that {@link undoMerge} can take it back exactly.
 *
 * Every record that names a merged party names the survivor instead, orders and points as well. The survivor keeps its
 * own fields and takes over those it lacks; lists are joined. Contact points, affiliations and important dates that
 * the survivor has already go; ties of the survivor to itself go. Facts of both stand beside one another, and views
 * resolve what contradicts; only where both state periods that overlap the merged party's fact is retracted, so that
 * the set stays sound.
 *
 * @throws RangeError if a party is missing, merged already, closed as erased, of another kind, or named twice
 *
 * @example
 * ```ts
 * import { applyMerge, planMerge } from "clientele/knowledge";
 *
 * const person = { schemaVersion: 1, kind: "person" } as const;
 * const line = { schemaVersion: 1, orderId: "o1", orderedOn: "2026-05-01", amount: "9.50", currency: "EUR" } as const;
 * const records = {
 *   Party: [
 *     { ...person, id: "a", name: "Ada Byron" },
 *     { ...person, id: "b", name: "A. Byron", timeZone: "Europe/London" },
 *   ],
 *   OrderLine: [{ ...line, id: "l1", customerId: "b" }],
 * };
 * const plan = planMerge(records, { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-06-01T00:00:00Z" });
 * plan.conflicts.map(({ field, kept, given }) => [field, kept, given]); // => [["name", "Ada Byron", "A. Byron"]]
 * const merged = applyMerge(records, plan);
 * merged.OrderLine?.[0]?.customerId; // => "a"
 * merged.Party?.map(({ timeZone, mergedIntoId }) => [timeZone, mergedIntoId]); // => [["Europe/London", undefined], ["Europe/London", "a"]]
 * ```
 */
export function planMerge(records: PartyRecords, options: PlanMergeOptions): MergePlan {
  const { survivorId, mergedIds, mergedAt } = options;
  momentOf("plan a merge", "mergedAt", mergedAt);
  const parties = partiesOf(records, survivorId, mergedIds);
  const merged = new Set(mergedIds);
  const replace = (id: string): string => (merged.has(id) ? survivorId : id);
  const conflicts: MergeConflict[] = [];
  const changes: MergeChange[] = [];
  for (const [kind, list] of entriesOf(records)) {
    if (kind === "MergeRecord" || kind === "ErasureRecord") continue;
    const own = new Map<string, AnyRecord>();
    for (const record of list) {
      const key = sameness(kind, record);
      if (key !== undefined && !merged.has(ownerOf(record))) own.set(key, record);
    }
    for (const before of [...list].sort((a, b) => compareCodePoints(a.id, b.id))) {
      if (kind === "Party" && (merged.has(before.id) || before.id === survivorId)) continue;
      const moved = replaceParties(kind, before, replace);
      if (moved === before) continue;
      const after = withoutSelfReference(kind, moved);
      if (after === undefined) changes.push({ kind, before, reason: "self-reference" });
      else {
        const key = sameness(kind, after);
        const twin = key === undefined ? undefined : own.get(key);
        if (twin === undefined) {
          if (key !== undefined) own.set(key, after);
          changes.push({ kind, before, after: soleChoice(kind, after, own), reason: "repointed" });
        } else changes.push({ kind, before, reason: "duplicate" });
      }
    }
  }
  const { survivor, given } = mergedParty(parties[0]!, parties.slice(1));
  conflicts.push(...given);
  if (canonicalText(survivor) !== canonicalText(parties[0]))
    changes.push({ kind: "Party", before: asAny(parties[0]!), after: asAny(survivor), reason: "completed" });
  for (const party of parties.slice(1))
    changes.push({
      kind: "Party",
      before: asAny(party),
      after: { ...asAny(party), mergedIntoId: survivorId },
      reason: "merged-away",
    });
  conflicts.push(...factConflicts(records, changes, options));
  conflicts.push(...dateConflicts(records, merged, survivorId));
  changes.sort((a, b) => compareCodePoints(a.kind, b.kind) || compareCodePoints(a.before.id, b.before.id));
  return Object.freeze({
    survivorId,
    mergedIds: Object.freeze([...mergedIds]),
    mergedAt,
    changes: Object.freeze(changes.map((change) => Object.freeze(change))),
    conflicts: Object.freeze(conflicts.map((conflict) => Object.freeze(conflict))),
    counts: countsOf(changes),
  });
}

function partiesOf(records: PartyRecords, survivorId: string, mergedIds: readonly string[]): Party[] {
  const refuse = (name: string, expected: string, got: unknown): never => {
    throw new RangeError(`Cannot plan a merge: ${name} must ${expected}, got ${describeValue(got)}`);
  };
  if (mergedIds.length === 0) refuse("mergedIds", "name at least one party", mergedIds);
  if (new Set([survivorId, ...mergedIds]).size !== mergedIds.length + 1)
    refuse("survivorId and mergedIds", "name each party once", [survivorId, ...mergedIds].join(", "));
  const byId = new Map((records.Party ?? []).map((party) => [party.id, party]));
  const parties = [survivorId, ...mergedIds].map(
    (id) => byId.get(id) ?? refuse("every party", "be among the records of kind Party", id),
  );
  for (const party of parties) {
    if (party.mergedIntoId !== undefined) refuse("every party", "not be merged already", party.id);
    if (party.closed?.reason === "erased") refuse("every party", "not be erased", party.id);
    if (party.kind !== parties[0]!.kind) refuse("every party", `be of kind ${parties[0]!.kind}`, party.kind);
  }
  return parties;
}

/** What makes two records of one party the same: the rest of their fields may differ. */
function sameness(kind: RecordName, record: AnyRecord): string | undefined {
  if (kind === "ContactPoint") {
    const { partyId, kind: way, value, validFrom, validTo } = record as unknown as ContactPoint;
    const form = way === "email" ? normaliseEmail(value) : way === "post" ? value : normalisePhone(value);
    return `${partyId} ${way} ${form ?? value} ${validFrom ?? ""} ${validTo ?? ""}`;
  }
  const fields =
    kind === "Affiliation"
      ? ["personId", "organisationId", "unitId", "title", "level", "function", "validFrom", "validTo"]
      : kind === "ImportantDate"
        ? ["partyId", "kind", "label", "date"]
        : kind === "Relationship"
          ? ["fromId", "toId", "kind", "validFrom", "validTo"]
          : undefined;
  return fields?.map((field) => canonicalText(record[field])).join(" ");
}

function ownerOf(record: AnyRecord): string {
  return String(record["partyId"] ?? record["personId"] ?? record["fromId"] ?? "");
}

/** A tie of a party to itself says nothing; a superior who is oneself is left out. */
function withoutSelfReference(kind: RecordName, record: AnyRecord): AnyRecord | undefined {
  if (kind === "Relationship" && record["fromId"] === record["toId"]) return undefined;
  const field = kind === "Affiliation" ? "reportsToId" : kind === "Party" ? "parentId" : undefined;
  const own = kind === "Affiliation" ? record["personId"] : record.id;
  if (field === undefined || record[field] === undefined || record[field] !== own) return record;
  const { [field]: _self, ...rest } = record;
  return rest as AnyRecord;
}

/** The survivor's first choice of its kind stays the first choice. */
function soleChoice(kind: RecordName, record: AnyRecord, own: ReadonlyMap<string, AnyRecord>): AnyRecord {
  if (kind !== "ContactPoint" || record["primary"] !== true) return record;
  const rival = [...own.values()].some(
    (other) =>
      other.id !== record.id &&
      other["primary"] === true &&
      other["partyId"] === record["partyId"] &&
      other["kind"] === record["kind"],
  );
  return rival ? { ...record, primary: false } : record;
}

/** Single-valued facts of both parties that differ; where stated periods overlap the merged party's is retracted. */
function factConflicts(
  records: PartyRecords,
  changes: MergeChange[],
  { survivorId, mergedAt, attributes }: PlanMergeOptions,
): MergeConflict[] {
  const own = (records.Fact ?? []).filter(({ subjectId }) => subjectId === survivorId) as Fact[];
  const conflicts: MergeConflict[] = [];
  const given = changes.filter(({ kind, after }) => kind === "Fact" && after?.["subjectId"] === survivorId);
  const held = [...own];
  for (const change of given) {
    const after = change.after as unknown as Fact;
    const from = String(change.before["subjectId"]);
    const rivals = held.filter(({ attribute }) => attribute === after.attribute);
    const index: FactIndex = indexFacts([...rivals, after], { attributes, onInvalid: "set-aside" });
    const overlap = index.setAside.some(({ issues }) =>
      issues.some(({ code }) => code === "overlapping-validity"),
    );
    const other = rivals.find(
      (fact) =>
        fact.qualifier === after.qualifier &&
        fact.retractedAt === undefined &&
        after.retractedAt === undefined &&
        canonicalText(fact.value) !== canonicalText(after.value),
    );
    const isSingle = index.attributes.find(after.attribute)?.cardinality === "single";
    if (other !== undefined && isSingle)
      conflicts.push({
        kind: "Fact",
        field: after.attribute,
        kept: other.value,
        given: after.value,
        from,
        outcome: overlap ? "retracted" : "beside",
      });
    if (overlap) {
      const at = changes.indexOf(change);
      const retractedAt = Date.parse(mergedAt) < Date.parse(after.recordedAt) ? after.recordedAt : mergedAt;
      changes[at] = { ...change, after: { ...change.after!, retractedAt }, reason: "retracted" };
    } else held.push(after);
  }
  return conflicts;
}

/** Two birthdays that differ cannot both be right. */
function dateConflicts(
  { ImportantDate: dates = [] }: PartyRecords,
  merged: ReadonlySet<string>,
  survivorId: string,
): MergeConflict[] {
  const own = dates.filter(({ partyId, kind }) => partyId === survivorId && kind === "birthday");
  return dates
    .filter(({ partyId, kind }) => merged.has(partyId) && kind === "birthday")
    .filter(
      ({ date }) => own.length > 0 && own.every((each) => canonicalText(each.date) !== canonicalText(date)),
    )
    .map(({ partyId, date }) => ({
      kind: "ImportantDate" as const,
      field: "birthday",
      kept: own[0]!.date as JsonValue,
      given: date as JsonValue,
      from: partyId,
      outcome: "beside" as const,
    }));
}

function countsOf(changes: readonly MergeChange[]): MergePlan["counts"] {
  const counts: Record<string, { moved: number; dropped: number; changed: number }> = {};
  for (const { kind, after, reason } of changes) {
    const count = counts[kind] ?? { moved: 0, dropped: 0, changed: 0 };
    counts[kind] = count;
    if (after === undefined) count.dropped++;
    else if (reason === "repointed" || reason === "retracted") count.moved++;
    else count.changed++;
  }
  for (const count of Object.values(counts)) Object.freeze(count);
  return Object.freeze(counts);
}

function asAny(party: Party): AnyRecord {
  return party as unknown as AnyRecord;
}
