import { describe, expect, it } from "vitest";
import {
  applyErasure,
  applyMerge,
  exportSubject,
  factsAsOf,
  indexFacts,
  mergeRecordOf,
  type PartyRecords,
  planErasure,
  planMerge,
  undoMerge,
} from "../../src/knowledge/index.ts";
import type { Fact } from "../../src/model/index.ts";
import { fact } from "./_facts.ts";

const mergedAt = "2026-06-01T00:00:00Z";
const undoneAt = "2026-06-02T00:00:00Z";
const v = { schemaVersion: 1 } as const;
const source = { method: "stated", observedOn: "2026-01-05" } as const;
const people = ["a", "b", "c", "x"].map((id) => ({ ...v, kind: "person" as const, id, name: "Ada Byron" }));

function merge(records: PartyRecords, mergedIds: readonly string[] = ["b"]) {
  const plan = planMerge(records, { survivorId: "a", mergedIds, mergedAt });
  const made = { plan, records: applyMerge(records, plan), merge: mergeRecordOf(plan, { id: "m1" }) };
  const undone = undoMerge(made.records, { merge: made.merge, undoneAt });
  expect(undone.conflicts).toEqual([]);
  for (const [kind, list] of Object.entries(records))
    expect(new Set<unknown>(undone.records[kind as keyof PartyRecords])).toEqual(new Set<unknown>(list));
  return made;
}

const children = (id: string, subjectId: string, value: number, more: Partial<Fact> = {}) =>
  fact(id, "family.children", value, { subjectId, ...more });

const retracted = ({ records }: { records: PartyRecords }) =>
  records.Fact?.filter(({ retractedAt }) => retractedAt !== undefined).map(({ id }) => id);

describe("facts of parties that are merged", () => {
  it("keeps a merged fact that overlaps none, whatever the survivor's own facts do", () => {
    const Fact = [
      children("f1", "a", 1, { validFrom: "2020-01-01", validTo: "2021-01-01" }),
      children("f2", "a", 2, { validFrom: "2020-06-01", validTo: "2021-01-01" }),
      children("f3", "b", 3, { validFrom: "2024-01-01" }),
    ];
    const done = merge({ Party: people, Fact });
    expect(retracted(done)).toEqual([]);
    expect(done.plan.conflicts.map(({ kept, given, outcome }) => [kept, given, outcome])).toEqual([
      [1, 3, "beside"],
    ]);
  });

  it("keeps all links of a merged party's own chain", () => {
    const Fact = [
      children("f1", "b", 1, { validFrom: "2020-01-01" }),
      children("f2", "b", 2, { validFrom: "2021-01-01", supersedesId: "f1" }),
      children("f3", "b", 3, { validFrom: "2022-01-01", supersedesId: "f2" }),
    ];
    const done = merge({ Party: people, Fact });
    expect(retracted(done)).toEqual([]);
    expect(done.plan.conflicts).toEqual([]);
  });

  it("names as kept the fact that overlaps", () => {
    const Fact = [
      children("f1", "a", 1, { validFrom: "2010-01-01", validTo: "2011-01-01" }),
      children("f2", "a", 2, { validFrom: "2020-01-01" }),
      children("f3", "b", 3, { validFrom: "2024-01-01" }),
    ];
    const { plan } = merge({ Party: people, Fact });
    expect(plan.conflicts.map(({ kept, given, outcome }) => [kept, given, outcome])).toEqual([
      [2, 3, "retracted"],
    ]);
  });

  it("disagrees in the same way whatever the order of the records", () => {
    const birthday = (id: string, partyId: string, month: number) => ({
      ...v,
      id,
      partyId,
      kind: "birthday" as const,
      date: { calendar: "gregorian" as const, month, day: 5 },
      source,
    });
    const Fact = [children("f1", "a", 1), children("f2", "a", 2), children("f3", "b", 3)];
    const ImportantDate = [
      birthday("d1", "a", 1),
      birthday("d2", "a", 2),
      birthday("d3", "b", 3),
      birthday("d4", "c", 4),
    ];
    const mergedIds = ["c", "b"];
    const one = merge({ Party: people, Fact, ImportantDate }, mergedIds).plan;
    const other = merge(
      { Party: people, Fact: Fact.toReversed(), ImportantDate: ImportantDate.toReversed() },
      mergedIds,
    ).plan;
    expect(other.conflicts).toEqual(one.conflicts);
    expect(one.conflicts.map(({ field, from }) => [field, from])).toEqual([
      ["family.children", "b"],
      ["birthday", "c"],
      ["birthday", "b"],
    ]);
    expect(one.conflicts[0]?.kept).toBe(1);
  });

  it("lets the first of the merged parties come first", () => {
    const Fact = [
      children("f1", "b", 1, { validFrom: "2020-01-01" }),
      children("f2", "c", 2, { validFrom: "2020-01-01" }),
    ];
    expect(retracted(merge({ Party: people, Fact }, ["b", "c"]))).toEqual(["f2"]);
    expect(retracted(merge({ Party: people, Fact }, ["c", "b"]))).toEqual(["f1"]);
  });

  it("does not bring back what a retracted fact superseded", () => {
    const Fact = [
      children("f1", "a", 1, { validFrom: "2022-01-01" }),
      children("f2", "b", 7),
      children("f3", "b", 8, { supersedesId: "f2" }),
      children("f4", "b", 9, { validFrom: "2023-01-01", supersedesId: "f3" }),
      fact("g1", "likes.food", "figs", { subjectId: "b" }),
    ];
    const done = merge({ Party: people, Fact });
    expect(retracted(done)).toEqual(["f2", "f3", "f4"]);
    const view = factsAsOf(indexFacts(done.records.Fact ?? []), { subjectId: "a", asOf: undoneAt });
    expect(view.contradictions).toEqual([]);
    expect(done.plan.conflicts.map(({ outcome }) => outcome)).toEqual([
      "retracted",
      "retracted",
      "retracted",
    ]);
  });

  it("keeps what ended before the retracted fact began", () => {
    const Fact = [
      children("f1", "a", 1, { validFrom: "2022-01-01" }),
      children("f2", "b", 7, { validFrom: "2019-01-01", validTo: "2020-01-01" }),
      children("f3", "b", 9, { validFrom: "2023-01-01", supersedesId: "f2" }),
    ];
    expect(retracted(merge({ Party: people, Fact }))).toEqual(["f3"]);
  });
});

