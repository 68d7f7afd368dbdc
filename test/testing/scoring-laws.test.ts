import { type ScoringRule, scoringLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Cut points of the values at the share k/5, each value scored by how many it exceeds. */
const byCuts: ScoringRule = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = [1, 2, 3, 4].map((k) => sorted[Math.ceil((k * sorted.length) / 5) - 1] as number);
  return values.map((value) => 1 + cuts.filter((cut) => cut < value).length);
};

/** SQL's `ntile`: equal parts, so that equal values can fall into different ones. */
const ntile: ScoringRule = (values) => {
  const places = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const scores = new Uint8Array(values.length);
  for (const [rank, place] of places.entries()) scores[place] = 1 + Math.floor((rank * 5) / values.length);
  return scores;
};

let calls = 0;
const broken: readonly (readonly [string, ScoringRule, readonly string[]])[] = [
  ["ntile", ntile, ["order", "ties"]],
  ["scores of some only", (values) => byCuts(values.slice(1)), ["complete", "ties"]],
  ["division by a spread of zero", (values) => spread(values), ["complete"]],
  ["another answer each time", (values) => values.map(() => calls++), ["repeatable"]],
  ["sorting in place", (values) => byCuts((values as number[]).sort()), ["unchanged"]],
  ["the place in the list", (values) => values.map((_, i) => i), ["order", "ties", "monotone"]],
  ["the best first", (values) => values.map((value) => -value), ["monotone", "scale"]],
  ["fixed thresholds", (values) => values.map((value) => (value > 500 ? 2 : 1)), ["scale"]],
];

const spread: ScoringRule = (values) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
};

const failing = (rule: ScoringRule): string[] =>
  scoringLaws(rule)
    .filter((law) => fc.check(law.property, { numRuns: 300 }).failed)
    .map((law) => law.id);

describe("scoringLaws", () => {
  for (const law of scoringLaws(byCuts))
    it(`hold for cut points: ${law.name}`, () => fc.assert(law.property));

  it.each(broken)("catch %s", (_what, rule, ids) => {
    expect(failing(rule)).toEqual(expect.arrayContaining([...ids]));
  });

  it("let fixed thresholds pass but for the scale, and can be left out by id", () => {
    expect(failing((values) => values.map((value) => (value > 500 ? 2 : 1)))).toEqual(["scale"]);
  });

  it("each catch some rule", () => {
    const caught = new Set(broken.flatMap(([, , ids]) => ids));
    expect(scoringLaws(byCuts).filter((law) => !caught.has(law.id))).toEqual([]);
  });

  it("draw the values asked for", () => {
    const seen = new Set<number>();
    const watch: ScoringRule = (values) => values.map((value) => Number(seen.add(value).has(value)));
    const [first] = scoringLaws(watch, { values: fc.constantFrom(3, 7) });
    fc.assert(first!.property);
    expect([...seen].sort()).toEqual([3, 7]);
  });
});
