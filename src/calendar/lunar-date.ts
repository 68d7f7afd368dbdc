import { checkInteger } from "./_check.ts";
import {
  FIRST_LUNAR_YEAR,
  LAST_LUNAR_YEAR,
  LAST_VERIFIED_LUNAR_YEAR,
  leapMonthOf,
  lunarMonthLength,
  lunarMonthStart,
  lunarNewYear,
  lunarYearOfDay,
} from "./_lunar-years.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";

/**
 * A day of the Chinese lunisolar calendar, lunar years 1900–2100.
 *
 * @example
 * ```ts
 * import { type LunarDate, plainDateOfLunar } from "clientele/calendar";
 * const midAutumn: LunarDate = { year: 2024, month: 8, day: 15 };
 * plainDateOfLunar(midAutumn); // => "2024-09-17"
 * ```
 */
export interface LunarDate {
  /** The lunar year, named by the Gregorian year in which it begins. */
  readonly year: number;
  /** The month, 1–12; a leap month carries the number of the month before it. */
  readonly month: number;
  /** The day of the month, 1–30. */
  readonly day: number;
  /**
   * Whether the month is the leap month.
   *
   * @defaultValue false
   */
  readonly leapMonth?: boolean | undefined;
}

/** What {@link lunarDateOf} finds. */
export interface LunarDay extends LunarDate {
  /** Whether the month is the leap month. */
  readonly leapMonth: boolean;
  /** False for lunar years after 2096, for which two independent tables do not agree on every month. */
  readonly verified: boolean;
}

/** One month of a lunar year. */
export interface LunarMonth {
  /** The month's number, 1–12. */
  readonly month: number;
  /** Whether it is the leap month. */
  readonly leapMonth: boolean;
  /** Its first day. */
  readonly from: PlainDate;
  /** Its length, 29 or 30. */
  readonly days: number;
}

/** A lunar year and its months. */
export interface LunarYear {
  /** The lunar year. */
  readonly year: number;
  /** New-year day. */
  readonly from: PlainDate;
  /** The next new-year day. */
  readonly to: PlainDate;
  /** Its length: 353–355 days, or 383–385 with a leap month. */
  readonly days: number;
  /** The 12 or 13 months in order. */
  readonly months: readonly LunarMonth[];
  /** False for lunar years after 2096, for which two independent tables do not agree on every month. */
  readonly verified: boolean;
}

/**
 * Converts a Gregorian date to the Chinese lunisolar calendar.
 *
 * Reads the library's own table of the lunar years 1900–2100, never the host's: some ICU versions place
 * the new years of 2027 and 2030 on the wrong day.
 *
 * @throws RangeError outside 1900-01-31 … 2101-01-28.
 * @example
 * ```ts
 * import { lunarDateOf } from "clientele/calendar";
 * lunarDateOf("1987-07-30"); // => { year: 1987, month: 6, day: 5, leapMonth: true, verified: true }
 * lunarDateOf("2027-02-06").day; // => 1
 * ```
 */
export function lunarDateOf(date: PlainDate): LunarDay {
  const day = dayNumber(date);
  if (day < lunarNewYear(FIRST_LUNAR_YEAR) || day >= lunarNewYear(LAST_LUNAR_YEAR + 1)) {
    throw new RangeError(
      `Cannot convert to a lunar date: date must lie in 1900-01-31 to 2101-01-28, got ${date}`,
    );
  }
  const year = lunarYearOfDay(day);
  const leap = leapMonthOf(year);
  let left = day - lunarNewYear(year);
  let month = 1;
  let leapMonth = false;
  for (;;) {
    const length = lunarMonthLength(year, month, leapMonth);
    if (left < length) break;
    left -= length;
    if (month === leap && !leapMonth) leapMonth = true;
    else {
      month++;
      leapMonth = false;
    }
  }
  return Object.freeze({ year, month, day: left + 1, leapMonth, verified: isVerified(year) });
}

/**
 * Converts a Chinese lunisolar date to the Gregorian calendar; the inverse of {@link lunarDateOf}.
 *
 * @throws RangeError when the year is not 1900–2100 or the month or day does not exist in it.
 * @example
 * ```ts
 * import { plainDateOfLunar } from "clientele/calendar";
 * plainDateOfLunar({ year: 2024, month: 1, day: 1 }); // => "2024-02-10"
 * plainDateOfLunar({ year: 2033, month: 11, day: 1, leapMonth: true }); // => "2033-12-22"
 * ```
 */
export function plainDateOfLunar(lunar: LunarDate): PlainDate {
  const { year, month, day } = lunar;
  const leapMonth = lunar.leapMonth ?? false;
  const doing = "convert a lunar date";
  checkInteger(doing, "year", year, FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR);
  checkInteger(doing, "month", month, 1, 12);
  if (leapMonth && leapMonthOf(year) !== month) {
    throw new RangeError(
      `Cannot ${doing}: lunar year ${year} must have a leap month ${month}, and has ${
        leapMonthOf(year) === 0 ? "none" : `leap month ${leapMonthOf(year)}`
      }`,
    );
  }
  const length = lunarMonthLength(year, month, leapMonth);
  if (!Number.isInteger(day) || day < 1 || day > length) {
    const name = `lunar ${year}, ${leapMonth ? "leap " : ""}month ${month}`;
    checkInteger(doing, `day of ${name}`, day, 1, length);
  }
  return dateOfDay(lunarMonthStart(year, month, leapMonth) + day - 1);
}

/**
 * Describes a lunar year: its new-year day, its months in order with the leap month in its place.
 *
 * @throws RangeError when the year is not 1900–2100.
 * @example
 * ```ts
 * import { lunarYearOf } from "clientele/calendar";
 * const year = lunarYearOf(2025);
 * year.from; // => "2025-01-29"
 * year.days; // => 384
 * year.months.find((month) => month.leapMonth); // => { month: 6, leapMonth: true, from: "2025-07-25", days: 29 }
 * ```
 */
export function lunarYearOf(year: number): LunarYear {
  checkInteger("describe a lunar year", "year", year, FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR);
  const leap = leapMonthOf(year);
  const months: LunarMonth[] = [];
  for (let month = 1; month <= 12; month++) {
    months.push(describeMonth(year, month, false));
    if (month === leap) months.push(describeMonth(year, month, true));
  }
  const from = lunarNewYear(year);
  const to = lunarNewYear(year + 1);
  return Object.freeze({
    year,
    from: dateOfDay(from),
    to: dateOfDay(to),
    days: to - from,
    months: Object.freeze(months),
    verified: isVerified(year),
  });
}

/** Whether both sources of the table agree on every month of the year. */
export function isVerified(year: number): boolean {
  return year <= LAST_VERIFIED_LUNAR_YEAR;
}

function describeMonth(year: number, month: number, leapMonth: boolean): LunarMonth {
  return Object.freeze({
    month,
    leapMonth,
    from: dateOfDay(lunarMonthStart(year, month, leapMonth)),
    days: lunarMonthLength(year, month, leapMonth),
  });
}
