import type { FrequencyProgramme, PointsThreshold } from "../ledger/index.ts";
import type { DatedGoal } from "../loyalty/index.ts";
import type { TreatmentPlan } from "../value/index.ts";

/** What a company has decided of its customers; a run holds it against what is, and keeps to it. */
export interface DailyPlans {
  /**
   * How the customers of a class (A, B, C; MVC, MGC, OTHER, BZC), flag (gold, drag) or segment are treated, from
   * `createTreatmentPlan`: the budget proposal and the reminders keep to its caps, and let go whom it lets go.
   * @defaultValue none: nobody is treated in a way of their own
   */
  readonly treatments?: TreatmentPlan | undefined;
  /**
   * Goals with a date of satisfaction, loyalty (retention by quarter) and one-to-one; see `measureKpis` for the measures.
   * @defaultValue none
   */
  readonly goals?: readonly DatedGoal[] | undefined;
  /**
   * What points bring, by programme: every balance of points is of it.
   * @defaultValue none
   */
  readonly points?:
    | { readonly programmeId: string; readonly thresholds: readonly PointsThreshold[] }
    | undefined;
  /**
   * Programmes in which every so-manieth purchase of their members brings something.
   * @defaultValue none
   */
  readonly frequency?: readonly FrequencyPlan[] | undefined;
}

/** A programme of purchases, as a run counts it. */
export interface FrequencyPlan {
  /** Its id, by which memberships name it. */
  readonly programmeId: string;
  /** Its rule. */
  readonly programme: FrequencyProgramme;
  /**
   * The products whose purchases count, each line once.
   * @defaultValue all
   */
  readonly productIds?: readonly string[] | undefined;
  /** What it brings, in words. */
  readonly reward?: string | undefined;
}
