import { civilOfDay, dayOf, monthOf, yearOf } from "./_civil.ts";
import { checkPartialDate, type PartialDate, possibleDays } from "./partial-date.ts";
import { dayNumber, type PlainDate } from "./plain-date.ts";

/** The answer when an age cannot be told as one number. */
export interface UnknownAge {
  /** Marks the answer as not a number. */
  readonly kind: "unknown";
  /**
   * Why: `year-unknown`: the birth year is not known; `not-born`: the day lies before the birth;
   * `imprecise`: the month or day is not known and two ages are possible.
   */
  readonly reason: "year-unknown" | "not-born" | "imprecise";
  /** With `imprecise`: the lower of the two possible ages; 0 when the birth may lie ahead. */
  readonly atLeast?: number | undefined;
  /** With `imprecise`: the greater possible age. */
  readonly atMost?: number | undefined;
}

/**
 * Counts the completed years of life on a day. Someone born on 29 February completes a year on 1 March of a
 * common year. A Chinese birth date is first converted to the Gregorian day; the age is the Gregorian one.
 *
 * age = year(on) − year(birth) − [month-day(on) < month-day(birth)]
 *
 * When only the year or the month is known, the age is a number if every possible birthday gives the same.
 *
 * @throws RangeError when the birth date cannot be true or `on` is not a plain date.
 * @example
 * ```ts
 * import { ageOn } from "clientele/calendar";
 * ageOn({ year: 2000, month: 2, day: 29 }, "2023-02-28"); // => 22
 * ageOn({ year: 2000, month: 2, day: 29 }, "2023-03-01"); // => 23
 * ageOn({ year: 1990 }, "2024-05-01"); // => { kind: "unknown", reason: "imprecise", atLeast: 33, atMost: 34 }
 * ageOn({ month: 2, day: 29 }, "2024-05-01"); // => { kind: "unknown", reason: "year-unknown" }
 * ```
 */
export function ageOn(birth: PartialDate, on: PlainDate): number | UnknownAge {
  checkPartialDate(birth);
  const today = dayNumber(on);
  if (birth.year === undefined) return Object.freeze({ kind: "unknown", reason: "year-unknown" } as const);
  const { first, last } = possibleDays(birth, birth.year);
  if (today < first) return Object.freeze({ kind: "unknown", reason: "not-born" } as const);
  const atMost = completedYears(first, today);
  const atLeast = today < last ? Math.max(0, completedYears(last, today)) : completedYears(last, today);
  return today >= last && atLeast === atMost
    ? atMost
    : Object.freeze({ kind: "unknown", reason: "imprecise", atLeast, atMost } as const);
}

function completedYears(birth: number, today: number): number {
  const from = civilOfDay(birth);
  const to = civilOfDay(today);
  const birthdayAhead =
    monthOf(to) < monthOf(from) || (monthOf(to) === monthOf(from) && dayOf(to) < dayOf(from));
  return yearOf(to) - yearOf(from) - (birthdayAhead ? 1 : 0);
}
