import type { TransitionCounts } from "./count-transitions.ts";

/** The moves under one action. */
export interface ActionArm {
  /** The action. */
  readonly action: string;
  /**
   * The moves; where propensities are given or customers are what is independent, the number of equally weighted, independent moves
   * that would be as informative.
   */
  readonly counts: TransitionCounts;
  /** Of each state, by how much the moves of one customer, which hang together, make its shares less certain; 1 where not asked. */
  readonly designEffects: readonly number[];
  /** How many moves were seen. */
  readonly moves: number;
  /** How many customers made them. */
  readonly customers: number;
}

/** Moves that count in no arm, and exposures that meet no move. */
export interface LeftOutOfArms {
  /** Moves of customers who got more than one action in that period. */
  readonly severalActions: number;
  /** Moves within the carry-over of an earlier exposure. */
  readonly carriedOver: number;
  /** Moves of customers whose propensity was too small for some action. */
  readonly noOverlap: number;
  /** Exposures of customers whom the panel does not have. */
  readonly unknownCustomers: number;
  /** Exposures on days in no period that a move leads into. */
  readonly outsidePeriods: number;
}

/** Moves by what was done. */
export type ActionCounts =
  | {
      /** They can be compared. */
      readonly kind: "counted";
      /** The states. */
      readonly states: readonly string[];
      /** The moves of those who got nothing. */
      readonly control: ActionArm;
      /** The moves under each action, by name. */
      readonly actions: readonly ActionArm[];
      /** What was left out. */
      readonly leftOut: LeftOutOfArms;
    }
  | {
      /** Some customers could not have got some action: they have nobody to be compared with. */
      readonly kind: "no-overlap";
      /** Moves with too small a propensity for some action. */
      readonly outside: number;
      /** All moves. */
      readonly moves: number;
      /** The smallest propensity. */
      readonly have: number;
      /** The least that is accepted. */
      readonly need: number;
      /** The action of the smallest propensity. */
      readonly action: string;
    };
