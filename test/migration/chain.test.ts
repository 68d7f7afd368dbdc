import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, type Period } from "../../src/calendar/index.ts";
import {
  countOccupancy,
  countTransitions,
  estimateTransitionMatrix,
  findMigrationInsights,
  forecastTiers,
} from "../../src/migration/index.ts";
import { insightSchema, parseRecord } from "../../src/model/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "../../src/orders/index.ts";
import golden from "../golden/migration_checks.json" with { type: "json" };

const quarters = (count: number): Period[] =>
  Array.from({ length: count }, (_, p) => ({
    from: addMonths("2020-01-01", 3 * p),
    to: addMonths("2020-01-01", 3 * p + 3),
  }));

/** A panel from one row of state numbers a customer. */
function panelOf(rows: readonly (readonly number[])[], states: readonly string[]): StatePanel {
  const periods = quarters(rows[0]?.length ?? 0);
  const cells = Uint8Array.from({ length: rows.length * periods.length }, (_, at) => {
    const p = Math.floor(at / rows.length);
    return rows[at - p * rows.length]![p]!;
  });
  return createStatePanel({
    customerIds: rows.map((_, c) => `c${String(c).padStart(3, "0")}`),
    periods,
    states,
    cells,
  });
}

const labels = ["A", "B", "C", "D"];
const rows = fc
  .record({
    customers: fc.integer({ min: 1, max: 12 }),
    periods: fc.integer({ min: 2, max: 7 }),
    states: fc.integer({ min: 2, max: 4 }),
  })
  .chain(({ customers, periods, states }) =>
    fc.record({
      states: fc.constant(labels.slice(0, states)),
      rows: fc.array(
        fc.array(fc.oneof({ weight: 5, arbitrary: fc.nat({ max: states - 1 }) }, fc.constant(NO_STATE)), {
          minLength: periods,
          maxLength: periods,
        }),
        { minLength: customers, maxLength: customers },
      ),
    }),
  );

