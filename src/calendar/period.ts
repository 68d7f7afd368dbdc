import { checkInteger, checkOneOf } from "./_check.ts";
import { civilOfDay, dayOfCivil, LAST_DAY, monthOf, yearOf } from "./_civil.ts";
import { dayAfterMonths } from "./date-arithmetic.ts";
import { dateOfDay, dayNumber, type PlainDate, type Weekday, weekdayOfDay } from "./plain-date.ts";

/**
 * A span of calendar days, half-open: `from` belongs to it, `to` does not.
 *
 * @example
 * ```ts
 * import { type Period, periodIncludes } from "clientele/calendar";
 * const may: Period = { from: "2024-05-01", to: "2024-06-01" };
 * periodIncludes(may, "2024-06-01"); // => false
 * ```
 */
export interface Period {
  /** The first day. */
  readonly from: PlainDate;
  /** The day after the last. */
  readonly to: PlainDate;
}

/** The calendar units that periods are made of. */
export type CalendarUnit = "day" | "week" | "month" | "quarter" | "year";

/** Options of {@link periodContaining}. */
export interface PeriodOptions {
  /**
   * The first day of a week, 1 = Monday to 7 = Sunday. Only the unit `week` reads it.
   *
   * @defaultValue 1
   */
  readonly weekStart?: Weekday | undefined;
}

/** Options of {@link periodsBetween}. */
export interface PeriodsBetweenOptions extends PeriodOptions {
  /**
   * What happens to a calendar period that sticks out of the span: `clip` cuts it at the span's edge, so
   * that the periods tile the span exactly; `keep` returns it whole; `drop` leaves it out.
   *
   * @defaultValue "clip"
   */
  readonly edges?: "clip" | "keep" | "drop" | undefined;
}

/** Options of {@link trailingPeriods}. */
export interface TrailingPeriodsOptions {
  /** Length of each period in months. */
  readonly months: number;
  /** How many periods. */
  readonly count: number;
}

const UNITS = ["day", "week", "month", "quarter", "year"] as const;

/**
 * Finds the calendar day, week, month, quarter or year that a date belongs to.
 *
 * @throws RangeError for an unknown unit, a week start outside 1–7, or a period that would end after
 * 9999-12-31.
 * @example
 * ```ts
 * import { periodContaining } from "clientele/calendar";
 * periodContaining("2024-05-15", "quarter"); // => { from: "2024-04-01", to: "2024-07-01" }
 * periodContaining("2024-05-15", "week", { weekStart: 7 }).from; // => "2024-05-12"
 * ```
 */
export function periodContaining(date: PlainDate, unit: CalendarUnit, options?: PeriodOptions): Period {
  checkOneOf("find a period", "unit", unit, UNITS);
  const weekStart = options?.weekStart ?? 1;
  checkInteger("find a period", "weekStart", weekStart, 1, 7);
  const from = startOfUnit(dayNumber(date), unit, weekStart);
  return periodOfDays(from, startOfNextUnit(from, unit));
}

/**
 * Lists the consecutive calendar periods of a span `[from, to)`, oldest first. By default the first and
 * the last are cut at the span's edges, so each day of the span lies in exactly one period.
 *
 * @throws RangeError when `to` is before `from`, or for an unknown unit or week start.
 * @example
 * ```ts
 * import { periodsBetween } from "clientele/calendar";
 * const months = periodsBetween("2024-01-15", "2024-03-01", "month");
 * months.map((month) => month.from); // => ["2024-01-15", "2024-02-01"]
 * ```
 */
export function periodsBetween(
  from: PlainDate,
  to: PlainDate,
  unit: CalendarUnit,
  options?: PeriodsBetweenOptions,
): readonly Period[] {
  checkOneOf("list periods", "unit", unit, UNITS);
  const weekStart = options?.weekStart ?? 1;
  checkInteger("list periods", "weekStart", weekStart, 1, 7);
  const edges = options?.edges ?? "clip";
  checkOneOf("list periods", "edges", edges, ["clip", "keep", "drop"] as const);
  const first = dayNumber(from);
  const end = dayNumber(to);
  if (end < first) throw new RangeError(`Cannot list periods: ${to} must not be before ${from}`);
  const periods: Period[] = [];
  // An empty span holds no day, hence no period.
  for (let start = first === end ? end : startOfUnit(first, unit, weekStart); start < end; ) {
    const next = startOfNextUnit(start, unit);
    if (edges === "keep") periods.push(periodOfDays(start, next));
    else if (edges === "clip") periods.push(periodOfDays(Math.max(start, first), Math.min(next, end)));
    else if (start >= first && next <= end) periods.push(periodOfDays(start, next));
    start = next;
  }
  return Object.freeze(periods);
}

/**
 * Cuts the time before a date into consecutive periods of equal length in months, oldest first; the last
 * ends at `to`. The k-th boundary back is `to` minus `k · months` months, counted from `to` each time, so
 * a month end never drifts.
 *
 * @throws RangeError when `months` or `count` is not a positive integer or the first period would begin
 * before 0001-01-01.
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * trailingPeriods("2024-07-01", { months: 3, count: 2 }); // => [{ from: "2024-01-01", to: "2024-04-01" }, { from: "2024-04-01", to: "2024-07-01" }]
 * ```
 */
export function trailingPeriods(to: PlainDate, options: TrailingPeriodsOptions): readonly Period[] {
  const { months, count } = options;
  checkInteger("cut trailing periods", "months", months, 1, Number.MAX_SAFE_INTEGER);
  checkInteger("cut trailing periods", "count", count, 1, Number.MAX_SAFE_INTEGER);
  const end = dayNumber(to);
  const boundary = (back: number): number => dayAfterMonths(end, -back * months, "backward");
  dateOfDay(boundary(count));
  const periods: Period[] = [];
  for (let back = count; back > 0; back--) periods.push(periodOfDays(boundary(back), boundary(back - 1)));
  return Object.freeze(periods);
}

/**
 * Tells whether a date lies in a period.
 *
 * @throws RangeError when a text is not a plain date.
 * @example
 * ```ts
 * import { periodIncludes } from "clientele/calendar";
 * periodIncludes({ from: "2024-05-01", to: "2024-06-01" }, "2024-05-01"); // => true
 * ```
 */
export function periodIncludes(period: Period, date: PlainDate): boolean {
  const day = dayNumber(date);
  return day >= dayNumber(period.from) && day < dayNumber(period.to);
}

function periodOfDays(from: number, to: number): Period {
  if (to > LAST_DAY) throw new RangeError("Cannot form a period: it must end by 9999-12-31");
  return Object.freeze({ from: dateOfDay(from), to: dateOfDay(to) });
}

function startOfUnit(day: number, unit: CalendarUnit, weekStart: number): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((weekdayOfDay(day) - weekStart + 7) % 7);
  const civil = civilOfDay(day);
  const month = monthOf(civil);
  if (unit === "month") return dayOfCivil(yearOf(civil), month, 1);
  if (unit === "quarter") return dayOfCivil(yearOf(civil), month - ((month - 1) % 3), 1);
  return dayOfCivil(yearOf(civil), 1, 1);
}

function startOfNextUnit(start: number, unit: CalendarUnit): number {
  if (unit === "day") return start + 1;
  if (unit === "week") return start + 7;
  return dayAfterMonths(start, unit === "month" ? 1 : unit === "quarter" ? 3 : 12, "backward");
}
