import { chooseActions } from "./_choose-actions.ts";
import { completeProcess, type DecisionProcess } from "./decision-process.ts";

/** Options of {@link planHorizon}. */
export interface PlanHorizonOptions {
  /** How many periods there are to act in, the present one first. */
  readonly periods: number;
  /**
   * What a customer in each state is worth after the last period.
   * @defaultValue nothing
   */
  readonly finalValues?: readonly number[] | undefined;
}

/** The best action of each state in each period that is left. */
export interface HorizonPlan {
  /** The states. */
  readonly states: readonly string[];
  /** `policies[t][i]`: the action of state i in period t, the present one being 0. */
  readonly policies: readonly (readonly string[])[];
  /** `values[t][i]`: what a customer in state i is worth at the start of period t; a last row for after the end. */
  readonly values: readonly (readonly number[])[];
}

/**
 * Finds the best action of each state in each of some periods, from the last one back (backward induction).
 *
 * V_T = finalValues; V_t,i = max_a r_ia − c_ia + γ·Σ_j p_ij(a)·V_{t+1},j. Of equally good actions the cheapest, then the first.
 *
 * @throws RangeError if the process does not fit together, periods is not a positive integer, or final values do not fit
 *
 * @see Bellman (1957), Dynamic Programming; Puterman (1994), section 4.5
 *
 * @example
 * ```ts
 * import { planHorizon } from "clientele/migration";
 *
 * const nothing = { name: "nothing", cost: 0, probabilities: [[0.8, 0.2], [0, 1]] };
 * const letter = { name: "letter", cost: 5, probabilities: [[0.9, 0.1], [0, 1]] };
 * const process = { states: ["active", "lost"], actions: [nothing, letter], rewards: [100, 0], discountRate: 0.25 };
 * // In the last period a letter pays for nothing that is still counted.
 * planHorizon(process, { periods: 2 }).policies; // => [["letter", "nothing"], ["nothing", "nothing"]]
 * ```
 */
export function planHorizon(process: DecisionProcess, options: PlanHorizonOptions): HorizonPlan {
  const doing = "plan a horizon";
  const complete = completeProcess(doing, process);
  const { periods, finalValues = complete.states.map(() => 0) } = options;
  if (!Number.isInteger(periods) || periods < 1)
    throw new RangeError(`Cannot ${doing}: periods must be a positive integer, got ${periods}`);
  if (finalValues.length !== complete.states.length || !finalValues.every(Number.isFinite))
    throw new RangeError(
      `Cannot ${doing}: finalValues must be ${complete.states.length} finite numbers, got ${finalValues.join(", ")}`,
    );
  const values: (readonly number[])[] = [Object.freeze([...finalValues])];
  const policies: (readonly string[])[] = [];
  for (let t = 0; t < periods; t++) {
    const choice = chooseActions(complete, values[0]!);
    values.unshift(Object.freeze(choice.values));
    policies.unshift(Object.freeze(choice.policy.map((a) => complete.actions[a]!.name)));
  }
  return Object.freeze({
    states: complete.states,
    policies: Object.freeze(policies),
    values: Object.freeze(values),
  });
}
