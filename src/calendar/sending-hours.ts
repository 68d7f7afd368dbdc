import { describeValue } from "../issues/index.ts";
import { allowedSpans, type Spans } from "./_allowed-spans.ts";
import { FIRST_DAY, LAST_DAY, textOfDay } from "./_civil.ts";
import { DAY_MS, isZone, nextChange, notAZone, offsetAt } from "./_zone-offset.ts";
import type { BusinessCalendar } from "./business-calendar.ts";
import { type Weekday, weekdayOfDay } from "./plain-date.ts";
import type { WallTime } from "./wall-clock.ts";

/**
 * A span of the day, half-open: `start` belongs to it, `end` does not. When `start` is later than `end` it
 * wraps midnight: 22:00–06:00 is the night.
 */
export interface DayWindow {
  /** The first moment within. */
  readonly start: WallTime;
  /** The first moment after. */
  readonly end: WallTime;
}

/**
 * When a message may be sent, in the receiver's local time. All conditions hold at once. Each is judged by
 * what the receiver's wall clock and calendar show at the moment of sending.
 *
 * @example
 * ```ts
 * import { isAllowedInstant, type SendingHours } from "clientele/calendar";
 * const hours: SendingHours = { quiet: { start: "21:00", end: "08:00" }, weekdays: [1, 2, 3, 4, 5] };
 * isAllowedInstant(Date.parse("2024-05-01T13:30:00Z"), "Asia/Shanghai", hours); // => false
 * ```
 */
export interface SendingHours {
  /** Nothing is sent in this window. With `start` equal to `end` it is empty. */
  readonly quiet?: DayWindow | undefined;
  /** Sent only in one of these windows. An absent or empty list allows the whole day. */
  readonly allowed?: readonly DayWindow[] | undefined;
  /** Sent only on these days of the week. Absent: on any. */
  readonly weekdays?: readonly Weekday[] | undefined;
  /** Sent only on the workdays of this calendar. The one member that is not JSON. */
  readonly calendar?: BusinessCalendar | undefined;
}

/** A wait longer than this means that the days allowed exclude one another. */
const LONGEST_WAIT = 400;

/**
 * Tells whether a message may be sent at an instant (epoch milliseconds).
 *
 * @throws RangeError for an unknown zone, or hours that allow no moment of any day.
 * @example
 * ```ts
 * import { isAllowedInstant } from "clientele/calendar";
 * const night = { quiet: { start: "22:00", end: "06:00" } } as const;
 * isAllowedInstant(Date.parse("2024-05-01T22:00:00Z"), "Asia/Shanghai", night); // => true
 * ```
 */
export function isAllowedInstant(instant: number, zone: string, hours: SendingHours): boolean {
  return nextAllowedInstant(instant, zone, hours) === instant;
}

/**
 * Finds the earliest instant, not before the given one, at which a message may be sent (epoch milliseconds).
 *
 * Across a change of the clock the wall clock decides: when quiet hours end at 02:30 and the clock jumps from
 * 02:00 to 03:00, they end at the jump; when it is set back into quiet hours, they begin again.
 *
 * @throws RangeError for an unknown zone, hours that allow no moment of any day, or days that allow none
 * within 400 days.
 * @example
 * ```ts
 * import { nextAllowedInstant } from "clientele/calendar";
 * const night = { quiet: { start: "22:00", end: "08:00" } } as const;
 * const asked = Date.parse("2024-03-10T06:30:00Z");
 * new Date(nextAllowedInstant(asked, "America/New_York", night)).toISOString(); // => "2024-03-10T12:00:00.000Z"
 * ```
 */
export function nextAllowedInstant(instant: number, zone: string, hours: SendingHours): number {
  if (!isZone(zone)) throw notAZone(zone);
  if (!(instant >= (FIRST_DAY + 1) * DAY_MS && instant <= (LAST_DAY - LONGEST_WAIT - 2) * DAY_MS)) {
    throw new RangeError(
      `Cannot find an allowed instant: instant must be epoch milliseconds of the years 0001 to 9998, got ${describeValue(instant)}`,
    );
  }
  const spans = allowedSpans(hours.allowed, hours.quiet);
  // Within a stretch of one offset the wall clock runs evenly and the answer is arithmetic. It stands if it
  // comes before the next change of the clock; otherwise the search goes on from the change.
  let from = instant;
  for (;;) {
    const offset = offsetAt(zone, from);
    const found = nextAllowedLocal(from + offset, spans, hours) - offset;
    const change = found === from ? undefined : nextChange(zone, from, found);
    if (change === undefined) return found;
    from = change;
  }
}

/** The earliest local time, as if UTC and not before the given one, that the hours allow. */
function nextAllowedLocal(local: number, spans: Spans, hours: SendingHours): number {
  const today = Math.floor(local / DAY_MS);
  for (let day = today; day <= today + LONGEST_WAIT; day++) {
    if (!isAllowedDay(day, hours)) continue;
    const earliest = day === today ? local - day * DAY_MS : 0;
    for (const { start, end } of spans) {
      if (earliest < end) return day * DAY_MS + Math.max(earliest, start);
    }
  }
  throw new RangeError(
    `Cannot find an allowed instant: weekdays and calendar must allow a day within ${LONGEST_WAIT} days of ${textOfDay(today)}`,
  );
}

function isAllowedDay(day: number, hours: SendingHours): boolean {
  if (hours.weekdays !== undefined && !hours.weekdays.includes(weekdayOfDay(day))) return false;
  return hours.calendar === undefined || hours.calendar.dayOf(textOfDay(day)).workday;
}
