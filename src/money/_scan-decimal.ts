import { FINEST, POWERS_OF_TEN } from "./_powers-of-ten.ts";

/** The value of a decimal text as an integer, in the coarsest exponent that holds it. */
export interface Scan {
  /** A safe integer; never -0. */
  units: number;
  /** `value = units · 10^−exponent`; trailing zeros of the fraction do not count. */
  exponent: number;
  /** How many decimals were written, trailing zeros included. */
  written: number;
}

/** Why a text was not read: not of the form, too many decimals, too large. */
export type ScanFault = "form" | "fine" | "large";

/**
 * Reads `[+-]? digits ("." digits)?` into `into` (reused by the caller, since this is the hot path of
 * reading a file) and leaves it undefined in content when a fault is returned.
 *
 * Sound without big integers: the first product that leaves the safe range is at least 2⁵³ after rounding too,
 * because rounding is monotone, so it is seen.
 */
export function scanDecimal(text: string, into: Scan): ScanFault | undefined {
  const length = text.length;
  const first = text.charCodeAt(0);
  const start = first === 45 || first === 43 ? 1 : 0;
  let units = 0;
  let exponent = 0;
  let zeros = 0; // trailing zeros of the fraction so far, not yet multiplied in
  let point = -1;
  let fault: ScanFault | undefined;
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit === -2) {
      if (point >= 0 || i === start) return "form";
      point = i;
    } else if (!(digit >= 0 && digit <= 9)) {
      return "form";
    } else if (point < 0) {
      units = units * 10 + digit;
    } else if (digit === 0) {
      zeros += 1;
    } else {
      exponent += zeros + 1;
      if (exponent > FINEST) fault = "fine";
      else units = units * POWERS_OF_TEN[zeros + 1]! + digit;
      zeros = 0;
    }
    if (units > Number.MAX_SAFE_INTEGER) {
      fault ??= "large";
      units = 0;
    }
  }
  if (length === start || point === length - 1) return "form";
  into.units = first === 45 && units !== 0 ? -units : units;
  into.exponent = exponent;
  into.written = point < 0 ? 0 : length - 1 - point;
  return fault;
}
