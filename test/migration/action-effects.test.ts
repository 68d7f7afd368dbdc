import {
  clusteredErrors,
  countByAction,
  countTransitions,
  createChain,
  type Exposure,
  estimateActionEffect,
  estimatePosterior,
  estimateStateValues,
  type TransitionCounts,
  testHomogeneity,
  valueStates,
} from "clientele/migration";
import { createStatePanel, NO_STATE } from "clientele/orders";
import { createRandom } from "clientele/stats";
import { generatePromotion } from "clientele/synthetic";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRows, haveData } from "../orders/real-data.ts";
import { check, lettersFor } from "./_golden.ts";
import { panelOf } from "./_panel.ts";

const countsOf = (counts: readonly (readonly number[])[], states = lettersFor(counts)): TransitionCounts => ({
  states,
  counts,
  total: 0,
  entries: [],
  gaps: 0,
  periods: [],
});
const estimated = (...[pair, options]: Parameters<typeof estimateActionEffect>) => {
  const effect = estimateActionEffect(pair, options);
  if (effect.kind !== "estimated") throw new Error("no effect");
  const rows = effect.rows.map((row) => {
    if (row.kind !== "estimated") throw new Error(`no effect for ${row.from}`);
    return row;
  });
  return { ...effect, rows };
};

