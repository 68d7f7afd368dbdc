import {
  backtestForecasts,
  compareSteps,
  countTransitions,
  countTransitionsAtLag,
  createChain,
} from "clientele/migration";
import { createStatePanel, NO_STATE } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haveData } from "../orders/real-data.ts";
import { check } from "./_golden.ts";
import { panelOf } from "./_panel.ts";
import { holson, purchases } from "./_published-panels.ts";

const anySequences = fc.array(
  fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 5, maxLength: 5 }),
  { minLength: 1, maxLength: 8 },
);

describe("countTransitionsAtLag", () => {
  it("counts pairs two periods apart, sliding and sampled, as published (dt.lagcount)", () => {
    const { input, expected } = check<{
      input: { sequence: number[]; lag: number };
      expected: { sliding: number[][]; sample: number[][] };
    }>("dt.lagcount");
    const panel = panelOf([input.sequence.map(String)], ["0", "1"]);
    expect(countTransitionsAtLag(panel, { lag: input.lag }).counts).toEqual(expected.sliding);
    expect(countTransitionsAtLag(panel, { lag: input.lag, counting: "sample" }).counts).toEqual(
      expected.sample,
    );
  });

  it("agrees with the one-period count at lag 1 and counts every pair of states once", () => {
    fc.assert(
      fc.property(anySequences, fc.integer({ min: 1, max: 4 }), (rows, lag) => {
        const panel = panelOf(rows, ["a", "b", "c"]);
        const one = countTransitionsAtLag(panel, { lag: 1 });
        const { counts, gaps } = countTransitions(panel);
        expect([one.counts, one.gaps]).toEqual([counts, gaps]);
        const pairs = rows.flatMap((row) =>
          row.slice(lag).filter((state, p) => state !== null && row[p] !== null),
        );
        expect(countTransitionsAtLag(panel, { lag }).total).toBe(pairs.length);
      }),
    );
  });

  it("refuses a lag that does not fit and an unknown way to count", () => {
    const panel = panelOf([["a", "b"]], ["a", "b"]);
    for (const lag of [0, 2, 0.5, Number.NaN])
      expect(() => countTransitionsAtLag(panel, { lag })).toThrow(
        `lag must be a positive integer below the 2 periods, got ${lag}`,
      );
    expect(() => countTransitionsAtLag(panel, { lag: 1, counting: "effective" as "sample" })).toThrow(
      "counting must be sliding or sample, got effective",
    );
  });
});