describe("a consent of a party that is merged", () => {
  it("follows the address that the survivor has already, and back", () => {
    const address = { ...v, kind: "email" as const, value: "ada@example.org", source };
    const consent = {
      ...v,
      purpose: "care" as const,
      channel: "email" as const,
      status: "granted" as const,
      effectiveFrom: "2026-01-01" as const,
    };
    const records: PartyRecords = {
      Party: people,
      Consent: [
        { ...consent, id: "k1", partyId: "b", contactPointId: "p2" },
        { ...consent, id: "k2", partyId: "x", contactPointId: "p2" },
        { ...consent, id: "k3", partyId: "x", contactPointId: "p3" },
      ],
      ContactPoint: [
        { ...address, id: "p0", partyId: "a" },
        { ...address, id: "p1", partyId: "a" },
        { ...address, id: "p2", partyId: "b" },
        { ...address, id: "p3", partyId: "x" },
      ],
    };
    const done = merge(records);
    expect(done.records.ContactPoint?.map(({ id }) => id)).toEqual(["p0", "p1", "p3"]);
    expect(
      done.records.Consent?.map(({ id, partyId, contactPointId }) => [id, partyId, contactPointId]),
    ).toEqual([
      ["k1", "a", "p0"],
      ["k2", "x", "p0"],
      ["k3", "x", "p3"],
    ]);
    const turned = merge({ ...records, ContactPoint: records.ContactPoint!.toReversed() });
    expect(turned.plan).toEqual(done.plan);
  });
});

describe("erasing a party that others' merges tell of", () => {
  const records: PartyRecords = {
    Party: people,
    Interaction: [
      {
        ...v,
        id: "i1",
        partyId: "b",
        personId: "x",
        occurredAt: "2026-03-01T09:00:00Z",
        channel: "phone",
        direction: "inbound",
        twoWay: true,
        summary: "spoke of the illness",
      },
    ],
  };
  const done = merge(records);
  const kept = { ...merge({ Party: people }).merge, id: "m2" };
  const after = { ...done.records, MergeRecord: [done.merge, kept] };

  it("deletes the merges that hold a record about it, and no others", () => {
    const plan = planErasure(after, {
      subjectId: "x",
      pseudonym: "gone-1",
      erasedAt: undoneAt,
      recordId: "e1",
    });
    const left = applyErasure(after, plan);
    expect(left.MergeRecord).toEqual([kept]);
    expect(JSON.stringify(left)).not.toContain("illness");
    expect(plan.record.counts).toContainEqual({
      collection: "MergeRecord",
      deleted: 1,
      changed: 0,
      kept: 0,
    });
  });

  it("does not hand out others' merges to it", () => {
    expect(exportSubject(after, { subjectId: "x", exportedAt: undoneAt }).records["MergeRecord"]).toBe(
      undefined,
    );
  });
});
