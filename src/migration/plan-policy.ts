import { type Choice, chooseActions } from "./_choose-actions.ts";
import { type CompleteProcess, completeProcess, type DecisionProcess } from "./decision-process.ts";
import { checkDiscounted, costsOf, type PolicyValues, valuesOf } from "./value-policy.ts";

/**
 * Finds the best policy to keep for ever: in each state the action that makes a customer worth most. Policy iteration with exact
 * solutions of the linear systems, so the result is the optimum and not an approximation of it.
 *
 * V* = max_π (I − γP_π)⁻¹·(r_π − c_π); V*_i = max_a r_ia − c_ia + γ·Σ_j p_ij(a)·V*_j. Of equally good actions the cheapest is taken,
 * then the first.
 *
 * @throws RangeError if the process does not fit together or its discount is 0
 *
 * @see Howard (1960), Dynamic Programming and Markov Processes; Puterman (1994), section 6.4
 *
 * @example
 * ```ts
 * import { planPolicy } from "clientele/migration";
 *
 * const nothing = { name: "nothing", cost: 0, probabilities: [[0.8, 0.2], [0, 1]] };
 * const letter = { name: "letter", cost: 5, probabilities: [[0.9, 0.1], [0.05, 0.95]] };
 * const process = { states: ["active", "lost"], actions: [nothing, letter], rewards: [100, 0], discountRate: 0.25 };
 * planPolicy(process).policy; // => ["letter", "letter"]
 * planPolicy({ ...process, actions: [nothing, { ...letter, cost: 20 }] }).policy; // => ["letter", "nothing"]
 * ```
 */
export function planPolicy(process: DecisionProcess): PolicyValues {
  const doing = "plan a policy";
  const complete = completeProcess(doing, process);
  checkDiscounted(doing, complete);
  const { policy, values } = iteratePolicy(complete);
  return Object.freeze({
    states: complete.states,
    policy: Object.freeze(policy.map((a) => complete.actions[a]!.name)),
    values: Object.freeze(values),
    costs: Object.freeze(costsOf(complete, policy)),
  });
}

/** The best policy where a unit of cost weighs `price`. */
export function iteratePolicy(process: CompleteProcess, price = 1): Choice {
  let { policy } = chooseActions(
    process,
    process.states.map(() => 0),
    price,
  );
  // Each turn is strictly better than the one before until it is the same, and policies are finite in number; the end of the
  // count can be met only by rounding among policies that are equal to the last digits.
  for (let turn = 0; turn < 1000; turn++) {
    const values = valuesOf(process, policy, price);
    const better = chooseActions(process, values, price, policy).policy;
    if (better.every((a, i) => a === policy[i])) return { policy, values };
    policy = better;
  }
  return { policy, values: valuesOf(process, policy, price) };
}
