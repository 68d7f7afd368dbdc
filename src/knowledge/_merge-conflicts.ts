import { compareCodePoints } from "../ids/index.ts";
import { type AttributeCatalogue, builtInAttributes, type Fact, type JsonValue } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { indexFacts } from "./index-facts.ts";
import type { MergeChange, MergeConflict } from "./merge-plan.ts";
import type { PartyRecords } from "./party-records.ts";

interface ConflictOptions {
  readonly survivorId: string;
  readonly mergedIds: readonly string[];
  readonly mergedAt: string;
  readonly attributes?: AttributeCatalogue | undefined;
}

/**
 * Single-valued facts of both parties that differ; where stated periods overlap the merged party's is retracted, and
 * with it what it superseded, which would hold again without it.
 */
export function factConflicts(
  records: PartyRecords,
  changes: MergeChange[],
  { survivorId, mergedIds, mergedAt, attributes = builtInAttributes as AttributeCatalogue }: ConflictOptions,
): MergeConflict[] {
  const held = ((records.Fact ?? []) as readonly Fact[])
    .filter(({ subjectId }) => subjectId === survivorId)
    .sort((a, b) => compareCodePoints(a.id, b.id));
  const conflicts: MergeConflict[] = [];
  for (const from of mergedIds) {
    // A party's own facts are no rivals of one another: they are compared with what was held before it came.
    const given = changes
      .filter(({ kind, before, after }) => kind === "Fact" && after && before["subjectId"] === from)
      .map(({ after }) => after as unknown as Fact)
      .sort((a, b) => compareCodePoints(a.id, b.id));
    const rivals = new Map<Fact, readonly Fact[]>(
      given.map((fact) => [
        fact,
        held.filter(
          ({ attribute, qualifier }) => attribute === fact.attribute && qualifier === fact.qualifier,
        ),
      ]),
    );
    const overlapping = new Map<Fact, Fact>();
    for (const fact of given) {
      const rival = rivals.get(fact)!.find((other) => overlap(other, fact, attributes));
      if (rival !== undefined) overlapping.set(fact, rival);
    }
    const gone = withSuperseded([...overlapping.keys()], given);
    for (const fact of given) {
      const other = overlapping.get(fact) ?? rivals.get(fact)!.find((rival) => disagree(rival, fact));
      if (other !== undefined && attributes.find(fact.attribute)?.cardinality === "single")
        conflicts.push({
          kind: "Fact",
          field: fact.attribute,
          kept: other.value,
          given: fact.value,
          from,
          outcome: gone.has(fact) ? "retracted" : "beside",
        });
      if (gone.has(fact)) retract(changes, fact, mergedAt);
      else held.push(fact);
    }
  }
  return conflicts;
}

function overlap(rival: Fact, fact: Fact, attributes: AttributeCatalogue): boolean {
  return indexFacts([rival, fact], { attributes, onInvalid: "set-aside" }).setAside.some(({ issues }) =>
    issues.some(({ code }) => code === "overlapping-validity"),
  );
}

function disagree(rival: Fact, fact: Fact): boolean {
  return (
    rival.retractedAt === undefined &&
    fact.retractedAt === undefined &&
    canonicalText(rival.value) !== canonicalText(fact.value)
  );
}

/** The facts and, however far back, those they supersede that are still held and have no end before them. */
function withSuperseded(facts: readonly Fact[], given: readonly Fact[]): ReadonlySet<Fact> {
  const byId = new Map(given.map((fact) => [fact.id, fact]));
  const gone = new Set(facts);
  for (const { supersedesId, validFrom } of facts) {
    const seen = new Set<Fact>();
    for (let old = byId.get(supersedesId ?? ""); old !== undefined && !seen.has(old); ) {
      seen.add(old);
      const hasEnded = old.validTo !== undefined && validFrom !== undefined && old.validTo <= validFrom;
      if (!hasEnded && old.retractedAt === undefined) gone.add(old);
      old = byId.get(old.supersedesId ?? "");
    }
  }
  return gone;
}

function retract(changes: MergeChange[], fact: Fact, mergedAt: string): void {
  const at = changes.findIndex(({ kind, before }) => kind === "Fact" && before.id === fact.id);
  const change = changes[at]!;
  const retractedAt = Date.parse(mergedAt) < Date.parse(fact.recordedAt) ? fact.recordedAt : mergedAt;
  changes[at] = { ...change, after: { ...change.after!, retractedAt }, reason: "retracted" };
}

/** Two birthdays that differ cannot both be right. */
export function dateConflicts(
  { ImportantDate: dates = [] }: PartyRecords,
  mergedIds: readonly string[],
  survivorId: string,
): MergeConflict[] {
  const birthdaysOf = (id: string) =>
    dates
      .filter(({ partyId, kind }) => partyId === id && kind === "birthday")
      .sort((a, b) => compareCodePoints(a.id, b.id));
  const own = birthdaysOf(survivorId);
  return mergedIds
    .flatMap(birthdaysOf)
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
