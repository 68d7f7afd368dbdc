import type { AttributeCatalogue, Fact, JsonValue } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { type FactIndex, indexFacts } from "./index-facts.ts";
import type { MergeChange, MergeConflict } from "./merge-plan.ts";
import type { PartyRecords } from "./party-records.ts";

interface ConflictOptions {
  readonly survivorId: string;
  readonly mergedAt: string;
  readonly attributes?: AttributeCatalogue | undefined;
}

/** Single-valued facts of both parties that differ; where stated periods overlap the merged party's is retracted. */
export function factConflicts(
  records: PartyRecords,
  changes: MergeChange[],
  { survivorId, mergedAt, attributes }: ConflictOptions,
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
export function dateConflicts(
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
