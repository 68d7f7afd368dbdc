import { countTransitions, declareOutside, panelWithMemory } from "clientele/migration";
import { NO_STATE, type StatePanel } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { panelOf } from "./_panel.ts";

const statesOf = (panel: StatePanel): (string | null)[][] =>
  panel.customerIds.map((_, c) =>
    panel.periods.map((_, p) => panel.states[panel.cells[p * panel.customerIds.length + c]!] ?? null),
  );
const anySequences = fc.array(fc.array(fc.constantFrom("a", "b", null), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});

describe("states outside", () => {
  const panel = panelOf(
    [
      [null, "a", null, "b", null],
      ["a", "a", "b", "b", "b"],
      [null, null, null, null, null],
    ],
    ["a", "b"],
  );

  it("are declared before the first state and after the last, not in gaps, and not of who was never seen", () => {
    const found = declareOutside(panel, { before: "new", after: "lost" });
    expect(found.states).toEqual(["a", "b", "new", "lost"]);
    expect(statesOf(found)).toEqual([
      ["new", "a", null, "b", "lost"],
      ["a", "a", "b", "b", "b"],
      [null, null, null, null, null],
    ]);
    expect(statesOf(declareOutside(panel, { after: "lost" }))[0]).toEqual([null, "a", null, "b", "lost"]);
    expect([...panel.cells].filter((cell) => cell === NO_STATE)).toHaveLength(8); // the panel itself is as it was
  });

  it("are refused without a name or with one that is taken", () => {
    expect(() => declareOutside(panel, {})).toThrow("before or after must be a name, got neither");
    expect(() => declareOutside(panel, { before: "a" })).toThrow("states must differ");
  });
});

describe("states with memory", () => {
  it("of second order count triples", () => {
    fc.assert(
      fc.property(anySequences, (sequences) => {
        const found = countTransitions(
          panelWithMemory(panelOf(sequences, ["a", "b"]), { remember: "previous" }),
        );
        const triples = new Map<string, number>();
        for (const row of sequences)
          for (let p = 2; p < row.length; p++) {
            const [i, j, k] = row.slice(p - 2, p + 1);
            if (i && j && k)
              triples.set(`${i} → ${j}|${j} → ${k}`, (triples.get(`${i} → ${j}|${j} → ${k}`) ?? 0) + 1);
          }
        const counted = new Map(
          found.states.flatMap((from, i) =>
            found.states.flatMap((to, j) =>
              found.counts[i]![j]! > 0 ? [[`${from}|${to}`, found.counts[i]![j]!]] : [],
            ),
          ) as [string, number][],
        );
        expect(counted).toEqual(triples);
      }),
    );
  });

  it("of durations count the periods of a stay, anew after a gap", () => {
    const panel = panelOf([["a", "a", "a", "b", null, "b", "b"]], ["a", "b"]);
    expect(statesOf(panelWithMemory(panel, { remember: "duration", most: 2 }))).toEqual([
      ["a, 1", "a, 2+", "a, 2+", "b, 1", null, "b, 1", "b, 2+"],
    ]);
    expect(panelWithMemory(panel, { remember: "duration", most: 1 }).states).toEqual(["a, 1+", "b, 1+"]);
    expect(() => panelWithMemory(panel, { remember: "duration", most: 0 })).toThrow(
      "most must be a positive integer, got 0",
    );
  });
});
