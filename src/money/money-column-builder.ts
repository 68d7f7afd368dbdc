import { describeValue } from "../issues/index.ts";
import { FINEST, POWERS_OF_TEN } from "./_powers-of-ten.ts";
import type { Scan } from "./_scan-decimal.ts";
import { minorDigits } from "./currency.ts";
import type { MoneyColumn } from "./money-column.ts";
import { checkExponent, readDecimal } from "./parse-decimal.ts";

/** Options of {@link createMoneyColumnBuilder}. */
export interface MoneyColumnBuilderOptions {
  /**
   * The most decimals an amount may need, 0 to 15; an amount that needs more is refused. Every further decimal
   * leaves a tenth of the range: 9 decimals hold amounts up to 9 007 199.
   * @defaultValue `9`
   */
  readonly maxExponent?: number | undefined;
}

/** Takes amounts one by one as text and makes a {@link MoneyColumn} of them. */
export interface MoneyColumnBuilder {
  /** How many amounts were taken. */
  readonly size: number;
  /**
   * Takes an amount.
   * @throws SyntaxError if it is not plain decimal text
   * @throws RangeError if it is too fine or too large; the builder is then unchanged
   */
  push(decimal: string): void;
  /**
   * Takes the exact product of two numbers, such as quantity × unit price.
   * @throws SyntaxError if one of them is not plain decimal text
   * @throws RangeError if the product is too fine or too large; the builder is then unchanged
   */
  pushProduct(a: string, b: string): void;
  /** The amounts so far as a column of their own; the builder may go on. */
  finish(): MoneyColumn;
}

/**
 * Makes an empty builder of a column of amounts.
 *
 * The column's scale starts at the currency's minor unit and becomes finer when an amount needs it (retail unit
 * prices with three decimals); earlier units are then multiplied by the power of ten, so no value ever changes
 * and the result does not depend on the order of the amounts. Zeros at the end of a fraction ask for nothing.
 *
 * @param currency - ISO 4217 code of all amounts
 * @param options - the finest scale to accept
 * @throws RangeError if the currency is unknown or `maxExponent` is out of range
 *
 * @example
 * ```ts
 * import { createMoneyColumnBuilder } from "clientele/money";
 *
 * const builder = createMoneyColumnBuilder("GBP");
 * builder.push("2.55");
 * builder.pushProduct("12", "0.425");
 * builder.push("-0.001");
 * builder.finish(); // => { currency: "GBP", exponent: 3, units: Float64Array.of(2550, 5100, -1) }
 * ```
 */
export function createMoneyColumnBuilder(
  currency: string,
  options: MoneyColumnBuilderOptions = {},
): MoneyColumnBuilder {
  const { maxExponent = 9 } = options;
  let exponent = minorDigits(currency);
  checkExponent("build money column", "maxExponent", maxExponent);
  if (maxExponent < exponent) {
    throw new RangeError(
      `Cannot build money column: maxExponent must be at least the ${exponent} minor digits of ${currency}, got ${maxExponent}`,
    );
  }
  let units = new Float64Array(64);
  let size = 0;
  let largest = 0; // the largest |unit| at the present exponent
  const one: Scan = { units: 0, exponent: 0, written: 0 };
  const two: Scan = { units: 0, exponent: 0, written: 0 };

  /** Everything is checked before anything is changed, so a refused amount leaves no trace. */
  function append(value: number, at: number, shown: string, factor?: string): void {
    const scale = Math.max(at, exponent);
    const scaled = value * POWERS_OF_TEN[scale - at]!;
    const earlier = largest * POWERS_OF_TEN[scale - exponent]!;
    if (Math.abs(scaled) > Number.MAX_SAFE_INTEGER) throw refusal("it must stay", scale, shown, factor);
    if (earlier > Number.MAX_SAFE_INTEGER) {
      throw refusal("all earlier amounts must stay", scale, shown, factor);
    }
    if (scale > exponent) {
      for (let i = 0; i < size; i++) units[i]! *= POWERS_OF_TEN[scale - exponent]!;
      exponent = scale;
    }
    if (size === units.length) {
      const grown = new Float64Array(2 * size);
      grown.set(units);
      units = grown;
    }
    units[size] = scaled;
    size += 1;
    largest = Math.max(earlier, Math.abs(scaled));
  }

  return {
    get size() {
      return size;
    },
    push(decimal) {
      readDecimal("add amount", decimal, one, maxExponent);
      append(one.units, one.exponent, decimal);
    },
    pushProduct(a, b) {
      readDecimal("add product", a, one, FINEST);
      readDecimal("add product", b, two, FINEST);
      multiplyInto(one, two);
      if (one.exponent > maxExponent) {
        throw new RangeError(
          `Cannot add product: it must need at most ${maxExponent} decimals, got ${describeProduct(a, b)}`,
        );
      }
      if (!Number.isSafeInteger(one.units)) throw refusal("it must stay", one.exponent, a, b);
      append(one.units, one.exponent, a, b);
    },
    finish() {
      return Object.freeze({ currency, exponent, units: units.slice(0, size) });
    },
  };
}

/** Leaves the product in `a`, in its coarsest exponent; units beyond the safe range stay so only if they truly are. */
function multiplyInto(a: Scan, b: Scan): void {
  const product = a.units * b.units;
  let exponent = a.exponent + b.exponent;
  if (Number.isSafeInteger(product)) {
    let units = product + 0; // -0 becomes 0
    for (; exponent > 0 && units % 10 === 0; exponent--) units /= 10;
    a.units = units;
  } else {
    let units = BigInt(a.units) * BigInt(b.units);
    for (; exponent > 0 && units % 10n === 0n; exponent--) units /= 10n;
    a.units = Number(units);
  }
  a.exponent = exponent;
}

function describeProduct(a: string, b: string): string {
  return `${describeValue(a)} × ${describeValue(b)}`;
}

function refusal(rule: string, exponent: number, shown: string, factor?: string): RangeError {
  const got = factor === undefined ? describeValue(shown) : describeProduct(shown, factor);
  const task = factor === undefined ? "add amount" : "add product";
  return new RangeError(`Cannot ${task}: ${rule} below 2^53 units of ${exponent} decimals, got ${got}`);
}
