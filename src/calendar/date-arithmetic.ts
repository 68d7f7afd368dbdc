import { checkInteger, checkOneOf } from "./_check.ts";
import {
  civilOfDay,
  dayOf,
  dayOfCivil,
  FIRST_DAY,
  LAST_DAY,
  monthLength,
  monthOf,
  yearOf,
} from "./_civil.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";

/**
 * What becomes of a day that does not exist in a month or year (30 February, 29 February of a common
 * year, the 30th of a lunar month of 29 days): the last day before it, the first day after it, or
 * nothing. The names are the `SKIP` values of RFC 7529.
 *
 * @example
 * ```ts
 * import { annualOccurrences, type MissingDay } from "clientele/calendar";
 * const missingDay: MissingDay = "forward";
 * const in2023 = { from: "2023-01-01", to: "2024-01-01" } as const;
 * annualOccurrences({ month: 2, day: 29 }, in2023, { missingDay })[0]?.date; // => "2023-03-01"
 * ```
 */
export type MissingDay = "backward" | "forward" | "omit";

/** Options of {@link addMonths}, {@link addYears} and {@link addDuration}. */
export interface MonthArithmeticOptions {
  /**
   * Where a day goes that does not exist in the month reached.
   *
   * @defaultValue "backward"
   */
  readonly missingDay?: "backward" | "forward" | undefined;
}

const ANY = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

/**
 * Adds whole days to a date (a negative number takes them away).
 *
 * @throws RangeError when `days` is not an integer or the result leaves the years 0001–9999.
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * addDays("2024-03-01", -1); // => "2024-02-29"
 * ```
 */
export function addDays(date: PlainDate, days: number): PlainDate {
  checkInteger("add days", "days", days, ...ANY);
  return inRange(dayNumber(date) + days, "add days", date, days);
}

/**
 * Adds whole months to a date, keeping the day of the month; a day that the month reached does not have
 * goes to its last day, or with `missingDay: "forward"` to the first day of the next month.
 *
 * To walk a series, add `k` months to the anchor for each `k`; adding one month to the last result
 * again and again loses the 31st for ever.
 *
 * @throws RangeError when `months` is not an integer or the result leaves the years 0001–9999.
 * @example
 * ```ts
 * import { addMonths } from "clientele/calendar";
 * addMonths("2024-01-31", 1); // => "2024-02-29"
 * addMonths("2024-01-31", 1, { missingDay: "forward" }); // => "2024-03-01"
 * addMonths("2024-05-31", -3); // => "2024-02-29"
 * ```
 */
export function addMonths(date: PlainDate, months: number, options?: MonthArithmeticOptions): PlainDate {
  checkInteger("add months", "months", months, ...ANY);
  const missingDay = options?.missingDay ?? "backward";
  checkOneOf("add months", "missingDay", missingDay, ["backward", "forward"] as const);
  return inRange(dayAfterMonths(dayNumber(date), months, missingDay), "add months", date, months);
}

/**
 * Adds whole years to a date: {@link addMonths} with 12 months each.
 *
 * @throws RangeError when `years` is not an integer or the result leaves the years 0001–9999.
 * @example
 * ```ts
 * import { addYears } from "clientele/calendar";
 * addYears("2024-02-29", 1); // => "2025-02-28"
 * addYears("2024-02-29", 4); // => "2028-02-29"
 * ```
 */
export function addYears(date: PlainDate, years: number, options?: MonthArithmeticOptions): PlainDate {
  checkInteger("add years", "years", years, ...ANY);
  const missingDay = options?.missingDay ?? "backward";
  checkOneOf("add years", "missingDay", missingDay, ["backward", "forward"] as const);
  return inRange(dayAfterMonths(dayNumber(date), years * 12, missingDay), "add years", date, years);
}

/**
 * Counts the days from one date to another: positive when `to` is later, 0 on the same day.
 *
 * @throws RangeError when a text is not a plain date.
 * @example
 * ```ts
 * import { daysBetween } from "clientele/calendar";
 * daysBetween("2024-02-28", "2024-03-01"); // => 2
 * ```
 */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day number `months` after a day; may lie outside the years 1–9999. */
export function dayAfterMonths(day: number, months: number, missingDay: "backward" | "forward"): number {
  const civil = civilOfDay(day);
  const index = yearOf(civil) * 12 + monthOf(civil) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const length = monthLength(year, month);
  const dayOfMonth = dayOf(civil);
  if (dayOfMonth <= length) return dayOfCivil(year, month, dayOfMonth);
  return dayOfCivil(year, month, length) + (missingDay === "forward" ? 1 : 0);
}

function inRange(day: number, doing: string, date: PlainDate, amount: number): PlainDate {
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new RangeError(`Cannot ${doing}: ${date} with ${amount} added must lie in the years 0001 to 9999`);
  }
  return dateOfDay(day);
}
