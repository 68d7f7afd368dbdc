import {
  type Chain,
  chainSensitivity,
  classifyStates,
  createChain,
  findAbsorption,
  findLongRun,
  findReactiveFlow,
  findStationary,
  firstPassage,
  firstPassageDistribution,
  lumpChain,
  meanFirstPassage,
  summariseChain,
} from "clientele/migration";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";

interface ChainCheck<T> {
  readonly input: { readonly P: readonly (readonly number[])[] };
  readonly expected: T;
}
const chainOf = (P: readonly (readonly number[])[]): Chain =>
  createChain({ states: lettersFor(P), probabilities: P });
function goldenChain<T>(id: string): { chain: Chain; expected: T } {
  const { input, expected } = check<ChainCheck<T>>(id);
  return { chain: chainOf(input.P), expected };
}
const usjoin = [
  [729, 71, 1, 0, 0],
  [72, 567, 80, 3, 0],
  [0, 81, 631, 86, 2],
  [0, 3, 86, 573, 56],
  [0, 0, 1, 57, 741],
];
const chainOfCounts = (counts: readonly (readonly number[])[]): Chain =>
  chainOf(counts.map((row) => row.map((n) => n / row.reduce((sum, x) => sum + x, 0))));

function expectClose(found: readonly unknown[], expected: readonly number[], digits = 10): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, digits);
}

/** Any chain of up to six states, with zeros and small numbers among its probabilities. */
const anyChain = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.array(
      fc
        .array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.constant(1e-9)), {
          minLength: size,
          maxLength: size,
        })
        .filter((row) => row.some((x) => x > 0)),
      { minLength: size, maxLength: size },
    ),
  )
  .map(chainOfCounts);
const step = (now: readonly number[], { probabilities }: Chain): number[] =>
  now.map((_, j) => now.reduce((sum, n, i) => sum + n * probabilities[i]![j]!, 0));

describe("a chain", () => {
  it("is refused where its numbers cannot be one, naming state and number", () => {
    const make = (probabilities: readonly (readonly number[])[], states = ["A", "B"]): Chain =>
      createChain({ states, probabilities });
    expect(() => make([[1]])).toThrow("there must be 2 rows, got 1");
    expect(() => make([[1, 0], [1]])).toThrow("the row of B must have 2 numbers, got 1");
    expect(() =>
      make([
        [1, 0],
        [1.5, -0.5],
      ]),
    ).toThrow("the probability of B → A must be from 0 to 1, got 1.5");
    expect(() =>
      make([
        [1, 0],
        [Number.NaN, 1],
      ]),
    ).toThrow("B → A must be from 0 to 1, got NaN");
    expect(() =>
      make([
        [1, 0],
        [0.5, 0.4],
      ]),
    ).toThrow("the row of B must sum to 1, got 0.9");
    expect(() =>
      make([
        [0.9, 0.4],
        [0.1, 0.6],
      ]),
    ).toThrow("(the columns do: this is the transpose)");
    expect(() =>
      make(
        [
          [1, 0],
          [0, 1],
        ],
        ["A", "A"],
      ),
    ).toThrow("states must differ");
    expect(() => make([], [])).toThrow("there must be a state");
  });
});

