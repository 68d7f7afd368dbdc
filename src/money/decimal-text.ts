import { describeValue } from "../issues/index.ts";
import { checkExponent } from "./parse-decimal.ts";

/**
 * Writes integer units as exact decimal text with all their decimals: the inverse of `parseDecimal`.
 *
 * `text = units · 10^−exponent`, with exactly `exponent` decimals, no plus sign, no `-0`.
 *
 * @param units - a safe integer, or any big integer
 * @param exponent - decimals, 0 to 15
 * @throws RangeError if `units` is not a safe integer or `exponent` is out of range
 *
 * @example
 * ```ts
 * import { decimalText } from "clientele/money";
 *
 * decimalText(8911407904, 3); // => "8911407.904"
 * decimalText(-5, 2); // => "-0.05"
 * decimalText(12345678901234567890n, 2); // => "123456789012345678.90"
 * ```
 */
export function decimalText(units: number | bigint, exponent: number): string {
  checkExponent("write decimal", "exponent", exponent);
  if (typeof units !== "bigint" && !Number.isSafeInteger(units)) {
    throw new RangeError(
      `Cannot write decimal: units must be a safe integer or a bigint, got ${describeValue(units)}`,
    );
  }
  const digits = String(units < 0 ? -units : units);
  const sign = units < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  const padded = digits.padStart(exponent + 1, "0");
  return `${sign}${padded.slice(0, -exponent)}.${padded.slice(-exponent)}`;
}
