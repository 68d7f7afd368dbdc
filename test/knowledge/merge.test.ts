import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClienteleError } from "../../src/issues/index.ts";
import { partyFields } from "../../src/knowledge/_party-references.ts";
import {
  applyMerge,
  factsAsOf,
  indexFacts,
  mergeRecordOf,
  type PartyRecords,
  planMerge,
  undoMerge,
} from "../../src/knowledge/index.ts";
import { mergeRecordSchema, parseRecord, recordKinds } from "../../src/model/index.ts";
import { fact } from "./_facts.ts";
import { arbitraryRecords, problemsOf } from "./_records.ts";

const mergedAt = "2026-06-01T00:00:00Z";
const undoneAt = "2026-06-02T00:00:00Z";
const person = { schemaVersion: 1, kind: "person", name: "Ada Byron" } as const;
const source = { method: "stated", observedOn: "2026-01-05" } as const;

function merge(records: PartyRecords, mergedIds: readonly string[] = ["b"]) {
  const plan = planMerge(records, { survivorId: "a", mergedIds, mergedAt });
  return { plan, records: applyMerge(records, plan), merge: mergeRecordOf(plan, { id: "m1" }) };
}

/** Every value under a field that names a party. */
function partiesNamed(value: unknown, field = ""): string[] {
  if (typeof value === "string") return partyFields.has(field) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    partiesNamed(item, Array.isArray(value) ? field : key),
  );
}