describe("classes", () => {
  it("those of Mathematica's five states", () => {
    const { chain, expected } = goldenChain<{
      communicating: string[][];
      recurrent: string[][];
      transient: string[][];
    }>("classes.math");
    const { classes, irreducible } = classifyStates(chain);
    expect(classes.map(({ states }) => states)).toEqual(expected.communicating);
    expect(classes.filter(({ recurrent }) => recurrent).map(({ states }) => states)).toEqual(
      expected.recurrent,
    );
    expect(classes.filter(({ recurrent }) => !recurrent).map(({ states }) => states)).toEqual(
      expected.transient,
    );
    expect(irreducible).toBe(false);
  });

  it("find the period of three of a published chain of seven states, and two and three side by side", () => {
    const { chain, expected } = goldenChain<number>("period.3");
    expect(classifyStates(chain).classes.map(({ period }) => period)).toEqual([expected]);
    const two = goldenChain("qe.twoclass").chain;
    const kinds = classifyStates(two).classes.map(({ states, period, recurrent }) => [
      states.join(""),
      period,
      recurrent,
    ]);
    expect(kinds).toEqual([
      ["ab", 2, true],
      ["c", 0, false],
      ["def", 3, true],
    ]);
  });

  it("agree with the powers of the matrix (brute force)", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        const size = chain.states.length;
        const reach = chain.probabilities.map((row) => row.map((p) => p > 0));
        for (let k = 0; k < size; k++)
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++) reach[i]![j] ||= reach[i]![k]! && reach[k]![j]!;
        const { classes, transient, absorbing } = classifyStates(chain);
        const classOf = new Map(classes.flatMap((one, c) => one.states.map((state) => [state, c])));
        chain.states.forEach((from, i) => {
          chain.states.forEach((to, j) => {
            const together = i === j || (reach[i]![j]! && reach[j]![i]!);
            expect(classOf.get(from) === classOf.get(to)).toBe(together);
          });
          const leaves = chain.states.some((_, j) => reach[i]![j]! && !reach[j]![i]!);
          expect(transient.includes(from)).toBe(
            leaves || (!reach[i]![i]! && !classes[classOf.get(from)!]!.recurrent),
          );
          expect(absorbing.includes(from)).toBe(chain.probabilities[i]![i] === 1);
        });
      }),
    );
  });

  it("of 3,000 states in a ring need no recursion", () => {
    const size = 3000;
    const probabilities = Array.from({ length: size }, (_, i) => {
      const row = new Array<number>(size).fill(0);
      row[(i + 1) % size] = 1;
      return row;
    });
    const chain = { states: probabilities.map((_, i) => String(i)), probabilities };
    expect(classifyStates(chain).classes.map(({ period }) => period)).toEqual([size]);
  });
});

