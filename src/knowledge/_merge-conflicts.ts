import { compareCodePoints } from "../ids/index.ts";
import type { AttributeCatalogue, Fact, JsonValue } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { type FactIndex, indexFacts } from "./index-facts.ts";
import type { MergeChange, MergeConflict } from "./merge-plan.ts";
import type { PartyRecords } from "./party-records.ts";

interface ConflictOptions {
  readonly survivorId: string;
  readonly mergedIds: readonly string[];
  readonly mergedAt: string;
  readonly attributes?: AttributeCatalogue | undefined;
}

/** Single-valued facts of both parties that differ; where stated periods overlap the merged party's is retracted. */
export function factConflicts(
  records: PartyRecords,
  changes: MergeChange[],
  { survivorId, mergedIds, mergedAt, attributes }: ConflictOptions,
): MergeConflict[] {
  const own = (records.Fact ?? [])
    .filter(({ subjectId }) => subjectId === survivorId)
    .sort((a, b) => compareCodePoints(a.id, b.id)) as Fact[];
  const conflicts: MergeConflict[] = [];
  const turn = ({ before }: MergeChange): number => mergedIds.indexOf(String(before["subjectId"]));
  const given = changes
    .filter(({ kind, after }) => kind === "Fact" && after?.["subjectId"] === survivorId)
    .sort((a, b) => turn(a) - turn(b) || compareCodePoints(a.before.id, b.before.id));
  const held = [...own];
  for (const change of given) {
    const after = change.after as unknown as Fact;
    const from = String(change.before["subjectId"]);
    const rivals = held.filter(({ attribute }) => attribute === after.attribute);
    const index: FactIndex = indexFacts([after], { attributes, onInvalid: "set-aside" });
    // Each rival by itself: what two of them have against each other is not the given fact's fault.
    const overlap = rivals.some((rival) =>
      indexFacts([rival, after], { attributes, onInvalid: "set-aside" }).setAside.some(({ issues }) =>
        issues.some(({ code }) => code === "overlapping-validity"),
      ),
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
      retractReplaced(changes, after.supersedesId, retractedAt);
    } else held.push(after);
  }
  return conflicts;
}

/** Without its successor, what was replaced and has no end would hold again; nobody believed that any more. */
function retractReplaced(changes: MergeChange[], replacedId: string | undefined, retractedAt: string): void {
  for (let id = replacedId; id !== undefined; ) {
    const at = changes.findIndex(({ kind, before }) => kind === "Fact" && before.id === id);
    const change = changes[at];
    const replaced = change?.after as unknown as Fact | undefined;
    if (change === undefined || replaced === undefined || replaced.validTo !== undefined) return;
    if (replaced.retractedAt === undefined)
      changes[at] = { ...change, after: { ...change.after!, retractedAt }, reason: "retracted" };
    id = replaced.supersedesId;
  }
}

/** Two birthdays that differ cannot both be right. */
export function dateConflicts(
  { ImportantDate: dates = [] }: PartyRecords,
  merged: ReadonlySet<string>,
  survivorId: string,
): MergeConflict[] {
  const own = dates
    .filter(({ partyId, kind }) => partyId === survivorId && kind === "birthday")
    .sort((a, b) => compareCodePoints(a.id, b.id));
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
