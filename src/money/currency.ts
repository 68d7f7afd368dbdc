import { describeValue } from "../issues/index.ts";
import { CURRENT, RETIRED, WITHOUT_MINOR_UNIT } from "./_iso-4217.ts";

/** What ISO 4217 says of a currency, as far as money needs it. */
export interface Currency {
  /** The three capital letters. */
  readonly code: string;
  /** Digits after the decimal point in the smallest unit of account: 2 for cents, 0 for yen. */
  readonly minorDigits: number;
  /** `current`, or `retired` when the code has left the list and only old records carry it. */
  readonly status: "current" | "retired";
  /** The day from which a retired code was no longer in use, `YYYY-MM-DD`. */
  readonly retiredOn?: string | undefined;
  /** The code that took a retired code's place. */
  readonly successor?: string | undefined;
}

/**
 * Looks a currency up in ISO 4217 (list of 2026-01-01, and the codes withdrawn since 2014).
 *
 * Codes without a minor unit (gold `XAU`, testing `XTS`, none `XXX` …) are not currencies money can be held in.
 *
 * @param code - three capital letters
 * @returns the currency, or `undefined` if the code is none
 *
 * @example
 * ```ts
 * import { findCurrency } from "clientele/money";
 *
 * findCurrency("KWD"); // => { code: "KWD", minorDigits: 3, status: "current" }
 * findCurrency("BGN"); // => { code: "BGN", minorDigits: 2, status: "retired", retiredOn: "2026-01-01", successor: "EUR" }
 * findCurrency("XAU"); // => undefined
 * ```
 */
export function findCurrency(code: string): Currency | undefined {
  const digits = CURRENT.get(code);
  if (digits !== undefined) return Object.freeze({ code, minorDigits: digits, status: "current" });
  const retired = RETIRED.get(code);
  if (retired === undefined) return undefined;
  const [minorDigits, retiredOn, successor] = retired;
  return Object.freeze({ code, minorDigits, status: "retired", retiredOn, successor });
}

/**
 * How many digits after the decimal point the smallest unit of a currency has, by ISO 4217.
 *
 * Retired codes keep the digits they had, so that old records stay readable.
 *
 * @param currency - three capital letters
 * @returns 0, 2, 3 or 4
 * @throws RangeError if the code is unknown or has no minor unit
 *
 * @example
 * ```ts
 * import { minorDigits } from "clientele/money";
 *
 * minorDigits("EUR"); // => 2
 * minorDigits("JPY"); // => 0
 * ```
 */
export function minorDigits(currency: string): number {
  const digits = CURRENT.get(currency) ?? RETIRED.get(currency)?.[0];
  if (digits !== undefined) return digits;
  const reason = WITHOUT_MINOR_UNIT.has(currency)
    ? "one with a minor unit"
    : "a code of ISO 4217 in capital letters";
  throw new RangeError(`Cannot read currency: it must be ${reason}, got ${describeValue(currency)}`);
}
