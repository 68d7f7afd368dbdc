import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  applyErasure,
  applyMerge,
  completeness,
  exportSubject,
  factsAsOf,
  indexFacts,
  mergeRecordOf,
  type PartyRecords,
  planErasure,
  planMerge,
  undoMerge,
} from "../../src/knowledge/index.ts";
import { builtInAttributes, erasureRecordSchema, parseRecord } from "../../src/model/index.ts";
import { fact } from "./_facts.ts";
import { arbitraryRecords, problemsOf } from "./_records.ts";

const erasedAt = "2026-06-01T00:00:00Z";
const erasure = { subjectId: "a", pseudonym: "gone-1", erasedAt, recordId: "e1" };
const source = { method: "stated", observedOn: "2026-01-05" } as const;
const v = { schemaVersion: 1 } as const;

describe("erasing a party", () => {
  it("leaves no trace of it, keeps the books, and keeps every record readable", () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const before = JSON.stringify(records);
        const plan = planErasure(records, erasure);
        const left = applyErasure(records, plan);
        expect(JSON.stringify(records)).toBe(before);
        // Nobody names it any more, neither in a field nor as an actor.
        const text = JSON.stringify(left);
        expect(text).not.toContain('"a"');
        expect(problemsOf(left)).toEqual([]);
        // The ledger adds up as before, line by line, under one pseudonym.
        const renamed = (id: string) => (id === "a" ? "gone-1" : id);
        expect(left.OrderLine?.map(({ id, customerId, amount }) => [id, customerId, amount])).toEqual(
          records.OrderLine?.map(({ id, customerId, amount }) => [id, renamed(customerId), amount]),
        );
        expect(left.PointsEntry?.map(({ id, customerId, points }) => [id, customerId, points])).toEqual(
          records.PointsEntry?.map(({ id, customerId, points }) => [id, renamed(customerId), points]),
        );
        // What is not about it, and does not name it, is untouched.
        for (const kind of ["Party", "Fact", "ContactPoint", "Interaction"] as const)
          for (const record of records[kind] ?? [])
            if (!JSON.stringify(record).includes('"a"')) expect(left[kind]).toContain(record);
        expect(parseRecord(erasureRecordSchema, plan.record)).toEqual(plan.record);
        expect(JSON.stringify(plan.record)).not.toContain('"a"');
      }),
    );
  });

  it("treats facts by the strategy of their attribute", () => {
    const attributes = builtInAttributes.extend({
      "member.number": {
        area: "service",
        subjects: ["person"],
        label: "number of the member",
        schema: z.string(),
        erasure: "blank",
      },
      "person.birthYear": {
        area: "personal",
        subjects: ["person"],
        label: "year of birth",
        schema: z.int(),
        personalData: "user.demographic.date_of_birth",
        erasure: "generalise",
        generalise: (year) => Math.floor(year / 10) * 10,
      },
    });
    const told = {
      subjectId: "a",
      provenance: { method: "stated", place: "at her home" },
      observedAt: erasedAt,
    } as const;
    const records = {
      Party: [{ ...v, kind: "person", id: "a", name: "Ada Byron" }],
      Fact: [
        attributes.fact("likes.food", "figs", { ...told, id: "f1" }),
        attributes.fact("member.number", "M-1815", { ...told, id: "f2" }),
        attributes.fact("person.birthYear", 1985, { ...told, id: "f3" }),
        attributes.fact("service.knowsHowToGet", true, { ...told, id: "f4" }),
        { ...fact("f5", "likes.food", "nuts", { subjectId: "a" }), attribute: "unknown.thing" },
      ],
    } as const satisfies PartyRecords;
    const plan = planErasure(records, { ...erasure, attributes });
    const left = applyErasure(records, plan);
    expect(
      left.Fact?.map(({ id, subjectId, value, confidence }) => [id, subjectId, value, confidence]),
    ).toEqual([
      ["f2", "gone-1", null, 0],
      ["f3", "gone-1", 1980, 1],
      ["f4", "gone-1", true, 1],
    ]);
    expect(left.Fact?.every(({ provenance }) => provenance.place === undefined)).toBe(true);
    expect(plan.record.counts).toContainEqual({ collection: "Fact", deleted: 2, changed: 2, kept: 1 });
    const view = factsAsOf(indexFacts(left.Fact ?? [], { attributes }), {
      subjectId: "gone-1",
      asOf: erasedAt,
    });
    const service = completeness(view, { kind: "person", attributes }).areas.find(
      ({ area }) => area === "service",
    );
    expect(service?.missing.map(({ key }) => key)).toContain("member.number");
  });

  it("takes the words out of what the ledger keeps, and the person out of others' projects", () => {
    const records: PartyRecords = {
      Party: [
        { ...v, kind: "person", id: "a", name: "Ada Byron" },
        { ...v, kind: "organisation", id: "acme", name: "Acme" },
      ],
      Interaction: [
        {
          ...v,
          id: "i1",
          partyId: "acme",
          personId: "a",
          occurredAt: "2026-03-01T09:00:00Z",
          channel: "phone",
          direction: "inbound",
          twoWay: true,
          topic: "Her illness",
          summary: "Ada is ill",
          openLoops: [{ id: "l1", text: "send flowers to Ada", owedBy: "company" }],
        },
      ],
      Complaint: [
        {
          ...v,
          id: "c1",
          customerId: "a",
          subject: "delivery",
          category: "late",
          severity: 3,
          text: "Ada waited all day",
          resolution: "Called Ada",
          receivedAt: "2026-03-01T09:00:00Z",
          channel: "phone",
          history: [{ state: "open", at: "2026-03-01T09:00:00Z" }],
        },
      ],
      Opportunity: [
        {
          ...v,
          id: "o1",
          customerId: "acme",
          name: "New office",
          stage: "intent",
          openedOn: "2026-02-01",
          participants: [
            { personId: "a", role: "user" },
            { personId: "bo", role: "approver" },
          ],
          purchasePlan: "As Ada Byron said, thirty desks",
        },
      ],
    };
    const plan = planErasure(records, {
      ...erasure,
      keptFor: [{ collection: "OrderLine", reason: "books, ten years" }],
    });
    const left = applyErasure(records, plan);
    expect(left.Interaction?.[0]).toEqual({
      ...v,
      id: "i1",
      partyId: "acme",
      personId: "gone-1",
      occurredAt: "2026-03-01T09:00:00Z",
      channel: "phone",
      direction: "inbound",
      twoWay: true,
    });
    const [complaint] = left.Complaint ?? [];
    expect([complaint?.category, complaint?.severity, complaint?.text, complaint?.resolution]).toEqual([
      "late",
      3,
      undefined,
      undefined,
    ]);
    expect(left.Opportunity?.[0]?.participants).toEqual([{ personId: "bo", role: "approver" }]);
    // What stands in the words of another's record is found, not guessed away.
    expect(plan.leftovers).toEqual([{ kind: "Opportunity", id: "o1", path: ["purchasePlan"] }]);
    expect(plan.record.keptFor).toEqual([{ collection: "OrderLine", reason: "books, ten years" }]);
  });

  it("erases those that were merged into it as well, and their merge cannot be undone", () => {
    const person = { ...v, kind: "person", name: "Ada Byron" } as const;
    const first: PartyRecords = {
      Party: [
        { ...person, id: "a" },
        { ...person, id: "b" },
      ],
    };
    const merged = planMerge(first, { survivorId: "a", mergedIds: ["b"], mergedAt: "2026-05-01T00:00:00Z" });
    const merge = mergeRecordOf(merged, { id: "m1" });
    const records = { ...applyMerge(first, merged), MergeRecord: [merge] };
    const left = applyErasure(records, planErasure(records, erasure));
    expect(left.Party?.map(({ id, name }) => [id, name])).toEqual([["gone-1", "erased"]]);
    expect(left.MergeRecord).toEqual([]);
    expect(() => undoMerge(left, { merge, undoneAt: erasedAt })).toThrow("party a is not among the records");
  });

  it("refuses a pseudonym that tells whose it is, and a stranger", () => {
    const records: PartyRecords = { Party: [{ ...v, kind: "person", id: "ada", name: "Ada Byron" }] };
    const plan = (more: object) => () => planErasure(records, { ...erasure, subjectId: "ada", ...more });
    expect(plan({ pseudonym: "erased-ada" })).toThrow(
      'Cannot plan an erasure: pseudonym must be a new id without the old one in it, got "erased-ada"',
    );
    expect(plan({ subjectId: "bo" })).toThrow("subjectId must be a party of the records");
    expect(plan({ erasedAt: "2026-06-01" })).toThrow("erasedAt must be a UTC instant");
  });
});

