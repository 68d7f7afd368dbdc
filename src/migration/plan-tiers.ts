import { createRandom, mean, quantiles } from "../stats/index.ts";
import { cautious, mixedValues, type Planned, planned, withChains } from "./_candidate-plans.ts";
import type { ActionEffect, EffectRow } from "./action-effect.ts";
import { completeProcess, type DecisionProcess } from "./decision-process.ts";
import { drawChain } from "./draw-chain.ts";
import { iteratePolicy } from "./plan-policy.ts";
import { valuesOf } from "./value-policy.ts";

type Estimated = Extract<ActionEffect, { kind: "estimated" }>;

/** Options of {@link planTiers}. */
export interface TierPlanOptions {
  /** Customers by state now, in the order of the states; see {@link countOccupancy}. */
  readonly occupancy: readonly number[];
  /** What may be spent on them, from now on and for ever, discounted. */
  readonly budget: number;
  /** Decides the draws. */
  readonly seed: string | number;
  /**
   * How many sets of chains are drawn.
   * @defaultValue `1000`
   */
  readonly draws?: number | undefined;
  /**
   * How probable it is that a gain lies within its interval.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
  /**
   * Which plan is best: `"mean"`, that of the highest expected gain; `"lower-bound"`, that whose gain has the highest lower bound, so
   * that an action of uncertain effect has to be the better for it.
   * @defaultValue `"mean"`
   */
  readonly objective?: "mean" | "lower-bound" | undefined;
}

/** One line of a plan. */
export interface TierPlanRow {
  /** The state. */
  readonly state: string;
  /** What to do there. */
  readonly action: string;
  /** For how many customers, now; not a whole number where a state is shared out. */
  readonly customers: number;
  /** What that costs in this period. */
  readonly cost: number;
  /** What the plan gains on a customer of this state, against doing nothing, costs taken off and all later periods included. */
  readonly gain: number;
  /** Its equal-tailed interval. */
  readonly interval: readonly [number, number];
  /** Why, for programs. */
  readonly reason: "pays" | "budget" | "does-not-pay" | "not-sure-enough" | "not-enough-evidence";
  /** Why, in words. */
  readonly why: string;
}

/** What to do with the customers of each state. */
export type TierPlan =
  | {
      /** There is one. */
      readonly kind: "planned";
      /** State by state; one with two lines at most. */
      readonly rows: readonly TierPlanRow[];
      /** What the plan gains on all of today's customers, and how well that is known. */
      readonly gain: number;
      /** Its equal-tailed interval. */
      readonly interval: readonly [number, number];
      /** How probable it is that the plan gains anything. */
      readonly probabilityPositive: number;
      /** What it costs now, and in all, discounted. */
      readonly cost: { readonly now: number; readonly discounted: number };
      /** What may be spent in all. */
      readonly budget: number;
      /** What the next unit of budget would add. */
      readonly shadowPrice: number;
      /**
       * What is lost against the plan that would be best if the chains were known, a unit of budget at its price: the mean and the 50, 90
       * and 95 per cent quantiles.
       */
      readonly regret: { readonly mean: number; readonly quantiles: readonly [number, number, number] };
    }
  | {
      /** No action has enough moves in any state. */
      readonly kind: "insufficient";
      /** What is counted. */
      readonly of: "actions with enough moves";
      /** None. */
      readonly have: 0;
      /** One at least. */
      readonly need: 1;
    };

