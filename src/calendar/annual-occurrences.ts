import { checkOneOf } from "./_check.ts";
import { civilOfDay, dayOfCivil, LAST_DAY, monthLength, yearOf } from "./_civil.ts";
import {
  FIRST_LUNAR_YEAR,
  LAST_LUNAR_YEAR,
  leapMonthOf,
  lunarMonthLength,
  lunarMonthStart,
  lunarNewYear,
  lunarYearOfDay,
} from "./_lunar-years.ts";
import type { MissingDay } from "./date-arithmetic.ts";
import { isVerified } from "./lunar-date.ts";
import { checkPartialDate, type PartialDate } from "./partial-date.ts";
import type { Period } from "./period.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";

/**
 * In which lunar month an annual day falls when the year has, or lacks, the leap month of that number.
 *
 * - `regular`: always in the regular month.
 * - `leap-if-exists`: a day of a leap month falls in the leap month when the year has it, else in the
 *   regular month; a day of a regular month stays there.
 * - `both`: in the regular month, and in the leap month too when the year has it.
 * - `leap-only`: a day of a leap month falls in the leap month or, in a year without it, nowhere; a day of a
 *   regular month falls in the regular month.
 *
 * @example
 * ```ts
 * import { annualOccurrences, type LeapMonthPolicy } from "clientele/calendar";
 * const leapMonth: LeapMonthPolicy = "both";
 * const in2025 = { from: "2025-01-01", to: "2026-01-01" } as const;
 * const found = annualOccurrences({ calendar: "chinese", month: 6, day: 5 }, in2025, { leapMonth });
 * found.map((occurrence) => occurrence.date); // => ["2025-06-29", "2025-07-29"]
 * ```
 */
export type LeapMonthPolicy = "regular" | "leap-if-exists" | "both" | "leap-only";

/** One return of an annual day. */
export interface AnnualOccurrence {
  /** The Gregorian day on which it falls. */
  readonly date: PlainDate;
  /**
   * The year it belongs to, in the calendar of the annual date: the Gregorian year, or the lunar year. It
   * names the occurrence: a Gregorian year may hold two lunar birthdays or none.
   */
  readonly occurrenceYear: number;
  /** False for lunar years after 2096, for which two independent tables do not agree on every month. */
  readonly verified: boolean;
  /** True when the day asked for does not exist that year and the missing-day policy moved it. */
  readonly moved: boolean;
  /** For lunar dates: whether it falls in a leap month. */
  readonly leap?: boolean | undefined;
}

/** Options of {@link annualOccurrences}. */
export interface AnnualOccurrencesOptions {
  /**
   * What becomes of a day that the year does not have.
   *
   * @defaultValue "backward"
   */
  readonly missingDay?: MissingDay | undefined;
  /**
   * In which month a lunar date falls.
   *
   * @defaultValue "leap-if-exists"
   */
  readonly leapMonth?: LeapMonthPolicy | undefined;
}

/**
 * Lists the returns of an annual day (a birthday, a founding day) within a period, oldest first.
 *
 * When the year is known, only later years count: the day itself is not its own anniversary. When the month
 * or the day is unknown, nothing falls on a known day and the list is empty.
 *
 * @throws RangeError when the date cannot be true, or when a lunar date is sought outside the table,
 * 1900-01-31 … 2101-01-28.
 * @example
 * ```ts
 * import { annualOccurrences } from "clientele/calendar";
 * const in2024 = { from: "2024-01-01", to: "2025-01-01" } as const;
 * annualOccurrences({ month: 2, day: 29 }, { from: "2023-01-01", to: "2024-01-01" })[0]?.date; // => "2023-02-28"
 * const lunar = annualOccurrences({ calendar: "chinese", month: 12, day: 1 }, in2024);
 * lunar.map((occurrence) => occurrence.date); // => ["2024-01-11", "2024-12-31"]
 * lunar.map((occurrence) => occurrence.occurrenceYear); // => [2023, 2024]
 * ```
 */
