import { describeValue } from "../issues/index.ts";
import { Exact, readExact } from "./_decimal.ts";
import { minorDigits } from "./currency.ts";
import { decimalText } from "./decimal-text.ts";
import type { Money } from "./money.ts";

/** An amount as a sum of a column leaves it: `value = units · 10^−exponent`. */
export interface MoneyUnits {
  /** A safe integer, or a big integer. */
  readonly units: number | bigint;
  /** Decimals of a unit, 0 to 15. */
  readonly exponent: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** Options of {@link formatMoney}. */
export interface FormatMoneyOptions {
  /** BCP 47 tag of a locale, always given: the host's own locale is never used. */
  readonly locale: string;
  /**
   * Decimals shown, 0 to 20; what is finer is rounded half-even, for display only.
   * @defaultValue the currency's minor digits
   */
  readonly digits?: number | undefined;
  /**
   * How the currency is named.
   * @defaultValue `"symbol"`
   */
  readonly display?: "symbol" | "narrowSymbol" | "code" | "name" | undefined;
}

/**
 * Writes an amount for people, in the way of a locale; exact however large it is.
 *
 * Rounding to the digits shown is half-even and ours; `Intl.NumberFormat` gets the finished decimal text and adds
 * separators and the currency. What rounds to zero is shown without a sign.
 *
 * @param money - an amount, or units of a column
 * @param options - the locale, the digits, the name of the currency
 * @throws RangeError if the locale is not a tag, or one that the JavaScript engine has no data of (it would then
 *   fall back to the host's locale), or if `digits` is out of range
 *
 * @example
 * ```ts
 * import { formatMoney } from "clientele/money";
 *
 * formatMoney({ amount: "8911407.904", currency: "GBP" }, { locale: "en-GB" }); // => "£8,911,407.90"
 * formatMoney({ units: 2125, exponent: 3, currency: "USD" }, { locale: "en-US" }); // => "$2.12"
 * formatMoney({ amount: "0.425", currency: "USD" }, { locale: "en-US", digits: 3 }); // => "$0.425"
 * ```
 */
export function formatMoney(money: Money | MoneyUnits, options: FormatMoneyOptions): string {
  const minor = minorDigits(money.currency); // also where digits are given: `Intl` takes any three letters
  const { locale, digits = minor, display = "symbol" } = options;
  if (!Number.isInteger(digits) || digits < 0 || digits > 20) {
    throw new RangeError(
      `Cannot format money: digits must be an integer from 0 to 20, got ${describeValue(digits)}`,
    );
  }
  const value =
    "amount" in money
      ? readExact("format money", "amount", money.amount)
      : new Exact(decimalText(money.units, money.exponent));
  // Rounded first, so that what rounds to zero has lost its sign when it is written.
  const shown = value.toDecimalPlaces(digits, Exact.ROUND_HALF_EVEN).toFixed(digits);
  return formatOf(locale, money.currency, digits, display).format(shown as Intl.StringNumericLiteral);
}

/** Making an `Intl.NumberFormat` costs a hundred times as much as using it; a report needs a handful of them. */
const formats = /* @__PURE__ */ new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 64;

function formatOf(locale: string, currency: string, digits: number, display: string): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits} ${display}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  checkLocale(locale);
  if (!DISPLAYS.includes(display)) {
    throw new RangeError(
      `Cannot format money: display must be one of ${DISPLAYS.join(", ")}, got ${describeValue(display)}`,
    );
  }
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: display as "symbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (formats.size === MOST_FORMATS) formats.clear();
  formats.set(key, format);
  return format;
}

const DISPLAYS: readonly string[] = ["symbol", "narrowSymbol", "code", "name"];

function checkLocale(locale: string): void {
  let known: string[] = [];
  try {
    // An empty list, or none at all, would mean the host's locale.
    if (typeof locale === "string") known = Intl.NumberFormat.supportedLocalesOf(locale);
  } catch {
    // not a tag at all
  }
  if (known.length === 0) {
    throw new RangeError(
      `Cannot format money: locale must be a BCP 47 tag that this engine knows, got ${describeValue(locale)}`,
    );
  }
}
