import {
  createChain,
  type DecisionProcess,
  findLongRun,
  planHorizon,
  planPolicy,
  planUnderBudget,
  valuePolicy,
} from "clientele/migration";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "./_golden.ts";

const discountOf = (factor: number): number => 1 / factor - 1;
/** Of actions as toolboxes have them: a matrix and what it brings in each state. */
const fromRewards = (
  matrices: readonly number[][][],
  rewards: readonly number[][],
  factor: number,
): DecisionProcess => ({
  states: rewards.map((_, i) => `s${i}`),
  actions: matrices.map((probabilities, a) => ({
    name: `a${a}`,
    probabilities,
    cost: 0,
    rewards: rewards.map((row) => row[a]!),
  })),
  rewards: rewards.map(() => 0),
  discountRate: discountOf(factor),
});
const near = (found: readonly number[], expected: readonly number[], digits = 7): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((v, i) => {
    expect(v).toBeCloseTo(expected[i]!, digits);
  });
};

interface Constrained {
  readonly input: {
    readonly P: number[][][];
    readonly revenue: number[];
    readonly cost: number[];
    readonly beta: number;
    readonly mu0: number[];
  };
  readonly expected: number[];
}
const constrained = check<Constrained>("cmdp.budget");
const tiers: DecisionProcess = {
  states: ["A", "B", "C", "lost"],
  actions: ["nothing", "letter", "visit"].map((name, a) => ({
    name,
    cost: constrained.input.cost[a]!,
    probabilities: constrained.input.P[a]!,
  })),
  rewards: constrained.input.revenue,
  discountRate: discountOf(constrained.input.beta),
};
const start = constrained.input.mu0;

/** All policies of a process. */
function policiesOf({ states, actions }: DecisionProcess): string[][] {
  return states.reduce<string[][]>(
    (ways, _, i) =>
      ways.flatMap((way) =>
        actions.filter(({ possible }) => possible?.[i] ?? true).map(({ name }) => [...way, name]),
      ),
    [[]],
  );
}

