import { checkInteger, checkOneOf } from "./_check.ts";
import { dateOfDay, dayNumber, type PlainDate, type Weekday, weekdayOfDay } from "./plain-date.ts";

/** What a business calendar says about a day. */
export interface BusinessDay {
  /** Whether work is done on the day. */
  readonly workday: boolean;
  /** Why: an ordinary weekday, the weekend, a holiday, or a weekend day worked to make up for one. */
  readonly kind: "weekday" | "weekend" | "holiday" | "make-up";
  /**
   * Whether the authority has announced the holidays of that year. When it has not, the answer rests on the
   * weekday alone and may change.
   */
  readonly announced: boolean;
  /** The name of the holiday that the day belongs to or makes up for. */
  readonly holiday?: string | undefined;
}

/**
 * Tells workdays from days off. Implement it over any source of holidays, or make one of lists of days with
 * {@link createBusinessCalendar}.
 *
 * @example
 * ```ts
 * import { type BusinessCalendar, weekdayCalendar } from "clientele/calendar";
 * const calendar: BusinessCalendar = weekdayCalendar;
 * calendar.dayOf("2024-03-02").workday; // => false
 * ```
 */
export interface BusinessCalendar {
  /** What the calendar is called, e.g. "Mainland China". */
  readonly name: string;
  /** What the calendar says about a day. */
  dayOf(date: PlainDate): BusinessDay;
}

/** A day on which a business calendar departs from the rule of the weekdays. */
export interface NamedDay {
  /** The day. */
  readonly date: PlainDate;
  /** The holiday that it belongs to or makes up for. */
  readonly holiday: string;
}

/** What {@link createBusinessCalendar} needs. JSON-safe. */
export interface BusinessCalendarDays {
  /** What the calendar is called. */
  readonly name: string;
  /**
   * Days off in every ordinary week.
   *
   * @defaultValue [6, 7]
   */
  readonly weekend?: readonly Weekday[] | undefined;
  /** Days off. */
  readonly holidays: readonly NamedDay[];
  /**
   * Weekend days on which work is done to make up for a holiday.
   *
   * @defaultValue []
   */
  readonly makeUpWorkdays?: readonly NamedDay[] | undefined;
  /** The years whose holidays have been announced and are in the lists in full. */
  readonly announcedYears: readonly number[];
  /** Where the lists come from. */
  readonly source?: string | undefined;
}

/** Options of {@link addBusinessDays}. */
export interface BusinessDaysOptions {
  /**
   * The calendar that tells workdays.
   *
   * @defaultValue weekdayCalendar
   */
  readonly calendar?: BusinessCalendar | undefined;
}

/** Options of {@link rollToBusinessDay}. */
export interface RollOptions extends BusinessDaysOptions {
  /**
   * Which way to look from a day off.
   *
   * @defaultValue "forward"
   */
  readonly direction?: "forward" | "backward" | undefined;
}

/** A run of days off longer than this is a fault of the calendar, not a holiday. */
const LONGEST_BREAK = 400;

/**
 * Makes a business calendar of lists of holidays and make-up workdays. A holiday outranks a weekday, a make-up
 * workday outranks the weekend; in a year that is not announced only the weekdays speak.
 *
 * @throws RangeError when a day is in both lists, a listed day lies in a year that is not announced, or the
 * weekend takes the whole week.
 * @example
 * ```ts
 * import { createBusinessCalendar } from "clientele/calendar";
 * const calendar = createBusinessCalendar({
 *   name: "Example",
 *   holidays: [{ date: "2026-02-17", holiday: "New year" }],
 *   makeUpWorkdays: [{ date: "2026-02-14", holiday: "New year" }],
 *   announcedYears: [2026],
 * });
 * calendar.dayOf("2026-02-14"); // => { workday: true, kind: "make-up", announced: true, holiday: "New year" }
 * calendar.dayOf("2027-02-17"); // => { workday: true, kind: "weekday", announced: false }
 * ```
 */
