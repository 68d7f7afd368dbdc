import type { TransitionPosterior } from "./estimate-posterior.ts";

/** What an action gains on a customer, its cost taken off. */
export interface ActionGain {
  /** The gain at the posterior means. */
  readonly estimate: number;
  /** How well it is known. */
  readonly standardDeviation: number;
  /** The equal-tailed interval. */
  readonly interval: readonly [number, number];
  /** The gain is above it with the probability asked for. */
  readonly lowerBound: number;
  /** How probable it is that the action is worth its cost. */
  readonly probabilityPositive: number;
  /** How probable it is that the action does harm, its cost apart. */
  readonly probabilityHarm: number;
  /** What a wrong decision costs. */
  readonly expectedLoss: {
    /** What acting loses on average where it turns out wrong: E max(0, −gain). */
    readonly acting: number;
    /** What not acting forgoes on average: E max(0, gain). */
    readonly refraining: number;
  };
}

/** What an action changes for customers in one state. */
export type EffectRow =
  | {
      /** There were moves enough. */
      readonly kind: "estimated";
      /** The state. */
      readonly from: string;
      /** Moves without and with the action. */
      readonly moves: { readonly control: number; readonly treated: number };
      /** Posterior means of the change of each probability, in the order of the states. */
      readonly difference: readonly number[];
      /** Their standard deviations. */
      readonly standardDeviation: readonly number[];
      /** Their equal-tailed intervals. */
      readonly interval: readonly (readonly [number, number])[];
      /** How probable it is that each probability is higher with the action; 0.5 where a move is impossible. */
      readonly probabilityHigher: readonly number[];
      /** Of the action taken once, now. */
      readonly once: ActionGain;
      /** Of the action taken in every period and state from now on. */
      readonly always: ActionGain;
      /** The likelihood ratio G² of the two rows. */
      readonly likelihoodRatio: { readonly statistic: number; readonly df: number; readonly p: number };
      /** Its p, adjusted for how many states were tested. */
      readonly adjustedP: number;
      /** Whether the moves are called changed. */
      readonly changed: boolean;
    }
  | {
      /** Not enough evidence. */
      readonly kind: "insufficient";
      /** The state. */
      readonly from: string;
      /** Which moves are too few. */
      readonly of: "moves with the action" | "moves without it";
      /** How many there are. */
      readonly have: number;
      /** How many are needed. */
      readonly need: number;
    };

/** What an action changes. */
export type ActionEffect =
  | {
      /** At least one state has moves enough. */
      readonly kind: "estimated";
      /** The action. */
      readonly action: string;
      /** The states. */
      readonly states: readonly string[];
      /** State by state. */
      readonly rows: readonly EffectRow[];
      /** The chains without and with the action. */
      readonly posterior: { readonly control: TransitionPosterior; readonly treated: TransitionPosterior };
      /** What a customer in each state is worth without the action, at the posterior mean. */
      readonly values: readonly number[];
      /** What the action costs. */
      readonly cost: number;
      /** What a period in each state brings. */
      readonly rewards: readonly number[];
      /** How much less a period's money is worth one period later. */
      readonly discountRate: number;
      /** Of intervals and lower bounds. */
      readonly probability: number;
      /** How many moves the belief that it changes little counts for in each row; absent with a prior by number. */
      readonly priorMoves?: readonly number[];
    }
  | {
      /** No state has. */
      readonly kind: "insufficient";
      /** The action. */
      readonly action: string;
      /** What is counted. */
      readonly of: "states with enough moves";
      /** None. */
      readonly have: 0;
      /** One at least. */
      readonly need: 1;
      /** State by state. */
      readonly rows: readonly EffectRow[];
    };