describe("merging parties that are one", () => {
  it("is undone exactly: undo ∘ merge = identity", () => {
    fc.assert(
      fc.property(arbitraryRecords, fc.constantFrom(["b"], ["b", "c"], ["c", "b"]), (records, mergedIds) => {
        const before = JSON.stringify(records);
        const done = merge(records, mergedIds);
        expect(JSON.stringify(records)).toBe(before);
        const undone = undoMerge(done.records, { merge: done.merge, undoneAt });
        expect(undone.records).toEqual(records);
        expect(undone.conflicts).toEqual([]);
        // The record survives a store.
        const stored = JSON.parse(JSON.stringify(done.merge));
        expect(
          undoMerge(JSON.parse(JSON.stringify(done.records)), { merge: stored, undoneAt }).records,
        ).toEqual(records);
      }),
    );
  });

  it("leaves nobody naming a merged party, keeps sound records, and every order and point", () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const done = merge(records, ["b", "c"]);
        const { Party, ...others } = done.records;
        expect(partiesNamed(others).filter((id) => id === "b" || id === "c")).toEqual([]);
        expect(Party?.map(({ mergedIntoId }) => mergedIntoId)).toEqual([undefined, "a", "a", undefined]);
        expect(problemsOf(done.records)).toEqual([]);
        expect(() => indexFacts(done.records.Fact ?? [])).not.toThrow();
        expect(done.records.OrderLine?.map(({ id, amount }) => [id, amount])).toEqual(
          records.OrderLine?.map(({ id, amount }) => [id, amount]),
        );
        expect(done.records.PointsEntry?.length).toBe(records.PointsEntry?.length);
        expect(parseRecord(mergeRecordSchema, done.merge)).toEqual(done.merge);
      }),
    );
  });

  it("names in its plan what would move, what disagrees, and what becomes of it", () => {
    const records: PartyRecords = {
      Party: [
        { ...person, id: "a", since: "2024-05-01", languages: ["en"] },
        {
          ...person,
          id: "b",
          name: "A. Byron",
          since: "2023-01-01",
          timeZone: "Europe/London",
          languages: ["fr"],
        },
      ],
      ContactPoint: [
        {
          schemaVersion: 1,
          id: "c1",
          partyId: "a",
          kind: "email",
          value: "ada@example.org",
          primary: true,
          source,
        },
        { schemaVersion: 1, id: "c2", partyId: "b", kind: "email", value: "ADA@example.org", source },
        {
          schemaVersion: 1,
          id: "c3",
          partyId: "b",
          kind: "email",
          value: "byron@example.org",
          primary: true,
          source,
        },
      ],
      Fact: [
        fact("f1", "person.hometown", "Turin", { subjectId: "a" }),
        fact("f2", "person.hometown", "Lyon", { subjectId: "b" }),
        fact("f3", "family.children", 1, { subjectId: "a", validFrom: "2020-01-01" }),
        fact("f4", "family.children", 2, { subjectId: "b", validFrom: "2022-01-01" }),
      ],
      Relationship: [{ schemaVersion: 1, id: "r1", fromId: "a", toId: "b", kind: "friend", source }],
      PointsEntry: [
        { schemaVersion: 1, id: "p1", customerId: "b", on: "2026-01-01", kind: "earn", points: "300" },
      ],
    };
    const { plan, records: after } = merge(records);
    expect(plan.conflicts.map(({ field, kept, given, outcome }) => [field, kept, given, outcome])).toEqual([
      ["name", "Ada Byron", "A. Byron", "given-up"],
      ["person.hometown", "Turin", "Lyon", "beside"],
      ["family.children", 1, 2, "retracted"],
    ]);
    expect(plan.changes.map(({ kind, before, reason }) => [kind, before.id, reason])).toEqual([
      ["ContactPoint", "c2", "duplicate"],
      ["ContactPoint", "c3", "repointed"],
      ["Fact", "f2", "repointed"],
      ["Fact", "f4", "retracted"],
      ["Party", "a", "completed"],
      ["Party", "b", "merged-away"],
      ["PointsEntry", "p1", "repointed"],
      ["Relationship", "r1", "self-reference"],
    ]);
    expect(plan.counts["ContactPoint"]).toEqual({ moved: 1, dropped: 1, changed: 0 });
    expect(after.Party?.[0]).toEqual({
      ...person,
      id: "a",
      since: "2023-01-01",
      languages: ["en", "fr"],
      timeZone: "Europe/London",
    });
    expect(after.ContactPoint?.map(({ id, primary }) => [id, primary])).toEqual([
      ["c1", true],
      ["c3", false],
    ]);
    const view = factsAsOf(indexFacts(after.Fact ?? []), { subjectId: "a", asOf: undoneAt });
    expect(view.contradictions.map(({ attribute }) => attribute)).toEqual(["person.hometown"]);
  });

  it("keeps what was changed since when it is undone, and says so", () => {
    const records: PartyRecords = {
      Party: [
        { ...person, id: "a" },
        { ...person, id: "b", timeZone: "Asia/Taipei" },
      ],
    };
    const done = merge(records);
    const [survivor, ...rest] = done.records.Party ?? [];
    const later = { Party: [{ ...survivor!, timeZone: "Europe/Paris", ownerId: "eve" }, ...rest] };
    const undone = undoMerge(later, { merge: done.merge, undoneAt });
    expect(undone.records.Party?.[0]).toEqual({
      ...person,
      id: "a",
      timeZone: "Europe/Paris",
      ownerId: "eve",
    });
    expect(undone.conflicts).toEqual([{ kind: "Party", id: "a", field: "timeZone" }]);
    expect(undone.merge.undoneAt).toBe(undoneAt);
  });

  it("refuses what cannot be merged or undone", () => {
    const records: PartyRecords = {
      Party: [
        { ...person, id: "a" },
        { ...person, id: "b" },
        { schemaVersion: 1, kind: "organisation", id: "o", name: "Acme" },
        { ...person, id: "gone", closed: { reason: "erased", on: "2026-01-01" } },
        { ...person, id: "old", mergedIntoId: "a" },
      ],
    };
    const plan = (mergedIds: string[]) => () => planMerge(records, { survivorId: "a", mergedIds, mergedAt });
    expect(plan([])).toThrow(
      "Cannot plan a merge: mergedIds must name at least one party, got an array of 0",
    );
    expect(plan(["a"])).toThrow("must name each party once");
    expect(plan(["nobody"])).toThrow("must be among the records of kind Party");
    expect(plan(["o"])).toThrow('every party must be of kind person, got "organisation"');
    expect(plan(["gone"])).toThrow("must not be erased");
    expect(plan(["old"])).toThrow("must not be merged already");
    const done = merge({ Party: records.Party!.slice(0, 2) });
    const again = { ...done.merge, undoneAt };
    expect(() => undoMerge(done.records, { merge: again, undoneAt })).toThrow("it was undone at");
    const erased = {
      Party: done.records.Party!.map((party) => ({
        ...party,
        closed: { reason: "erased" as const, on: "2026-06-01" as const },
      })),
    };
    let caught: unknown;
    try {
      undoMerge(erased, { merge: done.merge, undoneAt });
    } catch (error) {
      caught = error;
    }
    expect(ClienteleError.is(caught, "merge-not-undoable")).toBe(true);
    expect(() => applyMerge({ Party: [] }, done.plan)).toThrow("must be among the records, and is not");
  });

  it("knows every field of the vocabulary that names a party", () => {
    interface Definition {
      shape?: Record<string, { def: Definition }>;
      options?: { def: Definition }[];
      element?: { def: Definition };
      innerType?: { def: Definition };
    }
    const found = new Set<string>();
    const walk = ({ shape = {}, options = [], element, innerType }: Definition): void => {
      for (const [name, { def }] of Object.entries(shape)) {
        if (/Ids?$/.test(name)) found.add(name);
        walk(def);
      }
      for (const { def } of options) walk(def);
      if (element !== undefined) walk(element.def);
      if (innerType !== undefined) walk(innerType.def);
    };
    for (const { schema } of Object.values(recordKinds)) walk(schema.def as Definition);
    const things =
      "campaignId closedLoopIds contactPointId contractId correctsId decisionId documentId engagementId externalIds factId feedbackIds importId installedProductId interactionId membershipId mergedIds offerId offerIds opportunityId orderId orderIds parentId previousId productId productIds programmeId recurrenceOfId replacesId ruleId settingId supersedesId survivorId threadId touchId unitId usedByUnitId withId".split(
        " ",
      );
    expect([...found].filter((name) => !partyFields.has(name)).sort()).toEqual(things);
  });
});
