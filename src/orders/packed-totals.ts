import type { Period } from "../calendar/index.ts";
import type { CustomerTotals } from "./customer-totals.ts";
import type { UnitScale } from "./money-of-units.ts";

/**
 * Totals as `pack` of `OrderTotals` gives them: by customer code and as they lie in memory, so that packing and merging
 * cost a copy. For another thread or process on the same kind of machine; what is kept for long is `customers()`.
 */
export interface PackedTotals extends UnitScale {
  /** How many orders they are the totals of. */
  readonly orders: number;
  /** From the first day of an order to the day after the last; absent where there is no order. */
  readonly window?: Period | undefined;
  /**
   * The purchases of each code from 0 in 16 bytes: their sum in units as a double; how many they are as an `Int32`; and
   * in the next 32 bits the first and the last day, as `_totals-kernel.wat` has them. Zeros where there is none.
   */
  readonly records: Float64Array;
  /** Who gave back or got something free. */
  readonly others: {
    /** Their codes, each once. */
    readonly codes: Int32Array;
    /** 16 bytes each: the sum of the returns as a double; how many they are and how many free orders, an `Int32` each. */
    readonly records: Float64Array;
  };
  /** Costs by code, of the purchases, and of returns and free orders; absent where no order came with one. */
  readonly costs?: { readonly purchaseUnits: Float64Array; readonly otherUnits: Float64Array } | undefined;
  /** How many orders came without a cost. */
  readonly ordersWithoutCost: number;
  /** Parts of sums that a double cannot hold, on top of what the columns have. */
  readonly wide: readonly {
    /** Which sum. */
    readonly sum: CustomerTotals["wide"][number]["sum"];
    /** Whose. */
    readonly code: number;
    /** The part. */
    readonly units: bigint;
  }[];
}