export function annualOccurrences(
  date: PartialDate,
  period: Period,
  options?: AnnualOccurrencesOptions,
): readonly AnnualOccurrence[] {
  const doing = "list annual occurrences";
  checkPartialDate(date);
  const missingDay = options?.missingDay ?? "backward";
  checkOneOf(doing, "missingDay", missingDay, ["backward", "forward", "omit"] as const);
  const policy = options?.leapMonth ?? "leap-if-exists";
  checkOneOf(doing, "leapMonth", policy, ["regular", "leap-if-exists", "both", "leap-only"] as const);
  const from = dayNumber(period.from);
  const to = dayNumber(period.to);
  const { month, day } = date;
  if (month === undefined || day === undefined || from >= to) return Object.freeze([]);
  const annual: AnnualDate = { ...date, month, day };
  return Object.freeze(
    date.calendar === "chinese"
      ? lunarOccurrences(annual, { from, to }, missingDay, policy)
      : gregorianOccurrences(annual, { from, to }, missingDay),
  );
}

type AnnualDate = PartialDate & { readonly month: number; readonly day: number };
interface Days {
  readonly from: number;
  readonly to: number;
}

function gregorianOccurrences(date: AnnualDate, days: Days, missingDay: MissingDay): AnnualOccurrence[] {
  const found: AnnualOccurrence[] = [];
  const firstYear = Math.max(yearOf(civilOfDay(days.from)), date.year === undefined ? 1 : date.year + 1);
  const lastYear = yearOf(civilOfDay(days.to - 1));
  for (let year = firstYear; year <= lastYear; year++) {
    const placed = placeDay(
      dayOfCivil(year, date.month, 1),
      monthLength(year, date.month),
      date.day,
      missingDay,
    );
    if (placed === undefined || placed < days.from || placed >= days.to || placed > LAST_DAY) continue;
    const moved = date.day > monthLength(year, date.month);
    found.push(Object.freeze({ date: dateOfDay(placed), occurrenceYear: year, verified: true, moved }));
  }
  return found;
}

function lunarOccurrences(
  date: AnnualDate,
  days: Days,
  missingDay: MissingDay,
  policy: LeapMonthPolicy,
): AnnualOccurrence[] {
  // Nothing returns before the year after the known one, so a period may begin before the table.
  const earliest = date.year === undefined ? days.from : Math.max(days.from, lunarNewYear(date.year + 1));
  if (earliest >= days.to) return [];
  if (earliest < lunarNewYear(FIRST_LUNAR_YEAR) || days.to > lunarNewYear(LAST_LUNAR_YEAR + 1)) {
    throw new RangeError(
      `Cannot list annual occurrences: a lunar date must be sought within 1900-01-31 to 2101-01-28, got ${dateOfDay(days.from)} to ${dateOfDay(days.to)}`,
    );
  }
  // A day moved forward from the end of a year falls on the next new-year day: look one year back.
  const firstYear = Math.max(
    lunarYearOfDay(earliest) - 1,
    date.year === undefined ? FIRST_LUNAR_YEAR : date.year + 1,
  );
  const lastYear = lunarYearOfDay(days.to - 1);
  const found: AnnualOccurrence[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (const leap of monthsOf(date, year, policy)) {
      const length = lunarMonthLength(year, date.month, leap);
      const placed = placeDay(lunarMonthStart(year, date.month, leap), length, date.day, missingDay);
      if (placed === undefined || placed < earliest || placed >= days.to) continue;
      const moved = date.day > length;
      const verified = isVerified(year);
      found.push(Object.freeze({ date: dateOfDay(placed), occurrenceYear: year, verified, moved, leap }));
    }
  }
  return found;
}

/** Whether the date falls in the regular month (false), its leap month (true) or both that year. */
function monthsOf(date: AnnualDate, year: number, policy: LeapMonthPolicy): readonly boolean[] {
  const hasLeap = leapMonthOf(year) === date.month;
  const bornInLeap = date.leapMonth ?? false;
  if (policy === "both") return hasLeap ? [false, true] : [false];
  if (policy === "regular" || !bornInLeap) return [false];
  if (hasLeap) return [true];
  return policy === "leap-only" ? [] : [false];
}

function placeDay(start: number, length: number, day: number, missingDay: MissingDay): number | undefined {
  if (day <= length) return start + day - 1;
  if (missingDay === "omit") return undefined;
  return missingDay === "backward" ? start + length - 1 : start + length;
}
