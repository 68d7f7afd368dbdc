import { worthOf } from "./_choose-actions.ts";
import { discountedVisits } from "./_solve-discounted.ts";
import { type CompleteProcess, completeProcess, type DecisionProcess } from "./decision-process.ts";
import { iteratePolicy } from "./plan-policy.ts";
import { chainOf, checkDiscounted, costsOf, valuesOf } from "./value-policy.ts";

/** Options of {@link planUnderBudget}. */
export interface BudgetOptions {
  /** What may be spent on all customers, from now on and for ever, discounted. */
  readonly budget: number;
  /** Customers, or shares of them, in each state now. */
  readonly start: readonly number[];
}

/** What is done in one state. */
export interface PlannedState {
  /** The state. */
  readonly state: string;
  /** The actions taken there and the share of the customers in it that gets each: one action, in at most one state two. */
  readonly actions: readonly { readonly action: string; readonly share: number }[];
}

/** The best plan that a budget allows. */
export type BudgetPlan =
  | {
      /** There is one. */
      readonly kind: "planned";
      /** What is done in each state. */
      readonly policy: readonly PlannedState[];
      /** What all customers are worth under it, costs taken off. */
      readonly value: number;
      /** What it costs, discounted. */
      readonly cost: number;
      /** What may be spent. */
      readonly budget: number;
      /** What the next unit of budget would add to the value; 0 when the budget is more than enough. */
      readonly shadowPrice: number;
    }
  | {
      /** Even the cheapest actions cost more. */
      readonly kind: "insufficient";
      /** The budget. */
      readonly have: number;
      /** What the cheapest policy costs. */
      readonly need: number;
    };

/**
 * Finds the best policy whose discounted costs stay within a budget. At most one state is shared out between two actions, which no
 * policy without a share could better.
 *
 * max n·V_π subject to n·C_π ≤ B; with the price λ of a unit of cost the policies max_π n·(V_π − λ·C_π) are the corners of the
 * concave hull of (cost, value); λ is the slope of its edge above B, the shadow price, and the plan a mixture of the edge's two ends
 *
 * The edge is found exactly, by solving for the slope between two corners until none lies above it. On its ends all actions are
 * equally good at that price, so the way from one end to the other, state by state, crosses the budget within one state.
 *
 * @throws RangeError if the process does not fit together, its discount is 0, the budget is not a number from 0 up, or start does not
 * fit
 *
 * @see Altman (1999), Constrained Markov Decision Processes, chapters 3 and 12; Beutler and Ross (1985), Optimal policies for
 * controlled Markov chains with a constraint
 *
 * @example
 * ```ts
 * import { planUnderBudget } from "clientele/migration";
 *
 * const nothing = { name: "nothing", cost: 0, probabilities: [[0.8, 0.2], [0, 1]] };
 * const letter = { name: "letter", cost: 5, probabilities: [[0.9, 0.1], [0, 1]] };
 * const process = { states: ["active", "lost"], actions: [nothing, letter], rewards: [100, 0], discountRate: 0.25 };
 * const plan = planUnderBudget(process, { budget: 1000, start: [100, 0] });
 * plan.kind === "planned" && plan.policy[0]?.actions.map(({ action, share }) => `${action} ${share.toFixed(3)}`); // => ["nothing 0.379", "letter 0.621"]
 * plan.kind === "planned" && plan.shadowPrice.toFixed(3); // => "3.444"
 * ```
 */
export function planUnderBudget(process: DecisionProcess, options: BudgetOptions): BudgetPlan {
  const doing = "plan under a budget";
  const complete = completeProcess(doing, process);
  checkDiscounted(doing, complete);
  const { budget, start } = options;
  checkStart(doing, complete, start);
  if (!(budget >= 0 && Number.isFinite(budget)))
    throw new RangeError(`Cannot ${doing}: budget must be a number from 0 up, got ${budget}`);
  const at = (policy: readonly number[]): Corner => cornerOf(complete, policy, start);
  let right = at(iteratePolicy(complete).policy);
  if (right.cost <= budget) return planOf(complete, budget, 0, right.policy, right);
  let left = at(cheapestPolicy(complete));
  if (left.cost > budget) return Object.freeze({ kind: "insufficient", have: budget, need: left.cost });
  for (;;) {
    const slope = (right.value - left.value) / (right.cost - left.cost);
    const best = iteratePolicy(complete, 1 + slope);
    const corner = at(best.policy);
    const edge = left.value - slope * left.cost;
    const above = corner.value - slope * corner.cost - edge;
    const rounding = 1e-10 * Math.max(Math.abs(edge), Math.abs(left.value), slope * right.cost);
    if (above <= rounding || corner.cost <= left.cost || corner.cost >= right.cost)
      return planOnEdge(complete, start, budget, slope, left, right);
    if (corner.cost <= budget) left = corner;
    else right = corner;
  }
}

