/** Ids as Arrow keeps them: the i-th is the UTF-8 text `bytes[offsets[i] … offsets[i + 1])`. */
export interface Utf8Column {
  /** One more than there are ids; never falls. */
  readonly offsets: Int32Array;
  /** The texts, one after the other. */
  readonly bytes: Uint8Array;
}

/** Amounts of one currency and one scale; a `MoneyColumn` is one. */
export interface UnitColumn {
  /** ISO 4217 code of all rows. */
  readonly currency: string;
  /** Decimals of a unit: `value = units · 10^−exponent`. */
  readonly exponent: number;
  /** One safe integer a row. */
  readonly units: Int32Array | Float64Array | BigInt64Array;
}

/** Quantities of one scale. */
export interface QuantityColumn {
  /** Decimals of a unit, 0 to 15: `value = units · 10^−exponent`. */
  readonly exponent: number;
  /** One safe integer a row. */
  readonly units: Int32Array | Float64Array | BigInt64Array;
}

/**
 * Orders by column, one row an order: a record batch of Arrow without nulls, a chunk of a database's result.
 *
 * All columns have the same length. They are read and not kept.
 *
 * @example
 * ```ts
 * import { type ColumnBatch, orderTotalsFromBatches } from "clientele/orders";
 *
 * const batch: ColumnBatch = {
 *   customers: Int32Array.of(0, 1, 0),
 *   days: Int32Array.of(20575, 20576, 20577), // days since 1970-01-01
 *   amounts: { currency: "EUR", exponent: 2, units: Int32Array.of(1990, 500, -1990) },
 * };
 * orderTotalsFromBatches([batch], { currency: "EUR" }).orders; // => 3
 * ```
 */
export type ColumnBatch = OrderColumns & (DayColumn | SecondColumn);

interface OrderColumns {
  /** Who ordered: codes from 0, or ids. */
  readonly customers: Int32Array | Utf8Column;
  /** What the order comes to: above zero a purchase, below zero a return, zero a free order. */
  readonly amounts: UnitColumn;
  /** Cost of the goods, of the same sign as the amount. */
  readonly costs?: UnitColumn | undefined;
}

interface DayColumn {
  /** The day of each order, as days since 1970-01-01: Arrow's `Date32`. */
  readonly days: Int32Array;
  readonly seconds?: undefined;
}

interface SecondColumn {
  readonly days?: undefined;
  /** The moment of each order on the shop's own clock, as seconds since 1970-01-01T00:00 of that clock. */
  readonly seconds: Int32Array | Float64Array | BigInt64Array;
}
