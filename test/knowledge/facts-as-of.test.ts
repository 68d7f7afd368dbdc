import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  factsAsOf,
  indexFacts,
  knownValues,
  retractFact,
  supersedeFact,
  verifyFact,
  viewsAsOf,
} from "../../src/knowledge/index.ts";
import type { Fact } from "../../src/model/index.ts";
import { arbitraryDay, arbitraryFacts, arbitraryMoment, fact, plainlyInView } from "./_facts.ts";

const NOON = "2026-06-01T12:00:00Z";

function contradictionOf(...facts: readonly Fact[]) {
  const view = factsAsOf(indexFacts(facts), { subjectId: "ada", asOf: NOON });
  const [found] = view.contradictions;
  return [view.known[0]?.fact.id, found?.decidedBy, found?.against.map(({ id }) => id)];
}

describe("a view of facts in both times", () => {
  const before = fact("f1", "person.profession", "engineer", { observedAt: "2026-03-01T10:00:00Z" });
  const { records } = supersedeFact(before, {
    id: "f2",
    value: "manager",
    changedOn: "2026-05-01",
    observedAt: "2026-06-10T10:00:00Z",
  });
  const index = indexFacts([before, ...records]);
  const told = (asOf: string, validOn: "2026-04-30" | "2026-05-01") =>
    factsAsOf(index, { subjectId: "ada", asOf, validOn }).known.map(({ value }) => value);

  it("tells what held on a day from what was known at a moment [S0-2, S2-16, S4-54]", () => {
    expect(told("2026-02-28T00:00:00Z", "2026-05-01")).toEqual([]);
    expect(told("2026-06-09T00:00:00Z", "2026-05-01")).toEqual(["engineer"]);
    expect(told("2026-06-10T10:00:00Z", "2026-05-01")).toEqual(["manager"]);
    expect(told("2026-06-10T10:00:00Z", "2026-04-30")).toEqual(["engineer"]);
  });

  it("corrects what was wrong without losing that it was believed", () => {
    const wrong = fact("f1", "person.hometown", "Turin");
    const { records: written } = supersedeFact(wrong, {
      id: "f2",
      value: "Trieste",
      observedAt: "2026-04-01T00:00:00Z",
    });
    const corrected = indexFacts(written);
    const at = (asOf: string) =>
      factsAsOf(corrected, { subjectId: "ada", asOf }).known.map(({ value }) => value);
    expect(at("2026-03-31T23:59:59Z")).toEqual(["Turin"]);
    expect(at("2026-04-01T00:00:00Z")).toEqual(["Trieste"]);
  });

  it("does not bring back what was replaced by a fact that is corrected itself", () => {
    const [manager] = records;
    const { records: corrected } = supersedeFact(manager!, {
      id: "f3",
      value: "director",
      observedAt: "2026-06-20T00:00:00Z",
    });
    const view = factsAsOf(indexFacts([before, ...corrected]), {
      subjectId: "ada",
      asOf: "2026-07-01T00:00:00Z",
      validOn: "2026-06-01",
    });
    expect(view.known.map(({ value }) => value)).toEqual(["director"]);
    expect(view.contradictions).toEqual([]);
  });

  it("brings a fact back when the one that replaced it is retracted", () => {
    const [next] = records;
    const again = indexFacts([before, retractFact(next!, { at: "2026-07-01T00:00:00Z" })]);
    const view = factsAsOf(again, { subjectId: "ada", asOf: "2026-07-02T00:00:00Z" });
    expect(view.known.map(({ value }) => value)).toEqual(["engineer"]);
  });

  it("keeps a history of superseded facts of several steps", () => {
    const a = fact("a", "person.profession", "pupil");
    const b = fact("b", "person.profession", "student", {
      recordedAt: "2026-02-01T00:00:00Z",
      validFrom: "2026-02-01",
      supersedesId: "a",
    });
    const c = fact("c", "person.profession", "teacher", {
      recordedAt: "2026-03-01T00:00:00Z",
      validFrom: "2026-03-01",
      supersedesId: "b",
    });
    const chain = indexFacts([c, a, b]);
    const on = (validOn: "2026-01-31" | "2026-02-28" | "2026-03-01") =>
      factsAsOf(chain, { subjectId: "ada", asOf: NOON, validOn }).known.map(({ value }) => value);
    expect([on("2026-01-31"), on("2026-02-28"), on("2026-03-01")]).toEqual([
      ["pupil"],
      ["student"],
      ["teacher"],
    ]);
  });

  it("agrees with its definition, in any order, without touching the facts", () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryMoment, arbitraryDay, (facts, asOf, validOn) => {
        const frozen = facts.map((each) => Object.freeze(each));
        const made = indexFacts(frozen);
        const reversed = indexFacts([...frozen].reverse());
        for (const subjectId of ["ada", "bo"]) {
          const view = factsAsOf(made, { subjectId, asOf, validOn });
          expect(factsAsOf(reversed, { subjectId, asOf, validOn })).toEqual(view);
          const shown = [
            ...view.known.flatMap((known) => [known.fact.id, ...known.support]),
            ...view.contradictions.flatMap(({ against }) => against.map(({ id }) => id)),
          ];
          const plain = plainlyInView(facts, subjectId, asOf, validOn).map(({ id }) => id);
          expect(shown.sort()).toEqual(plain.sort());
        }
        const all = [...viewsAsOf(made, { asOf, validOn })];
        expect(all).toEqual(
          made.subjectIds.map((subjectId) => factsAsOf(made, { subjectId, asOf, validOn })),
        );
        expect(JSON.parse(JSON.stringify(all))).toEqual(all);
      }),
    );
  });

  it("does not change a view of the past by what is recorded later", () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryMoment, arbitraryDay, (facts, asOf, validOn) => {
        const early = facts.filter(({ recordedAt }) => Date.parse(recordedAt) <= Date.parse(asOf));
        for (const subjectId of ["ada", "bo"])
          expect(factsAsOf(indexFacts(facts), { subjectId, asOf, validOn })).toEqual(
            factsAsOf(indexFacts(early), { subjectId, asOf, validOn }),
          );
      }),
    );
  });

  it("holds one value of a single-valued attribute, whatever was said", () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryMoment, (facts, asOf) => {
        const view = factsAsOf(indexFacts(facts), { subjectId: "ada", asOf });
        const towns = knownValues(view, { attribute: "person.hometown" });
        const plain = plainlyInView(facts, "ada", asOf, view.validOn);
        const said = plain
          .filter(({ attribute }) => attribute === "person.hometown")
          .map(({ value }) => value);
        expect(towns.length).toBe(said.length === 0 ? 0 : 1);
        const contradicted = view.contradictions.some(({ attribute }) => attribute === "person.hometown");
        expect(contradicted).toBe(new Set(said).size > 1);
        expect(view.contradictions.some(({ attribute }) => attribute === "likes.food")).toBe(false);
      }),
    );
  });
});

