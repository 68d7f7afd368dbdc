import { describeValue } from "../issues/index.ts";
import { POWERS_OF_TEN } from "./_powers-of-ten.ts";
import { checkExponent } from "./parse-decimal.ts";

/**
 * Many amounts of one currency as integers of one scale: `value of row i = units[i] · 10^−exponent`.
 *
 * Every unit is a safe integer, so a sum of them is exact as long as it is checked; see `sumUnits`.
 */
export interface MoneyColumn {
  /** ISO 4217 code shared by all rows. */
  readonly currency: string;
  /** Decimals of a unit; at least the currency's minor digits, finer where the data are finer. */
  readonly exponent: number;
  /** One safe integer a row. */
  readonly units: Float64Array;
}

/**
 * The same amounts in units of another scale, exactly; for bringing two columns to one scale before adding.
 *
 * `units′ = units · 10^(exponent′ − exponent)`
 *
 * @param column - the amounts; not changed
 * @param exponent - decimals wanted, 0 to 15
 * @returns a new column
 * @throws RangeError if a value would have to be rounded or would reach 2⁵³
 *
 * @example
 * ```ts
 * import { rescaleMoneyColumn } from "clientele/money";
 *
 * const cents = { currency: "EUR", exponent: 2, units: Float64Array.of(250, -1) };
 * rescaleMoneyColumn(cents, 3).units; // => Float64Array.of(2500, -10)
 * ```
 */
export function rescaleMoneyColumn(column: MoneyColumn, exponent: number): MoneyColumn {
  checkExponent("rescale money column", "exponent", exponent);
  checkExponent("rescale money column", "the column's exponent", column.exponent);
  const finer = exponent >= column.exponent;
  const factor = POWERS_OF_TEN[Math.abs(exponent - column.exponent)]!;
  const units = new Float64Array(column.units.length);
  for (let i = 0; i < units.length; i++) {
    const unit = column.units[i]!;
    const scaled = finer ? unit * factor : unit / factor;
    if (!Number.isSafeInteger(scaled)) {
      const limit = finer ? "stay below 2^53" : "need no rounding";
      throw new RangeError(
        `Cannot rescale money column: units[${i}] must ${limit} at exponent ${exponent}, got ${describeValue(unit)} at ${column.exponent}`,
      );
    }
    units[i] = scaled + 0; // -0 becomes 0
  }
  return Object.freeze({ currency: column.currency, exponent, units });
}
