import { decimalText, type Money, minorDigits } from "../money/index.ts";

/** The scale of integer units; every log and every table of amounts carries one. */
export interface UnitScale {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
}

/**
 * Writes integer units of a log or table as an amount of money, exactly and in canonical form.
 *
 * `amount = units · 10^−exponent`, with the currency's minor digits and further ones only where they are not zero.
 *
 * @param units - a safe integer, or any big integer
 * @param scale - the log or table that the units come from
 *
 * @example
 * ```ts
 * import { moneyOfUnits, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-05-02", amount: "0.425" }], { currency: "GBP" });
 * moneyOfUnits(log.amounts[0] ?? 0, log); // => { amount: "0.425", currency: "GBP" }
 * ```
 */
export function moneyOfUnits(units: number | bigint, scale: UnitScale): Money {
  const { currency } = scale;
  const coarsest = minorDigits(currency);
  let whole = BigInt(units);
  let exponent = scale.exponent;
  for (; exponent > coarsest && whole % 10n === 0n; exponent--) whole /= 10n;
  return Object.freeze({ amount: decimalText(whole, exponent), currency });
}
