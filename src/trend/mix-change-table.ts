import type { CustomerTable } from "../orders/index.ts";
import type { MonteCarlo } from "../stats/index.ts";
import type { EventUnit } from "./_purchase-events.ts";
import type { MixComparisonOptions, MixResult } from "./compare-mixes.ts";
import type { ComparedPeriods } from "./compared-periods.ts";

/** What a mix is of. */
export type MixSubject = "category" | "channel" | "place" | "weekday" | "time-of-day";

/** Options of `findMixChanges`. */
export interface MixChangeOptions
  extends Pick<MixComparisonOptions, "alpha" | "minimumDistance" | "minimumBayesFactor">,
    MonteCarlo {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** What the mix is of. `"time-of-day"` needs lines with a moment, and a zone. */
  readonly of: MixSubject;
  /** The category of each product, by product id; needed of `"category"`. Purchases of other products are left out. */
  readonly productCategories?: ReadonlyMap<string, string> | undefined;
  /** The time zone of the hours; needed of `"time-of-day"`. */
  readonly zone?: string | undefined;
  /**
   * What is one purchase.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** The change of one customer's mix. */
export interface MixChangeRow {
  /** The customer. */
  readonly customerId: string;
  /** Changed, stable, or insufficient, with what has moved; the effect is the Jensen–Shannon distance. */
  readonly result: MixResult;
  /** p with all customers taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** Purchases with a known value in the reference. */
  readonly referenceEvents: number;
  /** Purchases with a known value in the current period. */
  readonly currentEvents: number;
}

/** Changes of the mix of every customer with a purchase of known value in either period, by column. */
export interface MixChangeTable extends CustomerTable<MixChangeRow> {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** What the mix is of. */
  readonly of: MixSubject;
  /** 0 insufficient, 1 stable, 2 changed. */
  readonly kinds: Uint8Array;
  /** p of each customer; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** How many customers could be tested. */
  readonly tested: number;
  /** How many have changed. */
  readonly changed: number;
}
