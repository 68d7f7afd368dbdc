import {
  createChain,
  forecastTiers,
  simulateStates,
  simulateStrategies,
  valueStates,
} from "clientele/migration";
import { NO_STATE } from "clientele/orders";
import { gammaQ } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawKey, drawStates } from "../../src/migration/_draw-states.ts";
import { drawTable } from "../../src/migration/_draw-table.ts";

const states = ["a", "b", "c"];
const chain = createChain({
  states,
  probabilities: [
    [0.7, 0.2, 0.1],
    [0.3, 0.5, 0.2],
    [0, 0.1, 0.9],
  ],
});
const better = createChain({
  states,
  probabilities: [
    [0.8, 0.15, 0.05],
    [0.4, 0.45, 0.15],
    [0, 0.2, 0.8],
  ],
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

describe("simulateStates", () => {
  const customers = 30_000;
  const start = Uint8Array.from({ length: customers }, (_, c) => c % 3);
  const cells = simulateStates(chain, { start, steps: 12, seed: "cohort" });

  it("moves customers with the probabilities of the chain, in every period and in pairs of periods", () => {
    // Pairs of moves, (i → j → k): independence from step to step and between customers, as X² of fit.
    for (const t of [0, 5, 10]) {
      const counts = new Float64Array(27);
      for (let c = 0; c < customers; c++) {
        const [i, j, k] = [0, 1, 2].map((h) => cells[(t + h) * customers + c]!);
        counts[i! * 9 + j! * 3 + k!]!++;
      }
      let statistic = 0;
      let cellsPossible = 0;
      for (let i = 0; i < 3; i++) {
        const total = sum([...counts.subarray(i * 9, i * 9 + 9)]);
        for (let jk = 0; jk < 9; jk++) {
          const [j, k] = [Math.floor(jk / 3), jk % 3];
          const expected = total * chain.probabilities[i]![j]! * chain.probabilities[j]![k]!;
          const seen = counts[i * 9 + jk]!;
          if (expected === 0) expect(seen).toBe(0);
          else {
            statistic += (seen - expected) ** 2 / expected;
            cellsPossible++;
          }
        }
      }
      expect(gammaQ(statistic / 2, (cellsPossible - 3) / 2)).toBeGreaterThan(1e-4);
    }
    const { path, deviation } = forecastTiers(chain, [10_000, 10_000, 10_000], { steps: 12 });
    for (let t = 1; t <= 12; t++)
      for (let j = 0; j < 3; j++) {
        const seen = cells.subarray(t * customers, (t + 1) * customers).filter((s) => s === j).length;
        expect(Math.abs(seen - path[t]![j]!)).toBeLessThan(4.5 * deviation[t]![j]!);
      }
  });

  it("gives neighbouring customers and neighbouring seeds chances that have nothing to do with each other", () => {
    const coin = createChain({
      states: ["0", "1"],
      probabilities: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    });
    const of = (seed: number) => simulateStates(coin, { start: new Uint8Array(2000), steps: 50, seed });
    const [one, two] = [of(1), of(2)];
    const n = 50 * 2000 - 50;
    let [neighbours, seeds, later] = [0, 0, 0];
    for (let t = 1; t <= 50; t++)
      for (let c = 0; c < 1999; c++) {
        const at = t * 2000 + c;
        if (one[at] === one[at + 1]) neighbours++;
        if (one[at] === two[at]) seeds++;
        if (t < 50 && one[at] === one[at + 2000]) later++;
      }
    for (const [same, of] of [
      [neighbours, n],
      [seeds, n],
      [later, 49 * 1999],
    ] as const)
      expect(Math.abs(same / of - 0.5)).toBeLessThan(4.5 * Math.sqrt(0.25 / of));
  });

  it("gives a customer the same fate whoever else is there, and repeats itself", () => {
    const few = simulateStates(chain, { start: start.slice(0, 1500), steps: 12, seed: "cohort" });
    for (let t = 0; t <= 12; t++)
      expect([...few.subarray(t * 1500, (t + 1) * 1500)]).toEqual([
        ...cells.subarray(t * customers, t * customers + 1500),
      ]);
    expect(simulateStates(chain, { start, steps: 12, seed: "cohort" })).toEqual(cells);
    expect(simulateStates(chain, { start, steps: 12, seed: "other" })).not.toEqual(cells);
  });

  it("takes chains in turn, never makes an impossible move, and leaves who has no state without one", () => {
    const up = createChain({
      states: ["0", "1"],
      probabilities: [
        [0, 1],
        [0, 1],
      ],
    });
    const down = createChain({
      states: ["0", "1"],
      probabilities: [
        [1, 0],
        [1, 0],
      ],
    });
    const found = simulateStates([up, down], { start: Uint8Array.of(0, 1, 255), steps: 4, seed: 1 });
    expect([...found]).toEqual([0, 1, 255, 1, 1, 255, 0, 0, 255, 1, 1, 255, 0, 0, 255]);
    // A row that sums to a little less than 1 never leads past its last possible state.
    const short = {
      states: ["0", "1", "2"],
      probabilities: [
        [0.5, 0.5 - 1e-9, 0],
        [0.5, 0.5 - 1e-9, 0],
        [0, 0, 1],
      ],
    };
    const many = simulateStates(short, { start: new Uint8Array(1000), steps: 100, seed: 1 });
    expect(many.some((s) => s === 2)).toBe(false);
  });

  it("refuses chains that do not fit and steps that are none", () => {
    expect(() => simulateStates([], { start, steps: 1, seed: 1 })).toThrow("there must be a chain, got none");
    const other = createChain({ states: ["x"], probabilities: [[1]] });
    expect(() => simulateStates([chain, other], { start, steps: 1, seed: 1 })).toThrow(
      "all chains must have the states a, b, c, got x",
    );
    expect(() => simulateStates(chain, { start, steps: -1, seed: 1 })).toThrow(
      "steps must be a non-negative integer, got -1",
    );
  });
});

describe("simulateStrategies", () => {
  const strategies = [
    { name: "as now", chain, rewards: [10, 5, 0] },
    { name: "better", chain: better, rewards: [9.5, 4.5, 0] },
    { name: "the same", chain, rewards: [10, 5, 0] },
  ];
  const options = { occupancy: [4000, 4000, 4000], steps: 6, seed: "plan", discountRate: 0.1 };
  const found = simulateStrategies(strategies, options);

  it("has the mean of the formula, within its error, and the difference too", () => {
    const exact = strategies.map(({ chain: own, rewards }) => {
      const of = (periods: number) => valueStates(own, { rewards, discountRate: 0.1, periods }).values;
      return (sum(of(7)) - sum(of(1))) / 3;
    });
    found.strategies.forEach(({ mean, standardError, difference, differenceError }, s) => {
      expect(Math.abs(mean - exact[s]!)).toBeLessThan(4 * standardError);
      expect(Math.abs(difference - (exact[s]! - exact[0]!))).toBeLessThanOrEqual(4 * differenceError);
    });
  });

  it("knows differences better than means, and finds none where there is none", () => {
    const [, improved, same] = found.strategies;
    expect(improved!.differenceError).toBeLessThan(
      0.75 * Math.hypot(improved!.standardError, found.strategies[0]!.standardError),
    );
    expect([same!.difference, same!.differenceError]).toEqual([0, 0]);
  });

  it("counts what the states show, conserves customers, and is a plain record", () => {
    const start = Uint8Array.from({ length: 12_000 }, (_, c) => Math.floor(c / 4000));
    const cells = simulateStates(chain, { start, steps: 6, seed: "plan" });
    found.strategies[0]!.path.forEach((row, t) => {
      expect(sum(row)).toBe(12_000);
      row.forEach((n, j) => {
        expect(cells.subarray(t * 12_000, (t + 1) * 12_000).filter((s) => s === j).length).toBe(n);
      });
    });
    expect(simulateStrategies(strategies, options)).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it.each([
    [[], {}, "there must be a strategy, got none"],
    [[strategies[0]!, strategies[0]!], {}, "names of strategies must differ, got as now, as now"],
    [strategies, { occupancy: [1, 2] }, "occupancy must have one number for each of the 3 states, got 2"],
    [strategies, { occupancy: [1, 2, 0.5] }, "occupancy must be whole numbers from 0 up, got 0.5"],
    [strategies, { occupancy: [1, 0, 0] }, "customers must be from 2 to 2,147,483,648, got 1"],
    [strategies, { discountRate: -1 }, "discountRate must be a number from 0 up, got -1"],
    [
      [{ ...strategies[0]!, rewards: [1] }],
      {},
      "rewards of as now must have one number for each of the 3 states, got 1",
    ],
  ])("refuses %#", (given, changed, message) => {
    expect(() => simulateStrategies(given, { ...options, ...changed })).toThrow(
      `Cannot simulate customers: ${message}`,
    );
  });
});

describe("the compiled loops", () => {
  it("draw what the plain ones draw, of any chain, in blocks that are not full, and leave those without a state", () => {
    const anyRow = (size: number) =>
      fc
        .array(fc.constantFrom(0, 0, 1e-9, 0.2, 1, 3), { minLength: size, maxLength: size })
        .filter((row) => row.some((weight) => weight > 0))
        .map((row) => row.map((weight) => weight / row.reduce<number>((sum, w) => sum + w, 0)));
    const anyTables = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }))
      .chain(([size, tables]) =>
        fc.array(fc.array(anyRow(size), { minLength: size, maxLength: size }), {
          minLength: tables,
          maxLength: tables,
        }),
      );
    fc.assert(
      fc.property(
        anyTables,
        fc.constantFrom(1, 3, 64, 1023, 1024, 1025, 2500),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
        (chains, customers, steps, number) => {
          const size = chains[0]!.length;
          const tables = chains.map((probabilities) =>
            drawTable({ states: probabilities.map((_, i) => String(i)), probabilities }),
          );
          const start = Uint8Array.from({ length: customers }, (_, c) =>
            c % 7 === 3 ? NO_STATE : (c * 31) % size,
          );
          const key = drawKey(number);
          const plain = drawStates(tables, start, steps, key, number, "plain");
          expect(Buffer.compare(drawStates(tables, start, steps, key, number, "compiled"), plain)).toBe(0);
          if (customers > 3) expect(plain[customers * steps + 3]).toBe(NO_STATE);
        },
      ),
    );
  });

  it("have room for as many states as a panel can have", () => {
    const size = 254;
    const probabilities = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => (j === (i + 1) % size ? 0.5 : 0.5 / (size - 1))),
    );
    const tables = [drawTable({ states: probabilities.map((_, i) => String(i)), probabilities })];
    const start = Uint8Array.from({ length: 5000 }, (_, c) => c % size);
    const key = drawKey("many");
    expect(
      Buffer.compare(
        drawStates(tables, start, 4, key, 0, "compiled"),
        drawStates(tables, start, 4, key, 0, "plain"),
      ),
    ).toBe(0);
  });
});
