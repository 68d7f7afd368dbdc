import type { Period } from "../calendar/index.ts";

/**
 * Order lines by column, one entry a line, in canonical order (see the definitions of this room).
 *
 * The columns are typed arrays and must not be written to; everything else is frozen.
 */
export interface OrderLog {
  /** How many lines there are. */
  readonly size: number;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** Decimals of a unit: `value = units · 10^−exponent`. */
  readonly exponent: number;
  /** The time observed, `[from, to)`. */
  readonly window: Period;
  /** The customers that have a line, in code-point order; the position is the customer's code. */
  readonly customerIds: readonly string[];
  /** Customer code of each line; never falls from one line to the next. */
  readonly customers: Int32Array;
  /** Day of each line, as days since 1970-01-01; never falls within a customer. */
  readonly days: Int32Array;
  /** Amount of each line in units: above zero a purchase, below zero a return, zero a free line. */
  readonly amounts: Float64Array;
  /** Cost of each line in units; absent unless every line has one. */
  readonly costs?: Float64Array | undefined;
  /** How many lines came without a cost. */
  readonly linesWithoutCost: number;
  /** The costs that are known, where some lines have one and others have not. */
  readonly partialCosts?: PartialCosts | undefined;
  /** Order code of each line, numbered as the orders first appear; the orders of a customer are consecutive. */
  readonly orderCodes: Int32Array;
  /** How many orders there are, those that hold only returns or free lines included. */
  readonly orders: number;
  /** What an order is: what one customer calls by one id, or, where ids are missing, one buying day. */
  readonly orderUnit: "order" | "customer-day";
  /** Order id of each order code; absent where an order is a customer-day. */
  readonly orderIds?: readonly string[] | undefined;
  /** The products that a line names, in code-point order; the position is the product's code. */
  readonly productIds: readonly string[];
  /** Product code of each line, −1 for a line without one; absent when no line has one. */
  readonly products?: Int32Array | undefined;
  /** The moment of each line in epoch milliseconds, where it came with one; absent when no line did. */
  readonly instants?: KnownValues | undefined;
  /** How much of the product each line is about, where it came with one; absent when no line did. */
  readonly quantities?: Quantities | undefined;
  /** The sales channels that a line names, in code-point order; the position is the channel's code. */
  readonly channelNames: readonly string[];
  /** Channel code of each line, −1 for a line without one; absent when no line has one. */
  readonly channels?: Int32Array | undefined;
  /** The places (shops, branches, sites) that a line names, in code-point order; the position is the code. */
  readonly placeIds: readonly string[];
  /** Place code of each line, −1 for a line without one; absent when no line has one. */
  readonly places?: Int32Array | undefined;
}

/** Numbers that some of the lines have. */
export interface KnownValues {
  /** The number of each line, zero where it is not known. */
  readonly values: Float64Array;
  /** 1 for a line whose number is known, else 0. */
  readonly known: Uint8Array;
}

/** Quantities as integers of one scale: `quantity = values · 10^−exponent`. */
export interface Quantities extends KnownValues {
  /** Decimals of a unit of the values. */
  readonly exponent: number;
}

/** Costs of some of the lines. */
export interface PartialCosts {
  /** Cost of each line in units, zero where it is not known. */
  readonly units: Float64Array;
  /** 1 for a line whose cost is known, else 0. */
  readonly known: Uint8Array;
}
