import type { AcquisitionRatio, Cohort, ElementGap, GoalStanding } from "../loyalty/index.ts";
import type { Money } from "../money/index.ts";

/** Whether customers stay, and what they say. */
export interface LoyaltyReport {
  /** Marks the record. */
  readonly kind: "loyalty";
  /** The last quarter against the one before; absent without two. */
  readonly flow?:
    | {
        readonly active: number;
        readonly kept: number;
        readonly lost: number;
        readonly gained: number;
        readonly returned: number;
        readonly retention?:
          | { readonly estimate: number; readonly lower: number; readonly upper: number }
          | undefined;
      }
    | undefined;
  /** Customers by the quarter of their first purchase in the last year, and the share of them active in each later one. */
  readonly cohorts: readonly Cohort[];
  /** Days after which half of the customers are lost, where lost is who has been silent for a year; absent where it never is. */
  readonly survival?:
    | { readonly customers: number; readonly lost: number; readonly medianDays?: number | undefined }
    | undefined;
  /** The usual days between purchases, and who is later than twice the own. */
  readonly cycle?:
    | { readonly medianGapDays: number; readonly late: number; readonly repeaters: number }
    | undefined;
  /**
   * What 5 points more retention a quarter would do to the profit of a customer, in words, with the cost of winning one of the last
   * quarter (0 where none is on file); absent without a flow, and of revenue alone.
   */
  readonly retentionSensitivity?: string | undefined;
  /** What was said beside what was done; absent without an answer. */
  readonly satisfaction?:
    | { readonly satisfied: number; readonly switchers: number; readonly dissatisfied: number }
    | undefined;
  /** What was found beside what was expected, by element of process and outcome, the largest gap first. */
  readonly gaps: readonly ElementGap[];
  /** What 5 points more satisfaction go with, in words; absent with few answers. */
  readonly satisfactionSensitivity?: string | undefined;
  /** Customers of whom a share of wallet is known, and the mean of it; absent where none is. */
  readonly wallet?: { readonly customers: number; readonly meanShare: number } | undefined;
  /** What ties customers on the day. */
  readonly bonds: {
    /** Customers with a bond or a benefit in force. */
    readonly customers: number;
    /** Customers by kind of bond, in code-point order of the kinds. */
    readonly kinds: Readonly<Record<string, number>>;
    /** What leaving would cost them all, as far as it was estimated. */
    readonly switchingCost: Money;
    /** Customers by class of benefit. */
    readonly benefits: Readonly<Record<"financial" | "social" | "structural", number>>;
  };
  /** What winning a customer cost in the last quarter beside keeping one, in the currency itself; absent without both. */
  readonly acquisition?: AcquisitionRatio | undefined;
  /** The company's goals with a date, and how they stand. */
  readonly goals: readonly GoalStanding[];
}
