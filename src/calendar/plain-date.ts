import { describeValue } from "../issues/index.ts";
import { checkInteger } from "./_check.ts";
import { dayOfText, FIRST_DAY, isLeap, LAST_DAY, monthLength, NO_DAY, textOfDay } from "./_civil.ts";

/**
 * A calendar day without time and zone, written `YYYY-MM-DD`, proleptic Gregorian, years 0001–9999.
 * Its order as text is its order in time.
 *
 * @example
 * ```ts
 * import { isPlainDate, type PlainDate } from "clientele/calendar";
 * const day: PlainDate = "2024-02-29";
 * isPlainDate(day); // => true
 * ```
 */
export type PlainDate = `${number}-${number}-${number}`;

/**
 * A day of the week as ISO 8601 counts it: Monday is 1, Sunday is 7.
 *
 * @example
 * ```ts
 * import { type Weekday, weekdayOf } from "clientele/calendar";
 * const sunday: Weekday = 7;
 * weekdayOf("2024-03-10") === sunday; // => true
 * ```
 */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * Tells whether a text is a plain date: `YYYY-MM-DD`, years 0001–9999, a day that exists.
 *
 * @example
 * ```ts
 * import { isPlainDate } from "clientele/calendar";
 * isPlainDate("2024-02-29"); // => true
 * isPlainDate("2023-02-29"); // => false
 * ```
 */
export function isPlainDate(text: string): text is PlainDate {
  return typeof text === "string" && dayOfText(text) !== NO_DAY;
}

/**
 * Reads a text as a plain date.
 *
 * @throws RangeError when the text is not `YYYY-MM-DD` or names a day that does not exist.
 * @example
 * ```ts
 * import { parsePlainDate } from "clientele/calendar";
 * parsePlainDate("2024-02-29"); // => "2024-02-29"
 * ```
 */
export function parsePlainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw notADate(text);
  return text;
}

/**
 * Numbers the days: how many days after 1970-01-01 a date lies (before it, negative).
 *
 * @throws RangeError when the text is not a plain date.
 * @example
 * ```ts
 * import { dayNumber } from "clientele/calendar";
 * dayNumber("1970-01-02"); // => 1
 * dayNumber("2024-02-29"); // => 19782
 * ```
 */
export function dayNumber(date: PlainDate): number {
  const day = typeof date === "string" ? dayOfText(date) : NO_DAY;
  if (day === NO_DAY) throw notADate(date);
  return day;
}

/**
 * Finds the plain date of a day number; the inverse of {@link dayNumber}.
 *
 * @throws RangeError when the number is not an integer or lies outside the years 0001–9999.
 * @example
 * ```ts
 * import { dateOfDay } from "clientele/calendar";
 * dateOfDay(0); // => "1970-01-01"
 * dateOfDay(-719162); // => "0001-01-01"
 * ```
 */
export function dateOfDay(day: number): PlainDate {
  if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY) {
    throw new RangeError(
      `Cannot name a day: the day number must be an integer from ${FIRST_DAY} (0001-01-01) to ${LAST_DAY} (9999-12-31), got ${describeValue(day)}`,
    );
  }
  return textOfDay(day);
}

/**
 * Finds the day of the week of a date.
 *
 * @throws RangeError when the text is not a plain date.
 * @example
 * ```ts
 * import { weekdayOf } from "clientele/calendar";
 * weekdayOf("1970-01-01"); // => 4
 * ```
 */
export function weekdayOf(date: PlainDate): Weekday {
  return weekdayOfDay(dayNumber(date));
}

/** The weekday of a day number. 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/**
 * Counts the days of a Gregorian month.
 *
 * @throws RangeError when the year is not 1–9999 or the month not 1–12.
 * @example
 * ```ts
 * import { daysInMonth } from "clientele/calendar";
 * daysInMonth(2024, 2); // => 29
 * ```
 */
export function daysInMonth(year: number, month: number): number {
  checkInteger("count the days of a month", "year", year, 1, 9999);
  checkInteger("count the days of a month", "month", month, 1, 12);
  return monthLength(year, month);
}

/**
 * Tells whether a Gregorian year has a 29 February.
 *
 * @throws RangeError when the year is not 1–9999.
 * @example
 * ```ts
 * import { isLeapYear } from "clientele/calendar";
 * isLeapYear(2000); // => true
 * isLeapYear(1900); // => false
 * ```
 */
export function isLeapYear(year: number): boolean {
  checkInteger("tell a leap year", "year", year, 1, 9999);
  return isLeap(year);
}

function notADate(value: unknown): RangeError {
  return new RangeError(
    `Cannot read a date: expected YYYY-MM-DD, a day that exists in the years 0001 to 9999, got ${describeValue(value)}`,
  );
}