describe("stationary distributions", () => {
  it.each(["weather.stationary", "oz.stationary", "rain.stationary"])("%s", (id) => {
    const { chain, expected } = goldenChain<number[]>(id);
    expectClose(findStationary(chain).classes[0]!.distribution, expected, 11);
  });

  it("of the income quintiles of US states", () => {
    const { expected } = check<{ expected: number[] }>("giddy.stationary");
    expectClose(findStationary(chainOfCounts(usjoin)).classes[0]!.distribution, expected, 8);
  });

  it("one for each class, and the Cesàro mean where a class has a period", () => {
    const { chain, expected } = goldenChain<{ stationary: number[][] }>("qe.twoclass");
    const { classes } = findStationary(chain);
    classes.forEach(({ distribution }, c) => {
      expectClose(distribution, expected.stationary[c]!);
    });
    expect(classes.map(({ period }) => period)).toEqual([2, 3]);
  });

  it("keep the digits of a share of 1e-21, where eigenvalues give −0.02", () => {
    const { input, expected } = check<{
      input: { N: number; p: number; eps: number };
      expected: { pi0: number; piN: number };
    }>("gth.kmr27");
    const pi = findStationary(chainOf(kandoriMailathRob(input.N, input.p, input.eps))).classes[0]!
      .distribution;
    expect(pi[0]! / expected.pi0).toBeCloseTo(1, 7);
    expect(pi[input.N]! / expected.piN).toBeCloseTo(1, 8);
    expect(Math.min(...pi)).toBeGreaterThan(0);
  });

  it("do not change in a step, and sum to 1", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        for (const { distribution } of findStationary(chain).classes) {
          expectClose(step(distribution, chain), distribution, 12);
          expect(distribution.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it("the long run conserves customers and does not change in a step", () => {
    fc.assert(
      fc.property(anyChain, fc.array(fc.nat(100), { minLength: 6, maxLength: 6 }), (chain, many) => {
        const now = many.slice(0, chain.states.length);
        const found = findLongRun(chain, now);
        expect(found.reduce((sum, n) => sum + n, 0)).toBeCloseTo(
          now.reduce((sum, n) => sum + n, 0),
          8,
        );
        expectClose(step(found, chain), found, 8);
      }),
    );
    expect(() => findLongRun(chainOf([[1]]), [1, 2])).toThrow(
      "now must have one number for each of the 1 states",
    );
    expect(() => findLongRun(chainOf([[1]]), [-1])).toThrow("a must have a non-negative number, got -1");
  });
});

/** The 2 × 2 coordination game of Kandori, Mailath and Rob (1993) with N players, as QuantEcon tests it. */
function kandoriMailathRob(n: number, p: number, eps: number): number[][] {
  const rows = Array.from({ length: n + 1 }, () => new Array<number>(n + 1).fill(0));
  rows[0]![0] = 1 - eps * 0.5;
  rows[0]![1] = eps * 0.5;
  for (let i = 1; i < n; i++) {
    const up = (i - 1) / (n - 1);
    const best = (share: number): number => (share < p ? 1 : share === p ? 0.5 : 0);
    const there = i / (n - 1);
    rows[i]![i - 1] = (i / n) * (eps * 0.5 + (1 - eps) * best(up));
    rows[i]![i + 1] = ((n - i) / n) * (eps * 0.5 + (1 - eps) * (there > p ? 1 : there === p ? 0.5 : 0));
    rows[i]![i] = 1 - rows[i]![i - 1]! - rows[i]![i + 1]!;
  }
  rows[n]![n - 1] = eps * 0.5;
  rows[n]![n] = 1 - eps * 0.5;
  return rows;
}

describe("first passage", () => {
  it.each(["weather.mfpt", "oz.mfpt", "rain.mfpt"])("%s, and the mean return is 1/π", (id) => {
    const { chain, expected } = goldenChain<number[][]>(id);
    const found = meanFirstPassage(chain);
    const pi = findStationary(chain).classes[0]!.distribution;
    found.forEach((row, i) => {
      expectClose(
        row,
        expected[i]!.map((m, j) => (i === j ? 1 / pi[i]! : m)),
        9,
      );
    });
  });

  it("the mean returns of Alofi's rain", () => {
    const { chain, expected } = goldenChain<number[]>("rain.recurrence");
    expectClose(
      meanFirstPassage(chain).map((row, i) => row[i]),
      expected,
      9,
    );
  });

  it("to one state and to sets of states (deeptime)", () => {
    const { chain, expected } = goldenChain<number[][]>("dt.mfpt");
    const targets = [["a"], ["b"], ["c"], ["a", "b"], ["b", "c"]];
    targets.forEach((to, t) => {
      const { mean, states } = firstPassage(chain, { to });
      states.forEach((state, i) => {
        if (!to.includes(state)) expect(mean[i]).toBeCloseTo(expected[t]![i]!, 10);
      });
    });
  });

  it("the probabilities to hit each state, returns included", () => {
    const { chain, expected } = goldenChain<number[][]>("hit.matrix");
    chain.states.forEach((to, j) => {
      expectClose(
        firstPassage(chain, { to }).probability,
        expected.map((row) => row[j]!),
        9,
      );
    });
  });

  it("the variance of Oz (Kemeny and Snell)", () => {
    const { chain } = goldenChain("oz.mfpt");
    const expected = [
      [5.5833, 12, 6.8889],
      [6.2222, 12, 6.2222],
      [6.8889, 12, 5.5833],
    ];
    // Off the diagonal as published; on it the variance of the return, which follows from the distribution below.
    chain.states.forEach((to, j) => {
      const { variance } = firstPassage(chain, { to });
      expected.forEach((row, i) => {
        if (i !== j) expect(variance[i]).toBeCloseTo(row[j]!, 4);
      });
    });
  });

  it("says never and not-certain instead of an infinite number", () => {
    const chain = chainOf([
      [0.5, 0.25, 0.25],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const { mean, variance, probability, meanOfThose } = firstPassage(chain, { to: "b" });
    expect([probability, mean, variance]).toEqual([
      [0.5, 1, 0],
      ["not-certain", 1, "never"],
      ["not-certain", 0, "never"],
    ]);
    expect(meanOfThose).toEqual([2, 1, "never"]);
    expect(() => firstPassage(chain, { to: "z" })).toThrow("to must be among a, b, c, got z");
    expect(() => firstPassage(chain, { to: [] })).toThrow("to must name a state, got none");
  });

  it("agrees with its distribution, period by period", () => {
    fc.assert(
      fc.property(anyChain, fc.nat(5), (chain, k) => {
        const to = chain.states[k % chain.states.length]!;
        const { probability, meanOfThose } = firstPassage(chain, { to });
        const rows = firstPassageDistribution(chain, { to, periods: 400 });
        rows.forEach((row, i) => {
          const within = row.reduce((sum, p) => sum + p, 0);
          expect(within).toBeLessThanOrEqual(probability[i]! + 1e-9);
          if (within < probability[i]! - 1e-13 || within === 0) return; // too slow to see in 400 periods
          const mean = row.reduce((sum, p, t) => sum + p * (t + 1), 0) / within;
          expect(mean / Number(meanOfThose[i])).toBeCloseTo(1, 8);
        });
      }),
    );
    expect(() => firstPassageDistribution(chainOf([[1]]), { to: "a", periods: 0 })).toThrow(
      "periods must be a positive integer, got 0",
    );
  });

  it("keeps its digits where a part is all but closed", () => {
    const eps = 2 ** -60;
    const chain: Chain = {
      states: ["a", "b", "out"],
      probabilities: [
        [0.5, 0.5, 0],
        [0.5 - eps, 0.5, eps],
        [0, 0, 1],
      ],
    };
    // From b a way out of eps in each visit: half of all periods are spent in b.
    const { mean } = firstPassage(chain, { to: "out" });
    expect(Number(mean[1]) * eps).toBeCloseTo(2, 12);
  });
});

describe("absorption", () => {
  it("of the drunkard: visits, periods, variance, endings", () => {
    const { chain, expected } = goldenChain<number[][]>("drunk.N");
    const found = findAbsorption(chain);
    found.visits.forEach((row, i) => {
      expectClose(row, expected[i]!, 12);
    });
    expectClose(found.meanPeriods, [3, 4, 3], 12);
    expectClose(found.variance, check<{ expected: number[] }>("drunk.varT").expected, 12);
    const endings = check<{ expected: number[][] }>("drunk.B").expected;
    found.probability.forEach((row, i) => {
      expectClose(row, endings[i]!, 12);
    });
    expect(found.endings).toEqual([["a"], ["e"]]);
  });

  it.skipIf(!haveData)("the lifetimes of CreditMetrics' ratings (CLIENTELE_DATA)", () => {
    const rows = dataRows("data/markov/creditmetrics_sp_1y.csv").map((row) => row.slice(1).map(Number));
    const { expected } = check<{ expected: number[] }>("credit.lifetime");
    // Published with four decimals, so that a row may miss 1 by a rounding: the golden values divide by the sum.
    const sums = rows.map((row) => row.reduce((sum, p) => sum + p, 0));
    const found = findAbsorption(chainOf(rows.map((row, i) => row.map((p) => p / sums[i]!))));
    found.meanPeriods.forEach((t, i) => {
      expect(t / expected[i]!).toBeCloseTo(1, 8);
    });
  });

  it("rows of endings sum to 1, visits satisfy N = I + Q·N", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        const { transient, probability, visits } = findAbsorption(chain);
        const at = transient.map((state) => chain.states.indexOf(state));
        probability.forEach((row) => {
          expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
        });
        visits.forEach((row, i) => {
          row.forEach((n, j) => {
            const then = at.reduce((sum, k, m) => sum + chain.probabilities[at[i]!]![k]! * visits[m]![j]!, 0);
            expect(((i === j ? 1 : 0) + then) / n || 1).toBeCloseTo(1, 6);
          });
        });
      }),
    );
  });
});

describe("ways from one state to another", () => {
  it("the committor, flux and rate of deeptime's five states", () => {
    const { input, expected } = check<{
      input: { P: number[][]; A: number[]; B: number[] };
      expected: number[];
    }>("dt.flux");
    const chain = chainOf(input.P);
    const names = (at: number[]): string[] => at.map((i) => chain.states[i]!);
    const found = findReactiveFlow(chain, { from: names(input.A), to: names(input.B) });
    expectClose(found.committor, [0, 0.35714286, 0.42857143, 0.35714286, 1], 8);
    expectClose([found.total, found.rate, found.meanPeriods], expected, 9);
    const into = found.flow.map((row) => row[4]!).reduce((sum, f) => sum + f, 0);
    expect(into).toBeCloseTo(found.total, 12);
  });

  it("conserve the flow in every state between", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        fc.pre(chain.states.length > 2 && classifyStates(chain).irreducible);
        const found = findReactiveFlow(chain, { from: "a", to: "b" });
        chain.states.slice(2).forEach((_, k) => {
          const out = found.flow[k + 2]!.reduce((sum, f) => sum + f, 0);
          const into = found.flow.reduce((sum, row) => sum + row[k + 2]!, 0);
          expect(out).toBeCloseTo(into, 10);
        });
      }),
    );
  });

  it("refuse sets that overlap and chains that do not settle as one", () => {
    const chain = chainOf([
      [0.5, 0.5],
      [0, 1],
    ]);
    expect(() => findReactiveFlow(chain, { from: "a", to: ["a", "b"] })).toThrow(
      "must share no state, got a in both",
    );
    expect(() => findReactiveFlow(chain, { from: "a", to: "b" })).toThrow(
      "all states must lead to all others",
    );
  });
});

