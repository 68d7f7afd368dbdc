import {
  createHiddenChain,
  decodeHiddenStates,
  fitHiddenChain,
  type HiddenChain,
  inferHiddenStates,
} from "clientele/migration";
import { createCategorical, createRandom } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

const weather = (): HiddenChain => {
  const { input } = check<{
    input: { pi: number[]; A: number[][]; B: number[][]; obs: number[] };
  }>("hmm.wiki");
  return createHiddenChain({
    states: ["rainy", "sunny"],
    signs: ["walk", "shop", "clean"],
    initial: input.pi,
    probabilities: input.A,
    emissions: input.B,
  });
};

/** Every way through the hidden states with its probability. */
function waysOf(chain: HiddenChain, seen: readonly (string | undefined)[]): { path: number[]; p: number }[] {
  const shows = (i: number, t: number): number =>
    seen[t] === undefined ? 1 : chain.emissions[i]![chain.signs.indexOf(seen[t]!)]!;
  let ways = chain.states.map((_, i) => ({ path: [i], p: chain.initial[i]! * shows(i, 0) }));
  for (let t = 1; t < seen.length; t++)
    ways = ways.flatMap(({ path, p }) =>
      chain.states.map((_, j) => ({
        path: [...path, j],
        p: p * chain.probabilities[path[t - 1]!]![j]! * shows(j, t),
      })),
    );
  return ways;
}

const shares = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .filter((row) => row.some((n) => n > 0))
    .map((row) => row.map((n) => n / row.reduce((sum, m) => sum + m, 0)));
const anyChain = fc
  .record({
    initial: shares(3),
    probabilities: fc.array(shares(3), { minLength: 3, maxLength: 3 }),
    emissions: fc.array(shares(2), { minLength: 3, maxLength: 3 }),
  })
  .map((parts) => createHiddenChain({ states: ["a", "b", "c"], signs: ["x", "y"], ...parts }));
const anySeen = fc.array(fc.constantFrom("x", "y", undefined), { minLength: 1, maxLength: 5 });

describe("hidden chains", () => {
  it("give the published path, probabilities and likelihood (hmm.wiki)", () => {
    const { expected, tol } = check<{
      expected: { viterbi: number[]; viterbiProb: number; lik: number; posterior: number[][] };
      tol: number;
    }>("hmm.wiki");
    const chain = weather();
    const path = decodeHiddenStates(chain, ["walk", "shop", "clean"]);
    expect(path.path.map((state) => chain.states.indexOf(state))).toEqual(expected.viterbi);
    expect(Math.exp(path.logProbability)).toBeCloseTo(expected.viterbiProb, 12);
    const { logLikelihood, probabilities } = inferHiddenStates(chain, ["walk", "shop", "clean"]);
    expect(Math.exp(logLikelihood)).toBeCloseTo(expected.lik, 12);
    probabilities.flat().forEach((p, k) => {
      expect(Math.abs(p - expected.posterior.flat()[k]!)).toBeLessThan(tol);
    });
  });

  it("give what a sum over every way through the states gives, gaps and impossible signs included", () => {
    fc.assert(
      fc.property(anyChain, anySeen, (chain, seen) => {
        const ways = waysOf(chain, seen);
        const total = ways.reduce((sum, { p }) => sum + p, 0);
        if (total === 0) {
          expect(() => inferHiddenStates(chain, seen)).toThrow(/must be able to give the signs/);
          expect(() => decodeHiddenStates(chain, seen)).toThrow(/must be able to give the signs/);
          return;
        }
        const { logLikelihood, probabilities } = inferHiddenStates(chain, seen);
        expect(logLikelihood).toBeCloseTo(Math.log(total), 10);
        seen.forEach((_, t) => {
          chain.states.forEach((__, i) => {
            const p = ways.reduce((sum, way) => sum + (way.path[t] === i ? way.p : 0), 0) / total;
            expect(probabilities[t]![i]!).toBeCloseTo(p, 10);
          });
        });
        const { path, logProbability } = decodeHiddenStates(chain, seen);
        const most = Math.max(...ways.map(({ p }) => p));
        expect(logProbability).toBeCloseTo(Math.log(most), 10);
        const found = ways.find((way) => way.path.every((i, t) => chain.states[i] === path[t]));
        expect(found!.p).toBeCloseTo(most, 12);
      }),
    );
  });

  it("of ten thousand periods do not underflow", () => {
    const chain = weather();
    const seen = Array.from({ length: 10_000 }, (_, t) => chain.signs[t % 3]!);
    // The same in logarithms throughout.
    let row = chain.initial.map((p, i) => Math.log(p * chain.emissions[i]![0]!));
    const sum = (logs: readonly number[]): number => {
      const top = Math.max(...logs);
      return top + Math.log(logs.reduce((total, log) => total + Math.exp(log - top), 0));
    };
    for (let t = 1; t < seen.length; t++)
      row = chain.states.map(
        (_, j) =>
          Math.log(chain.emissions[j]![t % 3]!) +
          sum(row.map((log, i) => log + Math.log(chain.probabilities[i]![j]!))),
      );
    expect(inferHiddenStates(chain, seen).logLikelihood).toBeCloseTo(sum(row), 6);
    expect(decodeHiddenStates(chain, seen).path).toHaveLength(10_000);
  });

  it("are refused where they are none, by what is wrong", () => {
    const chain = weather();
    expect(() => createHiddenChain({ ...chain, emissions: [[0.5, 0.6, 0], chain.emissions[1]!] })).toThrow(
      "Cannot make a hidden chain: the emissions of rainy must sum to 1, got 1.1",
    );
    expect(() => createHiddenChain({ ...chain, initial: [1] })).toThrow(
      "initial must be 2 numbers from 0 to 1, got 1",
    );
    expect(() => createHiddenChain({ ...chain, signs: [] })).toThrow("one at least, got none");
    expect(() => createHiddenChain({ ...chain, emissions: [] })).toThrow("emissions must have 2 rows, got 0");
    expect(() => inferHiddenStates(chain, ["walk", "swim"])).toThrow(
      "Cannot infer hidden states: the sign of period 1 must be one of walk, shop, clean, got swim",
    );
    expect(() => decodeHiddenStates(chain, [])).toThrow("some period must be given, got none");
  });
});

