import { describeValue } from "../issues/index.ts";
import { FINEST, POWERS_OF_TEN } from "./_powers-of-ten.ts";
import { type Scan, scanDecimal } from "./_scan-decimal.ts";

/** A decimal number as an integer and its scale: `value = units · 10^−exponent`. */
export interface ScaledDecimal {
  /** A safe integer (|units| < 2⁵³); never -0. */
  readonly units: number;
  /** Decimals, 0 to 15. */
  readonly exponent: number;
}

/** Options of {@link parseDecimal}. */
export interface ParseDecimalOptions {
  /**
   * The most decimals to accept, 0 to 15. Zeros beyond them change nothing and are dropped; any other digit
   * there is refused, never rounded away.
   * @defaultValue `15`
   */
  readonly maxExponent?: number | undefined;
}

/**
 * Reads plain decimal text into an exact integer and its scale, keeping the decimals as written.
 *
 * Form: `[+-]? digits ("." digits)?`, ASCII digits only. Spaces, thousands separators, a decimal comma, `1e5`,
 * `.5`, `5.` and anything else are refused.
 *
 * @param text - the number as text
 * @param options - the most decimals to accept
 * @throws SyntaxError if the text is not of this form
 * @throws RangeError if it has more decimals than allowed or needs an integer of 2⁵³ or more
 *
 * @example
 * ```ts
 * import { parseDecimal } from "clientele/money";
 *
 * parseDecimal("-1234.50"); // => { units: -123450, exponent: 2 }
 * parseDecimal("3.999"); // => { units: 3999, exponent: 3 }
 * parseDecimal("2.5000", { maxExponent: 2 }); // => { units: 250, exponent: 2 }
 * ```
 */
export function parseDecimal(text: string, options: ParseDecimalOptions = {}): ScaledDecimal {
  const { maxExponent = FINEST } = options;
  checkExponent("parse decimal", "maxExponent", maxExponent);
  const scan: Scan = { units: 0, exponent: 0, written: 0 };
  readDecimal("parse decimal", text, scan, maxExponent);
  // Trailing zeros are kept as written, as far as there is room for them.
  let { units, exponent } = scan;
  for (let e = Math.min(scan.written, maxExponent); e > exponent; e--) {
    const finer = units * POWERS_OF_TEN[e - exponent]!;
    if (Number.isSafeInteger(finer)) {
      units = finer;
      exponent = e;
    }
  }
  return Object.freeze({ units, exponent });
}

/** Scans `text` into `into` or throws, naming the task and the text. */
export function readDecimal(task: string, text: string, into: Scan, maxExponent: number): void {
  if (typeof text !== "string") {
    throw new TypeError(`Cannot ${task}: it must be given as text, got ${describeValue(text)}`);
  }
  const fault = scanDecimal(text, into);
  if (fault === undefined && into.exponent <= maxExponent) return;
  const got = describeValue(text);
  if (fault === "form") {
    throw new SyntaxError(`Cannot ${task}: expected plain decimal text such as "1234.50", got ${got}`);
  }
  if (fault === "large") {
    throw new RangeError(`Cannot ${task}: its digits must form an integer below 2^53, got ${got}`);
  }
  throw new RangeError(`Cannot ${task}: it must have at most ${maxExponent} decimals, got ${got}`);
}

/** Refuses a number of decimals that integer units cannot have. */
export function checkExponent(task: string, name: string, exponent: number): void {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > FINEST) {
    throw new RangeError(
      `Cannot ${task}: ${name} must be an integer from 0 to ${FINEST}, got ${describeValue(exponent)}`,
    );
  }
}
