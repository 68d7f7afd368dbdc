/**
 * Days, their arithmetic and their return; lunar dates, time zones, hours for sending, workdays.
 *
 * Definitions:
 * - *Plain date*: a day without time and zone, `YYYY-MM-DD`, proleptic Gregorian, years 0001–9999. *Day number*: days
 *   since 1970-01-01.
 * - *Period*: half-open, `[from, to)`. A *week* begins on Monday (ISO 8601) unless another start is stated.
 * - *Missing day*: a day the month does not have. `backward` the last day before, `forward` the first after, `omit`
 *   nothing (RFC 7529 `SKIP`).
 * - *Recurrence*: the k-th step depends on the anchor and k alone. We never add to the last occurrence, which would
 *   turn the 31st into the 28th for ever.
 * - *Annual occurrence*: a return of a day of the year in a later year than its own. It is named by the year of its
 *   own calendar: a Gregorian year can hold two returns of a lunar day, or none.
 * - *Age*: completed years, counted by month and day; one born on 29 February completes a year on 1 March.
 * - *Lunar date*: of the Chinese calendar, by our own table of the years 1900–2100, never by the host's. A lunar year
 *   bears the number of the Gregorian year in which it begins. *Verified*: two independent tables agree (to 2096).
 * - *Instant*: epoch milliseconds. *Wall clock*: what calendar and clock show in a zone. A time that the clock skips
 *   (*gap*) goes later, a time shown twice (*overlap*) is the earlier one.
 * - *Quiet hours*: half-open, may wrap midnight, empty when start and end are equal.
 * - *Workday*: what a business calendar says; of a year whose holidays are not *announced*, what the weekday says.
 *
 * @packageDocumentation
 */
export { ageOn, type UnknownAge } from "./age-on.ts";
export {
  type AnnualOccurrence,
  type AnnualOccurrencesOptions,
  annualOccurrences,
  type LeapMonthPolicy,
} from "./annual-occurrences.ts";
export {
  addBusinessDays,
  type BusinessCalendar,
  type BusinessCalendarDays,
  type BusinessDay,
  type BusinessDaysOptions,
  createBusinessCalendar,
  type NamedDay,
  type RollOptions,
  rollToBusinessDay,
  weekdayCalendar,
} from "./business-calendar.ts";
export {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  type MissingDay,
  type MonthArithmeticOptions,
} from "./date-arithmetic.ts";
export { addDuration, type Duration, durationText, parseDuration } from "./duration.ts";
export { type IsoWeek, isoWeekOf } from "./iso-week.ts";
export {
  type LunarDate,
  type LunarDay,
  type LunarMonth,
  type LunarYear,
  lunarDateOf,
  lunarYearOf,
  plainDateOfLunar,
} from "./lunar-date.ts";
export { mainlandChina2026 } from "./mainland-china-2026.ts";
export {
  nextOccurrence,
  type Occurrence,
  type OccurrenceSearchOptions,
  occurrencesOf,
  previousOccurrence,
} from "./occurrences-of.ts";
export { checkPartialDate, type PartialDate, spanOfPartialDate } from "./partial-date.ts";
export {
  type CalendarUnit,
  type Period,
  type PeriodOptions,
  type PeriodsBetweenOptions,
  periodContaining,
  periodIncludes,
  periodsBetween,
  type TrailingPeriodsOptions,
  trailingPeriods,
} from "./period.ts";
export {
  dateOfDay,
  dayNumber,
  daysInMonth,
  isLeapYear,
  isPlainDate,
  type PlainDate,
  parsePlainDate,
  type Weekday,
  weekdayOf,
} from "./plain-date.ts";
export { checkRecurrence, type Recurrence, type WeekdayRule } from "./recurrence.ts";
export { type RRuleOptions, recurrenceFromRRule } from "./recurrence-from-rrule.ts";
export {
  type DayWindow,
  isAllowedInstant,
  nextAllowedInstant,
  type SendingHours,
} from "./sending-hours.ts";
export {
  instantOf,
  isTimeZone,
  localDayNumber,
  resolveWallClock,
  type WallClock,
  type WallClockResolution,
  type WallTime,
  wallClockAt,
} from "./wall-clock.ts";
