import { checkInteger, checkOneOf } from "./_check.ts";
import type { MissingDay } from "./date-arithmetic.ts";
import { dayNumber, type PlainDate, type Weekday } from "./plain-date.ts";

/**
 * A weekday within a recurrence: every one, or the n-th of the month or year.
 *
 * @example
 * ```ts
 * import { nextOccurrence, type WeekdayRule } from "clientele/calendar";
 * const lastFriday: WeekdayRule = { weekday: 5, ordinal: -1 };
 * nextOccurrence({ frequency: "monthly", anchor: "2024-01-01", byDay: [lastFriday] }, "2024-02-01")?.date; // => "2024-02-23"
 * ```
 */
export interface WeekdayRule {
  /** Monday 1 to Sunday 7. */
  readonly weekday: Weekday;
  /**
   * Which one: 1 the first, −1 the last. Counted within the month; within the year when the frequency is
   * yearly and no month is named. Absent: every one.
   */
  readonly ordinal?: number | undefined;
}

/**
 * A rule of days that return: RFC 5545's `RRULE` for whole days, with RFC 7529's choice for missing days. Every
 * occurrence depends on the anchor and its own step alone, never on the occurrence before it, so a month end
 * does not drift. JSON-safe.
 *
 * @example
 * ```ts
 * import { occurrencesOf, type Recurrence } from "clientele/calendar";
 * const monthEnd: Recurrence = { frequency: "monthly", anchor: "2024-01-31" };
 * const found = occurrencesOf(monthEnd, { from: "2024-02-01", to: "2024-05-01" });
 * found.map((occurrence) => occurrence.date); // => ["2024-02-29", "2024-03-31", "2024-04-30"]
 * ```
 */
export interface Recurrence {
  /** The unit in which the rule steps. */
  readonly frequency: "daily" | "weekly" | "monthly" | "yearly";
  /**
   * Where the rule begins; nothing occurs before it. It gives the weekday, day of the month and month that the
   * `by…` parts leave open, and is itself an occurrence only if it fits them.
   */
  readonly anchor: PlainDate;
  /**
   * Units from one step to the next.
   *
   * @defaultValue 1
   */
  readonly interval?: number | undefined;
  /** How many occurrences there are at most, counted from the anchor. */
  readonly count?: number | undefined;
  /** The last day on which one may occur, itself included. */
  readonly until?: PlainDate | undefined;
  /** Only in these months, 1–12. */
  readonly byMonth?: readonly number[] | undefined;
  /** On these days of the month: 1–31, or −1 (the last) to −31. */
  readonly byMonthDay?: readonly number[] | undefined;
  /** On these weekdays; together with `byMonthDay`, only where both hold. */
  readonly byDay?: readonly WeekdayRule[] | undefined;
  /**
   * The first day of a week; matters for weekly rules with an interval over 1.
   *
   * @defaultValue 1
   */
  readonly weekStart?: Weekday | undefined;
  /**
   * What becomes of a day, 29 to 31, that the month does not have. (A day counted from the month's end that it
   * does not have, such as the 31st last, has no neighbour in the month and is always omitted.)
   *
   * @defaultValue "backward"
   */
  readonly missingDay?: MissingDay | undefined;
}

const DOING = "read a recurrence";

/**
 * Checks a recurrence.
 *
 * @returns the same value.
 * @throws RangeError when a part is out of its range, a list is empty, or a daily or weekly rule numbers its
 * weekdays.
 * @example
 * ```ts
 * import { checkRecurrence } from "clientele/calendar";
 * checkRecurrence({ frequency: "daily", anchor: "2024-01-31" }).anchor; // => "2024-01-31"
 * ```
 */
export function checkRecurrence(recurrence: Recurrence): Recurrence {
  const { frequency, byDay, count, interval, missingDay, until, weekStart } = recurrence;
  checkOneOf(DOING, "frequency", frequency, ["daily", "weekly", "monthly", "yearly"] as const);
  dayNumber(recurrence.anchor);
  if (interval !== undefined) checkInteger(DOING, "interval", interval, 1, Number.MAX_SAFE_INTEGER);
  if (count !== undefined) checkInteger(DOING, "count", count, 1, Number.MAX_SAFE_INTEGER);
  if (until !== undefined) dayNumber(until);
  if (weekStart !== undefined) checkInteger(DOING, "weekStart", weekStart, 1, 7);
  if (missingDay !== undefined) {
    checkOneOf(DOING, "missingDay", missingDay, ["backward", "forward", "omit"] as const);
  }
  checkList("byMonth", recurrence.byMonth, 1, 12);
  checkList("byMonthDay", recurrence.byMonthDay, -31, 31);
  checkList(
    "byDay weekday",
    byDay?.map((rule) => rule.weekday),
    1,
    7,
  );
  const ordinals = byDay?.flatMap((rule) => (rule.ordinal === undefined ? [] : [rule.ordinal])) ?? [];
  if (ordinals.length > 0) {
    if (frequency === "daily" || frequency === "weekly") {
      throw new RangeError(`Cannot ${DOING}: byDay must have no ordinal in a ${frequency} rule`);
    }
    checkList("byDay ordinal", ordinals, -53, 53);
  }
  return recurrence;
}

/** A zero is refused wherever negative numbers count from the end. */
function checkList(name: string, list: readonly number[] | undefined, min: number, max: number): void {
  if (list === undefined) return;
  if (list.length === 0) throw new RangeError(`Cannot ${DOING}: ${name} must not be an empty list`);
  for (const value of list) {
    checkInteger(DOING, name, value, min, max);
    if (value === 0) throw new RangeError(`Cannot ${DOING}: ${name} must not be 0`);
  }
}
