import { type Chain, createChain, estimateTransitionMatrix, valueStates } from "clientele/migration";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";

/** Pfeifer and Carraway's customer: buys with p_r after r periods of silence, and is given up after the last. */
function recencyChain(p: readonly number[]): Chain {
  const size = p.length + 1;
  const probabilities = p.map((buys, r) =>
    Array.from({ length: size }, (_, j) => (j === 0 ? buys : j === r + 1 ? 1 - buys : 0)),
  );
  probabilities.push(Array.from({ length: size }, (_, j) => (j === size - 1 ? 1 : 0)));
  return createChain({ states: lettersFor(probabilities), probabilities });
}
interface PfeiferCarraway {
  readonly input: { readonly p: number[]; readonly NC: number; readonly M: number; readonly d: number };
  readonly expected: number[];
}

describe("the lifetime value of a state", () => {
  const { input, expected } = check<PfeiferCarraway>("pc.infinite");
  const chain = recencyChain(input.p);
  // Whoever has just bought brings the margin; everyone but the lost is mailed.
  const rewards = chain.states.map((_, r) =>
    r === 0 ? input.NC - input.M : r < input.p.length ? -input.M : 0,
  );

  it("of Pfeifer and Carraway's customer, for ever and for five periods", () => {
    const forEver = valueStates(chain, { rewards, discountRate: input.d });
    forEver.values.forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i]!, 9);
    });
    const { expected: first } = check<{ expected: number[] }>("pc.h4");
    valueStates(chain, { rewards, discountRate: input.d, periods: 5 }).values.forEach((v, i) => {
      expect(v).toBeCloseTo(first[i]!, 9);
    });
  });

  it("of the telephone company's customer in the fifth year, rewards on moves included", () => {
    const tel = check<{ input: { P: number[][]; M: number[][]; revenue: number[] }; expected: number }>(
      "tel.year5",
    );
    const phone = createChain({ states: ["customer", "not"], probabilities: tel.input.P });
    const worth = (periods: number): number =>
      valueStates(phone, { rewards: tel.input.revenue, moveRewards: tel.input.M, discountRate: 0, periods })
        .values[0]!;
    expect(worth(6) - worth(5)).toBeCloseTo(tel.expected, 9);
  });

  it("of each of eight segments, from 18,417 customers, and of the whole base", () => {
    const { expected: counts } = check<{ expected: number[][] }>("crm.counts");
    const matrix = estimateTransitionMatrix({
      states: lettersFor(counts),
      counts,
      total: 0,
      entries: [],
      gaps: 0,
      periods: [],
    });
    const clv = check<{ expected: number[] }>("crm.clv").expected;
    // The yearly revenue of a state is what is left of its value without the discounted years that follow.
    const revenue = clv.map(
      (v, i) => v - matrix.probabilities[i]!.reduce((sum, p, j) => sum + p * clv[j]!, 0) / 1.1,
    );
    expect(revenue.map((r) => Math.round(r * 100) / 100 + 0)).toEqual([0, 0, 0, 0, 0, 323.57, 52.31, 79.17]);
    const found = valueStates(matrix, { rewards: revenue, discountRate: 0.1 });
    found.values.forEach((v, i) => {
      expect(v).toBeCloseTo(clv[i]!, 8);
    });
    // How far one customer may be from the mean: published by simulation.
    expect(found.spread[0]).toBeCloseTo(223.7, 0);
    expect(found.spread[5]).toBeCloseTo(740, 0);
    expect(found.spread[7]).toBeCloseTo(384.5, 0);
  });

  it.skipIf(!haveData)(
    "the discounted value of the base, 2,150,564 to the last unit (CLIENTELE_DATA)",
    () => {
      const rows = dataRows("data/markov/purchases_transition_counts_2014_2015.csv").map((row) =>
        row.map(Number),
      );
      const { input: now } = check<{ input: { n0: number[] } }>("crm.forecast2016");
      const matrix = estimateTransitionMatrix({
        states: lettersFor(rows),
        counts: rows,
        total: 0,
        entries: [],
        gaps: 0,
        periods: [],
      });
      const spent = new Map<string, number>();
      for (const [id = "", amount, date = ""] of dataRows("data/markov/purchases_18417.csv"))
        if (date.startsWith("2015")) spent.set(id, (spent.get(id) ?? 0) + Number(amount));
      const bySegment = matrix.states.map(() => ({ customers: 0, revenue: 0 }));
      for (const row of dataRows("data/markov/purchases_segment_panel_2006_2015.csv")) {
        const segment = bySegment[Number(row[10])]!;
        segment.customers++;
        segment.revenue += spent.get(row[0]!) ?? 0;
      }
      const rewards = bySegment.map(({ customers, revenue }) => (customers === 0 ? 0 : revenue / customers));
      const whole = (periods: number): number =>
        valueStates(matrix, { rewards, discountRate: 0.1, periods }).values.reduce(
          (sum, v, i) => sum + v * now.n0[i]!,
          0,
        );
      expect(Math.round(whole(11) - whole(1))).toBe(check<{ expected: number }>("crm.dbvalue").expected);
    },
  );

  it("solves V = r + γPV, rises with rewards, scales with money, and finite horizons approach the infinite one", () => {
    const numbers = fc.array(fc.integer({ min: -50, max: 100 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.05, 0.2, 1), (given, discountRate) => {
        const { values, discountFactor } = valueStates(chain, { rewards: given, discountRate });
        values.forEach((v, i) => {
          const next = chain.probabilities[i]!.reduce((sum, p, j) => sum + p * values[j]!, 0);
          expect(v).toBeCloseTo(given[i]! + discountFactor * next, 8);
        });
        const more = valueStates(chain, { rewards: given.map((r) => r + 1), discountRate }).values;
        expect(more.every((v, i) => v > values[i]!)).toBe(true);
        const scaled = valueStates(chain, { rewards: given.map((r) => 4 * r), discountRate });
        expect(scaled.values).toEqual(values.map((v) => 4 * v));
        const far = valueStates(chain, { rewards: given, discountRate, periods: 800 });
        far.values.forEach((v, i) => {
          expect(v).toBeCloseTo(values[i]!, 7);
        });
      }),
    );
  });

  it("the spread of a customer is that of all ways of a short horizon (brute force)", () => {
    const short = createChain({
      states: ["a", "b"],
      probabilities: [
        [0.75, 0.25],
        [0.5, 0.5],
      ],
    });
    const options = {
      rewards: [10, -4],
      moveRewards: [
        [0, 3],
        [-2, 1],
      ],
      discountRate: 0.25,
    };
    const periods = 4;
    const ways = (state: number, left: number, weight: number): { p: number; sum: number }[] =>
      left === 0
        ? [{ p: 1, sum: 0 }]
        : [0, 1].flatMap((to) =>
            ways(to, left - 1, weight * 0.8).map(({ p, sum }) => ({
              p: p * short.probabilities[state]![to]!,
              sum: sum + weight * (options.rewards[state]! + 0.8 * options.moveRewards[state]![to]!),
            })),
          );
    const found = valueStates(short, { ...options, periods });
    [0, 1].forEach((state) => {
      const all = ways(state, periods, 1);
      const mean = all.reduce((total, { p, sum }) => total + p * sum, 0);
      const square = all.reduce((total, { p, sum }) => total + p * sum * sum, 0);
      expect(found.values[state]).toBeCloseTo(mean, 10);
      expect(found.spread[state]).toBeCloseTo(Math.sqrt(square - mean * mean), 10);
    });
  });

  it("counts the rewards of a period at its start, middle or end", () => {
    const of = (timing: "start" | "middle" | "end"): number =>
      valueStates(chain, { rewards, discountRate: 0.21, timing }).values[0]!;
    expect(of("middle") / of("start")).toBeCloseTo(1 / 1.1, 12);
    expect(of("end") / of("start")).toBeCloseTo(1 / 1.21, 12);
  });

  it("refuses what it cannot value, naming the state", () => {
    const call = (options: object) => () => valueStates(chain, { rewards, discountRate: 0.1, ...options });
    expect(call({ rewards: [1] })).toThrow("rewards must be 5 numbers, got 1");
    expect(call({ rewards: [1, 2, Number.NaN, 4, 5] })).toThrow(
      "the reward of c must be a finite number, got NaN",
    );
    expect(call({ moveRewards: [[1]] })).toThrow("moveRewards must be 5 × 5 numbers");
    expect(
      call({ moveRewards: chain.probabilities.map((row) => row.map((_, j) => (j === 1 ? 1 / 0 : 0))) }),
    ).toThrow("the reward of a → b must be a finite number, got Infinity");
    expect(call({ discountRate: 0 })).toThrow(
      "discountRate must be above 0 where the horizon is infinite, got 0",
    );
    expect(call({ discountRate: -0.1 })).toThrow("discountRate must be a number from 0 up");
    expect(call({ periods: 0 })).toThrow("periods must be a positive integer");
    expect(call({ timing: "noon" })).toThrow("timing must be start, middle or end, got noon");
  });
});
