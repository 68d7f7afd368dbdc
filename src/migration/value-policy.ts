import { solveDiscounted } from "./_solve-discounted.ts";
import {
  type CompleteProcess,
  completeProcess,
  type DecisionProcess,
  positionsOfPolicy,
} from "./decision-process.ts";

/** What a policy is worth. */
export interface PolicyValues {
  /** The states. */
  readonly states: readonly string[];
  /** The action of each state, by name. */
  readonly policy: readonly string[];
  /** What a customer in each state is worth under it, costs taken off. */
  readonly values: readonly number[];
  /** What is spent on a customer of each state, discounted. */
  readonly costs: readonly number[];
}

/**
 * Values a policy that is kept for ever: which action in which state.
 *
 * V = (I − γP_π)⁻¹·(r_π − c_π), costs (I − γP_π)⁻¹·c_π, with the row of state i in P_π that of its action
 *
 * @param process - states, actions, rewards, discount
 * @param options - the policy, by the names of its actions in the order of the states
 * @throws RangeError if the process does not fit together, its discount is 0, or the policy names an action that is not possible
 *
 * @see Puterman (1994), Markov Decision Processes, section 6.1
 *
 * @example
 * ```ts
 * import { valuePolicy } from "clientele/migration";
 *
 * const nothing = { name: "nothing", cost: 0, probabilities: [[0.8, 0.2], [0, 1]] };
 * const letter = { name: "letter", cost: 5, probabilities: [[0.9, 0.1], [0, 1]] };
 * const process = { states: ["active", "lost"], actions: [nothing, letter], rewards: [100, 0], discountRate: 0.25 };
 * valuePolicy(process, { policy: ["nothing", "nothing"] }).values.map((v) => v.toFixed(2)); // => ["277.78", "0.00"]
 * valuePolicy(process, { policy: ["letter", "nothing"] }).values.map((v) => v.toFixed(2)); // => ["339.29", "0.00"]
 * ```
 */
export function valuePolicy(
  process: DecisionProcess,
  options: { readonly policy: readonly string[] },
): PolicyValues {
  const doing = "value a policy";
  const complete = completeProcess(doing, process);
  checkDiscounted(doing, complete);
  const policy = positionsOfPolicy(doing, complete, options.policy);
  return Object.freeze({
    states: complete.states,
    policy: Object.freeze([...options.policy]),
    values: Object.freeze(valuesOf(complete, policy)),
    costs: Object.freeze(costsOf(complete, policy)),
  });
}

/** Refuses a process that would go on for ever without a discount. */
export function checkDiscounted(doing: string, { discountRate }: DecisionProcess): void {
  if (!(discountRate > 0))
    throw new RangeError(
      `Cannot ${doing}: discountRate must be above 0 where there is no last period, got ${discountRate}`,
    );
}

/** The rows that the actions of a policy have in their states. */
export function chainOf(
  { actions }: CompleteProcess,
  policy: readonly number[],
): readonly (readonly number[])[] {
  return policy.map((a, i) => actions[a]!.probabilities[i]!);
}

/** What each state is worth under a policy where a unit of cost weighs `price`. */
export function valuesOf(process: CompleteProcess, policy: readonly number[], price = 1): readonly number[] {
  const brings = policy.map((a, i) => process.actions[a]!.rewards[i]! - price * process.actions[a]!.cost[i]!);
  return solveDiscounted(chainOf(process, policy), brings, process.factor);
}

/** What is spent on a customer of each state under a policy, discounted. */
export function costsOf(process: CompleteProcess, policy: readonly number[]): readonly number[] {
  const costs = policy.map((a, i) => process.actions[a]!.cost[i]!);
  return solveDiscounted(chainOf(process, policy), costs, process.factor);
}
