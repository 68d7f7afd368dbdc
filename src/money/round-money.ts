import { describeValue } from "../issues/index.ts";
import { checkDigits, type Exact, MOST_DIGITS, readExact } from "./_decimal.ts";
import { minorDigits } from "./currency.ts";
import { type Money, moneyOf } from "./money.ts";

/**
 * Where a value between two units goes.
 *
 * - `half-even`: to the nearer; from the middle to the even one (no drift over many roundings).
 * - `half-up`: to the nearer; from the middle away from zero (the commercial habit).
 * - `half-down`: to the nearer; from the middle towards zero.
 * - `up`: away from zero. `down`: towards zero.
 * - `ceiling`: towards +∞. `floor`: towards −∞.
 */
export type Rounding = "half-even" | "half-up" | "half-down" | "up" | "down" | "ceiling" | "floor";

/** Options of {@link roundMoney} and `multiplyMoney`. */
export interface RoundingOptions {
  /** Where a value between two units goes: always stated. */
  readonly rounding: Rounding;
  /**
   * Decimals of the result, 0 to 34.
   * @defaultValue the currency's minor digits
   */
  readonly digits?: number | undefined;
}

/** The numbers by which decimal.js knows the modes. */
const MODES = { up: 0, down: 1, ceiling: 2, floor: 3, "half-up": 4, "half-down": 5, "half-even": 6 } as const;

/**
 * An amount rounded to the currency's minor unit, or to other decimals, once and in the stated way.
 *
 * @param money - an amount, perhaps finer
 * @param options - the rounding, and the decimals
 * @throws RangeError if the rounding is unknown or `digits` is out of range
 *
 * @example
 * ```ts
 * import { roundMoney } from "clientele/money";
 *
 * roundMoney({ amount: "2.125", currency: "EUR" }, { rounding: "half-even" }); // => { amount: "2.12", currency: "EUR" }
 * roundMoney({ amount: "2.125", currency: "EUR" }, { rounding: "half-up" }); // => { amount: "2.13", currency: "EUR" }
 * ```
 */
export function roundMoney(money: Money, options: RoundingOptions): Money {
  return roundTo("round money", readExact("round money", "amount", money.amount), money.currency, options);
}

/**
 * An amount times a rate (a tax, a discount, a commission), rounded once and in the stated way.
 *
 * `result = round(amount · rate)`; the product itself is exact before it is rounded.
 *
 * @param money - the amount
 * @param rate - plain decimal text: `"0.19"`
 * @param options - the rounding, and the decimals of the result
 * @throws SyntaxError if the rate is not plain decimal text
 * @throws RangeError if the rounding is unknown, `digits` is out of range or the result needs more than 34 digits
 *
 * @example
 * ```ts
 * import { multiplyMoney } from "clientele/money";
 *
 * const price = { amount: "19.50", currency: "EUR" };
 * multiplyMoney(price, "0.19", { rounding: "half-up" }); // => { amount: "3.71", currency: "EUR" }
 * multiplyMoney(price, "0.19", { rounding: "half-up", digits: 4 }); // => { amount: "3.705", currency: "EUR" }
 * ```
 */
export function multiplyMoney(money: Money, rate: string, options: RoundingOptions): Money {
  const amount = readExact("multiply money", "amount", money.amount);
  const product = amount.times(readExact("multiply money", "rate", rate));
  return roundTo("multiply money", product, money.currency, options);
}

/** Rounds an exact value once and writes it. */
export function roundTo(task: string, value: Exact, currency: string, options: RoundingOptions): Money {
  const { rounding, digits = minorDigits(currency) } = options;
  if (!Object.hasOwn(MODES, rounding)) {
    const names = Object.keys(MODES).join(", ");
    throw new RangeError(`Cannot ${task}: rounding must be one of ${names}, got ${describeValue(rounding)}`);
  }
  if (!Number.isInteger(digits) || digits < 0 || digits > MOST_DIGITS) {
    throw new RangeError(
      `Cannot ${task}: digits must be an integer from 0 to ${MOST_DIGITS}, got ${describeValue(digits)}`,
    );
  }
  const rounded = value.toDecimalPlaces(digits, MODES[rounding]);
  return moneyOf(checkDigits(task, "the result", rounded), currency);
}
