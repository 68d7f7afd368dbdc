import {
  chooseContacts,
  estimateActionEffect,
  estimatePosterior,
  findInfluenceable,
  findPredictedMoves,
  planTiers,
  rankInfluence,
  type TransitionCounts,
} from "clientele/migration";
import { insightSchema } from "clientele/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { panelOf } from "./_panel.ts";

const states = ["gold", "silver", "quiet", "asleep", "rare"];
const countsOf = (counts: readonly (readonly number[])[]): TransitionCounts => ({
  states,
  counts,
  total: 0,
  entries: [],
  gaps: 0,
  periods: [],
});
const control = countsOf([
  [9000, 800, 150, 50, 0],
  [1000, 6000, 2500, 500, 0],
  [100, 900, 5000, 4000, 0],
  [10, 90, 400, 9500, 0],
  [20, 20, 30, 30, 50],
]);
const treated = countsOf([
  [9010, 790, 150, 50, 0],
  [2000, 6000, 1600, 400, 0],
  [50, 500, 4000, 5450, 0],
  [10, 90, 410, 9490, 0],
  [3, 2, 1, 1, 2],
]);
const asked = {
  action: "letter",
  rewards: [100, 40, 10, 0, 5],
  discountRate: 0.1,
  cost: 8,
  seed: 5,
  draws: 1000,
};
const effect = estimateActionEffect({ control, treated }, asked);
const panel = panelOf(
  ["asleep", "silver", "rare", "gold", "silver", "quiet", null].map((state) => [state]),
  states,
);

describe("what an action would change with a customer", () => {
  const table = rankInfluence(panel, { effect });

  it("is a class for each state, or not enough evidence with the numbers", () => {
    expect(table.byState.map(({ influence }) => influence)).toEqual([
      "sure-thing",
      "persuadable",
      "sleeping-dog",
      "lost-cause",
      "not-enough-evidence",
    ]);
    const allGood = rankInfluence(panel, { effect, good: states }).byState;
    expect(allGood[3]).toMatchObject({ influence: "sure-thing", goodAnyway: 1 });
    expect(() => rankInfluence(panel, { effect, good: ["x"] })).toThrow("good must be among gold");
    expect(table.byState[4]).toEqual({
      state: "rare",
      customers: 1,
      influence: "not-enough-evidence",
      evidence: { have: 9, need: 30 },
    });
    expect(table.byState[1]!.lowerBound).toBeGreaterThan(0);
    expect(table.byState[1]!.lowerBound).toBeLessThan(table.byState[1]!.gain!);
  });

  it("calls lost whom nothing keeps", () => {
    const falling = countsOf(control.counts.map((row, i) => (i === 2 ? [10, 90, 2000, 7900, 0] : row)));
    const rows = rankInfluence(panel, {
      effect: estimateActionEffect({ control: falling, treated: falling }, asked),
    }).byState;
    expect(rows[2]?.influence).toBe("lost-cause");
    expect(rows[0]?.influence).toBe("sure-thing");
  });

  it("says about how many moves would tell", () => {
    const few = countsOf(treated.counts.map((row) => row.map((n) => n / 200)));
    const thin = rankInfluence(panel, { effect: estimateActionEffect({ control, treated: few }, asked) });
    const silver = thin.byState[1]!;
    expect(silver.influence).toBe("not-enough-evidence");
    expect(silver.evidence!.have).toBe(50);
    expect(silver.evidence!.need).toBeGreaterThan(50);
  });

  it("ranks customers by the lower bound, equal ones by id, each once, whatever their order", () => {
    expect(Array.from(table.order, (c) => table.row(c).customerId).slice(0, 2)).toEqual(["c1", "c4"]);
    expect([...table].map(({ customerId }) => customerId)).toEqual(["c0", "c1", "c2", "c3", "c4", "c5"]);
    const ranked = Array.from(table.order, (c) => table.row(c));
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    ranked.slice(1).forEach(({ lowerBound }, k) => {
      expect(lowerBound!).toBeLessThanOrEqual(ranked[k]!.lowerBound!);
    });
    expect(table.get("c2")).not.toHaveProperty("rank");
    expect(table.get("c6")).toBeUndefined();
    expect(() => rankInfluence(panelOf([["x"]], ["x"]), { effect })).toThrow("states x, got gold");
  });

  it("has no gain and no rank where no state has moves enough", () => {
    const none = rankInfluence(panel, {
      effect: estimateActionEffect({ control, treated }, { ...asked, need: 1e6 }),
    });
    expect(none.order.length).toBe(0);
    expect(new Set(none.byState.map(({ influence }) => influence))).toEqual(new Set(["not-enough-evidence"]));
  });

  it("becomes insights of what happened, not of the day of the run", () => {
    const options = { asOf: "2026-04-02", periodTo: "2026-04-01" } as const;
    const found = findInfluenceable(table, options);
    expect(found.map(({ subjectId }) => subjectId)).toEqual(["c1", "c4"]);
    for (const insight of found) expect(insightSchema.safeParse(insight).error).toBeUndefined();
    expect(findInfluenceable(table, { ...options, asOf: "2026-04-09" }).map(({ id }) => id)).toEqual(
      found.map(({ id }) => id),
    );
    expect(findInfluenceable(table, { ...options, most: 1 }).length).toBe(1);
    expect(() => findInfluenceable(table, { ...options, most: 0 })).toThrow(
      "most must be a positive integer",
    );
    const moves = findPredictedMoves(panel, { asOf: "2026-04-02", chain: estimatePosterior(control) });
    for (const insight of moves) expect(insightSchema.safeParse(insight).error).toBeUndefined();
    expect(moves.map(({ subjectId, payload }) => `${subjectId} ${payload["direction"]}`)).toEqual([
      "c1 down",
      "c2 up",
      "c4 down",
      "c5 down",
    ]);
    expect(moves[0]!.payload["probability"]).toBeCloseTo(0.3, 3);
    expect(Number(moves[0]!.payload["lowerBound"])).toBeLessThan(0.3);
    expect(() =>
      findPredictedMoves(panel, { asOf: "2026-04-02", chain: control as never, threshold: 2 }),
    ).toThrow("threshold");
  });
});

