import fc from "fast-check";
import type { Law } from "./scoring-laws.ts";

/** The laws of plans under a budget. */
export type BudgetLawId = "monotone" | "within" | "repeatable";

/** What a plan comes to. */
export interface PlanOutcome {
  /** What it is worth. */
  readonly value: number;
  /** What it spends. */
  readonly spent: number;
}

/** Options of {@link budgetLaws}. */
export interface BudgetLawsOptions {
  /** The budgets to plan for. */
  readonly budgets: fc.Arbitrary<number>;
  /**
   * By how much of itself a number may be off through rounding.
   * @defaultValue `1e-9`
   */
  readonly tolerance?: number | undefined;
}

/**
 * What every plan under a budget keeps, as properties to be asserted on a planner of your own: more budget never lowers
 * the value, no more is spent than there is, and the same budget gives the same plan.
 *
 * @param plan - the planner under test
 * @param options - which budgets it must be able to plan for
 * @throws RangeError if `tolerance` is not a number from 0 to below 1
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { budgetLaws } from "clientele/testing";
 *
 * const offers = [{ cost: 5, value: 9 }, { cost: 3, value: 5 }];
 * const greedy = (budget: number) => {
 *   let [value, spent] = [0, 0];
 *   for (const offer of offers) {
 *     if (spent + offer.cost > budget) continue;
 *     [value, spent] = [value + offer.value, spent + offer.cost];
 *   }
 *   return { value, spent };
 * };
 * budgetLaws(greedy, { budgets: fc.nat(12) }).filter((law) => fc.check(law.property).failed); // => []
 * ```
 */
export function budgetLaws(
  plan: (budget: number) => PlanOutcome,
  options: BudgetLawsOptions,
): readonly Law<BudgetLawId>[] {
  const { budgets, tolerance = 1e-9 } = options;
  if (!(tolerance >= 0 && tolerance < 1))
    throw new RangeError(`Cannot state laws: tolerance must be from 0 to below 1, got ${tolerance}`);
  const atMost = (a: number, b: number): boolean =>
    a <= b + tolerance * Math.max(1, Math.abs(a), Math.abs(b));
  return Object.freeze([
    Object.freeze({
      id: "monotone" as const,
      name: "more budget never lowers the value",
      property: fc.property(budgets, budgets, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        return atMost(plan(less).value, plan(more).value);
      }),
    }),
    Object.freeze({
      id: "within" as const,
      name: "no more is spent than there is",
      property: fc.property(budgets, (budget) => {
        const { spent } = plan(budget);
        return spent >= 0 && atMost(spent, budget);
      }),
    }),
    Object.freeze({
      id: "repeatable" as const,
      name: "the same budget gives the same plan",
      property: fc.property(budgets, (budget) => {
        const { value, spent } = plan(budget);
        const again = plan(budget);
        return Object.is(again.value, value) && Object.is(again.spent, spent);
      }),
    }),
  ]);
}