/**
 * Plans what to do with the customers of each tier under a budget, from estimated effects, and says what it gains and how sure that is.
 *
 * The policy is that of {@link planUnderBudget} at the posterior means, an action being possible only where its effect has evidence. Over
 * drawn chains d: gain⁽ᵈ⁾ = V_π⁽ᵈ⁾ − V_0⁽ᵈ⁾, regret⁽ᵈ⁾ = max_π' n·(V_π'⁽ᵈ⁾ − λ·C_π'⁽ᵈ⁾) − n·(V_π⁽ᵈ⁾ − λ·C_π⁽ᵈ⁾), λ the shadow price
 *
 * With `objective: "lower-bound"` the plans compared are that one, doing nothing, and those that the budget allows under each of the
 * first drawn chains (64 of them); of these the one whose gain⁽ᵈ⁾ has the highest lower quantile is taken: the best of the plans that
 * are best for some truth, which need not be the most cautious of all.
 *
 * The customers are today's: those who are yet to come are not in it.
 *
 * @param effects - of one or several actions, all beside the same control; see {@link estimateActionEffect}
 * @throws RangeError if there is no effect, they differ in states, rewards, discount or control, or an option is out of range
 *
 * @see Mannor, Simester, Sun and Tsitsiklis (2007) for plans from estimated chains; Delage and Mannor (2010), Percentile optimization for
 * Markov decision processes with parameter uncertainty; Altman (1999) for the budget
 *
 * @example
 * ```ts
 * import { estimateActionEffect, planTiers, type TransitionCounts } from "clientele/migration";
 *
 * const counts = (rows: number[][]): TransitionCounts =>
 *   ({ states: ["active", "lost"], counts: rows, total: 0, entries: [], gaps: 0, periods: [] });
 * const effect = estimateActionEffect(
 *   { control: counts([[700, 300], [0, 50]]), treated: counts([[800, 200], [0, 9]]) },
 *   { action: "letter", rewards: [100, 0], discountRate: 0.25, cost: 5, seed: "letter" },
 * );
 * const plan = planTiers([effect], { occupancy: [200, 80], budget: 5000, seed: "plan" });
 * plan.kind === "planned" && plan.rows.map((row) => `${row.state}: ${row.action}`); // => ["active: letter", "lost: nothing"]
 * plan.kind === "planned" && plan.rows[1]?.why; // => "not enough evidence: 9 moves with the action, 30 needed"
 * ```
 */