describe("a choice of contacts within a budget", () => {
  /** The best of all choices. */
  const bestOf = (costs: number[], gains: number[][], budget: number): number =>
    gains[0]!
      .reduce<{ spent: number; gain: number }[]>(
        (ways, _, c) =>
          ways.flatMap(({ spent, gain }) => [
            { spent, gain },
            ...costs.map((cost, a) => ({ spent: spent + cost, gain: gain + gains[a]![c]! - cost })),
          ]),
        [{ spent: 0, gain: 0 }],
      )
      .reduce((best, { spent, gain }) => (spent <= budget ? Math.max(best, gain) : best), 0);

  it("is within the stated bound of the best of all, and the best where all cost the same (brute force)", () => {
    const gain = fc.integer({ min: -5, max: 30 });
    const costs = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        costs,
        fc.array(fc.array(gain, { minLength: 5, maxLength: 5 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 0, max: 40 }),
        (cost, rows, budget) => {
          const gains = cost.map((_, a) => rows[a]!);
          const customerIds = ["a", "b", "c", "d", "e"];
          const plan = chooseContacts(
            { customerIds, actions: cost.map((c, a) => ({ name: `x${a}`, cost: c, gains: gains[a]! })) },
            { budget },
          );
          const best = bestOf(cost, gains, budget);
          expect(plan.cost).toBeLessThanOrEqual(budget);
          expect(plan.gain).toBeCloseTo(
            plan.chosen.reduce((sum, { gain: g }) => sum + g, 0),
            9,
          );
          expect(plan.gain).toBeLessThanOrEqual(best + 1e-9);
          expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-9);
          if (new Set(cost).size === 1) expect(plan.gain).toBeCloseTo(best, 9);
          const more = chooseContacts(
            { customerIds, actions: cost.map((c, a) => ({ name: `x${a}`, cost: c, gains: gains[a]! })) },
            { budget: budget + 3 },
          );
          expect(more.bound).toBeGreaterThanOrEqual(plan.bound - 1e-9);
          expect(more.bound - plan.bound).toBeLessThanOrEqual(3 * plan.shadowPrice + 1e-9);
        },
      ),
    );
  });

  it("does not depend on the order of the customers, and leaves alone who is at the cap", () => {
    const offers = { customerIds: ["b", "a", "c"], actions: [{ name: "letter", cost: 2, gains: [5, 5, 9] }] };
    expect(chooseContacts(offers, { budget: 4 }).chosen.map(({ customerId }) => customerId)).toEqual([
      "a",
      "c",
    ]);
    const capped = chooseContacts(offers, { budget: 4, contacts: [0, 1, 2], cap: 2 });
    expect(capped.capped).toBe(1);
    expect(capped.chosen.map(({ customerId }) => customerId)).toEqual(["b", "a"]);
    expect(JSON.parse(JSON.stringify(capped))).toEqual(capped);
  });

  it("refuses columns and numbers that make no sense", () => {
    const offers = { customerIds: ["a"], actions: [{ name: "x", cost: 1, gains: [1] }] };
    expect(() => chooseContacts(offers, { budget: -1 })).toThrow("budget must be a number from 0 up");
    expect(() => chooseContacts(offers, { budget: 1, cap: 0 })).toThrow("cap must be a positive integer");
    expect(() => chooseContacts(offers, { budget: 1, contacts: [] })).toThrow("contacts must be 1");
    const of = (change: object) => ({ ...offers, actions: [{ ...offers.actions[0]!, ...change }] });
    expect(() => chooseContacts(of({ cost: -1 }), { budget: 1 })).toThrow("cost of x must be");
    expect(() => chooseContacts(of({ gains: [] }), { budget: 1 })).toThrow("gains of x must be 1");
    expect(() => chooseContacts(of({ gains: [Number.NaN] }), { budget: 1 })).toThrow(
      "gain of x on a must be",
    );
    expect(() => chooseContacts({ customerIds: ["a", "a"], actions: [] }, { budget: 1 })).toThrow(
      "must differ",
    );
  });
});

