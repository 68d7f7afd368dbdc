import { describeValue } from "../issues/index.ts";
import { FIRST_DAY, LAST_DAY, textOfDay } from "./_civil.ts";
import { millisecondsOfTime } from "./_time-of-day.ts";
import { DAY_MS, instantOfLocal, isZone, offsetAt } from "./_zone-offset.ts";
import { dayNumber, type PlainDate, type Weekday, weekdayOfDay } from "./plain-date.ts";

/**
 * A time of day on the wall clock, `HH:MM` or `HH:MM:SS`, 00:00 to 23:59:59.
 *
 * @example
 * ```ts
 * import { instantOf, type WallTime } from "clientele/calendar";
 * const nine: WallTime = "09:00";
 * instantOf("2024-06-24", nine, "Asia/Shanghai"); // => 1719190800000
 * ```
 */
export type WallTime = `${number}:${number}` | `${number}:${number}:${number}`;

/** What the calendar and the clock on the wall show in a zone at an instant. */
export interface WallClock {
  /** The local day. */
  readonly date: PlainDate;
  /** The local time to the second, `HH:MM:SS`. */
  readonly time: `${number}:${number}:${number}`;
  /** The local day of the week, Monday 1 to Sunday 7. */
  readonly weekday: Weekday;
  /** Seconds by which the zone is ahead of UTC at that instant (behind: negative). */
  readonly offsetSeconds: number;
}

/** How a wall-clock time maps to instants. */
export interface WallClockResolution {
  /**
   * `unique`: the clock shows the time once; `gap`: never, it was skipped when the clock went forward;
   * `overlap`: twice, because the clock was set back.
   */
  readonly kind: "unique" | "gap" | "overlap";
  /** Epoch milliseconds of the earlier reading; with `gap` the time read with the offset after the change. */
  readonly earlier: number;
  /** Epoch milliseconds of the later reading; with `gap` the time read with the offset before the change. */
  readonly later: number;
}

/**
 * Tells whether a text names a time zone: an IANA name that the runtime knows, or a fixed offset `±HH:MM`.
 *
 * @example
 * ```ts
 * import { isTimeZone } from "clientele/calendar";
 * isTimeZone("Asia/Shanghai"); // => true
 * isTimeZone("+08:00"); // => true
 * isTimeZone("UTC2"); // => false
 * ```
 */
export function isTimeZone(zone: string): boolean {
  return isZone(zone);
}

/**
 * Finds the instant at which the wall clock of a zone shows a date and time, in epoch milliseconds. A time
 * skipped in spring goes to the instant as much later as the clock jumped (02:30 becomes 03:30); a time
 * shown twice in autumn goes to the first showing.
 *
 * @throws RangeError for a text that is no date, time or zone.
 * @example
 * ```ts
 * import { instantOf } from "clientele/calendar";
 * new Date(instantOf("2024-03-10", "02:30", "America/New_York")).toISOString(); // => "2024-03-10T07:30:00.000Z"
 * new Date(instantOf("2024-10-27", "01:30", "Europe/London")).toISOString(); // => "2024-10-27T00:30:00.000Z"
 * ```
 */
export function instantOf(date: PlainDate, time: WallTime, zone: string): number {
  return instantOfLocal(dayNumber(date) * DAY_MS + millisecondsOfTime(time), zone);
}

/**
 * Tells how a wall-clock date and time maps to instants: to one, to none (a gap) or to two (an overlap).
 *
 * @throws RangeError for a text that is no date, time or zone.
 * @example
 * ```ts
 * import { resolveWallClock } from "clientele/calendar";
 * resolveWallClock("2024-03-10", "02:30", "America/New_York").kind; // => "gap"
 * resolveWallClock("2024-11-03", "01:30", "America/New_York").kind; // => "overlap"
 * ```
 */
export function resolveWallClock(date: PlainDate, time: WallTime, zone: string): WallClockResolution {
  const local = dayNumber(date) * DAY_MS + millisecondsOfTime(time);
  const chosen = instantOfLocal(local, zone);
  const before = local - offsetAt(zone, local - DAY_MS);
  const after = local - offsetAt(zone, local + DAY_MS);
  if (before === after) return resolution("unique", chosen, chosen);
  if (chosen + offsetAt(zone, chosen) !== local) return resolution("gap", after, before);
  const other = chosen === before ? after : before;
  if (other + offsetAt(zone, other) !== local) return resolution("unique", chosen, chosen);
  return resolution("overlap", chosen, other);
}

/**
 * Reads the wall clock of a zone at an instant given in epoch milliseconds. Parts of a second are cut off.
 *
 * @throws RangeError for a text that is no zone, an instant that is not finite, or a local day outside the
 * years 0001–9999.
 * @example
 * ```ts
 * import { wallClockAt } from "clientele/calendar";
 * const clock = wallClockAt(Date.parse("2024-05-01T16:30:00Z"), "Asia/Shanghai");
 * clock.date; // => "2024-05-02"
 * clock.time; // => "00:30:00"
 * ```
 */
export function wallClockAt(instant: number, zone: string): WallClock {
  const local = localOf(instant, zone);
  const day = Math.floor(local.at / DAY_MS);
  const seconds = Math.floor((local.at - day * DAY_MS) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return Object.freeze({
    date: textOfDay(day),
    time: clock as WallClock["time"],
    weekday: weekdayOfDay(day),
    offsetSeconds: local.offset / 1000,
  });
}

/**
 * Numbers the local day of an instant: the {@link dayNumber} of the date that the zone's calendar shows. The
 * form of {@link wallClockAt} for columns of millions of instants.
 *
 * @throws RangeError as {@link wallClockAt}.
 * @example
 * ```ts
 * import { dateOfDay, localDayNumber } from "clientele/calendar";
 * dateOfDay(localDayNumber(Date.parse("1988-06-30T15:00:00Z"), "Asia/Shanghai")); // => "1988-07-01"
 * ```
 */
export function localDayNumber(instant: number, zone: string): number {
  return Math.floor(localOf(instant, zone).at / DAY_MS);
}

function resolution(kind: WallClockResolution["kind"], earlier: number, later: number): WallClockResolution {
  return Object.freeze({ kind, earlier, later });
}

function localOf(instant: number, zone: string): { readonly at: number; readonly offset: number } {
  // The outer bound keeps the instant within what the time-zone data can be asked for.
  const inBounds = instant >= (FIRST_DAY - 1) * DAY_MS && instant <= (LAST_DAY + 2) * DAY_MS;
  const offset = inBounds ? offsetAt(zone, instant) : 0;
  const at = instant + offset;
  if (!(at >= FIRST_DAY * DAY_MS && at < (LAST_DAY + 1) * DAY_MS)) {
    throw new RangeError(
      `Cannot read a wall clock: the instant must be epoch milliseconds of a local day in the years 0001 to 9999, got ${describeValue(instant)}`,
    );
  }
  return { at, offset };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
