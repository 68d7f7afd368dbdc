import type { PlainDate } from "../calendar/index.ts";
import type { ComparedPeriods } from "../trend/index.ts";

/** What one survey for change found over all customers. */
export interface TrendCount {
  /** What was looked at: `rate`, `amount`, `silence`, `value`, `mix of weekday` … */
  readonly of: string;
  /** How many customers could be tested. */
  readonly tested: number;
  /** How many could not, for want of purchases. */
  readonly insufficient: number;
  /** How many have changed upwards. */
  readonly up: number;
  /** How many have changed downwards. */
  readonly down: number;
  /** How many have changed from one thing to another. */
  readonly sideways: number;
}

/** What has significantly changed, the last months against those before. */
export interface TrendReport {
  /** Marks the record. */
  readonly kind: "trend";
  /** The day of the report. */
  readonly asOf: PlainDate;
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** Pearson's X² of purchases over its degrees of freedom, 1 where they come by chance alone; absent with too few. */
  readonly clumping?: number | undefined;
  /** One row for each survey. */
  readonly counts: readonly TrendCount[];
}
