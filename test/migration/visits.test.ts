import {
  advanceGenerator,
  findMeanTime,
  fitGenerator,
  fitGeneratorToVisits,
  type Visit,
  type VisitFitOptions,
} from "clientele/migration";
import { createCategorical, createRandom, exponential } from "clientele/stats";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check } from "./_golden.ts";

const tiers: VisitFitOptions = {
  states: ["A", "B", "lost"],
  moves: [
    ["A", "B"],
    ["B", "A"],
    ["B", "lost"],
  ],
};
const truth = [
  [-0.4, 0.4, 0],
  [0.3, -0.5, 0.2],
  [0, 0, 0],
];

/** Visits of customers that move by `truth`; the moment of a loss is seen, or only that it has been. */
function drawn(customers: number, exact: boolean): Visit[] {
  const random = createRandom("visits");
  return Array.from({ length: customers }, (_, c) => {
    const path = [{ from: 0, state: c % 2 }];
    for (;;) {
      const { from, state } = path[path.length - 1]!;
      const row = truth[state]!;
      if (row[state] === 0 || from > 12) break;
      const next = createCategorical(row.map((q, j) => (j === state ? 0 : q)))(random);
      path.push({ from: from + exponential(random, -row[state]!), state: next });
    }
    const stateAt = (time: number): number => path.findLast(({ from }) => from <= time)!.state;
    const lostAt =
      path[path.length - 1]!.state === 2 ? path[path.length - 1]!.from : Number.POSITIVE_INFINITY;
    const visits: Visit[] = [];
    for (let at = 0; at < 12; at += 0.2 + exponential(random, 0.8)) {
      if (exact && at >= lostAt) {
        visits.push({ customerId: `c${c}`, at: lostAt, state: "lost" });
        break;
      }
      visits.push({ customerId: `c${c}`, at, state: tiers.states[stateAt(at)]! });
    }
    return visits;
  }).flat();
}