export function createBusinessCalendar(days: BusinessCalendarDays): BusinessCalendar {
  const doing = "create a business calendar";
  const weekend = new Set<number>(days.weekend ?? [6, 7]);
  for (const weekday of weekend) checkInteger(doing, "weekend", weekday, 1, 7);
  if (weekend.size === 7) throw new RangeError(`Cannot ${doing}: weekend must leave a workday in the week`);
  const announced = new Set(days.announcedYears);
  for (const year of announced) checkInteger(doing, "announcedYears", year, 1, 9999);
  const listed = new Map<number, BusinessDay>();
  const list = (entries: readonly NamedDay[], kind: "holiday" | "make-up"): void => {
    for (const { date, holiday } of entries) {
      const day = dayNumber(date);
      if (listed.get(day)?.kind === (kind === "holiday" ? "make-up" : "holiday")) {
        throw new RangeError(`Cannot ${doing}: ${date} must not be both a holiday and a make-up workday`);
      }
      if (!announced.has(Number(date.slice(0, 4)))) {
        throw new RangeError(`Cannot ${doing}: the year of ${date} must be in announcedYears`);
      }
      listed.set(day, Object.freeze({ workday: kind === "make-up", kind, announced: true, holiday }));
    }
  };
  list(days.holidays, "holiday");
  list(days.makeUpWorkdays ?? [], "make-up");
  return Object.freeze({
    name: days.name,
    dayOf(date: PlainDate): BusinessDay {
      const day = dayNumber(date);
      const found = listed.get(day);
      if (found !== undefined) return found;
      const off = weekend.has(weekdayOfDay(day));
      const kind = off ? "weekend" : "weekday";
      return Object.freeze({ workday: !off, kind, announced: announced.has(Number(date.slice(0, 4))) });
    },
  });
}

/**
 * The calendar of Monday to Friday without holidays. It depends on no announcement, so every day is announced.
 *
 * @example
 * ```ts
 * import { weekdayCalendar } from "clientele/calendar";
 * weekdayCalendar.dayOf("2024-03-01"); // => { workday: true, kind: "weekday", announced: true }
 * ```
 */
export const weekdayCalendar: BusinessCalendar = Object.freeze({
  name: "Monday to Friday",
  dayOf(date: PlainDate): BusinessDay {
    const workday = weekdayOfDay(dayNumber(date)) <= 5;
    return Object.freeze({ workday, kind: workday ? "weekday" : "weekend", announced: true });
  },
});

/**
 * Finds the n-th workday after a date (with a negative number, before it). The date itself is not counted, be
 * it a workday or not; 0 gives the date back.
 *
 * @throws RangeError when `days` is not an integer, or the calendar has no workday for 400 days on end.
 * @example
 * ```ts
 * import { addBusinessDays, mainlandChina2026 } from "clientele/calendar";
 * addBusinessDays("2024-03-01", 1); // => "2024-03-04"
 * addBusinessDays("2026-02-13", 1, { calendar: mainlandChina2026 }); // => "2026-02-14"
 * addBusinessDays("2026-02-14", 1, { calendar: mainlandChina2026 }); // => "2026-02-24"
 * ```
 */
export function addBusinessDays(date: PlainDate, days: number, options?: BusinessDaysOptions): PlainDate {
  checkInteger("add business days", "days", days, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const calendar = options?.calendar ?? weekdayCalendar;
  const step = days < 0 ? -1 : 1;
  let day = dayNumber(date);
  for (let left = Math.abs(days); left > 0; left--) day = nextWorkday(day + step, step, calendar);
  return dateOfDay(day);
}

/**
 * Moves a day off to the next workday, or with `direction: "backward"` to the last one before; a workday stays.
 *
 * @throws RangeError when the calendar has no workday for 400 days on end.
 * @example
 * ```ts
 * import { mainlandChina2026, rollToBusinessDay } from "clientele/calendar";
 * rollToBusinessDay("2026-02-18", { calendar: mainlandChina2026 }); // => "2026-02-24"
 * rollToBusinessDay("2026-02-18", { calendar: mainlandChina2026, direction: "backward" }); // => "2026-02-14"
 * ```
 */
export function rollToBusinessDay(date: PlainDate, options?: RollOptions): PlainDate {
  const direction = options?.direction ?? "forward";
  checkOneOf("roll to a business day", "direction", direction, ["forward", "backward"] as const);
  const calendar = options?.calendar ?? weekdayCalendar;
  return dateOfDay(nextWorkday(dayNumber(date), direction === "forward" ? 1 : -1, calendar));
}

function nextWorkday(from: number, step: number, calendar: BusinessCalendar): number {
  for (let i = 0; i <= LONGEST_BREAK; i++) {
    const day = from + i * step;
    if (calendar.dayOf(dateOfDay(day)).workday) return day;
  }
  throw new RangeError(
    `Cannot find a workday: ${calendar.name} must have one within ${LONGEST_BREAK} days of ${dateOfDay(from)}`,
  );
}
