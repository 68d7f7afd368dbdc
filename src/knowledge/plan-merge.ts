import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import type { Party } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import { dateConflicts, factConflicts } from "./_merge-conflicts.ts";
import { ownerOf, sameness, soleChoice, withoutSelfReference } from "./_merge-sameness.ts";
import { mergedParty } from "./_merged-party.ts";
import { momentOf } from "./_moment.ts";
import { entriesOf, replaceParties } from "./_party-references.ts";
import type { IndexFactsOptions } from "./index-facts.ts";
import type { MergeChange, MergeConflict, MergePlan } from "./merge-plan.ts";
import type { AnyRecord, PartyRecords } from "./party-records.ts";

/** Options of {@link planMerge}. */
export interface PlanMergeOptions extends Pick<IndexFactsOptions, "attributes"> {
  /** The party that stays. */
  readonly survivorId: string;
  /** The parties that turn out to be the same one; where their records disagree, the first comes first. */
  readonly mergedIds: readonly string[];
  /** When. */
  readonly mergedAt: string;
}

/**
 * Plans the merge of parties that are one, as a dry run: which records would move to the survivor, what would be given
 * up, and where the parties disagree. Nothing is lost: the merged parties stay as records that point to the survivor,
 * and every change is kept as it was, so that {@link undoMerge} can take it back exactly.
 *
 * Every record that names a merged party names the survivor instead, orders and points as well. The survivor keeps its
 * own fields and takes over those it lacks; lists are joined. Contact points, affiliations and important dates that
 * the survivor has already go, and consents to such a contact point name the survivor's; ties of the survivor to itself
 * go. Facts of both stand beside one another, and views
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
  const twins = new Map<string, string>();
  for (const [kind, list] of entriesOf(records)) {
    if (kind === "MergeRecord" || kind === "ErasureRecord") continue;
    const own = new Map<string, AnyRecord>();
    const sorted = [...list].sort((a, b) => compareCodePoints(a.id, b.id));
    for (const record of sorted) {
      const key = sameness(kind, record);
      if (key !== undefined && !merged.has(ownerOf(record)) && !own.has(key)) own.set(key, record);
    }
    for (const before of sorted) {
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
        } else {
          changes.push({ kind, before, reason: "duplicate" });
          if (kind === "ContactPoint") twins.set(before.id, twin.id);
        }
      }
    }
  }
  followTwins(records, changes, twins);
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
  conflicts.push(...dateConflicts(records, mergedIds, survivorId));
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

/** Consents to an address that goes, because the survivor has it already, are consents to the one that stays. */
function followTwins(
  { Consent: consents = [] }: PartyRecords,
  changes: MergeChange[],
  twins: ReadonlyMap<string, string>,
): void {
  const places = new Map(
    changes.flatMap(({ kind, before }, at) => (kind === "Consent" ? [[before.id, at]] : [])),
  );
  for (const consent of consents) {
    const contactPointId = twins.get(consent.contactPointId ?? "");
    if (contactPointId === undefined) continue;
    const at = places.get(consent.id) ?? changes.length;
    const { before, after } = changes[at] ?? { before: consent as unknown as AnyRecord };
    changes[at] = {
      kind: "Consent",
      before,
      after: { ...(after ?? before), contactPointId },
      reason: "repointed",
    };
  }
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
