import type { Money } from "../money/index.ts";
import type { CustomerTable, TimeUnit } from "../orders/index.ts";
import type { Peers } from "./_peer-ratios.ts";
import type { EventUnit } from "./_purchase-events.ts";
import type { ChangeResult, InsufficientEvidence } from "./change-result.ts";
import type { RateComparisonOptions } from "./compare-rates.ts";
import type { ComparedPeriods } from "./compared-periods.ts";
import type { Clumping } from "./estimate-clumping.ts";

/** Options of `findRateChanges`. */
export interface RateChangeOptions
  extends Omit<RateComparisonOptions, "expectedRatio" | "sizePerUnit" | "twoSided"> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /**
   * What is one purchase: a buying day, or an order where every line has an id. Lines of an order are no independent events.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
  /**
   * How purchases clump: estimated from all customers in the reference, not at all, or a size per day that is known.
   * @defaultValue `"estimate"`
   */
  readonly clumping?: "estimate" | "none" | number | undefined;
  /**
   * Against whom: the own past alone, or the own past times what the others' rate has done: of all, or of the same group (cohort,
   * branch) by customer. Without peers a season looks like a change of everybody.
   * @defaultValue `"none"`
   */
  readonly peers?: Peers | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
  /**
   * The unit of time of the rates in rows.
   * @defaultValue `"month"`
   */
  readonly unit?: TimeUnit | undefined;
}

/** The change of one customer's rate of purchases. */
export interface RateChangeRow {
  /** The customer. */
  readonly customerId: string;
  /** Changed, stable, or insufficient; the effect is the ratio of the rates, current by reference. */
  readonly result: ChangeResult;
  /** p with all customers taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** Purchases in the reference, from the day after the first ever. */
  readonly referenceEvents: number;
  /** The days of the reference in which the customer was seen. */
  readonly referenceDays: number;
  /** Purchases in the current period. */
  readonly currentEvents: number;
  /** The days of the current period. */
  readonly currentDays: number;
  /** Purchases of a unit of time in the reference. */
  readonly before?: number;
  /** Purchases of a unit of time in the current period. */
  readonly after: number;
  /** What peers' rates have done, where they are compared with: their ratio. */
  readonly peerRatio?: number;
  /** From how many purchases in both periods a full stop would be significant, p alone. */
  readonly stopNeeds: number;
  /** What the change of rate makes in a year at the mean amount of a purchase of the reference; absent without one. */
  readonly atStake?: Money;
}

/** Changes of the rate of purchases of every customer with a purchase before the current period ends, by column. */
export interface RateChangeTable extends CustomerTable<RateChangeRow> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** What is one purchase. */
  readonly countBy: EventUnit;
  /** How purchases clump, where it was estimated. */
  readonly clumping?: Clumping | InsufficientEvidence;
  /** 0 insufficient, 1 stable, 2 changed. */
  readonly kinds: Uint8Array;
  /** p of each customer; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** Purchases in the reference. */
  readonly referenceEvents: Int32Array;
  /** Days of the reference seen. */
  readonly referenceDays: Int32Array;
  /** Purchases in the current period. */
  readonly currentEvents: Int32Array;
  /** How many customers could be tested. */
  readonly tested: number;
  /** How many have changed upwards. */
  readonly up: number;
  /** How many have changed downwards. */
  readonly down: number;
}