describe("compareSteps", () => {
  it.skipIf(!haveData)("shows that Holson's totals survive and his people do not (CLIENTELE_DATA)", () => {
    const found = compareSteps(holson());
    const row = found.observed[1]!;
    expect(row).not.toBe("no-moves");
    expect(row[1]).toBeCloseTo(0.603, 3);
    expect(found.implied[1]![1]).toBeCloseTo(0.472, 3);
    expect(found.occupancy).toEqual([649, 174, 177]);
    expect(found.impliedOccupancy.map((n) => Math.round(10 * n) / 10)).toEqual([654.1, 166.6, 179.3]);
    expect(found.stayers.map(({ observed }) => observed)).toEqual([525, expect.any(Number), 76]);
    expect(found.stayers[0]!.implied).toBeCloseTo(417.8, 1);
    expect(found.stayers[2]!.implied).toBeCloseTo(36.6, 1);
    expect(found.verdict).toMatch(/^Totals can be forecast .* Single customers do not follow it/);
  });

  it("agrees with itself one step ahead, and says so of a panel that follows its chain", () => {
    fc.assert(
      fc.property(anySequences, (rows) => {
        const panel = panelOf(rows, ["a", "b", "c"]);
        if (countTransitions(panel).total === 0) return;
        const found = compareSteps(panel, { steps: 1 });
        found.observed.forEach((row, i) => {
          if (row !== "no-moves")
            row.forEach((share, j) => {
              expect(share).toBeCloseTo(found.implied[i]![j]!, 12);
            });
        });
        const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
        expect(sum(found.impliedOccupancy)).toBeCloseTo(sum(found.occupancy), 9);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
    );
    const still = compareSteps(
      panelOf(
        [
          ["a", "a", "a"],
          ["b", "b", "b"],
        ],
        ["a", "b"],
      ),
    );
    expect(still.verdict).toBe(
      "Totals can be forecast with this chain: they are off by 0.0 % of the customers a state. Single customers stay as the chain implies.",
    );
  });

  it("refuses a chain of other states and a panel without a pair", () => {
    const panel = panelOf([["a", null, "b"]], ["a", "b"]);
    const chain = createChain({ states: ["x"], probabilities: [[1]] });
    expect(() => compareSteps(panel, { chain })).toThrow(
      "the chain must have the panel's states a, b, got x",
    );
    const empty = panelOf([["a", "b", null]], ["a", "b"]);
    expect(() => compareSteps(empty)).toThrow("some customer must have states 2 periods apart, got none");
  });
});

describe("backtestForecasts", () => {
  it.skipIf(!haveData)("reproduces the published errors of 18,417 customers (CLIENTELE_DATA)", () => {
    const panel = purchases();
    const found = backtestForecasts(panel, { steps: [1, 2], decays: [0.5], origins: [7] });
    const errors = found.scores.map((s) => [s.steps, s.method, Math.round(10 * s.occupancyError) / 10]);
    expect(errors).toEqual([
      [1, "no change", 529.3],
      [1, "last matrix", 40.6],
      [1, "pooled", 111.1],
      [1, "decay 0.5", 67.2],
      [2, "no change", 848.8],
      [2, "last matrix", 145.7],
      [2, "pooled", 143.3],
      [2, "decay 0.5", 104.7],
    ]);
    expect(found.recommended).toEqual([
      { steps: 1, method: "last matrix" },
      { steps: 2, method: "decay 0.5" },
    ]);
    expect(found.recommendation[0]).toBe(
      "Forecast one period ahead with the last matrix: in 1 forecast its totals were off by 40.6 customers a state, 92 % below no change, 63 % below the pooled matrix. That is little to decide by.",
    );
    // Over all origins the pooled matrix is as good: one origin is little to decide by, as the words say.
    const rolling = backtestForecasts(panel);
    const score = (name: string) => rolling.scores.find((s) => s.method === name)!;
    expect(score("no change")).toMatchObject({ forecasts: 8, best: 0, logScore: "impossible-move-seen" });
    expect(score("last matrix").occupancyError).toBeCloseTo(140.441, 3);
    expect(score("pooled").occupancyError).toBeCloseTo(119.706, 3);
    expect(score("decay 0.9").occupancyError).toBeCloseTo(119.664, 3);
    expect(score("decay 0.5").occupancyError).toBeCloseTo(124.375, 3);
    expect(rolling.decay).toEqual([{ steps: 1, decay: 0.9 }]);
    expect(rolling.recommendation[0]).toContain("78 % below no change, hardly below the pooled matrix");
  });

  it("prefers what is true of a chain that changes and of one that does not", () => {
    // Half of those in a move to b, and all come back, for ever: nothing is better than all data, and nothing is wrong.
    const steady = panelOf(
      [
        ["a", "b", "a", "b", "a", "b"],
        ["b", "a", "b", "a", "b", "a"],
      ],
      ["a", "b"],
    );
    const found = backtestForecasts(steady);
    expect(found.scores.map((s) => s.occupancyError)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // Nobody moved, then everybody does.
    const turned = panelOf(
      [
        ["a", "a", "a", "b", "a"],
        ["a", "a", "a", "b", "a"],
        ["b", "b", "b", "a", "b"],
      ],
      ["a", "b"],
    );
    expect(backtestForecasts(turned, { origins: [3] }).recommended).toEqual([
      { steps: 1, method: "last matrix" },
    ]);
  });

  it("is calibrated where the past repeats itself: what it says is what is seen", () => {
    // Each of four customers does each of the four things in turn.
    const rows = ["aabb", "abba", "bbaa", "baab"].map((word) => [...word.repeat(4)]);
    const { scores } = backtestForecasts(panelOf(rows, ["a", "b"]), { decays: [], origins: [8] });
    const pooled = scores.find((s) => s.method === "pooled")!;
    expect(pooled.calibration).toEqual([{ from: 0.5, to: 0.6, said: 0.5, seen: 0.5, statements: 8 }]);
  });

  it("does not depend on the order of customers, and sees nothing of the future", () => {
    const panel = panelOf(
      [
        ["a", "b", "b", "a"],
        ["b", "b", "a", "a"],
        ["a", "a", "b", "b"],
      ],
      ["a", "b"],
    );
    const turned = panelOf(
      [
        ["a", "a", "b", "b"],
        ["a", "b", "b", "a"],
        ["b", "b", "a", "a"],
      ],
      ["a", "b"],
    );
    expect(backtestForecasts(turned)).toEqual(backtestForecasts(panel));
    const customers = panel.customerIds.length;
    const later = createStatePanel({
      ...panel,
      cells: panel.cells.map((s, at) => (at < 3 * customers ? s : 1 - s)),
    });
    const at = (p: typeof panel) =>
      backtestForecasts(p, { origins: [1] }).scores.map((s) => s.occupancyError);
    expect(at(later)).toEqual(at(panel));
  });

  it("keeps gaps out on both sides", () => {
    const cells = Uint8Array.of(0, 0, 0, 0, 0, NO_STATE, 0, 0, 0);
    const panel = createStatePanel({
      ...panelOf(
        [
          ["a", "a", "a"],
          ["a", "a", "a"],
          ["a", "a", "a"],
        ],
        ["a"],
      ),
      cells,
    });
    expect(backtestForecasts(panel).scores[0]).toMatchObject({ customers: 2, occupancyError: 0 });
  });

  it.each([
    [{ steps: [3] }, "steps must be integers from 1 to 2, got 3"],
    [{ steps: [] }, "steps must name a horizon, got none"],
    [{ decays: [0] }, "decays must be above 0 and at most 1, got 0"],
    [{ origins: [0] }, "origins must be integers from 1 to 2, got 0"],
    [{ origins: [] }, "origins must name a period, got none"],
  ])("refuses %j", (options, message) => {
    const panel = panelOf([["a", "a", "a", "a"]], ["a"]);
    expect(() => backtestForecasts(panel, options)).toThrow(`Cannot backtest forecasts: ${message}`);
  });
});
