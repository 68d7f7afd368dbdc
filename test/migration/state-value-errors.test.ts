import {
  countTransitions,
  drawStateValues,
  estimatePosterior,
  estimateStateValues,
  estimateTransitionMatrix,
  type TransitionCounts,
  valuePanelCustomers,
  valueStates,
} from "clientele/migration";
import { describe, expect, it } from "vitest";
import { check, lettersFor } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

const countsOf = (counts: readonly (readonly number[])[]): TransitionCounts => ({
  states: lettersFor(counts),
  counts,
  total: 0,
  entries: [],
  gaps: 0,
  periods: [],
});

describe("how well the value of a state is known", () => {
  const { expected: counts } = check<{ expected: number[][] }>("crm.counts");
  const clv = check<{ expected: number[] }>("crm.clv").expected;
  const matrix = estimateTransitionMatrix(countsOf(counts));
  const rewards = clv.map(
    (v, i) => v - matrix.probabilities[i]!.reduce((sum, p, j) => sum + p * clv[j]!, 0) / 1.1,
  );
  const options = { rewards, discountRate: 0.1 };

  it("by the delta method, as published for the eight segments", () => {
    const published = [9.527, 9.281, 65.88, 8.864, 9.376, 77.54, 10.01, 12.69];
    const found = estimateStateValues(matrix, options);
    found.standardDeviation.forEach((sd, i) => {
      expect(Math.abs(sd - published[i]!)).toBeLessThan(0.006);
    });
    found.interval.forEach(([lower, upper], i) => {
      expect((upper - lower) / 2).toBeCloseTo(1.959963984540054 * found.standardDeviation[i]!, 9);
    });
    // The matrix is one estimate for all: errors of a whole base neither add up nor average out.
    found.covariance.forEach((row, s) => {
      row.forEach((c, t) => {
        expect(c).toBeCloseTo(found.covariance[t]![s]!, 8);
        expect(Math.abs(c)).toBeLessThanOrEqual(
          found.standardDeviation[s]! * found.standardDeviation[t]! * (1 + 1e-12),
        );
      });
    });
  });

  it("by draws from the posterior, as published, within the error of so many draws", () => {
    const published = [9.69, 9.42, 64.9, 9.14, 9.56, 76.1, 10.26, 12.78];
    const drawn = drawStateValues(estimatePosterior(countsOf(counts)), { ...options, seed: 7, draws: 1500 });
    drawn.standardDeviation.forEach((sd, i) => {
      expect(Math.abs(sd / published[i]! - 1)).toBeLessThan(0.06);
    });
    const again = drawStateValues(estimatePosterior(countsOf(counts)), { ...options, seed: 7, draws: 1500 });
    expect(again).toEqual(drawn);
  });

  it("over some periods, with rewards on moves, by differences of the chain itself", () => {
    const small = estimateTransitionMatrix(
      countsOf([
        [30, 12, 8],
        [9, 20, 11],
        [2, 3, 15],
      ]),
    );
    const moveRewards = [
      [0, 3, -1],
      [2, 0, 0.5],
      [1, 4, 0],
    ];
    for (const periods of [1, 2, 5, "infinite"] as const)
      for (const timing of ["start", "middle", "end"] as const) {
        const asked = { rewards: [10, 4, -2], moveRewards, discountRate: 0.15, periods, timing };
        const found = estimateStateValues(small, asked);
        const step = 1e-6;
        /** What moving a bit of probability within row i does to V_s, beside what it would by definition. */
        small.states.forEach((_, s) => {
          let variance = 0;
          small.probabilities.forEach((row, i) => {
            const slopes = row.map((_, j) => {
              const moved = (by: number) =>
                valueStates(
                  {
                    states: small.states,
                    probabilities: small.probabilities.map((other, k) =>
                      k === i ? other.map((p, l) => p * (1 - by) + (l === j ? by : 0)) : other,
                    ),
                  },
                  asked,
                ).values[s]!;
              return (moved(step) - moved(-step)) / (2 * step);
            });
            // Along p + by·(e_j − p) the slope is w_j − Σ p·w: what the variance is made of.
            variance += row.reduce((sum, p, j) => sum + p * slopes[j]! ** 2, 0) / small.rowTotals[i]!;
          });
          expect(found.standardDeviation[s]).toBeCloseTo(Math.sqrt(variance), 5);
        });
      }
  });

  it("does not depend on the names, scales with money, tells nothing of a state without moves", () => {
    const posterior = estimatePosterior(countsOf(counts));
    const found = estimateStateValues(posterior, options);
    const tenfold = estimateStateValues(posterior, { ...options, rewards: rewards.map((r) => 8 * r) });
    tenfold.standardDeviation.forEach((sd, i) => {
      expect(sd).toBeCloseTo(8 * found.standardDeviation[i]!, 9);
    });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    const empty = estimateTransitionMatrix(
      countsOf([
        [3, 1],
        [0, 0],
      ]),
      { emptyRow: "stay" },
    );
    expect(() => estimateStateValues(empty, { rewards: [1, 0], discountRate: 0.1 })).toThrow(
      "got none for b",
    );
    expect(() => estimateStateValues(posterior, { ...options, probability: 1 })).toThrow("between 0 and 1");
    expect(() => drawStateValues(posterior, { ...options, seed: 1, draws: 1 })).toThrow("from 2 up, got 1");
    expect(() => drawStateValues(posterior, { ...options, seed: 1, probability: 2 })).toThrow(
      "between 0 and 1",
    );
  });
});

describe("the value of a panel's customers", () => {
  const panel = panelOf(
    [
      ["a", "a", "b"],
      ["b", "a", "a"],
      ["a", "b", null],
      ["a", "b", "b"],
    ],
    ["a", "b"],
  );
  const worth = estimateStateValues(estimatePosterior(countTransitions(panel)), {
    rewards: [10, 2],
    discountRate: 0.1,
  });

  it("is that of their last state, and of all together with its error", () => {
    const table = valuePanelCustomers(panel, worth);
    expect([...table].map(({ customerId, state }) => `${customerId} ${state}`)).toEqual([
      "c0 b",
      "c1 a",
      "c3 b",
    ]);
    expect(table.get("c1")?.value).toBe(worth.values[0]);
    expect(table.get("c2")).toBeUndefined();
    expect(table.withoutState).toBe(1);
    expect(table.total).toBeCloseTo(worth.values[0]! + 2 * worth.values[1]!, 12);
    const [[aa, ab], [, bb]] = worth.covariance as unknown as [[number, number], [number, number]];
    expect(table.standardDeviation).toBeCloseTo(Math.sqrt(aa + 4 * ab + 4 * bb), 12);
    expect(
      valuePanelCustomers(
        panel,
        valueStates(estimatePosterior(countTransitions(panel)), { rewards: [10, 2], discountRate: 0.1 }),
      ),
    ).not.toHaveProperty("standardDeviation");
  });

  it("refuses values of other states", () => {
    expect(() => valuePanelCustomers(panelOf([["x"]], ["x"]), worth)).toThrow("states x, got a, b");
  });
});
