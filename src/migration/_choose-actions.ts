import type { CompleteProcess } from "./decision-process.ts";

/** Differences below this share of the numbers involved are rounding, and a tie. */
const TIE = 1e-11;

/** The best action of each state, by what it brings now and the values that follow. */
export interface Choice {
  /** Positions of the actions. */
  readonly policy: readonly number[];
  /** What is brought, this period and all that follow. */
  readonly values: readonly number[];
}

/**
 * Chooses in each state the action with the largest rewards − price·cost + γ·P·next; of equals the cheapest, then the first.
 *
 * @param price - what a unit of cost weighs: 1, and more where a budget is short
 * @param keep - a policy that is kept where it is among the best and as cheap
 */
export function chooseActions(
  process: CompleteProcess,
  next: readonly number[],
  price = 1,
  keep?: readonly number[],
): Choice {
  const chosen = process.states.map((_, i) => {
    const options = process.actions
      .map((action, a) => ({ a, cost: action.cost[i]!, worth: worthOf(process, a, i, next, price) }))
      .filter(({ a }) => process.actions[a]!.possible[i]);
    const best = Math.max(...options.map(({ worth }) => worth));
    const scale = TIE * Math.max(1, ...options.map(({ worth }) => Math.abs(worth)), ...next.map(Math.abs));
    const tied = options.filter(({ worth }) => worth >= best - scale);
    const least = Math.min(...tied.map(({ cost }) => cost));
    const cheapest = tied.filter(({ cost }) => cost === least);
    return cheapest.find(({ a }) => a === keep?.[i]) ?? cheapest[0]!;
  });
  return { policy: chosen.map(({ a }) => a), values: chosen.map(({ worth }) => worth) };
}

/** rewards − price·cost + γ·P·next of one action in one state. */
export function worthOf(
  { actions, factor }: CompleteProcess,
  a: number,
  i: number,
  next: readonly number[],
  price = 1,
): number {
  const { rewards, cost, probabilities } = actions[a]!;
  return (
    rewards[i]! - price * cost[i]! + factor * probabilities[i]!.reduce((sum, p, j) => sum + p * next[j]!, 0)
  );
}
