import { describe, expect, it } from "vitest";
import {
  acceptImport,
  type ImportRow,
  identityOf,
  indexFacts,
  reviewImport,
} from "../../src/knowledge/index.ts";
import {
  contactPointSchema,
  type ImportBatch,
  importBatchSchema,
  parseRecord,
  partySchema,
} from "../../src/model/index.ts";

const batch: ImportBatch = {
  schemaVersion: 1,
  id: "list-7",
  origin: "list-exchange",
  partnerId: "gardens",
  legalBasis: "legitimate-interests",
  receivedOn: "2026-06-01",
  reviewStatus: "pending",
  counts: { received: 0, accepted: 0, rejected: 0, duplicates: 0 },
};
const person = (name: string, more: Partial<ImportRow> = {}): ImportRow => ({
  kind: "person",
  name,
  ...more,
});
const email = (value: string) => ({ contacts: [{ kind: "email" as const, value }] });
const reviewer = { reviewerId: "eve", reviewedAt: "2026-06-02T09:00:00Z" };

describe("a row that repeats another", () => {
  it("is the one that enters where the other was refused", () => {
    const rows = [
      person("Ada Byron", email("ada@example.org")),
      person("Ada Byron", { ...email("ada@example.org"), consentEvidence: "signed form 7" }),
    ];
    const review = reviewImport(rows, { batch: { ...batch, legalBasis: "consent" } });
    expect(review.rows.map(({ verdict }) => verdict)).toEqual(["refused", "new"]);
  });
});

describe("an outside list under review", () => {
  const rows = [
    person("Ada Byron", { ...email("ada@example.org"), attributes: { "likes.food": "figs" } }),
    person("BYRON, Ada", email("ADA@example.org")),
    person("林美玲", email("mei@example.tw")),
    person("Grace Hopper", email("grace@example.org")),
    person("Tom Hardy", email("no mail")),
    person("Tom Hardy"),
    person(" "),
    person("Eve Moss", {
      attributes: { "likes.cheese": "blue", "likes.food": 7, "business.goals": "x", "person.faith": "none" },
    }),
  ];
  const mei = identityOf(
    {
      schemaVersion: 1,
      kind: "person",
      id: "p-mei",
      name: "Lin Mei-Ling",
      personName: { given: "美玲", family: "林", order: "family-first" },
    },
    {
      contactPoints: [
        {
          schemaVersion: 1,
          id: "c",
          partyId: "p-mei",
          kind: "email",
          value: "mei@example.tw",
          source: { method: "stated", observedOn: "2026-01-01" },
        },
      ],
    },
  );
  const objected = [
    { partyId: "o1", kind: "person" as const, names: ["G. Hopper"], emails: ["grace@example.org"] },
  ];
  const known = [mei, { partyId: "p-tom", kind: "person" as const, names: ["Tom Hardy"] }];
  const review = reviewImport(rows, { batch, known, objected });

  it("tells new from known, repeated and refused rows, each with reasons [S4-31]", () => {
    expect(review.rows.map(({ verdict, partyId, sameAs }) => [verdict, partyId ?? sameAs])).toEqual([
      ["new", undefined],
      ["duplicate", 0],
      ["update", "p-mei"],
      ["refused", undefined],
      ["refused", undefined],
      ["ambiguous", "p-tom"],
      ["refused", undefined],
      ["refused", undefined],
    ]);
    expect(
      review.rows.flatMap(({ issues }) => issues.map(({ row, code, path }) => [row, code, path.join(".")])),
    ).toEqual([
      [3, "objected", ""],
      [4, "bad-contact", "contacts.0.value"],
      [6, "missing-name", "name"],
      [7, "wrong-subject", "attributes.business.goals"],
      [7, "unknown-attribute", "attributes.likes.cheese"],
      [7, "bad-value", "attributes.likes.food"],
      [7, "special-category", "attributes.person.faith"],
    ]);
    expect(review.rows[1]?.pair?.evidence.map(({ level }) => level)).toEqual(["name.equal", "email.equal"]);
    expect(review.counts).toEqual({ new: 1, update: 1, ambiguous: 1, duplicate: 1, refused: 4 });
    expect(review.batch.reviewStatus).toBe("pending");
  });

  it("makes records only of what is accepted, under the list's name, method and confidence [S4-29, S4-78]", () => {
    const accepted = acceptImport(review, { rows, ...reviewer, confidence: 0.4 });
    expect(accepted.parties.map(({ id, name }) => [id, name])).toEqual([["list-7:0", "Ada Byron"]]);
    expect(accepted.contactPoints.map(({ partyId, value }) => [partyId, value])).toEqual([
      ["list-7:0", "ada@example.org"],
      ["p-mei", "mei@example.tw"],
    ]);
    expect(
      accepted.facts.map(({ subjectId, value, confidence, provenance }) => [
        subjectId,
        value,
        confidence,
        provenance,
      ]),
    ).toEqual([["list-7:0", "figs", 0.4, { method: "exchanged", importId: "list-7" }]]);
    expect(accepted.batch).toMatchObject({
      reviewStatus: "reviewed",
      ...reviewer,
      counts: { received: 8, accepted: 2, duplicates: 1, rejected: 5 },
    });
    parseRecord(importBatchSchema, accepted.batch);
    for (const party of accepted.parties) parseRecord(partySchema, party);
    for (const point of accepted.contactPoints) parseRecord(contactPointSchema, point);
    expect(indexFacts(accepted.facts).size).toBe(1);
    // Accepting twice makes the same records.
    expect(acceptImport(review, { rows, ...reviewer, confidence: 0.4 })).toEqual(accepted);
  });

  it("lets a person accept an ambiguous row, but never a refused or repeated one", () => {
    const one = acceptImport(review, { rows, ...reviewer, accept: [5] });
    expect(one.parties.map(({ name }) => name)).toEqual(["Tom Hardy"]);
    for (const row of [1, 3, 99])
      expect(() => acceptImport(review, { rows, ...reviewer, accept: [row] })).toThrow(
        "every accepted row must be new, an update or ambiguous",
      );
    expect(() => acceptImport(review, { rows: [], ...reviewer })).toThrow(
      "rows must be the 8 reviewed, got 0",
    );
    const none = acceptImport(review, { rows, ...reviewer, accept: [] });
    expect(none.batch.reviewStatus).toBe("rejected");
  });

  it("wants the evidence of a consent on which a list rests, and reviews once", () => {
    const consent = { ...batch, legalBasis: "consent" as const };
    const [without, proven] = reviewImport(
      [person("Ada Byron"), person("Bo Chen", { consentEvidence: "form 12" })],
      { batch: consent },
    ).rows;
    expect(without?.issues.map(({ code }) => code)).toEqual(["no-consent-evidence"]);
    expect(proven?.verdict).toBe("new");
    expect(() => reviewImport([], { batch: { ...batch, reviewStatus: "reviewed" } })).toThrow(
      'Cannot review an import: the batch must be pending, got "reviewed"',
    );
  });

  it("marks what an agency entered and what was bought by their own methods [S4-30]", () => {
    const methodOf = (origin: ImportBatch["origin"]) => {
      const list = { ...batch, origin };
      const row = [person("Ada Byron", { attributes: { "likes.food": "figs" } })];
      return acceptImport(reviewImport(row, { batch: list }), { rows: row, ...reviewer }).facts[0]?.provenance
        .method;
    };
    expect((["outsourced-entry", "migration", "purchase", "list-exchange"] as const).map(methodOf)).toEqual([
      "imported",
      "imported",
      "purchased",
      "exchanged",
    ]);
  });
});