describe("the effect of an action", () => {
  it("is more buyers with the published probability: 45 of 200 beside 30 of 200", () => {
    const { input, expected } = check<{ input: { a: number[]; b: number[] }; expected: number }>("ab.prob");
    const arm = ([bought = 0, of = 0]: number[]) =>
      countsOf(
        [
          [bought, of - bought],
          [40, 40],
        ],
        ["buys", "not"],
      );
    const { rows } = estimated(
      { control: arm(input.a), treated: arm(input.b) },
      { action: "B", prior: 1, rewards: [1, 0], discountRate: 0.1, seed: 1 },
    );
    expect(rows[0]?.probabilityHigher[0]).toBeCloseTo(expected, 12);
    expect(rows[0]?.probabilityHigher[1]).toBeCloseTo(1 - expected, 12);
    expect(rows[0]?.difference[0]).toBeCloseTo(0.0742574257, 10);
    expect(rows[0]?.standardDeviation[0]).toBeCloseTo(
      Math.sqrt(((31 / 202) * (171 / 202)) / 203 + ((46 / 202) * (156 / 202)) / 203),
      12,
    );
    expect(rows[1]?.probabilityHigher[0]).toBeCloseTo(0.5, 12);
  });

  describe.skipIf(!haveData)("between Kullback's two samples (CLIENTELE_DATA)", () => {
    const sample = (k: 1 | 2): TransitionCounts =>
      countsOf(dataRows(`data/markov/markovchain_kullback_${k}.csv`).map((row) => row.slice(-6).map(Number)));
    const rewards = [6, 5, 4, 3, 2, 1];
    const discountRate = 1 / 0.9 - 1;
    const options = {
      action: "second",
      rewards,
      discountRate,
      seed: 3,
      draws: 4000,
      need: 1,
      support: "all",
      prior: 1,
    } as const;
    const pair = () => ({ control: sample(1), treated: sample(2) });

    it("row by row is the published likelihood ratio, adjusted for six tests", () => {
      const { rows } = estimated(pair(), options);
      const { expected } = check<{ expected: number[] }>("promo.homog.rows");
      rows.forEach(({ likelihoodRatio }, i) => {
        expect(likelihoodRatio.statistic).toBeCloseTo(expected[i]!, 9);
        expect(likelihoodRatio.df).toBe([5, 5, 5, 4, 5, 5][i]);
      });
      const tested = testHomogeneity([sample(1), sample(2)]);
      if (tested.kind !== "tested") throw new Error("not tested");
      rows.forEach(({ adjustedP, changed }, i) => {
        expect(adjustedP).toBeCloseTo(tested.rows[i]!.adjustedP, 12);
        expect(changed).toBe(tested.rows[i]!.adjustedP <= 0.05);
      });
      expect(rows.filter(({ changed }) => changed).length).toBe(5 - Number(!rows[0]!.changed));
    });

    it("in value, with its deviation and the probability of a gain", () => {
      const { expected } = check<{ expected: { dV: number[]; sd: number[]; pPos: number[] } }>("promo.dV");
      const { rows } = estimated(pair(), options);
      const errors = [sample(1), sample(2)].map(
        (counts) =>
          estimateStateValues(estimatePosterior(counts, { support: "all" }), { rewards, discountRate })
            .standardDeviation,
      );
      rows.forEach(({ always }, i) => {
        expect(always.estimate).toBeCloseTo(expected.dV[i]!, 7);
        expect(Math.hypot(errors[0]![i]!, errors[1]![i]!)).toBeCloseTo(expected.sd[i]!, 7);
        expect(Math.abs(always.standardDeviation / expected.sd[i]! - 1)).toBeLessThan(0.06);
        expect(Math.abs(always.probabilityPositive - expected.pPos[i]!)).toBeLessThan(0.012);
      });
    });
  });

  const control = countsOf([
    [300, 80, 20],
    [60, 300, 140],
    [10, 60, 430],
  ]);
  const better = countsOf([
    [310, 70, 20],
    [140, 280, 80],
    [10, 65, 425],
  ]);
  const asked = { action: "visit", rewards: [50, 20, 2], discountRate: 0.1, seed: "v", draws: 1500 };

  it("is found where it is, and not where it is not", () => {
    const { rows, priorMoves } = estimated({ control, treated: better }, { ...asked, cost: 5 });
    expect(rows.map(({ changed }) => changed)).toEqual([false, true, false]);
    expect(rows[1]!.once.probabilityPositive).toBeGreaterThan(0.99);
    expect(rows[1]!.once.expectedLoss.acting).toBeLessThan(rows[1]!.once.expectedLoss.refraining);
    expect(rows[2]!.once.probabilityPositive).toBeLessThan(0.5);
    for (const { once, difference } of rows) {
      expect(once.lowerBound).toBeGreaterThan(once.interval[0]);
      expect(once.estimate).toBeGreaterThan(once.lowerBound);
      expect(once.expectedLoss.refraining - once.expectedLoss.acting).toBeCloseTo(once.estimate, 0);
      expect(difference.reduce((sum, d) => sum + d, 0)).toBeCloseTo(0, 12);
    }
    // A row that is changed leans less on the control than one that is not, and none by more than its own moves.
    expect(priorMoves![1]).toBeLessThan(priorMoves![0]! / 2);
    expect(priorMoves!.every((n, i) => n > 0 && n <= [400, 500, 500][i]! * (1 + 1e-6))).toBe(true);
  });

  it("leans towards none: the fewer moves, the more", () => {
    const part = (k: number) => countsOf(better.counts.map((row) => row.map((n) => n / k)));
    const gain = (treated: TransitionCounts, prior: "control" | number) =>
      estimated({ control, treated }, { ...asked, prior }).rows[1]!.difference[0]!;
    expect(gain(better, "control")).toBeLessThan(gain(better, 0.01));
    expect(gain(part(10), "control")).toBeLessThan(gain(better, "control"));
    expect(gain(control, "control")).toBeCloseTo(0, 2);
  });

  it("scales with money and permutes with the states", () => {
    const found = estimated({ control, treated: better }, { ...asked, cost: 4 });
    const dear = estimated(
      { control, treated: better },
      { ...asked, cost: 16, rewards: asked.rewards.map((r) => 4 * r) },
    );
    const order = [2, 0, 1];
    const turn = (counts: TransitionCounts) =>
      countsOf(
        order.map((i) => order.map((j) => counts.counts[i]![j]!)),
        order.map((i) => counts.states[i]!),
      );
    const moved = estimated(
      { control: turn(control), treated: turn(better) },
      { ...asked, cost: 4, rewards: order.map((i) => asked.rewards[i]!) },
    );
    found.rows.forEach((row, i) => {
      expect(dear.rows[i]!.once.interval[0]).toBeCloseTo(4 * row.once.interval[0], 8);
      expect(dear.rows[i]!.always.estimate).toBeCloseTo(4 * row.always.estimate, 8);
      const same = moved.rows[order.indexOf(i)]!;
      expect(same.once.estimate).toBeCloseTo(row.once.estimate, 6);
      expect(same.adjustedP).toBeCloseTo(row.adjustedP, 12);
      expect(same.probabilityHigher[order.indexOf(0)]).toBeCloseTo(row.probabilityHigher[0]!, 6);
    });
    const { rows: _, ...rest } = found;
    expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
  });

  it("is not told of states with too few moves, nor at all where there are none", () => {
    const few = countsOf([
      [3, 1, 0],
      [0, 40, 9],
      [0, 0, 31],
    ]);
    const effect = estimateActionEffect({ control, treated: few }, asked);
    expect(effect.kind).toBe("estimated");
    expect(effect.rows[0]).toEqual({
      kind: "insufficient",
      from: "a",
      of: "moves with the action",
      have: 4,
      need: 30,
    });
    expect(estimateActionEffect({ control: few, treated: control }, asked).rows[0]).toMatchObject({
      of: "moves without it",
      have: 4,
    });
    expect(estimateActionEffect({ control, treated: few }, { ...asked, need: 1000 })).toMatchObject({
      kind: "insufficient",
      of: "states with enough moves",
      have: 0,
      need: 1,
    });
  });

  it.each([
    [{ rewards: [1] }, "rewards must be 3 numbers, got 1"],
    [{ rewards: [1, Number.NaN, 1] }, "the reward of b must be a finite number"],
    [{ discountRate: 0 }, "discountRate must be a number above 0"],
    [{ cost: -1 }, "cost must be a number from 0 up"],
    [{ draws: 1 }, "draws must be an integer from 2 up"],
    [{ need: 0 }, "need must be a number from 1 up"],
    [{ prior: 0 }, 'prior must be "control" or a positive number'],
    [{ probability: 0.5 }, "probability must be above 0.5"],
    [{ falseDiscoveries: 1 }, "falseDiscoveries must be between 0 and 1"],
  ])("refuses %j", (change, message) => {
    expect(() => estimateActionEffect({ control, treated: better }, { ...asked, ...change })).toThrow(
      message,
    );
  });
  it("refuses arms of other states", () => {
    const other = countsOf(better.counts, ["x", "y", "z"]);
    expect(() => estimateActionEffect({ control, treated: other }, asked)).toThrow("got x, y, z");
  });
});