describe("hidden chains fitted to panels", () => {
  const truth = createHiddenChain({
    states: ["close", "loose"],
    signs: ["often", "seldom", "silent"],
    initial: [0.6, 0.4],
    probabilities: [
      [0.9, 0.1],
      [0.15, 0.85],
    ],
    emissions: [
      [0.7, 0.25, 0.05],
      [0.05, 0.25, 0.7],
    ],
  });
  const drawn = () => {
    const random = createRandom("hidden");
    return Array.from({ length: 400 }, (_, c) => {
      let state = createCategorical(truth.initial)(random);
      return Array.from({ length: 24 }, (__, t) => {
        if (t > 0) state = createCategorical(truth.probabilities[state]!)(random);
        // Some months are not seen.
        const sign = truth.signs[createCategorical(truth.emissions[state]!)(random)]!;
        return (c + t) % 11 === 0 ? null : sign;
      });
    });
  };

  it("find the chain that the panel was drawn from, and tell it from one without hidden states", () => {
    const panel = panelOf(drawn(), truth.signs);
    const fit = fitHiddenChain(panel, { states: 2, seed: 7, starts: 4, tolerance: 1e-7 });
    expect(fit.converged).toBe(true);
    expect(fit.startsAtBest).toBeGreaterThanOrEqual(2);
    for (const [found, given] of [
      [fit.probabilities, truth.probabilities],
      [fit.emissions, truth.emissions],
    ] as const)
      found.flat().forEach((p, k) => {
        expect(Math.abs(p - given.flat()[k]!)).toBeLessThan(0.02);
      });
    // Signs drawn independently of the month before: what one state of them says.
    const shown = truth.signs.map((_, s) => panel.cells.filter((cell) => cell === s).length);
    const total = shown.reduce((sum, n) => sum + n, 0);
    const alone = shown.reduce((sum, n) => sum + n * Math.log(n / total), 0);
    expect(fit.bic).toBeLessThan(-2 * alone - 500);
    // The likelihood is that of its own numbers, customer by customer.
    const sum = drawn().reduce((log, row) => {
      const first = row.findIndex((sign) => sign !== null);
      const last = row.findLastIndex((sign) => sign !== null);
      const seen = row.slice(first, last + 1).map((sign) => sign ?? undefined);
      return log + inferHiddenStates(fit, seen).logLikelihood;
    }, 0);
    expect(fit.logLikelihood).toBeCloseTo(sum, 6);
  });

  it("do not depend on the order of the customers, and name the better state first", () => {
    const rows = drawn().slice(0, 40);
    const options = { states: 2, seed: "same", starts: 2, maxSteps: 30 } as const;
    const fit = fitHiddenChain(panelOf(rows, truth.signs), options);
    expect(fitHiddenChain(panelOf([...rows].reverse(), truth.signs), options)).toEqual(fit);
    expect(fit.emissions[0]![0]!).toBeGreaterThan(fit.emissions[1]![0]!);
    const turned = fitHiddenChain(panelOf(rows, truth.signs), { ...options, worth: [0, 1, 2] });
    expect(turned.emissions).toEqual([...fit.emissions].reverse());
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    expect(fit.converged).toBe(false);
    expect(fit.steps).toBe(30);
  });

  it("gain in every step, the prior counted", () => {
    const panel = panelOf(drawn().slice(0, 30), truth.signs);
    const at = (maxSteps: number): number =>
      fitHiddenChain(panel, { states: 2, seed: 1, starts: 1, prior: 0, tolerance: 1e-12, maxSteps })
        .logLikelihood;
    const path = [1, 2, 3, 5, 8, 13, 21].map(at);
    path.slice(1).forEach((log, k) => {
      expect(log).toBeGreaterThanOrEqual(path[k]! - 1e-9);
    });
  });

  it("refuse wrong options and panels without a second sign", () => {
    const panel = panelOf([["often", "silent"]], truth.signs);
    const fitting = (options: object) => () => fitHiddenChain(panel, { states: 2, seed: 1, ...options });
    expect(fitting({ states: 1 })).toThrow(
      "Cannot fit a hidden chain: states must be a whole number from 2, got 1",
    );
    expect(fitting({ starts: 0 })).toThrow("starts must be a whole number from 1, got 0");
    expect(fitting({ prior: -1 })).toThrow("prior must be a number from 0 up, got -1");
    expect(fitting({ tolerance: 0 })).toThrow("tolerance must be above 0, got 0");
    expect(fitting({ maxSteps: 0 })).toThrow("maxSteps must be a whole number from 1, got 0");
    expect(fitting({ worth: [1] })).toThrow("worth must be 3 numbers, got 1");
    expect(() => fitHiddenChain(panelOf([["often", null]], truth.signs), { states: 2, seed: 1 })).toThrow(
      "some customer must have signs in two periods, got none",
    );
  });
});
