import {
  compareMemory,
  countTransitions,
  createChain,
  estimateTransitionMatrix,
  fitMoverStayer,
  forecastTiers,
  panelWithMemory,
  simulateStates,
} from "clientele/migration";
import { createStatePanel, NO_STATE, type StatePanel } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haveData } from "../orders/real-data.ts";
import { panelOf } from "./_panel.ts";
import { holson, purchases } from "./_published-panels.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const anySequences = fc.array(
  fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 6, maxLength: 6 }),
  { minLength: 1, maxLength: 12 },
);

/** Some never move, the others follow a chain. */
function mixed(share: number, customers: number, periods: number): StatePanel {
  const movers = createChain({
    states: ["a", "b"],
    probabilities: [
      [0.7, 0.3],
      [0.4, 0.6],
    ],
  });
  const start = Uint8Array.from({ length: customers }, (_, c) => c % 2);
  const cells = simulateStates(movers, { start, steps: periods - 1, seed: "movers" });
  for (let c = 0; c < share * customers; c++)
    for (let p = 1; p < periods; p++) cells[p * customers + c] = c % 2;
  const empty = panelOf([Array.from({ length: periods }, () => "a")], ["a", "b"]);
  return createStatePanel({ ...empty, customerIds: Array.from(start, (_, c) => `c${c}`), cells });
}

