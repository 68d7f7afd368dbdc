import { createChain } from "./chain.ts";

/** What can be done with a customer in a period, and what comes of it. */
export interface DecisionAction {
  /** Its name. */
  readonly name: string;
  /** `probabilities[i][j]`: the probability to be in state j one period after state i, if this is done. */
  readonly probabilities: readonly (readonly number[])[];
  /** What it costs in each state, or in all of them, at the start of the period. */
  readonly cost: number | readonly number[];
  /**
   * What a period in each state brings if this is done, costs apart.
   * @defaultValue the rewards of the process
   */
  readonly rewards?: readonly number[] | undefined;
  /**
   * In which states it can be done.
   * @defaultValue in all
   */
  readonly possible?: readonly boolean[] | undefined;
}

/** States, actions, rewards and a discount: what a plan is made from. */
export interface DecisionProcess {
  /** The states. */
  readonly states: readonly string[];
  /** The actions; of equally good ones a plan takes the cheapest, and of equally cheap ones the first. */
  readonly actions: readonly DecisionAction[];
  /** What a period in each state brings, costs of actions apart. */
  readonly rewards: readonly number[];
  /** How much less a period's money is worth one period later: 0.1 for a tenth. */
  readonly discountRate: number;
}

/** A process whose parts fit, with every default filled in. */
export interface CompleteProcess extends DecisionProcess {
  readonly actions: readonly {
    readonly name: string;
    readonly probabilities: readonly (readonly number[])[];
    readonly cost: readonly number[];
    readonly rewards: readonly number[];
    readonly possible: readonly boolean[];
  }[];
  /** 1/(1 + discountRate). */
  readonly factor: number;
}

/** Checks that the parts of a process fit, and fills in its defaults. */
export function completeProcess(doing: string, process: DecisionProcess): CompleteProcess {
  const { states, actions, rewards, discountRate } = process;
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot ${doing}: ${rule}, got ${String(got)}`);
  };
  const perState = <T>(what: string, values: readonly T[]): readonly T[] =>
    values.length === states.length
      ? values
      : refuse(`${what} must be ${states.length}, one for each state`, values.length);
  const numbers = (what: string, values: readonly number[]): readonly number[] => {
    perState(what, values).forEach((value, i) => {
      if (!Number.isFinite(value)) refuse(`${what} must be finite numbers, in ${states[i]} too`, value);
    });
    return values;
  };
  if (actions.length === 0) refuse("there must be an action", "none");
  const names = actions.map(({ name }) => name);
  if (new Set(names).size !== names.length) refuse("actions must differ in name", names.join(", "));
  if (!(discountRate >= 0 && Number.isFinite(discountRate)))
    refuse("discountRate must be a number from 0 up", discountRate);
  numbers("rewards", rewards);
  const complete = actions.map((action) => {
    const { name, cost, possible } = action;
    const costs = typeof cost === "number" ? states.map(() => cost) : cost;
    numbers(`costs of ${name}`, costs);
    const wrong = costs.find((value) => value < 0);
    if (wrong !== undefined) refuse(`costs of ${name} must be from 0 up`, wrong);
    return Object.freeze({
      name,
      probabilities: createChain({ states, probabilities: action.probabilities }).probabilities,
      cost: costs,
      rewards: action.rewards === undefined ? rewards : numbers(`rewards of ${name}`, action.rewards),
      possible: possible === undefined ? states.map(() => true) : perState(`possible of ${name}`, possible),
    });
  });
  states.forEach((state, i) => {
    if (!complete.some(({ possible }) => possible[i]))
      refuse(`some action must be possible in every state`, `none in ${state}`);
  });
  return Object.freeze({ states, rewards, discountRate, factor: 1 / (1 + discountRate), actions: complete });
}

/** The positions of a policy's actions; refuses one that names no action, or an impossible one. */
export function positionsOfPolicy(
  doing: string,
  { states, actions }: CompleteProcess,
  policy: readonly string[],
): readonly number[] {
  if (policy.length !== states.length)
    throw new RangeError(
      `Cannot ${doing}: the policy must name ${states.length} actions, one for each state, got ${policy.length}`,
    );
  return policy.map((name, i) => {
    const at = actions.findIndex((action) => action.name === name);
    if (at < 0 || !actions[at]!.possible[i])
      throw new RangeError(
        `Cannot ${doing}: the policy must name an action that is possible in ${states[i]}, got ${name}`,
      );
    return at;
  });
}