/** Refuses customers by state that do not fit. */
function checkStart(doing: string, { states }: CompleteProcess, start: readonly number[]): void {
  if (start.length !== states.length)
    throw new RangeError(
      `Cannot ${doing}: start must be ${states.length} numbers, one for each state, got ${start.length}`,
    );
  start.forEach((n, i) => {
    if (!(n >= 0 && Number.isFinite(n)))
      throw new RangeError(`Cannot ${doing}: start of ${states[i]} must be a number from 0 up, got ${n}`);
  });
  if (start.every((n) => n === 0))
    throw new RangeError(`Cannot ${doing}: there must be a customer, got none`);
}

interface Corner {
  readonly policy: readonly number[];
  readonly cost: number;
  readonly value: number;
}

function cornerOf(process: CompleteProcess, policy: readonly number[], start: readonly number[]): Corner {
  return {
    policy,
    cost: dot(start, costsOf(process, policy)),
    value: dot(start, valuesOf(process, policy)),
  };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The policy that spends least, and of those that do the one worth most. */
function cheapestPolicy(process: CompleteProcess): readonly number[] {
  const free = process.states.map(() => 0);
  const costsOnly = { ...process, actions: process.actions.map((action) => ({ ...action, rewards: free })) };
  const { values } = iteratePolicy(costsOnly);
  return iteratePolicy(withBestOnly(process, costsOnly, values, 1)).policy;
}

/** The process with those actions alone that are best by another one's values. */
function withBestOnly(
  process: CompleteProcess,
  judge: CompleteProcess,
  values: readonly number[],
  price: number,
): CompleteProcess {
  const best = bestActions(judge, values, price);
  return {
    ...process,
    actions: process.actions.map((action, a) => ({
      ...action,
      possible: best.map((row) => row.includes(a)),
    })),
  };
}

/** The actions of each state that are best, up to rounding. */
function bestActions(
  process: CompleteProcess,
  values: readonly number[],
  price: number,
): readonly (readonly number[])[] {
  const scale = 1e-9 * Math.max(1e-300, ...values.map(Math.abs));
  return process.states.map((_, i) =>
    process.actions.flatMap(({ possible }, a) =>
      possible[i] && worthOf(process, a, i, values, price) >= values[i]! - scale ? [a] : [],
    ),
  );
}

function planOnEdge(
  process: CompleteProcess,
  start: readonly number[],
  budget: number,
  slope: number,
  left: Corner,
  right: Corner,
): BudgetPlan {
  const price = 1 + slope;
  const { policy: any, values } = iteratePolicy(process, price);
  // What a policy does where it never comes need not be good; on the way between two policies it may come there.
  const best = bestActions(process, values, price);
  const sound = ({ policy }: Corner): number[] => policy.map((a, i) => (best[i]!.includes(a) ? a : any[i]!));
  let from = cornerOf(process, sound(left), start);
  const target = sound(right);
  for (let i = 0; i < target.length; i++) {
    if (from.policy[i] === target[i]) continue;
    const to = cornerOf(process, from.policy.with(i, target[i]!), start);
    if (to.cost > budget) {
      const share = (to.cost - budget) / (to.cost - from.cost);
      const visits = ({ policy }: Corner): number =>
        dot(
          start,
          discountedVisits(chainOf(process, policy), process.factor).map((row) => row[i]!),
        );
      const [stay, go] = [share * visits(from), (1 - share) * visits(to)];
      return planOf(
        process,
        budget,
        slope,
        from.policy,
        {
          value: share * from.value + (1 - share) * to.value,
          cost: share * from.cost + (1 - share) * to.cost,
        },
        { state: i, other: target[i]!, share: go / (stay + go) },
      );
    }
    from = to;
  }
  return planOf(process, budget, slope, from.policy, from);
}

function planOf(
  { states, actions }: CompleteProcess,
  budget: number,
  shadowPrice: number,
  policy: readonly number[],
  { value, cost }: { readonly value: number; readonly cost: number },
  shared?: { readonly state: number; readonly other: number; readonly share: number },
): BudgetPlan {
  const part = (a: number, share: number) => Object.freeze({ action: actions[a]!.name, share });
  return Object.freeze({
    kind: "planned",
    policy: Object.freeze(
      states.map((state, i) =>
        Object.freeze({
          state,
          actions: Object.freeze(
            shared?.state === i && shared.share > 0
              ? [part(policy[i]!, 1 - shared.share), part(shared.other, shared.share)]
              : [part(policy[i]!, 1)],
          ),
        }),
      ),
    ),
    value,
    cost,
    budget,
    shadowPrice,
  });
}