describe("the order in which contradictions are resolved", () => {
  const turin = fact("a", "person.hometown", "Turin");
  const lyon = (more: Partial<Fact> = {}) => fact("b", "person.hometown", "Lyon", more);

  it("prefers what proved true to what is newer", () => {
    const verified = verifyFact(turin, { at: "2026-02-01T00:00:00Z", outcome: "confirmed" });
    expect(contradictionOf(verified, lyon({ observedAt: "2026-05-01T00:00:00Z" }))).toEqual([
      "a",
      "standing",
      ["b"],
    ]);
  });

  it("prefers what was checked to what was not, unless nobody could be asked", () => {
    const looked = { ...turin, checkedAt: "2026-02-01T00:00:00Z" };
    const newer = lyon({ observedAt: "2026-05-01T00:00:00Z" });
    expect(contradictionOf(looked, newer)).toEqual(["a", "standing", ["b"]]);
    const tried = verifyFact(turin, { at: "2026-02-01T00:00:00Z", outcome: "unreachable" });
    expect(contradictionOf(tried, newer)).toEqual(["b", "freshness", ["a"]]);
  });

  it("puts what was found changed last, and is not sure of it at all", () => {
    const changed = verifyFact(turin, { at: "2026-02-01T00:00:00Z", outcome: "changed" });
    const derived = lyon({ provenance: { method: "derived" } });
    expect(contradictionOf(changed, derived)).toEqual(["b", "standing", ["a"]]);
    const view = factsAsOf(indexFacts([changed]), { subjectId: "ada", asOf: NOON });
    expect([view.known[0]?.standing, view.known[0]?.certainty]).toEqual(["doubted", 0]);
    // Before the check nothing was doubted.
    const earlier = factsAsOf(indexFacts([changed]), { subjectId: "ada", asOf: "2026-01-15T00:00:00Z" });
    expect([earlier.known[0]?.standing, earlier.known[0]?.certainty]).toEqual(["observed", 1]);
  });

  it("then asks for method, freshness, confidence, record and id", () => {
    const imported = lyon({ provenance: { method: "imported" }, observedAt: "2026-05-01T00:00:00Z" });
    expect(contradictionOf(turin, imported)).toEqual(["a", "method", ["b"]]);
    expect(contradictionOf(turin, lyon({ observedAt: "2026-05-01T00:00:00Z" }))[1]).toBe("freshness");
    expect(contradictionOf(turin, lyon({ confidence: 0.9 }))).toEqual(["a", "confidence", ["b"]]);
    expect(contradictionOf(turin, lyon({ recordedAt: "2026-01-02T00:00:00Z" }))).toEqual([
      "b",
      "recorded",
      ["a"],
    ]);
    expect(contradictionOf(turin, lyon())).toEqual(["a", "id", ["b"]]);
    const corrected = lyon({ provenance: { method: "corrected" } });
    expect(contradictionOf(turin, corrected)).toEqual(["b", "standing", ["a"]]);
  });

  it("counts who says the same as support and not as contradiction", () => {
    const view = factsAsOf(indexFacts([turin, fact("c", "person.hometown", "Turin", { confidence: 0.5 })]), {
      subjectId: "ada",
      asOf: NOON,
    });
    expect(view.contradictions).toEqual([]);
    expect(view.known.map(({ fact: held, support }) => [held.id, support])).toEqual([["a", ["c"]]]);
  });

  it("does not let facts with different qualifiers contradict one another", () => {
    const satisfied = (id: string, value: number, qualifier: string) =>
      fact(id, "competitor.satisfaction", value, { qualifier });
    const view = factsAsOf(indexFacts([satisfied("x", 2, "Acme"), satisfied("y", 5, "Zenith")]), {
      subjectId: "ada",
      asOf: NOON,
    });
    expect(view.contradictions).toEqual([]);
    expect(knownValues(view, { attribute: "competitor.satisfaction", qualifier: "Zenith" })).toEqual([5]);
  });
});

