import { describeValue } from "../issues/index.ts";
import { checkInteger, checkOneOf } from "./_check.ts";
import { dayAfterMonths, type MonthArithmeticOptions } from "./date-arithmetic.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";

/**
 * A length of time in calendar units. Its parts are whole numbers of one sign; months are not days.
 *
 * @example
 * ```ts
 * import { addDuration, type Duration } from "clientele/calendar";
 * const term: Duration = { years: 1, months: 6 };
 * addDuration("2024-02-29", term); // => "2025-08-29"
 * ```
 */
export interface Duration {
  /** Years of 12 months. */
  readonly years?: number | undefined;
  /** Months. */
  readonly months?: number | undefined;
  /** Weeks of 7 days. */
  readonly weeks?: number | undefined;
  /** Days. */
  readonly days?: number | undefined;
}

const PARTS = ["years", "months", "weeks", "days"] as const;
const LETTERS = { years: "Y", months: "M", weeks: "W", days: "D" } as const;
const FORM = /^([+-]?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?$/;

/**
 * Reads an ISO 8601 duration of years, months, weeks and days, with a sign before the `P` if negative. Times
 * of day (`T…`) and fractions have no meaning for days and are refused.
 *
 * @throws RangeError when the text is not of that form or names no part.
 * @example
 * ```ts
 * import { parseDuration } from "clientele/calendar";
 * parseDuration("P1Y2M10D"); // => { years: 1, months: 2, days: 10 }
 * parseDuration("-P2W"); // => { weeks: -2 }
 * ```
 */
export function parseDuration(text: string): Duration {
  const match = FORM.exec(text);
  const found = match?.slice(2) ?? [];
  if (match === null || found.every((part) => part === undefined)) {
    throw new RangeError(
      `Cannot read a duration: expected years, months, weeks and days such as P1Y2M10D, got ${describeValue(text)}`,
    );
  }
  const duration: { -readonly [part in keyof Duration]: number } = {};
  PARTS.forEach((part, i) => {
    const digits = found[i];
    // 0 − n keeps a negated zero from becoming −0.
    if (digits !== undefined) duration[part] = match[1] === "-" ? 0 - Number(digits) : Number(digits);
  });
  return Object.freeze(duration);
}

/**
 * Writes a duration in the form of ISO 8601; a duration without parts is `P0D`.
 *
 * @throws RangeError when a part is not an integer or the parts differ in sign.
 * @example
 * ```ts
 * import { durationText } from "clientele/calendar";
 * durationText({ years: 1, months: 2, days: 10 }); // => "P1Y2M10D"
 * durationText({ weeks: -2 }); // => "-P2W"
 * ```
 */
export function durationText(duration: Duration): string {
  const sign = signOf(duration, "write a duration");
  const parts = PARTS.map((part) => {
    const value = duration[part] ?? 0;
    return value === 0 ? "" : `${Math.abs(value)}${LETTERS[part]}`;
  });
  const text = parts.join("");
  return `${sign < 0 ? "-" : ""}P${text === "" ? "0D" : text}`;
}

/**
 * Adds a duration to a date: years and months first, as one number of months, then weeks and days.
 *
 * @throws RangeError when a part is not an integer, the parts differ in sign, or the result leaves the years
 * 0001–9999.
 * @example
 * ```ts
 * import { addDuration } from "clientele/calendar";
 * addDuration("2024-01-31", { months: 1, days: 1 }); // => "2024-03-01"
 * addDuration("2024-02-29", { months: 24 }); // => "2026-02-28"
 * ```
 */
export function addDuration(
  date: PlainDate,
  duration: Duration,
  options?: MonthArithmeticOptions,
): PlainDate {
  const missingDay = options?.missingDay ?? "backward";
  checkOneOf("add a duration", "missingDay", missingDay, ["backward", "forward"] as const);
  signOf(duration, "add a duration");
  const months = (duration.years ?? 0) * 12 + (duration.months ?? 0);
  const days = (duration.weeks ?? 0) * 7 + (duration.days ?? 0);
  const start = dayNumber(date);
  return dateOfDay((months === 0 ? start : dayAfterMonths(start, months, missingDay)) + days);
}

function signOf(duration: Duration, doing: string): number {
  let sign = 0;
  for (const part of PARTS) {
    const value = duration[part] ?? 0;
    checkInteger(doing, part, value, -9_999_999, 9_999_999);
    if (value === 0) continue;
    if (sign !== 0 && Math.sign(value) !== sign) {
      throw new RangeError(`Cannot ${doing}: all parts must have the same sign, got ${part} ${value}`);
    }
    sign = Math.sign(value);
  }
  return sign;
}
