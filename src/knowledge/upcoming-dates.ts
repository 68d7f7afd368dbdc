import { addDays, ageOn, annualOccurrences, daysBetween, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import type { ImportantDate } from "../model/index.ts";

/** Options of {@link upcomingDates}. */
export interface UpcomingDatesOptions {
  /** The day of looking; what falls on it counts. */
  readonly on: PlainDate;
  /**
   * How many days are looked ahead.
   * @defaultValue `30`
   */
  readonly withinDays?: number | undefined;
}

/** A day of the year that comes round soon. */
export interface UpcomingDate {
  /** The record. */
  readonly id: string;
  /** Whose day it is. */
  readonly partyId: string;
  /** What it is. */
  readonly kind: ImportantDate["kind"];
  /** What it is, for kind `other`. */
  readonly label?: string | undefined;
  /** On which Gregorian day it falls. */
  readonly date: PlainDate;
  /** In how many days: 0 is today. */
  readonly inDays: number;
  /** The completed years on that day, where the year is known: an age, the years of a marriage. */
  readonly years?: number | undefined;
  /** Whether it was reckoned by the Chinese calendar. */
  readonly lunar: boolean;
}

/**
 * Lists the days of the year that come round soon, solar and lunar, the next one first. A date whose month or day is
 * not known comes round on no known day and is not listed.
 *
 * @throws RangeError if `on` is no day or `withinDays` not a positive integer
 *
 * @example
 * ```ts
 * import { upcomingDates } from "clientele/knowledge";
 *
 * const source = { method: "stated", observedOn: "2026-01-05" } as const;
 * const birthday = { schemaVersion: 1, kind: "birthday", source } as const;
 * const dates = [
 *   { ...birthday, id: "d1", partyId: "ada", date: { calendar: "gregorian" as const, year: 1985, month: 6, day: 10 } },
 *   { ...birthday, id: "d2", partyId: "mei", date: { calendar: "chinese" as const, month: 5, day: 5 } },
 * ];
 * upcomingDates(dates, { on: "2026-06-01" }).map(({ partyId, date, inDays, years }) => [partyId, date, inDays, years]); // => [["ada", "2026-06-10", 9, 41], ["mei", "2026-06-19", 18, undefined]]
 * ```
 */
export function upcomingDates(
  dates: readonly ImportantDate[],
  options: UpcomingDatesOptions,
): readonly UpcomingDate[] {
  const { on, withinDays = 30 } = options;
  if (!Number.isSafeInteger(withinDays) || withinDays < 1)
    throw new RangeError(
      `Cannot list upcoming dates: withinDays must be a positive integer, got ${describeValue(withinDays)}`,
    );
  const period = { from: on, to: addDays(on, withinDays) };
  const found = dates
    .filter(({ source }) => source.observedOn <= on)
    .flatMap(({ id, partyId, kind, label, date }) =>
      annualOccurrences(date, period).map((occurrence): UpcomingDate => {
        const years = date.year === undefined ? undefined : ageOn(date, occurrence.date);
        return Object.freeze({
          id,
          partyId,
          kind,
          ...(label === undefined ? {} : { label }),
          date: occurrence.date,
          inDays: daysBetween(on, occurrence.date),
          ...(typeof years === "number" ? { years } : {}),
          lunar: date.calendar === "chinese",
        });
      }),
    );
  return Object.freeze(found.sort((a, b) => a.inDays - b.inDays || compareCodePoints(a.id, b.id)));
}
