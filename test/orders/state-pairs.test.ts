import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar/index.ts";
import { countPairsByBits } from "../../src/orders/_count-pairs-by-bits.ts";
import { countPairsByWords } from "../../src/orders/_count-pairs-by-words.ts";
import { createPairsKernel } from "../../src/orders/_pairs-kernel.ts";
import { countStatePairs, createStatePanel, NO_STATE, type StatePanel } from "../../src/orders/index.ts";
import { createRandom } from "../../src/stats/index.ts";

function panelOf(customers: number, periods: number, states: number, none: number, seed: number): StatePanel {
  const random = createRandom(seed);
  return createStatePanel({
    customerIds: Array.from({ length: customers }, (_, c) => `c${c}`),
    periods: Array.from({ length: periods }, (_, p) => ({
      from: addDays("2026-01-01", p),
      to: addDays("2026-01-01", p + 1),
    })),
    states: Array.from({ length: states }, (_, s) => `s${s}`),
    cells: Uint8Array.from({ length: customers * periods }, () =>
      random.next() < none ? NO_STATE : Math.floor(random.next() * states),
    ),
  });
}

/** Cell by cell. */
function counted({ customerIds, periods, states, cells }: StatePanel): number[][] {
  const [n, side] = [customerIds.length, states.length + 1];
  const at = (cell: number): number => (cell === NO_STATE ? states.length : cell);
  return periods.slice(1).map((_, p) => {
    const table = new Array<number>(side * side).fill(0);
    for (let c = 0; c < n; c++) table[at(cells[p * n + c]!) * side + at(cells[(p + 1) * n + c]!)]!++;
    return table;
  });
}
const rows = (tables: readonly Float64Array[]): number[][] => tables.map((table) => [...table]);

describe("pairs of states", () => {
  it("are the same counted by bits, by words and cell by cell", () => {
    const kernel = createPairsKernel();
    if (kernel === undefined) throw new Error("this host has WebAssembly with vectors");
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 5, 127, 128, 129, 4095, 4096, 4097, 9000),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(0, 0.001, 0.3, 1),
        fc.integer(),
        (customers, periods, states, none, seed) => {
          const panel = panelOf(customers, periods, states, none, seed);
          const expected = counted(panel);
          expect(rows(countPairsByBits(panel, kernel))).toEqual(expected);
          expect(rows(countPairsByWords(panel))).toEqual(expected);
          expect(rows(countStatePairs(panel))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of many states are counted as well", () => {
    for (const states of [8, 15, 16, 200]) {
      const panel = panelOf(5000, 3, states, 0.1, states);
      expect(rows(countStatePairs(panel))).toEqual(counted(panel));
    }
    expect(countStatePairs(panelOf(5000, 2, 0, 1, 1)).map((table) => [...table])).toEqual([[5000]]);
  });
});
