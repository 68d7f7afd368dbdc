import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../../src/issues/index.ts";
import { factsAsOf, indexFacts } from "../../src/knowledge/index.ts";
import type { Fact } from "../../src/model/index.ts";
import { fact } from "./_facts.ts";

function issuesOf(...facts: readonly Fact[]) {
  try {
    indexFacts(facts);
    return [];
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    return error.issues.map(({ code, row, path, value, expected }) => [
      code,
      row,
      path.join("."),
      value,
      expected,
    ]);
  }
}

const town = (id: string, value: string, more: Partial<Fact> = {}) =>
  fact(id, "person.hometown", value, more);

describe("the checks between facts", () => {
  it("refuses overlapping stated periods of a single-valued attribute, and blames the later record", () => {
    const early = town("a", "Turin", { validFrom: "2019-01-01", validTo: "2022-01-01" });
    const late = town("b", "Lyon", { validFrom: "2021-12-31", recordedAt: "2026-02-01T00:00:00Z" });
    expect(issuesOf(late, early)).toEqual([
      [
        "overlapping-validity",
        0,
        "validFrom",
        "[2021-12-31, open)",
        'a period that does not overlap [2019-01-01, 2022-01-01) of fact "a", or that fact as supersedesId',
      ],
    ]);
  });

  it("lets be what only seems to overlap", () => {
    const early = town("a", "Turin", { validFrom: "2019-01-01", validTo: "2022-01-01" });
    const later = { recordedAt: "2026-02-01T00:00:00Z" };
    // Half-open periods that meet; the same value; an open statement; one supersedes the other; never held together.
    expect(issuesOf(early, town("b", "Lyon", { validFrom: "2022-01-01", ...later }))).toEqual([]);
    expect(issuesOf(early, town("b", "Turin", { validFrom: "2020-01-01", ...later }))).toEqual([]);
    expect(issuesOf(early, town("b", "Lyon", later))).toEqual([]);
    expect(
      issuesOf(early, town("b", "Lyon", { validFrom: "2020-01-01", supersedesId: "a", ...later })),
    ).toEqual([]);
    const retracted = { ...early, retractedAt: "2026-02-01T00:00:00Z" };
    expect(issuesOf(retracted, town("b", "Lyon", { validFrom: "2020-01-01", ...later }))).toEqual([]);
    const other = { subjectId: "bo", validFrom: "2020-01-01" } as const;
    expect(issuesOf(early, town("b", "Lyon", other))).toEqual([]);
    const food = { validFrom: "2020-01-01" } as const;
    expect(issuesOf(fact("x", "likes.food", "figs", food), fact("y", "likes.food", "nuts", food))).toEqual(
      [],
    );
  });

  it("refuses unknown attributes, ids given twice and impossible supersession, all at once", () => {
    const strange = { ...town("s", "Turin"), attribute: "likes.cheese" };
    expect(
      issuesOf(
        strange,
        town("a", "Turin"),
        town("a", "Lyon"),
        town("b", "Ulm", { supersedesId: "b" }),
        town("c", "Ulm", { supersedesId: "d" }),
        town("d", "Bonn", { recordedAt: "2026-03-01T00:00:00Z" }),
        fact("e", "likes.food", "figs", { supersedesId: "d" }),
      ).map(([code, row]) => [code, row]),
    ).toEqual([
      ["unknown-attribute", 0],
      ["duplicate-id", 2],
      ["supersedes-itself", 3],
      ["supersedes-later", 4],
      ["supersedes-other", 6],
    ]);
  });

  it("refuses a circle of facts that supersede one another", () => {
    expect(
      issuesOf(town("a", "Turin", { supersedesId: "b" }), town("b", "Lyon", { supersedesId: "a" })).map(
        ([code]) => code,
      ),
    ).toEqual(["supersedes-later", "supersedes-later"]);
  });

  it("sets bad facts aside when asked, and goes on with the rest", () => {
    const index = indexFacts(
      [
        town("a", "Turin", { validFrom: "2019-01-01" }),
        town("b", "Lyon", { validFrom: "2020-01-01", recordedAt: "2026-02-01T00:00:00Z" }),
        { ...town("c", "Ulm"), attribute: "likes.cheese" },
      ],
      { onInvalid: "set-aside" },
    );
    expect(index.size).toBe(1);
    expect(index.setAside.map(({ fact: { id }, issues }) => [id, issues.map(({ code }) => code)])).toEqual([
      ["c", ["unknown-attribute"]],
      ["b", ["overlapping-validity"]],
    ]);
    expect(index.factsOf("ada").map(({ id }) => id)).toEqual(["a"]);
    expect(index.factsOf("nobody")).toEqual([]);
  });

  it("refuses wrong calls in words", () => {
    const index = indexFacts([]);
    expect(() => factsAsOf(index, { subjectId: "ada", asOf: "2026-06-01" })).toThrow(
      'Cannot view facts: asOf must be a UTC instant such as 2026-11-22T09:00:00Z, got "2026-06-01"',
    );
    expect(() => factsAsOf({ ...index }, { subjectId: "ada", asOf: "2026-06-01T00:00:00Z" })).toThrow(
      "Cannot view facts: index must come from indexFacts",
    );
    expect(factsAsOf(index, { subjectId: "ada", asOf: "2026-06-01T00:00:00Z" }).known).toEqual([]);
  });
});