const check = (id: string): (typeof golden)[number] => {
  const found = golden.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no golden check ${id}`);
  return found;
};

function sequencePanel(
  sequence: readonly (string | number | null)[],
  states: readonly (string | number)[],
): StatePanel {
  return panelOf(
    [sequence.map((state) => (state === null ? NO_STATE : states.indexOf(state)))],
    states.map(String),
  );
}

describe("countTransitions", () => {
  it("counts as published, a missing observation being no stay [S0-80]", () => {
    const { input, expected } = check("count.na") as {
      input: { sequence: (string | null)[]; states: string[] };
      expected: number[][];
    };
    expect(countTransitions(sequencePanel(input.sequence, input.states)).counts).toEqual(expected);
  });

  it("counts each pair of neighbours once, the last observation of a customer never as a start", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { counts, total, gaps } = countTransitions(panelOf(given.rows, given.states));
        const expected = given.states.map(() => given.states.map(() => 0));
        let left = 0;
        for (const row of given.rows)
          for (let p = 1; p < row.length; p++) {
            const [i, j] = [row[p - 1]!, row[p]!];
            if (i !== NO_STATE && j !== NO_STATE) expected[i]![j]!++;
            if (i !== NO_STATE && j === NO_STATE) left++;
          }
        expect(counts).toEqual(expected);
        expect(total).toBe(expected.flat().reduce((sum, n) => sum + n, 0));
        expect(gaps).toBe(left);
      }),
    );
  });

  it("is additive over a split of the customers, entries included", () => {
    fc.assert(
      fc.property(rows, fc.nat(), (given, cut) => {
        const at = cut % given.rows.length;
        const parts = [given.rows.slice(0, at), given.rows.slice(at)].filter((part) => part.length > 0);
        const whole = countTransitions(panelOf(given.rows, given.states));
        const split = parts.map((part) => countTransitions(panelOf(part, given.states)));
        const added = split.reduce(
          (sum, part) => sum.map((row, i) => row.map((n, j) => n + part.counts[i]![j]!)),
          given.states.map(() => given.states.map(() => 0)),
        );
        expect(added).toEqual(whole.counts);
        expect(given.states.map((_, i) => split.reduce((sum, part) => sum + part.entries[i]!, 0))).toEqual(
          whole.entries,
        );
      }),
    );
  });

  it("loses exactly the two touching moves when an observation goes missing", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 3, maxLength: 9 }), fc.nat(), (row, where) => {
        const at = 1 + (where % (row.length - 2));
        const before = countTransitions(panelOf([row], ["A", "B", "C"]));
        const after = countTransitions(
          panelOf([row.map((state, p) => (p === at ? NO_STATE : state))], ["A", "B", "C"]),
        );
        expect(before.total - after.total).toBe(2);
        const lost = before.counts.map((line, i) => line.map((n, j) => n - after.counts[i]![j]!));
        const expected = [0, 1, 2].map(() => [0, 0, 0]);
        expected[row[at - 1]!]![row[at]!]!++;
        expected[row[at]!]![row[at + 1]!]!++;
        expect(lost).toEqual(expected);
      }),
    );
  });

  it("permutes its result when the states are relabelled", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const k = given.states.length;
        const turned = given.rows.map((row) =>
          row.map((state) => (state === NO_STATE ? state : k - 1 - state)),
        );
        const a = countTransitions(panelOf(given.rows, given.states)).counts;
        const b = countTransitions(panelOf(turned, given.states)).counts;
        expect(b).toEqual([...a].reverse().map((row) => [...row].reverse()));
      }),
    );
  });

  it("refuses a panel of one period", () => {
    expect(() => countTransitions(panelOf([[0]], ["A"]))).toThrow(
      "Cannot count transitions: the panel must have at least 2 periods, got 1",
    );
  });
});

describe("estimateTransitionMatrix", () => {
  it.each(["mle.na", "qe.estimate"])("gives the published estimate of %s [S0-80]", (id) => {
    const { input, expected } = check(id) as {
      input: { sequence: (string | number | null)[] };
      expected: number[][];
    };
    const states = [...new Set(input.sequence.filter((state) => state !== null))].sort();
    const matrix = estimateTransitionMatrix(countTransitions(sequencePanel(input.sequence, states)), {
      emptyRow: "stay",
    });
    // The reference leaves the row of a state that was never left at zero; ours says that it is a policy.
    for (const [i, row] of expected.entries())
      if (row.some((p) => p > 0))
        for (const [j, p] of row.entries()) expect(matrix.probabilities[i]![j]).toBeCloseTo(p, 12);
      else expect(matrix.emptyRows).toContain(String(states[i]));
  });

  it("has the published log-likelihood of the rain of Alofi", () => {
    const counts = [
      [362, 126, 60],
      [136, 90, 68],
      [50, 79, 124],
    ];
    const { logLikelihood, rowTotals } = estimateTransitionMatrix({
      states: ["0", "1-5", "6+"],
      counts,
      total: 1095,
      entries: [1, 0, 0],
      gaps: 0,
      periods: [],
    });
    expect(logLikelihood).toBeCloseTo(-1040.41854731, 7);
    expect(rowTotals).toEqual([548, 294, 253]);
  });

  it("refuses a state that was never left, by name, and fills nothing in silently", () => {
    const counts = countTransitions(panelOf([[0, 0, 1]], ["A", "B"]));
    expect(() => estimateTransitionMatrix(counts)).toThrow(
      "Cannot estimate transition matrix: every state must have been left at least once, got none for B",
    );
    const stay = estimateTransitionMatrix(counts, { emptyRow: "stay" });
    expect(stay.probabilities).toEqual([
      [0.5, 0.5],
      [0, 1],
    ]);
    expect(stay.emptyRows).toEqual(["B"]);
  });

  it("gives rows of probabilities that sum to 1, and survives JSON", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const matrix = estimateTransitionMatrix(countTransitions(panelOf(given.rows, given.states)), {
          emptyRow: "stay",
        });
        for (const row of matrix.probabilities) {
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        }
        expect(JSON.parse(JSON.stringify(matrix))).toEqual(matrix);
      }),
    );
  });
});

describe("forecastTiers", () => {
  const matrixOf = (given: { rows: number[][]; states: string[] }) =>
    estimateTransitionMatrix(countTransitions(panelOf(given.rows, given.states)), { emptyRow: "stay" });

  it("conserves the customers, however far it looks [S2-19]", () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.nat({ max: 5000 }), { minLength: 4, maxLength: 4 }),
        fc.nat({ max: 12 }),
        (given, all, steps) => {
          const occupancy = all.slice(0, given.states.length);
          const { expected } = forecastTiers(matrixOf(given), occupancy, { steps });
          const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
          expect(sum(expected)).toBeCloseTo(sum(occupancy), 6);
          expect(expected.every((n) => n >= 0)).toBe(true);
        },
      ),
    );
  });

  it("looks a + b periods ahead as a and then b", () => {
    fc.assert(
      fc.property(rows, fc.nat({ max: 4 }), fc.nat({ max: 4 }), (given, a, b) => {
        const matrix = matrixOf(given);
        const start = given.states.map((_, i) => 10 * (i + 1));
        const once = forecastTiers(matrix, start, { steps: a + b }).expected;
        const twice = forecastTiers(matrix, forecastTiers(matrix, start, { steps: a }).expected, {
          steps: b,
        }).expected;
        for (const [i, n] of once.entries()) expect(twice[i]).toBeCloseTo(n, 8);
      }),
    );
  });

  it.each([
    [[1], {}, "Cannot forecast tiers: occupancy must have one number for each of the 2 states, got 1"],
    [[1, -1], {}, "Cannot forecast tiers: occupancy of B must be a non-negative number, got -1"],
    [[1, Number.NaN], {}, "Cannot forecast tiers: occupancy of B must be a non-negative number, got NaN"],
    [[1, 1], { steps: 0.5 }, "Cannot forecast tiers: steps must be a non-negative integer, got 0.5"],
  ])("refuses %j with %j", (occupancy, options, message) => {
    const matrix = matrixOf({ rows: [[0, 1, 0, 0]], states: ["A", "B"] });
    expect(() => forecastTiers(matrix, occupancy, options)).toThrow(message);
  });
});

describe("findMigrationInsights", () => {
  const panel = panelOf(
    [
      [0, 1, 2],
      [2, 1, 0],
      [1, 1, 1],
      [NO_STATE, NO_STATE, 0],
      [0, 0, NO_STATE],
    ],
    ["A", "B", "C"],
  );

  it("names those who moved in the last period, with direction and evidence [S1-34]", () => {
    const found = findMigrationInsights(panel, { asOf: "2020-10-01" });
    expect(
      found.map((insight) => [
        insight.subjectId,
        insight.payload["from"],
        insight.payload["to"],
        insight.payload["direction"],
      ]),
    ).toEqual([
      ["c000", "B", "C", "down"],
      ["c001", "B", "A", "up"],
    ]);
    for (const insight of found) expect(parseRecord(insightSchema, insight)).toEqual(insight);
  });

  it("adds what the matrix says of a further move down", () => {
    const matrix = estimateTransitionMatrix(countTransitions(panel), { emptyRow: "stay" });
    const [down, up] = findMigrationInsights(panel, { asOf: "2020-10-01", matrix });
    expect(down?.payload["probabilityDown"]).toBe(0);
    // Of the two moves out of A in the panel, one stayed and one went to B.
    expect(up?.payload["probabilityDown"]).toBe(0.5);
  });

  it("finds nothing in a single period and refuses a matrix of other states", () => {
    expect(findMigrationInsights(panelOf([[0]], ["A"]), { asOf: "2020-04-01" })).toEqual([]);
    const other = estimateTransitionMatrix(countTransitions(panelOf([[0, 1, 0]], ["X", "Y"])));
    expect(() => findMigrationInsights(panel, { asOf: "2020-10-01", matrix: other })).toThrow(
      "Cannot find migration insights: the matrix must have the panel's states A, B, C, got X, Y",
    );
  });
});

describe("countOccupancy", () => {
  it("counts each customer with a state once, in the last period unless told otherwise", () => {
    const panel = panelOf(
      [
        [0, 1],
        [0, NO_STATE],
        [1, 1],
      ],
      ["A", "B"],
    );
    expect(countOccupancy(panel)).toEqual([0, 2]);
    expect(countOccupancy(panel, 0)).toEqual([2, 1]);
    expect(() => countOccupancy(panel, 2)).toThrow(
      "Cannot count occupancy: period must be from 0 to 1, got 2",
    );
  });
});
