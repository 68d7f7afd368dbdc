import { describeValue } from "../issues/index.ts";
import { readExact } from "./_decimal.ts";
import { minorDigits } from "./currency.ts";
import { CurrencyMismatchError } from "./currency-mismatch-error.ts";
import type { Money } from "./money.ts";
import { type Rounding, roundTo } from "./round-money.ts";

/** What one unit of a currency was worth in another on a day. */
export interface ExchangeRate {
  /** The currency given. */
  readonly from: string;
  /** The currency received. */
  readonly to: string;
  /** How much of `to` one unit of `from` is worth: positive plain decimal text. */
  readonly rate: string;
  /** The day the rate is of, `YYYY-MM-DD`. */
  readonly on: string;
}

/** Options of {@link convertMoney}. */
export interface ConversionOptions {
  /**
   * Where a value between two units of the target goes.
   * @defaultValue `"half-even"`
   */
  readonly rounding?: Rounding | undefined;
  /**
   * Decimals of the result, 0 to 34.
   * @defaultValue the target currency's minor digits
   */
  readonly digits?: number | undefined;
}

/** What {@link findRate} looks for. */
export interface RateQuery {
  /** The currency given. */
  readonly from: string;
  /** The currency received. */
  readonly to: string;
  /** The day of the conversion, `YYYY-MM-DD`. */
  readonly on: string;
}

/**
 * An amount converted to another currency by a dated rate, rounded once.
 *
 * `result = round(amount · rate)`. A rate works in its own direction only: the reciprocal of a rate is seldom a
 * decimal, so the way back needs a rate of its own.
 *
 * @param money - an amount in the currency `rate.from`
 * @param rate - the rate and its day
 * @param options - the rounding, and the decimals of the result
 * @throws CurrencyMismatchError if the amount is not in `rate.from`
 * @throws SyntaxError if the rate is not plain decimal text
 * @throws RangeError if the rate is not positive, joins a currency to itself, or has no day
 *
 * @example
 * ```ts
 * import { convertMoney } from "clientele/money";
 *
 * const rate = { from: "BGN", to: "EUR", rate: "0.5112918811962185", on: "2025-12-31" };
 * convertMoney({ amount: "195.583", currency: "BGN" }, rate); // => { amount: "100.00", currency: "EUR" }
 * ```
 */
export function convertMoney(money: Money, rate: ExchangeRate, options: ConversionOptions = {}): Money {
  const task = "convert money";
  checkDay(task, "the day of the rate", rate.on);
  minorDigits(rate.from);
  const digits = options.digits ?? minorDigits(rate.to);
  if (rate.from === rate.to) {
    throw new RangeError(`Cannot ${task}: a rate must join two currencies, got ${rate.from} twice`);
  }
  if (money.currency !== rate.from) throw new CurrencyMismatchError(task, rate.from, money.currency);
  const factor = readExact(task, "rate", rate.rate);
  if (!factor.greaterThan(0)) {
    throw new RangeError(`Cannot ${task}: rate must be positive, got ${describeValue(rate.rate)}`);
  }
  const product = readExact(task, "amount", money.amount).times(factor);
  return roundTo(task, product, rate.to, { rounding: options.rounding ?? "half-even", digits });
}

/**
 * The newest rate of a pair that was known on a day: the last one dated on or before it.
 *
 * Of several rates of the same day the last in the list is taken, as a correction follows what it corrects.
 *
 * @param rates - rates of any pairs, in any order of days
 * @param query - the pair and the day
 * @returns the rate, or `undefined` if none is old enough
 * @throws RangeError if a day is not `YYYY-MM-DD`
 *
 * @example
 * ```ts
 * import { findRate } from "clientele/money";
 *
 * const rates = [
 *   { from: "USD", to: "EUR", rate: "0.85", on: "2026-01-05" },
 *   { from: "USD", to: "EUR", rate: "0.86", on: "2026-01-12" },
 * ];
 * findRate(rates, { from: "USD", to: "EUR", on: "2026-01-11" })?.rate; // => "0.85"
 * findRate(rates, { from: "EUR", to: "USD", on: "2026-01-11" }); // => undefined
 * ```
 */
export function findRate(rates: Iterable<ExchangeRate>, query: RateQuery): ExchangeRate | undefined {
  checkDay("find rate", "the day", query.on);
  let found: ExchangeRate | undefined;
  for (const rate of rates) {
    if (rate.from !== query.from || rate.to !== query.to) continue;
    checkDay("find rate", "the day of a rate", rate.on);
    // Dates of this form sort as text.
    if (rate.on <= query.on && (found === undefined || rate.on >= found.on)) found = rate;
  }
  return found;
}

const DAY = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;

/** The form only: which days a month has is the calendar's to know, and no order of days depends on it. */
function checkDay(task: string, role: string, day: string): void {
  if (!DAY.test(day)) {
    throw new RangeError(`Cannot ${task}: ${role} must be a date YYYY-MM-DD, got ${describeValue(day)}`);
  }
}
