import fc from "fast-check";
import { dateOfDay } from "../../src/calendar/index.ts";
import {
  builtInAttributes,
  type Fact,
  isKnownAt,
  isValidOn,
  provenanceMethods,
} from "../../src/model/index.ts";

/** A fact with the fields a test cares about. */
export function fact(id: string, attribute: string, value: Fact["value"], more: Partial<Fact> = {}): Fact {
  return builtInAttributes.parseFact({
    schemaVersion: 1,
    id,
    subjectId: "ada",
    attribute,
    value,
    confidence: 1,
    provenance: { method: "stated", channel: "phone" },
    observedAt: "2026-01-01T00:00:00Z",
    recordedAt: more.observedAt ?? "2026-01-01T00:00:00Z",
    ...more,
  });
}

const day = fc.integer({ min: 20_454, max: 20_600 }).map(dateOfDay);
const moment = fc.integer({ min: 0, max: 140 }).map((n) => Date.UTC(2026, 0, 1) + n * 86_400_000);
export const arbitraryMoment = moment.map((ms) => new Date(ms).toISOString());
export const arbitraryDay = day;

/** Facts of a few parties under a few attributes, with all that makes a view difficult; periods are not stated. */
export const arbitraryFacts: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      subjectId: fc.constantFrom("ada", "bo"),
      kind: fc.constantFrom(
        { attribute: "person.hometown", values: ["Turin", "Lyon", "Ulm"] },
        { attribute: "likes.food", values: ["figs", "noodles", "figs"] },
        { attribute: "family.children", values: [0, 1, 2] },
      ),
      pick: fc.nat({ max: 2 }),
      method: fc.constantFrom(...provenanceMethods),
      observed: moment,
      delay: fc.nat({ max: 20 }),
      verified: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
      outcome: fc.constantFrom("confirmed", "changed", "unreachable", undefined),
      retracted: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
      confidence: fc.constantFrom(0.5, 0.8, 1),
      supersedes: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => {
    const facts: Fact[] = [];
    const at = (ms: number): string => new Date(ms).toISOString();
    for (const [i, draft] of drafts.entries()) {
      const recorded = draft.observed + draft.delay * 86_400_000;
      const old =
        draft.supersedes === undefined
          ? undefined
          : facts.find(
              ({ subjectId, attribute, recordedAt }, j) =>
                j >= draft.supersedes! % drafts.length &&
                subjectId === draft.subjectId &&
                attribute === draft.kind.attribute &&
                Date.parse(recordedAt) <= recorded,
            );
      const verified =
        draft.verified === undefined ? undefined : draft.observed + draft.verified * 86_400_000;
      facts.push(
        fact(`f${i}`, draft.kind.attribute, draft.kind.values[draft.pick]!, {
          subjectId: draft.subjectId,
          provenance: { method: draft.method },
          observedAt: at(draft.observed),
          recordedAt: at(recorded),
          confidence: draft.confidence,
          ...(verified === undefined
            ? {}
            : {
                checkedAt: at(verified),
                ...(draft.outcome === undefined ? {} : { checkOutcome: draft.outcome }),
                ...(draft.outcome === "confirmed" ? { verifiedAt: at(verified) } : {}),
              }),
          ...(draft.retracted === undefined
            ? {}
            : { retractedAt: at(recorded + draft.retracted * 86_400_000) }),
          ...(old === undefined ? {} : { supersedesId: old.id }),
        }),
      );
    }
    return facts;
  });

/** The facts of a view by its definition, one after another: what the quick way must agree with. */
export function plainlyInView(facts: readonly Fact[], subjectId: string, asOf: string, on: string): Fact[] {
  const candidates = facts.filter(
    (each) => each.subjectId === subjectId && isKnownAt(each, asOf) && isValidOn(each, on as "2026-01-01"),
  );
  const gone = new Set<string>();
  for (const candidate of candidates)
    for (let old = candidate.supersedesId; old !== undefined && !gone.has(old); ) {
      gone.add(old);
      const replaced = old;
      old = facts.find(({ id }) => id === replaced)?.supersedesId;
    }
  return candidates.filter(({ id }) => !gone.has(id));
}
