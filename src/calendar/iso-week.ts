import { civilOfDay, dayOfCivil, yearOf } from "./_civil.ts";
import { dayNumber, type PlainDate, weekdayOfDay } from "./plain-date.ts";

/** A week of ISO 8601. */
export interface IsoWeek {
  /** The year that the week belongs to: that of its Thursday, at most one away from the date's own. */
  readonly year: number;
  /** The week's number, 1–53. */
  readonly week: number;
}

/**
 * Numbers the week of a date as ISO 8601 does: weeks begin on Monday, week 1 is the one with 4 January.
 *
 * @throws RangeError when the text is not a plain date.
 * @example
 * ```ts
 * import { isoWeekOf } from "clientele/calendar";
 * isoWeekOf("2024-12-30"); // => { year: 2025, week: 1 }
 * isoWeekOf("2021-01-03"); // => { year: 2020, week: 53 }
 * ```
 */
export function isoWeekOf(date: PlainDate): IsoWeek {
  const day = dayNumber(date);
  const thursday = day - weekdayOfDay(day) + 4;
  const year = yearOf(civilOfDay(thursday));
  return Object.freeze({ year, week: Math.floor((thursday - dayOfCivil(year, 1, 1)) / 7) + 1 });
}