describe("the best policy", () => {
  it("of Puterman's example, one of whose actions is impossible", () => {
    const matrices = [
      [
        [0.5, 0.5],
        [0, 1],
      ],
      [
        [0, 1],
        [0, 1],
      ],
    ];
    const process = fromRewards(
      matrices,
      [
        [5, 10],
        [-1, 0],
      ],
      0.95,
    );
    const possible = [true, false];
    const actions = process.actions.map((action, a) => (a === 1 ? { ...action, possible } : action));
    const found = planPolicy({ ...process, actions });
    near(found.values, check<{ expected: number[] }>("mdp.puterman").expected, 9);
    expect(found.policy).toEqual(["a0", "a0"]);
  });

  it("of the small example of the toolboxes", () => {
    const { input, expected } = check<{ input: { P: number[][][]; R: number[][] }; expected: number[] }>(
      "mdp.small",
    );
    const found = planPolicy(fromRewards(input.P, input.R, 0.9));
    near(found.values, expected, 9);
    expect(found.policy).toEqual(["a1", "a0"]);
  });

  it("of the forest, cut or left to grow", () => {
    const wait = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j) => (j === 0 ? 0.1 : j === Math.min(2, i + 1) ? 0.9 : 0)),
    );
    const cut = [0, 1, 2].map(() => [1, 0, 0]);
    const { expected } = check<{ expected: number[][] }>("mdp.forest");
    [0.9, 0.96].forEach((factor, k) => {
      const process = fromRewards(
        [wait, cut],
        [
          [0, 0],
          [0, 1],
          [4, 2],
        ],
        factor,
      );
      const found = planPolicy(process);
      near(found.values, expected[k]!, 9);
      expect(found.policy).toEqual(["a0", "a0", "a0"]);
      // Three periods by hand: the last brings the reward alone, each one before waits or cuts.
      const horizon = planHorizon(process, { periods: 3 });
      expect(horizon.policies[2]).toEqual(["a0", "a1", "a0"]);
      near(horizon.values[2]!, [0, 1, 4], 12);
      near(horizon.values[1]!, [0.9 * factor, Math.max(factor * 0.9 * 4, 1), 4 + factor * 0.9 * 4], 12);
    });
  });

  it("gives up Pfeifer and Carraway's customer after the third silence, since a fourth mailing costs more than it brings", () => {
    const p = [0.3, 0.2, 0.15, 0.05];
    const mail = [0, 1, 2, 3, 4].map((r) =>
      [0, 1, 2, 3, 4].map((j) => (r === 4 ? Number(j === 4) : j === 0 ? p[r]! : j === r + 1 ? 1 - p[r]! : 0)),
    );
    const drop = mail.map(() => [0, 0, 0, 0, 1]);
    const states = ["r1", "r2", "r3", "r4", "given up"];
    const found = planPolicy({
      states,
      actions: [
        { name: "drop", cost: 0, probabilities: drop },
        { name: "mail", cost: 4, probabilities: mail },
      ],
      rewards: [40, 0, 0, 0, 0],
      discountRate: 0.2,
    });
    expect(found.policy).toEqual(["mail", "mail", "mail", "drop", "drop"]);
    expect(found.values[0]).toBeCloseTo(53.1494253, 6);
  });

  it("is worth at least as much as every other policy, in every state (all 81)", () => {
    const best = planPolicy(tiers);
    for (const policy of policiesOf(tiers))
      valuePolicy(tiers, { policy }).values.forEach((v, i) => {
        expect(v).toBeLessThanOrEqual(best.values[i]! + 1e-9);
      });
    near(valuePolicy(tiers, { policy: best.policy }).values, best.values, 10);
  });

  it("takes the cheapest of equally good actions, then the first", () => {
    const same = { name: "same", cost: 0, probabilities: tiers.actions[0]!.probabilities };
    const dearer = { ...same, name: "dearer", cost: 1, rewards: tiers.rewards.map((r) => r + 1) };
    expect(planPolicy({ ...tiers, actions: [dearer, same] }).policy).toEqual([
      "same",
      "same",
      "same",
      "same",
    ]);
    expect(planPolicy({ ...tiers, actions: [same, { ...same, name: "twin" }] }).policy).toEqual(
      Array(4).fill("same"),
    );
    expect(planHorizon({ ...tiers, actions: [dearer, same] }, { periods: 1 }).policies[0]).toEqual(
      Array(4).fill("same"),
    );
  });

  it("of a long horizon is that of no horizon, and final values carry on from where they were", () => {
    const best = planPolicy(tiers);
    const long = planHorizon(tiers, { periods: 400 });
    near(long.values[0]!, best.values, 8);
    expect(long.policies[0]).toEqual(best.policy);
    near(planHorizon(tiers, { periods: 5, finalValues: best.values }).values[0]!, best.values, 9);
  });

  it("relabelling states permutes it, and it scales with money", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.constantFrom(2, 8, 0.5),
        (order, k) => {
          const best = planPolicy(tiers);
          const moved = planPolicy({
            ...tiers,
            states: order.map((i) => tiers.states[i]!),
            rewards: order.map((i) => tiers.rewards[i]!),
            actions: tiers.actions.map((action) => ({
              ...action,
              probabilities: order.map((i) => order.map((j) => action.probabilities[i]![j]!)),
            })),
          });
          expect(moved.policy).toEqual(order.map((i) => best.policy[i]));
          near(
            moved.values,
            order.map((i) => best.values[i]!),
            9,
          );
          const scaled = planPolicy({
            ...tiers,
            rewards: tiers.rewards.map((r) => k * r),
            actions: tiers.actions.map((action) => ({ ...action, cost: k * Number(action.cost) })),
          });
          expect(scaled.policy).toEqual(best.policy);
          near(
            scaled.values,
            best.values.map((v) => k * v),
            9,
          );
        },
      ),
    );
  });
});