export function planTiers(effects: readonly ActionEffect[], options: TierPlanOptions): TierPlan {
  const doing = "plan tiers";
  const { occupancy, budget, seed, draws = 1000, probability = 0.95, objective = "mean" } = options;
  if (effects.length === 0) throw new RangeError(`Cannot ${doing}: there must be an effect, got none`);
  if (!Number.isInteger(draws) || draws < 2)
    throw new RangeError(`Cannot ${doing}: draws must be an integer from 2 up, got ${draws}`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Cannot ${doing}: probability must be between 0 and 1, got ${probability}`);
  if (objective !== "mean" && objective !== "lower-bound")
    throw new RangeError(`Cannot ${doing}: objective must be mean or lower-bound, got ${String(objective)}`);
  const known = effects.filter((effect) => effect.kind === "estimated");
  const [first] = known;
  if (first === undefined)
    return Object.freeze({ kind: "insufficient", of: "actions with enough moves", have: 0, need: 1 });
  const sameAs = JSON.stringify([
    first.states,
    first.rewards,
    first.discountRate,
    first.posterior.control.shapes,
  ]);
  for (const { action, states, rewards, discountRate, posterior } of known)
    if (JSON.stringify([states, rewards, discountRate, posterior.control.shapes]) !== sameAs)
      throw new RangeError(
        `Cannot ${doing}: all effects must have the states, rewards, discount and control of ${first.action}, got others for ${action}`,
      );
  const { states } = first;
  const process = processOf(known);
  const complete = completeProcess(doing, process);
  const tail = (1 - probability) / 2;
  const random = createRandom(seed);
  const drawn = Array.from({ length: draws }, () =>
    withChains(complete, [
      drawChain(first.posterior.control, random).probabilities,
      ...known.map(({ posterior }) => drawChain(posterior.treated, random).probabilities),
    ]),
  );
  const nothing = states.map(() => 0);
  const without = drawn.map((chains) => valuesOf(chains, nothing));
  const total = (values: readonly number[], less: readonly number[]): number =>
    values.reduce((sum, v, i) => sum + occupancy[i]! * (v - less[i]!), 0);
  const candidates = [planned(process, budget, occupancy)];
  if (objective === "lower-bound") candidates.push(...cautious(process, drawn, budget, occupancy));
  // The first is the best by the mean: another is taken only for a higher bound.
  const [best] = candidates
    .map((plan) => {
      const values = drawn.map((chains) => mixedValues(chains, plan.policy, 1));
      const totals = Float64Array.from(values, (row, d) => total(row, without[d]!));
      return { plan, values, totals, bound: quantiles(totals, [tail])[0]! };
    })
    .reduce<{ plan: Planned; values: (readonly number[])[]; totals: Float64Array; bound: number }[]>(
      (top, one) => (top.length === 0 || one.bound > top[0]!.bound ? [one] : top),
      [],
    );
  const { plan, values, totals } = best!;
  const price = 1 + plan.shadowPrice;
  const gains = states.map((_, i) => Float64Array.from(values, (row, d) => row[i]! - without[d]![i]!));
  const regrets = Float64Array.from(drawn, (chains) =>
    Math.max(0, total(iteratePolicy(chains, price).values, mixedValues(chains, plan.policy, price))),
  );
  const intervalOf = (column: Float64Array): readonly [number, number] => {
    const [lower, upper] = quantiles(column, [tail, 1 - tail]);
    return Object.freeze([lower!, upper!] as const);
  };
  const [half, ninety, ninetyFive] = quantiles(regrets, [0.5, 0.9, 0.95]);
  const [expected, idle] = [mixedValues(complete, plan.policy, 1), valuesOf(complete, nothing)];
  const rows = plan.policy.flatMap(({ state, actions }, i) =>
    actions.map(({ action, share }): TierPlanRow => {
      const cost = known.find((effect) => effect.action === action)?.cost ?? 0;
      return Object.freeze({
        state,
        action,
        customers: share * occupancy[i]!,
        cost: share * occupancy[i]! * cost,
        gain: expected[i]! - idle[i]!,
        interval: intervalOf(gains[i]!),
        ...reasonOf(known, action, i, plan.shadowPrice, objective),
      });
    }),
  );
  return Object.freeze({
    kind: "planned",
    rows: Object.freeze(rows),
    gain: total(expected, idle),
    interval: intervalOf(totals),
    probabilityPositive: totals.filter((gain) => gain > 0).length / draws,
    cost: Object.freeze({ now: rows.reduce((sum, { cost }) => sum + cost, 0), discounted: plan.cost }),
    budget,
    shadowPrice: plan.shadowPrice,
    regret: Object.freeze({
      mean: mean(regrets),
      quantiles: Object.freeze([half!, ninety!, ninetyFive!] as const),
    }),
  });
}

/** What no action is called in a plan. */
const NOTHING = "nothing";

function processOf(known: readonly Estimated[]): DecisionProcess {
  const { states, rewards, discountRate, posterior } = known[0]!;
  return {
    states,
    rewards,
    discountRate,
    actions: [
      { name: NOTHING, cost: 0, probabilities: posterior.control.probabilities },
      ...known.map((effect) => ({
        name: effect.action,
        cost: effect.cost,
        probabilities: effect.posterior.treated.probabilities,
        possible: effect.rows.map(({ kind }) => kind === "estimated"),
      })),
    ],
  };
}

/** Why a state gets its action. */
function reasonOf(
  known: readonly Estimated[],
  action: string,
  i: number,
  shadowPrice: number,
  objective: "mean" | "lower-bound",
): Pick<TierPlanRow, "reason" | "why"> {
  const taken = known.find((effect) => effect.action === action);
  if (taken !== undefined) {
    const row = taken.rows[i] as Extract<EffectRow, { kind: "estimated" }>;
    const sure = Math.round(100 * row.once.probabilityPositive);
    return {
      reason: "pays",
      why: `once, ${action} gains ${row.once.estimate.toFixed(2)} a customer beyond its cost of ${taken.cost}, worth it with a probability of ${sure}%`,
    };
  }
  const rows = known.map((effect) => effect.rows[i]!);
  const judged = rows.filter((row) => row.kind === "estimated");
  if (judged.length === 0) {
    const [most] = rows
      .filter((row) => row.kind === "insufficient")
      .sort((a, b) => b.have - a.have || (a.of < b.of ? -1 : 1));
    return {
      reason: "not-enough-evidence",
      why: `not enough evidence: ${Math.floor(most!.have)} ${most!.of}, ${most!.need} needed`,
    };
  }
  const best = Math.max(...judged.map(({ once }) => once.estimate));
  if (best > 0 && objective === "lower-bound")
    return {
      reason: "not-sure-enough",
      why: `a gain of ${best.toFixed(2)} a customer is expected, but it is not sure enough, or the budget brings more elsewhere`,
    };
  return best > 0 && shadowPrice > 0
    ? {
        reason: "budget",
        why: `a gain of ${best.toFixed(2)} a customer, but the budget brings more elsewhere`,
      }
    : {
        reason: "does-not-pay",
        why: `no action gains more than it costs: ${best.toFixed(2)} a customer at best`,
      };
}
