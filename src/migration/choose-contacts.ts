import { compareCodePoints } from "../ids/index.ts";

/** What could be done with customers, by column. */
export interface ContactOffers {
  /** The customers. */
  readonly customerIds: readonly string[];
  /** The actions; each customer gets one of them at most. */
  readonly actions: readonly {
    /** Its name. */
    readonly name: string;
    /** What it costs for a customer. */
    readonly cost: number;
    /** What it gains on each customer before its cost, in the order of the customers. */
    readonly gains: ArrayLike<number>;
  }[];
}

/** Options of {@link chooseContacts}. */
export interface ContactOptions {
  /** What may be spent in this period. */
  readonly budget: number;
  /**
   * How often each customer has been contacted within the window of the cap, in the order of the customers.
   * @defaultValue nobody
   */
  readonly contacts?: ArrayLike<number> | undefined;
  /**
   * How many contacts a customer may have within that window; who has had as many is left alone.
   * @defaultValue no cap
   */
  readonly cap?: number | undefined;
}

/** Whom to contact, and how. */
export interface ContactPlan {
  /** Who is contacted, in the order of the customers. */
  readonly chosen: readonly {
    readonly customerId: string;
    readonly action: string;
    readonly cost: number;
    readonly gain: number;
  }[];
  /** What is spent. */
  readonly cost: number;
  /** What is gained, costs taken off. */
  readonly gain: number;
  /** No choice within the budget can gain more than this. */
  readonly bound: number;
  /** What the next unit of budget would add; 0 when the budget is more than enough. */
  readonly shadowPrice: number;
  /** How many customers are at their cap. */
  readonly capped: number;
}

/** One step up for one customer: from an action, or none, to the next dearer one worth it. */
interface Step {
  readonly customer: number;
  readonly action: number;
  readonly cost: number;
  readonly gain: number;
}

/**
 * Chooses whom to contact in one period within a budget, and with which of several actions: a knapsack with one choice a customer.
 *
 * max Σ_c g_c,a(c) − cost_a(c) subject to Σ_c cost_a(c) ≤ B; steps from one action of a customer to the next on the concave hull of
 * (cost, gain) are taken by gain per cost, from the best down. `bound` is the optimum if the last step could be taken in part
 *
 * The choice is the best there is where all contacts cost the same or the budget ends between two steps; otherwise it gains less than
 * the optimum by no more than `bound − gain`. Of equally good customers the first by id is taken.
 *
 * @throws RangeError if columns do not fit, a number is not finite, a cost or the budget is negative, or the cap is not a positive integer
 *
 * @see Sinha and Zoltners (1979), The multiple-choice knapsack problem
 *
 * @example
 * ```ts
 * import { chooseContacts } from "clientele/migration";
 *
 * const offers = {
 *   customerIds: ["ann", "bob", "cem"],
 *   actions: [
 *     { name: "letter", cost: 1, gains: [4, 3, 0.5] },
 *     { name: "visit", cost: 10, gains: [25, 5, 6] },
 *   ],
 * };
 * const plan = chooseContacts(offers, { budget: 11 });
 * plan.chosen.map(({ customerId, action }) => `${customerId}: ${action}`); // => ["ann: visit", "bob: letter"]
 * plan.bound === plan.gain; // => true
 * chooseContacts(offers, { budget: 11, contacts: [3, 0, 0], cap: 3 }).chosen.map(({ customerId }) => customerId); // => ["bob"]
 * ```
 */
