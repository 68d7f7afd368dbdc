import { describe, expect, it } from "vitest";
import {
  applyMerge,
  factsAsOf,
  indexFacts,
  mergeRecordOf,
  type PartyRecords,
  planErasure,
  planMerge,
  supersedeFact,
  undoMerge,
} from "../../src/knowledge/index.ts";
import type { Fact } from "../../src/model/index.ts";
import { fact } from "./_facts.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const person = (id: string) => ({ schemaVersion: 1, kind: "person", id, name: "Ada Byron" }) as const;
const merging = { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-06-01T00:00:00Z" };
const town = (id: string, subjectId: string, value: string, more: Partial<Fact> = {}) =>
  fact(id, "person.hometown", value, { subjectId, ...more });

describe("merging at the edges", () => {
  const email = (id: string, partyId: string) =>
    ({ schemaVersion: 1, id, partyId, kind: "email", value: "ada@example.org", source }) as const;
  const records = {
    Party: [person("a"), person("b")],
    ContactPoint: [email("cpA", "a"), email("cpB", "b")],
    Consent: [
      {
        schemaVersion: 1,
        id: "no",
        partyId: "b",
        purpose: "promotional",
        channel: "email",
        status: "withdrawn",
        since: "2026-02-01",
        contactPointId: "cpB",
        source,
      },
    ],
  } as unknown as PartyRecords;

  it("leads a consent from an address that goes to its twin that stays, and back", () => {
    const plan = planMerge(records, merging);
    const merged = applyMerge(records, plan);
    expect(merged.ContactPoint?.map(({ id }) => id)).toEqual(["cpA"]);
    expect(merged.Consent?.[0]).toMatchObject({ partyId: "a", contactPointId: "cpA" });
    const undone = undoMerge(merged, {
      merge: mergeRecordOf(plan, { id: "m1", reason: "same address" }),
      undoneAt: "2026-06-02T00:00:00Z",
    });
    expect(undone.records.Consent).toEqual(records.Consent);
  });

  it("does not retract a fact for what two of the survivor's have against each other", () => {
    const facts = [
      town("x", "a", "Turin", { validFrom: "2020-01-01", validTo: "2021-01-01" }),
      town("y", "a", "Lyon", { validFrom: "2020-06-01", validTo: "2021-01-01" }),
      town("z", "b", "Ulm", { validFrom: "2024-01-01" }),
    ];
    const plan = planMerge({ Party: records.Party!, Fact: facts } as PartyRecords, merging);
    expect(plan.changes.find(({ before }) => before.id === "z")?.after?.["retractedAt"]).toBeUndefined();
    const reversed = planMerge(
      { Party: records.Party!, Fact: [...facts].reverse() } as PartyRecords,
      merging,
    );
    expect(reversed.conflicts).toEqual(plan.conflicts);
  });

  it("does not bring back what a retracted fact had replaced", () => {
    const old = town("b1", "b", "Turin");
    const { records: moved } = supersedeFact(old, {
      id: "b2",
      value: "Lyon",
      changedOn: "2026-05-01",
      observedAt: "2026-05-01T00:00:00Z",
    });
    const facts = [old, ...moved, town("s1", "a", "Ulm", { validFrom: "2026-05-01" })];
    const before = { Party: records.Party!, Fact: facts } as PartyRecords;
    const merged = applyMerge(before, planMerge(before, merging));
    const view = factsAsOf(indexFacts(merged.Fact as Fact[]), {
      subjectId: "a",
      asOf: "2026-06-02T00:00:00Z",
    });
    expect(view.known.map(({ value }) => value)).toEqual(["Ulm"]);
    expect(view.contradictions).toEqual([]);
  });
});

describe("erasing who is named in the merge of others", () => {
  it("deletes the record of that merge, which keeps what was said of the person", () => {
    const company = (id: string) => ({ schemaVersion: 1, kind: "organisation", id, name: "Acme" }) as const;
    const records = {
      Party: [company("a"), company("b"), person("ada-1")],
      Interaction: [
        {
          schemaVersion: 1,
          id: "i1",
          partyId: "b",
          personId: "ada-1",
          occurredAt: "2026-03-01T09:00:00Z",
          channel: "phone",
          direction: "inbound",
          twoWay: true,
          summary: "She has asthma",
        },
      ],
    } as unknown as PartyRecords;
    const plan = planMerge(records, merging);
    const after = {
      ...applyMerge(records, plan),
      MergeRecord: [mergeRecordOf(plan, { id: "m1", reason: "one company" })],
    } as PartyRecords;
    const erasure = planErasure(after, {
      subjectId: "ada-1",
      pseudonym: "gone-7",
      erasedAt: "2026-06-02T00:00:00Z",
      recordId: "e1",
    });
    const merge = erasure.changes.find(({ kind }) => kind === "MergeRecord");
    expect([merge?.before.id, merge?.after]).toEqual(["m1", undefined]);
  });
});
