import { type Exact, readExact } from "./_decimal.ts";
import { minorDigits } from "./currency.ts";

/**
 * An amount of one currency as it is stored and exchanged: text, so that nothing is lost on the way.
 *
 * Functions of this room take any plain decimal text of at most 34 digits and give canonical text: at least the
 * currency's minor digits, further decimals only where they are not zero, no plus sign, no `-0`. Two canonical
 * amounts of a currency are equal exactly if their texts are.
 */
export interface Money {
  /** Plain decimal text: `"1234.50"`. */
  readonly amount: string;
  /** ISO 4217 code: `"EUR"`. */
  readonly currency: string;
}

/**
 * Makes an amount in canonical form of plain decimal text.
 *
 * @param amount - `[+-]? digits ("." digits)?`, at most 34 digits
 * @param currency - ISO 4217 code
 * @throws SyntaxError if the text is not of this form
 * @throws RangeError if it has more digits or the currency is unknown
 *
 * @example
 * ```ts
 * import { createMoney } from "clientele/money";
 *
 * createMoney("1234.5", "EUR"); // => { amount: "1234.50", currency: "EUR" }
 * createMoney("0.4250", "GBP"); // => { amount: "0.425", currency: "GBP" }
 * createMoney("-0", "JPY"); // => { amount: "0", currency: "JPY" }
 * ```
 */
export function createMoney(amount: string, currency: string): Money {
  return moneyOf(readExact("create money", "amount", amount), currency);
}

/** Writes a value in canonical form; `toFixed` writes no sign before zero. */
export function moneyOf(value: Exact, currency: string): Money {
  const decimals = Math.max(minorDigits(currency), value.decimalPlaces());
  return Object.freeze({ amount: value.toFixed(decimals), currency });
}