export function chooseContacts(offers: ContactOffers, options: ContactOptions): ContactPlan {
  const doing = "choose contacts";
  const { customerIds, actions } = offers;
  const { budget, contacts, cap } = options;
  checkOffers(doing, offers, options);
  let capped = 0;
  const steps: Step[] = [];
  for (let customer = 0; customer < customerIds.length; customer++) {
    if (cap !== undefined && (contacts?.[customer] ?? 0) >= cap) capped++;
    else pushSteps(steps, customer, actions);
  }
  const efficiency = ({ gain, cost }: Step): number => (cost === 0 ? Number.POSITIVE_INFINITY : gain / cost);
  const byId = (a: Step, b: Step): number =>
    compareCodePoints(customerIds[a.customer]!, customerIds[b.customer]!);
  steps.sort((a, b) => {
    const [x, y] = [efficiency(a), efficiency(b)];
    return x === y ? byId(a, b) : y > x ? 1 : -1;
  });
  const taken = new Int32Array(customerIds.length).fill(-1);
  const barred = new Uint8Array(customerIds.length);
  let [spent, bound, gain, shadowPrice] = [0, 0, 0, 0];
  let full = false;
  for (const step of steps) {
    const left = budget - spent;
    if (!full && step.cost > left) {
      full = true;
      bound = gain + (step.gain * left) / step.cost;
      shadowPrice = step.gain / step.cost;
    }
    // A customer whose step did not fit is passed over from then on: the next one stands on it.
    if (step.cost > left || barred[step.customer] === 1) {
      barred[step.customer] = 1;
      continue;
    }
    taken[step.customer] = step.action;
    spent += step.cost;
    gain += step.gain;
  }
  const chosen = [...taken.entries()].flatMap(([c, a]) => {
    if (a < 0) return [];
    const { name, cost, gains } = actions[a]!;
    return [Object.freeze({ customerId: customerIds[c]!, action: name, cost, gain: gains[c]! - cost })];
  });
  return Object.freeze({
    chosen: Object.freeze(chosen),
    cost: spent,
    gain,
    bound: full ? bound : gain,
    shadowPrice,
    capped,
  });
}

/** The steps of one customer along the concave hull, each less gain for its cost than the one before. */
function pushSteps(steps: Step[], customer: number, actions: ContactOffers["actions"]): void {
  let [cost, gain] = [0, 0];
  for (;;) {
    let best = -1;
    let slope = 0;
    for (let a = 0; a < actions.length; a++) {
      const more = actions[a]!.cost - cost;
      const gains = actions[a]!.gains[customer]! - actions[a]!.cost - gain;
      // At the same cost only the gain counts; where a dearer action gains as much for its cost, the longer step.
      if (gains <= 0 || more < 0) continue;
      const rate = more === 0 ? Number.POSITIVE_INFINITY : gains / more;
      const longer =
        best >= 0 && rate === slope && gains > actions[best]!.gains[customer]! - actions[best]!.cost - gain;
      if (rate > slope || longer) [best, slope] = [a, rate];
    }
    if (best < 0) return;
    const reached = actions[best]!.gains[customer]! - actions[best]!.cost;
    steps.push({ customer, action: best, cost: actions[best]!.cost - cost, gain: reached - gain });
    [cost, gain] = [actions[best]!.cost, reached];
  }
}

function checkOffers(doing: string, { customerIds, actions }: ContactOffers, options: ContactOptions): void {
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot ${doing}: ${rule}, got ${String(got)}`);
  };
  const { budget, contacts, cap } = options;
  if (!(budget >= 0 && Number.isFinite(budget))) refuse("budget must be a number from 0 up", budget);
  if (cap !== undefined && (!Number.isInteger(cap) || cap < 1)) refuse("cap must be a positive integer", cap);
  if (contacts !== undefined && contacts.length !== customerIds.length)
    refuse(`contacts must be ${customerIds.length}, one for each customer`, contacts.length);
  if (new Set(customerIds).size !== customerIds.length) refuse("customers must differ", "a repeated id");
  for (const { name, cost, gains } of actions) {
    if (!(cost >= 0 && Number.isFinite(cost))) refuse(`cost of ${name} must be a number from 0 up`, cost);
    if (gains.length !== customerIds.length)
      refuse(`gains of ${name} must be ${customerIds.length}, one for each customer`, gains.length);
    for (let c = 0; c < gains.length; c++)
      if (!Number.isFinite(gains[c]))
        refuse(`gain of ${name} on ${customerIds[c]} must be a finite number`, gains[c]);
  }
}
