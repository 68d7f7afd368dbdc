import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addYears, type Period } from "../../src/calendar/index.ts";
import {
  countOccupancy,
  countTransitions,
  estimateTransitionMatrix,
  forecastTiers,
} from "../../src/migration/index.ts";
import { createStatePanel, NO_STATE } from "../../src/orders/index.ts";

const data = process.env["CLIENTELE_DATA"];

const table = (file: string): string[][] =>
  readFileSync(join(data ?? "", "data/markov", file), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));

const years = (count: number): Period[] =>
  Array.from({ length: count }, (_, p) => ({
    from: addYears("1900-01-01", p),
    to: addYears("1900-01-01", p + 1),
  }));

describe.skipIf(data === undefined)("published panels (CLIENTELE_DATA)", () => {
  it("reproduces the counts of the US income quintiles, 48 states × 81 years", () => {
    const [, ...rows] = table("usjoin_quintile_panel.csv");
    const values = rows.map((row) => row.slice(row.length - 81).map(Number));
    expect(values.length).toBe(48);
    const periods = years(81);
    const lowest = Math.min(...values.flat());
    const cells = Uint8Array.from(
      { length: 48 * 81 },
      (_, at) => values[at % 48]![Math.floor(at / 48)]! - lowest,
    );
    const panel = createStatePanel({
      customerIds: rows.map((_, c) => `s${c}`),
      periods,
      states: ["1", "2", "3", "4", "5"],
      cells,
    });
    expect(countTransitions(panel).counts).toEqual([
      [729, 71, 1, 0, 0],
      [72, 567, 80, 3, 0],
      [0, 81, 631, 86, 2],
      [0, 3, 86, 573, 56],
      [0, 0, 1, 57, 741],
    ]);
  });

  it("reproduces the 2014 → 2015 moves of 18,417 customers between eight segments, and their forecast [S2-19]", () => {
    const [head = [], ...rows] = table("purchases_segment_panel_2006_2015.csv");
    const [names = [], ...published] = table("purchases_transition_counts_2014_2015.csv");
    const states = names.length === 8 ? names : names.slice(1);
    const expected = published.map((row) => row.slice(row.length - 8).map(Number));
    const columns = ["2014", "2015"].map((year) => head.findIndex((name) => name.includes(year)));
    const cells = Uint8Array.from(
      columns.flatMap((column) => rows.map((row) => cellOf(row[column] ?? "", states))),
    );
    const panel = createStatePanel({
      customerIds: rows.map((row) => row[0] ?? ""),
      periods: years(2),
      states,
      cells,
    });
    const counts = countTransitions(panel);
    expect(counts.counts).toEqual(expected);
    const matrix = estimateTransitionMatrix(counts, { emptyRow: "stay" });
    const now = countOccupancy(panel);
    expect(now).toEqual([9158, 1903, 119, 901, 938, 573, 3313, 1512]);
    const next = forecastTiers(matrix, now).expected;
    expect(next.map(Math.round).reduce((sum, n) => sum + n, 0)).toBe(18417);
  });
});

/** The panel names a state by its name or by its number from 1; an empty cell is no state. */
function cellOf(text: string, states: readonly string[]): number {
  if (text === "" || text === "NA") return NO_STATE;
  const named = states.indexOf(text);
  return named >= 0 ? named : Number(text);
}