describe("the best policy within a budget", () => {
  const planned = (budget: number, from = start) => {
    const plan = planUnderBudget(tiers, { budget, start: from });
    if (plan.kind !== "planned") throw new Error("no plan");
    return plan;
  };

  it("of four tiers is that of the linear program, with its shadow prices", () => {
    const budgets = [1e9, 10, 5, 2, 0];
    const prices = [0, 3.7726642236, 3.7726642236, 4.4257019117, 4.4257019117];
    budgets.forEach((budget, k) => {
      const plan = planned(budget);
      expect(plan.value).toBeCloseTo(constrained.expected[k]!, 9);
      expect(plan.shadowPrice).toBeCloseTo(prices[k]!, 8);
      expect(plan.cost).toBeCloseTo(Math.min(budget, plan.cost), 12);
    });
    const shared = planned(10).policy.filter(({ actions }) => actions.length > 1);
    expect(shared.map(({ state }) => state)).toEqual(["C"]);
    const shares = shared[0]!.actions.map(({ share }) => Math.round(share * 100)).sort();
    expect(shares).toEqual([29, 71]);
  });

  it("is worth what it says: the shared state as one chain", () => {
    for (const budget of [1, 3.3, 10, 40]) {
      const plan = planned(budget);
      const rowOf = (of: (a: number, i: number) => number, i: number): number =>
        plan.policy[i]!.actions.reduce(
          (sum, { action, share }) =>
            sum +
            share *
              of(
                tiers.actions.findIndex(({ name }) => name === action),
                i,
              ),
          0,
        );
      const cost = tiers.states.map((_, i) => rowOf((a) => constrained.input.cost[a]!, i));
      const mixed: DecisionProcess = {
        ...tiers,
        actions: [
          {
            name: "plan",
            cost,
            probabilities: createChain({
              states: tiers.states,
              probabilities: tiers.states.map((_, i) =>
                tiers.states.map((_, j) => rowOf((a) => constrained.input.P[a]![i]![j]!, i)),
              ),
            }).probabilities,
          },
        ],
      };
      const found = valuePolicy(mixed, { policy: Array(4).fill("plan") });
      const weigh = (values: readonly number[]) => values.reduce((sum, v, i) => sum + v * start[i]!, 0);
      expect(weigh(found.values)).toBeCloseTo(plan.value, 9);
      expect(weigh(found.costs)).toBeCloseTo(budget, 9);
    }
  });

  it("more budget never lowers the value, each unit adds less, one state at most is shared", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 }),
        (budget, step, customers) => {
          fc.pre(customers.some((n) => n > 0));
          const plans = [budget, budget + step, budget + 2 * step].map((b) => planned(b, customers));
          const [a, b, c] = plans.map(({ value }) => value) as [number, number, number];
          expect(b - a).toBeGreaterThanOrEqual(-1e-8);
          expect(c - b).toBeLessThanOrEqual(b - a + 1e-8 * Math.abs(c));
          expect(b - a).toBeLessThanOrEqual(plans[0]!.shadowPrice * step + 1e-8 * Math.abs(b));
          for (const { policy, cost, budget: have } of plans) {
            expect(policy.filter(({ actions }) => actions.length > 1).length).toBeLessThanOrEqual(1);
            expect(cost).toBeLessThanOrEqual(have * (1 + 1e-9) + 1e-9);
            for (const { actions } of policy)
              expect(actions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("no mixture of two of all 81 policies is better", () => {
    const corners = policiesOf(tiers).map((policy) => {
      const { values, costs } = valuePolicy(tiers, { policy });
      return {
        cost: costs.reduce((sum, c, i) => sum + c * start[i]!, 0),
        value: values.reduce((sum, v, i) => sum + v * start[i]!, 0),
      };
    });
    for (const budget of [0, 4, 17, 50, 70, 100]) {
      let best = Number.NEGATIVE_INFINITY;
      for (const a of corners)
        for (const b of corners) {
          if (a.cost > budget) continue;
          const share = b.cost <= budget ? 0 : (b.cost - budget) / (b.cost - a.cost);
          best = Math.max(best, share * a.value + (1 - share) * b.value);
        }
      expect(planned(budget).value).toBeCloseTo(best, 9);
    }
  });

  it("says what the cheapest policy needs where the budget is less", () => {
    const dear = { ...tiers, actions: tiers.actions.slice(1) };
    const plan = planUnderBudget(dear, { budget: 1, start });
    expect(plan.kind).toBe("insufficient");
    expect(plan.kind === "insufficient" && plan.need).toBeCloseTo(
      30,
      9, // 3 a period for ever at a factor of 0.9, whoever it is
    );
    const least = planUnderBudget(dear, { budget: 30.001, start });
    expect(least.kind).toBe("planned");
  });

  it("survives a round trip through JSON", () => {
    for (const result of [planPolicy(tiers), planHorizon(tiers, { periods: 3 }), planned(7)])
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe("plans refuse", () => {
  it.each([
    [{ actions: [] }, "there must be an action, got none"],
    [{ rewards: [1] }, "rewards must be 4, one for each state, got 1"],
    [{ rewards: [1, 2, 3, Number.NaN] }, "rewards must be finite numbers, in lost too, got NaN"],
    [{ discountRate: 0 }, "discountRate must be above 0 where there is no last period, got 0"],
    [{ discountRate: -1 }, "discountRate must be a number from 0 up, got -1"],
    [{ actions: [{ ...tiers.actions[0]!, cost: -1 }] }, "costs of nothing must be from 0 up, got -1"],
    [{ actions: [tiers.actions[0]!, tiers.actions[0]!] }, "actions must differ in name"],
    [
      { actions: [{ ...tiers.actions[0]!, possible: [true, false, true, true] }] },
      "some action must be possible in every state, got none in B",
    ],
    [{ actions: [{ ...tiers.actions[0]!, rewards: [1] }] }, "rewards of nothing must be 4"],
  ])("%j", (change, message) => {
    expect(() => planPolicy({ ...tiers, ...change })).toThrow(message);
  });

  it("a budget, customers, a horizon or a policy that make no sense", () => {
    expect(() => planUnderBudget(tiers, { budget: -1, start })).toThrow("budget must be a number from 0 up");
    expect(() => planUnderBudget(tiers, { budget: 1, start: [1] })).toThrow("start must be 4 numbers");
    expect(() => planUnderBudget(tiers, { budget: 1, start: [1, -1, 0, 0] })).toThrow("start of B must be");
    expect(() => planUnderBudget(tiers, { budget: 1, start: [0, 0, 0, 0] })).toThrow(
      "there must be a customer",
    );
    expect(() => planHorizon(tiers, { periods: 0 })).toThrow("periods must be a positive integer, got 0");
    expect(() => planHorizon(tiers, { periods: 1, finalValues: [1] })).toThrow("finalValues must be 4");
    expect(() => valuePolicy(tiers, { policy: ["letter"] })).toThrow("the policy must name 4 actions");
    expect(() => valuePolicy(tiers, { policy: Array(4).fill("call") })).toThrow("possible in A, got call");
  });
});

describe("a bonus–malus scale", () => {
  it("settles at the published shares and mean premium", () => {
    const { input, expected } = check<{ input: { lambda: number; coef: number[] }; expected: number[] }>(
      "bm",
    );
    const none = Math.exp(-input.lambda);
    const one = none * input.lambda;
    // A year without a claim leads one class down, one claim two up, more to the top.
    const probabilities = input.coef.map((_, i) => {
      const row = input.coef.map(() => 0);
      row[Math.max(0, i - 1)]! += none;
      row[Math.min(4, i + 2)]! += one;
      row[4]! += 1 - none - one;
      return row;
    });
    const chain = createChain({ states: ["1", "2", "3", "4", "5"], probabilities });
    const shares = findLongRun(chain, [1, 0, 0, 0, 0]);
    near(shares, expected.slice(0, 5), 11);
    expect(shares.reduce((sum, share, i) => sum + share * input.coef[i]!, 0)).toBeCloseTo(expected[5]!, 11);
  });
});