describe("the summary", () => {
  it("the indices of giddy for the income quintiles", () => {
    const found = summariseChain(chainOfCounts(usjoin), { shares: [0.1, 0.2, 0.2, 0.4, 0.1] });
    expect(found.shorrocks).toBeCloseTo(0.19758992000997844, 12);
    expect(found.determinantIndex).toBeCloseTo(0.606848546236956, 12);
    expect(found.eigenvalueIndex).toBeCloseTo(0.03978200230815965, 12);
    expect(found.relaxation).toBeCloseTo(-1 / Math.log(1 - 0.03978200230815965), 9);
    expectClose(found.sojourn, [11.125, 4.65806452, 4.73372781, 4.95172414, 13.77586207], 8);
    const { settled } = found;
    if (settled.kind !== "irreducible") throw new Error("the quintiles are irreducible");
    expect(settled.bartholomewMoves).toBeCloseTo(0.22776759, 8);
    expect(settled.bartholomewDistance).toBeCloseTo(0.0463666, 8);
  });

  it("the Kemeny constant of Oz and of two states, the same from every state", () => {
    for (const id of ["oz.kemeny", "kemeny.2state"]) {
      const { chain, expected } = goldenChain<number>(id);
      const { settled } = summariseChain(chain);
      expect(settled.kind === "irreducible" && settled.kemeny).toBeCloseTo(expected, 12);
      const pi = findStationary(chain).classes[0]!.distribution;
      for (const [i, row] of meanFirstPassage(chain).entries())
        expect(row.reduce((sum: number, m, j) => (i === j ? sum : sum + pi[j]! * Number(m)), 0)).toBeCloseTo(
          expected,
          12,
        );
    }
  });

  it("the entropy rate in bits", () => {
    const { chain, expected } = goldenChain<number>("entropy");
    const { settled } = summariseChain(chain);
    expect(settled.kind === "irreducible" && settled.entropyRate).toBeCloseTo(expected, 12);
  });

  it("says which classes there are where a chain does not settle as one", () => {
    const found = summariseChain(
      chainOf([
        [0.5, 0.5],
        [0, 1],
      ]),
    );
    expect(found.settled).toEqual({ kind: "reducible", classes: [["a"], ["b"]] });
    expect(found.sojourn).toEqual([2, "not-certain"]);
    expect([found.upgrade, found.downgrade]).toEqual([
      [0, 0],
      [0.5, 0],
    ]);
    expect([found.eigenvalueIndex, found.relaxation]).toEqual([0.5, -1 / Math.log(0.5)]);
    const apart = chainOf([
      [1, 0],
      [0, 1],
    ]);
    expect(summariseChain(apart).relaxation).toBe("never");
    const round = chainOf([
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(summariseChain(round).relaxation).toBe("never");
    expect(summariseChain(round).determinantIndex).toBeCloseTo(0, 14);
    const mixed = chainOf([
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
    expect(summariseChain(mixed)).toMatchObject({ relaxation: 0, determinantIndex: 1, eigenvalueIndex: 1 });
    expect(summariseChain(chainOf([[1]])).shorrocks).toBe(0);
    expect(() => summariseChain(chainOf([[1]]), { shares: [0.5] })).toThrow(
      "shares must be 1 non-negative numbers that sum to 1, got 0.5",
    );
  });
});

describe("lumping", () => {
  it("Oz in rain and snow against nice days", () => {
    const { input, expected } = check<{
      input: { P: number[][]; partition: number[][] };
      expected: number[][];
    }>("oz.lump");
    const chain = chainOf(input.P);
    const names = (at: number[]): string[] => at.map((i) => chain.states[i]!);
    const groups = { bad: names(input.partition[0]!), nice: names(input.partition[1]!) };
    const found = lumpChain(chain, { groups });
    expect(found.kind === "lumpable" && found.chain.probabilities).toEqual(expected);
  });

  it("names what differs where tiers may not be merged", () => {
    const { chain } = goldenChain("oz.mfpt");
    expect(lumpChain(chain, { groups: { ab: ["a", "b"], c: ["c"] } })).toEqual({
      kind: "not-lumpable",
      difference: 0.25,
      states: ["a", "b"],
      to: "ab",
    });
    const groups = (given: Record<string, string[]>) => () => lumpChain(chain, { groups: given });
    expect(groups({ x: ["a", "b"] })).toThrow("every state must be in a group, got c in none");
    expect(groups({ x: ["a", "b"], y: ["b", "c"] })).toThrow("a state must be in one group, got b twice");
    expect(groups({ x: ["a", "z"] })).toThrow("x must name states of the chain, got z");
    expect(groups({ x: [] })).toThrow("group x must name a state, got none");
  });

  it("commutes with a step where it is allowed", () => {
    const chain = chainOf([
      [0.2, 0.3, 0.5],
      [0.4, 0.1, 0.5],
      [0.25, 0.35, 0.4],
    ]);
    const found = lumpChain(chain, { groups: { ab: ["a", "b"], c: ["c"] } });
    if (found.kind !== "lumpable") throw new Error("a and b lead to c alike");
    const [a = 0, b = 0, c = 0] = step([10, 20, 30], chain);
    expectClose(step([30, 30], found.chain), [a + b, c], 10);
  });
});

describe("sensitivity", () => {
  it("is the derivative of π by the fundamental matrix: π_j·π_i·(m_aj − m_bj)", () => {
    const { chain } = goldenChain("oz.mfpt");
    const pi = findStationary(chain).classes[0]!.distribution;
    const means = meanFirstPassage(chain).map((row, i) => row.map((m, j) => (i === j ? 0 : Number(m))));
    const found = chainSensitivity(chain, (changed) => findStationary(changed).classes[0]!.distribution[1]!);
    for (const { from, to, probability, slope } of found) {
      const [i, j] = [chain.states.indexOf(from), chain.states.indexOf(to)];
      const others = chain.probabilities[i]!.reduce(
        (sum, p, k) => (k === j ? sum : sum + (p / (1 - probability)) * means[k]![1]!),
        0,
      );
      expect(slope).toBeCloseTo(pi[1]! * pi[i]! * (others - means[j]![1]!), 8);
    }
    expect(found).toHaveLength(8); // nice days never follow each other
    const slopes = found.map(({ slope }) => Math.abs(slope));
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
  });

  it("refuses a result that is no number, naming the cell", () => {
    const { chain } = goldenChain("oz.mfpt");
    expect(() => chainSensitivity(chain, () => Number.NaN)).toThrow(
      "the result must be a finite number, got NaN with a → a",
    );
  });
});
