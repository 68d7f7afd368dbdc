import type { Money } from "../money/index.ts";
import type { CustomerTable } from "../orders/index.ts";
import type { MonteCarlo } from "../stats/index.ts";
import type { ChangeResult } from "./change-result.ts";
import type { ComparedPeriods } from "./compared-periods.ts";

/** Options of `findValueChanges`. */
export interface ValueChangeOptions extends MonteCarlo {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /**
   * What is added up: purchases less returns, or that less the cost of the lines, which all lines must then have.
   * @defaultValue `"revenue"`
   */
  readonly measure?: "revenue" | "profit" | undefined;
  /**
   * How buying days clump: the size of the negative binomial law of a day, see `estimateClumping`.
   * @defaultValue none: they are Poisson
   */
  readonly sizePerDay?: number | undefined;
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest ratio of the values of a year that matters, the larger by the smaller.
   * @defaultValue `1.2`
   */
  readonly minimumRatio?: number | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** The change of what one customer brings. */
export interface ValueChangeRow {
  /** The customer. */
  readonly customerId: string;
  /** Changed, stable, or insufficient; the effect is the ratio of the values, absent where one is not above 0. */
  readonly result: ChangeResult;
  /** p with all customers taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** Days with an order in the reference, from the day after the first ever, and in the current period. */
  readonly events: number;
  /** What the customer brought in the reference, as of a year; absent where it was not seen in it. */
  readonly before?: Money;
  /** What it brings now, as of a year. */
  readonly after: Money;
  /** After less before. */
  readonly atStake?: Money;
}

/** Changes of what every customer brings, by column. */
export interface ValueChangeTable extends CustomerTable<ValueChangeRow> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** What is added up. */
  readonly measure: "revenue" | "profit";
  /** 0 insufficient, 1 stable, 2 changed. */
  readonly kinds: Uint8Array;
  /** p of each customer; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** How many customers could be tested. */
  readonly tested: number;
  /** How many have changed upwards. */
  readonly up: number;
  /** How many have changed downwards. */
  readonly down: number;
}