describe("changes of facts", () => {
  const old = fact("f1", "person.hometown", "Turin", { validFrom: "2020-01-01", validTo: "2026-12-31" });

  it("refuses what cannot be", () => {
    const next = { id: "f2", value: "Lyon", observedAt: "2026-02-01T00:00:00Z" };
    expect(() => supersedeFact(old, { ...next, recordedAt: "2025-01-01T00:00:00Z" })).toThrow(
      'Cannot supersede a fact: recordedAt must not be before 2026-01-01T00:00:00Z, got "2025-01-01T00:00:00Z"',
    );
    expect(() => supersedeFact(old, { ...next, id: "f1" })).toThrow("id must differ");
    expect(() => supersedeFact(old, { ...next, changedOn: "2027-01-01" })).toThrow(
      "changedOn must lie within",
    );
    expect(() => supersedeFact(old, { ...next, changedOn: "2020-01-01" })).toThrow(
      "changedOn must lie within",
    );
    const gone = retractFact(old, { at: "2026-02-01T00:00:00Z" });
    expect(() => supersedeFact(gone, next)).toThrow("must not be retracted");
    expect(() => retractFact(gone, { at: "2026-03-01T00:00:00Z" })).toThrow("must not be retracted");
    expect(() => verifyFact(old, { at: "2025-01-01T00:00:00Z", outcome: "confirmed" })).toThrow("observedAt");
    expect(() => verifyFact(old, { at: "yesterday", outcome: "confirmed" })).toThrow("must be a UTC instant");
  });

  it("makes records that the vocabulary accepts", () => {
    const { records } = supersedeFact(old, {
      id: "f2",
      value: "Lyon",
      changedOn: "2026-02-01",
      observedAt: "2026-02-01T00:00:00Z",
    });
    for (const record of [
      ...records,
      retractFact(old, { at: NOON }),
      verifyFact(old, { at: NOON, outcome: "confirmed" }),
    ])
      expect(fact(record.id, record.attribute, record.value, record)).toEqual(record);
  });
});
