import { solveDiscounted } from "./_solve-discounted.ts";
import { type CompleteProcess, completeProcess, type DecisionProcess } from "./decision-process.ts";
import { type BudgetPlan, type PlannedState, planUnderBudget } from "./plan-under-budget.ts";

/** A plan, and not too small a budget. */
export type Planned = Extract<BudgetPlan, { kind: "planned" }>;

/** The best plan that a budget allows. */
export function planned(process: DecisionProcess, budget: number, start: readonly number[]): Planned {
  const plan = planUnderBudget(process, { budget, start });
  // Doing nothing costs nothing, so that every budget allows a plan.
  if (plan.kind === "insufficient") throw new Error("a plan that costs nothing is not allowed");
  return plan;
}

/** How many drawn chains plans are made for. */
const TRUTHS = 64;

/** Doing nothing, and the plans for the first drawn chains that the budget allows by the mean of all. */
export function cautious(
  process: DecisionProcess,
  drawn: readonly CompleteProcess[],
  budget: number,
  start: readonly number[],
): readonly Planned[] {
  const complete = completeProcess("plan tiers", process);
  const plans = [planned(process, 0, start)];
  const seen = new Set<string>();
  for (const chains of drawn.slice(0, TRUTHS)) {
    const { policy, shadowPrice } = planned(
      {
        ...process,
        actions: process.actions.map((action, a) => ({
          ...action,
          probabilities: chains.actions[a]!.probabilities,
        })),
      },
      budget,
      start,
    );
    const key = JSON.stringify(policy.map(({ actions }) => actions));
    if (seen.has(key)) continue;
    seen.add(key);
    const costs = mixedCosts(complete, policy);
    const cost = costs.reduce((sum, c, i) => sum + start[i]! * c, 0);
    if (cost > budget * (1 + 1e-9)) continue;
    const value = mixedValues(complete, policy, 1).reduce((sum, v, i) => sum + start[i]! * v, 0);
    plans.push({ kind: "planned", policy, value, cost, budget, shadowPrice });
  }
  return plans;
}

/** A process with other chains, not checked again. */
export function withChains(
  process: CompleteProcess,
  chains: readonly (readonly (readonly number[])[])[],
): CompleteProcess {
  return {
    ...process,
    actions: process.actions.map((action, a) => ({ ...action, probabilities: chains[a]! })),
  };
}

/** What each state is worth under a policy that may share a state out. */
export const mixedValues = (process: CompleteProcess, policy: readonly PlannedState[], price: number) =>
  mixed(process, policy, (rewards, cost) => rewards - price * cost);

/** What is spent on a customer of each state under it. */
const mixedCosts = (process: CompleteProcess, policy: readonly PlannedState[]) =>
  mixed(process, policy, (_, cost) => cost);

function mixed(
  { actions, states, factor }: CompleteProcess,
  policy: readonly PlannedState[],
  bringing: (rewards: number, cost: number) => number,
): readonly number[] {
  const parts = policy.map(({ actions: shares }) =>
    shares.map(({ action, share }) => ({ share, of: actions.find(({ name }) => name === action)! })),
  );
  return solveDiscounted(
    parts.map((row, i) =>
      states.map((_, j) => row.reduce((sum, { share, of }) => sum + share * of.probabilities[i]![j]!, 0)),
    ),
    parts.map((row, i) =>
      row.reduce((sum, { share, of }) => sum + share * bringing(of.rewards[i]!, of.cost[i]!), 0),
    ),
    factor,
  );
}
