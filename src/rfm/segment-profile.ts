import type { Period } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";

/** The segment, or the rest, as a whole. */
export interface SideProfile {
  /** Customers of the log. */
  readonly customers: number;
  /** Of all customers of the log; 0 where there is none. */
  readonly shareOfCustomers: number;
  /** Customers with a purchase in the period. */
  readonly buyers: number;
  /** Orders with a purchase in the period. */
  readonly orders: number;
  /** Purchases of the period. */
  readonly revenue: Money;
  /** Of the revenue of all; 0 where there is none. */
  readonly shareOfRevenue: number;
  /** Revenue per order in the currency; absent without an order. */
  readonly orderValue?: number | undefined;
  /** Revenue per buyer in the currency; absent without a buyer. */
  readonly revenuePerBuyer?: number | undefined;
  /** The trend of sales, where an earlier period was given. */
  readonly trend?: SalesTrend | undefined;
}

/** The sales of two periods. */
export interface SalesTrend {
  /** Purchases of the earlier period. */
  readonly before: Money;
  /** Purchases of the period less those of the earlier. */
  readonly change: Money;
  /** Change over those of the earlier; absent where they are zero. */
  readonly growth?: number | undefined;
}

/** A segment compared with all other customers. */
export interface SegmentProfile {
  /** The days compared. */
  readonly period: Period;
  /** The members. */
  readonly inside: SideProfile;
  /** All others. */
  readonly outside: SideProfile;
  /** The mix of products, by the difference of the shares, largest first. */
  readonly products: readonly MixRow[];
  /** The facts, in the order asked for. */
  readonly facts: readonly FactComparison[];
  /** Members without a line in the log. */
  readonly membersWithoutOrders: number;
}

/** What members and others spend on one product or group of products. */
export interface MixRow {
  /** The product, or the group it is counted under; absent for lines without a product. */
  readonly group?: string | undefined;
  /** Purchases of members. */
  readonly inside: Money;
  /** Purchases of others. */
  readonly outside: Money;
  /** Of all purchases of members; 0 where there is none. */
  readonly shareInside: number;
  /** Of all purchases of others; 0 where there is none. */
  readonly shareOutside: number;
  /** `100 · shareInside / shareOutside`; absent where others do not buy it. */
  readonly index?: number | undefined;
}

/** One value of a fact, or one item of a fact that is a list. */
export interface FactShare {
  /** The value. */
  readonly value: string | number | boolean;
  /** Members who have it. */
  readonly inside: number;
  /** Others who have it. */
  readonly outside: number;
  /** Of the members of whom the fact is known; 0 where there is none. */
  readonly shareInside: number;
  /** Of the others of whom it is known; 0 where there is none. */
  readonly shareOutside: number;
}

/** One fact of members and others. */
export interface FactComparison {
  /** The fact. */
  readonly field: string;
  /** Members of whom it is known. */
  readonly knownInside: number;
  /** Others of whom it is known. */
  readonly knownOutside: number;
  /** Mean of members, where all known values are numbers and there is one. */
  readonly meanInside?: number | undefined;
  /** Mean of others, likewise. */
  readonly meanOutside?: number | undefined;
  /**
   * Every value, by the difference of the shares, largest first. Absent of numbers. A customer with several values in a
   * list counts in each.
   */
  readonly values?: readonly FactShare[] | undefined;
}