describe("the effect of generated promotions", () => {
  it("is within its interval about as often as it says, where there is one and where there is none", () => {
    const chain = createChain({
      states: ["A", "B", "inactive"],
      probabilities: [
        [0.6, 0.2, 0.2],
        [0.2, 0.4, 0.4],
        [0.05, 0.15, 0.8],
      ],
    });
    const treated = [[0.6, 0.2, 0.2], [0.35, 0.4, 0.25], chain.probabilities[2]!];
    const options = { rewards: [100, 30, 0], discountRate: 0.05 };
    const { values } = valueStates(chain, options);
    const truth = [0, (0.15 * (values[0]! - values[2]!)) / 1.05, 0];
    let held = 0;
    let sum = 0;
    const runs = 60;
    for (let seed = 0; seed < runs; seed++) {
      const { panel, exposures } = generatePromotion(chain, {
        seed,
        action: "letter",
        asOf: "2026-10-01",
        occupancy: [300, 300, 600],
        treated,
      });
      const arms = countByAction(panel, { exposures });
      if (arms.kind !== "counted") throw new Error("no overlap");
      const { rows } = estimated(
        { control: arms.control.counts, treated: arms.actions[0]!.counts },
        { ...options, action: "letter", seed, draws: 200 },
      );
      rows.forEach(({ once }, i) => {
        if (once.interval[0] <= truth[i]! && truth[i]! <= once.interval[1]) held++;
      });
      sum += rows[1]!.once.estimate;
    }
    expect(held / (3 * runs)).toBeGreaterThan(0.9);
    // Believed to change little until its moves say otherwise: on average from below.
    expect(sum / runs / truth[1]!).toBeGreaterThan(0.75);
    expect(sum / runs / truth[1]!).toBeLessThan(1.05);
  });

  it("refuse what does not fit the chain", () => {
    const chain = createChain({ states: ["A"], probabilities: [[1]] });
    const options = { seed: 1, action: "x", asOf: "2026-10-01", occupancy: [3], treated: [[1]] } as const;
    expect(generatePromotion(chain, { ...options, share: 0 }).exposures).toEqual([]);
    expect(() => generatePromotion(chain, { ...options, occupancy: [1.5] })).toThrow(
      "occupancy must be 1 integers",
    );
    expect(() => generatePromotion(chain, { ...options, treated: [] })).toThrow("treated must be 1 rows");
    expect(() => generatePromotion(chain, { ...options, share: 2 })).toThrow("share must be from 0 to 1");
  });
});

