import {
  countOccupancy,
  countTransitions,
  estimateTransitionMatrix,
  forecastTiers,
} from "clientele/migration";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

const lettersOf = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((row) => row[row.length - 1] ?? "");

describe("the golden chains", () => {
  it("count with a declared state that is never seen as without it, and say that it has no estimate", () => {
    const { input } = check<{ input: { sequence: (string | null)[]; states: string[] } }>(
      "mle.possibleStates",
    );
    const counts = countTransitions(panelOf([input.sequence], input.states));
    expect(counts.counts).toEqual([
      [4, 4, 0, 0],
      [3, 3, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(() => estimateTransitionMatrix(counts)).toThrow(/got none for c, d$/);
    expect(estimateTransitionMatrix(counts, { emptyRow: "stay" }).emptyRows).toEqual(["c", "d"]);
  });

  it.skipIf(!haveData).each(["rain.counts", "preproglucacon.counts"])(
    "%s, as published (CLIENTELE_DATA)",
    (id) => {
      const { input, expected } = check<{ input: { csv: string; states: string[] }; expected: number[][] }>(
        id,
      );
      const sequence = lettersOf(dataRows(`data/markov/${input.csv}`));
      const panel = panelOf([sequence], input.states);
      const counts = countTransitions(panel);
      expect(counts.counts).toEqual(expected);
      expect(counts.total).toBe(sequence.length - 1);
      expect(estimateTransitionMatrix(counts).logLikelihood).toBeCloseTo(
        id === "rain.counts" ? -1040.41854731 : -2028.34341166,
        7,
      );
    },
  );

  it.skipIf(!haveData)("Holson's panel of 1,000 people and 11 periods (CLIENTELE_DATA)", () => {
    const rows = dataRows("data/markov/markovchain_holson_panel.csv").map((row) => row.slice(1));
    const panel = panelOf(rows, ["1", "2", "3"]);
    const counts = countTransitions(panel);
    expect(counts.counts).toEqual([
      [6562, 379, 9],
      [289, 1020, 219],
      [6, 174, 1342],
    ]);
    const matrix = estimateTransitionMatrix(counts);
    const published = [
      [0.944172662, 0.054532374, 0.001294964],
      [0.189136126, 0.667539267, 0.143324607],
      [0.003942181, 0.114323259, 0.88173456],
    ];
    matrix.probabilities.flat().forEach((p, i) => {
      expect(p).toBeCloseTo(published.flat()[i] ?? Number.NaN, 8);
    });
    // Forecasts of totals survive a chain that is not of first order; the published comparison says so too.
    const { expected } = forecastTiers(matrix, countOccupancy(panel, 0), { steps: 10 });
    expect(expected.map((n) => Math.round(n * 10) / 10)).toEqual([654.1, 166.6, 179.3]);
    expect(countOccupancy(panel)).toEqual([649, 174, 177]);
  });

  it("the forecast of 18,417 customers for 2016, segment by segment [S2-19]", () => {
    const { input, expected } = check<{ input: { n0: number[] }; expected: number[] }>("crm.forecast2016");
    const { expected: counts } = check<{ expected: number[][] }>("crm.counts");
    const states = counts.map((_, i) => `s${i}`);
    const published = { states, counts, total: 0, entries: [], gaps: 0, periods: [] };
    const forecast = forecastTiers(estimateTransitionMatrix(published), input.n0);
    expect(forecast.expected.map(Math.round)).toEqual(expected);
  });
});