describe("fitMoverStayer", () => {
  it("finds the shares and the chain that a panel was made with", () => {
    const found = fitMoverStayer(mixed(0.3, 20_000, 8));
    found.stayers.forEach((s) => {
      expect(Math.abs((s as number) - 0.3)).toBeLessThan(0.015);
    });
    expect(Math.abs(found.movers.probabilities[0]![0]! - 0.7)).toBeLessThan(0.01);
    expect(Math.abs(found.movers.probabilities[1]![1]! - 0.6)).toBeLessThan(0.01);
    expect(found.bic).toBeLessThan(found.chainBic);
    const [a] = found.neverLeft;
    expect(Math.abs(a!.moverStayer / a!.observed - 1)).toBeLessThan(0.02);
    expect(a!.chain).toBeLessThan(0.6 * a!.observed);
    expect(sum(found.occupancy)).toBeCloseTo(20_000, 6);
    expect(Math.abs(found.occupancy[0]! + found.occupancy[2]! - 6000)).toBeLessThan(300);
    // As one chain, every analysis reads it; totals are conserved.
    expect(sum(forecastTiers(found.chain, found.occupancy, { steps: 5 }).expected)).toBeCloseTo(20_000, 6);
  });

  it("finds next to no stayers where there are none, and a single chain is then better", () => {
    const found = fitMoverStayer(mixed(0, 20_000, 8));
    for (const s of found.stayers) expect(s).toBeLessThan(0.01);
    expect(found.chainBic).toBeLessThan(found.bic);
  });

  it.skipIf(!haveData)("explains the 525 of Holson's people that one chain does not (CLIENTELE_DATA)", () => {
    const found = fitMoverStayer(holson());
    const [first, , third] = found.neverLeft;
    expect(first!.observed).toBe(525);
    expect(first!.chain).toBeCloseTo(417.8, 1);
    expect(Math.abs(first!.moverStayer - 525)).toBeLessThan(6);
    expect(third!.observed).toBe(76);
    expect(third!.chain).toBeCloseTo(36.6, 1);
    expect(Math.abs(third!.moverStayer - 76)).toBeLessThan(6);
    expect(found.bic).toBeLessThan(found.chainBic - 100);
  });

  it("is never less likely than one chain, and is at a maximum", () => {
    fc.assert(
      fc.property(anySequences, (rows) => {
        const panel = panelOf(rows, ["a", "b", "c"]);
        if (countTransitions(panel).total === 0) return;
        const runs = rows.map((row) => {
          const from = row.findIndex((s) => s !== null);
          const gap = row.findIndex((s, p) => p > from && s === null);
          return row.map((s, p) => (gap >= 0 && p > gap ? null : s));
        });
        const shortened = panelOf(runs, ["a", "b", "c"]);
        if (countTransitions(shortened).total === 0) return;
        const found = fitMoverStayer(panel);
        expect(found.logLikelihood).toBeGreaterThanOrEqual(found.chainLogLikelihood - 1e-6);
        // One chain's likelihood is the one that the estimate says.
        const matrix = estimateTransitionMatrix(countTransitions(shortened), { emptyRow: "stay" });
        expect(found.chainLogLikelihood).toBeCloseTo(matrix.logLikelihood, 8);
        expect(found.movesLeftOut).toBe(countTransitions(panel).total - countTransitions(shortened).total);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
    );
  });

  it("refuses a panel without moves and names states that nobody began in", () => {
    expect(() => fitMoverStayer(panelOf([["a", null]], ["a"]))).toThrow(
      "some customer must have a move, got none",
    );
    expect(fitMoverStayer(panelOf([["a", "a"]], ["a", "b"])).stayers).toEqual([
      "nobody-left",
      "no-customers",
    ]);
    // Who is lost stays lost, stayer or not; the others are not hidden by it.
    const lost = fitMoverStayer(
      panelOf(
        [
          ["a", "b", "b"],
          ["b", "b", "b"],
          ["a", "a", "a"],
        ],
        ["a", "b"],
      ),
    );
    expect(lost.stayers[1]).toBe("nobody-left");
    expect(lost.movers.probabilities[1]).toEqual([0, 1]);
    expect(lost.occupancy[2]).toBe(0);
  });
});

describe("compareMemory", () => {
  it.skipIf(!haveData)(
    "has the published BIC of orders 1 and 2 for 18,417 customers (CLIENTELE_DATA)",
    () => {
      const found = compareMemory(purchases());
      const [none, present, previous] = found.fits.map(({ bic }) => bic);
      expect([present, previous].map((bic) => Math.round(bic!))).toEqual([63017, 60634]);
      // Two of the eight segments are those of new customers, which nobody moves to: 5 parameters and not the published 7.
      expect(found.fits[0]!.parameters).toBe(5);
      expect(Math.round(none! + 2 * Math.log(found.moves))).toBe(205671);
      expect(["previous", "duration"]).toContain(found.best);
    },
  );

  it("agrees with the estimates of panels with memory, on the same moves", () => {
    fc.assert(
      fc.property(anySequences, (rows) => {
        const panel = panelOf(rows, ["a", "b", "c"]);
        const second = panelWithMemory(panel, { remember: "previous" });
        const counts = countTransitions(second);
        if (counts.total === 0) return;
        const found = compareMemory(panel);
        expect(found.moves).toBe(counts.total);
        const { logLikelihood } = estimateTransitionMatrix(counts, { emptyRow: "stay" });
        expect(found.fits[2]!.logLikelihood).toBeCloseTo(logLikelihood, 9);
        // More memory never is less likely.
        const [none, present, previous, duration] = found.fits.map((fit) => fit.logLikelihood);
        expect(present).toBeGreaterThanOrEqual(none! - 1e-9);
        expect(previous).toBeGreaterThanOrEqual(present! - 1e-9);
        expect(duration).toBeGreaterThanOrEqual(present! - 1e-9);
        expect(compareMemory(panel, { most: 1 }).fits[3]!.logLikelihood).toBeCloseTo(present!, 9);
      }),
    );
  });

  it("does not carry a stay over a gap", () => {
    const panel = panelOf([["a", "a", null, "a", "a", "b"]], ["a", "b"]);
    expect(panel.cells[2]).toBe(NO_STATE);
    // The one move judged: "a" held for two periods since the gap.
    expect(compareMemory(panel).moves).toBe(1);
  });

  it("refuses what it cannot compare", () => {
    expect(() => compareMemory(panelOf([["a", "a"]], ["a"]))).toThrow(
      "states in 3 periods in a row, got none",
    );
    expect(() => compareMemory(panelOf([["a", "a", "a"]], ["a"]), { most: 0 })).toThrow(
      "most must be a positive integer, got 0",
    );
  });
});