describe("moves by what was done", () => {
  const panel = panelOf(
    [
      ["a", "b", "a", "a"],
      ["b", "b", "b", "a"],
      ["a", null, "b", "b"],
      ["b", "a", "a", "b"],
    ],
    ["a", "b"],
  );
  const on = (p: number) => panel.periods[p]!.from;
  const exposures: readonly Exposure[] = [
    { customerId: "c0", exposedOn: on(1), action: "letter" },
    { customerId: "c0", exposedOn: on(1), action: "letter" },
    { customerId: "c1", exposedOn: on(3), action: "letter" },
    { customerId: "c3", exposedOn: on(2), action: "letter" },
    { customerId: "c3", exposedOn: on(2), action: "visit" },
    { customerId: "nobody", exposedOn: on(2), action: "letter" },
    { customerId: "c1", exposedOn: on(0), action: "letter" },
  ];
  const counted = (...args: Parameters<typeof countByAction>) => {
    const found = countByAction(...args);
    if (found.kind !== "counted") throw new Error("no overlap");
    return found;
  };

  it("belong to the action of the period that they lead into", () => {
    const found = counted(panel, { exposures });
    expect(found.actions.map(({ action, moves }) => [action, moves])).toEqual([
      ["letter", 2],
      ["visit", 0],
    ]);
    expect(found.actions[0]?.counts.counts).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(found.leftOut).toEqual({
      severalActions: 1,
      carriedOver: 0,
      noOverlap: 0,
      unknownCustomers: 1,
      outsidePeriods: 1,
    });
    // Nothing is lost: the arms and what was left out are all moves.
    const arms = [found.control, ...found.actions].reduce((sum, { moves }) => sum + moves, 0);
    expect(arms + found.leftOut.severalActions).toBe(countTransitions(panel).total);
    expect(counted(panel, { exposures: [...exposures].reverse() })).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it("within the carry-over of an exposure count in no arm", () => {
    const found = counted(panel, { exposures, carryOver: 1 });
    // c0 into period 2, c3 into 3, and c1 into 1.
    expect(found.leftOut.carriedOver).toBe(3);
    expect(counted(panel, { exposures, carryOver: 9 }).leftOut.carriedOver).toBe(6);
  });

  it("without an exposure are those of the panel", () => {
    const found = counted(panel, { exposures: [] });
    expect(found.control.counts.counts).toEqual(countTransitions(panel).counts);
    expect(found.actions).toEqual([]);
  });

  it("where customers are what is independent, weigh as their clustered errors say", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 6, maxLength: 6 }), {
          minLength: 2,
          maxLength: 12,
        }),
        (rows) => {
          const one = panelOf(rows, ["a", "b", "c"]);
          const { control } = counted(one, { exposures: [], independent: "customer" });
          const { clustered, independent } = clusteredErrors(one);
          const { counts } = countTransitions(one);
          counts.forEach((row, i) => {
            const variance = (errors: readonly number[]) => errors.reduce((sum, se) => sum + se * se, 0);
            const asked =
              variance(independent[i]!) === 0 ? 1 : variance(clustered[i]!) / variance(independent[i]!);
            expect(control.designEffects[i]).toBeCloseTo(Math.max(1, asked), 9);
            row.forEach((n, j) => {
              expect(control.counts.counts[i]![j]).toBeCloseTo(n / Math.max(1, asked), 9);
            });
          });
        },
      ),
    );
  });

  it("do not make an effect of nothing out of customers who differ", () => {
    // Half move in every period, half never do; the action does nothing. How often is it called a change?
    const random = createRandom("restless");
    const states = ["a", "b"];
    const changed = { move: 0, customer: 0 };
    const worlds = 40;
    for (let world = 0; world < worlds; world++) {
      const rows = Array.from({ length: 60 }, () => {
        const stays = random.next() < 0.5 ? 0.95 : 0.15;
        let at = 0;
        return Array.from({ length: 13 }, () => {
          if (random.next() > stays) at = 1 - at;
          return states[at]!;
        });
      });
      const world13 = panelOf(rows, states);
      const given = rows.flatMap((_, c) =>
        c % 2 === 0
          ? world13.periods.slice(1).map(({ from }) => ({
              customerId: `c${c}`,
              exposedOn: from,
              action: "letter",
            }))
          : [],
      );
      for (const independent of ["move", "customer"] as const) {
        const { control, actions } = counted(world13, { exposures: given, independent });
        const effect = estimateActionEffect(
          { control: control.counts, treated: actions[0]!.counts },
          { action: "letter", rewards: [1, 0], discountRate: 0.1, seed: world, draws: 2, need: 10 },
        );
        if (effect.rows.some((row) => row.kind === "estimated" && row.changed)) changed[independent]++;
      }
    }
    expect(changed.move).toBeGreaterThan(worlds * 0.35);
    expect(changed.customer).toBeLessThan(worlds * 0.15);
    expect(() => countByAction(panel, { exposures, independent: "week" as "move" })).toThrow(
      "Cannot count by action: independent must be move or customer, got week",
    );
  });

  it("weighted by the propensities find the effect that a biased choice hides", () => {
    const random = createRandom("biased");
    const customers = 20_000;
    const cells = new Uint8Array(2 * customers);
    const exposed: Exposure[] = [];
    const periods = panel.periods.slice(0, 2);
    const ids = Array.from({ length: customers }, (_, c) => `c${c}`);
    // Keen customers buy more anyway and are mailed more often: mailing looks far better than its 0.1.
    const keen = (id: string) => Number(id.slice(1)) % 2 === 0;
    ids.forEach((customerId, c) => {
      const mailed = random.next() < (keen(customerId) ? 0.8 : 0.2);
      if (mailed) exposed.push({ customerId, exposedOn: on(1), action: "mail" });
      const buys = (keen(customerId) ? 0.6 : 0.2) + (mailed ? 0.1 : 0);
      cells[customers + c] = random.next() < buys ? 0 : 1;
    });
    const biased = createStatePanel({ customerIds: ids, periods, states: ["buys", "not"], cells });
    const propensity = ({ customerId, action }: { customerId: string; action: string }) =>
      ((keen(customerId) ? 0.8 : 0.2) === 0.8) === (action === "mail") ? 0.8 : 0.2;
    const differenceOf = (found: ReturnType<typeof counted>) => {
      const share = ([a = 0, b = 0]: readonly number[] = []) => a / (a + b);
      return share(found.actions[0]?.counts.counts[0]) - share(found.control.counts.counts[0]);
    };
    expect(differenceOf(counted(biased, { exposures: exposed }))).toBeGreaterThan(0.3);
    const weighted = counted(biased, { exposures: exposed, propensity });
    expect(Math.abs(differenceOf(weighted) - 0.1)).toBeLessThan(0.03);
    // Unequal weights tell less than so many equal ones.
    expect(weighted.control.counts.total).toBeLessThan(weighted.control.moves);
    expect(weighted.control.counts.total).toBeGreaterThan(weighted.control.moves / 4);
    const constant = counted(biased, { exposures: exposed, propensity: () => 0.5 });
    expect(constant.control.counts.counts[0]![0]).toBeCloseTo(
      counted(biased, { exposures: exposed }).control.counts.counts[0]![0]!,
      6,
    );
  });

  it("of customers who could not have got an action are refused with their number, or left out on request", () => {
    const letters = exposures.filter(({ action }) => action === "letter");
    const propensity = ({ customerId, action }: { customerId: string; action: string }) =>
      customerId === "c0" ? (action === "letter" ? 0.99 : 0.01) : 0.5;
    expect(countByAction(panel, { exposures: letters, propensity })).toEqual({
      kind: "no-overlap",
      outside: 3,
      moves: countTransitions(panel).total,
      have: 0.01,
      need: 0.05,
      action: "nothing",
    });
    const trimmed = counted(panel, { exposures: letters, propensity, outside: "leave-out" });
    expect(trimmed.leftOut.noOverlap).toBe(3);
    expect(trimmed.actions[0]?.moves).toBe(2);
  });

  it("refuse an exposure log with faults, naming all of them, and options that make no sense", () => {
    const bad = [
      { customerId: "", exposedOn: "2026-02-30", action: "letter" },
      { customerId: "c0", exposedOn: on(1), action: "nothing" },
    ] as unknown as Exposure[];
    expect(() => countByAction(panel, { exposures: bad })).toThrow(
      /customerId[\s\S]*exposedOn[\s\S]*row 1, action/,
    );
    expect(() => countByAction(panel, { exposures, carryOver: -1 })).toThrow("carryOver must be an integer");
    expect(() => countByAction(panel, { exposures, overlap: 0.5 })).toThrow(
      "overlap must be above 0 and below 0.5",
    );
    expect(() => countByAction(panel, { exposures, propensity: () => 2 })).toThrow(
      "must be from 0 to 1, got 2",
    );
    expect(() => countByAction(panelOf([["a"]], ["a"]), { exposures })).toThrow("at least 2 periods, got 1");
    expect(NO_STATE).toBe(255);
  });
});