describe("rates from visits at irregular times", () => {
  it.skipIf(!haveData)("are those published for heart transplants (msm.cav.mle, CLIENTELE_DATA)", () => {
    const { expected } = check<{
      expected: {
        m2ll: number;
        q12: number;
        P1_11: number;
        P10_14: number;
        sojourn: number[];
        totlos: number[];
        efpt: number[];
      };
    }>("msm.cav.mle");
    const visits = dataRows("data/markov/msm_cav.csv").map((row) => ({
      customerId: row[0]!,
      at: Number(row[2]),
      state: row[7]!,
    }));
    const fit = fitGeneratorToVisits(visits, {
      states: ["1", "2", "3", "4"],
      moves: [
        ["1", "2"],
        ["1", "4"],
        ["2", "1"],
        ["2", "3"],
        ["2", "4"],
        ["3", "2"],
        ["3", "4"],
      ],
      exact: ["4"],
    });
    expect(fit.status).toBe("converged");
    expect([fit.customers, fit.intervals]).toEqual([622, 2224]);
    expect(-2 * fit.logLikelihood).toBeCloseTo(expected.m2ll, 5);
    expect(fit.rates[0]![1]).toBeCloseTo(expected.q12, 4);
    expect(advanceGenerator(fit).probabilities[0]![0]).toBeCloseTo(expected.P1_11, 4);
    expect(advanceGenerator(fit, { time: 10 }).probabilities[0]![3]).toBeCloseTo(expected.P10_14, 4);
    expected.sojourn.forEach((time, i) => {
      expect(-1 / fit.rates[i]![i]!).toBeCloseTo(time, 3);
    });
    const toLoss = findMeanTime(fit, { to: "4" });
    expected.efpt.forEach((time, i) => {
      expect(toLoss[i]).toBeCloseTo(time, 3);
    });
    // The time in each state adds up to that until the last.
    expect(expected.totlos.reduce((sum, time) => sum + time, 0)).toBeCloseTo(toLoss[0] as number, 3);
  });

  it("are found again in customers that were drawn from them, within what the intervals say", () => {
    for (const exact of [true, false]) {
      const fit = fitGeneratorToVisits(drawn(250, exact), {
        ...tiers,
        ...(exact ? { exact: ["lost"] } : {}),
      });
      expect(fit.status).toBe("converged");
      fit.fitted.forEach(({ rate, logStandardError, lower, upper }, m) => {
        const given = [0.4, 0.3, 0.2][m]!;
        expect(Math.abs(Math.log(rate / given))).toBeLessThan(3 * logStandardError!);
        expect(logStandardError).toBeLessThan(0.2);
        expect(lower! * upper!).toBeCloseTo(rate ** 2, 10);
      });
    }
  });

  it("are those of the tables of moves where everybody is seen at the same times", () => {
    const random = createRandom("regular");
    const visits: Visit[] = [];
    const yearly = advanceGenerator({ states: tiers.states, rates: truth });
    const draws = yearly.probabilities.map((row) => createCategorical(row));
    const counts = truth.map((row) => row.map(() => 0));
    for (let c = 0; c < 300; c++) {
      let state = c % 2;
      visits.push({ customerId: `c${c}`, at: 2020, state: tiers.states[state]! });
      for (let at = 2021; at < 2025; at++) {
        const next = draws[state]!(random);
        counts[state]![next]!++;
        state = next;
        visits.push({ customerId: `c${c}`, at, state: tiers.states[state]! });
      }
    }
    const fit = fitGeneratorToVisits([...visits].reverse(), tiers);
    const table = fitGenerator({ states: tiers.states, moves: [{ counts, time: 1 }] });
    // EM may use every move, and needs none but those allowed here.
    expect(fit.logLikelihood).toBeLessThanOrEqual(table.logLikelihood + 1e-9);
    expect(fit.logLikelihood).toBeGreaterThan(table.logLikelihood - 2);
    expect(fitGeneratorToVisits(visits, tiers)).toEqual(fit);
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    const twoStates = {
      states: ["A", "B"],
      moves: [
        ["A", "B"],
        ["B", "A"],
      ] as const,
    };
    const pair = [
      [70, 30],
      [20, 80],
    ];
    const seen = pair.flatMap((row, i) =>
      row.flatMap((n, j) =>
        Array.from({ length: n }, (_, k) => [
          { customerId: `${i}${j}${k}`, at: 0, state: twoStates.states[i]! },
          { customerId: `${i}${j}${k}`, at: 0.5, state: twoStates.states[j]! },
        ]).flat(),
      ),
    );
    const exact = fitGeneratorToVisits(seen, twoStates);
    const em = fitGenerator({ states: twoStates.states, moves: [{ counts: pair, time: 0.5 }] });
    exact.rates.flat().forEach((rate, k) => {
      expect(rate).toBeCloseTo(em.rates.flat()[k]!, 6);
    });
    // By hand: ln of a matrix of two states.
    expect(exact.rates[0]![1]).toBeCloseTo((-Math.log(0.5) / 0.5) * (0.3 / 0.5), 7);
  });

  it("after a very long time, where jumps are many, are still found", () => {
    const moves = {
      states: ["A", "B"],
      moves: [
        ["A", "B"],
        ["B", "A"],
      ] as const,
    };
    const visit = (customerId: string, at: number, state: string): Visit => ({ customerId, at, state });
    const short = [
      ...Array.from({ length: 50 }, (_, k) => [
        visit(`s${k}`, 0, k % 2 ? "A" : "B"),
        visit(`s${k}`, 0.1, k % 5 ? (k % 2 ? "A" : "B") : k % 2 ? "B" : "A"),
      ]),
    ].flat();
    const long = [visit("z", 0, "A"), visit("z", 500, "B")];
    const fit = fitGeneratorToVisits([...short, ...long], moves);
    expect(fit.status).toBe("converged");
    // One look after so long tells of the long run alone.
    const without = fitGeneratorToVisits(short, moves);
    const share = fit.rates[0]![1]! / (fit.rates[0]![1]! + fit.rates[1]![0]!);
    const rates = without.rates;
    const change = -2 * (fit.logLikelihood - without.logLikelihood - Math.log(share));
    expect(Math.abs(change)).toBeLessThan(0.1);
    expect(rates[0]![1]).toBeGreaterThan(0.5);
  });

  it("say where visits speak for no moves at all", () => {
    const fit = fitGeneratorToVisits(
      [
        { customerId: "ann", at: 0, state: "A" },
        ...[1, 5, 9, 13].map((at) => ({ customerId: "ann", at, state: "B" })),
        { customerId: "bob", at: 0, state: "A" },
        { customerId: "bob", at: 2, state: "A" },
      ],
      {
        states: ["A", "B"],
        moves: [
          ["A", "B"],
          ["B", "A"],
        ],
      },
    );
    expect(fit.status).toBe("boundary");
    const [to, back] = fit.fitted;
    expect(back!.position).toBe("none");
    expect(back!.rate).toBeLessThan(1e-6);
    expect(to!.rate).toBeGreaterThan(0.2);
  });

  it("name each visit that cannot be", () => {
    const visits = [
      { customerId: "", at: 0, state: "A" },
      { customerId: "ann", at: Number.NaN, state: "A" },
      { customerId: "ann", at: 0, state: "Z" },
      { customerId: "bob", at: 1, state: "A" },
      { customerId: "bob", at: 1, state: "B" },
      { customerId: "eve", at: 0, state: "lost" },
      { customerId: "eve", at: 2, state: "B" },
    ];
    const wrong = (): unknown => fitGeneratorToVisits(visits, tiers);
    expect(wrong).toThrow(/row 0.*customerId/s);
    try {
      wrong();
    } catch (error) {
      const { issues } = error as { issues: readonly { row: number; path: string[]; expected: string }[] };
      expect(issues.map(({ row, path, expected }) => [row, path[0], expected])).toEqual([
        [0, "customerId", "a customer"],
        [1, "at", "a finite number"],
        [2, "state", "one of A, B, lost"],
        [4, "at", "a time at which the customer was not seen before"],
        [6, "state", "a state that moves lead to from lost"],
      ]);
    }
  });

  it("refuse options that do not fit", () => {
    const fitting =
      (options: Partial<VisitFitOptions>, visits: Visit[] = []) =>
      () =>
        fitGeneratorToVisits(visits, { ...tiers, ...options });
    expect(fitting({ states: ["A"] })).toThrow("states must be two different ones at least, got A");
    expect(fitting({ moves: [] })).toThrow("some move must be possible, got none");
    expect(fitting({ moves: [["A", "A"]] })).toThrow(
      "a move must lead from one of the states to another, got A → A",
    );
    expect(
      fitting({
        moves: [
          ["A", "B"],
          ["A", "B"],
        ],
      }),
    ).toThrow("each move must be there once, got A → B");
    expect(fitting({ exact: ["Z"] })).toThrow("exact states must be among the states, got Z");
    expect(fitting({ confidence: 1 })).toThrow("confidence must be between 0 and 1, got 1");
    expect(fitting({}, [{ customerId: "ann", at: 0, state: "A" }])).toThrow(
      "some customer must have two visits, got none",
    );
  });
});