describe("a plan for the tiers", () => {
  const occupancy = [100, 300, 400, 500, 20];
  const planned = (budget: number) => {
    const plan = planTiers([effect], { occupancy, budget, seed: "plan", draws: 400 });
    if (plan.kind !== "planned") throw new Error("no plan");
    return plan;
  };

  it("acts where it pays, and says why not elsewhere", () => {
    const plan = planned(1e9);
    expect(plan.rows.map(({ state, action, reason }) => `${state} ${action} ${reason}`)).toEqual([
      "gold nothing does-not-pay",
      "silver letter pays",
      "quiet nothing does-not-pay",
      "asleep nothing does-not-pay",
      "rare nothing not-enough-evidence",
    ]);
    expect(plan.rows[4]?.why).toBe("not enough evidence: 9 moves with the action, 30 needed");
    expect(plan.shadowPrice).toBe(0);
    expect(plan.cost.now).toBe(300 * 8);
    expect(plan.gain).toBeGreaterThan(plan.interval[0]);
    expect(plan.gain).toBeLessThan(plan.interval[1]);
    expect(plan.probabilityPositive).toBeGreaterThan(0.95);
    expect(plan.regret.mean).toBeGreaterThanOrEqual(0);
    expect(plan.regret.quantiles[0]).toBeLessThanOrEqual(plan.regret.quantiles[2]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it("shares one state out where the budget ends, keeps customers, and gains no less with more", () => {
    const half = planned(planned(1e9).cost.discounted / 2);
    expect(half.rows.filter(({ state }) => state === "silver").length).toBe(2);
    expect(half.rows.reduce((sum, { customers }) => sum + customers, 0)).toBeCloseTo(1320, 9);
    expect(half.cost.discounted).toBeCloseTo(half.budget, 6);
    expect(half.shadowPrice).toBeGreaterThan(0);
    const gains = [0, 1000, 4000, 16_000, 64_000].map((budget) => planned(budget).gain);
    expect(gains[0]).toBeCloseTo(0, 9);
    expect([...gains].sort((a, b) => a - b)).toEqual(gains);
  });

  it("by the lower bound never has a lower one than by the mean, nor a higher mean", () => {
    for (const budget of [1000, 16_000, 1e9])
      for (const seed of [1, 2, 3]) {
        const by = (objective: "mean" | "lower-bound") => {
          const plan = planTiers([effect], { occupancy, budget, seed, draws: 300, objective });
          if (plan.kind !== "planned") throw new Error("no plan");
          return plan;
        };
        const [mean, bound] = [by("mean"), by("lower-bound")];
        expect(bound.interval[0]).toBeGreaterThanOrEqual(mean.interval[0]);
        expect(bound.gain).toBeLessThanOrEqual(mean.gain + 1e-9 * Math.abs(mean.gain));
        expect(bound.cost.discounted).toBeLessThanOrEqual(budget * (1 + 1e-9));
        expect(bound.interval[0]).toBeGreaterThanOrEqual(0); // nothing is a plan too
      }
  });

  it("by the lower bound leaves an action alone whose gain is expected but not sure", () => {
    const few = estimateActionEffect(
      {
        control,
        treated: countsOf([
          [0, 0, 0, 0, 0],
          [6, 24, 8, 2, 0],
          [0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0],
        ]),
      },
      { ...asked, prior: 0.1 },
    );
    const plan = (objective: "mean" | "lower-bound") =>
      planTiers([few], { occupancy, budget: 1e9, seed: 4, draws: 400, objective });
    const [mean, bound] = [plan("mean"), plan("lower-bound")];
    if (mean.kind !== "planned" || bound.kind !== "planned") throw new Error("no plan");
    expect(mean.rows[1]).toMatchObject({ state: "silver", action: "letter", reason: "pays" });
    expect(mean.interval[0]).toBeLessThan(0);
    expect(bound.rows[1]).toMatchObject({ state: "silver", action: "nothing", reason: "not-sure-enough" });
    expect(bound.rows[1]?.why).toMatch(
      /^a gain of \d+\.\d\d a customer is expected, but it is not sure enough/,
    );
    expect(bound.gain).toBe(0);
    expect(bound.interval).toEqual([0, 0]);
  });

  it("is not made without evidence, nor from effects that do not belong together", () => {
    const none = estimateActionEffect({ control, treated }, { ...asked, need: 1e6 });
    expect(planTiers([none], { occupancy, budget: 1, seed: 1 })).toEqual({
      kind: "insufficient",
      of: "actions with enough moves",
      have: 0,
      need: 1,
    });
    const other = estimateActionEffect({ control, treated }, { ...asked, action: "call", discountRate: 0.2 });
    expect(() => planTiers([effect, other], { occupancy, budget: 1, seed: 1 })).toThrow(
      "got others for call",
    );
    expect(() => planTiers([], { occupancy, budget: 1, seed: 1 })).toThrow("there must be an effect");
    expect(() => planTiers([effect], { occupancy, budget: 1, seed: 1, draws: 0 })).toThrow("draws must be");
    expect(() => planTiers([effect], { occupancy, budget: 1, seed: 1, probability: 1 })).toThrow(
      "probability must be",
    );
    const objective = "median" as "mean";
    expect(() => planTiers([effect], { occupancy, budget: 1, seed: 1, objective })).toThrow(
      "Cannot plan tiers: objective must be mean or lower-bound, got median",
    );
  });
});