describe("the export for a subject", () => {
  it("holds every record about it, with sources, and only names those of others", () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const data = exportSubject(records, { subjectId: "a", exportedAt: erasedAt });
        const about = Object.values(data.records).reduce((sum, list) => sum + list.length, 0);
        const naming = Object.values(records).flatMap((list) =>
          [...(list ?? [])].filter((record) => JSON.stringify(record).includes('"a"')),
        );
        expect(about + data.mentions.length).toBe(naming.length);
        expect(JSON.parse(JSON.stringify(data))).toEqual(data);
        expect(data.facts.length).toBe(records.Fact?.filter(({ subjectId }) => subjectId === "a").length);
      }),
    );
  });

  it("tells facts in words, categories, and where they came from", () => {
    const records: PartyRecords = {
      Party: [{ ...v, kind: "person", id: "a", name: "Ada Byron" }],
      ContactPoint: [{ ...v, id: "c1", partyId: "a", kind: "email", value: "ada@example.org", source }],
      Fact: [
        fact("f1", "likes.food", "figs", {
          subjectId: "a",
          provenance: { method: "purchased", importId: "list-7" },
        }),
      ],
      Relationship: [{ ...v, id: "r1", fromId: "bo", toId: "a", kind: "friend", source }],
      Opportunity: [
        {
          ...v,
          id: "o1",
          customerId: "acme",
          name: "New office",
          stage: "intent",
          openedOn: "2026-02-01",
          participants: [{ personId: "a", role: "user" }],
        },
      ],
    };
    const data = exportSubject(records, { subjectId: "a", exportedAt: erasedAt });
    expect(data.sources).toEqual([
      { source: "purchased, list list-7", records: 1 },
      { source: "stated", records: 2 },
    ]);
    expect(data.mentions).toEqual([{ kind: "Opportunity", id: "o1", paths: ["participants.0.personId"] }]);
    expect(data.categories.map(({ category }) => category)).toEqual([
      "user.contact",
      "user.demographic.profile",
      "user.name",
      "user.unique_id",
    ]);
  });
});
