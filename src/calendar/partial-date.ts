import { checkInteger, checkOneOf } from "./_check.ts";
import { dayOfCivil, LAST_DAY, monthLength } from "./_civil.ts";
import {
  FIRST_LUNAR_YEAR,
  LAST_LUNAR_YEAR,
  leapMonthOf,
  lunarMonthLength,
  lunarMonthStart,
  lunarNewYear,
} from "./_lunar-years.ts";
import type { Period } from "./period.ts";
import { dateOfDay } from "./plain-date.ts";

/**
 * What is known of a date: any of year, month and day, in the Gregorian or the Chinese calendar. A birthday
 * whose year nobody told is `{ month: 2, day: 29 }`; no year is ever made up for it.
 *
 * @example
 * ```ts
 * import { annualOccurrences, type PartialDate } from "clientele/calendar";
 * const birthday: PartialDate = { calendar: "chinese", month: 8, day: 15 };
 * annualOccurrences(birthday, { from: "2024-01-01", to: "2025-01-01" })[0]?.date; // => "2024-09-17"
 * ```
 */
export interface PartialDate {
  /**
   * The calendar that year, month and day belong to.
   *
   * @defaultValue "gregorian"
   */
  readonly calendar?: "gregorian" | "chinese" | undefined;
  /** The year, when known: Gregorian 1–9999, lunar 1900–2100. */
  readonly year?: number | undefined;
  /** The month 1–12, when known. */
  readonly month?: number | undefined;
  /** The day of the month, when known. Needs the month. */
  readonly day?: number | undefined;
  /**
   * Whether the lunar month is the leap month. Only for the Chinese calendar.
   *
   * @defaultValue false
   */
  readonly leapMonth?: boolean | undefined;
}

/**
 * Checks that a partial date says something that can be true: parts within their ranges, a day only with
 * a month, a day that the month can have (29 February without a year can), and with all parts known a day
 * that exists.
 *
 * @returns the same value.
 * @throws RangeError otherwise.
 * @example
 * ```ts
 * import { checkPartialDate } from "clientele/calendar";
 * checkPartialDate({ month: 2, day: 29 }); // => { month: 2, day: 29 }
 * ```
 */
export function checkPartialDate(date: PartialDate): PartialDate {
  const doing = "read a partial date";
  const calendar = date.calendar ?? "gregorian";
  checkOneOf(doing, "calendar", calendar, ["gregorian", "chinese"] as const);
  const { year, month, day } = date;
  if (year !== undefined) {
    if (calendar === "chinese") checkInteger(doing, "lunar year", year, FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR);
    else checkInteger(doing, "year", year, 1, 9999);
  }
  if (month !== undefined) checkInteger(doing, "month", month, 1, 12);
  if (date.leapMonth === true && (calendar !== "chinese" || month === undefined)) {
    throw new RangeError(`Cannot ${doing}: leapMonth must come with a month of the Chinese calendar`);
  }
  if (day !== undefined) {
    if (month === undefined) throw new RangeError(`Cannot ${doing}: a day must come with its month`);
    checkInteger(doing, "day", day, 1, longestMonth(date, month));
  } else if (date.leapMonth === true && year !== undefined && leapMonthOf(year) !== month) {
    throw new RangeError(`Cannot ${doing}: lunar year ${year} must have a leap month ${String(month)}`);
  }
  return date;
}

/**
 * Finds the days on which a partial date may lie: one day when all parts are known, a month or a year when
 * less is known.
 *
 * @throws RangeError when the year is unknown (no span can be named) or the date cannot be true.
 * @example
 * ```ts
 * import { spanOfPartialDate } from "clientele/calendar";
 * spanOfPartialDate({ year: 1990, month: 2 }); // => { from: "1990-02-01", to: "1990-03-01" }
 * ```
 */
export function spanOfPartialDate(date: PartialDate): Period {
  checkPartialDate(date);
  if (date.year === undefined) {
    throw new RangeError("Cannot name the span of a partial date: its year must be known");
  }
  const { first, last } = possibleDays(date, date.year);
  if (last >= LAST_DAY)
    throw new RangeError("Cannot name the span of a partial date: it must end by 9999-12-31");
  return Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) });
}

/** First and last day number on which a checked date of a known year may lie. */
export function possibleDays(date: PartialDate, year: number): { first: number; last: number } {
  const { month, day } = date;
  if (date.calendar === "chinese") {
    if (month === undefined) return { first: lunarNewYear(year), last: lunarNewYear(year + 1) - 1 };
    const leap = date.leapMonth ?? false;
    const start = lunarMonthStart(year, month, leap);
    if (day !== undefined) return { first: start + day - 1, last: start + day - 1 };
    return { first: start, last: start + lunarMonthLength(year, month, leap) - 1 };
  }
  if (month === undefined) return { first: dayOfCivil(year, 1, 1), last: dayOfCivil(year, 12, 31) };
  const from = dayOfCivil(year, month, 1);
  if (day !== undefined) return { first: from + day - 1, last: from + day - 1 };
  return { first: from, last: from + monthLength(year, month) - 1 };
}

/** The greatest day the month can have, given what is known of the year. */
function longestMonth(date: PartialDate, month: number): number {
  const { year } = date;
  if (date.calendar !== "chinese") return monthLength(year ?? 2000, month);
  if (year === undefined) return 30;
  const leap = date.leapMonth ?? false;
  if (leap && leapMonthOf(year) !== month) {
    throw new RangeError(`Cannot read a partial date: lunar year ${year} must have a leap month ${month}`);
  }
  return lunarMonthLength(year, month, leap);
}
